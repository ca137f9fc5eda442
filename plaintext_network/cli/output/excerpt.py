"""Prints a line of a note with carets under a range. Doesn't know what is wrong with it."""

from __future__ import annotations

import re

from plaintext_network.cli.output.table import fit, width

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.output.terminal import Channel, Screen

_BEFORE, _AFTER = 60, 100  # characters shown around the first one marked, where no terminal limits them
_AROUND = 500  # characters to choose from where a terminal limits them


def excerpt(screen: Screen, line: str, number: int, column: int, characters: int) -> None:
    """Print a line, shortened if long, with carets below from a column, which counts from 1."""
    out, first = screen.out, column - 1
    start, end = max(0, first - _BEFORE), first + _AFTER
    shown = line.replace("\t", " ")
    before, after = "", ""
    label = f"  {number} | "
    if out.columns is not None:
        start, end = _window(out, shown, first, first + characters, max(out.columns - len(label), 2))
        before, after = out.mark if start else "", out.mark if end < len(shown.rstrip()) else ""
    marked = shown[first : min(first + min(characters, _BEFORE), end)]
    text = f"{before}{out.clean(shown[start:end].rstrip())}{after}"
    if out.columns is not None:
        # A word longer than the terminal.
        text = fit(text, max(out.columns - len(label), 1), out.mark)
    screen.print_whole(label, text)
    indent = width(before + out.clean(shown[start:first]))
    carets = "^" * max(1, width(out.clean(marked)))
    if out.columns is not None:
        carets = carets[: max(out.columns - len(label) - indent, 1)]
    screen.print_whole(f"  {' ' * len(str(number))} | {' ' * indent}", ("error", carets))


def _window(out: Channel, line: str, first: int, last: int, room: int) -> tuple[int, int]:
    """Return the range of whole words around the characters from `first` to `last` that fits."""
    lowest, highest = max(0, first - _AROUND), min(len(line.rstrip()), last + _AROUND)

    def fits(start: int, end: int) -> bool:
        # A mark at each end takes a column.
        return width(out.clean(line[start:end])) + 2 <= room

    if lowest == 0 and highest == len(line.rstrip()) and width(out.clean(line.rstrip())) <= room:
        return 0, highest
    gaps = list(re.finditer(r"\s+", line[lowest:highest]))
    starts = [at for gap in gaps if (at := lowest + gap.end()) <= first]
    starts = [0, *starts] if lowest == 0 else starts or [first]
    ends = [at for gap in gaps if (at := lowest + gap.start()) > first] + [highest]
    start, end = starts.pop(), ends.pop(0)
    while ends and end < last and fits(start, ends[0]):
        end = ends.pop(0)
    while starts and fits(starts[-1], end):
        start = starts.pop()
    while ends and fits(start, ends[0]):
        end = ends.pop(0)
    return start, end
