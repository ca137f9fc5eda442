"""A text is searched for the names of hidden contacts, however they are written."""

import pytest

from plaintext_network.network.people.hidden_names import HiddenNames
from plaintext_network.network.people.hidden_people import HiddenPerson

ZOE, WILL = "contacts/Zoë Adler.md", "contacts/Will.md"
NAMES = HiddenNames({ZOE: HiddenPerson(True, ("Zoë Adler", "ZA")), WILL: HiddenPerson(False, ("Will",))})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("lunch with ZOE ADLER", {ZOE}),
        ("za and Will came", {WILL}),
        ("ask ZA, then Will", {ZOE, WILL}),
        ("where there is a will", set()),
        ("Zoë has gone", set()),
        ("Adler & Zoë", set()),
        ("", set()),
    ],
)
def test_a_text_names_whom_a_whole_name_in_it_belongs_to(text: str, named: set[str]) -> None:
    assert NAMES.named_in(text) == named


def test_a_word_of_a_name_counts_if_it_is_written_as_a_name() -> None:
    assert NAMES.has_part_of(ZOE, "Zoe came")
    assert not NAMES.has_part_of(ZOE, "the adler in the garden")
    assert not NAMES.has_part_of("contacts/Bo.md", "Zoe came")


def test_without_hidden_people_no_text_names_anybody() -> None:
    assert HiddenNames({}).named_in("Zoë Adler and Will") == frozenset()
