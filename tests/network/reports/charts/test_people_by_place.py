"""Where people live, by town."""

from collections.abc import Collection, Mapping
from datetime import date

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.reports.charts.people_by_place import PeopleByPlace, people_by_place
from tests.conftest import view_of


def by_place(
    notes: Mapping[str, str], due: Collection[str] = (), limit: int | None = None, rules: Rules | None = None
) -> PeopleByPlace:
    """Return the places of contacts given as front matter by name."""
    paths = {f"contacts/{name}.md": f"---\n{front}\n---\n" for name, front in notes.items()}
    return people_by_place(view_of(paths, rules), {f"contacts/{name}.md" for name in due}, limit)


def rows(found: PeopleByPlace) -> list[tuple[str, str, list[str]]]:
    return [(one.place, one.within, [person.name for person in one.named]) for one in found.places]


def test_people_are_counted_by_town() -> None:
    found = by_place(
        {"Ada": "location: Clifton, Bristol", "Bo": "location: Bristol", "Cy": "location: Lisboa"}
    )
    assert rows(found) == [("Bristol", "UK", ["Ada", "Bo"]), ("Lisboa", "Portugal", ["Cy"])]


def test_a_person_has_their_location_as_written() -> None:
    (place,) = by_place({"Ada": "location: Clifton, Bristol\nlast_contact: 2026-11-02"}, due=["Ada"]).places
    (ada,) = place.named
    assert (ada.location, ada.last_touch, ada.is_due) == ("Clifton, Bristol", date(2026, 11, 2), True)


def test_those_who_are_due_come_first_then_the_latest_touch() -> None:
    found = by_place(
        {
            "Ada": "location: Bath\nlast_contact: 2026-10-01",
            "Bo": "location: Bath\nlast_contact: 2026-11-01",
            "Cy": "location: Bath",
            "Di": "location: Bath\nlast_contact: 2026-01-01",
        },
        due=["Di"],
    )
    assert rows(found) == [("Bath", "UK", ["Di", "Bo", "Ada", "Cy"])]


def test_a_limit_leaves_out_names_but_counts_everybody() -> None:
    notes = {"Ada": "location: Bath", "Bo": "location: Bath", "Cy": "location: Bath"}
    (place,) = by_place(notes, due=["Cy"], limit=1).places
    assert (place.people, place.due, [one.name for one in place.named]) == (3, 1, ["Cy"])


def test_the_largest_place_comes_first() -> None:
    found = by_place({"Ada": "location: Bath", "Bo": "location: York", "Cy": "location: York"})
    assert [one.place for one in found.places] == ["York", "Bath"]


def test_whoever_lives_in_two_towns_is_in_both() -> None:
    found = by_place({"Ada": "location: London & Lisbon"})
    assert [one.place for one in found.places] == ["Lisbon", "London"]


def test_those_without_a_place_are_counted() -> None:
    assert by_place({"Ada": "location: remote", "Bo": "role: analyst"}) == PeopleByPlace((), 2)


def test_only_active_contacts_are_there() -> None:
    notes = {
        "Ada": "location: Bath\nstatus: paused",
        "Bo": "location: Bath\ndied: 2025",
        "Cy": "location: Bath\nstatus: do-not-contact",
    }
    assert by_place(notes) == PeopleByPlace((), 0)


def test_private_people_are_neither_named_nor_counted() -> None:
    notes = {"Ada": "location: Bath\nprivate: true", "Bo": "location: Bath", "Cy": "private: true"}
    found = by_place(notes)
    assert rows(found) == [("Bath", "UK", ["Bo"])]
    assert (found.places[0].people, found.elsewhere) == (1, 0)


def test_a_location_that_names_somebody_private_is_none() -> None:
    notes = {"Zephyrine Quarrie": "private: true", "Bo": "location: Zephyrine Quarrie's house, Bath"}
    assert by_place(notes) == PeopleByPlace((), 1)
