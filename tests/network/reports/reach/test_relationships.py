"""Who knows whom, and by which lines that is known."""

from collections.abc import Mapping

import pytest

from plaintext_network.network.reports.reach.relationships import Tie, Ties
from tests.conftest import view_of

ADA, BO, CY = "contacts/Ada.md", "contacts/Bo.md", "contacts/Cy.md"
EMPTY = {ADA: "", BO: "", CY: ""}


def ties(notes: Mapping[str, str]) -> Ties:
    return Ties(view_of({**EMPTY, **notes}))


def between(notes: Mapping[str, str], one: str = ADA, other: str = BO) -> list[tuple[str, tuple[str, ...]]]:
    """Return how two are known to know each other, and the places; the same from both sides."""
    found = ties(notes)
    there, back = found.between(one, other), found.between(other, one)
    assert [(t.how, set(t.sources)) for t in there] == [(t.how, set(t.sources)) for t in back]
    assert sorted(t for t in found.of(one) if t.other == other) == sorted(there)
    return [(tie.how, tie.sources) for tie in there]


def test_nothing_is_known_of_strangers_and_of_those_unheard_of() -> None:
    assert between({}) == []
    assert between({}, ADA, "contacts/nobody.md") == []


def test_knows_holds_both_ways_and_names_its_own_line() -> None:
    notes = {ADA: "---\nknows:\n  - Cy\n  - '[[Bo]]'\n---\n"}
    assert between(notes) == [("knows", (f"{ADA}:4",))]


def test_nobody_knows_themselves() -> None:
    text = "---\nknows: [Ada]\nmet_through: Ada\n---\n## Log\n- 2026-01-01 call\n"
    assert list(ties({ADA: text}).of(ADA)) == []


def test_who_introduced_you_knows_whom_you_met() -> None:
    notes = {ADA: "---\nmet_on: 2025-01-01\nmet_through: Bo\n---\n"}
    assert between(notes) == [("met_through", (f"{ADA}:3",))]


@pytest.mark.parametrize("status", ["made", "landed"])
def test_an_introduction_that_was_made_ties(status: str) -> None:
    notes = {
        "introductions/x.md": f"---\nbetween:\n  - Ada\n  - Bo\nstatus: {status}\ndate: 2026-01-01\n---\n"
    }
    assert between(notes) == [("introduction", ("introductions/x.md:3", "introductions/x.md:5"))]


@pytest.mark.parametrize(
    "header",
    ["status: asked", "status: declined", "status: agreed", "", "status: made\ndate: 2026-12-01"],
)
def test_one_that_was_not_made_yet_ties_nobody(header: str) -> None:
    assert between({"introductions/x.md": f"---\nbetween: [Ada, Bo]\n{header}\n---\n"}) == []


def test_who_was_together_knows_each_other() -> None:
    notes = {"interactions/2026-01-01 Lunch.md": "---\nwith: [Ada, Bo]\nchannel: in-person\n---\n"}
    found = ties(notes).between(ADA, BO)
    assert [(t.how, str(t.day), t.sources) for t in found] == [
        ("together", "2026-01-01", ("interactions/2026-01-01 Lunch.md:2",))
    ]


@pytest.mark.parametrize(
    "header",
    [
        # Planned, in a crowd, a newsletter.
        "date: 2026-12-24\nwith: [Ada, Bo]",
        f"date: 2026-01-01\nwith: [Ada, Bo, {', '.join(f'P{n}' for n in range(7))}]",
        "date: 2026-01-01\ndirection: out\nwith: [Ada, Bo, P1, P2, P3, P4]",
        "with: [Ada, Bo]",
    ],
)
def test_what_ties_nobody(header: str) -> None:
    assert between({"interactions/x.md": f"---\n{header}\n---\n"}) == []


def test_who_was_at_one_event_knows_each_other_however_it_is_spelled() -> None:
    notes = {
        "events/PyCon 2025.md": "---\ndate: 2025-05-01\naliases: [the snake fair]\n---\n",
        ADA: '---\nmet_at: "[[PyCon 2025]]"\n---\n',
        BO: "## Log\n- 2025-05-02 call: hello [event:: the snake fair]\n",
    }
    found = ties(notes).between(ADA, BO)
    assert [(t.how, t.what, t.sources) for t in found] == [("event", "PyCon 2025", (f"{ADA}:2", f"{BO}:2"))]


@pytest.mark.parametrize(
    "header", ["met_at: Fair\nmet_on: 2026-12-01", 'met_at: "[[Fair]]"'], ids=["met later", "event to come"]
)
def test_an_event_to_come_ties_nobody(header: str) -> None:
    notes = {
        "events/Fair.md": "---\ndate: 2026-12-01\n---\n",
        ADA: f"---\n{header}\n---\n",
        BO: f"---\n{header}\n---\n",
    }
    assert between(notes) == []


def test_an_event_ties_a_crowd_too_but_a_newsletter_from_it_nobody() -> None:
    crowd = ", ".join(f"P{n}" for n in range(9))
    there = f"---\ndate: 2026-01-01\nwith: [Ada, Bo, {crowd}]\nevent: Fair\n"
    assert [how for how, _ in between({"interactions/x.md": f"{there}---\n"})] == ["event"]
    assert between({"interactions/x.md": f"{there}direction: in\n---\n"}) == []


def test_the_surest_reason_is_told_first_then_the_latest() -> None:
    notes = {
        ADA: "---\nknows: Bo\nmet_at: Fair\n---\n",
        BO: "---\nmet_at: Fair\n---\n",
        "interactions/2025-01-01 a.md": "---\nwith: [Ada, Bo]\n---\n",
        "interactions/2026-01-01 b.md": "---\nwith: [Ada, Bo]\n---\n",
    }
    found: list[Tie] = ties(notes).between(ADA, BO)
    assert [(t.how, t.day.year if t.day else None) for t in found] == [
        ("knows", None),
        ("together", 2026),
        ("together", 2025),
        ("event", None),
    ]


def test_what_leads_to_no_contact_or_to_several_ties_nobody() -> None:
    notes = {
        ADA: "---\nknows: [Twin, Nobody, '[[me]]']\nmet_through: Twin\n---\n",
        "me.md": "---\ntype: me\n---\n",
        "contacts/a/Twin.md": "",
        "contacts/b/Twin.md": "",
    }
    assert list(ties(notes).of(ADA)) == []
