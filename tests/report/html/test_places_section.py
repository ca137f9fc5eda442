"""The section of a report that lists where people live."""

import re

from plaintext_network.network.reports.charts.people_by_place import PeopleByPlace, PeoplePlace, PlacePerson
from plaintext_network.report.html.person_links import PersonLinks
from plaintext_network.report.html.places_section import MOST, places_section
from plaintext_network.report.markup import markup
from tests.report.html.test_page import NOTHING, card, due

BRISTOL = PeoplePlace(
    "Bristol",
    "UK",
    5,
    2,
    (
        PlacePerson("Ada", "Ada.md", "Clifton, Bristol", None, True),
        PlacePerson("Bo", "Bo.md", "Bristol", None, False),
        PlacePerson("Cy", "Cy.md", "Bristol", None, False),
    ),
)


def section_of(*places: PeoplePlace, elsewhere: int = 0) -> str:
    """Return the section as HTML, on a page on which Ada has a card."""
    contents = NOTHING._replace(places=PeopleByPlace(places, elsewhere))
    return markup(places_section(contents, PersonLinks([card("Ada", "Ada.md")], [due("Ada", "Ada.md")])))


def seen(*places: PeoplePlace, elsewhere: int = 0) -> str:
    return " ".join(
        re.sub("<[^>]+>", "", section_of(*places, elsewhere=elsewhere).replace("</", " </")).split()
    )


def test_a_place_lists_who_is_due_then_the_others_and_counts_the_rest() -> None:
    words = seen(BRISTOL)
    assert words == "Where people live Bristol UK 5 people due: Ada and 1 more Bo , Cy and 1 more"


def test_a_name_links_its_card_if_there_is_one() -> None:
    html = section_of(BRISTOL)
    assert '<a href="#p1"><bdi>Ada</bdi></a>' in html
    assert "<bdi>Bo</bdi>" in html
    assert html.count("<a ") == 1


def test_a_district_is_not_shown() -> None:
    assert "Clifton" not in section_of(BRISTOL)


def test_places_beyond_the_limit_and_people_without_one_are_counted() -> None:
    one = PeoplePlace("Bath", "UK", 1, 0, (PlacePerson("Bo", "Bo.md", "Bath", None, False),))
    words = seen(*[one] * (MOST + 2), elsewhere=1)
    assert words.endswith("And 2 more places. 1 person has no place in their notes.")


def test_there_is_no_section_without_places() -> None:
    assert places_section(NOTHING, PersonLinks([], [])) is None


def test_others_who_are_not_named_are_counted() -> None:
    assert seen(BRISTOL._replace(named=BRISTOL.named[:1])).endswith("due: Ada and 1 more 3 others")
