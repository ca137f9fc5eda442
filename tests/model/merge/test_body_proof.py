"""The proof of a body accepts what git makes of aligned bodies, and refuses what loses, doubles, invents or re-orders lines."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plaintext_network.model.merge.body.align_body import align_body
from plaintext_network.model.merge.body.body_proof import proves_body
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.conflict_markers import write_conflict
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.vault.git.merge_lines import merge_lines

STYLE = MarkerStyle()
# The note of a merge driver that took repeated fences for doubled ones, and dropped them.
FENCES = (
    "# Steps\n\n```bash\nmake\n```\n\nThen:\n\n```bash\nmake\n```\n\nAt last:\n\n```bash\nmake test\n```\n"
)

# Base, ours, theirs, and a result that is wrong.
WRONG = {
    "a line of ours is lost": ("a\n", "a\nb\n", "c\na\n", "c\na\n"),
    "a line of theirs is lost": ("a\n", "a\nb\n", "c\na\n", "a\nb\n"),
    "a line of base is lost": ("a\nb\nc\n", "a\nb\nc\nd\n", "e\na\nb\nc\n", "e\na\nc\nd\n"),
    "a line is doubled": ("a\n", "a\nb\n", "c\na\n", "c\na\nb\nb\n"),
    "a deleted line is there": ("a\nb\n", "a\n", "c\na\nb\n", "c\na\nb\n"),
    "nobody wrote a line": ("a\n", "a\nb\n", "c\na\n", "c\na\nb\nx\n"),
    "lines change places": ("a\nb\nc\n", "a\nb\nc\nd\n", "e\na\nb\nc\n", "e\nb\na\nc\nd\n"),
    "an added line changes places": ("a\nb\nc\n", "a\nb\nx\nc\n", "e\na\nb\nc\n", "e\na\nx\nb\nc\n"),
    "an entry that both added is there twice": (
        "- 2026-11-01 a\n",
        "- 2026-11-01 a\n- 2026-11-02 b\n",
        "- 2026-11-02 b\n- 2026-11-01 a\n",
        "- 2026-11-02 b\n- 2026-11-01 a\n- 2026-11-02 b\n",
    ),
    "a name of those who logged an entry is lost": ("a\n", "a\n- 2026-11-02 b [by:: Jo]\n", "a\n- 2026-11-02 b [by:: Mo]\n", "a\n- 2026-11-02 b [by:: Jo]\n"),
    "nobody named who logged an entry": ("a\n", "a\n- 2026-11-02 b [by:: Jo]\n", "a\n- 2026-11-02 b [by:: Mo]\n", "a\n- 2026-11-02 b [by:: Jo] [by:: Mo] [by:: Al]\n"),
    "a removed name is back": ("- 2026-11-02 b [by:: Jo]\n", "- 2026-11-02 b [by:: Mo]\n", "c\n- 2026-11-02 b [by:: Jo]\n", "c\n- 2026-11-02 b [by:: Jo] [by:: Mo]\n"),
    "a tick is lost": ("- [ ] a\n- [ ] b\n", "- [x] a\n- [ ] b\n", "- [ ] a\n- [x] b\n", "- [ ] a\n- [x] b\n"),
    "nobody ticked": ("- [ ] a\n- [ ] b\n", "- [ ] a\n- [ ] b\nc\n", "d\n- [ ] a\n- [ ] b\n", "d\n- [x] a\n- [ ] b\nc\n"),
    "the day of a tick is another one": (
        "- [ ] a 📅 2026-12-01\n",
        "- [x] a 📅 2026-12-01 ✅ 2026-11-20\n",
        "- [ ] a 📅 2026-12-05\n",
        "- [x] a 📅 2026-12-05 ✅ 2026-11-21\n",
    ),
    "the new date of a task is lost": (
        "- [ ] a 📅 2026-12-01\n",
        "- [x] a 📅 2026-12-01 ✅ 2026-11-20\n",
        "- [ ] a 📅 2026-12-05\n",
        "- [x] a 📅 2026-12-01 ✅ 2026-11-20\n",
    ),
    "a repeated fence is lost": (
        FENCES,
        FENCES + "\nOurs.\n",
        "Theirs.\n\n" + FENCES,
        "Theirs.\n\n" + FENCES.replace("Then:\n\n```bash\nmake\n```\n", "Then:\n") + "\nOurs.\n",
    ),
    "lines of a fence change places": ("~~~\na\nb\n~~~\n", "~~~\na\nb\n~~~\no\n", "t\n~~~\na\nb\n~~~\n", "t\n~~~\nb\na\n~~~\no\n"),
    "the lines of two fences are exchanged": (
        "```\na\n```\n\n```\nb\n```\n",
        "```\na\n```\n\n```\nb\n```\no\n",
        "t\n```\na\n```\n\n```\nb\n```\n",
        "t\n```\na\nb\n```\n\n```\n```\no\n",
    ),
    "a conflict has not all of ours": ("a\n", "b\nc\n", "d\n", write_conflict("b\n", "", "d\n", STYLE)),
    "a conflict joins what is apart": ("a\n", "b\nx\nc\n", "d\n", write_conflict("b\nc\n", "", "d\n", STYLE) + "x\n"),
    "a conflict has lines of neither": ("a\n", "b\n", "d\n", write_conflict("b\nx\n", "", "d\n", STYLE)),
    "a conflict is not closed": ("a\n", "b\n", "d\n", "<<<<<<< ours\nb\n=======\nd\n"),
}  # fmt: skip

# Base, ours, theirs, and a result that is right.
RIGHT = {
    "both logged an entry": ("a\n", "a\n- 2026-11-02 b [by:: Jo]\n", "a\n- 2026-11-02 b [by:: [[Mo]]]\n", "a\n- 2026-11-02 b [by:: Jo] [by:: [[Mo]]]\n"),
    "entries of two people": ("a\n", "a\n- 2026-11-02 b [by:: Jo]\n", "- 2026-11-02 b [by:: Mo]\na\n", "- 2026-11-02 b [by:: Mo]\na\n- 2026-11-02 b [by:: Jo]\n"),
    "changes apart": ("a\nb\nc\n", "a2\nb\nc\n", "a\nb\nc2\n", "a2\nb\nc2\n"),
    "the same change": ("a\nb\n", "a\nx\nb\n", "a\nx\nb\n", "a\nx\nb\n"),
    "the same line in two places": ("a\nb\n", "x\na\nb\n", "a\nb\nx\n", "x\na\nb\nx\n"),
    "a line that is written again elsewhere": ("a\nb\n", "b\n", "a\nb\na\n", "b\na\n"),
    "a move": ("a\nb\nc\n", "b\nc\na\n", "a\nb\nc\nd\n", "b\nc\na\nd\n"),
    "repeated fences": (FENCES, FENCES + "\nOurs.\n", "Theirs.\n\n" + FENCES, "Theirs.\n\n" + FENCES + "\nOurs.\n"),
    "trailing blanks and line endings": ("a\n", "a\r\nb\r\n", "c \na\n", "c\na\nb"),
    "a conflict": ("a\n", "b\n", "c\n", write_conflict("b\n", "a\n", "c\n", STYLE)),
    "a conflict with a heading's line": ("a\n", "b\n=======\n", "c\n", write_conflict("b\n=======\n", "a\n", "c\n", STYLE)),
    "a line within a conflict that is not in dispute": (
        "a\nb\nc\n", "a1\nb\nc1\n", "a2\nb2\nc2\n", write_conflict("a1\nb2\nc1\n", "", "a2\nb2\nc2\n", STYLE)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_result_is_refused(name: str) -> None:
    assert not proves_body(*WRONG[name], STYLE)


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_result_is_accepted(name: str) -> None:
    assert proves_body(*RIGHT[name], STYLE)


@pytest.mark.parametrize(
    "style", [MarkerStyle(10, "HEAD", "topic/x", "1234abc", with_base=True), MarkerStyle(7, "", "", "")]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_conflict_of_any_style_is_read(style: MarkerStyle, end: str) -> None:
    ours, base, theirs = f"x{end}", f"a{end}", f"y{end}"
    merged = write_conflict(ours, base, theirs, style, end)
    assert proves_body(base, ours, theirs, merged, style)
    assert not proves_body(base, ours, theirs, merged, style._replace(size=style.size + 1))


# Laws


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw a body in which each line is there once, and two versions of it without moves."""
    count = draw(st.integers(3, 14))
    lines = [_line(number, draw(st.integers(0, 3))) for number in range(count)]
    ours, theirs = (draw(edited(lines, name)) for name in ("ours", "theirs"))
    return _text(lines), _text(ours), _text(theirs)


def _line(number: int, kind: int) -> str:
    forms = "text {}", "- 2026-11-{:02} entry", "- [ ] task {} 📅 2026-12-01", "```\ncode {}\n```"
    return forms[kind].format(number + 1)


@st.composite
def edited(draw: st.DrawFn, lines: Sequence[str], name: str) -> list[str]:
    """Draw a version with lines of its own."""
    found = list(lines)
    for number in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(found) - 1))
        kind = draw(st.sampled_from(["add", "set", "delete", "tick"]))
        own = f"{'- 2026-11-20 ' if draw(st.booleans()) else ''}{name} {number}"
        if kind == "add":
            found.insert(at, own)
        elif kind == "delete" and len(found) > 1:
            del found[at]
        else:
            found[at] = found[at].replace("[ ]", "[x]") if kind == "tick" else own
    return found


def _text(parts: Sequence[str]) -> str:
    return "## Log\n\n" + "".join(f"{part}\n" for part in parts)


def merged_by_git(bodies: tuple[str, str, str]) -> str:
    """Return what git makes of the aligned bodies."""
    first, second, third = align_body(*bodies, Rules())
    return merge_lines(".")(first.encode(), second.encode(), third.encode()).text.decode()


@pytest.mark.system
@settings(max_examples=150)
@given(versions())
def test_what_git_makes_of_aligned_bodies_is_proved(bodies: tuple[str, str, str]) -> None:
    assert proves_body(*bodies, merged_by_git(bodies), STYLE)


@pytest.mark.system
@settings(max_examples=150)
@given(versions(), st.data())
def test_a_result_with_one_fault_is_not_proved(bodies: tuple[str, str, str], data: st.DataObject) -> None:
    merged = merged_by_git(bodies)
    assume("<<<<<<<" not in merged)
    lines = merged.splitlines(keepends=True)
    at = data.draw(st.sampled_from([number for number, line in enumerate(lines) if line.strip()]))
    without, doubled = [*lines[:at], *lines[at + 1 :]], [*lines[:at], lines[at], *lines[at:]]
    invented = [*lines[:at], "invented\n", *lines[at:]]
    for wrong in (without, doubled, invented):
        assert not proves_body(*bodies, "".join(wrong), STYLE)


@pytest.mark.system
@settings(max_examples=150)
@given(versions(), st.data())
def test_a_result_with_two_lines_of_one_side_exchanged_is_not_proved(
    bodies: tuple[str, str, str], data: st.DataObject
) -> None:
    merged = merged_by_git(bodies)
    lines = merged.splitlines(keepends=True)
    own = bodies[data.draw(st.integers(1, 2))].splitlines(keepends=True)
    pairs = [at for at in range(len(lines) - 1) if {lines[at], lines[at + 1]} <= set(own) - {"\n", "```\n"}]
    assume("<<<<<<<" not in merged and pairs)
    at = data.draw(st.sampled_from(pairs))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    assert not proves_body(*bodies, "".join(lines), STYLE)
