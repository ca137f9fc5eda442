"""Draws numbers as a row of small bars, one column each. Prints nothing."""

from __future__ import annotations

from itertools import groupby

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from plaintext_network.cli.output.styles import Part
    from plaintext_network.cli.output.terminal import Channel

BARS, NONE = "▁▂▃▄▅▆▇█", "·"


def sparkline(numbers: Iterable[int], most: int, out: Channel, gap: str = "") -> list[Part]:
    """Return a bar for each number, the highest for `most`, and a dot for 0; digits if the terminal has no bars, `+` from 10 on."""
    has_bars = out.can_show(BARS + NONE)
    parts: list[Part] = []
    for is_none, group in groupby(numbers, lambda number: not number):
        if has_bars:
            drawn = [NONE if is_none else BARS[_height(number, most)] for number in group]
        else:
            drawn = ["." if is_none else str(number) if number < 10 else "+" for number in group]
        parts += [gap if parts else "", ("muted" if is_none else "level", gap.join(drawn))]
    return parts


def _height(number: int, most: int) -> int:
    """Return which bar a number gets: one alone gets a bar of middle height, as nothing is higher or lower."""
    if most <= 1:
        return len(BARS) // 2 - 1
    return min(len(BARS) - 1, -(-number * len(BARS) // most) - 1)
