"""What merges by properties, and what only by lines."""

import pytest

from plaintext_network.model.merge.merge_notes import merge_notes
from plaintext_network.model.merge.merged_note import LineMerge
from plaintext_network.model.note.rules import Rules
from tests.model.merge.whole_text import merge_whole_texts, merged

FRONT = "---\na: 1\nb: 1\n---\n"
OURS, THEIRS = "---\na: 2\nb: 1\n---\n", "---\na: 1\nb: 2\n---\n"


def test_bodies_merge_by_lines() -> None:
    result = merged(FRONT + "x\n", OURS + "o\n", THEIRS + "t\n")
    assert result.text == b"---\na: 2\nb: 2\n---\n<<<<<<< ours\no\n=======\nt\n>>>>>>> theirs\n"
    assert (result.conflicts, result.properties, result.is_by_note) == (1, (), True)


def test_a_clean_merge_by_lines_stays_as_it_is() -> None:
    def merge_lines(base: bytes, ours: bytes, theirs: bytes) -> LineMerge:
        return LineMerge(b"---\nb: 2\n\na: 2\n---\n", 0)

    result = merge_notes(FRONT.encode(), OURS.encode(), THEIRS.encode(), merge_lines, Rules())
    assert (result.text, result.is_by_note) == (b"---\nb: 2\n\na: 2\n---\n", False)


@pytest.mark.parametrize(
    "wrong",
    [
        "---\na: 2\nb: 1\n---\n",
        "---\na: 2\n---\n",
        "---\na: 2\nb: 2\nc: 1\n---\n",
        "---\na: 2\nb: 2\na: 2\n---\n",
        "---\na: 2\nb: 2\n# c\n---\n",
        "a: 2\nb: 2\n---\n",
        "---\na: 2\nb: 2\n",
    ],
)
def test_a_clean_merge_by_lines_that_says_something_else_does_not_count(wrong: str) -> None:
    result = merge_notes(
        FRONT.encode(), OURS.encode(), THEIRS.encode(), lambda *_: LineMerge(wrong.encode(), 0), Rules()
    )
    assert (result.text, result.conflicts) == (b"---\na: 2\nb: 2\n---\n", 0)


def test_a_property_that_both_sides_added_in_different_places_is_there_once() -> None:
    def merge_lines(base: bytes, ours: bytes, theirs: bytes) -> LineMerge:
        return LineMerge(b"---\nemail: a@x\na: 1\nb: 1\nemails: [b@x]\n---\n", 0)

    ours, theirs = "---\nemail: a@x\na: 1\nb: 1\n---\n", "---\na: 1\nb: 1\nemails: [b@x]\n---\n"
    result = merge_notes(FRONT.encode(), ours.encode(), theirs.encode(), merge_lines, Rules())
    assert result.text == b"---\nemail: [a@x, b@x]\na: 1\nb: 1\n---\n"


@pytest.mark.parametrize(
    "part",
    [
        "---\n{a: VALUE, b: 1}\n---\n",
        "---\na: VALUE\nb: 1\na: 3\n---\n",
        "---\na: &x VALUE\nb: *x\n---\n",
        "---\na: !!str VALUE\nb: 1\n---\n",
        "---\n? a\n: VALUE\nb: 1\n---\n",
        "---\na: VALUE\nb: [1\n---\n",
        "---\na: VALUE\nb: 1\n",
        "---\n- VALUE\n---\n",
        "---\na: VALUE\n<<: {b: 1}\n---\n",
        "---\na: VALUE\nb: 1\n---\n<<<<<<< x\n",
        "---\na: VALUE\rb: 1\r---\r",
        "---\na: VALUE\nb: \0\n---\n",
        "a:: VALUE\nb:: 1\n",
    ],
)
def test_front_matter_that_lines_cannot_split_merges_by_lines(part: str) -> None:
    base, ours, theirs = (part.replace("VALUE", value) for value in ("x", "y", "z"))
    result = merged(base, ours, theirs)
    assert result.text == merge_whole_texts(base.encode(), ours.encode(), theirs.encode()).text


def test_bytes_that_are_not_utf_8_merge_by_lines() -> None:
    base, ours, theirs = (f"---\na: {value}\nb: ü\n---\n".encode("latin-1") for value in "xyz")
    assert not merge_notes(base, ours, theirs, merge_whole_texts, Rules()).is_by_note


def test_a_note_without_front_matter_gets_that_of_both_sides() -> None:
    result = merged("Hi\n", "---\na: 1\ntags: [o]\n---\nHi\n", "---\ntags: [t]\nz: 1\n---\nHi\n")
    assert result.text == b"---\na: 1\ntags: [o, t]\nz: 1\n---\nHi\n"


def test_a_note_that_both_sides_added() -> None:
    result = merged(
        "", "---\na: 1\nrole: x\ntags: [o]\n---\nHi\n", "---\na: 1\nrole: y\ntags: [t]\n---\nHi\n"
    )
    assert result.text == (
        b"---\na: 1\n<<<<<<< ours\nrole: x\n=======\nrole: y\n>>>>>>> theirs\ntags: [o, t]\n---\nHi\n"
    )


def test_front_matter_that_one_side_added_is_above_the_body_of_the_other() -> None:
    assert merged("Hi\n", "---\na: 1\n---\nHi\n", "Ho\n").text == b"---\na: 1\n---\nHo\n"


def test_front_matter_that_one_side_removed_goes() -> None:
    assert merged("---\na: 1\n---\nHi\n", "Hi\n", "---\na: 1\n---\nHo\n").text == b"Ho\n"


def test_front_matter_that_one_side_removed_and_the_other_changed_merges_by_lines() -> None:
    assert not merged("---\na: 1\n---\nHi\n", "Hi\n", "---\na: 2\n---\nHi\n").is_by_note


def test_front_matter_that_no_side_removed_stays_without_properties() -> None:
    result = merged("---\na: 1\nb: 1\n---\nHi\n", "---\na: 1\n---\nHi\n", "---\nb: 1\n---\nHi\n")
    assert result.text == b"---\n---\nHi\n"


def test_rules_of_a_body_are_not_taken_for_front_matter() -> None:
    body = "---\nx: 1\n---\n"
    result = merged("---\na: 1\nb: 1\n---\n" + body, "---\na: 1\n---\n" + body, "---\nb: 1\n---\n" + body)
    assert result.text.decode() == "---\n---\n" + body


def test_the_body_begins_on_its_own_line() -> None:
    assert merged("---\na: 1\nb: 1\n---", "---\na: 2\nb: 1\n---", "---\na: 1\nb: 2\n---\nHi\n").text == (
        b"---\na: 2\nb: 2\n---\nHi\n"
    )


def windows(text: str) -> str:
    return text.replace("\n", "\r\n")


def test_line_endings_that_one_side_changed_win() -> None:
    expected = windows("---\na: 2\nb: 2\n---\nx\n").encode()
    assert merged(FRONT + "x\n", windows(OURS + "x\n"), THEIRS + "x\n").text == expected
    assert merged(FRONT + "x\n", OURS + "x\n", windows(THEIRS + "x\n")).text == expected


def test_line_endings_of_windows_stay() -> None:
    result = merged(windows(FRONT), windows(OURS.replace("b: 1", "b: 3")), windows(THEIRS))
    assert result.text.decode() == windows(
        "---\na: 2\n<<<<<<< ours\nb: 3\n=======\nb: 2\n>>>>>>> theirs\n---\n"
    )


def test_line_endings_of_ours_count_in_a_note_that_both_sides_added() -> None:
    assert merged("", windows(OURS), OURS).text == windows(OURS).encode()


def test_lines_of_a_list_get_the_line_endings_of_the_note() -> None:
    result = merged(
        windows("---\ntags:\n- a\n---\n"),
        windows("---\ntags: [a, o]\n---\n"),
        windows("---\ntags:\n- a\n- t\n---\n"),
    )
    assert result.text.decode() == windows("---\ntags: [a, o, t]\n---\n")


def test_mixed_line_endings_of_a_body_stay_and_those_of_front_matter_merge_by_lines() -> None:
    body = "x\r\ny\n"
    assert merged(FRONT + body, OURS + body, THEIRS + body).text.decode() == "---\na: 2\nb: 2\n---\n" + body
    mixed = FRONT.replace("a: 1\n", "a: 1\r\n")
    assert not merged(mixed, OURS, windows(THEIRS)).is_by_note


def test_a_carriage_return_alone_merges_by_lines() -> None:
    assert not merged(windows(FRONT), windows(OURS), windows(THEIRS)[:-1] + "x").is_by_note


def test_empty_front_matter_of_one_side_stays() -> None:
    result = merged("---\na: 1\nb: 1\n---\n", "---\n---\na: 1\nb: 1\n---\n", "---\nb: 1\n---\n")
    assert result.text.count(b"---") >= 3


def test_a_clean_merge_by_lines_is_better_than_a_conflict_of_no_property() -> None:
    def merge_lines(base: bytes, ours: bytes, theirs: bytes) -> LineMerge:
        is_whole = base.startswith(b"---")
        return (
            LineMerge(b"---\na: 2\nb: 2\n---\no\nx\nx\n", 0) if is_whole else LineMerge(b"<<<<<<< ours\n", 1)
        )

    texts = FRONT + "x\n", OURS + "o\nx\n", THEIRS + "x\nx\n"
    base, ours, theirs = (text.encode() for text in texts)
    result = merge_notes(base, ours, theirs, merge_lines, Rules())
    assert (result.text, result.conflicts) == (b"---\na: 2\nb: 2\n---\no\nx\nx\n", 0)


def test_front_matter_that_became_part_of_a_body_merges_by_lines() -> None:
    assert not merged(FRONT + "x\n", "y\n" + FRONT + "x\n", FRONT.removeprefix("---\n") + "x\n").is_by_note
    assert not merged(FRONT + "x\n", "---\nnew: 1\n---\n" + FRONT + "x\n", OURS + "x\n").is_by_note


def test_a_note_that_one_side_emptied_and_the_other_changed_is_a_conflict_of_the_whole_note() -> None:
    assert not merged(FRONT + "x\n", "", FRONT + "y\n").is_by_note
    assert not merged(FRONT + "x\n", FRONT + "y\n", "z\n").is_by_note


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("\ufeff", "\ufeff", "\ufeff", "\ufeff"),
        ("\ufeff", "", "\ufeff", ""),
        ("", "", "\ufeff", "\ufeff"),
    ],
)
def test_a_byte_order_mark_stays_unless_a_side_removed_it(
    base: str, ours: str, theirs: str, expected: str
) -> None:
    assert (
        merged(base + FRONT, ours + OURS, theirs + THEIRS).text.decode()
        == expected + "---\na: 2\nb: 2\n---\n"
    )
