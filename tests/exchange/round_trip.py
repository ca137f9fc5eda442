"""Imports files of cards into a vault, exports them again, and counts what is lost, by the oracle."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.exchange.command_line import Book, Ran
from tests.exchange.vcard_oracle import Item, OracleCard, lost, read_file

EVERYTHING = ("--with", "notes,tags,circles,photos")


class Loss(NamedTuple):
    """What one card lost on its way, and where it came from."""

    file: str
    name: str
    items: tuple[Item, ...]


class Trip(NamedTuple):
    """What came of a journey: the runs, how many cards and lines went in, what was lost, and cards without any note."""

    imported: Ran
    exported: Ran
    cards: int
    lines: int
    losses: tuple[Loss, ...]
    without_note: tuple[str, ...]

    @property
    def by_name(self) -> Counter[str]:
        """How many lines of each property were lost."""
        return Counter(item.name for loss in self.losses for item in loss.items)


def round_trip(book: Book, files: Mapping[str, bytes], version: str = "3.0", here: bool = True) -> Trip:
    """Import a folder of these files, export all as one file of a version, and compare. `here` is quicker, and measures no memory."""
    run = book.run_here if here else book.run
    folder = Path(book.file("cards/.keep", b"")).parent
    folder.joinpath(".keep").unlink()
    for name, content in files.items():
        folder.joinpath(name).write_bytes(content)
    imported = run("import", folder if len(files) > 1 else folder / next(iter(files)))
    target = folder.parent / "exported.vcf"
    exported = run("export", "--to", "vcard", "--vcard", version, *EVERYTHING, "-o", target)
    after = read_file(target.read_bytes()) if target.exists() else []
    return compare(imported, exported, files, after)


def compare(imported: Ran, exported: Ran, files: Mapping[str, bytes], after: Sequence[OracleCard]) -> Trip:
    """Compare each card with the exported one that has most of it."""
    places: dict[tuple[str, str], list[int]] = {}
    for number, card in enumerate(after):
        for item in card.items:
            places.setdefault((item.name, item.readings[0]), []).append(number)
    losses, without, cards, lines = list[Loss](), list[str](), 0, 0
    for file, content in files.items():
        for card in read_file(content):
            if not card.items or card.values("KIND") == ["group"]:
                continue
            cards, lines = cards + 1, lines + len(card.items)
            shared = Counter(
                number
                for item in card.items
                for reading in item.readings
                if len(found := places.get((item.name, reading), ())) < 20
                or item.name in ("FN", "N", "UID", "TEL")
                for number in found
            )
            name = (card.values("FN") or card.values("N") or [""])[0].replace("\x1f", " ")
            if not shared:
                without.append(f"{file}: {name}")
                continue
            best = min((len(lost(card, after[number])), number) for number, _ in shared.most_common(4))[1]
            if missing := lost(card, after[best]):
                losses.append(Loss(file, name, tuple(missing)))
    return Trip(imported, exported, cards, lines, tuple(losses), tuple(without))
