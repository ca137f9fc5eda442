"""Owns how many columns a text takes on a terminal, and how a table shares them. Knows no streams.

Texts here have been through `escape`: one line each, nothing that moves the cursor.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

GAP = 2
_READABLE = 8  # what a column of words keeps while others can still give

# One column and one grapheme each, whatever stands beside them: Latin, Greek, Cyrillic, dashes, quotes.
NARROW = r"[ -~\xa0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027]*"


def width(text: str) -> int:
    """Count the columns that text takes on a terminal."""
    if text.isascii() or re.fullmatch(NARROW, text):
        return len(text)
    # Late: its tables cost more than all else a short answer needs, and most names do without.
    import wcwidth

    # Character by character, so that the parts of a line sum up to the line. The blank is for a text that
    # begins with a mark whose letter is missing: beside one, such a mark takes a column.
    return sum(map(wcwidth.width, wcwidth.iter_graphemes(" " + text))) - 1


def fit(text: str, columns: int, mark: str = "…") -> str:
    """Shorten text to at most so many columns, ending in `mark` (one column) where something was left out.

    The cut never splits what a reader takes for one character (UAX #29).
    """
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    if text.isascii() or re.fullmatch(NARROW, text):
        return text[: columns - 1] + mark
    # Late: as in `width`.
    import wcwidth

    kept: list[str] = []
    room = columns  # for the blank, as in `width`, and one column less than there is, for the mark
    for grapheme in wcwidth.iter_graphemes(" " + text):
        room -= wcwidth.width(grapheme)
        if room < 0:
            break
        kept.append(grapheme)
    return "".join(kept)[1:] + mark


def wrap(text: str, columns: int) -> list[str]:
    """Break text between words into lines of at most so many columns (at least 2); a longer word is broken too."""
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
    """Share a line of `limit` columns, with gaps of `GAP`, among table columns that want so many each.

    The widest give first; those at `rigid` positions (numbers, days) only when the others can give no more.
    The last table columns are left out where a line has not even room for one character of each.
    """
    shares = [min(columns, limit) for columns in wanted[: max(1, (limit + GAP) // (1 + GAP))]]
    excess = sum(shares) + GAP * (len(shares) - 1) - limit
    everyone = range(len(shares))
    flexible = [column for column in everyone if column not in rigid]
    for floor, givers in ((_READABLE, flexible), (1, everyone)):
        while excess > 0 and givers:
            widest = max(givers, key=shares.__getitem__)
            if shares[widest] <= floor:
                break
            shares[widest] -= 1
            excess -= 1
    return shares
