"""One event: who may be there before it, and whom you met and wrote to after it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from plaintext_network.errors import AmbiguousEvent, EventNotFound
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.reports.events.before_event import fits
from plaintext_network.network.reports.events.event_list import events
from plaintext_network.network.reports.events.event_page import EventDetails, event
from tests.conftest import TODAY, view_of

COMING = {
    "events/PyCon 2026.md": """---
date: 2026-12-04
end: 2026-12-06
place: "Lisbon, Portugal"
topics: [compilers, teaching/children]
---
Expected: [[Ada]] and [[Hidden]].
""",
    "contacts/Ada.md": """---
role: Analyst
organization: Engines
needs: [a printer]
follow_up: 2026-12-01 send the slides
location: Lisbon
---
## Log
- 2026-10-06 call: the engine
""",
    "contacts/Bo.md": "---\nlocation: Lisbon\n---\n",
    "contacts/Cy.md": "---\nlocation: Porto, Portugal\ninterests: [gardens, old compilers]\n---\n",
    "contacts/Di.md": "---\ninterests: [printing]\n---\n- [ ] lend Di the badge for [[PyCon 2026]]\n",
    "contacts/Ed.md": "",
    "contacts/Hidden.md": "---\nprivate: true\nlocation: Lisbon\ninterests: [compilers]\n---\n",
    "contacts/Gone.md": "---\nstatus: deceased\nlocation: Lisbon\n---\n",
    "contacts/Not.md": "---\nstatus: do-not-contact\ninterests: [compilers]\n---\n",
    "interactions/2026-12-05 Lunch.md": "---\nwith: [Ed, Hidden]\nevent: PyCon 2026\n---\n",
}
OVER = {
    "events/Makers.md": "---\ndate: 2026-11-14\n---\n",
    "contacts/Ada.md": '---\nmet_on: 2026-11-14\nmet_at: "[[Makers]]"\ncadence: monthly\n---\n',
    "contacts/Bo.md": "---\nmet_at: makers\n---\n## Log\n- 2026-11-16 email: wrote to me [direction:: in]\n- 2026-11-18 email: sent the link\n",
    "contacts/Cy.md": "---\ncadence: monthly\n---\n## Log\n- 2026-01-05 call: hello\n",
    "contacts/Di.md": "",
    "contacts/Ed.md": "---\nmet_at: Makers\n---\n## Log\n- 2026-11-20 email: asks for the link [direction:: in]\n",
    "contacts/Hidden.md": "---\nmet_at: Makers\nprivate: true\n---\n",
    "interactions/2026-11-14 Talk.md": """---
with: [Cy, Di, Hidden]
event: "[[Makers]]"
channel: event
follow_up: 2026-12-01 send the drawing
---
""",
}


def page(notes: Mapping[str, str], name: str, today: date = TODAY) -> EventDetails:
    return event(view_of(notes, today=today), name)


def names(people: Any) -> list[str]:
    return [one.name for one in people]


def facts(value: Any) -> Iterator[SourcedText]:
    """Yield every fact of a page, at any depth."""
    if isinstance(value, SourcedText):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from facts(one)


def line_of(notes: Mapping[str, str], source: str) -> str:
    path, _, line = source.rpartition(":")
    return notes[path].split("\n")[int(line) - 1]


def test_before_an_event_each_stands_once_where_they_fit_first() -> None:
    found = page(COMING, "pycon")
    assert found.coming
    assert (found.date, found.end) == (date(2026, 12, 4), date(2026, 12, 6))
    assert names(found.expected) == ["Ada", "Di", "Ed"]
    assert names(found.lives_there) == ["Bo"]
    assert names(found.interested) == ["Cy"]
    assert found.met == ()


def test_a_brief_says_what_to_know_and_where_it_stands() -> None:
    ada = page(COMING, "PyCon 2026").expected[0]
    assert ada.why == (
        SourcedText("named in the event's note", "events/PyCon 2026.md:7"),
        SourcedText("lives in Lisbon", "contacts/Ada.md:6"),
    )
    assert (ada.role, ada.organization) == (
        SourcedText("Analyst", "contacts/Ada.md:2"),
        SourcedText("Engines", "contacts/Ada.md:3"),
    )
    assert (ada.last_touch, ada.warmth) == (date(2026, 10, 6), "warm")
    assert ada.last == SourcedText("call: the engine", "contacts/Ada.md:9")
    assert ada.promises == (SourcedText("send the slides, for 2026-12-01", "contacts/Ada.md:5"),)
    assert ada.needs == (SourcedText("a printer", "contacts/Ada.md:4"),)


def test_who_is_expected_is_planned_with_or_promised_something_about_it() -> None:
    expected = {one.name: one.why for one in page(COMING, "PyCon 2026").expected}
    assert expected["Ed"] == (SourcedText("planned for 2026-12-05", "interactions/2026-12-05 Lunch.md:2"),)
    assert [fact.source for fact in expected["Di"]] == ["contacts/Di.md:4"]


@pytest.mark.parametrize(
    ("log", "why"), [("", ["you promised: tickets for PyCon 2026"]), ("- 2026-11-12 call\n", [])]
)
def test_a_follow_up_about_it_counts_until_an_interaction_fulfils_it(log: str, why: list[str]) -> None:
    ed = f"---\nfollow_up: 2026-11-10 tickets for PyCon 2026\n---\n[[PyCon 2026]]\n## Log\n{log}"
    expected = page({**COMING, "contacts/Ed.md": ed}, "PyCon 2026").expected
    told = [fact.text for one in expected if one.name == "Ed" for fact in one.why]
    assert [text for text in told if text.startswith("you promised")] == why


def test_nobody_who_is_not_to_be_named_is_told_of() -> None:
    for notes, name in ((COMING, "PyCon 2026"), (OVER, "Makers")):
        told = page(notes, name)
        assert not any(hidden in fact.text for fact in facts(told) for hidden in ("Gone", "Hidden"))
        people = (told.expected, told.lives_there, told.interested, told.met)
        assert not {"Gone", "Not", "Hidden"} & {one.name for some in people for one in some}


def test_new_acquaintances_are_together_and_who_was_known_before_is_not_new() -> None:
    found = page(OVER, "Makers")
    assert names(found.new) == ["Ada", "Bo", "Di", "Ed"]
    assert names(found.met) == ["Ada", "Bo", "Cy", "Di", "Ed"]


@pytest.mark.parametrize(
    ("front", "body", "linked", "met"),
    [
        ("met_on: 2026-11-15", "Met at the [[Fair]].", "", ["Ada"]),
        ("met_on: 2026-11-15", "", "Met [[Ada]].", ["Ada"]),
        ("met_on: 2026-11-15", "", "", []),
        ("met_on: 2026-11-16", "Met at the [[Fair]].", "Met [[Ada]].", []),
        ("met_on: 2026-11-15\nmet_at: Choir", "", "With [[Ada]]?", []),
        ("met_on: 2026-11-15\nprivate: true", "", "Met [[Ada]].", []),
        ("role: Weaver", "Met at the [[Fair]].", "Met [[Ada]].", []),
    ],
)
def test_whom_you_met_on_its_day_and_it_names_was_there(
    front: str, body: str, linked: str, met: list[str]
) -> None:
    notes = {
        "contacts/Ada.md": f"---\n{front}\n---\n{body}\n",
        "events/Fair.md": f"---\ndate: 2026-11-14\nend: 2026-11-15\n---\n{linked}\n",
    }
    view = view_of(notes)
    found = event(view, "Fair")
    assert [one.name for one in found.new] == [one.name for one in found.not_yet] == met
    assert [one.people for one in events(view) if one.event == "Fair"] == [len(met)]


def test_followed_up_is_a_later_word_of_yours_or_together() -> None:
    found = page(OVER, "Makers")
    assert [(one.name, one.followed_up) for one in found.followed_up] == [
        ("Bo", (date(2026, 11, 18), "email: sent the link", "contacts/Bo.md:6"))
    ]
    due = {one.name: (one.due, one.due_why and one.due_why.source) for one in found.not_yet}
    assert due == {
        "Ada": (date(2026, 11, 17), "contacts/Ada.md:2"),
        "Ed": (date(2026, 11, 23), "contacts/Ed.md:5"),
        "Cy": (date(2026, 12, 14), "interactions/2026-11-14 Talk.md:2"),
        "Di": (None, None),
    }
    assert found.not_yet[0].name == "Ada"


def test_a_note_whose_file_name_names_somebody_private_is_not_cited() -> None:
    talk = "interactions/2026-11-14 Talk.md"
    named = {path.replace("Talk", "Talk with Hidden"): text for path, text in OVER.items()}
    assert talk in repr(page(OVER, "Makers"))
    assert names(page(named, "Makers").met) == ["Ada", "Bo", "Ed"]
    assert "Hidden" not in repr(page(named, "Makers"))


def test_what_was_promised_there_is_told_once() -> None:
    assert page(OVER, "Makers").promised == (
        (
            ("Cy", "Di"),
            date(2026, 12, 1),
            "send the drawing",
            "interactions/2026-11-14 Talk.md:5",
        ),
    )


def test_a_promise_in_the_event_s_own_note_or_about_it_was_made_there() -> None:
    notes = {
        "events/Fair.md": "---\ndate: 2026-11-14\n---\n- [ ] send [[Bo]] the list 📅 2026-12-01\n- [x] ring [[Bo]] 📅 2026-12-02\n"
        "- [ ] write to [[Hidden]] 📅 2026-12-03\n",
        "daily/2026-11-15.md": "- [ ] tell [[Cy]] about [[Fair]] 📅 2026-12-04\n- [ ] ring [[Cy]] 📅 2026-12-05\n",
        "contacts/Bo.md": "---\nmet_at: Fair\n---\n",
        "contacts/Cy.md": "",
        "contacts/Hidden.md": "---\nprivate: true\nmet_at: Fair\n---\n",
    }
    assert page(notes, "Fair").promised == (
        (("Bo",), date(2026, 12, 1), "send Bo the list", "events/Fair.md:4"),
        (("Cy",), date(2026, 12, 4), "tell Cy about Fair", "daily/2026-11-15.md:1"),
    )


def test_every_fact_stands_on_the_line_named() -> None:
    for notes, name in ((COMING, "PyCon 2026"), (OVER, "Makers")):
        for fact in facts(page(notes, name)):
            line = line_of(notes, fact.source)
            assert (
                any(word.strip(":,") in line for word in fact.text.split()) or "[[" in line or "with" in line
            )


def test_an_event_without_a_note_is_the_words_of_those_who_name_it() -> None:
    notes = {
        "contacts/Ada.md": "---\nmet_at: Open  Evening\nmet_on: 2026-03-01\n---\n",
        "interactions/2026-03-02 Tea.md": "---\nwith: Bo\nevent: open evening\n---\n",
        "contacts/Bo.md": "",
    }
    found = page(notes, "OPEN EVENING")
    assert (found.path, found.date, found.end) == (None, date(2026, 3, 1), date(2026, 3, 2))
    assert names(found.new) == ["Ada", "Bo"]


def test_what_passed_long_before_an_event_was_not_there() -> None:
    notes = {
        "events/Fair.md": "---\ndate: 2026-11-14\n---\n",
        "contacts/Ada.md": "",
        "interactions/2026-10-01 Planning.md": "---\nwith: Ada\nevent: Fair\n---\n",
    }
    assert page(notes, "Fair").met == ()
    assert names(page(notes, "Fair", date(2026, 11, 1)).expected) == ["Ada"]


def test_while_it_lasts_both_sides_are_told() -> None:
    notes = {**COMING, "interactions/2026-12-04 Hello.md": "---\nwith: Bo\nevent: PyCon 2026\n---\n"}
    found = page(notes, "PyCon 2026", date(2026, 12, 5))
    assert found.coming
    assert names(found.met) == ["Bo", "Ed"]


def test_a_place_that_is_an_organization_has_those_who_work_there() -> None:
    notes = {
        "events/Visit.md": '---\ndate: 2026-12-01\nplace: "[[Seven Herons]]"\n---\n',
        "organizations/Seven Herons.md": "---\naliases: [The Herons]\n---\n",
        "contacts/Ada.md": "---\norganization: the herons\n---\n",
    }
    assert page(notes, "Visit").lives_there[0].why == (
        SourcedText("works at Seven Herons", "contacts/Ada.md:2"),
    )


def test_places_are_one_by_their_nearest_parts() -> None:
    assert fits("Lisbon", "lisbon, Portugal")
    assert fits("Łódź", "Piotrkowska 1, Lodz")
    assert not fits("Porto, Portugal", "Lisbon, Portugal")
    assert not fits("", "")


def test_a_name_is_never_guessed() -> None:
    notes = {"events/Fair 2025.md": "", "events/Fair 2026.md": "---\naliases: [The Fair]\n---\n"}
    assert page(notes, "2026").event == "Fair 2026"
    assert page(notes, "the fair").event == "Fair 2026"
    assert page(notes, "events/Fair 2025.md").event == "Fair 2025"
    with pytest.raises(AmbiguousEvent) as many:
        page(notes, "fai")
    assert [path for _, path in many.value.candidates] == ["events/Fair 2025.md", "events/Fair 2026.md"]
    with pytest.raises(EventNotFound) as none:
        page(notes, "Fare 2025")
    assert none.value.near[0] == "Fair 2025"


def test_events_to_come_stand_first_then_the_latest_that_is_over() -> None:
    notes = {
        **COMING,
        **{path: text for path, text in OVER.items() if path.startswith("events")},
        "events/Next.md": "---\ndate: 2026-11-24\n---\n",
        "events/Old.md": "---\ndate: 2020-01-01\n---\n",
        "events/Some day.md": "",
    }
    listed = [(one.event, one.coming, one.people) for one in events(view_of(notes))]
    assert listed == [
        ("Next", True, 0),
        ("PyCon 2026", True, 2),
        ("Some day", True, 0),
        ("Makers", False, 0),
        ("Old", False, 0),
    ]


@pytest.mark.parametrize("name", ["", " ", "[[", "x/../y"])
def test_nothing_crashes_in_an_empty_vault(name: str) -> None:
    assert events(view_of({})) == ()
    with pytest.raises(EventNotFound):
        page({}, name)


def test_an_event_that_somebody_private_alone_names_is_not_known() -> None:
    notes = {
        "contacts/Hidden.md": "---\nprivate: true\nmet_at: a quiet room\n---\n",
        "contacts/Ada.md": '---\nmet_at: "[[Hidden]]"\n---\n',
    }
    assert events(view_of(notes)) == ()


def test_no_place_in_the_own_note_of_somebody_private_is_shown() -> None:
    notes = {
        "events/Fair.md": "---\ndate: 2026-11-14\n---\n",
        "events/Next.md": "---\ndate: 2026-12-14\n---\n[[Ada]]\n",
        "contacts/Ada.md": "---\nmet_at: Fair\ncadence: weekly\n---\n",
        "contacts/Hidden.md": "---\nprivate: true\n---\n- [ ] call [[Ada]] 📅 2026-11-30\n\n## Log\n"
        "- 2026-11-14 call: x [event:: Fair] [with:: [[Ada]]]\n- 2026-11-17 call: y [with:: [[Ada]]]\n",
    }
    assert "Hidden" not in repr(page(notes, "Fair"))
    assert "Hidden" not in repr(page(notes, "Next"))


LINKED = {
    "events/Felt Days.md": "---\ndate: 2026-11-20\nend: 2026-11-22\nplace: Lisbon, Portugal\n---\n",
    "events/Kiln Open.md": "---\ndate: 2026-12-10\nplace: Ghent\n---\n",
    "contacts/Ada.md": """---
cadence: monthly
---
## Log
- 2026-11-02 call: shall we go to [[Felt Days]]?
- 2026-11-21 met: [[Felt Days]], saw the looms [follow_up:: 2026-12-01 send the pattern]
- 2026-11-21 email: late for [[Felt Days]] tonight
- 2026-11-24 call: a week without [[Felt Days]]
""",
    "contacts/Bo.md": "Wants to show at [[Kiln Open]].\n",
    "contacts/Cy.md": "",
    "contacts/Hidden.md": "---\nprivate: true\n---\n## Log\n- 2026-11-21 met: [[Felt Days]]\n",
    "daily/2026-11-22.md": "- coffee with [[Cy]] at [[Felt Days]] #touch\n",
    "interactions/2026-12-10 Kiln.md": "---\nwith: Ada\nplanned: true\n---\nAt [[Kiln Open]].\n",
}


class TestLinks:
    def test_who_is_in_a_line_that_links_an_event_on_its_days_was_there(self) -> None:
        found = page(LINKED, "felt", date(2026, 11, 25))
        assert [(one.name, str(one.day)) for one in found.met] == [
            ("Ada", "2026-11-21"),
            ("Cy", "2026-11-22"),
        ]
        assert [one.text for one in found.promised] == ["send the pattern"]
        assert [one.people for one in events(view_of(LINKED))] == [2, 2]

    def test_what_links_it_on_other_days_or_from_afar_was_said_about_it(self) -> None:
        found = page(LINKED, "felt", date(2026, 11, 25))
        assert [(str(one.day), one.names, one.source) for one in found.said] == [
            ("2026-11-02", ("Ada",), "contacts/Ada.md:5"),
            ("2026-11-21", ("Ada",), "contacts/Ada.md:7"),
        ]

    def test_a_planned_note_and_the_words_of_a_contacts_note_make_somebody_expected(self) -> None:
        found = page(LINKED, "kiln", date(2026, 11, 25))
        assert [(one.name, [why.text for why in one.why]) for one in found.expected] == [
            ("Ada", ["planned for 2026-12-10"]),
            ("Bo", ["named in their note"]),
        ]


def test_an_event_is_found_by_its_place_if_that_is_one_event_s() -> None:
    assert page(LINKED, "lisbon").event == "Felt Days"
    assert page(LINKED, "Ghent").event == "Kiln Open"
    with pytest.raises(AmbiguousEvent):
        page({**LINKED, "events/Loom Fair.md": "---\nplace: Lisbon\n---\n"}, "lisbon")
