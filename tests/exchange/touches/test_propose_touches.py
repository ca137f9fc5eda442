"""What is proposed of events, and what the vault says already."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

import plaintext_network as pn
from plaintext_network.exchange.record import Origin
from plaintext_network.exchange.touches.propose_touches import propose_touches
from plaintext_network.exchange.touches.source_event import Participant, SourceEvent
from plaintext_network.exchange.touches.title_names import people_in_title
from plaintext_network.exchange.touches.touch_plan import TouchPlan

ADA, BO = Participant("ada@example.org", "Ada", "from"), Participant("bo@example.org", "", "from")
Make = Callable[[Mapping[str, str]], Path]


def event(
    day: str = "2026-11-20",
    direction: str = "in",
    channel: str = "email",
    people: tuple[Participant, ...] = (ADA,),
    **more: object,
) -> SourceEvent:
    role = {"in": "from", "out": "to"}.get(direction, "attendee")
    found = SourceEvent(
        day, channel, direction, tuple(one._replace(role=role) for one in people), Origin("mail", 1, 1)
    )
    return found._replace(id=f"{day} {direction} {channel} {people}")._replace(**more)  # type: ignore[arg-type]


def proposed(
    vault: Make,
    log: str,
    *events: SourceEvent,
    notes: Mapping[str, str] | None = None,
    since: date | None = None,
    me: tuple[str, ...] = (),
) -> TouchPlan:
    ada = f"---\nemails: [ada@example.org]\n---\n## Log\n{log}\n"
    root = vault(
        {"contacts/Ada.md": ada, "contacts/Bo.md": "---\nemails: [bo@example.org]\n---\n", **(notes or {})}
    )
    return propose_touches(pn.open(str(root), today=date(2026, 11, 24)), events, me, since=since)


def shown(plan: TouchPlan) -> list[str]:
    return [f"{touch.day[8:]} {touch.channel} {touch.direction} {touch.names}" for touch in plan.touches]


# What the Log has, what the source has, and what is proposed.
NOTED = [
    ("", event(), ["20 email in Ada"]),
    ("- 2026-11-20 email: x", event(), []),
    ("- 2026-11-20 x", event(), []),
    # Whoever met that day was in touch both ways.
    ("- 2026-11-20 call: x", event(), []),
    ("- 2026-11-20 message: x", event(), []),
    # One way leaves the other.
    ("- 2026-11-20 email: x [direction:: in]", event(), []),
    ("- 2026-11-20 email: x [direction:: out]", event(), ["20 email in Ada"]),
    ("- 2026-11-20 email: x [direction:: out]", event(direction="both"), ["20 email in Ada"]),
    # Logged late, or at night: the day next to it has nothing of its own.
    ("- 2026-11-21 email: x", event(), []),
    ("- 2026-11-19 email: x [direction:: in]", event(), []),
    ("- 2026-11-19 email: x [direction:: out]", event(), ["20 email in Ada"]),
    ("- 2026-11-21 call: x", event(), ["20 email in Ada"]),
    ("- 2026-11-22 email: x", event(), ["20 email in Ada"]),
    # A letter is no meeting, and a meeting by another channel probably the same one.
    ("- 2026-11-20 letter: x", event(direction="both", channel="video"), ["20 video both Ada"]),
    ("- 2026-11-20 call: x", event(direction="both", channel="video"), []),
    ("- 2026-11-20 lunch", event(direction="both", channel="in-person"), []),
    ("- 2026-11-19 lunch", event(direction="both", channel="in-person"), ["20 in-person both Ada"]),
    # A plan asks itself whether it happened.
    ("- 2026-11-20 lunch [planned:: true]", event(direction="both", channel="in-person"), []),
]


@pytest.mark.parametrize(("log", "found", "expected"), NOTED)
def test_nothing_that_the_vault_says_is_proposed(
    vault: Make, log: str, found: SourceEvent, expected: list[str]
) -> None:
    assert shown(proposed(vault, log, found)) == expected


def test_a_noted_day_counts_for_the_mail_of_that_day_not_of_the_next(vault: Make) -> None:
    plan = proposed(vault, "- 2026-11-20 email: x", event("2026-11-20"), event("2026-11-21"))
    assert shown(plan) == ["21 email in Ada"]


def test_last_contact_by_hand_says_that_people_were_in_touch(vault: Make) -> None:
    plan = proposed(
        vault,
        "",
        event(),
        notes={"contacts/Ada.md": "---\nemails: [ada@example.org]\nlast_contact: 2026-11-20\n---\n"},
    )
    assert shown(plan) == []


def test_the_same_day_in_both_directions_is_one_touch(vault: Make) -> None:
    plan = proposed(vault, "", event(), event(direction="out"), event(direction="out", id="again"))
    assert shown(plan) == ["20 email both Ada"]
    assert plan.touches[0].events == 3


def test_two_meetings_on_one_day_are_two_and_one_of_them_may_be_noted(vault: Make) -> None:
    meetings = [event(direction="both", channel=channel, text=channel) for channel in ("in-person", "video")]
    assert len(proposed(vault, "", *meetings).touches) == 2
    assert shown(proposed(vault, "- 2026-11-20 video: x", *meetings)) == ["20 in-person both Ada"]


def test_a_meeting_is_one_touch_with_those_who_are_not_noted_there(vault: Make) -> None:
    meeting = event(direction="both", channel="in-person", people=(ADA, BO))
    assert shown(proposed(vault, "", meeting)) == ["20 in-person both Ada and Bo"]
    assert shown(proposed(vault, "- 2026-11-20 lunch", meeting)) == ["20 in-person both Bo"]


def test_whoever_met_on_a_day_has_no_touch_for_its_messages(vault: Make) -> None:
    plan = proposed(vault, "", event(direction="both", channel="in-person", people=(ADA, BO)), event())
    assert shown(plan) == ["20 in-person both Ada and Bo"]


def test_crowds_follow_the_rules_of_the_vault(vault: Make) -> None:
    for group, expected in ((5, 1), (6, 0)):
        assert len(proposed(vault, "", event(group=group)).touches) == expected
    for group, expected in ((8, 1), (9, 0)):
        assert (
            len(proposed(vault, "", event(channel="in-person", direction="both", group=group)).touches)
            == expected
        )
    plan = proposed(vault, "", event(group=6), notes={"pnet.toml": "[due]\ngroup = 6\n"})
    assert len(plan.touches) == 1


def test_events_before_the_first_day_and_after_today_are_counted(vault: Make) -> None:
    plan = proposed(vault, "", event("2026-11-01"), event("2026-11-25"), since=date(2026, 11, 2))
    assert (dict(plan.counts), plan.touches) == ({"earlier": 1, "ahead": 1}, ())


TITLES = {
    "Lunch with Ada": ["Ada"],
    "Ada / Bo lunch": ["Ada", "Bo"],
    "1:1 Bo": ["Bo"],
    "Bo 1:1": ["Bo"],
    "Ada <> Bo": ["Ada", "Bo"],
    "Bo & me": ["Bo"],
    "Ada": ["Ada"],
    "Kaffee mit Ada und Bo": ["Ada", "Bo"],
    "Déjeuner avec Ada": ["Ada"],
    "Abendessen Ada": ["Ada"],
    "Zoom: Ada": ["Ada"],
    "Fußball mit Bo": ["Bo"],
    "Flight with Bo": ["Bo"],
    "Dinner at Ada's": ["Ada"],
    "Lunch with Ada?": ["Ada"],
    "Ada/Bo standup": ["Ada", "Bo"],
    "Ada <> Bo intro": ["Ada", "Bo"],
    "Drinks (Ada, Bo)": ["Ada", "Bo"],
    "Besuch von Bo": ["Bo"],
    "Tel. mit Dr. Bo Ek": ["Bo"],
    "Mark / Helena": ["Mark"],
    "Zoom: Mark & Bo weekly": ["Bo", "Mark"],
    "Helena and Ada Lovelace": ["Ada"],
    "Weekly Bo": ["Bo"],
    "Bo visiting": ["Bo"],
    "Ada and Bo are staying over": ["Ada", "Bo"],
    "Visit to Ada": ["Ada"],
    "Dinner @ Ada's": ["Ada"],
    "Dinner at Ada and Bo's": ["Ada", "Bo"],
    "Ada's birthday party": ["Ada"],
    "Geburtstagsessen mit Ada": ["Ada"],
    "Birthday drinks for Ada with Bo": ["Bo"],
    "Follow-up call with Ada": ["Ada"],
    "Check in with Bo": ["Bo"],
    "Lunch with Ada and Bo's lawyer": ["Ada"],
    "Ada's birthday on Friday": [],
    "Bo visits Rome": [],
    "Mark / budget": [],
    "Mark 1:1": ["Mark"],
    "Mark visiting": ["Mark"],
    "Ada zu Besuch": ["Ada"],
    "Bo und Ada kommen zu Besuch": ["Ada", "Bo"],
    "Mark the exams": [],
    "Prepare call with Ada": [],
    "Book flights for the trip with Bo": [],
    "TODO: confirm lunch with Bo": [],
    "Tisch buchen für Essen mit Ada": [],
    "Réserver le dîner avec Ada": [],
    "Follow up with Ada": [],
    "Send Ada the notes from our call": [],
    "Hold: lunch with Bo": [],
    "Lunch with Bo postponed": [],
    "Dinner without Bo": [],
    "Email Bo": [],
    "Wedding of Ada and Bo": [],
    "Ada & Bo wedding": [],
    "Bo picks up the keys": [],
    "Take Ada to the dentist": [],
    "Ada's birthday": [],
    "🎂 Ada": [],
    "Geburtstag Ada": [],
    "Anniversaire de Bo": [],
    "Call Ada's lawyer": [],
    "Dinner at Ada's restaurant": [],
    "Talk about Ada": [],
    "Gift for Ada": [],
    "Prepare slides for Ada": [],
    "Ada in Berlin": [],
    "Ada on holiday": [],
    "Holiday with Ada": ["Ada"],
    "Urlaub mit Ada und Bo": ["Ada", "Bo"],
    "Ada's holiday": [],
    "Ada moves house": [],
    "Concert by Ada": [],
    "Cancelled: lunch with Ada": [],
    "Remind Ada of the slides": [],
    "Lunch with Ada Byron": [],
    "Dentist": [],
    "": [],
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_says_whom_the_user_met(vault: Make, title: str) -> None:
    root = vault(
        {
            "contacts/Ada.md": "---\nname: Ada Lovelace\n---\n",
            "contacts/Bo.md": "---\nname: Bo Ek\n---\n",
            "contacts/Mark.md": "---\nname: Mark Moe\n---\n",
        }
    )
    found = people_in_title(pn.open(str(root), today=date(2026, 11, 24)), title, {"helena", "voss"})
    assert sorted(path[9:-3] for path in found.paths) == TITLES[title]


def test_the_user_is_in_a_title_by_a_word_of_their_name_or_address(vault: Make) -> None:
    meeting = event(direction="both", channel="in-person", people=(), text="Ada / Jonas")
    for me, expected in (("Jonas Meyer", 1), ("jonas.meyer@meyer.example", 1), ("info@jonas.example", 0)):
        assert len(proposed(vault, "", meeting, me=(me,)).touches) == expected


def test_whoever_has_died_gets_no_touch_after_that_day(vault: Make) -> None:
    for front_matter, expected in (
        ("status: deceased", []),
        ("died: 2026-11-21", ["20 email in Ada"]),
        ("died: 2026-11-19", []),
    ):
        note = f"---\nemails: [ada@example.org]\n{front_matter}\n---\n"
        plan = proposed(vault, "", event(), notes={"contacts/Ada.md": note})
        assert (shown(plan), "died" in plan.counts) == (expected, not expected)
    meeting = event(direction="both", channel="in-person", people=(), text="Lunch with Ada and Bo")
    note = "---\naliases: [Ada]\nstatus: deceased\n---\n"
    plan = proposed(vault, "", meeting, notes={"contacts/Ada.md": note})
    assert shown(plan) == ["20 in-person both Bo"]


def test_a_contact_with_the_users_first_name_is_not_the_user_beside_others(vault: Make) -> None:
    notes = {"contacts/Jonas.md": "---\nname: Jonas Ek\n---\n"}
    for title, expected in (
        ("Ada / Jonas", ["Ada"]),
        ("Jonas <> Ada", ["Ada"]),
        ("Ada / Jonas Ek", ["Ada and Jonas Ek"]),
        ("Lunch with Jonas", ["Jonas Ek"]),
    ):
        meeting = event(direction="both", channel="in-person", people=(), text=title)
        plan = proposed(vault, "", meeting, notes=notes, me=("Jonas Meyer",))
        assert [touch.names for touch in plan.touches] == expected


def test_a_title_counts_if_no_contact_is_among_the_guests(vault: Make) -> None:
    assistant = Participant("amy@office.example", "Amy")
    for people, title, expected in (
        ((assistant,), "Ada / Jonas", ["20 in-person both Ada"]),
        ((assistant,), "Budget", []),
        # The guests are known: the title may be about others.
        ((assistant, BO), "Lunch with Ada", ["20 in-person both Bo"]),
    ):
        plan = proposed(
            vault, "", event(direction="both", channel="in-person", people=people, text=title), me=("Jonas",)
        )
        assert shown(plan) == expected
        assert [one.address for one in plan.strangers] == ["amy@office.example"]
