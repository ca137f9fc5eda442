"""The edits between two texts: applying them gives the second, they are small, and they never split what belongs together."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.lsp.positions import TextLines
from plaintext_network.lsp.text_edits import apply_changes, text_changes, text_edits
from tests.lsp.apply_edit import edited

PIECES = (
    "a",
    "b",
    "[[Ada]]",
    " ",
    "- x\n",
    "\n",
    "\r\n",
    "\r",
    "\ud83d",
    "\ude00",
    "😀",
    "é",
    "\u2028",
    "\x0b",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_applying_the_edits_gives_the_second_text_in_any_order(
    before: str, after: str, order: random.Random
) -> None:
    changes = list(text_changes(before, after))
    order.shuffle(changes)
    assert apply_changes(before, changes) == after
    assert edited(before, text_edits(TextLines(before), after)) == after


@given(TEXTS, TEXTS)
def test_edits_neither_overlap_nor_touch_nor_change_nothing(before: str, after: str) -> None:
    end = -1
    for change in text_changes(before, after):
        assert end < change.start <= change.end
        assert before[change.start : change.end] != change.text
        end = change.end


@given(TEXTS, TEXTS)
def test_no_edit_begins_or_ends_between_characters_that_belong_together(before: str, after: str) -> None:
    for change in text_changes(before, after):
        for at in (change.start, change.end):
            pair = before[at - 1 : at + 1] if at else ""
            assert pair != "\r\n"
            assert not ("\ud800" <= pair[:1] <= "\udbff" and "\udc00" <= pair[1:] <= "\udfff")


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("See [[Ada]].\n", "See [[Ada King]].\n", [(9, 9, " King")]),
        ("[[Ada]] and [[Ada]]\n", "[[Bo]] and [[Bo]]\n", [(2, 5, "Bo"), (14, 17, "Bo")]),
        ("one\ntwo\nthree\n", "one\nthree\n", [(4, 8, "")]),
        ("one\ntwo\n", "zero\none\ntwo\nthree\n", [(0, 0, "zero\n"), (7, 7, "\nthree")]),
        # Editors that show no empty last line would add one to text that comes after the last line ending.
        ("one\n", "one\ntwo\n", [(3, 3, "\ntwo")]),
        ("one\r\n", "one\r\ntwo\r\n", [(3, 3, "\r\ntwo")]),
        ("one\ntwo\n", "one\n", [(3, 7, "")]),
        ("one", "one\ntwo\n", [(3, 3, "\ntwo\n")]),
        ("", "one\n", [(0, 0, "one\n")]),
        ("one\n", "", [(0, 4, "")]),
        ("same", "same", []),
    ],
)
def test_edits_are_small(before: str, after: str, changes: list[tuple[int, int, str]]) -> None:
    assert [tuple(change) for change in text_changes(before, after)] == changes


def test_a_rename_in_a_long_note_edits_only_the_links() -> None:
    before = "".join(f"- {number} with [[Ada Byrne]], again\n" for number in range(11_000))
    changes = text_changes(before, before.replace("Ada Byrne", "Ada King"))
    assert {before[change.start : change.end] for change in changes} == {"Byrne"}
    assert len(changes) == 11_000


def test_lines_that_moved_are_not_written_again() -> None:
    before = [f"line {number}\n" for number in range(1000)]
    after = ["new\n", *before[:500], *before[600:], *before[500:550]]
    changes = text_changes("".join(before), "".join(after))
    assert sum(change.end - change.start + len(change.text) for change in changes) < 1500
