"""Prints a line of a note with carets under a range. Doesn't know what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.table import width

if TYPE_CHECKING:
    from plaintext_network.cli.output.terminal import Screen


def excerpt(screen: Screen, line: str, number: int, column: int, characters: int) -> None:
    """Print a line, shortened if long, with carets below from a column, which counts from 1."""
    start = max(0, column - 1 - 60)
    before, marked = line[start : column - 1], line[column - 1 :][: min(characters, 60)]
    shown = line[start : column - 1 + 100].replace("\t", " ").rstrip()
    clean = screen.out.clean
    screen.print(f"  {number} | {shown}")
    carets = "^" * max(1, width(clean(marked.replace("\t", " "))))
    screen.print(
        f"  {' ' * len(str(number))} | {' ' * width(clean(before.replace(chr(9), ' ')))}", ("error", carets)
    )
