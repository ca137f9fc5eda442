"""What differs between two answers is told as people would: who became due, what was kept, what is new and wrong."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.changes import (
    EVENTS,
    WatchEvent,
    changes_between,
    digest,
    new_problems,
    same_matter,
    was_fulfilled,
)
from plaintext_network.network.due.entry_texts import Named
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.problems import Problem, problem
from tests.conftest import TODAY, index_of
from tests.network.asking import answer

ADA, BO, CY = "contacts/Ada.md", "contacts/Bo.md", "contacts/Cy.md"
DUE = "---\ncadence: 2 weeks\nmet_on: 2026-01-01\n---\n"


def told(before: dict[str, str], after: dict[str, str], on: str | None = None) -> list[str]:
    """Return the lines that tell of what became of a vault, given before and after as text by path."""
    index = index_of(after)
    today = date.fromisoformat(on) if on else TODAY
    found = changes_between(
        answer(before, on).due,
        answer(after, on).due,
        lambda entry: was_fulfilled(index, entry, Rules(), today),
    )
    return [f"{change.event}: {change.text}" for change in found]


def test_somebody_new_is_due() -> None:
    assert told({BO: DUE}, {BO: DUE, ADA: DUE}) == ["due: Ada is due: met on 2026-01-01, no word yet"]


def test_a_touch_settles() -> None:
    [line] = told({ADA: DUE}, {ADA: DUE, "interactions/2026-11-23.md": "---\nwith: Ada\n---\n"})
    assert line.startswith("settled: Ada is no longer due (was: ")


def test_a_day_more_overdue_or_another_line_is_no_news() -> None:
    before = answer({ADA: DUE + "- [ ] write 📅 2026-11-20\n"}).due
    after = answer({ADA: DUE + "\n\n- [ ] write 📅 2026-11-20\n"}, "2026-11-25").due
    assert before != after
    assert changes_between(before, after, lambda _: False) == ()


PROMISE = "- [ ] send the slides to [[Ada]] 📅 2026-11-20\n"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (PROMISE, PROMISE.replace("[ ]", "[x]"), "kept: promise to Ada kept: send the slides to Ada"),
        (PROMISE, "", "settled: Ada is no longer due (was: you promised: send the slides to Ada)"),
        (
            PROMISE,
            PROMISE.replace("-20", "-28"),
            "settled: Ada is no longer due (was: you promised: send the slides to Ada)",
        ),
        ("", PROMISE, "due: Ada is due: you promised: send the slides to Ada"),
        (
            "- [ ] tell [[Ada]] and [[Bo]] 📅 2026-11-20\n",
            "- [x] tell [[Ada]] and [[Bo]] 📅 2026-11-20\n",
            "kept: promise to Ada and Bo kept: tell Ada and Bo",
        ),
        (
            "",
            "- [ ] tell [[Ada]], [[Bo]] and [[Cy]] 📅 2026-11-20\n",
            "due: Ada, Bo and Cy are due: you promised: tell Ada, Bo and Cy",
        ),
        (
            "- [ ] tell [[Ada]] and [[Bo]] 📅 2026-11-20\n",
            "",
            "settled: Ada and Bo are no longer due (was: you promised: tell Ada and Bo)",
        ),
    ],
)
def test_what_becomes_of_a_promise(before: str, after: str, line: str) -> None:
    people = dict.fromkeys((ADA, BO, CY), "---\ncadence: never\n---\n")
    assert told({**people, "notes/Plans.md": before}, {**people, "notes/Plans.md": after}) == [line]


FOLLOW_UP = "---\ncadence: never\nfollow_up: 2026-11-20 slides\n---\n"


@pytest.mark.parametrize(
    "after", [FOLLOW_UP.replace("2026-11-20", "2026-12-20"), "---\ncadence: never\n---\n"]
)
def test_a_follow_up_that_is_put_off_or_taken_out_was_not_kept(after: str) -> None:
    assert told({ADA: FOLLOW_UP}, {ADA: after}) == [
        "settled: Ada is no longer due (was: you promised: slides)"
    ]


def test_a_promise_is_not_kept_since_it_is_no_longer_to_this_person() -> None:
    people = {ADA: "---\ncadence: never\n---\n", BO: "---\ncadence: never\n---\n"}
    met = "interactions/2026-11-12 Met.md"
    before, after = ("---\nwith: " + who + "\nfollow_up: 2026-11-20 slides\n---\n" for who in ("Ada", "Bo"))
    assert told({**people, met: before}, {**people, met: after}) == [
        "settled: Ada is no longer due (was: you promised: slides)",
        "due: Bo is due: you promised: slides",
    ]
    assert told({**people, met: before}, {BO: people[BO], met: before}) == [
        "settled: Ada is no longer due (was: you promised: slides)"
    ]


def test_who_is_due_for_another_reason_still_is_due_for_one_thing_less() -> None:
    both = "---\ncadence: 2 weeks\nmet_on: 2026-01-01\nbirthday: 1980-11-24\n---\n"
    [line] = told({ADA: both}, {ADA: both, "interactions/2026-11-23.md": "---\nwith: Ada\n---\n"})
    assert line == "settled: Ada is due for one reason less (was: met on 2026-01-01, no word yet)"


def test_a_follow_up_is_kept_by_a_touch() -> None:
    after = {ADA: FOLLOW_UP, "interactions/2026-11-23.md": "---\nwith: Ada\n---\n"}
    assert told({ADA: FOLLOW_UP}, after) == ["kept: promise to Ada kept: slides"]


# Problems


def fault(code: str, path: str = ADA, line: int = 1) -> Problem:
    return problem(code)._replace(path=path, line=line)


EMPTY, ZEROS = fault("empty-note"), fault("only-zeros")


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        ({}, {}, []),
        ({}, {ADA: (ZEROS,)}, ["contacts/Ada.md:1:1"]),
        ({ADA: (ZEROS,)}, {ADA: (ZEROS,)}, []),
        ({ADA: (ZEROS,)}, {ADA: ()}, []),
        ({ADA: (ZEROS,)}, {ADA: (fault("only-zeros", line=7),)}, []),
        ({ADA: (ZEROS,)}, {ADA: (ZEROS, fault("only-zeros", line=7))}, ["contacts/Ada.md:7:1"]),
        ({BO: (ZEROS,)}, {ADA: (ZEROS,)}, ["contacts/Ada.md:1:1"]),
        # What is worth knowing, and no fault, is left to `check`.
        ({}, {ADA: (EMPTY,)}, []),
    ],
)
def test_problems_that_are_new(
    before: dict[str, tuple[Problem, ...]], after: dict[str, tuple[Problem, ...]], places: list[str]
) -> None:
    found = new_problems(before, after)
    assert [change.text.partition(": ")[0] for change in found] == places
    assert all(change.problem is not None for change in found)


# Digests


def some(**counts: int) -> list[WatchEvent]:
    return [
        WatchEvent(event, f"{event} {number}") for event, count in counts.items() for number in range(count)
    ]


@pytest.mark.parametrize(
    ("changes", "notes", "said"),
    [
        (some(due=10), 3, None),
        (some(due=11), 1, "1 note changed: 11 became due; see `pnet due`"),
        (
            some(due=6, kept=1, settled=3, problem=1),
            2000,
            "2,000 notes changed: 6 became due, 1 promise kept, 3 no longer due, 1 new problem; see `pnet due` and `pnet check`",
        ),
        (
            some(kept=2, problem=20),
            40,
            "40 notes changed: 2 promises kept, 20 new problems; see `pnet due` and `pnet check`",
        ),
        (some(problem=20), 20, "20 notes changed: 20 new problems; see `pnet check`"),
        ([], 5, None),
    ],
)
def test_more_than_a_few_changes_are_one_digest(
    changes: list[WatchEvent], notes: int, said: str | None
) -> None:
    found = digest(changes, notes)
    if said is None:
        assert list(found) == changes
        return
    [change] = found
    assert (change.event, change.text) == ("digest", said)
    counted = Counter(each.event for each in changes)
    assert dict(change.counts) == {
        "notes": notes,
        **{e: counted[e] for e in ("due", "kept", "settled", "problem")},
    }


# Laws

KINDS = ("touch", "new", "reply", "promise", "birthday", "occasion", "introduction")


@st.composite
def entries(draw: st.DrawFn) -> list[DueEntry]:
    """Entries as `due` gives them: no two of one matter."""
    found: dict[tuple[str, ...], DueEntry] = {}
    for _ in range(draw(st.integers(0, 8))):
        name, kind = draw(st.sampled_from("ABC")), draw(st.sampled_from(KINDS))
        day = date(2026, 11, draw(st.integers(20, 22)))
        what = draw(st.sampled_from(("you promised: x", "you promised: y", "you promised to get back")))
        source = f"{draw(st.sampled_from((ADA, BO)))}:{draw(st.integers(1, 3))}"
        path = f"contacts/{name}.md"
        order = (0, 0.0, name, path, source)
        entry = DueEntry(Named(name, path), kind, day, 0, None, None, what, source, "", order)
        found.setdefault(same_matter(entry), entry)
    return list(found.values())


@given(entries())
def test_nothing_new_is_no_news(before: list[DueEntry]) -> None:
    assert changes_between(before, before, lambda _: True) == ()


@given(entries(), entries(), st.booleans())
def test_news_explain_the_difference(before: list[DueEntry], after: list[DueEntry], kept: bool) -> None:
    found = changes_between(before, after, lambda _: kept)
    old, new = {same_matter(e) for e in before}, {same_matter(e) for e in after}

    def lines(keys: set[tuple[str, ...]], among: list[DueEntry]) -> set[object]:
        """Each matter by itself, but a promise once for all whom it was made to."""
        return {
            ("promise", e.source, e.reason) if e.kind == "promise" else same_matter(e)
            for e in among
            if same_matter(e) in keys
        }

    due = [change for change in found if change.event == "due"]
    other = [change for change in found if change.event in ("kept", "settled")]
    assert len(due) + len(other) == len(found)
    assert len(due) == len(lines(new - old, after))
    assert len(other) == len(lines(old - new, before))
    assert all(change.event in EVENTS and change.entry is not None for change in found)
    assert all(
        change.event == "settled" or (kept and change.entry.kind == "promise")
        for change in other
        if change.entry
    )
    told_of = {same_matter(change.entry) for change in found if change.entry}
    assert told_of <= old ^ new
