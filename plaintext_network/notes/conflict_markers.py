"""Reads and writes the markers that git sets around the two sides of a conflict. Knows no properties and runs no git."""

import re

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.notes.source import Span, Spans


def write_conflict(ours: str, base: str, theirs: str, style: MarkerStyle, end: str = "\n") -> str:
    """Return the lines of a conflict. Each side is whole lines or empty; `end` is the markers' line ending."""
    middle = f"{'|' * style.size} {style.base}{end}{base}" if style.with_base else ""
    return (
        f"{'<' * style.size} {style.ours}{end}{ours}{middle}{'=' * style.size}{end}"
        f"{theirs}{'>' * style.size} {style.theirs}{end}"
    )


class Side(NamedTuple):
    """One side of a conflict: what git calls it, which may be empty, and its lines, whole or none."""

    label: str
    span: Span
    text: str


class Conflict(NamedTuple):
    """A conflict between markers. `span` is its lines with the markers, `opening` the first marker without its label.

    `size` is the markers' length. `is_clear` is false if a line of a side could be the divider: then nobody can tell the sides.
    """

    span: Span
    opening: Span
    size: int
    ours: Side
    base: Side | None
    theirs: Side
    is_clear: bool = True


# Seven signs, or more if git's attribute `conflict-marker-size` says so.
_MARKERS = re.compile(
    r"(?<![^\r\n])(<{7,}(?=[ \r\n]|\Z)|\|{7,}(?=[ \r\n]|\Z)|={7,}(?=[\r\n]|\Z)|>{7,}(?=[ \r\n]|\Z))"
)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_NO_CODE = Spans(())


class _OpenConflict(NamedTuple):
    """A conflict without its end so far: the markers that were read."""

    opening: Span
    base: Span | None = None
    divider: Span | None = None
    is_clear: bool = True


def find_conflicts(text: str, code: Spans = _NO_CODE) -> tuple[Conflict, ...]:
    """Return the conflicts of a text in its order, which don't overlap.

    A conflict is three markers of one length in their order. One inside another's side is part of that side. One whose
    ends are both in `code`, the offsets of the note's code, is text.
    """
    begun: dict[int, _OpenConflict] = {}
    found: list[tuple[_OpenConflict, Span]] = []
    for marker in _MARKERS.finditer(text):
        span = Span(*marker.span())
        size, sign = span.end - span.start, marker[1][0]
        one = begun.get(size)
        if sign == "<":
            # Another opening of this length: the earlier one was never finished.
            begun[size] = _OpenConflict(span)
        elif one is None:
            continue
        elif sign == "|":
            if one.base is None and one.divider is None:
                begun[size] = one._replace(base=span)
        elif sign == "=":
            begun[size] = one._replace(is_clear=False) if one.divider else one._replace(divider=span)
        elif one.divider is not None:
            del begun[size]
            if one.opening.start in code and span.start in code:
                continue
            while found and found[-1][0].opening.start > one.opening.start:
                found.pop()
            found.append((one, span))
    # Last: to copy the text of each side of conflicts in conflicts would take more than linear time.
    return tuple([_conflict(text, one, closing) for one, closing in found])


def _conflict(text: str, one: _OpenConflict, closing: Span) -> Conflict:
    ours_label, ours_at = _rest_of_line(text, one.opening.end)
    theirs_label, end = _rest_of_line(text, closing.end)
    divider = one.divider or closing
    base = None
    ours_end = divider.start
    if one.base is not None:
        label, base_at = _rest_of_line(text, one.base.end)
        base = _side(text, label, base_at, divider.start)
        ours_end = one.base.start
    return Conflict(
        Span(one.opening.start, end),
        one.opening,
        closing.end - closing.start,
        _side(text, ours_label, ours_at, ours_end),
        base,
        _side(text, theirs_label, _rest_of_line(text, divider.end)[1], closing.start),
        one.is_clear,
    )


def _side(text: str, label: str, start: int, end: int) -> Side:
    return Side(label, Span(start, end), text[start:end])


def _rest_of_line(text: str, start: int) -> tuple[str, int]:
    """Return what follows a marker on its line, and where the next line starts."""
    line = _LINE.match(text, start)
    return (line[1].strip(), line.end()) if line else ("", start)
