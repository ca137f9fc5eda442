"""The sample vault on 2026-11-24: who is due, worked out by hand from what its notes say."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from unicodedata import normalize

import pytest

from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.answer import DueList, due
from plaintext_network.network.due.contact_state import ContactState, contact_state
from plaintext_network.network.due.rules import DueEntry, warmth
from plaintext_network.network.due.touches import touches
from plaintext_network.network.index.index import Index
from plaintext_network.notes.note import parse
from plaintext_network.vault.config.settings import load_settings
from plaintext_network.vault.files.walk import walk
from tests.conftest import TODAY

SAMPLE = Path(__file__).parents[3] / "sample_vault"

# Contact, kind, due, days overdue, last touch, cadence, source as path and, where only one line can be meant, line.
DUE = [
    ("Adaeze Nwosu-Park", "introduction", "2026-11-12", 12, "2026-08-18", "every 3 months", "introductions/Adaeze and Joaquín.md:4"),
    ("Joaquín Belmonte-Ruy", "introduction", "2026-11-12", 12, "2026-03-11", "yearly", "introductions/Adaeze and Joaquín.md:4"),
    ("Oskar Lindgren-Vey", "promise", "2026-11-20", 4, "2026-11-12", "quarterly", "interactions/2026/2026-11-12 Governors at Seven Herons.md:10"),
    ("Kofi Brennan-Asante", "promise", "2026-11-21", 3, "2026-11-05", "monthly", "contacts/Kofi Brennan-Asante.md:19"),
    ("田中 さくら", "reply", "2026-11-22", 2, "2026-11-19", "quarterly", "interactions/2026/2026-11-19 Mail from 田中 さくら.md"),
    ("Eszter Vámosi", "promise", "2026-11-23", 1, "2026-11-17", "2 months", "meetings/2026-11-17 Prototype review.md:19"),
    ("Yusuf Clarke-Adeyemi", "promise", "2026-11-23", 1, "2026-11-17", "quarterly", "meetings/2026-11-17 Prototype review.md:19"),
    ("Camille Derouin", "birthday", "2026-11-24", 0, "2026-10-16", "half-yearly", "contacts/Camille Derouin.md:8"),
    ("Priya Holtby", "occasion", "2026-11-24", 0, "2026-11-07", "every 2 months", "contacts/Priya Holtby.md:10"),
    ("Zoë Brandvold", "touch", "2026-11-10", 14, "2026-10-27", "2 weeks", "contacts/Zoë Brandvold.md:39"),
    ("Margarethe Oduya", "touch", "2026-10-27", 28, "2026-09-15", "6 weeks", "interactions/2026/2026-09-15 Tea with Margarethe.md"),
    ("Søren Kjeldgaard", "touch", "2026-10-25", 30, "2026-05-04", "quarterly", "crm/activities/0031-1.md"),
    ("Fergus Malloch", "touch", "2026-11-02", 22, "2026-05-02", "half-yearly", "crm/people/Fergus Malloch.md:9"),
    ("Adaeze Nwosu-Park", "touch", "2026-11-18", 6, "2026-08-18", "every 3 months", "daily/2026-08-18.md:3"),
    ("Tobias Ekwueme", "new", "2026-11-22", 2, None, "half-yearly", "daily/2026-11-19.md:2"),
    ("Beatriz Fontoura", "new", "2026-11-17", 7, None, "monthly", "contacts/Beatriz Fontoura.md:8"),
]  # fmt: skip
WAITING = [
    ("Dafydd Prosser-Quill", "waiting", "2026-12-17", -23, "2026-06-18", "90d", "interactions/2026/2026-11-02 To Dafydd about the school extension.md"),
    ("Hamish Orrell", "waiting", None, None, "2025-12-01", "P3M", "contacts/Hamish Orrell.md:19"),
]  # fmt: skip
WITHIN_TWO_WEEKS = {
    ("Noor van Hashem", "touch", "2026-11-25"),
    ("Arne Havnevik", "touch", "2026-11-29"),
    ("Arne Havnevik", "promise", "2026-12-01"),
    ("Camille Derouin", "promise", "2026-12-01"),
    ("Adaeze Nwosu-Park", "promise", "2026-12-03"),
    ("Liv Havnevik", "touch", "2026-12-04"),
    ("Kofi Brennan-Asante", "touch", "2026-12-05"),
    ("Kofi Brennan-Asante", "introduction", "2026-12-05"),
    ("Margarethe Oduya", "introduction", "2026-12-05"),
    ("Eszter Vámosi", "promise", "2026-12-08"),
    ("Yusuf Clarke-Adeyemi", "promise", "2026-12-08"),
}
WARMTH = {
    "cooling": {
        "Zoë Brandvold",
        "Margarethe Oduya",
        "Dafydd Prosser-Quill",
        "Fergus Malloch",
        "Adaeze Nwosu-Park",
    },
    "dormant": {"Søren Kjeldgaard", "Hamish Orrell", "Rafael Quintanilha", "Bronagh Tiernan"},
    "lost": {"Cornelius Babb", "Victor Stannard", "Wilhelmina Strand"},
    None: {
        "Tobias Ekwueme",
        "Beatriz Fontoura",
        "Anneliese Pomfret",
        "Bartholomew Okonjo-Lisle",
        "Chiara Valdambrini",
        "Jiří Kolman-Weir",
        "Thanh Mai Rowntree",
    },
}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_settings(SAMPLE).rules


@pytest.fixture(scope="module")
def index(rules: Rules) -> Index:
    paths = [file.path for file in walk(SAMPLE, rules.ignore).files]
    return Index.build(read_facts(parse((SAMPLE / path).read_bytes()), path, rules) for path in paths)


@pytest.fixture(scope="module")
def standings(index: Index, rules: Rules) -> list[ContactState]:
    return [contact_state(index, facts.path, rules, TODAY) for facts in index.contacts()]


@pytest.fixture(scope="module")
def answer(standings: list[ContactState], rules: Rules) -> DueList:
    return due(standings, rules.due, TODAY)


def told(
    entries: Iterable[DueEntry],
    expected: Sequence[tuple[str, str, str | None, int | None, str | None, str, str]],
) -> list[object]:
    """Return the entries in the form of the table, the line of a source only where the table has one."""
    found: list[object] = []
    for number, entry in enumerate(entries):
        source = normalize("NFC", entry.source)
        if number < len(expected) and not expected[number][-1].rpartition(":")[2].isdigit():
            source = source.rpartition(":")[0]
        days = (str(day) if day else None for day in (entry.due, entry.last_touch))
        due_on, touched = days
        name = normalize("NFC", entry.contact.name)
        found.append((name, entry.kind, due_on, entry.overdue_by, touched, entry.cadence, source))
    return found


def test_who_is_due(answer: DueList) -> None:
    assert told(answer.due, DUE) == DUE


def test_who_is_waiting(answer: DueList) -> None:
    assert told(answer.waiting, WAITING) == WAITING


def test_who_is_only_counted(answer: DueList) -> None:
    assert (answer.not_yet_touched, answer.stale) == (5, 1)


def test_what_is_planned_with_somebody_due_is_named(answer: DueList) -> None:
    [entry] = [e for e in answer.due if (e.contact.name, e.kind) == ("Adaeze Nwosu-Park", "touch")]
    assert "2026-12-03" in entry.reason


def test_what_two_weeks_ahead_add(standings: list[ContactState], rules: Rules, answer: DueList) -> None:
    ahead = due(standings, rules.due, TODAY, TODAY + timedelta(weeks=2)).due
    added = [entry for entry in ahead if entry not in answer.due]
    assert {(normalize("NFC", e.contact.name), e.kind, str(e.due)) for e in added} == WITHIN_TWO_WEEKS
    assert len(ahead) == len(answer.due) + len(added)


def test_how_warm_each_tie_is(standings: list[ContactState]) -> None:
    found: dict[str | None, set[str]] = {}
    for who in standings:
        touched = touches(who.interactions, TODAY)
        how = warmth(touched[-1].day if touched else None, who.cadence, TODAY)
        found.setdefault(how, set()).add(normalize("NFC", who.name))
    assert {how: found[how] for how in WARMTH} == WARMTH
    assert len(found["warm"]) == 34 - sum(map(len, WARMTH.values()))


def test_what_is_wrong(index: Index) -> None:
    assert [(p.path, p.code, dict(p.facts)["target"]) for p in index.problems()] == [
        ("daily/2026-05-30.md", "link-nowhere", "Marisol from the pottery class"),
        ("daily/2026-11-20.md", "link-nowhere", "Kitchen table acoustics"),
    ]


def test_every_note_is_of_the_kind_it_should_be(index: Index) -> None:
    counts: dict[str, int] = {}
    for facts in index.notes.values():
        counts[facts.kind] = counts.get(facts.kind, 0) + 1
    assert counts == {
        "interaction": 43,
        "contact": 34,
        "organization": 10,
        "event": 6,
        "introduction": 5,
        "goal": 3,
        "profile": 3,
        "post": 2,
        "me": 1,
        "plain": 34,
    }


def test_every_interaction_is_found(index: Index) -> None:
    found = [
        (e, index.notes[e.path].interactions[e.number].form)
        for dated in index.interactions.values()
        for e in dated
    ]
    forms = [form for _, form in found]
    assert {form: forms.count(form) for form in ("note", "log", "daily")} == {
        "note": 43,
        "log": 70,
        "daily": 19,
    }
    assert sorted(str(e.day) for e, _ in found if e.day > TODAY) == ["2026-12-02", "2026-12-03"]


def test_a_snooze_ends_on_its_day(index: Index, rules: Rules) -> None:
    path = next(facts.path for facts in index.contacts() if facts.name == "Rafael Quintanilha")
    for today, expected in (("2027-01-09", []), ("2027-01-10", [("touch", "2026-09-20")])):
        day = date.fromisoformat(today)
        found = due([contact_state(index, path, rules, day)], rules.due, day).due
        assert [(e.kind, str(e.due)) for e in found] == expected
