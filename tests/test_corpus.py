"""Every trap in tests/corpus, whole and broken, goes from bytes to an answer, and has just the problems written beside it."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DailyRules, Rules
from plaintext_network.network.due.answer import due
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.index.index import Index
from plaintext_network.network.search.full_text import rank, searchable
from plaintext_network.network.search.timeline import timeline
from plaintext_network.notes.note import parse
from tests.notes.test_any_bytes import assert_sound

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.md"))
PLACES = (
    "contacts/{}.md",
    "interactions/2026-11-01 {}.md",
    "2026-11-20.md",
    "introductions/{}.md",
    "me/{}.md",
)
RULES = Rules(daily=DailyRules(touch="link"))
ADA = read_facts(parse(b"---\ncadence: weekly\n---\n"), "contacts/Ada.md", RULES)
BROKEN = 25


def facts(content: bytes, name: str) -> Iterator[Facts]:
    """Read bytes as notes of several kinds."""
    note = parse(content)
    assert_sound(note)
    for place in PLACES:
        yield read_facts(note, place.format(name), RULES)


def ask(found: list[Facts]) -> None:
    """Ask the index of these notes all that can be asked."""
    index = Index.build([ADA, *found])
    for today in (date.min, date(2026, 11, 24), date.max):
        people = [contact_state(index, one.path, RULES, today) for one in index.contacts()]
        assert due(people, RULES.due, today, today) is not None
    assert timeline(index, RULES, date(2026, 11, 24)) is not None
    rank("ada x", [searchable(one, one.name) for one in found])
    for problem in index.problems():
        assert problem.path
        assert problem.message
        assert problem.hint


def broken(content: bytes, seed: str) -> Iterator[bytes]:
    """Yield the content cut, spliced, doubled and with bytes changed, the same each time."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    for _ in range(BROKEN):
        at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        other = chance.choice(FILES).read_bytes()
        yield chance.choice(
            (
                content[:at],
                content[at:],
                content[:at] + content[to:],
                content[:to] + content[at:],
                content[:at] + other[: to - at + 40] + content[at:],
                content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
                b"---\n" + content[at:to] + b"\n---\n" + content[to:],
            )
        )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_trap_is_read_and_asked(file: Path) -> None:
    ask(list(facts(file.read_bytes(), file.stem)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_broken_forms_of_a_trap_are_read_and_asked(file: Path) -> None:
    for number, content in enumerate(broken(file.read_bytes(), file.stem)):
        ask(list(facts(content, f"{file.stem} {number}")))


def test_each_trap_has_the_problems_written_beside_it() -> None:
    said = []
    for file in FILES:
        problems = next(facts(file.read_bytes(), file.stem)).problems
        places = ", ".join(f"{p.code} {p.line}:{p.column}" for p in problems)
        said.append(f"{file.name}: {places or 'none'}")
    assert said == (CORPUS / "problems.txt").read_text(encoding="utf-8").splitlines()
