"""What many programs write into their cards comes back from the notes, by an oracle that isn't pnet's reader."""

from pathlib import Path

import pytest

from tests.exchange.client_cards import CLIENTS, client_cards
from tests.exchange.command_line import Book
from tests.exchange.round_trip import round_trip


def files_of(count: int, seed: int) -> dict[str, bytes]:
    """Return the cards as files of their programs; one with a byte order mark is a file of its own."""
    files: dict[str, bytes] = {}
    for client, person, content in client_cards(count, seed):
        # `python -m tests.soak.exchange losses` counts these too: blanks around a note, and companies with an organization.
        if (
            b"X-ABSHOWAS" in content
            or person.note != person.note.strip()
            or (client == "outlook" and person.note)
        ):
            continue
        marked = content[:1] in (b"\xff", b"\xfe", b"\xef")
        name = f"{client}-{person.number}.vcf" if marked else f"{client}.vcf"
        files[name] = files.get(name, b"") + content
    return files


@pytest.mark.parametrize("version", ["3.0", "4.0", "2.1"])
def test_no_value_parameter_group_or_label_of_any_client_is_lost(tmp_path: Path, version: str) -> None:
    trip = round_trip(Book(tmp_path), files_of(len(CLIENTS) * 7, 5), version)
    assert trip.imported.code == 0, trip.imported
    assert trip.cards > len(CLIENTS) * 6
    assert trip.without_note == ()
    assert [f"{loss.name}: {item}" for loss in trip.losses for item in loss.items] == []
