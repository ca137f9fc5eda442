"""Which events a feed has, on which day, and what they say."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.exchange.calendar_feed.feed_options import FeedOptions
from tests.exchange.calendar_feed.feeds import feed_of, said, the_event

Write = Callable[[Mapping[str, str]], Path]


def contact(properties: str, body: str = "") -> str:
    return f"---\n{properties}\n---\n{body}"


@pytest.mark.parametrize(
    ("birthday", "day", "title", "more"),
    [
        ("1990-12-10", "1990-12-10", "Ada’s birthday (born 1990)", "Turns 36 on 2026-12-10"),
        ("1990-11-24", "1990-11-24", "Ada’s birthday (born 1990)", "Turns 36 on 2026-11-24"),
        ("1990-11-23", "1990-11-23", "Ada’s birthday (born 1990)", "Turns 37 on 2027-11-23"),
        # Phones show no day before 1970.
        ("1815-12-10", "1970-12-10", "Ada’s birthday (born 1815)", "Turns 211 on 2026-12-10"),
        ("12-10", "1970-12-10", "Ada’s birthday", ""),
        ("1604-12-10", "1970-12-10", "Ada’s birthday", ""),
        ("1992-02-29", "1992-02-29", "Ada’s birthday (born 1992)", "Turns 35 on 2027-02-28"),
        ("02-29", "1970-02-28", "Ada’s birthday", ""),
        # Somebody expected, or a typing error: every calendar shows the day, and nobody turns 0.
        ("2027-01-05", "1970-01-05", "Ada’s birthday (born 2027)", ""),
        ("2026-11-24", "2026-11-24", "Ada’s birthday (born 2026)", ""),
    ],
)
def test_a_birthday_repeats_every_year_and_says_which_age_comes_next(
    vault: Write, birthday: str, day: str, title: str, more: str
) -> None:
    (event,) = feed_of(vault({"contacts/Ada.md": contact(f"birthday: '{birthday}'")})).events
    assert (event.kind, event.day.isoformat(), event.summary, event.description) == (
        "birthdays",
        day,
        title,
        more,
    )
    assert event.yearly is not None


@pytest.mark.parametrize(
    ("occasion", "day", "title", "more"),
    [
        ("2016-06-01 wedding", "2016-06-01", "Ada: wedding (since 2016)", "Wedding, 11 years on 2027-06-01"),
        ("06-01 wedding", "1970-06-01", "Ada: wedding", ""),
        ("06-01", "1970-06-01", "Ada: occasion", ""),
        ("06-01 the day [[Bo|he]] came", "1970-06-01", "Ada: the day he came", ""),
    ],
)
def test_an_occasion_repeats_every_year(vault: Write, occasion: str, day: str, title: str, more: str) -> None:
    (event,) = feed_of(vault({"contacts/Ada.md": contact(f"occasions: ['{occasion}']")})).events
    assert (event.kind, event.day.isoformat(), event.summary, event.description) == (
        "occasions",
        day,
        title,
        more,
    )


@pytest.mark.parametrize("status", ["deceased", "do-not-contact", "paused", "archived"])
def test_only_who_is_active_has_yearly_days(vault: Write, status: str) -> None:
    note = contact(f"status: {status}\nbirthday: 1990-12-10\noccasions: [06-01 wedding]\ncadence: weekly")
    assert feed_of(vault({"contacts/Ada.md": note})).events == ()


@pytest.mark.parametrize(
    ("line", "day", "title", "more"),
    [
        ("- [ ] send slides 📅 2026-12-01", "2026-12-01", "send slides (promised to Ada)", ""),
        ("- [ ] send slides 📅 2026-11-24", "2026-11-24", "send slides (promised to Ada)", ""),
        # What is late is on today, where it is seen.
        (
            "- [ ] send slides 📅 2026-11-01",
            "2026-11-24",
            "send slides (promised to Ada)",
            "Promised for 2026-11-01",
        ),
        # `pnet due` hides it until it can begin.
        (
            "- [ ] send slides 🛫 2026-12-05 📅 2026-11-01",
            "2026-12-05",
            "send slides (promised to Ada)",
            "Promised for 2026-11-01",
        ),
        (
            "- [ ] send [[Bo]] the slides 📅 2026-12-01",
            "2026-12-01",
            "send Bo the slides (promised to Ada)",
            "",
        ),
        (
            "- [ ] write; call, and \\ wait 📅 2026-12-01",
            "2026-12-01",
            "write; call, and \\ wait (promised to Ada)",
            "",
        ),
    ],
)
def test_a_promise_is_on_its_day_or_on_today_if_it_is_late(
    vault: Write, line: str, day: str, title: str, more: str
) -> None:
    (event,) = feed_of(vault({"contacts/Ada.md": f"{line}\n"})).events
    assert (event.kind, event.day.isoformat(), event.summary, event.description) == (
        "promises",
        day,
        title,
        more,
    )
    assert event.is_late == (day == "2026-11-24" and bool(more))
    assert event.yearly is None


@pytest.mark.parametrize(
    "line",
    [
        "- [x] send slides 📅 2026-12-01",
        "- [ ] send slides",
        "- [ ] send slides 📅 2027-02-23",
        # `pnet due` only counts what is older than a year.
        "- [ ] send slides 📅 2025-01-01",
    ],
)
def test_what_is_done_without_a_day_too_far_ahead_or_long_ago_is_no_event(vault: Write, line: str) -> None:
    assert feed_of(vault({"contacts/Ada.md": f"{line}\n"})).events == ()


def test_days_say_how_far_ahead_to_look(vault: Write) -> None:
    root = vault(
        {
            "contacts/Ada.md": contact(
                "cadence: monthly", "- [ ] send slides 📅 2027-02-22\n\n## Log\n- 2026-11-20 call\n"
            )
        }
    )
    assert said(feed_of(root)) == [
        ("2027-02-22", "send slides (promised to Ada)"),
        ("2026-12-20", "Ada: get in touch"),
    ]
    assert [day for day, _ in said(feed_of(root, FeedOptions(days=89)))] == ["2026-12-20"]
    assert feed_of(root, FeedOptions(days=25)).events == ()


def test_a_promise_to_several_people_is_one_event(vault: Write) -> None:
    people = [f"P{number}" for number in range(1, 8)]
    notes = {f"contacts/{name}.md": "" for name in people}
    pair = "---\nwith: [P1, P2]\nfollow_up: 2026-12-01 send slides\n---\n"
    many = f"---\ntags: [meeting]\n---\n- [ ] write {', '.join(f'[[{name}]]' for name in people)} 📅 2026-12-02\n"
    feed = feed_of(vault({**notes, "interactions/2026-11-20 Talk.md": pair, "notes/Plan.md": many}))
    assert [title for _, title in said(feed)] == [
        "send slides (promised to P1 and P2)",
        "write P1, P2, P3, P4, P5, P6, P7 (promised to P1, P2, P3, P4 and 3 more)",
    ]


def test_a_follow_up_without_words_says_to_get_back(vault: Write) -> None:
    feed = feed_of(vault({"contacts/Ada.md": contact("follow_up: 2026-12-01")}))
    assert said(feed) == [("2026-12-01", "Get back to Ada")]


def test_who_is_due_is_on_the_day_or_on_today(vault: Write) -> None:
    root = vault(
        {
            "contacts/Ada.md": contact("cadence: monthly", "## Log\n- 2026-09-01 call: her secret\n"),
            "contacts/Bo.md": contact("cadence: monthly", "## Log\n- 2026-11-10 call: his secret\n"),
            "contacts/Cy.md": contact("cadence: monthly\nsnooze: 2026-12-20", "## Log\n- 2026-09-01 call\n"),
            "contacts/Di.md": contact("met_on: 2026-11-20\ncadence: monthly"),
            "contacts/Ed.md": contact("", "## Log\n- 2026-11-20 email [direction:: in]\n"),
            "contacts/Fay.md": contact("", "## Log\n- 2026-11-10 call [planned:: true]\n"),
            "introductions/A.md": "---\nbetween: [Gil, Hal]\nstatus: made\ndate: 2026-10-01\n---\n",
            "contacts/Gil.md": "",
            "contacts/Hal.md": "",
        }
    )
    feed = feed_of(root)
    assert said(feed) == [
        ("2026-11-24", "Ada: get in touch"),
        ("2026-12-10", "Bo: get in touch"),
        ("2026-12-20", "Cy: get in touch"),
        ("2026-11-24", "Di: get in touch"),
        ("2026-11-24", "Ed: reply to their message"),
        ("2026-11-24", "Fay: did your plan happen?"),
        ("2026-11-24", "Gil: ask how the introduction went"),
        ("2026-11-24", "Hal: ask how the introduction went"),
    ]
    # What the Log says stays in the vault, and so does the cadence, unless the user asks for details.
    assert the_event(feed, "Ada").description == "Due since 2026-10-01"
    detailed = feed_of(root, FeedOptions(details=True))
    assert (
        the_event(detailed, "Ada").description == "Monthly; last in touch on 2026-09-01; due since 2026-10-01"
    )
    assert the_event(detailed, "Bo:").description == "Monthly; last in touch on 2026-11-10"
    assert [event.is_late for event in feed.events[:3]] == [True, False, False]


def test_the_week_s_budget_limits_today_only(vault: Write) -> None:
    old, new = "## Log\n- 2026-0{}-01 call\n", "## Log\n- 2026-11-{} call\n"
    notes = {
        f"contacts/Old {number}.md": contact("cadence: monthly", old.format(number)) for number in (1, 2, 3)
    }
    notes |= {f"contacts/New {day}.md": contact("cadence: monthly", new.format(day)) for day in (10, 11)}
    root = vault({"pnet.toml": "[due]\nbudget = 1\n", **notes})
    assert said(feed_of(root)) == [
        ("2026-12-10", "New 10: get in touch"),
        ("2026-12-11", "New 11: get in touch"),
        ("2026-11-24", "Old 2: get in touch"),
    ]


def test_only_what_is_asked_for_is_there(vault: Write) -> None:
    note = contact(
        "birthday: 1990-12-10\noccasions: [06-01 wedding]\ncadence: weekly\nmet_on: 2026-11-01",
        "- [ ] write 📅 2026-12-01\n",
    )
    root = vault({"contacts/Ada.md": note})
    for word in ("birthdays", "occasions", "promises", "due"):
        assert [event.kind for event in feed_of(root, FeedOptions((word,))).events] == [word]
    assert [event.kind for event in feed_of(root).events] == ["birthdays", "occasions", "promises", "due"]


def test_a_long_title_is_shortened_and_complete_in_the_description(vault: Write) -> None:
    words = "send the slides, " * 40
    (event,) = feed_of(vault({"contacts/Ada.md": f"- [ ] {words}📅 2026-11-01\n"})).events
    assert len(event.summary) <= 200
    assert event.summary.endswith("… (promised to Ada)")
    whole, late = event.description.split("\n")
    assert whole == f"{words.strip(' ,')} (promised to Ada)"
    assert late == "Promised for 2026-11-01"


# UIDs


def uids(root: Path, today: date = date(2026, 11, 24)) -> dict[str, str]:
    return {event.summary: event.uid for event in feed_of(root, today=today).events}


def test_an_event_that_moves_keeps_its_uid(vault: Write) -> None:
    before = (
        "---\nbirthday: 12-10\noccasions: [06-01 wedding]\ncadence: monthly\nfollow_up: 2026-12-01 send slides\n---\n"
        "- [ ] write 📅 2026-12-01\n\n## Log\n- 2026-11-10 call\n"
    )
    root = vault({"contacts/Ada.md": before})
    first = uids(root)
    assert len(set(first.values())) == 5
    after = (
        "---\nbirthday: 1990-12-11\noccasions: [06-02 wedding]\ncadence: weekly\nfollow_up: 2026-12-03 send slides\n---\n"
        "Something new.\n\n- [ ] call 📅 2026-12-05\n- [ ] write 📅 2026-12-09\n\n## Log\n- 2026-11-20 call\n"
    )
    (root / "contacts/Ada.md").write_text(after)
    second = uids(root)
    first_birthday = first.pop("Ada’s birthday")
    assert second.pop("Ada’s birthday (born 1990)") == first_birthday
    assert {title: uid for title, uid in second.items() if title in first} == first
    assert second["call (promised to Ada)"] not in first.values()
    # Late, it is on another day again.
    assert uids(root, date(2026, 12, 15)) == second | {"Ada’s birthday (born 1990)": first_birthday}


def test_the_first_touch_moves_the_event_of_somebody_new(vault: Write) -> None:
    root = vault({"contacts/Ada.md": contact("cadence: monthly\nmet_on: 2026-11-20")})
    before = uids(root)
    (root / "contacts/Ada.md").write_text(
        contact("cadence: monthly\nmet_on: 2026-11-20", "## Log\n- 2026-11-24 call\n")
    )
    assert uids(root) == before


def test_who_is_renamed_keeps_their_events_with_a_uid(vault: Write) -> None:
    note = "---\nuid: 6f1c-0001\nbirthday: 12-10\n---\n- [ ] write 📅 2026-12-01\n"
    root = vault({"contacts/Ada.md": note})
    before = set(uids(root).values())
    (root / "contacts/Ada.md").rename(root / "contacts/Ada Lovelace.md")
    assert set(uids(root).values()) == before


def test_equal_promises_and_occasions_have_different_uids(vault: Write) -> None:
    note = contact("occasions: [06-01, 07-01]", "- [ ] call 📅 2026-12-01\n- [ ] call 📅 2026-12-08\n")
    root = vault({"contacts/Ada.md": note, "contacts/Bo.md": note})
    found = [event.uid for event in feed_of(root).events]
    assert len(set(found)) == len(found) == 8


def test_a_uid_tells_nothing(vault: Write) -> None:
    root = vault(
        {"contacts/Ada.md": "---\nuid: 6f1c-0001\nbirthday: 12-10\n---\n- [ ] write 📅 2026-12-01\n"}
    )
    for event in feed_of(root).events:
        assert len(event.uid) == 36
        assert "6f1c-0001" not in event.uid


def test_a_note_whose_file_name_is_not_utf_8_has_events(vault: Write) -> None:
    root = vault({"contacts/Ada.md": "---\nbirthday: 12-10\n---\n- [ ] write 📅 2026-12-01\n"})
    os.rename(root / "contacts/Ada.md", os.fsencode(root) + b"/contacts/\xe9t\xe9.md")
    assert said(feed_of(root)) == [
        ("1970-12-10", "\ufffdt\ufffd’s birthday"),
        ("2026-12-01", "write (promised to \ufffdt\ufffd)"),
    ]
