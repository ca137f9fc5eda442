"""Imports and exports many cards with the command line, and counts what is lost, undone or sent that must stay. Ends with 1 if anything was."""

# ruff: noqa: T201
# It tells what came of it.

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.exchange.client_cards import ClientCard, client_cards
from tests.exchange.command_line import Book, changed
from tests.exchange.newer_exports import exports
from tests.exchange.other_programs import khard_names, khard_opens, radicale
from tests.exchange.round_trip import EVERYTHING, Trip, round_trip
from tests.exchange.user_edits import edit_at_random
from tests.soak.hostile_exchange import hostile, limits, mutated_cards, private

Faults = Iterator[str]


def losses(book: Book, options: argparse.Namespace) -> Faults:
    """Import each client's cards, export them, and compare."""
    files: dict[str, list[bytes]] = {}
    for client, person, content in client_cards(options.cards, options.seed):
        # Cards of one charset a file, as a program exports them.
        form = (
            "utf-16"
            if content[:2] in (b"\xff\xfe", b"\xfe\xff")
            else "bom"
            if content[:1] == b"\xef"
            else "plain"
        )
        single = form != "plain"
        files.setdefault(f"{client}-{form}{f'-{person.number}' if single else ''}.vcf", []).append(content)
    yield from _report(
        round_trip(book, {name: b"".join(parts) for name, parts in files.items()}, options.vcard)
    )


def corpus(book: Book, options: argparse.Namespace) -> Faults:
    """Import each file of a folder into a vault of its own, export it, and compare."""
    for path in sorted(Path(options.corpus).rglob("*.vcf")) if options.corpus else ():
        with tempfile.TemporaryDirectory() as folder:
            for fault in _report(
                round_trip(Book(Path(folder)), {path.name: path.read_bytes()}, options.vcard), quiet=True
            ):
                yield f"{path.name}: {fault}"


def again(book: Book, options: argparse.Namespace) -> Faults:
    """Import a file, edit notes at random, and import it again, at last without the state."""
    file = book.file("phone.vcf", exports(options.cards, 0, options.seed).older)
    first = book.run("import", file)
    if first.code:
        yield f"the first import: {first}"
    before = book.contents()
    yield from _unchanged(book, before, file, "twice")
    book.forget()
    yield from _unchanged(book, before, file, "without state")
    edits = edit_at_random(book, options.edits, options.seed)
    print(f"edits: {dict(edits.done)}, not possible: {len(edits.refused)}")
    yield from _unchanged(book, book.contents(), file, "after edits")
    book.forget()
    yield from _unchanged(book, book.contents(), file, "after edits, without state")


def newer(book: Book, options: argparse.Namespace) -> Faults:
    """Import an export and a newer one, in which 37 people changed."""
    made = exports(
        options.cards, min(37, options.cards // 4), options.seed, "iphone" if options.cards < 500 else ""
    )
    book.run("import", book.file("older/phone.vcf", made.older))
    before = book.contents()
    ran = book.run("import", book.file("newer/phone.vcf", made.newer))
    print(ran.out[-1500:], ran.err[-500:])
    after = book.contents()
    paths = {path for path in changed(before, after) if path.endswith(".md")}
    expected = dict[str, str]()
    for change in made.changes:
        path = next((path for path in before if path.endswith(f"{change.person.full}.md")), None)
        if path is None:
            yield f"no note for {change.person.full}"
            continue
        expected[path] = change.kind
        text = after.get(path, b"").decode()
        # Some programs write numbers without blanks.
        if change.now and change.now not in text and change.now.replace(" ", "") not in text:
            yield f"{change.kind} of {change.person.full} didn't arrive: {change.now}"
    for path in sorted(paths - set(expected)):
        yield f"changed for no reason: {path}"
    for path in sorted(set(expected) - paths):
        yield f"not changed: {path} ({expected[path]})"


def programs(book: Book, options: argparse.Namespace) -> Faults:
    """Import cards of all clients, export each to a file, upload it to Radicale, and list and open it with khard."""
    count = min(options.cards, 200)
    book.run("import", book.file("cards.vcf", b"".join(card.content for card in _utf8(count, options.seed))))
    for version in ("3.0", "4.0"):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "cards"
            ran = book.run("export", "--to", "vcard", "--vcard", version, *EVERYTHING, "--split", folder)
            files = sorted(folder.rglob("*.vcf"))
            print(f"vCard {version}: {len(files)} files")
            if ran.code or not files:
                yield f"export --split: {ran}"
                continue
            with radicale(Path(place)) as server:
                for number, path in enumerate(files):
                    if (status := server.put(f"{number}.vcf", path.read_bytes())) != 201:
                        yield f"Radicale refuses {path.name} ({status})"
                print(f"Radicale has {len(server.cards())} cards")
            names, said = khard_names(folder, Path(place))
            if len(names) != len(files) or "Traceback" in said:
                yield f"khard lists {len(names)} of {len(files)} ({version}): {said[-300:]}"
            for name in names[::10]:
                if not khard_opens(folder, Path(place), name):
                    yield f"khard doesn't open {name} ({version})"


def _utf8(count: int, seed: int) -> Iterator[ClientCard]:
    return (card for card in client_cards(count, seed) if card.content[:1] not in (b"\xff", b"\xfe", b"\xef"))


def _unchanged(book: Book, before: Mapping[str, bytes], file: Path, when: str) -> Faults:
    ran = book.run("import", file)
    print(f"{when}: exit {ran.code}, {ran.seconds:.1f} s, {ran.megabytes:.0f} MB: {ran.out.strip()[-300:]}")
    if ran.crashed:
        yield f"{when}: {ran}"
    different = changed(before, book.contents())
    if different:
        yield f"{when}: {len(different)} files changed, such as {', '.join(different[:5])}"


def _report(trip: Trip, quiet: bool = False) -> Faults:
    for ran in (trip.imported, trip.exported):
        if ran.crashed or (ran.code and not quiet):
            yield str(ran)
    if not quiet:
        print(
            f"{trip.cards} cards, {trip.lines} lines; lost: {trip.by_name.total()} of {len(trip.losses)} cards"
        )
        print(
            f"import {trip.imported.seconds:.1f} s, {trip.imported.megabytes:.0f} MB; export {trip.exported.seconds:.1f} s"
        )
    for name in trip.without_note:
        yield f"no card came back of {name}"
    shown = Counter[str]()
    for loss in trip.losses:
        for item in loss.items:
            shown[item.name] += 1
            if shown[item.name] <= 3:
                yield f"{loss.file}: {loss.name} lost {item}"
            elif shown[item.name] == 4:
                yield f"… {trip.by_name[item.name]} of {item.name} in all"


SUITES: Mapping[str, Callable[[Book, argparse.Namespace], Faults]] = {
    "losses": losses,
    "corpus": corpus,
    "again": again,
    "newer": newer,
    "programs": programs,
    "private": private,
    "hostile": hostile,
    "limits": limits,
    "mutated": mutated_cards,
}


def main() -> int:
    """Run the suites that the options name."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.exchange", description=__doc__)
    parser.add_argument("suites", nargs="*", help=f"some of {', '.join(SUITES)} (default: all)")
    parser.add_argument("--cards", type=int, default=999)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--mutations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vcard", default="3.0", help="the version to export")
    parser.add_argument("--corpus", help="a folder with files of cards, not part of the project")
    options = parser.parse_args()
    wrong = 0
    for name in options.suites or SUITES:
        print(f"== {name}")
        with tempfile.TemporaryDirectory() as folder:
            for fault in SUITES[name](Book(Path(folder)), options):
                wrong += 1
                print(f"  {fault}")
    print(f"faults: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
