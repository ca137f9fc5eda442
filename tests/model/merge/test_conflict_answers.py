"""The answers to a note's conflicts: what replaces the markers, what both versions together are, and what is refused."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import EditRefused
from plaintext_network.model.merge.conflicts.conflict_answers import (
    NoteConflicts,
    OpenPart,
    conflicts_of,
    marker_size,
    merged_conflicts,
    take_both,
    with_value,
)
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.conflict_markers import write_conflict
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.notes.note import parse

PATH = "contacts/Ada.md"


def conflicts(text: str, known: Mapping[str, str] | None = None) -> NoteConflicts:
    note = parse(text.encode())
    return NoteConflicts(note, conflicts_of(note), known)


def both(each: OpenPart, text: str) -> str | None:
    return take_both(each.part, read_facts(parse(text.encode()), PATH, Rules()), Rules())


def marked(ours: str, theirs: str, base: str | None = None) -> str:
    style = MarkerStyle(ours="main", theirs="laptop", with_base=base is not None)
    return write_conflict(ours, base or "", theirs, style)


ROLES = marked("role: Engineer\ntags: [a]\n", "role: Director\ntags: [b]\n")


def test_an_answer_replaces_the_markers_and_nothing_else() -> None:
    text = f"---\r\nname: Ada # x\r\n{ROLES}---\nx\r\n"
    found = conflicts(text)
    answers = {each.key: each.part.theirs for each in found.open_parts()}
    assert found.settle(answers) == b"---\r\nname: Ada # x\r\nrole: Director\ntags: [b]\n---\nx\r\n"


def test_a_part_without_an_answer_keeps_its_markers() -> None:
    found = conflicts(f"---\n{ROLES}---\n{ROLES}")
    role, *_ = found.open_parts()
    settled = "---\nrole: Engineer\n" + marked("tags: [a]\n", "tags: [b]\n") + f"---\n{ROLES}"
    assert found.settle({role.key: role.part.ours}).decode() == settled


def test_without_answers_the_note_is_the_same_to_the_byte() -> None:
    text = f"---\n{ROLES}---\n\ufeff{ROLES}\r{ROLES[:-1]}"
    assert conflicts(text).settle({}) == text.encode()


def test_what_only_one_side_changed_is_no_question() -> None:
    text = "---\n" + marked("a: 1\nb: 3\n", "a: 2\nb: 2\n", "a: 1\nb: 2\n") + "---\n"
    found = conflicts(text)
    assert found.open_parts() == ()
    assert found.settle({}) == b"---\na: 2\nb: 3\n---\n"


def test_the_base_may_come_from_git() -> None:
    found = conflicts(f"---\n{ROLES}---\n", {"role": "role: Engineer\n", "tags": "tags: []\n"})
    assert [(each.part.name, each.part.base) for each in found.open_parts()] == [("tags", "tags: []\n")]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("tags: [a, b]\n", "tags: [b, c]\n", "tags: [a, b, c]\n"),
        ("tags:\n  - a\n  - b\n", "tags: [c, b]\n", "tags:\n  - a\n  - b\n  - c\n"),
        ("emails: a@example.org\n", "emails: b@example.org\n", "emails: [a@example.org, b@example.org]\n"),
        ("# of mine\nlikes:\n- x\n", "likes:\n- y\n", "# of mine\nlikes:\n- x\n- y\n"),
        # One value, or one side says nothing: the versions are ours or theirs.
        ("role: Engineer\n", "role: Director\n", None),
        ("likes: a\n", "likes: {x: y}\n", None),
        ("tags: [a]\n", "", None),
    ],
)
def test_both_of_a_property_are_the_items_of_both(ours: str, theirs: str, expected: str | None) -> None:
    text = f"---\n{marked(ours, theirs)}---\n"
    (part,) = conflicts(text).open_parts()
    assert both(part, text) == expected


def test_both_of_some_items_of_a_list_are_the_items_of_both() -> None:
    text = "---\ntags:\n- x\n" + marked("- a\n- b\n", "- b\n- c\n") + "- y\n---\n"
    (part,) = conflicts(text).open_parts()
    assert both(part, text) == "- a\n- b\n- c\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("a\n", "b\n", "a\nb\n"),
        ("- a\n- b\n", "- b\n- c\n", "- a\n- b\n- c\n"),
        ("- 2026-11-02 b\n", "- 2026-11-01 a\n  more\n", "- 2026-11-01 a\n  more\n- 2026-11-02 b\n"),
        (
            "- 2026-11-03 c\n- 2026-11-01 a\n",
            "- 2026-11-02 b\n",
            "- 2026-11-03 c\n- 2026-11-02 b\n- 2026-11-01 a\n",
        ),
        ("- [ ] [[2026-11-02]] b\n", "- no day\n", "- [ ] [[2026-11-02]] b\n- no day\n"),
        ("- **2026-11-02** b\n", "- Sun 2026-11-01: a\n", "- Sun 2026-11-01: a\n- **2026-11-02** b\n"),
        ("- a\n\n- b\n", "- c\n", "- a\n\n- b\n- c\n"),
        ("- 2026-11-02 b\r\n", "- 2026-11-01 a\r\n", "- 2026-11-01 a\r\n- 2026-11-02 b\r\n"),
    ],
)
def test_both_of_lines_are_ours_and_then_theirs_and_dated_items_in_order(
    ours: str, theirs: str, expected: str
) -> None:
    text = f"# Ada\n{marked(ours, theirs)}"
    (part,) = conflicts(text).open_parts()
    assert both(part, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        marked("---\nname: Ada\n---\nx\n", "---\nname: Eve\n---\ny\n"),
        "---\nname: Ada\n" + marked("role: A\n---\nx\n", "role: B\n---\ny\n"),
    ],
)
def test_both_of_whole_notes_is_no_answer(text: str) -> None:
    (part,) = conflicts(text).open_parts()
    assert both(part, text) is None
    assert conflicts(text).settle({part.key: part.part.theirs}).endswith(b"---\ny\n")


@pytest.mark.parametrize("lines", ["role: a: b\n", "name: Eve\n", "  x\n", ROLES, "---\n"])
def test_an_answer_that_cant_be_read_or_changes_another_property_is_refused(lines: str) -> None:
    found = conflicts("---\nname: Ada\n" + marked("role: A\n", "role: B\n") + "cadence: weekly\n---\n")
    (part,) = found.open_parts()
    with pytest.raises(EditRefused):
        found.settle({part.key: lines})


def test_a_written_value_keeps_the_form_of_ours() -> None:
    text = "---\n" + marked('# x\nrole: "A" # y\n', "role: B\n") + "---\n"
    (part,) = conflicts(text).open_parts()
    facts = read_facts(parse(text.encode()), PATH, Rules())
    assert with_value(part.part, "C: d", facts, Rules()) == '# x\nrole: "C: d" # y\n'


def test_a_value_that_the_property_cannot_have_is_refused() -> None:
    text = "---\n" + marked("birthday: 1990-01-02\n", "birthday: 1990-02-01\n") + "---\n"
    (part,) = conflicts(text).open_parts()
    facts = read_facts(parse(text.encode()), PATH, Rules())
    with pytest.raises(EditRefused, match="1990-02-30"):
        with_value(part.part, "1990-02-30", facts, Rules())


def test_markers_of_a_merge_are_longer_than_any_in_the_versions() -> None:
    versions = f"```\n{ROLES}```\n".encode(), b"Ada\n==========\n"
    size = marker_size(*versions)
    merged = versions[0].decode() + write_conflict("a\n", "", "b\n", MarkerStyle(size))
    (found,) = merged_conflicts(merged, size)
    assert (size, found.ours.text) == (11, "a\n")


_SIDES = st.lists(
    st.sampled_from(
        ["a: 1\n", "b: x\n", "b: [y]\n", "c:\n- 1\n", "- 2\n", "# d\n", "\n", "  e\n", "f: 'g\n"]
    ),
    max_size=4,
).map("".join)


@given(_SIDES, _SIDES, st.none() | _SIDES, st.sampled_from(["", "name: Ada\n", "c:\n- 0\n"]), st.booleans())
def test_each_side_for_all_parts_is_that_sides_text_or_refused(
    ours: str, theirs: str, base: str | None, above: str, in_front: bool
) -> None:
    conflict = marked(ours, theirs, base)
    text = f"---\n{above}{conflict}---\n" if in_front else f"# Ada\n{conflict}end\n"
    found = conflicts(text)
    before, after = text.split(conflict)
    parts = found.open_parts()
    try:
        settled = found.settle({each.key: each.part.ours for each in parts}).decode()
    except EditRefused:
        return
    assert settled.startswith(before)
    assert settled.endswith(after)
    inside = settled[len(before) : len(settled) - len(after)]
    if base is None:
        assert inside == ours
    # With a base, their changes count where we changed nothing: no line is invented.
    assert set(inside.splitlines()) <= {*ours.splitlines(), *theirs.splitlines()}
