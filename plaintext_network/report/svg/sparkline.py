"""Draws the touches of the last months as a row of small bars, for a person's card."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.report.markup import Element, element

STEP, BAR, HEIGHT = 5, 4, 20
# The ground below the bars, and the height of the lowest bar.
GROUND, LEAST = 1, 3


def sparkline(months: tuple[int, ...]) -> Element:
    """Return the bars of these months, the oldest first. The highest one is as high as the picture."""
    most, width = max(months, default=0), max(len(months), 1) * STEP
    room = HEIGHT - GROUND
    # One path for all, since a page has hundreds of these.
    bars = "".join(
        f"M{number * STEP + STEP / 2:g} {room}v-{max(LEAST, round(room * count / max(most, 2))):g}"
        for number, count in enumerate(months)
        if count
    )
    return element(
        "svg",
        element(
            "title", f"In touch {counted(sum(months), 'time')} in the last {counted(len(months), 'month')}"
        ),
        element("desc", f"By month, the oldest first: {', '.join(map(str, months))}."),
        element(
            "path", d=f"M0 {HEIGHT - GROUND / 2:g}h{width}", class_="sparkline-ground", stroke_width=GROUND
        ),
        element("path", d=bars, class_="sparkline-bars", stroke_width=BAR, stroke="currentColor")
        if bars
        else None,
        class_="sparkline",
        width=width,
        height=HEIGHT,
        viewBox=f"0 0 {width} {HEIGHT}",
        role="img",
    )
