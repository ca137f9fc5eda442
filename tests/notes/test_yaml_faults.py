"""Front matter that isn't valid YAML is reported where the mistake is, with what to do there."""

import pytest

from plaintext_network.notes.note import parse
from tests.notes.test_header import loader

__all__ = ["loader"]

TAB = ("a tab indents this line", "indent it with spaces, or not at all")
QUOTE = ("this quote is never closed", 'write " where the text ends, or delete this one')
APOSTROPHE = (QUOTE[0], QUOTE[1].replace('"', "'"))
BETWEEN = (QUOTE[0], "put each text between two quotes")
BRACKET = ("this [ is never closed", "write ] where it ends, or put the text in quotes")
AFTER = ("the text goes on after its closing quote", "put text with one kind of quotes in the other kind")
NO_COLON = (
    "this line has no colon",
    "write it as `name: value`, or indent it if it continues the line above",
)
DEEPER = ("this line is indented deeper than the property above it", "delete the spaces at its start, or put the text above in quotes")  # fmt: skip
COLON = ("this text contains `: `", "put it in quotes")

CASES = [
    # The front matter, the place of the problem, its reason, and its remedy.
    ("emails:\n\t- a@b.c\n", (3, 1), *TAB),
    ("emails:\r\n  \t- a@b.c\r\n", (3, 3), *TAB),
    ("about: |\n\tfoo\n", (3, 1), *TAB),
    ('role: "engineer\n', (2, 7), *QUOTE),
    ('role: "engineer\nlocation: Bristol\n', (2, 7), *QUOTE),
    # The parser finds nothing wrong before the next quote.
    ('role: "engineer\n\nknows: ["[[Ada]]"]\n', (2, 7), *QUOTE),
    ('a: x\nrole: "engineer\nemails:\n- "a@b.c"\n', (3, 7), *QUOTE),
    ('emails:\n  - "a@b.c\n  - "d@e.f"\n', (3, 5), *QUOTE),
    ("role: 'tis the season\nname: 'Ada'\n", (2, 7), *APOSTROPHE),
    ('knows: ["[[Ada]], "[[Bo]]"]\n', (2, 26), *BETWEEN),
    # Text within a block, and text that goes on, opens no quote.
    ('about: |\n  x: "y\n  z: 1\nrole: a: b\n', (5, 8), *COLON),
    ('about: "one\n  two: three"\nrole: a: b\n', (4, 8), *COLON),
    ("circles: [a, b\nrole: x\n", (2, 10), *BRACKET),
    ("circles: [a,\n  b\n", (2, 10), *BRACKET),
    ("role: 'it's great'\n", (2, 11), *AFTER),
    ('role: "a" b\n', (2, 11), *AFTER),
    ("a: x\nrole engineer\nlocation: Bristol\n", (3, 1), *NO_COLON),
    ("a: x\n role: engineer\n", (3, 6), *DEEPER),
    ("role: @home\n", (2, 7), "a text can't begin with @", "put it in quotes"),
    ("role: `x`\n", (2, 7), "a text can't begin with `", "put it in quotes"),
]  # fmt: skip


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("front", "place", "reason", "remedy"), CASES)
def test_a_mistake_is_explained_where_it_is(
    front: str, place: tuple[int, int], reason: str, remedy: str
) -> None:
    (found,) = parse(f"---\n{front}---\nText\n".encode()).problems
    assert (found.code, (found.line, found.column)) == ("yaml-invalid", place)
    assert (found.message.partition("YAML: ")[2], found.hint) == (reason, remedy)


def test_many_lines_take_no_longer_than_they_are_long() -> None:
    front = "".join(f"p{number}: x\n" for number in range(5_000)) + "role: a: b\n"
    (found,) = parse(f"---\n{front}---\n".encode()).problems
    assert found.line == 5_002
