"""Proves from lines alone that a merged body has the changes of both sides. Knows no rule of the merge.

The merged text is read twice: once with ours in each conflict, once with theirs. With b, o and t for how often a line is in
base, ours and theirs, it must be in our reading between o and o + t - b times, in their reading between t and o + t - b times.
A merge of changes in different places gives o + t - b; equal changes count once; in a conflict, a reading has one side's.
A dated entry that both sides added occurs once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.conflict_markers import MarkerStyle

_TASK = re.compile(
    r"(?P<lead>[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)"
    r"(?P<state>\[[^\]\n]\](?=[ \t]|$)|(?:TODO|LATER|NOW|DOING|WAITING|WAIT|IN-PROGRESS|DONE|CANCELLED|CANCELED)(?=[ \t]))"
    r"(?P<rest>.*)"
)
_STAMP = re.compile(
    r"[ \t]*(?:[✅❌]\ufe0f?[ \t]*\d{4}-\d\d-\d\d|[\[(](?:completion|completed|done|cancelled|canceled)::[^\[\]()]*[\])]"
    r"|(?<![\w@])@(?:completed|done|cancelled|canceled)\([^()]*\))"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_OPEN_STATES = ("[ ]", "TODO", "LATER", "NOW", "DOING", "WAITING", "WAIT", "IN-PROGRESS")
# Lines that begin like a Log entry: both sides may have logged the same interaction.
_ENTRY = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+[*_=(\[<]*\d{4}-\d\d-\d\d")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)")


class _Conflict(NamedTuple):
    ours: list[str]
    theirs: list[str]


class _Readings(NamedTuple):
    """A merged text with ours in each conflict, with theirs, and the conflicts."""

    ours: list[str]
    theirs: list[str]
    conflicts: list[_Conflict]


def proves_body(base: str, ours: str, theirs: str, merged: str, style: MarkerStyle) -> bool:
    """Return whether a merged body loses, doubles, invents and reorders no line, and changes no code."""
    b, o, t = _lines(base), _lines(ours), _lines(theirs)
    return any(
        _has_parts_of(readings.conflicts, o, t) and _is_proved(b, o, t, readings)
        for readings in _readings(_lines(merged), style)
    )


def _is_proved(b: list[str], o: list[str], t: list[str], readings: _Readings) -> bool:
    sides = ((o, t, readings.ours), (t, o, readings.theirs))
    for reader in (_all_lines, _fences):
        base, ours, theirs = (Counter(reader(lines)) for lines in (b, o, t))
        for side, other, merged in (
            (ours, theirs, Counter(reader(readings.ours))),
            (theirs, ours, Counter(reader(readings.theirs))),
        ):
            if not _counts_hold(base, side, other, merged):
                return False
    return _tasks_hold(b, o, t, readings) and all(
        _keeps_order(b, side, other, merged) for side, other, merged in sides
    )


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]


def _all_lines(lines: Iterable[str]) -> list[str]:
    """Return the lines that are not blank, each task without its box and the dates of its end."""
    return [_plain(line) for line in lines if line]


def _plain(line: str) -> str:
    task = _TASK.match(line) if "[" in line or line.lstrip("-*+> \t")[:1].isupper() else None
    return f"{task['lead']}[]{_STAMP.sub('', task['rest'])}".rstrip() if task else line


def _counts_hold(
    base: "Counter[str]", side: "Counter[str]", other: "Counter[str]", merged: "Counter[str]"
) -> bool:
    for line in {*base, *side, *other, *merged}:
        own, sum_of_both = side[line], side[line] + other[line] - base[line]
        most = max(own, sum_of_both)
        if min(own, other[line]) > base[line] and _ENTRY.match(line):
            most = max(own, other[line])
        if not min(own, sum_of_both) <= merged[line] <= most:
            return False
    return True


# Code


def _fences(lines: Iterable[str]) -> list[str]:
    """Return each fenced block of code, whole."""
    found: list[str] = []
    block: list[str] = []
    sign = ""
    for line in lines:
        if not block:
            if (fence := _FENCE.match(line)) and not (fence[1][0] == "`" and "`" in fence[2]):
                block, sign = [line], fence[1]
            continue
        block.append(line)
        closing = line.strip(" \t>")
        if len(closing) >= len(sign) and not closing.strip(sign[0]):
            found.append("\n".join(block))
            block = []
    return [*found, "\n".join(block)] if block else found


# Tasks


class _Task(NamedTuple):
    """A task's line: `name` is its text without dates, `tick` its box or word and the dates of its end."""

    line: str
    name: str
    core: str
    tick: tuple[str, str]


def _tasks_of(lines: Iterable[str]) -> list[_Task]:
    found: list[_Task] = []
    for line in lines:
        if task := _TASK.match(line):
            rest = task["rest"]
            core = _STAMP.sub("", rest)
            stamps = "".join(_STAMP.findall(rest)).strip()
            name = " ".join(_DATE.sub("", core).split())
            found.append(_Task(line, name, " ".join(core.split()), (task["state"], stamps)))
    return found


def _tasks_hold(b: list[str], o: list[str], t: list[str], readings: _Readings) -> bool:
    base, ours, theirs = (_tasks_of(lines) for lines in (b, o, t))
    known = {task.line for task in (*ours, *theirs)}
    ticks = {(task.name, task.tick) for task in (*ours, *theirs)}
    cores = {(task.name, task.core) for task in (*ours, *theirs)}
    for side, other, merged in ((ours, theirs, readings.ours), (theirs, ours, readings.theirs)):
        found = _tasks_of(merged)
        for task in found:
            is_joined = (task.name, task.tick) in ticks and (task.name, task.core) in cores
            if task.line not in known and not is_joined:
                return False
        in_base, in_side, in_other, in_merged = (
            Counter(_closed(each)) for each in (base, side, other, found)
        )
        total = Counter(task.name for task in found)
        for name in {*in_base, *in_side, *in_other, *in_merged}:
            own, sum_of_both = in_side[name], in_side[name] + in_other[name] - in_base[name]
            low, high = min(own, sum_of_both), max(own, sum_of_both)
            if not min(low, total[name]) <= in_merged[name] <= high:
                return False
    return True


def _closed(tasks: Iterable[_Task]) -> list[str]:
    return [task.name for task in tasks if task.tick[0] not in _OPEN_STATES]


# Order


def _keeps_order(b: list[str], side: list[str], other: list[str], merged: list[str]) -> bool:
    """Return whether the lines that a side has once are in its order, unless the other side changed their order."""
    base, own, others, found = (_places(lines) for lines in (b, side, other, merged))
    kept = [line for line in base if line in others and line in own]
    if any(others[one] > others[two] for one, two in pairwise(kept)):
        return True
    lines = [line for line in own if line in found and (line in base or line not in others)]
    return all(found[one] < found[two] for one, two in pairwise(lines))


def _places(lines: Sequence[str]) -> dict[str, int]:
    """Return where each line is that occurs once, in the order of the lines."""
    plain = [_plain(line) if line else "" for line in lines]
    counts = Counter(plain)
    return {line: at for at, line in enumerate(plain) if line and counts[line] == 1}


# Conflicts


def _readings(lines: Sequence[str], style: MarkerStyle) -> Iterable[_Readings]:
    """Return the ways to read the conflicts of a text; there are several if a side contains a line of `=======`."""
    for divider in (0, -1):
        if (readings := _read(lines, style, divider)) is not None:
            yield readings


def _read(lines: Sequence[str], style: MarkerStyle, divider: int) -> _Readings | None:
    start, middle, stop = (sign * style.size for sign in "<=>")
    readings = _Readings([], [], [])
    at = 0
    while at < len(lines):
        line = lines[at]
        if line != f"{start} {style.ours}".rstrip():
            readings.ours.append(line)
            readings.theirs.append(line)
            at += 1
            continue
        end = f"{stop} {style.theirs}".rstrip()
        last = next((n for n in range(at + 1, len(lines)) if lines[n] == end), None)
        if last is None:
            return None
        dividers = [n for n in range(at + 1, last) if lines[n] == middle]
        if not dividers:
            return None
        cut = dividers[divider]
        original = f"{'|' * style.size} {style.base}".rstrip()
        before = (
            next((n for n in range(at + 1, cut) if lines[n] == original), cut) if style.with_base else cut
        )
        conflict = _Conflict(list(lines[at + 1 : before]), list(lines[cut + 1 : last]))
        readings.ours.extend(conflict.ours)
        readings.theirs.extend(conflict.theirs)
        readings.conflicts.append(conflict)
        at = last + 1
    return readings


def _has_parts_of(conflicts: Iterable[_Conflict], ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether both sides of each conflict are contiguous lines of that side, in its order.

    git joins two conflicts with up to three equal lines between them, and repeats these lines on both sides.
    """
    texts = ["\n".join(["", *lines, ""]) for lines in (ours, theirs)]
    places = [0, 0]
    for conflict in conflicts:
        common = set(conflict.ours) & set(conflict.theirs)
        for side, lines in enumerate((conflict.ours, conflict.theirs)):
            for is_common, part in groupby(lines, common.__contains__):
                if not is_common:
                    written = "\n".join(["", *part, ""])
                    place = texts[side].find(written, places[side])
                    if place < 0:
                        return False
                    places[side] = place + len(written) - 1
    return True
