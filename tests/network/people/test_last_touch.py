"""The last touch with somebody is one, whichever report gives it."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.answer import due
from plaintext_network.network.due.contact_state import cadence_of, contact_state, touch_history
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.due.touches import touches
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.acquaintances import Acquaintances, LastTouch
from plaintext_network.network.people.last_touch import (
    by_channel,
    histories,
    last_touch,
    touches_in,
)
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.contact_page import meeting_page
from plaintext_network.network.reports.events.event_page import event
from plaintext_network.network.reports.goals.goal_page import goal
from plaintext_network.network.reports.mentors import mentors
from plaintext_network.network.reports.reach.reach import reach
from plaintext_network.network.reports.readiness import readiness
from plaintext_network.network.reports.stats import stats
from plaintext_network.network.reports.topics.share import share
from plaintext_network.network.reports.topics.topics import topic
from plaintext_network.network.search.query import PersonSubject
from plaintext_network.records.contact_record import contact_record
from tests.conftest import TODAY, index_of, view_of
from tests.network.asking import span

ADA = "contacts/Ada.md"
NAMES = ("Ada", "Bo", "Cy", "Dee")
URL = "https://example.org/engines"


def touched(notes: Mapping[str, str], name: str = "Ada") -> tuple[str, str] | None:
    """Return the day and the place of a last touch."""
    last = Acquaintances(index_of(notes), Rules(), TODAY).last_touch(f"contacts/{name}.md")
    return (str(last.day), last.source) if last else None


@pytest.mark.parametrize("direction", ["both", "in", "out"])
def test_what_is_noted_on_the_day_kept_by_hand_is_the_source(direction: str) -> None:
    note = f"---\nlast_contact: 2026-11-19\n---\n## Log\n- 2026-11-19 email [direction:: {direction}]\n"
    assert touched({ADA: note}) == ("2026-11-19", f"{ADA}:5")


def test_a_newsletter_on_the_day_kept_by_hand_hides_nothing() -> None:
    everybody = ", ".join(f"P{n}" for n in range(9))
    notes = {
        ADA: "---\nlast_contact: 2026-11-19\n---\n",
        "interactions/news.md": f"---\ndate: 2026-11-19\nwith: [Ada, {everybody}]\ndirection: out\n---\n",
    }
    assert touched(notes) == ("2026-11-19", f"{ADA}:2")
    ada = Person(index_of(notes), ADA, Rules(), TODAY)
    assert [(str(touch.day), touch.path) for touch in ada.touches] == [("2026-11-19", ADA)]


def test_a_touch_noted_by_somebody_private_counts_and_their_note_is_not_shown() -> None:
    notes = {
        ADA: "---\ninterests: [engines]\n---\n",
        "contacts/Zoe.md": "---\nprivate: true\n---\n## Log\n- 2026-11-01 tea [with:: [[Ada]]]\n",
    }
    assert touched(notes) == ("2026-11-01", "contacts/Zoe.md:5")
    (recipient,) = share(view_of(notes), "engines", URL).glad
    assert (recipient.last_touch, recipient.last_source) == (date(2026, 11, 1), None)


days = st.integers(-40, 10).map(lambda number: TODAY + timedelta(number))
far_days = days | st.integers(-900, 0).map(lambda number: TODAY + timedelta(number))
directions = st.sampled_from(("both", "in", "out", "out"))


@given(st.lists(st.tuples(days, directions), max_size=8))
def test_a_touch_was_answered_answers_or_is_no_message_of_yours_alone(made: list[tuple[date, str]]) -> None:
    """Compare with the definition, day by day: who wrote, and which message was answered."""
    by_day: dict[date, set[str]] = {}
    for day, direction in made:
        if day <= TODAY:
            by_day.setdefault(day, set()).add(direction)
    heard = sorted(day for day, found in by_day.items() if found != {"out"})
    counted = set()
    for day in by_day:
        before = [one for one in heard if one < day]
        answers = bool(before) and by_day[before[-1]] == {"in"}
        first = not any(before and before[-1] < one < day for one in by_day)
        if day in heard or any(one > day for one in heard) or (answers and first):
            counted.add(day)

    history = [DatedInteraction(day, direction, ADA, 1, (ADA,), 1) for day, direction in sorted(made)]
    assert {one.day for one in touches(history, TODAY)} == counted
    last = last_touch(history, TODAY)
    assert (last and last.day) == max(counted, default=None)
    assert last is None or last is touches(history, TODAY)[-1]


class Vault(NamedTuple):
    """Notes as text, by path, and the settings they are read with."""

    notes: dict[str, str]
    rules: Rules


@st.composite
def contacts(draw: st.DrawFn, name: str) -> str:
    properties = {
        # A circle with one member: its group in `ready` then shows that person alone.
        "circles": f"[mentors, circle {name}]",
        "role": "Cantor",
        "interests": "[engines]",
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "last_contact": far_days,
                    "cadence": st.sampled_from(("weekly", "monthly", "quarterly", "never")),
                    "private": st.sampled_from(("true", "false", "false")),
                    "status": st.sampled_from(
                        ("active", "active", "paused", "archived", "deceased", "do-not-contact")
                    ),
                    "snooze": days,
                },
            )
        ),
    }
    with_others = st.sampled_from(("", "", " [with:: [[Ada]]]", " [with:: [[Bo]], [[Cy]]]"))
    log = draw(st.lists(st.tuples(far_days, directions, with_others), max_size=4))
    lines = [f"- {day} email: hello [direction:: {way}]{others}" for day, way, others in log]
    head = [f"{key}: {value}" for key, value in properties.items()]
    return "\n".join(["---", *head, "---", "## Log", *lines, ""])


@st.composite
def vaults(draw: st.DrawFn) -> Vault:
    notes = {f"contacts/{name}.md": draw(contacts(name)) for name in NAMES}
    people = st.lists(st.sampled_from((*NAMES, "Nobody", "Another")), min_size=1, max_size=5, unique=True)
    for number, (day, way, who) in enumerate(
        draw(st.lists(st.tuples(far_days, directions, people), max_size=5))
    ):
        notes[f"interactions/{number}.md"] = (
            f"---\ndate: {day}\nwith: [{', '.join(who)}]\ndirection: {way}\ntopics: [engines]\n---\n"
        )
    for day in draw(st.lists(far_days, max_size=2, unique=True)):
        notes[f"daily/{day}.md"] = draw(
            st.sampled_from(("- saw [[Ada]] #touch\n", "- [[Bo]], [[Cy]] #touch\n"))
        )
    links = "".join(f"- [[{name}]]\n" for name in NAMES)
    notes["events/Fair.md"] = f"---\ndate: {TODAY + timedelta(30)}\ntopics: [engines]\n---\n{links}"
    notes["goals/Sing.md"] = "---\nroles: [Cantor]\n---\n"
    cadence = draw(st.none() | st.sampled_from((span("weekly"), span("6 months"))))
    return Vault(notes, Rules(due=DueRules(cadence=cadence, group=draw(st.integers(1, 4)))))


Tie = tuple[date | None, str]


def ties(index: Index, rules: Rules) -> dict[str, Tie]:
    """Return the day of each contact's last touch and how warm that is, by `last_touch` alone."""
    found: dict[str, Tie] = {}
    for facts in index.contacts():
        last = last_touch(touch_history(index.interactions_with(facts.path), rules), TODAY)
        day = last.day if last else None
        found[facts.path] = day, warmth(day, cadence_of(facts, rules)[0], TODAY) or "new"
    return found


@given(vaults())
def test_every_report_agrees_on_the_last_touch_and_how_warm_it_is(vault: Vault) -> None:
    rules, index = vault.rules, index_of(vault.notes, vault.rules)
    expected = ties(index, rules)
    view = SuggestionView(index, rules, TODAY)
    suggested = {path: expected[path] for path in view.contacts}

    # Everybody, whatever their status: show and list, the page of one contact, the numbers.
    people = {path: Person(index, path, rules, TODAY) for path in expected}
    assert {path: (one.last_touch, one.warmth or "new") for path, one in people.items()} == expected
    records = {path: contact_record(one) for path, one in people.items()}
    stated = {
        path: (day, word if (status := people[path].contact.status) == "active" else status)
        for path, (day, word) in expected.items()
    }
    assert {path: (one["last_touch"], one["standing"]) for path, one in records.items()} == stated
    assert {path: one.touches[0].day if one.touches else None for path, one in people.items()} == {
        path: day for path, (day, _) in expected.items()
    }
    for path, one in people.items():
        day, word = stated[path]
        assert PersonSubject(one).texts("last_touch") == ((str(day),) if day else ())
        assert PersonSubject(one).stands(word, rules.due)
        view_of_one = SuggestionView(index, rules, TODAY, only=(path,))
        (line,) = [line for line in meeting_page(view_of_one, one, (), ()) if line.label == "in touch"]
        assert line.text.startswith(f"last on {day}," if day else "no word yet")
    counted = Counter(word for _, word in stated.values())
    assert dict(stats(view, 0, 0).warmth) == {
        word: counted[word] for word in ("warm", "cooling", "dormant", "lost", "new")
    }

    # `due`: only of those it has an entry for.
    standings = [contact_state(index, path, rules, TODAY) for path in expected]
    answer = due(standings, rules.due, TODAY, TODAY + timedelta(3000))
    for entry in (*answer.due, *answer.waiting, *answer.later):
        assert entry.last_touch == expected[entry.contact.path][0]

    # Suggestions: nobody private, dead or not to be contacted; reach only those you know, which here takes a touch.
    known = Acquaintances(index, rules, TODAY)
    assert {path: (one.last_touch, one.warmth) for path, one in known.items()} == {
        path: tie for path, tie in expected.items() if tie[0]
    }
    assert {one.path: (one.last_touch, one.warmth) for one in reach(view, "Cantor", "role").now} == {
        path: tie for path, tie in suggested.items() if tie[0]
    }
    helps = goal(view, "goals/Sing.md").helps
    helpers = [one for helped in helps for one in (*helped.people, *helped.left_alone)]
    assert {one.path: (one.last_touch, one.warmth or "new") for one in helpers} == suggested
    assert {one.path: (one.last_met, one.warmth or "new") for one in mentors(view)} == suggested
    page = event(view, "Fair")
    assert {one.path: (one.last_touch, one.warmth or "new") for one in page.expected} == suggested

    # Share: leaves in peace who is paused, archived, put off or was written to, and gives no day of theirs.
    found = share(view, "engines", URL)
    assert {one.path: one.last_touch for one in found.glad} == {
        one.path: suggested[one.path][0] for one in found.glad
    }
    assert {one.path for one in found.glad} | {one.path for one in found.in_peace} == suggested.keys()

    # A topic's page gives days on which it was talked about; a message of yours that nobody answered is no touch.
    for spoken in topic(view, "engines").spoke:
        for path in spoken.paths:
            if spoken.day not in {touch.day for touch in people[path].touches}:
                history = touch_history(index.interactions_with(path), rules)
                assert {one.direction for one in history if one.day == spoken.day} == {"out"}

    # Ready: only those who are active and not private, each in a circle of their own.
    groups = {
        group.name: next(word for word, number in group.warmth if number)
        for group in readiness(view, answer).circles
        if group.name.startswith("circle ")
    }
    assert groups == {
        f"circle {index.notes[path].name}": word
        for path, (_, word) in expected.items()
        if (contact := index.notes[path].contact) and contact.status == "active" and not contact.private
    }


@given(vaults())
def test_the_touches_of_everybody_at_once_are_those_of_each(vault: Vault) -> None:
    rules, index = vault.rules, index_of(vault.notes, vault.rules)
    paths = index.names.of_kind("contact")
    last = Acquaintances(index, rules, TODAY).last_touches(paths)
    for path, history in histories(index, paths, rules, TODAY).items():
        alone = touch_history(index.interactions_with(path), rules)
        assert [one for one in history if one.day <= TODAY] == [one for one in alone if one.day <= TODAY]
        assert touches_in(history, TODAY) == touches_in(alone, TODAY)
        one = last_touch(alone, TODAY)
        assert last.get(path) == (one and LastTouch(one.day, one.channel, one.source))
        places = [f"{one.path}:{one.line}" for one in Person(index, path, rules, TODAY).touches]
        assert places == [one.source for one in touches_in(alone, TODAY)][::-1]
        assert (places[0] if places else None) == (last[path].source if path in last else None)


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        (None, ""),
        ("in-person", " in person"),
        ("call", " by phone"),
        ("social", " online"),
        ("letter", " by letter"),
        ("coffee", " over coffee"),
        ("walk", " (walk)"),
    ],
)
def test_a_channel_reads_as_part_of_a_sentence(channel: str | None, says: str) -> None:
    assert by_channel(channel) == says
