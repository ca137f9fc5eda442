"""One line about a relationship: how it is, and what is next."""

from datetime import date

import pytest

from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.due.standing import standing_line
from tests.conftest import index_of

TODAY = date(2026, 11, 24)
ADA = "contacts/Ada.md"


def line_of(text: str, **others: str) -> str:
    index = index_of(
        {ADA: text, **{f"{name.replace('_', '/', 1)}.md": note for name, note in others.items()}}
    )
    rules = Rules()
    return standing_line(contact_state(index, ADA, rules, TODAY), rules.due, TODAY)


def contact(properties: str, *log: str) -> str:
    return f"---\n{properties}\n---\n## Log\n" + "".join(f"- {line}\n" for line in log)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # The cadence, before and after its day.
        (contact("cadence: monthly", "2026-10-12 call"), "cooling, due 12 days ago"),
        (contact("cadence: monthly", "2026-10-24 call"), "warm, due today"),
        (contact("cadence: monthly", "2026-10-25 call"), "warm, due tomorrow"),
        (contact("cadence: 8 weeks", "2026-11-05 call"), "warm, due in 5 weeks"),
        (contact("cadence: 1 year", "2026-11-05 call"), "warm, due in 11 months"),
        (contact("cadence: monthly", "2026-08-12 call"), "dormant, due 2 months ago"),
        (contact("cadence: weekly", "2024-08-12 call"), "lost, due 2 years ago"),
        (contact("cadence: never", "2026-10-12 call"), "warm, no reminders"),
        (contact("role: x", "2026-10-12 call"), "warm"),
        # No touch yet.
        (contact("role: x"), "no word yet"),
        (contact("cadence: monthly"), "no word yet, due today"),
        (contact("cadence: monthly\nmet_on: 2026-11-20"), "no word yet, due yesterday"),
        # Promises, whatever else is due.
        (contact("follow_up: 2026-11-24 send it", "2026-10-12 call"), "warm, promise due today"),
        (contact("follow_up: 2026-11-21 send it", "2026-10-12 call"), "warm, promise due 3 days ago"),
        (contact("follow_up: 2026-12-01 send it", "2026-10-12 call"), "warm, promise due in 7 days"),
        (contact("cadence: weekly\nfollow_up: 2026-11-24 x", "2026-11-01 call"), "dormant, promise due today"),
        # Messages: theirs awaits a reply, yours an answer.
        (contact("cadence: monthly", "2026-11-10 email: hello [direction:: in]"), "warm, reply due 11 days ago"),
        (contact("cadence: monthly", "2026-09-12 call", "2026-11-20 email [direction:: out]"),
         "dormant, waiting for an answer until 5 December"),
        (contact("cadence: weekly", "2026-05-01 call", "2026-09-01 email [direction:: out]",
                 "2026-10-01 email [direction:: out]", "2026-11-01 email [direction:: out]"),
         "lost, waiting for an answer"),
        # Days of the year, once they are near.
        (contact("birthday: 1990-11-24", "2026-10-12 call"), "warm, turns 36 today"),
        (contact("birthday: 11-26", "2026-10-12 call"), "warm"),
        (contact("birthday: 03-26", "2026-10-12 call"), "warm"),
        (contact("birthday: 12-26\ncadence: 1 year", "2026-10-12 call"), "warm, due in 10 months"),
        (contact("occasions: [11-24 wedding]", "2026-10-12 call"), "warm, wedding today"),
        # Plans.
        (contact("cadence: 2 months", "2026-11-02 call", "2026-12-01 call: plans [planned:: true]"),
         "warm, you have a call on 2026-12-01"),
        (contact("cadence: monthly", "2026-11-22 call", "2026-12-25 lunch [planned:: true]"),
         "warm, due in 4 weeks"),
        (contact("cadence: monthly", "2026-11-02 call", "2026-11-20 lunch [planned:: true]"),
         "warm, planned for 20 November: did it happen?"),
        # Whoever is to be left alone.
        (contact("snooze: 2026-12-04\ncadence: monthly", "2026-08-12 call"), "snoozed until 4 December"),
        (contact("snooze: 2027-01-15", "2026-08-12 call"), "snoozed until 15 January 2027"),
        (contact("snooze: 2026-12-04\nfollow_up: 2026-11-24 x"), "snoozed until 4 December, promise due today"),
        (contact("snooze: 2026-11-24\ncadence: monthly", "2026-08-12 call"), "dormant, due 2 months ago"),
        (contact("status: do-not-contact\ncadence: weekly", "2024-08-12 call"), "do-not-contact"),
        (contact("status: archived\nbirthday: 11-24", "2024-08-12 call"), "archived"),
        (contact("status: paused\nfollow_up: 2026-11-24 x"), "paused, promise due today"),
        (contact("status: paused\nfollow_up: 2026-12-24 x"), "paused, promise due in 4 weeks"),
        (contact("status: deceased\nfollow_up: 2026-11-24 x"), "deceased"),
        (contact("died: 2025\ncadence: weekly", "2024-08-12 call"), "deceased"),
    ],
)  # fmt: skip
def test_a_line_says_how_it_is_and_what_is_next(text: str, line: str) -> None:
    assert line_of(text) == line


def test_an_introduction_is_named_by_no_other_name() -> None:
    intro = "---\nbetween: [Ada, Bo]\nstatus: asked\ndate: 2026-10-04\n---\n"
    line = line_of(contact("role: x", "2026-10-12 call"), contacts_Bo="", introductions_A=intro)
    assert line == "warm, introduction due 20 days ago"


def test_a_birthday_is_named_as_early_as_the_settings_say() -> None:
    index = index_of({ADA: contact("birthday: 11-26", "2026-10-12 call")})
    rules = Rules(due=DueRules(birthday_notice=Cadence(0, 7, "1 week")))
    state = contact_state(index, ADA, rules, TODAY)
    assert standing_line(state, rules.due, TODAY) == "warm, birthday in 2 days"
