"""Merging survives odd notes: no exception, and no merge without conflicts that lost a line."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plaintext_network.model.merge.merge_notes import merge_notes
from plaintext_network.model.merge.merged_note import MergedNote
from plaintext_network.model.note.rules import Rules
from tests.model.merge.hostile_notes import APART, LINES, WHOLE, Versions
from tests.soak.merges import merge_lines

# They run `git merge-file`.
pytestmark = pytest.mark.system


def merged(base: bytes, ours: bytes, theirs: bytes) -> MergedNote:
    return merge_notes(base, ours, theirs, merge_lines, Rules())


def lost_or_made(versions: Versions, result: MergedNote) -> list[str]:
    """Return what a clean merge lost of lines, or has of lines that nobody wrote; of one with conflicts, what it lost.

    A line that one side alone changed the count of must have that count. One that both changed is between the two and
    both changes together.
    """
    found = []
    base, ours, theirs, text = (
        Counter(content.replace(b"\r\n", b"\n").split(b"\n")) for content in (*versions, result.text)
    )
    for line in {*base, *ours, *theirs, *text}:
        was, mine, other, count = base[line], ours[line], theirs[line], text[line]
        both = mine + other - was
        low, high = min(mine, other, both), max(mine, other, both)
        if was in (mine, other):
            low = high = both
        if result.conflicts:
            if not count and min(low, mine, other) > 0:
                found.append(f"lost in a conflict: {line!r:.80}")
        elif line.strip() and not low <= count <= high:
            found.append(f"{count}, not {low} to {high}: {line!r:.80}")
    return found


@pytest.mark.parametrize("versions", APART.values(), ids=APART.keys())
def test_edits_of_different_lines_are_both_in_the_result(versions: Versions) -> None:
    base, ours, theirs = versions
    for mine, other in ((ours, theirs), (theirs, ours)):
        result = merged(base, mine, other)
        assert lost_or_made((base, mine, other), result) == []
        assert result.conflicts <= merge_lines(base, mine, other).conflicts


@pytest.mark.parametrize("versions", APART.values(), ids=APART.keys())
def test_a_side_that_changed_nothing_gives_the_other_to_the_byte(versions: Versions) -> None:
    base, ours, _ = versions
    assert merged(base, ours, base)[:2] == (ours, 0)
    assert merged(base, base, ours)[:2] == (ours, 0)
    assert merged(base, ours, ours)[:2] == (ours, 0)


@pytest.mark.parametrize("versions", WHOLE.values(), ids=WHOLE.keys())
def test_odd_notes_lose_nothing(versions: Versions) -> None:
    base, ours, theirs = versions
    for mine, other in ((ours, theirs), (theirs, ours)):
        result = merged(base, mine, other)
        if result.text != merge_lines(base, mine, other).text:
            assert lost_or_made((base, mine, other), result) == []


def test_a_value_that_one_side_moved_and_the_other_deleted_does_not_come_back_unseen() -> None:
    base = b"---\ndate: 2026-07-16\nwith: Bo\nchannel: call\ntopics: moving\n---\nw\n"
    moved = b"---\ndate: 2026-07-16\ntopics: moving\nwith: Bo\nchannel: call\n---\nw\n"
    deleted = b"---\ndate: 2026-07-16\nwith: Bo\nchannel: call\n---\nw\n"
    result = merged(base, moved, deleted)
    assert result.conflicts or b"topics" not in result.text


def test_a_property_that_both_sides_added_at_different_places_is_not_there_twice() -> None:
    base = b"---\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\n---\nw\n"
    result = merged(
        base, base.replace(b"a: 1\n", b"a: 1\nrole: x\n"), base.replace(b"e: 5\n", b"e: 5\nrole: y\n")
    )
    assert result.conflicts == 1
    assert (result.text.count(b"role: x"), result.text.count(b"role: y")) == (1, 1)


def test_a_name_that_one_side_wrote_otherwise_has_the_value_of_the_other() -> None:
    result = merged(
        b"---\nrole: Pilot\n---\nw\n", b"---\nRole: Pilot\n---\nw\n", b"---\nrole: Judge\n---\nw\n"
    )
    assert result.conflicts or result.text == b"---\nRole: Judge\n---\nw\n"


def test_thousands_of_entries_are_merged() -> None:
    entries = [
        f"- 2{n // 372:03}-{n % 372 // 31 + 1:02}-{n % 31 + 1:02} call number {n}\n" for n in range(5000)
    ]
    base = ("## Log\n" + "".join(entries[:3900] + entries[4500:])).encode()
    ours = ("## Log\n" + "".join(entries[:4200] + entries[4500:])).encode()
    theirs = ("## Log\n" + "".join(entries[:3900] + entries[4200:])).encode()
    assert merged(base, ours, theirs)[:2] == (("## Log\n" + "".join(entries)).encode(), 0)


@st.composite
def three_versions(draw: st.DrawFn) -> Versions:
    """Make a note of odd lines, and two sides with a few lines inserted, deleted or replaced."""
    lines = draw(st.lists(st.sampled_from(LINES), max_size=18))
    if draw(st.booleans()):
        lines = ["---", "role: a", "tags: [x]", "---", *lines]
    sides = []
    for _ in range(2):
        side = list(lines)
        for _ in range(draw(st.integers(1, 3))):
            at = draw(st.integers(0, len(side)))
            side[at : at + draw(st.integers(0, 1))] = draw(st.lists(st.sampled_from(LINES), max_size=3))
        sides.append(side)
    base, ours, theirs = ("".join(f"{line}\n" for line in each).encode() for each in (lines, *sides))
    return base, ours, theirs


@settings(max_examples=300, deadline=None)
@given(three_versions())
def test_odd_lines_edited_on_both_sides_are_not_lost(versions: Versions) -> None:
    result = merged(*versions)
    git = merge_lines(*versions)
    if result.text != git.text:
        assert body_losses(versions, result) == []
        assert result.conflicts <= git.conflicts or result.properties


def body_losses(versions: Versions, result: MergedNote) -> list[str]:
    """Return what was lost of the lines that are no property's: a property in a list has its own rules."""
    of_properties = ("role", "Role", "tags", "aliases", "- x", "  - y", "<<", "- [")
    return [fault for fault in lost_or_made(versions, result) if not fault.partition(": b")[2].strip("'\"").startswith(of_properties)]  # fmt: skip
