"""Finding notes that are no contacts by the beginning of a name."""

from pathlib import Path

import pytest

from plaintext_network.network.people.notes_by_name import notes_by_name
from plaintext_network.vault.notebook import Notebook
from tests.conftest import index_of
from tests.lsp.view_of import TODAY

NOTES = {
    "contacts/Quiet Ada.md": "",
    "organizations/Quiet Rooms.md": "",
    "organizations/The Quiet Kiln.md": "---\naliases: [Zulu]\n---\n",
    "events/Quiet Fair.md": "",
    "goals/Quiet goal.md": "",
    "notes/Quiet.md": "",
    "notes/Not quiet.md": "",
    "notes/Ärger.md": "",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("quiet", ["organizations/Quiet Rooms.md", "organizations/The Quiet Kiln.md", "events/Quiet Fair.md", "goals/Quiet goal.md", "notes/Quiet.md"]),
        ("QUIET R", ["organizations/Quiet Rooms.md"]),
        ("zu", ["organizations/The Quiet Kiln.md"]),
        ("not", ["notes/Not quiet.md"]),
        ("uiet", []),
        ("a\u0308r", ["notes/Ärger.md"]),
    ],
)  # fmt: skip
def test_a_name_begins_with_the_typed_text_and_few_kinds_come_first(typed: str, found: list[str]) -> None:
    assert notes_by_name(index_of(NOTES), typed, 100) == found


def test_a_stored_and_a_changed_index_find_the_same(tmp_path: Path) -> None:
    (tmp_path / "pnet.toml").touch()
    for path, text in NOTES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    Notebook(str(tmp_path), TODAY).problems()
    stored = Notebook(str(tmp_path), TODAY)
    texts = {
        "notes/Quiet.md": None,
        "notes/Quieter.md": b"",
        "organizations/Quiet Rooms.md": b"---\nname: Loud\n---\n",
    }
    changed = stored.over(texts)
    for typed in ("quiet", "not", "z", "ä", "l", "nothing"):
        assert notes_by_name(stored.index, typed, 100) == notes_by_name(index_of(NOTES), typed, 100)
        fresh = index_of(
            {
                p: t.decode()
                for p, t in {**{p: t.encode() for p, t in NOTES.items()}, **texts}.items()
                if t is not None
            }
        )
        assert notes_by_name(changed.index, typed, 100) == notes_by_name(fresh, typed, 100)
    assert notes_by_name(changed.index, "quiet", 2) == notes_by_name(changed.index, "quiet", 100)[:2]
