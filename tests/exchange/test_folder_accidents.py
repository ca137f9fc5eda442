"""An accident of the folder of cards deletes nobody: not in the vault, not in the folder, and not on the server."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.exchange.server_rewrites import write_lines
from tests.exchange.synced_world import World, synced_world

PEOPLE = 24


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A vault whose people are in the folder and on the server."""
    with synced_world(tmp_path_factory.mktemp("accidents"), "plain") as made:
        side = made.sides[0]
        for number in range(PEOPLE):
            (side.book.root / f"Person {number:02}.md").write_text(
                f"---\ntype: contact\nemails: [p{number}@example.org]\n---\nText of mine.\n"
            )
        assert side.sync().code == 0
        assert side.engine.sync().code == 0
        assert len(made.stored()) == PEOPLE
        yield made


def _card(name: str) -> bytes:
    return write_lines(
        ["VERSION:3.0", f"UID:{name}", f"N:;{name};;;", f"FN:{name}", f"EMAIL:{name}@strange.example"]
    )


def _emptied(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _missing(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def _unmounted(folder: Path) -> None:
    _missing(folder)
    folder.mkdir()


def _swapped(folder: Path) -> None:
    _unmounted(folder)
    for number in range(PEOPLE):
        (folder / f"stranger-{number}.vcf").write_bytes(_card(f"stranger-{number}"))


def _of_strangers_in_place(folder: Path) -> None:
    """Give the same folder, with the same file names, the cards of other people."""
    for number, path in enumerate(sorted(folder.iterdir())):
        path.write_bytes(_card(f"other-{number}"))


def _foreign(folder: Path) -> None:
    _unmounted(folder)
    for name in ("holiday.jpg", "notes.md", "tax.pdf"):
        (folder / name).write_bytes(b"not a card")


def _half(folder: Path) -> None:
    for path in sorted(folder.iterdir())[: PEOPLE // 2]:
        path.unlink()


def _above(folder: Path) -> None:
    """Let the folder be the one that contains the address book, as vdirsyncer's users often name it."""
    moved = folder.with_name("moved")
    folder.rename(moved)
    folder.mkdir()
    moved.rename(folder / "contacts")


def _broken(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(b"")


def _a_file(folder: Path) -> None:
    _missing(folder)
    folder.write_bytes(b"")


ACCIDENTS = [
    _emptied,
    _missing,
    _unmounted,
    _swapped,
    _of_strangers_in_place,
    _foreign,
    _half,
    _above,
    _broken,
    _a_file,
]


@pytest.mark.parametrize("options", [(), ("--deletes",)], ids=["plain", "deletes"])
@pytest.mark.parametrize("accident", ACCIDENTS, ids=lambda accident: accident.__name__.strip("_"))
def test_an_accident_of_the_folder_deletes_nobody(
    world: World, accident: Callable[[Path], None], options: tuple[str, ...]
) -> None:
    side = world.sides[0]
    saved = side.folder.with_name("saved")
    shutil.copytree(side.folder, saved)
    notes, cards = side.book.contents(), {path.name: path.read_bytes() for path in side.folder.iterdir()}
    try:
        accident(side.folder)
        left = _files(side.folder)
        ran = side.sync(*options)
        assert ran.code not in (0, 1), ran
        assert not ran.crashed, ran
        # The sentence says what to do, with something to paste.
        assert re.search(r"pnet sync|mkdir -p|\[sync\.phone\]|restore", ran.err), ran
        assert _files(side.folder) == left
        assert side.book.contents() == notes
        # With several syncs nothing adds up to a deletion.
        assert side.sync(*options).code == ran.code
        assert (_files(side.folder), side.book.contents()) == (left, notes)
    finally:
        for path in (side.folder, side.folder.with_name("elsewhere")):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        saved.rename(side.folder)
    # Whoever puts the folder back has lost nothing, and neither has the server.
    back = side.sync()
    assert back.code == 0, back
    assert side.engine.sync().code == 0
    assert {path.name: path.read_bytes() for path in side.folder.iterdir()} == cards
    assert side.book.contents() == notes
    assert len(world.stored()) == PEOPLE


def test_too_many_contacts_gone_from_the_vault_remove_no_card(world: World) -> None:
    side = world.sides[0]
    saved = {path: path.read_bytes() for path in sorted(side.book.root.glob("*.md"))[: PEOPLE // 2]}
    try:
        for path in saved:
            path.unlink()
        ran = side.sync("--deletes")
        assert ran.code == 4, ran
        assert "pnet sync" in ran.err
        assert len([*side.folder.iterdir()]) == PEOPLE
    finally:
        for path, content in saved.items():
            path.write_bytes(content)
    assert side.sync().code == 0
    assert len([*side.folder.iterdir()]) == PEOPLE


def _files(folder: Path) -> dict[str, bytes]:
    return (
        {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        if folder.is_dir()
        else {}
    )
