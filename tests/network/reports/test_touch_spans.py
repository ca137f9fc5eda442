"""The touches of the last months, beside those of a year before."""

from datetime import date

from hypothesis import HealthCheck, given, settings

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.touch_spans import touch_spans
from tests.conftest import TODAY, index_of_notes, people_in, view_of
from tests.vault.other_days import any_day, vaults

RULES = Rules()


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(vaults(), any_day)
def test_a_span_counts_the_touches_of_its_days(notes: dict[str, str], today: date) -> None:
    index = index_of_notes(notes)
    view = SuggestionView(index, RULES, today)
    touched = {
        (one.day, f"{one.path}:{one.line}") for person in people_in(index, today) for one in person.touches
    }
    shown = {
        (one.day, f"{one.path}:{one.line}")
        for path in view.contacts
        for one in view.person(path).touches
        if view.may_cite(one.path)
    }
    for span in touch_spans(view, list(view.contacts)):
        newest = []
        for until, number in ((today, span.touches), (add_months(today, -12), span.year_before)):
            first = add_months(until, -span.months)
            assert number == sum(first < day <= until for day, _ in touched)
            newest += sorted(each for each in shown if first < each[0] <= until)[-1:]
        assert span.sources == tuple(source for _, source in newest)


def test_the_newest_touch_whose_place_may_be_shown_is_the_source() -> None:
    notes = {
        "contacts/Ada.md": "## Log\n- 2026-11-01 call\n",
        "contacts/Cy.md": "---\nprivate: true\n---\n## Log\n- 2026-11-20 lunch with [[Ada]]\n",
    }
    spans = touch_spans(view_of(notes), ["contacts/Ada.md"])
    assert [(span.months, span.touches, span.sources) for span in spans] == [
        (3, 2, ("contacts/Ada.md:2",)),
        (12, 2, ("contacts/Ada.md:2",)),
    ]
    assert spans[0].until == TODAY
