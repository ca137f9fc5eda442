"""Draws the touches of the last months as a row of small bars, for a person's card."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.report.markup import Element, element

STEP, HEIGHT = 5, 20
# The height of the lowest bar.
LEAST = 3


def sparkline(months: tuple[int, ...]) -> Element:
    """Return the bars of these months, the oldest first. The highest one is as high as the picture.

    A page has hundreds of these, so each is one path, and the style sheet has the rest.
    """
    most, width = max(months, default=0), max(len(months), 1) * STEP
    bars = "".join(
        f"M{number * STEP + 2} {HEIGHT}v-{max(LEAST, round(HEIGHT * count / max(most, 2))):g}"
        for number, count in enumerate(months)
        if count
    )
    return element(
        "svg",
        element("path", d=bars, stroke="currentColor") if bars else None,
        class_="sparkline",
        width=width,
        height=HEIGHT,
        viewBox=f"0 0 {width} {HEIGHT}",
        role="img",
        aria_label=f"{counted(sum(months), 'touch', 'touches')} in {counted(len(months), 'month')}",
    )
