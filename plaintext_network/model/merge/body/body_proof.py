"""Proves from lines alone that a merged body has the changes of both sides. Knows no rule of the merge.

The merged text is read twice: once with ours in each conflict, once with theirs. With b, o and t for how often a line is in
base, ours and theirs, it must be in our reading between o and o + t - b times, in their reading between t and o + t - b times.
A merge of changes in different places gives o + t - b; equal changes count once; in a conflict, a reading has one side's.
A dated entry that both sides added occurs once. If they name different people who logged it, it occurs once with all of these,
or once for each side.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from plaintext_network.model.merge.conflicts.conflict_views import Readings, find_readings, has_parts_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.marker_style import MarkerStyle

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
# Who logged an entry.
_LOGGED_BY = re.compile(r"[ \t]*[\[(]by::(?P<name>(?:\[\[[^\[\]]*\]\]|[^\[\]()])*)[\])]", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)")


def proves_body(base: str, ours: str, theirs: str, merged: str, style: MarkerStyle) -> bool:
    """Return whether a merged body loses, doubles, invents and reorders no line, and changes no code."""
    b, o, t = _lines(base), _lines(ours), _lines(theirs)
    return any(
        has_parts_of(readings.conflicts, o, t) and _is_proved(b, o, t, readings)
        for readings in find_readings(_lines(merged), style)
    )


def _is_proved(b: list[str], o: list[str], t: list[str], readings: Readings) -> bool:
    sides = ((o, t, readings.ours), (t, o, readings.theirs))
    alike = _added_alike(b, o, t)
    for reader in (_all_lines, _fences):
        base, ours, theirs = (Counter(reader(lines)) for lines in (b, o, t))
        for side, other, merged in (
            (ours, theirs, Counter(reader(readings.ours))),
            (theirs, ours, Counter(reader(readings.theirs))),
        ):
            if not _counts_hold(base, side, other, merged, alike):
                return False
    return (
        _tasks_hold(b, o, t, readings)
        and _names_hold(b, o, t, readings)
        and all(_keeps_order(b, side, other, merged) for side, other, merged in sides)
    )


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]


def _all_lines(lines: Iterable[str]) -> list[str]:
    """Return the lines that are not blank, each task without its box and the dates of its end, and each entry without the
    names of those who logged it.
    """
    return [_plain(line) for line in lines if line]


def _plain(line: str) -> str:
    if "::" in line and _ENTRY.match(line):
        return _LOGGED_BY.sub("", line).rstrip()
    task = _TASK.match(line) if "[" in line or line.lstrip("-*+> \t")[:1].isupper() else None
    return f"{task['lead']}[]{_STAMP.sub('', task['rest'])}".rstrip() if task else line


def _counts_hold(
    base: "Counter[str]",
    side: "Counter[str]",
    other: "Counter[str]",
    merged: "Counter[str]",
    alike: "Counter[str]",
) -> bool:
    for line in {*base, *side, *other, *merged}:
        own, sum_of_both = side[line], side[line] + other[line] - base[line]
        most = max(own, sum_of_both - alike[line])
        if not min(own, sum_of_both) <= merged[line] <= most:
            return False
    return True


def _added_alike(b: list[str], o: list[str], t: list[str]) -> "Counter[str]":
    """Count the entries that both sides added in the same words."""
    base, ours, theirs = Counter(b), Counter(o), Counter(t)
    alike: Counter[str] = Counter()
    for line in ours.keys() & theirs.keys():
        count = min(ours[line], theirs[line]) - base[line]
        if count > 0 and _ENTRY.match(line):
            alike[_plain(line)] += count
    return alike


# Who logged it


def _names_hold(b: list[str], o: list[str], t: list[str], readings: Readings) -> bool:
    """Return whether each entry names those whom both sides wanted, or in a conflict those of each side."""
    base, ours, theirs, here, there = map(_names, (b, o, t, readings.ours, readings.theirs))
    nobody: set[str] = set()
    for entry in {*base, *ours, *theirs, *here, *there}:
        old, mine, other = (names.get(entry, nobody) for names in (base, ours, theirs))
        wanted = (mine & other) | ((mine | other) - old)
        found = here.get(entry, nobody), there.get(entry, nobody)
        if found != (wanted, wanted) and found != (mine, other):
            return False
    return True


def _names(lines: Iterable[str]) -> dict[str, set[str]]:
    """Return the names of those who logged each entry."""
    found: dict[str, set[str]] = {}
    for line in lines:
        if "::" in line and _ENTRY.match(line):
            names = {
                field["name"].strip().strip("[]").partition("|")[0] for field in _LOGGED_BY.finditer(line)
            }
            found.setdefault(_plain(line), set()).update(names)
    return found


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


def _tasks_hold(b: list[str], o: list[str], t: list[str], readings: Readings) -> bool:
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
