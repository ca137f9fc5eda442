"""Facts know the name of their file."""

import pytest

from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.facts import Facts, Interaction


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
    facts = Facts("a.md", "contact", "A", places=(("cadence", (4,)), ("needs", (6, 7))))
    assert (facts.line("cadence"), facts.line("birthday")) == (4, 1)
    assert (facts.line("needs"), facts.line("needs", 1), facts.line("needs", 5)) == (6, 7, 7)


def test_a_value_of_an_interaction_stands_on_its_line_unless_another_is_told() -> None:
    passed = Interaction(
        None, "note", 2, gave=("a", "b"), got=("c",), event="Fair", places=(("gave", (5, 6)),)
    )
    assert (passed.lines("gave"), passed.lines("got"), passed.lines("event"), passed.lines("asked")) == (
        (5, 6),
        (2,),
        (2,),
        (),
    )
