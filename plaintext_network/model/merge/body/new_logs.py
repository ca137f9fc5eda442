"""Joins two Logs that both sides added in the same place. Leaves everything around them to git."""

from collections.abc import Collection

from plaintext_network.model.merge.body.body_units import Unit
from plaintext_network.model.merge.body.entry_gaps import Gap, Range, Versions
from plaintext_network.model.merge.body.log_order import blank_lines_between, date_order, join_by_date, listed

# A half-open range of lines, and the lines in its place.
_Change = tuple[int, int, list[str]]


def new_log(versions: Versions, gap: Gap, unsure: Collection[str]) -> tuple[_Change, _Change, _Change] | None:
    """Return what to change in base, ours and theirs, so that all have one Log; None if no Log is new on both sides."""
    ours, theirs = _log_in(gap.ours), _log_in(gap.theirs)
    if gap.base.units or ours is None or theirs is None:
        return None
    sides = (ours, theirs)
    units = [unit for side in sides for unit in side]
    if ours[0].text != theirs[0].text or any(unit.text in unsure for unit in units):
        return None
    places = {unit.place for side in sides for unit in side[1:]}
    if len(places) != 1:
        return None
    joined = join_by_date(ours[1:], theirs[1:], date_order(places.pop(), ours, theirs))
    lead = max(side[1].first - side[0].stop for side in sides if len(side) > 1)
    between = blank_lines_between(ours[1:], theirs[1:])
    lines = [ours[0].text, *([""] * lead), *listed(joined, between)]
    # In base, the blank lines around the Log are those of a side that added nothing else there.
    above, below = list[list[str]](), list[list[str]]()
    for text, part, side in zip(versions[1:3], (gap.ours, gap.theirs), sides, strict=True):
        above.append(text.lines[part.start : side[0].first])
        below.append(text.lines[side[-1].stop : part.stop])
    before, after = (
        next((part for part in parts if not "".join(part).strip()), []) for parts in (above, below)
    )
    return (
        (gap.base.start, gap.base.stop, [*before, *lines, *after]),
        (ours[0].first, ours[-1].stop, lines),
        (theirs[0].first, theirs[-1].stop, lines),
    )


def _log_in(part: Range) -> list[Unit] | None:
    """Return the heading of the only Log in a range, and the entries directly below it."""
    logs = [number for number, unit in enumerate(part.units) if unit.is_log]
    if len(logs) != 1:
        return None
    below = part.units[logs[0] + 1 :]
    count = next((number for number, unit in enumerate(below) if not unit.is_entry), len(below))
    return [part.units[logs[0]], *below[:count]]
