"""Shortens a line of a note around the words found in it. Finds no words."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from plaintext_network.model.language.normalize import fold
from plaintext_network.notes.source import Span

LINE = 240
BEFORE = 60
# Folding turns a character into at most 18.
ENOUGH = 18 * LINE
# A link in an excerpt may begin and end at most so many characters before and after it.
_AROUND = 10_000


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

    `spans` are their positions in the folded line. No link is cut, unless it is too long and its target contains the word.
    """
    if not line.isascii():
        spans = _unfolded(line, spans)
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if end - start > LINE:
        start, end = _shortened(line, start, end, spans[0])
    within = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    return line[start:end], tuple(within)


def _shortened(line: str, start: int, end: int, word: tuple[int, int]) -> tuple[int, int]:
    """Return where to cut a long line, so that at most LINE characters around a word remain."""
    first = max(start, min(word[0] - BEFORE, end - LINE))
    last = min(end, first + LINE)
    for link, label in _links(line, first, last):
        if link.start < first < link.end:
            first = link.end if link.end <= word[0] else link.start
            last = min(end, first + LINE)
        if link.start < last < link.end:
            if word[1] <= link.start:
                last = link.start
            elif link.end - link.start <= LINE:
                first, last = link.start, min(end, link.start + LINE)
            elif label.start <= word[0] and word[1] <= label.end:
                first, last = label.start, min(label.end, label.start + LINE)
    text = line[first:last]
    return last - len(text.lstrip()), first + len(text.rstrip())


def _links(line: str, first: int, last: int) -> list[tuple[Span, Span]]:
    """Return the links around a part of a line, outer ones first, and their labels."""
    start = max(0, first - _AROUND)
    text = line[start : last + _AROUND]
    found: list[tuple[Span, Span]] = []
    if "](" in text:
        # Late, here and below: most excerpts contain no link.
        from plaintext_network.notes.links import inline_links

        found += [
            (Span(link.span.start - link.image, link.span.end), link.label) for link in inline_links(text)
        ]
    if "[[" in text:
        from plaintext_network.notes.links import wiki_spans

        found += [(span, span) for span in wiki_spans(text)]
    moved = [
        (Span(*(at + start for at in link)), Span(*(at + start for at in label))) for link, label in found
    ]
    return sorted(moved, key=lambda pair: (pair[0].start, -pair[0].end))


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
