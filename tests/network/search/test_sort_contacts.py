"""Contacts are sorted by a value, stable, and those without it come last."""

import pytest

from plaintext_network.cli.options.people import SORT_COLUMNS, SORT_KEYS
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.person import Person
from plaintext_network.network.search.sort_contacts import COLUMNS, SORTS, names_in_order, sort_contacts
from tests.conftest import TODAY, index_of

NOTES = {
    "contacts/Ada.md": "---\ncadence: monthly\nmet_on: 2020-01-01\nbirthday: 12-01\norganization: zoo\n---\n## Log\n- 2026-11-01 a\n- 2026-10-01 b\n",
    "contacts/Bo.md": "---\ncadence: weekly\nmet_on: 2019-01-01\nbirthday: 1990-11-23\nlocation: Åhus\n---\n## Log\n- 2026-09-01 c\n",
    "contacts/Cy.md": "---\ncadence: 4 weeks\nstatus: archived\norganization: Acme\n---\n## Log\n- 2026-11-01 d\n",
    "contacts/Éva.md": "---\ncadence: never\nlocation: bath\n---\n",
    "x/Éva.md": "---\ntype: contact\n---\n",
}


def in_order(by: str, *, reverse: bool = False) -> str:
    index = index_of(NOTES)
    people = [Person(index, path, Rules(), TODAY) for path in reversed(NOTES)]
    return " ".join(
        person.path[:-3].replace("contacts/", "") for person in sort_contacts(people, by, reverse=reverse)
    )


@pytest.mark.parametrize(
    ("by", "order", "turned"),
    [
        ("name", "Ada Bo Cy Éva x/Éva", "Éva x/Éva Cy Bo Ada"),
        ("last", "Bo Ada Cy Éva x/Éva", "Ada Cy Bo Éva x/Éva"),
        ("due", "Bo Ada Cy Éva x/Éva", "Ada Bo Cy Éva x/Éva"),
        ("cadence", "Bo Cy Ada Éva x/Éva", "Ada Cy Bo Éva x/Éva"),
        ("touches", "Éva x/Éva Bo Cy Ada", "Ada Bo Cy Éva x/Éva"),
        ("standing", "Ada Bo Éva x/Éva Cy", "Éva x/Éva Bo Ada Cy"),
        ("met", "Bo Ada Cy Éva x/Éva", "Ada Bo Cy Éva x/Éva"),
        ("birthday", "Ada Bo Cy Éva x/Éva", "Bo Ada Cy Éva x/Éva"),
        ("organization", "Cy Ada Bo Éva x/Éva", "Ada Cy Bo Éva x/Éva"),
        ("location", "Bo Éva Ada Cy x/Éva", "Éva Bo Ada Cy x/Éva"),
        ("path", "Ada Bo Cy Éva x/Éva", "x/Éva Éva Cy Bo Ada"),
    ],
)
def test_equal_ones_are_by_name_and_those_without_the_value_come_last(
    by: str, order: str, turned: str
) -> None:
    assert in_order(by) == order
    assert in_order(by, reverse=True) == turned


def test_the_option_offers_every_key() -> None:
    assert {*SORT_KEYS} == {*SORTS}
    assert {**SORT_COLUMNS} == {**COLUMNS}


@pytest.mark.parametrize("reverse", [False, True])
def test_the_names_are_in_the_order_of_the_sorted_list(*, reverse: bool) -> None:
    index = index_of(NOTES)
    known = [contact_names(index.notes[path]) for path in reversed(NOTES)]
    people = [Person(index, path, Rules(), TODAY) for path in NOTES]
    expected = [(person.path, person.name) for person in sort_contacts(people, "name", reverse=reverse)]
    assert names_in_order(known, reverse=reverse) == expected
