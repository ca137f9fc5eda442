"""Rule 1, kept in touch: a cadence after the last touch."""

from datetime import date

import pytest

from plaintext_network.model.note.rules import DailyRules, DueRules, Rules
from plaintext_network.network.due.rules import warmth
from tests.network.asking import answer, circles, due_in, span, vault_cadence

WEEKLY = "---\ncadence: weekly\n---\n"


def test_somebody_is_due_one_cadence_after_the_last_touch_and_not_before() -> None:
    notes = {"contacts/Ada.md": "---\ncadence: weekly\n---\n## Log\n- 2026-11-17 call\n"}
    assert due_in(notes, "2026-11-23") == []
    assert due_in(notes, "2026-11-24") == [("Ada", "touch", "2026-11-24", 0)]
    assert due_in(notes, "2026-12-01") == [("Ada", "touch", "2026-11-24", 7)]


@pytest.mark.parametrize(
    ("cadence", "last", "following"),
    [
        ("daily", "2026-11-23", "2026-11-24"),
        ("weekly", "2026-11-17", "2026-11-24"),
        ("fortnightly", "2026-11-10", "2026-11-24"),
        ("2 weeks", "2026-11-10", "2026-11-24"),
        ("6 weeks", "2026-10-13", "2026-11-24"),
        ("90", "2026-08-26", "2026-11-24"),
        ("90d", "2026-08-26", "2026-11-24"),
        ("monthly", "2026-10-24", "2026-11-24"),
        ("quarterly", "2026-08-24", "2026-11-24"),
        ("every 3 months", "2026-08-24", "2026-11-24"),
        ("P3M", "2026-08-24", "2026-11-24"),
        ("half-yearly", "2026-05-24", "2026-11-24"),
        ("yearly", "2025-11-24", "2026-11-24"),
        # Months and years end on their month's last day.
        ("monthly", "2026-01-31", "2026-02-28"),
        ("monthly", "2028-01-31", "2028-02-29"),
        ("monthly", "2026-01-29", "2026-02-28"),
        ("monthly", "2026-02-28", "2026-03-28"),
        ("monthly", "2026-03-31", "2026-04-30"),
        ("monthly", "2026-12-31", "2027-01-31"),
        ("2 months", "2026-12-31", "2027-02-28"),
        ("quarterly", "2025-11-30", "2026-02-28"),
        ("half-yearly", "2026-08-31", "2027-02-28"),
        ("yearly", "2024-02-29", "2025-02-28"),
        ("4 years", "2024-02-29", "2028-02-29"),
        ("90d", "2023-12-01", "2024-02-29"),
    ],
)
def test_the_next_day_is_counted_in_calendar_months_and_years(
    cadence: str, last: str, following: str
) -> None:
    notes = {"contacts/Ada.md": f"---\ncadence: {cadence}\n---\n## Log\n- {last} call\n"}
    assert due_in(notes, following) == [("Ada", "touch", following, 0)]
    the_day_before = date.fromordinal(date.fromisoformat(following).toordinal() - 1)
    assert due_in(notes, str(the_day_before)) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("interactions/2026-11-10 Tea.md", "---\nwith: Ada\n---\n"),
        ("interactions/Tea.md", '---\ndate: 2026-11-10\nwith: "[[Ada]]"\n---\n'),
        ("interactions/Tea.md", "---\ndate: 2026-11-10\nwith: [[Ada]]\n---\n"),
        ("anywhere/Tea.md", '---\ntype: meeting\ndate: 2026-11-10\nwith: ["[[contacts/Ada|her]]"]\n---\n'),
        ("daily/2026-11-10.md", "- tea with [[Ada]] #touch\n"),
        ("journals/2026_11_10.md", "- tea with [[Ada]] #touch\n"),
        ("contacts/Charles.md", "## Log\n- 2026-11-10 tea [with:: [[Ada]]]\n"),
    ],
)
def test_a_touch_may_stand_anywhere(path: str, text: str) -> None:
    notes = {"contacts/Ada.md": WEEKLY, path: text}
    assert due_in(notes) == [("Ada", "touch", "2026-11-17", 7)]


@pytest.mark.parametrize(
    "line", ["- 2026-11-10", "- **2026-11-10**: tea", "* [[2026-11-10]] tea", "- 2026-11-10 – tea"]
)
def test_a_log_line_is_a_touch(line: str) -> None:
    notes = {"contacts/Ada.md": f"{WEEKLY}## Log\n{line}\n"}
    assert due_in(notes) == [("Ada", "touch", "2026-11-17", 7)]


def test_last_contact_is_a_touch_on_that_day() -> None:
    notes = {"contacts/Ada.md": "---\ncadence: weekly\nlast_contact: 2026-11-10\n---\n"}
    assert due_in(notes) == [("Ada", "touch", "2026-11-17", 7)]


@pytest.mark.parametrize(("kept", "following"), [("2026-11-09", "2026-11-19"), ("2026-11-14", "2026-11-21")])
def test_last_contact_counts_only_where_it_is_newest(kept: str, following: str) -> None:
    notes = {
        "contacts/Ada.md": f"---\ncadence: weekly\nlast_contact: {kept}\n---\n## Log\n- 2026-11-12 tea\n"
    }
    assert [row[2] for row in due_in(notes)] == [following]


def test_the_newest_touch_counts_wherever_it_stands() -> None:
    notes = {
        "contacts/Ada.md": "---\ncadence: weekly\nlast_contact: 2026-10-01\n---\n## Log\n- 2026-11-03 letter\n",
        "daily/2026-11-12.md": "- [[Ada]] on the phone #touch\n",
        "interactions/2026-11-11 Tea.md": "---\nwith: Ada\n---\n",
    }
    [entry] = answer(notes).due
    assert (str(entry.due), str(entry.last_touch), entry.source) == (
        "2026-11-19",
        "2026-11-12",
        "daily/2026-11-12.md:1",
    )


@pytest.mark.parametrize("direction", ["both", "in"])
def test_what_they_began_is_a_touch(direction: str) -> None:
    text = f"---\nwith: Ada\ndirection: {direction}\n---\n"
    notes = {"contacts/Ada.md": WEEKLY, "interactions/2026-11-10.md": text}
    assert ("Ada", "touch", "2026-11-17", 7) in due_in(notes)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-10",
        "2026-11-10T23:59:59-11:00",
        "2026-11-10T00:01:00+14:00",
        "2026-11-10 08:30",
        "2026-11-10T22:00:00Z",
        '"[[2026-11-10]]"',
        "[[2026-11-10]]",
        '"[[daily/2026-11-10|that Tuesday]]"',
    ],
)
def test_a_date_time_is_the_day_written_whatever_its_zone(written: str) -> None:
    notes = {"contacts/Ada.md": WEEKLY, "interactions/Tea.md": f"---\nwith: Ada\ndate: {written}\n---\n"}
    assert due_in(notes) == [("Ada", "touch", "2026-11-17", 7)]


def test_a_date_property_comes_before_the_one_in_the_files_name() -> None:
    text = "---\nwith: Ada\ndate: 2026-11-10\n---\n"
    notes = {"contacts/Ada.md": WEEKLY, "interactions/2026-11-20 Tea.md": text}
    assert due_in(notes) == [("Ada", "touch", "2026-11-17", 7)]


def test_an_alias_in_another_unicode_form_takes_part() -> None:
    notes = {
        "contacts/1.md": "---\nname: Zo\u00eb Brandvold\naliases: [Zo\u00eb]\ncadence: weekly\n---\n",
        "interactions/2026-11-10 Tea.md": "---\nwith: ZOE\u0308\n---\n",
    }
    assert due_in(notes) == [("Zo\u00eb Brandvold", "touch", "2026-11-17", 7)]


def test_an_ambiguous_name_is_nobodys_touch() -> None:
    touched = "cadence: weekly\nlast_contact: 2026-11-01\naliases: [Countess]\n---\n"
    notes = {
        "contacts/Ada.md": f"---\n{touched}",
        "contacts/Augusta.md": f"---\n{touched}",
        "interactions/2026-11-20 Tea.md": "---\nwith: Countess\n---\n",
    }
    assert due_in(notes) == [("Ada", "touch", "2026-11-08", 16), ("Augusta", "touch", "2026-11-08", 16)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("interactions/2026-11-20 Tea.md", "---\nwith: Charles\n---\nabout [[Ada]]\n"),
        ("daily/2026-11-20.md", "- saw [[Ada]]\n"),
        ("daily/2026-11-20.md", "saw [[Ada]] #touch\n"),
        ("notes/Undated.md", "- tea with [[Ada]] #touch\n"),
        ("contacts/Charles.md", "## Log\n- 2026-11-20 talked about [[Ada]]\n"),
        ("contacts/Charles.md", "## Presents\n- 2026-11-20 a book [with:: [[Ada]]]\n"),
        ("events/2026-11-20 Salon.md", "[[Ada]] spoke\n"),
    ],
)
def test_a_mention_is_no_touch(path: str, text: str) -> None:
    notes = {"contacts/Ada.md": "---\ncadence: weekly\nlast_contact: 2026-11-10\n---\n", path: text}
    assert due_in(notes) == [("Ada", "touch", "2026-11-17", 7)]


def test_with_nobody_but_the_owner_there_is_no_touch() -> None:
    notes = {
        "contacts/Ada.md": "---\ncadence: weekly\nlast_contact: 2026-11-10\n---\n",
        "Me.md": "---\ntype: me\naliases: [I]\n---\n",
        "interactions/2026-11-20 Thinking of Ada.md": "---\nwith: [I]\n---\n[[Ada]]\n",
    }
    assert due_in(notes) == [("Ada", "touch", "2026-11-17", 7)]


def test_a_touch_of_today_counts() -> None:
    assert due_in({"contacts/Ada.md": f"{WEEKLY}## Log\n- 2026-11-24 tea\n"}) == []


def test_what_lies_in_the_future_is_planned_and_the_reason_names_it() -> None:
    text = f"{WEEKLY}## Log\n- 2026-11-10 tea\n- 2026-12-01 dinner\n- 2026-11-25 lunch\n"
    [entry] = answer({"contacts/Ada.md": text}).due
    assert (str(entry.due), entry.overdue_by) == ("2026-11-17", 7)
    assert "you meet on 2026-11-25" in entry.reason


def test_what_you_last_talked_about_stands_beside_the_day_you_did() -> None:
    lines = "- 2026-10-01 call: the engine\n- 2026-10-20 letter [direction:: out]\n- 2026-12-05 lunch\n"
    [entry] = answer({"contacts/Ada.md": f"---\ncadence: weekly\n---\n## Log\n{lines}"}).due
    assert entry.reason == (
        "weekly; last in touch on 2026-10-01: call: the engine; you meet on 2026-12-05; "
        "your message of 2026-10-20 has no answer yet"
    )


@pytest.mark.parametrize(
    ("line", "touched"),
    [
        ("- [x] met [[Ada]] #touch", True),
        ("- [X] met [[Ada]] #touch", True),
        ("- [ ] meet [[Ada]] #touch", False),
        ("- [-] meet [[Ada]] #touch", False),
        ("- met [[Ada]] #touch/call", True),
        ("- met [[Ada]] #Touch", True),
        ("- met [[Ada]] #touched", False),
        ("- met [[Ada]]\n  at the harbour #touch", True),
        ("- met [[Bo]] #touch\nSaw [[Ada]] in the paper.", False),
        ("- met [[Bo]] #touch\n  - and [[Ada]] too", False),
    ],
)
def test_which_lines_of_a_daily_note_are_a_touch(line: str, touched: bool) -> None:
    notes = {
        "contacts/Ada.md": "---\ncadence: weekly\n---\n",
        "contacts/Bo.md": "",
        "2026-11-01.md": line + "\n",
    }
    [entry] = answer(notes).due
    assert entry.kind == ("touch" if touched else "new")


def test_a_tagged_line_of_an_events_note_is_a_touch_and_no_other_is() -> None:
    rules = Rules(daily=DailyRules(touch="link"))
    notes = {
        "contacts/Ada.md": "---\ncadence: weekly\n---\n",
        "contacts/Bo.md": "---\ncadence: weekly\n---\n",
        "events/2026-11-01 Fair.md": "- [[Ada]] at the bar #touch\n- expected: [[Bo]]\n",
    }
    assert [(e.contact.name, e.kind) for e in answer(notes, rules=rules).due] == [
        ("Ada", "touch"),
        ("Bo", "new"),
    ]


def test_an_entry_says_what_it_rests_on() -> None:
    notes = {
        "contacts/Ada.md": "---\ncadence: Every 2 weeks\n---\n",
        "interactions/2026-11-01 Tea at the Blue Door.md": "---\nchannel: in-person\nwith: Ada\n---\n",
    }
    [entry] = answer(notes).due
    assert entry.contact.path == "contacts/Ada.md"
    assert (entry.kind, str(entry.due), entry.overdue_by) == ("touch", "2026-11-15", 9)
    assert (str(entry.last_touch), entry.cadence) == ("2026-11-01", "Every 2 weeks")
    assert entry.about == "in-person: Tea at the Blue Door"
    assert entry.source == "interactions/2026-11-01 Tea at the Blue Door.md:3"
    for fact in ("last in touch on 2026-11-01", "in-person: Tea at the Blue Door", "every 2 weeks"):
        assert fact in entry.reason


# How often


def touched_on_1_november(*properties: str) -> dict[str, str]:
    return {"contacts/Ada.md": "\n".join(["---", "last_contact: 2026-11-01", *properties, "---", ""])}


def test_without_any_cadence_nobody_is_due() -> None:
    found = answer(touched_on_1_november(), "2046-11-01")
    assert (found.due, found.waiting, found.not_yet_touched) == ((), (), 0)


def test_never_is_never_though_circles_and_the_vault_say_otherwise() -> None:
    notes = touched_on_1_november("cadence: never", "circles: [friends]")
    rules = Rules(due=DueRules(cadence=span("daily")), circles=(("friends", span("daily")),))
    assert due_in(notes, "2046-11-01", rules) == []


def test_ones_own_cadence_comes_before_a_shorter_one_of_a_circle() -> None:
    notes = touched_on_1_november("cadence: 3 weeks", "circles: [friends]")
    assert due_in(notes, rules=circles(friends="weekly")) == [("Ada", "touch", "2026-11-22", 2)]


@pytest.mark.parametrize("written", ["Close Friends", "close-friends", "'#close_friends'", "CLOSE friends"])
def test_a_circle_is_known_however_it_is_spelled(written: str) -> None:
    rules = Rules(circles=(("close-friends", span("weekly")),))
    notes = {"contacts/Ada.md": f"---\ncircles: {written}\nlast_contact: 2026-11-01\n---\n"}
    assert due_in(notes, rules=rules) == [("Ada", "touch", "2026-11-08", 16)]


def test_the_shortest_cadence_of_the_circles_counts() -> None:
    notes = touched_on_1_november("circles: [choir, alumni, Old Friends, unheard of]")
    rules = Rules(
        due=DueRules(cadence=span("daily")),
        circles=(
            ("alumni", span("yearly")),
            ("old friends", span("2 weeks")),
            ("choir", None),
            ("family", span("daily")),
        ),
    )
    assert due_in(notes, rules=rules) == [("Ada", "touch", "2026-11-15", 9)]


@pytest.mark.parametrize(
    ("one", "other", "following"),
    [
        ("1 month", "31 days", "2026-12-01"),
        ("30 days", "1 month", "2026-12-01"),
        ("never", "yearly", "2027-11-01"),
        ("13 weeks", "1 quarter", "2027-01-31"),
        ("1 year", "364 days", "2027-10-31"),
    ],
)
def test_cadences_in_days_and_months_are_compared_by_length(one: str, other: str, following: str) -> None:
    notes = touched_on_1_november("circles: [one, other]")
    rules = circles(one=one, other=other)
    assert due_in(notes, following, rules) == [("Ada", "touch", following, 0)]
    assert due_in(notes, following, circles(one=other, other=one)) == [("Ada", "touch", following, 0)]


def test_a_circle_of_never_keeps_the_vaults_cadence_away() -> None:
    notes = touched_on_1_november("circles: [former]")
    rules = Rules(due=DueRules(cadence=span("daily")), circles=(("former", span("never")),))
    assert due_in(notes, rules=rules) == []


@pytest.mark.parametrize(
    "written", ["circles: [choir]", "circles: [unheard of]", "cadence: now and then", "role: x"]
)
def test_the_vaults_cadence_counts_where_nothing_else_says(written: str) -> None:
    notes = touched_on_1_november(written)
    found = due_in(notes, rules=Rules(due=DueRules(cadence=span("weekly")), circles=(("choir", None),)))
    assert found == [("Ada", "touch", "2026-11-08", 16)]


def test_a_circle_counts_where_the_own_cadence_is_unknown() -> None:
    notes = touched_on_1_november("cadence: now and then", "circles: [friends]")
    assert due_in(notes, rules=circles(friends="weekly")) == [("Ada", "touch", "2026-11-08", 16)]


# Newsletters and crowds


def to_people(count: int, direction: str) -> dict[str, str]:
    """A touch on 1 November, then something on the 10th with Ada and others."""
    others = [f"Person {number}" for number in range(1, count)]
    return {
        "contacts/Ada.md": "---\ncadence: weekly\nlast_contact: 2026-11-01\n---\n",
        "interactions/2026-11-10 News.md": f"---\nwith: [Ada, {', '.join(others)}]\ndirection: {direction}\n---\n",
    }


def test_what_they_send_to_more_than_a_group_is_a_mention() -> None:
    assert due_in(to_people(6, "in")) == [("Ada", "touch", "2026-11-08", 16)]
    assert ("Ada", "touch", "2026-11-17", 7) in due_in(to_people(5, "in"))


def test_what_you_send_to_more_than_a_group_is_a_mention_and_awaits_no_answer() -> None:
    assert due_in(to_people(6, "out")) == [("Ada", "touch", "2026-11-08", 16)]
    assert due_in(to_people(5, "out")) == [("Ada", "touch", "2026-11-24", 0)]


def test_a_meeting_touches_everybody_in_it() -> None:
    assert due_in(to_people(12, "both")) == [("Ada", "touch", "2026-11-17", 7)]


def test_the_size_of_a_group_is_a_setting() -> None:
    rules = Rules(due=DueRules(group=2))
    assert due_in(to_people(3, "in"), rules=rules) == [("Ada", "touch", "2026-11-08", 16)]


def test_the_owner_is_none_of_a_group() -> None:
    notes = to_people(5, "in")
    letter = notes["interactions/2026-11-10 News.md"].replace("with: [", "with: [Me, ")
    notes |= {"Me.md": "---\ntype: me\n---\n", "interactions/2026-11-10 News.md": letter}
    assert ("Ada", "touch", "2026-11-17", 7) in due_in(notes)


# How warm a tie is


@pytest.mark.parametrize(
    ("cadence", "today", "how"),
    [
        ("monthly", "2026-01-31", "warm"),
        ("monthly", "2026-02-28", "warm"),
        ("monthly", "2026-03-01", "cooling"),
        ("monthly", "2026-03-31", "cooling"),
        ("monthly", "2026-04-01", "dormant"),
        ("monthly", "2026-05-31", "dormant"),
        ("monthly", "2026-06-01", "lost"),
        ("2 weeks", "2026-02-14", "warm"),
        ("2 weeks", "2026-02-28", "cooling"),
        ("2 weeks", "2026-03-28", "dormant"),
        ("2 weeks", "2026-03-29", "lost"),
        (None, "2027-01-31", "warm"),
        ("never", "2027-02-01", "cooling"),
        (None, "2028-02-01", "dormant"),
        (None, "2030-02-01", "lost"),
    ],
)
def test_a_tie_cools_by_cadences_since_the_last_touch(cadence: str | None, today: str, how: str) -> None:
    last = date(2026, 1, 31)
    assert warmth(last, span(cadence) if cadence else None, date.fromisoformat(today)) == how


def test_without_a_touch_there_is_no_tie() -> None:
    assert warmth(None, span("weekly"), date(2026, 11, 24)) is None


def test_the_vaults_cadence_is_for_those_touched_before_too() -> None:
    notes = {"contacts/Ada.md": "## Log\n- 2026-11-10 tea\n"}
    assert due_in(notes, rules=vault_cadence("weekly")) == [("Ada", "touch", "2026-11-17", 7)]
