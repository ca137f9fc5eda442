"""Conflicts between markers: where they are, what they are about, and which properties they leave readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.notes.conflict_markers import find_conflicts, write_conflict
from plaintext_network.notes.conflict_parts import split_conflict
from plaintext_network.notes.header import Scalar
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.notes.note import parse

ROLES = "<<<<<<< main\nrole: Engineer\n=======\nrole: Director\n>>>>>>> laptop\n"


def told(text: str) -> list[str]:
    return [p.message for p in parse(text.encode()).problems if p.code == "conflict-marker"]


def values(text: str) -> dict[str, str]:
    return {
        each.name: each.value.text if isinstance(each.value, Scalar) else "a list"
        for each in parse(text.encode()).header.properties
    }


def parts(text: str) -> list[tuple[object, ...]]:
    start = parse(text.encode()).header.body_start
    return [tuple(part[:4]) for each in find_conflicts(text) for part in split_conflict(text, each, start)]


# Where they are


@given(
    ours=st.sampled_from(["", "a\n", "a\nb\n", "<<<<<<<< x\n"]),
    base=st.sampled_from(["", "c\n", "||||||||\n"]),
    theirs=st.sampled_from(["", "d\n", "======== \n"]),
    with_base=st.booleans(),
    size=st.sampled_from([7, 9, 15]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_is_written_is_read(
    ours: str, base: str, theirs: str, with_base: bool, size: int, end: str
) -> None:
    sides = [side.replace("\n", end) for side in (ours, base, theirs)]
    style = MarkerStyle(size, "main", "laptop", "3f2a", with_base)
    written = write_conflict(sides[0], sides[1], sides[2], style, end)
    (found,) = find_conflicts(f"before{end}{written}after{end}")
    read = (found.ours.text, found.base.text if found.base else None, found.theirs.text)
    assert read == (sides[0], sides[1] if with_base else None, sides[2])
    assert (found.ours.label, found.theirs.label, found.size) == ("main", "laptop", size)
    assert found.span == (len(f"before{end}"), len(f"before{end}{written}"))


def test_a_conflict_within_a_side_is_part_of_it() -> None:
    inner = "<<<<<<<<< a\nx\n=========\ny\n>>>>>>>>> b\n"
    (found,) = find_conflicts(f"<<<<<<< a\n||||||| m\n{inner}=======\nz\n>>>>>>> b\n")
    assert found.base is not None
    assert found.base.text == inner


def test_an_unfinished_conflict_hides_none_after_it() -> None:
    assert len(find_conflicts("<<<<<<<<< a\n<<<<<<< a\nx\n" + ROLES + ROLES)) == 2


def test_a_heading_underlined_with_seven_signs_makes_the_sides_unclear() -> None:
    (found,) = find_conflicts("<<<<<<< a\nAda Lov\n=======\n=======\nAda Kin\n>>>>>>> b\n")
    assert not found.is_clear


def test_a_conflict_that_begins_before_code_is_one() -> None:
    assert len(told("<<<<<<< a\n```\nx\n=======\n```\ny\n>>>>>>> b\n```\n")) == 1


# What they are about


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"---\n{ROLES}---\n", "role is “Engineer” (ours: main) or “Director” (theirs: laptop)"),
        (
            "---\n<<<<<<< ours\nrole: Engineer\n=======\n>>>>>>> theirs\n---\n",
            "role is “Engineer” (ours) or missing (theirs)",
        ),
        (
            "---\n<<<<<<< ours\nrole: A\ntags: [a]\n=======\nrole: B\ntags: [a, b]\n>>>>>>> theirs\n---\n",
            "role is “A” (ours) or “B” (theirs); tags differs, too",
        ),
        (
            "---\n<<<<<<< ours\nrole: A\ntags: [a]\n=======\nrole: A\ntags:\n- a\n- b\n>>>>>>> theirs\n---\n",
            "tags is “a” (ours) or “a, b” (theirs)",
        ),
        (
            "---\ntags:\n- a\n<<<<<<< ours\n- b\n=======\n- c\n- d\n>>>>>>> theirs\n---\n",
            "tags is “b” (ours) or “c, d” (theirs)",
        ),
        (
            "<<<<<<<\n\nMet at PyCon, and talked about the analytical engine\n=======\n>>>>>>>\n",
            "the text is “Met at PyCon, and talked about the anal…” (ours) or missing (theirs)",
        ),
    ],
)
def test_a_problem_names_both_values(text: str, message: str) -> None:
    assert told(text) == [message]


def test_every_conflict_is_a_problem() -> None:
    assert len(told(f"---\n{ROLES}---\n{ROLES}")) == 2


def test_the_remedy_is_a_command_to_paste() -> None:
    (found,) = parse(f"---\n{ROLES}---\n".encode()).problems
    named = found._replace(path="contacts/Ada Lovelace.md")
    assert named.hint == "choose between the versions: pnet resolve 'contacts/Ada Lovelace.md'"


def test_each_property_is_a_part_in_the_order_of_both() -> None:
    sides = "a: 1\nb: 2\n# of d\nd: 4\n=======\nx: 0\na: 1\nc: 3\n# of d\nd: 5\n"
    assert parts(f"---\n<<<<<<<\n{sides}>>>>>>>\n---\n") == [
        ("x", "", None, "x: 0\n"),
        ("a", "a: 1\n", None, "a: 1\n"),
        ("b", "b: 2\n", None, ""),
        ("c", "", None, "c: 3\n"),
        ("d", "# of d\nd: 4\n", None, "# of d\nd: 5\n"),
    ]


def test_properties_in_another_order_are_one_part() -> None:
    assert parts("---\n<<<<<<<\na: 1\nb: 2\n=======\nb: 2\na: 1\n>>>>>>>\n---\n") == [
        ("a, b", "a: 1\nb: 2\n", None, "b: 2\na: 1\n")
    ]


# What stays readable


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"---\nname: Ada\n{ROLES}cadence: weekly\n---\n", {"name": "Ada", "cadence": "weekly"}),
        # The property that a conflict is about is read from no side, even if a line of it is outside.
        (
            "---\nname: Ada\ntags:\n- a\n<<<<<<<\n- b\n=======\n- c\n>>>>>>>\n- d\nx: 1\n---\n",
            {"name": "Ada", "x": "1"},
        ),
        (
            "---\nname: Ada\n<<<<<<<\ntags:\n- a\n=======\ntags:\n- b\n>>>>>>>\n- c\nx: 1\n---\n",
            {"name": "Ada", "x": "1"},
        ),
        ("---\nname: Ada\nrole: |\n  a\n<<<<<<<\n  b\n=======\n>>>>>>>\n  c\n---\n", {"name": "Ada"}),
        ("---\nrole: A\nname: Ada\n<<<<<<<\nRole: B\n=======\n>>>>>>>\n---\n", {"name": "Ada"}),
        # The end of the front matter is in conflict, too.
        (
            "---\nname: Ada\n<<<<<<<\nrole: A\n---\nx\n=======\nrole: B\n---\ny\n>>>>>>>\n\n---\n",
            {"name": "Ada"},
        ),
        ("---\nname: Ada\ntags:\n<<<<<<<\n- a\n---\n=======\n- b\n---\ny\n>>>>>>>\n", {"name": "Ada"}),
        (f"---\n{ROLES}---\n", {}),
    ],
)
def test_properties_outside_of_conflicts_are_read(text: str, read: dict[str, str], newline: str) -> None:
    found = parse(text.replace("\n", newline).encode())
    assert values(text.replace("\n", newline)) == read
    assert {p.code for p in found.problems} == {"conflict-marker"}


def test_places_of_properties_stay_valid() -> None:
    found = parse(f"---\n{ROLES}name: Ada\n---\n".encode())
    (name,) = found.header.properties
    assert found.source.text[name.key.start : name.value.span.end] == "name: Ada"


def test_a_fault_outside_of_a_conflict_is_reported() -> None:
    found = parse(f"---\nname: a: b\n---\n{ROLES}".encode())
    assert [p.code for p in found.problems] == ["yaml-invalid", "conflict-marker"]


@given(
    st.lists(
        st.sampled_from(
            ["<<<<<<< a", "=======", "||||||| b", ">>>>>>> c", "---", "- x", "a: 1", "b:", "```", " y"]
        )
    )
)
def test_no_order_of_markers_fails(lines: list[str]) -> None:
    parse(("---\n" + "\n".join(lines)).encode())
