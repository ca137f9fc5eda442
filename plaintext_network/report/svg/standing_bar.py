"""Draws the number of people of each standing as one bar, for a table that has the numbers."""

from __future__ import annotations

from collections.abc import Iterable

from plaintext_network.report.markup import Element, element

WIDTH, HEIGHT, GAP = 200.0, 10.0, 1.5


def standing_bar(standings: Iterable[tuple[str, int]], most: int) -> Element:
    """Return a bar whose length shows the people; `most` are the people of the longest bar."""
    found = [(word, number) for word, number in standings if number]
    parts, x = [], 0.0
    for word, number in found:
        width = number / most * WIDTH
        parts.append(
            element(
                "rect",
                x=x,
                y=1,
                width=max(width - GAP, 0.75),
                height=HEIGHT,
                rx=1.5,
                class_=f"standing-{word}",
            )
        )
        x += width
    return element(
        "svg",
        parts,
        class_="standing-bar",
        width=WIDTH,
        height=HEIGHT + 2,
        viewBox=f"0 0 {WIDTH:g} {HEIGHT + 2:g}",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
