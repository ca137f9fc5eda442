"""A contact's tally tells on every day what the notes tell."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.acquaintances import Acquaintances
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.privacy import SuggestionView
from tests.conftest import TODAY, index_of, index_of_notes, people_in
from tests.vault.other_days import any_day, vaults

RULES = Rules()
few = settings(max_examples=60, suppress_health_check=list(HealthCheck))
ADA = "contacts/Ada.md"


def view_on(notes: dict[str, str], today: date) -> SuggestionView:
    return SuggestionView(index_of_notes(notes), RULES, today)


@few
@given(vaults(), any_day, any_day)
def test_the_last_touch_up_to_a_day_is_that_of_the_touches(
    notes: dict[str, str], today: date, until: date
) -> None:
    view, until = view_on(notes, today), min(until, today)
    for person in people_in(index_of_notes(notes), today):
        days = [one.day for one in person.touches if one.day <= until]
        last = max(days).toordinal() if days else 0
        assert view.tallies_to_count[person.path].last_touch(today.toordinal(), until.toordinal()) == last


@few
@given(vaults(), any_day)
def test_the_number_of_touches_is_that_of_the_touches(notes: dict[str, str], today: date) -> None:
    view = view_on(notes, today)
    for person in people_in(index_of_notes(notes), today):
        assert view.tallies_to_count[person.path].touches(today.toordinal()) == len(person.touches)
        assert person.touch_count == len(person.touches)
        assert person.last_touch == max((one.day for one in person.touches), default=None)


@few
@given(vaults(), any_day)
def test_the_open_promises_are_those_of_each_person(notes: dict[str, str], today: date) -> None:
    view = view_on(notes, today)
    for person in people_in(index_of_notes(notes), today):
        found = set(view.tallies_to_count[person.path].open_promises(today.toordinal()))
        dated = {(one.source, one.text, one.day.toordinal()) for one in person.promises}
        assert found == dated | {(one.source, one.text, 0) for one in person.state.undated}


@few
@given(vaults(), any_day)
def test_a_tie_is_as_warm_as_its_last_touch_on_every_day(notes: dict[str, str], today: date) -> None:
    view = view_on(notes, today)
    for known in (view.acquaintances, view.acquaintances.read_all()):
        for path in view.contacts:
            last, found = known.last_touch(path), known.warmth(path)
            assert found[0] == (last.day if last else None)
            assert known.rank(path) == (-last.day.toordinal() if last else 0)
            assert (path in known) == (path in dict(known.items()))


def test_a_message_answered_later_is_no_touch_before_its_answer() -> None:
    log = "## Log\n- 2026-11-01 mail [direction:: out]\n- 2026-11-20 mail [direction:: in]\n"
    index = index_of({ADA: log})
    for day, last in ((date(2026, 11, 19), None), (TODAY, date(2026, 11, 20))):
        known = Acquaintances(index, RULES, day)
        assert known.warmth(ADA)[0] == last
        assert Person(index, ADA, RULES, day).last_touch == last
    tally = view_on({ADA: log}, TODAY).tallies_to_count[ADA]
    before = date(2026, 11, 20) - timedelta(1)
    assert tally.last_touch(TODAY.toordinal(), before.toordinal()) == date(2026, 11, 1).toordinal()
    assert tally.last_touch(before.toordinal(), before.toordinal()) == 0
