"""Divides three versions of a body into the units that all contain and the gaps between these. Resolves nothing."""

import re
from collections.abc import Iterator, Sequence

from plaintext_network.model.merge.body.body_units import Unit, Units
from plaintext_network.model.merge.body.match_entries import Matches
from plaintext_network.named_tuples import NamedTuple

# A line that neither continues the item above it nor is continued by the item below it.
_APART = re.compile(r"[ \t]*(?:\Z|#{1,6}[ \t]|(?:[-*+]|\d{1,9}[.)])[ \t])")


class Range(NamedTuple):
    """A half-open range of lines between two units that all versions contain, and the units in it."""

    start: int
    stop: int
    units: list[Unit]


class Gap(NamedTuple):
    """The same gap in base, ours and theirs, what each side added there, and the units around it, None at the ends."""

    base: Range
    ours: Range
    theirs: Range
    added_by_ours: list[Unit]
    added_by_theirs: list[Unit]
    before: Unit | None
    after: Unit | None


class Versions(NamedTuple):
    """The three versions, and what each side did to base."""

    base: Units
    ours: Units
    theirs: Units
    in_ours: Matches
    in_theirs: Matches


def find_gaps(versions: Versions, both: Sequence[int]) -> Iterator[Gap]:
    """Yield the gaps that contain a unit. `both` are the units of base that both sides kept, perhaps edited."""
    base, ours, theirs, in_ours, in_theirs = versions
    for before, after in zip([-1, *both], [*both, len(base.units)], strict=True):
        was = _range(base, before, after)
        mine = _range(ours, in_ours.to.get(before, -1), in_ours.to.get(after, len(ours.units)))
        other = _range(theirs, in_theirs.to.get(before, -1), in_theirs.to.get(after, len(theirs.units)))
        if was.units or mine.units or other.units:
            yield Gap(
                was,
                mine,
                other,
                [unit for unit in mine.units if unit.first in in_ours.added],
                [unit for unit in other.units if unit.first in in_theirs.added],
                base.units[before] if before >= 0 else None,
                base.units[after] if after < len(base.units) else None,
            )


def _range(text: Units, before: int, after: int) -> Range:
    """Return the range between two units, given by number."""
    start = text.units[before].stop if before >= 0 else 0
    stop = text.units[after].first if after < len(text.units) else len(text.lines)
    return Range(start, stop, text.units[before + 1 : after])


def end_of_list(versions: Versions, gap: Gap) -> Gap | None:
    """Return the part of a gap in which entries were added to the end of the list above it, or before the list below it.

    The end of a Log without entries is below its heading. Where no list is, the end of a section is one if a side added
    another section there. The rest of the gap contains other lines. They must be apart from the entries, so
    that none of them becomes part of an entry.
    """
    places = [(True, gap.before), (False, gap.after)]
    places.sort(key=lambda place: place[1] is None or not place[1].is_entry)
    for is_above, neighbor in places:
        is_list = neighbor is not None and (neighbor.is_entry or (is_above and neighbor.is_log))
        if not is_list and not is_above:
            continue
        added: tuple[list[Unit], ...] = ([], gap.added_by_ours, gap.added_by_theirs)
        indent = neighbor.indent if neighbor else None
        if indent is None:
            indent = next((unit.indent for side in added for unit in side), None)
        parts = []
        for text, part, new in zip(versions[:3], gap[:3], added, strict=True):
            if is_above:
                run = _run(part.units, new, indent)
                stop = run[-1].stop if run else part.start
                parts.append(Range(part.start, stop, run))
                next_line = text.lines[stop] if stop < len(text.lines) else ""
                if not is_list and len(run) < len(part.units) and not part.units[len(run)].is_heading:
                    break
            else:
                run = _run(part.units[::-1], new[::-1], indent)[::-1]
                start = run[0].first if run else part.stop
                parts.append(Range(start, part.stop, run))
                next_line = text.lines[start - 1] if start else ""
            if not _APART.match(next_line):
                break
        else:
            base, ours, theirs = parts
            if ours.units or theirs.units:
                before, after = (neighbor, None) if is_above else (None, neighbor)
                return Gap(base, ours, theirs, ours.units, theirs.units, before, after)
    return None


def _run(units: Sequence[Unit], added: Sequence[Unit], indent: str | None) -> list[Unit]:
    """Return the first units, as far as a side added them to a list of this indent."""
    run = []
    for unit, new in zip(units, added, strict=False):
        if unit is not new or unit.indent != indent:
            break
        run.append(unit)
    return run
