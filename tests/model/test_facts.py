"""Facts know the name of their file."""

import pytest

from plaintext_network.model.facts import Contact, Facts
from plaintext_network.model.spelling import stem_of


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("contacts/Ada.md", "Ada"),
        ("Ada.MD", "Ada"),
        ("a.b/Dr. No.md", "Dr. No"),
        ("x", "x"),
        (".md", ""),
        ("", ""),
    ],
)
def test_a_stem_is_the_file_name_without_folder_and_ending(path: str, stem: str) -> None:
    assert stem_of(path) == stem
    assert Facts(path, "plain", "x").stem == stem


def test_a_property_that_is_absent_stands_on_the_first_line() -> None:
    contact = Contact(lines=(("cadence", 4),))
    assert (contact.line("cadence"), contact.line("birthday")) == (4, 1)
