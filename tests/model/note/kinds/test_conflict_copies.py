"""Conflict copies are told from people by name alone, where the name leaves no doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.kinds.conflict_copies import COPY_OF, copy_of, maybe_copy_of
from tests.read_cases import cases, lines, read_cases


@pytest.mark.parametrize(("text", "expected"), cases("conflict_copies/copies.txt"))
def test_a_conflict_copy_names_its_base(text: str, expected: str) -> None:
    assert (copy_of(text) or "none") == expected


def test_forty_names_of_each_sort_are_tried() -> None:
    copies = [case.expected != "none" for case in read_cases("conflict_copies/copies.txt")]
    assert min(copies.count(True), copies.count(False)) >= 40


@pytest.mark.parametrize(("text", "expected"), cases("conflict_copies/doubtful.txt"))
def test_a_doubtful_name_gives_every_base_it_may_have(text: str, expected: str) -> None:
    assert lines(maybe_copy_of(text)) == expected


MARKS = st.sampled_from(
    [
        ".sync-conflict-20261124-101010-ABCDEF7",
        " (Conflicted copy iPhone 202611241030)",
        " (Bob's conflicted copy 2026-11-24)",
        " (Case Conflict)",
        " (Unicode Encoding Conflict)",
        " (conflicted copy 2026-11-24 101010)",
    ]
)
STEMS = st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(stem=STEMS, marks=st.lists(MARKS, min_size=1, max_size=4))
def test_whatever_the_stem_its_marks_come_off(stem: str, marks: list[str]) -> None:
    assert copy_of(f"{stem}{''.join(marks)}.md") == (copy_of(f"{stem}.md") or f"{stem}.md")


@given(name=st.text(max_size=300))
def test_a_base_is_shorter_and_no_copy_itself(name: str) -> None:
    base = copy_of(name)
    assert base is None or (len(base) < len(name) and copy_of(base) is None)
    for maybe in maybe_copy_of(name):
        assert len(maybe) < len(name)
        assert name.startswith((maybe[:-3], *COPY_OF))
