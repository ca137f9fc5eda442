"""A note is its properties, its body and what is wrong in them; one fault hides no other and is said once."""

import pytest

from plaintext_network.notes.body import BODY_LIMIT, Body
from plaintext_network.notes.header import Scalar
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.source import FILE_LIMIT


def note(text: str) -> Note:
    return parse(text.encode())


def codes(text: str) -> list[str]:
    return [problem.code for problem in note(text).problems]


def values(found: Note) -> dict[str, str]:
    return {one.name: one.value.text for one in found.header.properties if isinstance(one.value, Scalar)}


def test_a_note_is_read_from_its_first_byte_to_its_last() -> None:
    found = note("---\nname: Ada\n---\n# Ada\n- [ ] call [[Bob]] #soon\n")
    assert values(found) == {"name": "Ada"}
    assert [heading.text for heading in found.body.headings] == ["Ada"]
    assert [link.target for link in found.body.links] == ["Bob"]
    assert found.problems == ()


def test_links_in_properties_are_not_the_bodys() -> None:
    assert note("---\nwith: '[[Ada]]'\nx:: y\n---\n").body == Body()


def test_bad_yaml_leaves_the_body_readable() -> None:
    found = note("---\nname: a: b\n---\n[[Bob]] #soon\n")
    assert [problem.code for problem in found.problems] == ["yaml-invalid"]
    assert found.header.properties == ()
    assert [link.target for link in found.body.links] == ["Bob"]


def test_a_body_too_large_leaves_the_properties_readable() -> None:
    found = note("---\nname: Ada\n---\n" + "x" * (BODY_LIMIT + 1))
    assert [(problem.code, problem.line) for problem in found.problems] == [("body-too-large", 4)]
    assert values(found) == {"name": "Ada"}


def test_a_file_of_which_only_the_beginning_is_given_has_no_body() -> None:
    content = b"---\nname: Ada\n---\n- [ ] call [[Bob]]\n<<<<<<< a\n=======\n>>>>>>> b\n"
    found = parse(content, size=FILE_LIMIT + 1)
    assert [problem.code for problem in found.problems] == ["too-large", "conflict-marker"]
    assert (
        found.problems[0].message == "the file has 4,194,305 bytes, more than the 4,194,304 that pnet reads"
    )
    assert values(found) == {"name": "Ada"}
    assert found.body == Body()


def test_a_whole_file_beyond_the_limit_has_no_body_either() -> None:
    found = parse(b"---\nname: Ada\n---\n" + b"- [[Bob]]\n" * 450_000)
    assert [problem.code for problem in found.problems] == ["too-large"]
    assert found.body == Body()


def test_every_fault_of_a_note_is_said() -> None:
    content = "---\nname: Ada\nname: Ada\n---\n".encode("utf-16") + ("- " * 60 + "x\n").encode("utf-16-le")
    assert [problem.code for problem in parse(content).problems] == [
        "utf16",
        "duplicate-key",
        "body-too-deep",
    ]


# Conflict markers

MERGE = "<<<<<<< HEAD\ncadence: 2 weeks\n=======\ncadence: 3 weeks\n>>>>>>> theirs\n"


def test_a_conflict_in_front_matter_is_one_fault_with_its_place() -> None:
    found = note(f"---\nname: Ada\n{MERGE}---\n")
    assert [(one.code, one.line, one.column, one.width) for one in found.problems] == [
        ("conflict-marker", 3, 1, 7)
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_conflict_in_the_body_is_said_with_each_line_end(newline: str) -> None:
    found = note(f"# Ada\n\n{MERGE}".replace("\n", newline))
    assert [(one.code, one.line) for one in found.problems] == [("conflict-marker", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<<\na\n=======\nb\n>>>>>>>\n",
        "<<<<<<< a\n||||||| base\nx\n=======\nb\n>>>>>>> c",
        "<<<<<<< a\n<<<<<<< a\nx\n=======\nb\n>>>>>>> c\n>>>>>>> c\n",
        "=======\n>>>>>>> c\n" + MERGE,
        "<<<<<<<< a\nAda\n=======\n========\n>>>>>>>> b\n",
        "```\n" + MERGE + "```\n\n" + MERGE,
    ],
)
def test_a_conflict_is_three_markers_in_their_order(text: str) -> None:
    assert codes(text) == ["conflict-marker"]


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< a\nno more\n",
        "Ada\n=======\n",
        ">>>>>>> quoted\n",
        "<<<<<<< a\n>>>>>>> b\n",
        "=======\n<<<<<<< a\n>>>>>>> b\n",
        "<<<<<< a\n======\n>>>>>> b\n",
        "<<<<<<<< a\n=======\n>>>>>>>> b\n",
        "<<<<<<<a\n=======b\n>>>>>>>c\n",
        " <<<<<<< a\n =======\n >>>>>>> b\n",
        "```\n" + MERGE + "```\n",
        "".join("    " + line + "\n" for line in MERGE.splitlines()),
    ],
)
def test_markers_alone_in_code_or_out_of_order_are_text(text: str) -> None:
    assert codes(text) == []


def test_a_conflict_does_not_hide_another_fault() -> None:
    assert codes("---\nname: Ada\nname: Bob\n---\n" + MERGE) == ["duplicate-key", "conflict-marker"]
