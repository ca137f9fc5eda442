"""How ready the network is, by hand-made vaults, each line with the place that says so."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.answer import due
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.readiness import Group, OpenPromise, Readiness, readiness
from plaintext_network.network.reports.touch_spans import Span
from tests.conftest import TODAY, index_of

ME = "---\ntype: me\norganization: Acme\n---\n"


def ready(notes: Mapping[str, str], on: date = TODAY) -> Readiness:
    """Return how ready a vault given as text is."""
    rules, index = Rules(), index_of(notes)
    standings = [contact_state(index, facts.path, rules, on) for facts in index.contacts()]
    return readiness(SuggestionView(index, rules, on), due(standings, rules.due, on))


def person(front: str, *log: str) -> str:
    """Return a contact's note with Log lines."""
    lines = "".join(f"- {line}\n" for line in log)
    return f"---\n{front}\n---\n" + (f"## Log\n{lines}" if log else "")


def counts(group: Group) -> dict[str, int]:
    return {word: number for word, number in group.warmth if number}


def test_circles_tell_how_many_are_warm_cooling_dormant_lost_and_new() -> None:
    notes = {
        "contacts/Ada.md": person("circles: [choir]\ncadence: 1 month", "2026-11-01 call"),
        "contacts/Bo.md": person("circles:\n  - work\n  - Choir\ncadence: 1 month", "2026-10-01 call"),
        "contacts/Cy.md": person("circles: choir\ncadence: 1 month", "2026-08-01 call"),
        "contacts/Dee.md": person("circles: choir\ncadence: 1 month", "2020-01-01 call"),
        "contacts/Eve.md": person("circles: choir"),
        "contacts/Fay.md": person("circles: choir\nstatus: deceased", "2026-11-01 call"),
    }
    choir, work = ready(notes).circles
    assert (choir.name, choir.people) == ("choir", 5)
    assert counts(choir) == {"warm": 1, "cooling": 1, "dormant": 1, "lost": 1, "new": 1}
    # Whoever was longest without a word comes first, and Bo's circle stands on its own line.
    assert choir.sources == ("contacts/Eve.md:2", "contacts/Dee.md:2", "contacts/Cy.md:2")
    assert work.sources == ("contacts/Bo.md:3",)


def test_whom_you_never_met_is_not_merely_not_written_to() -> None:
    notes = {
        "contacts/Ada.md": person("circles: choir\nmet_on: 2026-11-01"),
        "contacts/Bo.md": person("circles: choir", "2026-11-20 email: hello [direction:: out]"),
        "contacts/Cy.md": person("circles: choir"),
    }
    (choir,) = ready(notes).circles
    assert (counts(choir), choir.not_met) == ({"new": 3}, 1)


@pytest.mark.parametrize(
    ("me", "depends"),
    [
        ("name: Ines Hale\norganization: Acme", True),
        ("name: Ines Hale\nrole: Owner relations manager\norganization: Acme", True),
        ("name: Ines Hale\nrole: Freelance potter\norganization: Acme", False),
        ("name: Ines Hale\nrole: Self-employed electrician\norganization: Acme", False),
        ("name: Ines Hale\nrole: Founder\norganization: Acme", False),
        ("name: Ines Hale\norganization: freelance", False),
        ("name: Ines Hale\ntags: [freelance]\norganization: Acme", False),
        ("name: Ines Hale\norganization: Hale Ceramics", False),
        ("name: Ines Acme\norganization: Acme", True),
    ],
)
def test_a_freelancer_depends_on_no_employer(me: str, *, depends: bool) -> None:
    notes = {
        "me.md": f"---\ntype: me\n{me}\n---\n",
        "contacts/Sam Acme.md": person("organization: Acme", "2026-11-01 call"),
    }
    assert (ready(notes).concentration is not None) is depends


def test_organizations_are_one_under_all_their_names_and_give_the_field() -> None:
    notes = {
        "organizations/Acme Works.md": "---\naliases: [Acme]\nindustry: rockets\n---\n",
        "contacts/Ada.md": person('organization: "[[Acme Works]]"'),
        "contacts/Bo.md": person("organization: acme"),
        "contacts/Cy.md": person("organization: Elsewhere"),
    }
    found = ready(notes)
    assert [(group.name, group.people) for group in found.organizations] == [
        ("Acme Works", 2),
        ("Elsewhere", 1),
    ]
    assert [(group.name, group.people) for group in found.fields] == [("rockets", 2)]


def test_how_much_hangs_on_your_present_place_counts_those_you_were_in_touch_with() -> None:
    notes = {
        "me.md": ME,
        "contacts/Ada.md": person("organization: Acme", "2026-11-01 call"),
        "contacts/Bo.md": person("organization: ACME"),
        "contacts/Cy.md": person("organization: Elsewhere", "2026-11-01 call"),
        "contacts/Dee.md": person("circles: choir", "2020-11-01 call"),
        "contacts/Eve.md": person("organization: Acme\nstatus: deceased", "2020-11-01 call"),
    }
    assert ready(notes).concentration == ("Acme", 1, 3, 33, "me.md:3")
    assert ready({**notes, "me.md": "---\ntype: me\n---\n"}).concentration is None


def test_a_promise_to_two_people_is_one_and_nobody_private_is_named() -> None:
    notes = {
        "contacts/Ada.md": person("circles: choir"),
        "contacts/Bo.md": person("circles: choir"),
        "contacts/Cy.md": person("private: true"),
        "daily.md": "- [ ] send the map to [[Ada]] and [[Bo]] 📅 2026-12-01\n- [ ] call [[Cy]] 📅 2026-12-02\n"
        "- [ ] tell [[Ada]] of [[Cy]] 📅 2026-12-03\n",
    }
    assert ready(notes).promises == (
        OpenPromise(date(2026, 12, 1), "send the map to Ada and Bo", ("Ada", "Bo"), "daily.md:1"),
    )


def test_a_late_promise_to_several_is_one_reminder_that_names_the_others() -> None:
    notes = {
        "contacts/Ada.md": person("private: true"),
        "contacts/Bo.md": person("circles: choir"),
        "contacts/Cy.md": person("circles: choir"),
        "interactions/2026-11-03 Talk.md": "---\nwith: [Ada, Bo, Cy]\nfollow_up: 2026-11-20 send the map\n---\n",
    }
    assert [(one.name, one.reasons) for one in ready(notes).people] == [
        ("Bo", ("you promised: send the map (and to Cy); due since 2026-11-20",))
    ]


def test_touches_are_set_against_the_same_months_a_year_ago() -> None:
    log = (
        "2026-11-20 call",
        "2026-11-21 mail [direction:: out]",
        "2026-05-01 tea",
        "2025-11-24 tea",
        "2025-08-24 x",
    )
    notes = {
        "contacts/Ada.md": person("circles: choir", *log),
        "contacts/Bo.md": person("circles: choir"),
        "interactions/2025-10-01 dinner.md": "---\nwith: [Ada, Bo]\n---\n",
    }
    # Dinner with two is one touch; of two days three months apart one counts; a message without an answer is none.
    assert ready(notes).touches == (
        Span(3, TODAY, 1, 2, ("contacts/Ada.md:5", "contacts/Ada.md:8")),
        Span(12, TODAY, 2, 3, ("contacts/Ada.md:5", "contacts/Ada.md:8")),
    )


def test_goals_without_anybody_are_told_and_finished_ones_are_not() -> None:
    notes = {
        "goals/Move.md": "---\nstatus: open\n---\n",
        "goals/Old.md": "---\nstatus: done\n---\n",
        "goals/Helped.md": "---\npeople: [Ada]\n---\n",
        "contacts/Ada.md": "",
    }
    assert [told.says for told in ready(notes).goals] == ["Move: nobody named yet"]


def test_what_is_owed_comes_first_then_thanks_then_who_is_due() -> None:
    notes = {
        "contacts/Ada.md": person("cadence: 1 month", "2026-01-01 call"),
        "contacts/Bo.md": person("cadence: never", "2026-10-01 call [got:: a bed]"),
        "contacts/Cy.md": person("cadence: never", "2026-11-10 mail: hello? [direction:: in]"),
    }
    found = ready(notes).people
    assert [word.name for word in found] == ["Cy", "Bo", "Ada"]
    assert [word.sources for word in found] == [
        ("contacts/Cy.md:5",),
        ("contacts/Bo.md:5",),
        ("contacts/Ada.md:5",),
    ]


def test_nobody_is_suggested_who_waits_is_private_gone_or_not_to_be_contacted() -> None:
    owed = "2026-10-01 call [got:: a bed]"
    notes = {
        "contacts/Ada.md": person("private: true", owed),
        "contacts/Bo.md": person("status: deceased", owed),
        "contacts/Cy.md": person("status: do-not-contact", owed),
        "contacts/Dee.md": person("cadence: 1 month", owed, "2026-11-15 mail [direction:: out]"),
        "contacts/Eve.md": person("status: paused", owed),
    }
    assert ready(notes, date(2026, 11, 24)).people == ()


def test_one_of_two_who_were_introduced_is_enough() -> None:
    notes = {
        "contacts/Ada.md": "",
        "contacts/Bo.md": "",
        "introductions/x.md": "---\nbetween: [Ada, Bo]\nstatus: made\ndate: 2026-01-01\n---\n",
    }
    assert [word.name for word in ready(notes).people] == ["Ada"]


def test_an_empty_vault_has_an_answer() -> None:
    found = ready({})
    assert (found.circles, found.organizations, found.concentration, found.people) == ((), (), None, ())


@given(st.lists(st.tuples(st.sampled_from(["choir", "work", ""]), st.integers(0, 3000)), max_size=8))
def test_the_words_of_a_group_sum_up_to_its_people(made: list[tuple[str, int]]) -> None:
    notes = {
        f"contacts/{number}.md": person(
            f"circles: {circle}", f"{date.fromordinal(TODAY.toordinal() - ago)} tea"
        )
        for number, (circle, ago) in enumerate(made)
    }
    found = ready(notes)
    assert sum(group.people for group in found.circles) == sum(bool(circle) for circle, _ in made)
    for group in found.circles:
        assert sum(number for _, number in group.warmth) == group.people


def test_who_is_put_off_or_has_not_answered_is_left_in_peace() -> None:
    owed = "2026-08-01 call [got:: a tent]"
    sent = tuple(f"2026-11-{day} mail [direction:: out]" for day in (10, 15, 20))
    notes = {
        "contacts/Ann.md": person("snooze: 2027-01-01", owed),
        "contacts/Bo.md": person("cadence: yearly", owed, *sent),
        "contacts/Cy.md": person("cadence: yearly", owed, "2026-11-20 mail [direction:: in]"),
    }
    assert [word.name for word in ready(notes).people] == ["Cy"]


def test_nothing_shows_of_private_people_but_that_there_were_touches() -> None:
    notes = {
        "me.md": ME,
        "contacts/Ann.md": person(
            "private: true\norganization: Secret Co\ncircles: friends", "2026-11-20 call"
        ),
        "goals/Fly.md": "---\npeople: Ann\n---\n",
        "interactions/2026-10-03 With Ann.md": "---\nwith: Ann\ngoal: [[Fly]]\n---\n",
    }
    found = ready(notes)
    assert (found.circles, found.organizations, found.people) == ((), (), ())
    assert found.concentration == ("Acme", 0, 0, 0, "me.md:3")
    assert [span.touches for span in found.touches] == [2, 2]
    assert "Ann" not in repr(found)
