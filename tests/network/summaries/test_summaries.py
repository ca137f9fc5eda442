"""Answers made of summaries equal those counted from the notes, on every day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings

from plaintext_network.model.language.normalize import circle_key
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.names import Names
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.topics_of import parent_topics, topic_key
from plaintext_network.network.reports.giving.balance import balance, balance_with
from plaintext_network.network.reports.stats import stats
from plaintext_network.network.reports.topics.topics import topics
from plaintext_network.network.search.timeline import timeline
from plaintext_network.network.summaries import SUMMARIES
from plaintext_network.vault.serialize import deserialize_plain, serialize_plain
from tests.conftest import TODAY, index_of, index_of_notes, people_in
from tests.vault.other_days import any_day, vaults

RULES = Rules()
few = settings(max_examples=60, suppress_health_check=list(HealthCheck))
GIFTS = ("gave", "got", "asked", "thanked")
# Two people and a third who is private share a talk and a gift; a message is answered; a plan is carried out by one of two.
SHARED = {
    "contacts/Ada.md": "---\ncircles: [Friends, work]\nlast_contact: 2026-10-05\ninterests: [tea, maps]\n---\n## Log\n"
    "- 2026-09-01 mail [direction:: out] [gave:: tea]\n- 2026-09-09 mail [direction:: in] [topics:: maps]\n",
    "contacts/Bo.md": "---\ncircles: friends\nstatus: do-not-contact\n---\n## Log\n- 2026-11-20 call\n",
    "contacts/Cy.md": "---\nprivate: true\n---\n## Log\n- 2026-11-22 call with [[Ada]] [topics:: maps] [got:: a map]\n",
    "interactions/2026-10-05 Lunch.md": "---\nwith: [Cy, Bo, Ada]\ntopics: [Maps/old, maps]\ngot: [a map, tea]\n---\n",
    "interactions/2026-10-06 Lunch.md": "---\nwith: [Bo, Ada]\ntopics: Tea\ngave: a map\nthanked: the map\n---\n",
    "interactions/2026-11-20 Plan.md": "---\nwith: [Bo, Ada]\nplanned: true\ngot: nothing\n---\n",
    "interactions/2026-12-24 Dinner.md": "---\nwith: [Bo, Ada]\ngave: a book\ntopics: books\n---\n",
    "interactions/Nobody.md": "---\ndate: 2026-03-01\nwith: Somebody\n---\n",
}


def check_stats(index: Index, today: date) -> None:
    people = people_in(index, today)
    found = stats(SuggestionView(index, RULES, today), 0, 0)
    touched = {(one.day, one.path, one.line) for person in people for one in person.touches}
    assert found.touches == len(touched)
    months = Counter(day.isoformat()[:7] for day, _, _ in touched)
    assert dict(found.months) == {month: months[month] for month, _ in found.months}
    standings = Counter(person.standing for person in people)
    assert dict(found.warmth) == {word: standings[word] for word, _ in found.warmth}
    forms = Counter(entry.interaction.form for entry in timeline(index, RULES, today))
    assert dict(found.interactions) == {form: forms[form] for form, _ in found.interactions}
    promises = {
        place
        for person in people
        if person.contact.status != "deceased"
        for place in (
            *((promise.source, promise.text) for promise in person.promises),
            *((promise.source, promise.text) for promise in person.state.undated),
        )
    }
    assert found.promises == len(promises)
    circles = Counter(key for person in people for key in {circle_key(one) for one in person.contact.circles})
    assert {circle_key(circle): number for circle, number in found.circles} == circles


def check_balance(index: Index, today: date) -> None:
    view = SuggestionView(index, RULES, today)
    found, records = balance(view), view.of_records()
    each = {path: balance_with(view.of_records(), path) for path in records.contacts}
    suggested = [balance_with(view, path) for path in view.contacts]
    for one in found.people:
        assert one[:6] == each[one.path][:6]
        assert one.last == each[one.path].ledger[0].day
    assert {one.path for one in found.people} == {path for path, one in each.items() if one.ledger}
    assert Counter(found.thanks) == Counter(owed for one in suggested for owed in one.thanks)
    assert Counter(found.one_sided) == Counter(one.one_sided for one in suggested if one.one_sided)
    for circle in found.circles:
        members = {
            path
            for path, facts in records.contacts.items()
            if facts.contact and circle_key(circle.circle) in map(circle_key, facts.contact.circles)
        }
        exchanged = [
            one
            for one in records.interactions
            if one.day <= today and not members.isdisjoint(one.people) and not one.is_newsletter(RULES)
        ]
        assert circle[1:5] == tuple(sum(len(getattr(one, what)) for one in exchanged) for what in GIFTS)
        places = {
            one.at(thing): None for one in exchanged[::-1] for what in GIFTS for thing in getattr(one, what)
        }
        assert circle.sources == records.sources(places)
        assert circle.sources[:1] == next(c.sources for c in balance(view, 1).circles if c[0] == circle[0])


def check_topics(index: Index, today: date) -> None:
    view = SuggestionView(index, RULES, today)
    said: dict[str, tuple[str, set[str], tuple[date, str, str] | None]] = {}

    def rows(text: str) -> Iterator[tuple[str, str]]:
        return ((topic_key(one), one) for one in parent_topics(text) if view.may_quote(text))

    for one in view.interactions:
        if one.is_newsletter(RULES):
            continue
        for topic in one.topics if one.day <= today and one.people else ():
            for key, spelled in rows(topic[0]):
                first, people, _ = said.get(key, (spelled, set(), None))
                said[key] = (first, people | {*one.people}, (one.day, one.people[0], one.at(topic)))
    for path, facts in view.contacts.items():
        for text in facts.texts("interests"):
            for key, spelled in rows(text):
                first, people, last = said.get(key, (spelled, set(), None))
                said[key] = (first, people | {path}, last)
    found = topics(view)
    assert {one.topic: one.people for one in found} == {
        first: len(people) for first, people, _ in said.values()
    }
    assert {one.topic: (one.date, one.path, one.source) for one in found if one.date} == {
        first: last for first, _, last in said.values() if last
    }


@few
@given(vaults(), any_day)
def test_stats_are_what_is_counted_in_the_notes(notes: dict[str, str], today: date) -> None:
    check_stats(index_of_notes(notes), today)


@few
@given(vaults(), any_day)
def test_the_balance_is_that_with_each(notes: dict[str, str], today: date) -> None:
    check_balance(index_of_notes(notes), today)


@few
@given(vaults(), any_day)
def test_topics_are_those_of_the_interactions(notes: dict[str, str], today: date) -> None:
    check_topics(index_of_notes(notes), today)


@pytest.mark.parametrize("day", ["2026-09-05", "2026-10-05", "2026-11-19", "2026-11-24", "2027-06-01"])
def test_what_several_people_share_counts_once(day: str) -> None:
    index = index_of(SHARED)
    for check in (check_stats, check_balance, check_topics):
        check(index, date.fromisoformat(day))


@given(vaults())
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_every_summary_can_be_stored(notes: dict[str, str]) -> None:
    index = index_of_notes({**notes, **SHARED})
    for summary in SUMMARIES.values():
        for value in index.summaries(summary, RULES).values():
            assert deserialize_plain(serialize_plain(value)) == value


def test_a_summary_of_another_day_is_not_used() -> None:
    view = SuggestionView(index_of(SHARED), RULES, TODAY)
    assert {one.path: one.last.isoformat() for one in balance(view).people}["contacts/Bo.md"] == "2026-10-06"


def stored(index: Index) -> Index:
    """Return an index whose tables are no dicts, as those in a database are."""
    return Index(
        MappingProxyType(index.notes),
        Names(MappingProxyType(index.names.table), MappingProxyType(index.names.kinds)),
        MappingProxyType(index.resolved),
        MappingProxyType(index.backlinks),
        MappingProxyType(index.dependents),
        MappingProxyType(index.interactions),
        MappingProxyType(index.note_problems),
        MappingProxyType(index.days),
        readings=MappingProxyType(index.readings),
        value_counts=MappingProxyType(index.value_counts),
    )


def test_a_moved_index_knows_every_change_that_led_to_it() -> None:
    ada, bo = "contacts/Ada.md", "contacts/Bo.md"
    index = index_of(SHARED)
    other = index_of(
        {**SHARED, ada: "---\naliases: [Adele]\ninterests: [tea]\n---\n## Log\n- 2026-11-21 call\n"}
    )
    changed = stored(index).replace({ada: other.notes[ada]}).replace({bo: None})
    expected = index.replace({ada: other.notes[ada], bo: None})
    for found in (changed, changed.moved(stored(index))):
        assert found == expected
        assert found.note_counts == expected.note_counts
        for summary in SUMMARIES.values():
            assert dict(found.summaries(summary, RULES)) == dict(expected.summaries(summary, RULES))
