"""Aligns the bodies of a note's three versions, so that each resolved entry is equal in all of them for a merge by lines.

Resolves Log entries and tasks. Merges no line itself, and knows no front matter.
"""

import re
from collections import Counter

from plaintext_network.model.note.rules import Rules

# Lines that may be items or headings, and lines that may be tasks: the merge resolves only these.
_ITEM_OR_HEADING = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]")
_TASK = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[^\]\n]\]|[A-Z]{3})")


def align_body(base: str, ours: str, theirs: str, rules: Rules) -> tuple[str, str, str]:
    """Return the three bodies, in which each resolved Log entry and task is equal, and all else is as before.

    Returns bodies unchanged if it can't align them with certainty.
    """
    bodies = (base, ours, theirs)
    if ours == theirs or base in (ours, theirs):
        return bodies
    is_windows = all(text.count("\r") == text.count("\r\n") == text.count("\n") for text in bodies)
    if not is_windows and any("\r" in text for text in bodies):
        return bodies
    first, second, third = ((text.replace("\r\n", "\n") if is_windows else text) for text in bodies)
    changed = {*_changed_lines(first, second), *_changed_lines(first, third)}
    if not any(map(_ITEM_OR_HEADING.match, changed)):
        return bodies
    aligned = _aligned(
        first,
        second,
        third,
        rules,
        has_tasks=any(map(_TASK.match, changed)),
        has_names=any("by::" in line.lower() for line in changed),
    )
    if aligned == (first, second, third):
        return bodies
    if is_windows:
        first, second, third = (text.replace("\n", "\r\n") for text in aligned)
        return first, second, third
    return aligned


def _changed_lines(base: str, side: str) -> "Counter[str]":
    """Return the lines that a side added or removed."""
    changed = Counter(side.split("\n"))
    changed.subtract(base.split("\n"))
    return Counter({line: count for line, count in changed.items() if count})


def _aligned(
    base: str, ours: str, theirs: str, rules: Rules, *, has_tasks: bool, has_names: bool
) -> tuple[str, str, str]:
    # Late: most changes touch neither items nor headings.
    from plaintext_network.model.merge.body.body_units import parse_body
    from plaintext_network.model.merge.body.log_entries import align_entries
    from plaintext_network.model.merge.body.new_ends import align_new_ends
    from plaintext_network.model.merge.body.tasks import align_tasks

    ended = (_ended(base), _ended(ours), _ended(theirs))
    parsed = [parse_body(text) for text in ended]
    if has_names:
        from plaintext_network.model.merge.body.joint_entries import join_entries

        for at, text in enumerate(join_entries(parsed[0], parsed[1], parsed[2], rules), start=1):
            if text != parsed[at].source.text:
                parsed[at] = parse_body(text)
    for at, text in enumerate(align_new_ends(parsed[0], parsed[1], parsed[2], rules)):
        if text != parsed[at].source.text:
            parsed[at] = parse_body(text)
    aligned = align_entries(parsed[0], parsed[1], parsed[2], rules)
    if has_tasks:
        for at, text in enumerate(aligned):
            if text != ended[at]:
                parsed[at] = parse_body(text)
        aligned = align_tasks(parsed[0], parsed[1], parsed[2], rules)
    bodies = (base, ours, theirs)
    return bodies if aligned == ended else _with_own_ends(bodies, aligned)


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"


def _with_own_ends(bodies: tuple[str, str, str], aligned: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return the aligned texts without the last line feed, where the last line has none.

    If the last line is equal in all three, the side that changed its ending wins. To git, a line is another one without
    its line feed, so a last line gets one if another text has one there.
    """
    base, ours, theirs = (text.endswith("\n") or not text for text in bodies)
    last = [text[text.rfind("\n", 0, -1) + 1 :] for text in aligned]
    ends = [base, ours, theirs]
    if last[0] == last[1] == last[2]:
        # Nothing ended in base if it was empty.
        ends = [ours if theirs == base or ours == theirs or not bodies[0] else theirs] * 3
    else:
        for at, line in enumerate(last):
            ends[at] = ends[at] or any(
                _has_ended_line(text, line, is_ended=ends[number])
                for number, text in enumerate(aligned)
                if number != at
            )
    first, second, third = (
        text if is_ended else text.removesuffix("\n") for text, is_ended in zip(aligned, ends, strict=True)
    )
    return first, second, third


def _has_ended_line(text: str, line: str, *, is_ended: bool) -> bool:
    """Return whether a text contains a line, other than as a last line that has no ending."""
    return f"\n{line}" in "\n" + (text if is_ended else text[: text.rfind("\n", 0, -1) + 1])
