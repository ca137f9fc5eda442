"""A change in somebody's life is a reason to write, for a while, until you have been in touch."""

from collections.abc import Mapping
from datetime import date

import pytest

from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.answer import due
from plaintext_network.network.due.contact_state import as_of, contact_state
from plaintext_network.network.due.plain_state import from_plain, to_plain
from plaintext_network.network.due.rules import DueEntry, RuleResult, apply_rules
from plaintext_network.network.life_changes.noted import LifeChange, LifeChanges
from tests.conftest import TODAY, index_of
from tests.network.asking import span

ADA = "contacts/Ada.md"
NOTE = "---\norganization: Acme\nrole: Cook\nlocation: Leeds\n{more}---\n\n## Log\n{log}"
MOVED = (LifeChange("organization", "Globex", "Acme", date(2026, 11, 20)),)


def entries(
    more: str = "",
    log: str = "",
    changes: tuple[LifeChange, ...] = MOVED,
    on: date = TODAY,
    rules: Rules | None = None,
    until: date | None = None,
) -> list[DueEntry]:
    """Return the entries about changes in Ada's life, with these properties and Log lines of hers."""
    used = rules or Rules()
    index = index_of({ADA: NOTE.format(more=more, log=log)}, used).with_life_changes(
        LifeChanges({ADA: changes})
    )
    state = contact_state(index, ADA, used, on)
    # As a cache stores it, and on a later day than that of which it was computed.
    early = contact_state(index, ADA, used, date(2026, 1, 1))
    assert from_plain(to_plain(state)) == state
    assert as_of(early, on) == as_of(state, on)
    return [entry for entry in due([state], used.due, on, until).due if entry.kind == "change"]


def results(more: str = "", log: str = "", on: date = TODAY) -> list[RuleResult]:
    index = index_of({ADA: NOTE.format(more=more, log=log)}).with_life_changes(LifeChanges({ADA: MOVED}))
    state = contact_state(index, ADA, Rules(), on)
    return [result for result in apply_rules(state, DueRules(), on, on) if result.rule == "change"]


def test_a_change_is_due_from_the_day_it_was_noted_with_its_place() -> None:
    [entry] = entries()
    assert entry.reason == "moved to Acme (noted 2026-11-20): congratulate"
    assert (entry.due, entry.overdue_by, entry.source) == (date(2026, 11, 20), 4, f"{ADA}:2")
    assert entries(on=date(2026, 11, 19)) == []


def test_it_is_a_reason_for_two_weeks_or_as_long_as_the_settings_say() -> None:
    assert entries(on=date(2026, 12, 4)) != []
    assert entries(on=date(2026, 12, 5)) == []
    month = Rules(due=DueRules(change_notice=span("1 month")))
    assert entries(on=date(2026, 12, 20), rules=month) != []
    assert entries(rules=Rules(due=DueRules(change_notice=span("never")))) == []


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-20 call: her new place",
        "2026-11-23 email: congratulations [direction:: out]",
        "2026-11-22 message: she tells me [direction:: in]",
    ],
)
def test_whoever_was_in_touch_since_has_spoken_of_it(line: str) -> None:
    assert entries(log=f"- {line}\n") == []
    [result] = results(log=f"- {line}\n")
    assert result.entry is None
    assert result.why.startswith("moved to Acme (noted 2026-11-20); in touch on 2026-11-2")


def test_earlier_interactions_planned_ones_and_those_to_come_settle_nothing() -> None:
    [entry] = entries(log="- 2026-11-19 call: weather\n- 2026-12-02 lunch [planned:: true]\n")
    assert entry.reason == "moved to Acme (noted 2026-11-20): congratulate; you meet on 2026-12-02"


@pytest.mark.parametrize("status", ["paused", "archived", "do-not-contact", "deceased"])
def test_a_status_hides_it(status: str) -> None:
    assert entries(more=f"status: {status}\n") == []


def test_a_snooze_hides_it_until_its_end() -> None:
    snoozed = "snooze: 2026-11-30\n"
    assert entries(more=snoozed) == []
    [entry] = entries(more=snoozed, on=date(2026, 11, 30))
    assert entry.due == date(2026, 11, 20)
    [early] = entries(more=snoozed, until=date(2026, 12, 1))
    assert early.due == date(2026, 11, 30)


def test_somebody_whose_answer_you_await_is_left_alone() -> None:
    log = "- 2026-11-18 email: hello [direction:: out]\n"
    assert entries(log=log) == []
    [result] = results(log=log)
    assert result.why == "moved to Acme (noted 2026-11-20); no answer yet; leave it to them until 2026-12-02"
    assert entries(log=log, on=date(2026, 12, 2)) != []


def test_several_changes_are_one_sentence() -> None:
    changes = (
        *MOVED,
        LifeChange("role", "Clerk", "Cook", date(2026, 11, 20)),
        LifeChange("location", "York", "Leeds", date(2026, 11, 22)),
    )
    [entry] = entries(changes=changes)
    assert entry.reason == "now Cook at Acme, in Leeds (noted 2026-11-22): congratulate"
    assert entry.source == f"{ADA}:2"


def test_only_what_you_have_not_spoken_of_is_said() -> None:
    changes = (*MOVED, LifeChange("location", "York", "Leeds", date(2026, 11, 22)))
    [entry] = entries(changes=changes, log="- 2026-11-21 call: her new place\n")
    assert entry.reason == "now in Leeds (noted 2026-11-22): ask how it is there"


def test_a_value_that_is_not_in_the_note_any_more_is_no_reason() -> None:
    assert entries(changes=(LifeChange("organization", "Acme", "Globex", TODAY),)) == []


def test_it_is_listed_by_its_day_among_birthdays_and_promises() -> None:
    notes: Mapping[str, str] = {
        ADA: NOTE.format(more="", log=""),
        "contacts/Bo.md": "---\nfollow_up: 2026-11-21 write\n---\n",
        "contacts/Cy.md": "---\nfollow_up: 2026-11-19 write\n---\n",
    }
    index = index_of(notes).with_life_changes(LifeChanges({ADA: MOVED}))
    states = [contact_state(index, path, Rules(), TODAY) for path in notes]
    assert [entry.contact.name for entry in due(states, DueRules(), TODAY).due] == ["Cy", "Ada", "Bo"]
