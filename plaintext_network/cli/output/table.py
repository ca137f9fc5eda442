"""Measures text in terminal columns, and divides a line among table columns. Knows no streams.

Texts here are escaped already: one line each, with nothing that moves the cursor.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

GAP = 2
_READABLE = 8  # columns that a text column retains while others can still shrink

# One column and one grapheme each, in any context: Latin, Greek, Cyrillic, dashes, quotes.
NARROW = r"[ -~\xa0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027]*"


def width(text: str) -> int:
    """Return the columns that text takes on a terminal."""
    if text.isascii() or re.fullmatch(NARROW, text):
        return len(text)
    # Late: its tables cost more than the rest of a short run, and most names do without.
    import wcwidth

    # Grapheme by grapheme, so that the widths of parts add up. The space is for a text that starts with a
    # combining mark: on its own, such a mark takes a column.
    return sum(map(wcwidth.width, wcwidth.iter_graphemes(" " + text))) - 1


def fit(text: str, columns: int, mark: str = "…") -> str:
    """Shorten text to at most `columns`, ending with `mark` (one column) if something was cut.

    Never cuts within a grapheme (UAX #29).
    """
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    if text.isascii() or re.fullmatch(NARROW, text):
        return text[: columns - 1] + mark
    # Late: as in `width`.
    import wcwidth

    fitting: list[str] = []
    room = columns  # one more for the space, as in `width`, and one less for the mark
    for grapheme in wcwidth.iter_graphemes(" " + text):
        room -= wcwidth.width(grapheme)
        if room < 0:
            break
        fitting.append(grapheme)
    return "".join(fitting)[1:] + mark


def wrap(text: str, columns: int) -> list[str]:
    """Wrap text between words into lines of at most `columns` (at least 2); break longer words too."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and width(lines[-1]) + 1 + width(word) <= columns:
            lines[-1] += " " + word
        else:
            pieces = [word] if width(word) <= columns else list(_pieces(word, max(columns, 2)))
            lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces
    return [line.rstrip(" ") for line in lines]


def _pieces(word: str, columns: int) -> Iterator[str]:
    # Late: as in `width`.
    import wcwidth

    piece, room = "", columns
    for grapheme in wcwidth.iter_graphemes(word):
        taken = width(grapheme)
        if taken > room:
            yield piece
            piece, room = "", columns
        piece, room = piece + grapheme, room - taken
    yield piece


def share(wanted: Sequence[int], limit: int, rigid: Collection[int] = ()) -> list[int]:
    """Divide a line of `limit` columns, with gaps of `GAP`, among table columns of the `wanted` widths.

    The widest shrink first; those at `rigid` positions (numbers, dates) only when the others can't shrink more.
    The last columns are dropped if the line has no room for one character of each.
    """
    shares = [min(columns, limit) for columns in wanted[: max(1, (limit + GAP) // (1 + GAP))]]
    excess = sum(shares) + GAP * (len(shares) - 1) - limit
    all_columns = range(len(shares))
    flexible = [column for column in all_columns if column not in rigid]
    for floor, shrinking in ((_READABLE, flexible), (1, all_columns)):
        while excess > 0 and shrinking:
            widest = max(shrinking, key=shares.__getitem__)
            if shares[widest] <= floor:
                break
            shares[widest] -= 1
            excess -= 1
    return shares
