"""Shortens a line of a note around the words found in it. Finds no words."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from plaintext_network.model.language.normalize import fold

LINE = 240
BEFORE = 60
# Folding turns a character into at most 18.
ENOUGH = 18 * LINE


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return half-open spans in order, with those that touch joined."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def excerpt(line: str, spans: list[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a line without surrounding blanks, shortened around the first word, and the positions of the words.

    `spans` are their positions in the folded line.
    """
    if not line.isascii():
        spans = _unfolded(line, spans)
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if end - start > LINE:
        start = max(start, min(spans[0][0] - BEFORE, end - LINE))
        end = min(end, start + LINE)
    within = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    return line[start:end], tuple(within)


def _unfolded(line: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Convert positions in a folded line to positions in the original, in whole characters."""
    # Folding maps one character to none, one or several.
    starts = array("L")
    at = 0
    for character in line:
        starts.append(at)
        at += 1 if character < "\x80" else _width(character)
    found = []
    for start, end in spans:
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1)
        # Combining marks that follow belong to the last letter.
        while last < len(starts) and (starts[last + 1] if last + 1 < len(starts) else at) == starts[last]:
            last += 1
        found.append((first, last))
    return joined(found)


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    return len(fold(character))
