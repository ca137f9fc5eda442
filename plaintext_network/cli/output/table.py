"""Measures and wraps text in terminal columns, and divides a line among table columns. Knows no streams.

Texts here are escaped already: one line each, with nothing that moves the cursor.
"""

from __future__ import annotations

import re

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    # What a column needs: all of it, what it needs to be easy to read, and what it needs to break no word.
    Needs: TypeAlias = tuple[int, int, int]

GAP = 2

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


def fit_words(text: str, columns: int, mark: str = "…") -> str:
    """Shorten text to at most `columns`, after a whole word where at least one fits, and end it with `mark`."""
    if width(text) <= columns:
        return text
    kept = ""
    for found in re.finditer(r" +|$", text):
        if width(text[: found.start()]) >= columns:
            break
        kept = text[: found.start()].rstrip(",;:–— ") or kept
    return kept + mark if kept else fit(text, columns, mark)


def wrap(text: str, columns: int) -> list[str]:
    """Wrap text between words into lines of at most `columns` (at least 2).

    Only a word longer than a line is broken: after a `/`, else anywhere between graphemes.
    """
    return flow(text.split(" "), columns, " ")


def flow(atoms: Sequence[str], columns: int, gap: str) -> list[str]:
    """Fill lines of at most `columns` (at least 2) with atoms, joined by `gap`.

    An atom is broken only if it is longer than a line: between its words, after a `/`, else anywhere.
    """
    lines = [""]
    for atom in atoms:
        if lines[-1] and width(lines[-1]) + len(gap) + width(atom) <= columns:
            lines[-1] += gap + atom
            continue
        if width(atom) <= columns:
            broken = [atom]
        elif " " in atom:
            broken = wrap(atom, columns)
        else:
            broken = list(pieces(atom, max(columns, 2)))
        lines[-1:] = [lines[-1], *broken] if lines[-1] else broken
    return [line.rstrip(" ") for line in lines]


def wrap_places(places: Sequence[str], columns: int) -> list[str]:
    """Wrap paths into lines of at most `columns` (at least 2); only a path longer than a line is broken, after a `/`."""
    atoms: list[str] = []
    for place in places:
        atoms += [place] if width(place) <= columns else flow(folders(place), columns, "")
    return flow(atoms, columns, " ")


def folders(path: str) -> list[str]:
    """Split a path after each `/`."""
    return re.findall(r"[^/]*/|[^/]+", path)


def pieces(word: str, columns: int) -> Iterator[str]:
    """Break a word into pieces of at most `columns` (at least 2): after a `/`, else between graphemes (UAX #29)."""
    piece = ""
    for part in folders(word):
        if width(piece) + width(part) <= columns:
            piece += part
            continue
        if piece:
            yield piece
        *full, piece = _graphemes(part, columns) if width(part) > columns else (part,)
        yield from full
    yield piece


def _graphemes(word: str, columns: int) -> Iterator[str]:
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


def arrange(columns: Sequence[Needs], limit: int, droppable: Sequence[int]) -> list[tuple[int, int]]:
    """Return the positions of the columns to show, each with its share of a line of `limit`, with gaps of `GAP`.

    The widest shrink first. Before one becomes hard to read, columns at `droppable` positions go, the last first.
    """
    shown, leaving = list(range(len(columns))), list(droppable)

    def excess(widths: Iterable[int]) -> int:
        return sum(widths) + GAP * (len(shown) - 1) - limit

    while leaving and excess(columns[at][1] for at in shown) > 0:
        shown.remove(leaving.pop())
    # Each needs room for one character.
    del shown[max(1, (limit + GAP) // (1 + GAP)) :]
    shares = {at: min(columns[at][0], limit) for at in shown}
    for stage in (1, 2, None):
        over = excess(shares.values())
        while over > 0:
            wider = [at for at in shown if shares[at] > (columns[at][stage] if stage else 1)]
            if not wider:
                break
            shares[max(wider, key=shares.__getitem__)] -= 1
            over -= 1
    return list(shares.items())
