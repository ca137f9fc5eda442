"""Measures imports, exports, syncs and address lookups beside their goals: parsing (and vobject's time), matching, and a warm `pnet due`.

`python -m tests.bench.exchange`. With --before DIR it compares `pnet due` with that of an earlier copy of this project.
"""

import argparse
import io
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import vobject

from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.network.people.matching import MatchIndex, MatchPerson
from tests.bench.phone_mail import address_figures, sync_figures, word_of
from tests.exchange.client_cards import CLIENTS
from tests.exchange.command_line import Book
from tests.exchange.invented_people import FAMILY, GIVEN, Person, invent

# What vobject reads without an error, too.
READABLE = ("iphone", "fastmail", "evolution", "lotus", "android-3.0")
SYLLABLES = [
    first + second
    for first in ("ba", "de", "ki", "lo", "mu", "na", "ro", "sa", "ti", "va")
    for second in ("n", "r", "l", "s")
]


def main() -> int:
    """Measure as the options say; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.exchange", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=1_000)
    parser.add_argument(
        "--runs", type=int, default=31, help="how often a warm pnet due is measured (default: 31)"
    )
    parser.add_argument("--before", help="the folder of an earlier copy of this project")
    options = parser.parse_args()
    missed = 0
    for name, found, goal, unit in _figures(options):
        missed += goal is not None and found > goal
        shown = "" if goal is None else f"goal ≤ {goal:g} {unit}{'' if found <= goal else '  MISSED'}"
        print(f"{name:58}{found:9.2f} {unit:3} {shown}")
        sys.stdout.flush()
    return 1 if missed else 0


def _figures(options: argparse.Namespace) -> Iterator[tuple[str, float, float | None, str]]:
    cards = [*_cards(options.cards)]
    content = b"".join(cards)
    yield f"{options.cards:,} cards", len(content) / 1e6, None, "MB"
    yield "parse with pnet", _best(lambda: _count(content, options.cards)), 1.5, "s"
    yield (
        "parse with vobject",
        _best(lambda: sum(1 for _ in vobject.readComponents(content.decode())), 1),
        None,
        "s",
    )
    people = [_person(number) for number in range(options.cards)]
    rows = [_row(people, number) for number in range(options.rows)]
    yield (
        f"match {options.rows:,} rows with {options.cards:,} people",
        _best(lambda: MatchIndex(people).match(rows)),
        2,
        "s",
    )
    yield from sync_figures(cards[:1_000], 0.5)
    yield from sync_figures(cards, None)
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder))
        file = book.file("phone.vcf", content)
        first = book.run("import", file, "--new", "add")
        if first.code:
            raise RuntimeError(str(first))
        yield "first import", first.seconds, None, "s"
        yield "first import, memory", first.megabytes, 200, "MB"
        book.run("list", "-q")
        again = min((book.run("import", file) for _ in range(2)), key=lambda ran: ran.seconds)
        yield "the same import again", again.seconds, 5, "s"
        yield "the same import again, memory", again.megabytes, 200, "MB"
        exported = book.run("export", "-o", Path(folder) / "all.vcf")
        yield "export as vCard", exported.seconds, None, "s"
        yield "export as vCard, memory", exported.megabytes, 200, "MB"
        yield from address_figures(book, word_of(cards[7], random.Random(1)), cards, options.runs)  # noqa: S311
        if options.before:
            now, before = _due(book, Path(options.before), options.runs)
            yield "warm pnet due, processor", now * 1000, before * 1000 + 1, "ms"
            yield "  before", before * 1000, None, "ms"


def _cards(count: int) -> Iterator[bytes]:
    for number in range(count):
        person = _renamed(invent(number % 1600), number)._replace(photo=b"")
        client = READABLE[number % len(READABLE)]
        yield CLIENTS[client](person, random.Random(number))  # noqa: S311


def _renamed(person: Person, number: int) -> Person:
    """Give everybody a name and addresses of their own."""
    emails = tuple((f"n{number}.{email}", kind) for email, kind in person.emails)
    phones = tuple(
        phone._replace(number=f"+1 555 {number:05}{each:02}") for each, phone in enumerate(person.phones)
    )
    return person._replace(
        family=person.family + _syllables(number // 1600),
        emails=emails,
        phones=phones,
        uid=f"{number:08x}" * 4,
    )


def _syllables(number: int) -> str:
    return "" if not number else SYLLABLES[number % len(SYLLABLES)]


def _person(number: int) -> MatchPerson:
    chance = random.Random(number)  # noqa: S311
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}{chance.choice(SYLLABLES)}"
    return MatchPerson(
        f"contacts/{number}.md",
        name,
        emails=(f"p{number}@example.org",),
        phones=(f"+1 555 {number:07}",),
        organization=f"{chance.choice(FAMILY)} Ltd",
    )


def _row(people: list[MatchPerson], number: int) -> MatchPerson:
    """Return a row: a third with a known address, a third with a known name, a third somebody new."""
    if number % 3 == 2:
        return _person(len(people) + number)._replace(key=str(number))
    known = people[number * 7 % len(people)]
    return MatchPerson(str(number), known.name, emails=known.emails if number % 3 == 0 else ())


def _count(content: bytes, cards: int) -> None:
    if sum(isinstance(card, Card) for card in read_cards(io.BytesIO(content))) != cards:
        raise RuntimeError("a card wasn't read")


def _best(run: Callable[[], object], times: int = 3) -> float:
    """Return the least seconds of the processor that some runs took."""
    found = []
    for _ in range(times):
        began = time.process_time()
        run()
        found.append(time.process_time() - began)
    return min(found)


def _due(book: Book, before: Path, runs: int) -> tuple[float, float]:
    """Run a warm `pnet due` of this copy and of the earlier one in turn; return the least that each took."""
    copies = {"now": Path(__file__).parents[2], "before": before}
    best = dict.fromkeys(copies, float("inf"))
    for turn in range(runs + 2):
        for name, copy in copies.items():
            environ = {**book.environ, "PNET_CACHE": str(book.root.parent / f"cache-{name}")}
            code = f"import sys; sys.path.insert(0, {str(copy)!r}); from plaintext_network.cli.main import run; run()"
            argv = [sys.executable, "-c", code, "due", "-q", "--vault", str(book.root)]
            began = _children()
            status = subprocess.run(argv, env=environ, stdout=subprocess.DEVNULL, check=False).returncode
            took = _children() - began
            if status not in (0, 1):
                raise RuntimeError(f"pnet due ended with {status}")
            if turn > 1:
                best[name] = min(best[name], took)
    return best["now"], best["before"]


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
