"""Who is in the picture of the rings, in which order, at which distance, and who knows whom."""

from collections.abc import Mapping

import pytest

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.reports.charts.rings import Rings, rings, rings_around
from tests.conftest import view_of

# Today is 2026-11-24.
NOTES = {
    "contacts/Ada.md": "---\ncircles: [Friends, work]\ncadence: monthly\nknows: [Bo, Zed]\n---\n## Log\n- 2026-11-01 call: tea\n",
    "contacts/Bo.md": "---\ncircles: [work]\nlast_contact: 2026-06-01\ncadence: 3 months\n---\n",
    "contacts/Cy.md": "---\nmet_through: Ada\n---\n",
    "contacts/Dee.md": "---\ncircles: friends\nlast_contact: 2015-01-01\n---\n",
    "contacts/Pia.md": "---\nstatus: paused\nknows: Ada\n---\n",
    "contacts/Ann.md": "---\nstatus: archived\n---\n",
    "contacts/Gus.md": "---\nstatus: deceased\nknows: Ada\n---\n",
    "contacts/Zed.md": "---\nprivate: true\nknows: [Ada, Bo]\n---\n",
    "events/Fair.md": "---\ntype: event\ndate: 2026-05-01\n---\n",
    "interactions/2026-10-01 Walk.md": "---\nwith: [Bo, Dee]\n---\n",
}


def asked(
    notes: Mapping[str, str] = NOTES,
    due: tuple[str, ...] = (),
    limit: int | None = 150,
    circle: str | None = None,
) -> Rings:
    return rings(view_of(notes), due, limit, circle)


def names(found: Rings) -> list[str]:
    return [person.name for person in found.people]


def pairs(found: Rings) -> list[tuple[str, str, str]]:
    return [(one.one[9:-3], one.other[9:-3], one.how) for one in found.relations]


def test_active_contacts_go_round_by_circle_and_then_by_name() -> None:
    found = asked()
    assert names(found) == ["Ada", "Dee", "Bo", "Cy"]
    assert [person.circle for person in found.people] == ["Friends", "Friends", "work", ""]
    assert found.circles == ("Friends", "work", "")
    assert found.left_out == 0


def test_the_settings_spell_and_order_the_circles() -> None:
    rules = Rules(circles=(("Work", None), ("FRIENDS", None)))
    found = rings(view_of(NOTES, rules), ())
    assert found.circles == ("Work", "FRIENDS", "")
    assert names(found) == ["Bo", "Ada", "Dee", "Cy"]


def test_the_standing_is_that_of_the_cadence() -> None:
    found = asked()
    assert {person.name: person.standing for person in found.people} == {
        "Ada": "warm",
        "Bo": "warm",
        "Cy": "new",
        "Dee": "warm",
    }


def test_the_walk_is_a_touch_of_both_and_makes_them_acquainted() -> None:
    assert pairs(asked()) == [("Ada", "Bo", "knows"), ("Ada", "Cy", "met_through"), ("Bo", "Dee", "together")]


def test_people_at_one_event_may_not_have_met() -> None:
    notes = {
        "events/Fair.md": "---\ntype: event\ndate: 2026-05-01\n---\n",
        "contacts/Ada.md": "---\nmet_at: Fair\n---\n",
        "contacts/Bo.md": "---\nmet_at: Fair\n---\n",
    }
    assert asked(notes).relations == ()


@pytest.mark.parametrize(("limit", "left"), [(1, ["Bo"]), (2, ["Ada", "Bo"]), (3, ["Ada", "Dee", "Bo"])])
def test_who_is_due_comes_first_then_circles_then_the_latest_touch(limit: int, left: list[str]) -> None:
    found = asked(due=("contacts/Bo.md",), limit=limit)
    assert names(found) == left
    assert found.left_out == 4 - limit
    assert [person.name for person in found.people if person.is_due] == ["Bo"]


def test_a_circle_shows_nobody_else_and_nobody_in_another() -> None:
    found = asked(circle="WORK")
    assert [(person.name, person.circle) for person in found.people] == [("Ada", "work"), ("Bo", "work")]
    assert asked(circle="nobody").people == ()


def test_around_somebody_are_those_they_know_even_if_paused() -> None:
    view = view_of(NOTES)
    found = rings_around(view, (), "contacts/Ada.md")
    assert found.around == "contacts/Ada.md"
    assert sorted(names(found)) == ["Ada", "Bo", "Cy", "Pia"]
    assert sorted(names(rings_around(view, (), "contacts/Ada.md", 2))) == ["Ada", "Bo", "Cy", "Dee", "Pia"]


def test_around_somebody_private_they_are_there_themselves() -> None:
    view = view_of(NOTES, only=("contacts/Zed.md",))
    found = rings_around(view, (), "contacts/Zed.md")
    assert sorted(names(found)) == ["Ada", "Bo", "Zed"]
    assert "Zed" not in str(asked())


def test_a_circle_that_names_somebody_private_is_none() -> None:
    notes = {
        "contacts/Ada.md": "---\ncircles: [friends of Zephyrine, work]\n---\n",
        "contacts/Zephyrine Quill.md": "---\nprivate: true\n---\n",
    }
    assert [person.circle for person in asked(notes).people] == ["work"]
