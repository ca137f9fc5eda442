"""Reads a merged text once with ours in each conflict, and once with theirs. Knows nothing of how it was merged.

Unlike `find_conflicts`, it reads only markers in the style that the merge wrote, which may have less than seven signs.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.notes.source import lines_of


class Conflict(NamedTuple):
    """The lines of both sides."""

    ours: list[str]
    theirs: list[str]


class Readings(NamedTuple):
    """The lines of a merged text with ours in each conflict, with theirs, and the conflicts."""

    ours: list[str]
    theirs: list[str]
    conflicts: list[Conflict]


def find_readings(lines: Sequence[str], style: MarkerStyle) -> Iterator[Readings]:
    """Yield the ways to read the conflicts of a text; there are several if a side contains a line of `=======`.

    Nothing if the markers are not in order. What follows a line's last visible character doesn't matter.
    """
    for divider in (0, -1):
        if (readings := _read(lines, style, divider)) is not None:
            yield readings


def _read(lines: Sequence[str], style: MarkerStyle, divider: int) -> Readings | None:
    start, middle, stop = (sign * style.size for sign in "<=>")
    readings = Readings([], [], [])
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.rstrip() != f"{start} {style.ours}".rstrip():
            readings.ours.append(line)
            readings.theirs.append(line)
            at += 1
            continue
        end = f"{stop} {style.theirs}".rstrip()
        last = next((n for n in range(at + 1, len(lines)) if lines[n].rstrip() == end), None)
        if last is None:
            return None
        dividers = [n for n in range(at + 1, last) if lines[n].rstrip() == middle]
        if not dividers:
            return None
        cut = dividers[divider]
        original = f"{'|' * style.size} {style.base}".rstrip()
        before = (
            next((n for n in range(at + 1, cut) if lines[n].rstrip() == original), cut)
            if style.with_base
            else cut
        )
        conflict = Conflict(list(lines[at + 1 : before]), list(lines[cut + 1 : last]))
        readings.ours.extend(conflict.ours)
        readings.theirs.extend(conflict.theirs)
        readings.conflicts.append(conflict)
        at = last + 1
    return readings


def has_parts_of(conflicts: Iterable[Conflict], ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether both sides of each conflict are contiguous lines of that side, in its order.

    git puts up to three lines that are not in dispute between two conflicts into one conflict, on both sides.
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


class ConflictViews(NamedTuple):
    """A text with our lines and with their lines in place of each conflict, and these lines."""

    ours: str
    theirs: str
    conflicts: tuple[tuple[str, str], ...]


def read_views(text: str, style: MarkerStyle) -> ConflictViews | None:
    """Return both views of a text, or None if its markers are not in order."""
    if "<" * style.size not in text:
        return ConflictViews(text, text, ())
    readings = next(find_readings(lines_of(text), style), None)
    if readings is None:
        return None
    conflicts = tuple(("".join(each.ours), "".join(each.theirs)) for each in readings.conflicts)
    return ConflictViews("".join(readings.ours), "".join(readings.theirs), conflicts)
