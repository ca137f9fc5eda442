"""Parses the place of a line in a note, such as `daily/2026-11-24.md:3`. Looks nothing up."""

# No note has more lines than nine digits can count, and `int` refuses thousands of digits.
_MOST_DIGITS = 9


def parse_place(typed: str) -> tuple[str, int] | None:
    """Return the path and the line of a `path:line`; None for other texts."""
    path, _, line = typed.strip().rpartition(":")
    return (path, int(line)) if path and line.isdecimal() and len(line) <= _MOST_DIGITS else None
