"""Laws of `due` that hold for every vault."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.answer import DueList, due, reached_this_week
from plaintext_network.network.due.contact_state import as_of, contact_state
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.network.due.touches import touches
from plaintext_network.network.index.index import Index
from plaintext_network.notes.note import parse
from tests.conftest import TODAY
from tests.network.asking import span

NAMES = ("Ada", "Bo", "Cy")
LATER = date(9000, 1, 1)


class Page(NamedTuple):
    """A note: its properties, the last of which may be exchanged, and its body."""

    properties: tuple[str, ...]
    body: tuple[str, ...]

    def text(self, last: str = "role: x") -> str:
        return "\n".join(["---", *self.properties, last, "---", *self.body, ""])


# Near days, so that things meet; a few far ones, so that things grow stale.
near = st.integers(-60, 20).map(lambda days: TODAY + timedelta(days))
days = st.one_of(near, near, st.integers(-1000, 100).map(lambda days: TODAY + timedelta(days)))
spans = st.sampled_from(("daily", "weekly", "2 weeks", "monthly", "quarterly", "yearly", "never", "45"))
directions = st.sampled_from(("both", "in", "out"))
promises = st.lists(days.map(lambda day: f"  - {day} write"), max_size=2)


def listed(name: str, items: list[str]) -> list[str]:
    return [f"{name}:", *items] if items else []


@st.composite
def contacts(draw: st.DrawFn) -> Page:
    properties = [
        f"{name}: {value}"
        for name, value in draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "cadence": spans,
                    "circles": st.just("friends"),
                    "met_on": days,
                    "last_contact": days,
                    "birthday": days,
                    "status": st.sampled_from(("active", "active", "active", "paused", "deceased")),
                },
            )
        ).items()
    ]
    properties += listed("follow_up", draw(promises))
    properties += listed("occasions", draw(st.lists(days.map(lambda day: f"  - {day} x"), max_size=2)))
    tasks = draw(st.lists(days, max_size=2))
    log = draw(st.lists(st.tuples(days, directions), max_size=5))
    lines = [f"- [ ] write 📅 {day}" for day in tasks]
    lines += ["## Log", *(f"- {day} letter [direction:: {direction}]" for day, direction in log)]
    return Page(tuple(properties), tuple(lines))


@st.composite
def interactions(draw: st.DrawFn) -> Page:
    people = draw(st.lists(st.sampled_from((*NAMES, "Nobody", "Me")), min_size=1, max_size=4))
    properties = [
        f"date: {draw(days)}",
        f"with: [{', '.join(people)}]",
        f"direction: {draw(directions)}",
        *listed("follow_up", draw(promises)),
    ]
    linked = draw(st.sampled_from(("", " for [[Ada]]", " for [[Bo]] and [[Cy]]")))
    return Page(
        tuple(properties), (f"- [ ] minutes{linked} 📅 {draw(days)}", draw(st.sampled_from(("", "[[1]]"))))
    )


@st.composite
def introductions(draw: st.DrawFn) -> Page:
    status = draw(st.sampled_from(("asked", "made", "landed")))
    return Page((f"date: {draw(days)}", "between: [Ada, Bo]", f"status: {status}"), ())


@st.composite
def vaults(draw: st.DrawFn) -> dict[str, Page]:
    pages = {f"contacts/{name}.md": draw(contacts()) for name in NAMES}
    pages["Me.md"] = Page(("type: me",), ())
    for number, page in enumerate(draw(st.lists(interactions(), max_size=4)), 1):
        pages[f"interactions/{number:03}.md"] = page
    for number, page in enumerate(draw(st.lists(introductions(), max_size=2)), 1):
        pages[f"introductions/{number}.md"] = page
    for day in draw(st.lists(days, max_size=3, unique=True)):
        line = draw(st.sampled_from(("- saw [[Ada]] #touch", "- [[Bo]] and [[Cy]] #touch", "[[Cy]]")))
        pages[f"daily/{day}.md"] = Page((), (line,))
    return pages


rules = st.builds(
    lambda due_rules, circle: Rules(due=due_rules, circles=(("friends", span(circle)),)),
    st.builds(
        DueRules,
        cadence=st.none() | spans.map(span),
        patience=st.none() | st.sampled_from(("10 days", "1 month")).map(span),
        birthday_notice=st.sampled_from(("1 day", "2 weeks")).map(span),
        give_up_after=st.integers(1, 4),
        group=st.integers(1, 3),
        crowd=st.integers(1, 3),
    ),
    spans,
)
horizons = st.none() | st.integers(0, 60).map(lambda days: TODAY + timedelta(days))


def indexed(texts: Mapping[str, str], used: Rules) -> Index:
    return Index.build(read_facts(parse(text.encode()), path, used) for path, text in texts.items())


def texts_of(pages: Mapping[str, Page]) -> dict[str, str]:
    return {path: page.text() for path, page in pages.items()}


def asked(
    index: Index, used: Rules, until: date | None = None, today: date = TODAY, made: date | None = None
) -> DueList:
    """Answer on a day from standings that were made on that day, or on an earlier one."""
    standings = [contact_state(index, facts.path, used, made or today) for facts in index.contacts()]
    return due(standings, used.due, today, until)


def key(entry: DueEntry) -> tuple[str, str, str]:
    return entry.contact.path, entry.kind, entry.source


def told(answer: DueList) -> tuple[object, ...]:
    """All of an answer but the standings it was made from."""
    entries = (*answer.due, *answer.waiting)
    return (*((entry.contact.path, *entry[1:]) for entry in entries), answer.not_yet_touched, answer.stale)


@given(vaults(), rules, horizons, st.sampled_from(NAMES), days)
def test_snoozing_never_adds_an_entry(
    pages: dict[str, Page], used: Rules, until: date | None, name: str, snooze: date
) -> None:
    texts = texts_of(pages)
    before = asked(indexed(texts, used), used, until)
    path = f"contacts/{name}.md"
    after = asked(indexed({**texts, path: pages[path].text(f"snooze: {snooze}")}, used), used, until)
    assert set(map(key, after.due)) <= set(map(key, before.due))
    assert set(map(key, after.waiting)) <= set(map(key, before.waiting))
    assert after.not_yet_touched <= before.not_yet_touched
    assert after.stale <= before.stale
    if snooze <= TODAY:
        assert list(map(key, after.due)) == list(map(key, before.due))


@given(vaults(), rules, st.integers(0, 400))
def test_a_standing_of_an_earlier_day_becomes_that_of_a_later_one(
    pages: dict[str, Page], used: Rules, ago: int
) -> None:
    index = indexed(texts_of(pages), used)
    for facts in index.contacts():
        before = contact_state(index, facts.path, used, TODAY - timedelta(ago))
        assert as_of(before, TODAY) == contact_state(index, facts.path, used, TODAY)


@given(vaults(), rules, st.sampled_from(NAMES), st.integers(0, 1000))
def test_with_a_touch_and_nothing_unanswered_another_touch_never_makes_anybody_more_overdue(
    pages: dict[str, Page], used: Rules, name: str, ago: int
) -> None:
    path = f"contacts/{name}.md"
    texts = texts_of(pages)
    more = {**texts, "interactions/added.md": f"---\ndate: {TODAY - timedelta(ago)}\nwith: {name}\n---\n"}
    overdue = []
    for index in (indexed(texts, used), indexed(more, used)):
        state = contact_state(index, path, used, TODAY)
        past = [interaction for interaction in state.interactions if interaction.day <= TODAY]
        # Nothing unanswered afterwards either: what answered a letter may now only follow another answer.
        assume(past and len(touches(state.interactions, TODAY)) == len(past))
        answer = due([state], used.due, TODAY, LATER)
        found = [entry for entry in (*answer.due, *answer.later) if entry.kind == "touch"]
        # A touch this week uses up a budget of one, and only that moves the entry to `later`.
        is_used_up = used.due.budget is not None and used.due.budget <= reached_this_week(state, TODAY)
        assert list(answer.later) == (found if is_used_up else [])
        overdue.append([entry.overdue_by for entry in found if entry.overdue_by is not None])
    before, after = overdue
    assert len(before) == len(after)
    assert after <= before


@given(vaults(), rules, horizons, st.randoms())
def test_the_order_is_total_and_does_not_hang_on_that_of_the_notes(
    pages: dict[str, Page], used: Rules, until: date | None, random: Random
) -> None:
    texts = texts_of(pages)
    answer = asked(indexed(texts, used), used, until)
    entries = (*answer.due, *answer.waiting)
    assert len({entry.order for entry in entries}) == len(entries)
    assert list(entries) == sorted(entries, key=lambda entry: entry.order)

    shuffled = list(texts.items())
    random.shuffle(shuffled)
    index = indexed(dict(shuffled), used)
    standings = [contact_state(index, facts.path, used, TODAY) for facts in index.contacts()]
    random.shuffle(standings)
    assert due(standings, used.due, TODAY, until) == answer


@given(vaults(), rules, horizons)
def test_there_is_one_entry_a_contact_a_kind_and_a_source(
    pages: dict[str, Page], used: Rules, until: date | None
) -> None:
    answer = asked(indexed(texts_of(pages), used), used, until)
    keys = [key(entry) for entry in (*answer.due, *answer.waiting)]
    assert len(set(keys)) == len(keys)
    by_cadence = [
        e.contact.path for e in (*answer.due, *answer.waiting) if e.kind in ("touch", "new", "waiting")
    ]
    assert len(set(by_cadence)) == len(by_cadence)


@given(vaults(), rules, horizons, st.integers(-100, 100), st.integers(0, 500))
def test_a_standing_answers_any_later_day_as_one_made_on_that_day(
    pages: dict[str, Page], used: Rules, until: date | None, start: int, after: int
) -> None:
    index = indexed(texts_of(pages), used)
    made = TODAY + timedelta(start)
    today = made + timedelta(after)
    kept = asked(index, used, until, today, made)
    assert told(kept) == told(asked(index, used, until, today))


@given(vaults(), rules, st.integers(0, 400))
def test_looking_further_ahead_hides_nobody_who_is_due(
    pages: dict[str, Page], used: Rules, ahead: int
) -> None:
    index = indexed(texts_of(pages), used)
    now, then = asked(index, used), asked(index, used, TODAY + timedelta(ahead))
    assert set(map(key, now.due)) <= set(map(key, then.due))
    assert {key(e) for e in now.waiting} >= {
        key(e) for e in then.waiting if e.contact.path in {w.contact.path for w in now.waiting}
    }


@given(vaults(), rules)
def test_nobody_is_due_before_the_day_but_for_birthdays_and_nobody_waits_after_it(
    pages: dict[str, Page], used: Rules
) -> None:
    answer = asked(indexed(texts_of(pages), used), used)
    early = {e.kind for e in answer.due if e.overdue_by is None or e.overdue_by < 0}
    assert early <= {"birthday", "occasion"}
    assert all(entry.overdue_by is None or entry.overdue_by < 0 for entry in answer.waiting)
