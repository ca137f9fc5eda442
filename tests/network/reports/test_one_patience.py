"""Nobody whom `due` leaves alone is suggested by any report; where a report names them, it says why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.answer import due
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.contact_this_week import OWED
from plaintext_network.network.reports.events.event_page import event
from plaintext_network.network.reports.giving.balance import balance
from plaintext_network.network.reports.goals.goal_list import goals
from plaintext_network.network.reports.goals.goal_page import goal
from plaintext_network.network.reports.reach.introductions import intros
from plaintext_network.network.reports.reach.reach import reach
from plaintext_network.network.reports.readiness import readiness
from plaintext_network.network.reports.topics.share import share
from plaintext_network.network.reports.topics.topics import topic
from tests.conftest import TODAY, index_of

RULES = Rules()
SENT = "- 2026-11-20 email: hello [direction:: out]"
# By why somebody is left alone, or None: what their note says.
MOODS: dict[str, tuple[str, str | None]] = {
    "free": ("", None),
    "touched": ("## Log\n- 2026-11-01 tea", None),
    "answered": (f"## Log\n{SENT}\n- 2026-11-22 email: hi [direction:: in]", None),
    "silent": ("## Log\n- 2026-05-01 a [direction:: out]\n- 2026-06-01 b [direction:: out]", None),
    "waiting": (f"## Log\n{SENT}", "no answer yet; leave it to them until 2026-12-04"),
    "given up": (
        "## Log\n- 2026-05-01 a [direction:: out]\n- 2026-06-01 b [direction:: out]\n- 2026-07-01 c [direction:: out]",
        "three messages without an answer; leave it to them",
    ),
    "snoozed": ("snooze: 2027-01-15", "snoozed until 2027-01-15"),
    "paused": ("status: paused", "paused; leave them alone for now"),
    "archived": ("status: archived", "archived; leave them alone"),
}
ABOUT = {
    "Ada": "needs: [a new kiln]\nlocation: Cork\ncircles: mentors",
    "Bo": "offers: [kiln building]\nlocation: Cork\nknows: [Eve]",
    "Cy": "interests: [kilns]\nrole: Potter\nknows: [Eve]",
    "Dee": 'organization: Claywork\nmet_at: "[[Autumn Fair]]"',
    "Eve": "organization: Claywork\noffers: [a kiln]",
}
FIXED = {
    "me.md": "---\ntype: me\noffers: [a kiln shed]\n---\n",
    "events/Kiln Day.md": "---\ndate: 2026-12-10\nplace: Cork\ntopics: [kilns]\n---\n",
    "events/Autumn Fair.md": "---\ndate: 2026-11-14\n---\n",
    "goals/Kiln.md": "---\ntopics: [kilns]\nroles: [potter]\norganizations: [Claywork]\npeople: [Ada]\n---\n",
}


def vault(moods: Mapping[str, str]) -> dict[str, str]:
    notes = dict(FIXED)
    for name, mood in moods.items():
        said, log = MOODS[mood][0], ""
        if said.startswith("## Log"):
            said, log = "", said
        gifts = "\n- 2025-01-01 call [gave:: tea]\n- 2025-02-01 call [gave:: tea]" if name == "Bo" else ""
        log = (log or "## Log") + gifts
        notes[f"contacts/{name}.md"] = f"---\n{ABOUT[name]}\ncadence: weekly\n{said}\n---\n{log}\n"
    return notes


def view_of(notes: Mapping[str, str]) -> SuggestionView:
    return SuggestionView(index_of(notes), RULES, TODAY)


moods = st.fixed_dictionaries({name: st.sampled_from(sorted(MOODS)) for name in ABOUT})
few = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def path_of(name: str) -> str:
    return f"contacts/{name}.md"


@few
@given(moods)
def test_nobody_to_leave_alone_is_suggested(chosen: dict[str, str]) -> None:
    view = view_of(vault(chosen))
    says = {path_of(name): MOODS[mood][1] for name, mood in chosen.items()}
    alone = {path for path, why in says.items() if why}
    assert view.left_alone.keys() == alone
    for path, why in says.items():
        found = view.leave_alone(path)
        assert (found.says if found else None) == why

    introductions = intros(view)
    suggested = {s.one.path for s in (*introductions.suggestions, *introductions.helps)}
    suggested |= {s.other.path for s in introductions.suggestions}
    kiln = goal(view, "goals/Kiln.md")
    suggested |= {helper.path for each in kiln.helps for helper in each.people}
    coming, past = event(view, "Kiln Day"), event(view, "Autumn Fair")
    suggested |= {one.path for one in (*coming.lives_there, *coming.interested)}
    suggested |= {one.path for one in (*past.not_yet, *past.without_cadence)}
    shared = share(view, "kilns", "https://example.org/kilns")
    suggested |= {one.path for one in shared.glad}
    states = [contact_state(index_of(vault(chosen)), path, RULES, TODAY) for path in says]
    answer = due(states, RULES.due, TODAY)
    ready = readiness(view, answer)
    owed = {entry.contact.path for entry in answer.due if entry.kind in OWED}
    suggested |= {one.path for one in ready.people if one.path not in owed}
    assert not suggested & alone

    # Who is named all the same, with the reason.
    named = [(helper.path, helper.leave_alone) for each in kiln.helps for helper in each.left_alone]
    named += [(one.path, one.leave_alone) for one in coming.left_alone]
    named += [(one.path, one.leave_alone) for one in past.met]
    known = reach(view, "Claywork")
    named += [(one.path, one.leave_alone) for one in known.now]
    named += [(step.other.path, step.leave_alone) for way in known.chains for step in way.steps]
    named += [(one.path, one.leave_alone) for one in ready.mentors]
    named += [(one.path, one.leave_alone) for one in ready.one_sided]
    named += [(one.path, one.leave_alone) for one in topic(view, "kilns").knows]
    for path, reason in named:
        assert (reason.says if reason else None) == says[path]
    for one in shared.in_peace:
        assert says[one.path] in (None, one.why)
    for there in known.now:
        assert (says[there.path] or "") in there.says
    # The list of goals counts as the page does.
    assert goals(view)[0].helpers == kiln.helpers


@pytest.mark.parametrize("mood", [mood for mood, (_, why) in MOODS.items() if why])
def test_a_chain_goes_around_whoever_is_left_alone_if_it_can(mood: str) -> None:
    notes = vault({"Bo": "touched", "Cy": "touched", "Eve": "free"})
    # Bo is the later touch, and so the first choice.
    notes["contacts/Bo.md"] = notes["contacts/Bo.md"].replace("2026-11-01", "2026-11-02")
    assert [step.other.name for step in reach(view_of(notes), "Claywork").chains[0].steps] == ["Bo", "Eve"]
    said = MOODS[mood][0]
    log = said.removeprefix("## Log") if said.startswith("## Log") else ""
    front = "" if log else f"{said}\n"
    notes["contacts/Bo.md"] = (
        notes["contacts/Bo.md"]
        .replace("cadence", f"{front}cadence")
        .replace("- 2026-11-02 tea", "- 2026-04-02 tea" + log)
    )
    (way,) = reach(view_of(notes), "Claywork").chains
    assert [step.other.name for step in way.steps] == ["Cy", "Eve"]
    del notes["contacts/Cy.md"]
    (way,) = reach(view_of(notes), "Claywork").chains
    assert [step.other.name for step in way.steps] == ["Bo", "Eve"]
    assert way.steps[0].leave_alone is not None
    assert f"(Bo: {way.steps[0].leave_alone.says})" in way.steps[0].says


def ready_people(notes: Mapping[str, str]) -> list[tuple[str, tuple[str, ...], str | None]]:
    index = index_of(notes)
    states = [contact_state(index, facts.path, RULES, TODAY) for facts in index.contacts()]
    found = readiness(SuggestionView(index, RULES, TODAY), due(states, RULES.due, TODAY)).people
    return [(one.name, one.reasons, one.leave_alone.says if one.leave_alone else None) for one in found]


def test_of_somebody_snoozed_only_what_you_owe_is_listed() -> None:
    notes = {
        "contacts/Ada.md": "---\nsnooze: 2027-01-15\ncadence: monthly\nfollow_up: 2026-11-20 send the map\n---\n"
        "## Log\n- 2026-01-01 call [got:: a bed]\n"
    }
    promised = "you promised: send the map; due since 2026-11-20"
    assert ready_people(notes) == [("Ada", (promised,), "snoozed until 2027-01-15")]


def test_whom_you_meet_soon_needs_no_other_reason() -> None:
    notes = {"contacts/Ada.md": "---\ncadence: monthly\n---\n## Log\n- 2026-01-01 call\n- 2026-12-03 lunch\n"}
    assert ready_people(notes) == [("Ada", ("you meet on 2026-12-03",), None)]


def test_every_report_that_suggests_somebody_says_when_you_meet() -> None:
    notes = {
        **FIXED,
        "contacts/Cy.md": "---\ninterests: [kilns]\nlocation: Cork\nknows: [Eve]\n---\n## Log\n- 2026-10-01 tea\n- 2026-12-03 lunch\n",
        "contacts/Eve.md": "---\norganization: Claywork\n---\n",
    }
    view, meeting = view_of(notes), (date(2026, 12, 3), "contacts/Cy.md:8")
    found: list[Any] = [
        *share(view, "kilns", "https://example.org").glad,
        *reach(view, "Cork").now,
        *event(view, "Kiln Day").lives_there,
        *(one for part in goal(view, "goals/Kiln.md").helps for one in part.people if one.name == "Cy"),
    ]
    assert [one.name for one in found] == ["Cy"] * 4
    assert {(one.meeting.day, one.meeting.source) for one in found if one.meeting} == {meeting}
    assert all(one.meeting for one in found)
    assert reach(view, "Cork").now[0].says.endswith("; you meet on 2026-12-03")
    assert reach(view, "Claywork").chains[0].steps[0].says.endswith("; you meet on 2026-12-03")


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("call", "you have a call on 2026-12-03"),
        ("letter", "you plan a letter on 2026-12-03"),
        ("email", "you plan an e-mail on 2026-12-03"),
        ("lunch", "you meet on 2026-12-03"),
    ],
)
def test_a_plan_is_told_as_what_it_is(channel: str, says: str) -> None:
    notes = {"contacts/Ada.md": f"## Log\n- 2026-12-03 {channel}: kilns\n"}
    found = view_of(notes).next_meeting("contacts/Ada.md")
    assert found is not None
    assert found.says == says


@pytest.mark.parametrize(
    ("front", "is_listed"),
    [
        ("", True),
        ("circles: friends", True),
        ("circles: parents", True),
        ("role: Sister Superior", True),
        ("circles: mentees", False),
        ("tags: [mentee]", False),
        ("circles: Family", False),
        ("circles: [in-laws]", False),
        ("tags: [family/close]", False),
        ("role: Sister", False),
        ("role: my aunt", False),
        ("relationship: mother-in-law", False),
        ("relation: cousin (mother's side)", False),
        ("status: archived", False),
        ("status: paused", False),
    ],
)
def test_nobody_lets_mentees_family_or_the_archived_give(front: str, is_listed: bool) -> None:
    log = "## Log\n- 2025-01-01 call [gave:: tea]\n- 2025-02-01 call [gave:: a map]\n"
    view = view_of({"contacts/Ada.md": f"---\n{front}\n---\n{log}"})
    found = balance(view).one_sided
    assert [one.name for one in found] == (["Ada"] if is_listed else [])
    assert [one.name for one in readiness(view, due([], RULES.due, TODAY)).one_sided] == [
        one.name for one in found
    ]
    assert date(2025, 1, 1) in {one.since for one in found} or not is_listed
