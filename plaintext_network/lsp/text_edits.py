"""Finds the edits that turn one text into another: few, small, and none that overlap. Knows no notes."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from plaintext_network.lsp.positions import Range, TextLines
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import lines_of

# To compare more parts than these with each other takes long.
_MOST_LINES, _MOST_WORDS = 200, 400
_HIGH, _LOW = "\ud800-\udbff", "\udc00-\udfff"
_WORD = re.compile(rf"\w+|[^\S\r\n]+|\r\n|[{_HIGH}][{_LOW}]|[\s\S]")
_PAIR = re.compile(rf"\r\n|[{_HIGH}][{_LOW}]")


class TextEdit(NamedTuple):
    """A range of a text and what replaces it."""

    range: Range
    text: str


class Change(NamedTuple):
    """A half-open range of offsets in a text and what replaces it."""

    start: int
    end: int
    text: str


class _Block(NamedTuple):
    """Lines that differ: from `first` to `last` in the old text, from `start` to `stop` in the new one."""

    first: int
    last: int
    start: int
    stop: int


def text_edits(lines: TextLines, after: str) -> tuple[TextEdit, ...]:
    """Return the edits that turn a text into another, in order. None begins or ends within a line ending."""
    return tuple(
        TextEdit(lines.range(start, end), text) for start, end, text in text_changes(lines.text, after)
    )


def text_changes(before: str, after: str) -> tuple[Change, ...]:
    """Return what `text_edits` does, by offset. All offsets are those of the old text."""
    if before == after:
        return ()
    found = _joined(_before_last_ending(before, list(_changes(before, after))))
    return found if apply_changes(before, found) == after else (Change(0, len(before), after),)


def apply_changes(text: str, changes: Iterable[Change]) -> str:
    """Return a text with changes that don't overlap, given in any order."""
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(changes):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _changes(before: str, after: str) -> Iterator[Change]:
    old, new = lines_of(before), lines_of(after)
    starts = list(accumulate(map(len, old), initial=0))
    for first, last, start, stop in _different(old, new):
        if last - first == stop - start:
            for number in range(last - first):
                yield from _in_text(old[first + number], new[start + number], starts[first + number])
        else:
            yield from _in_text("".join(old[first:last]), "".join(new[start:stop]), starts[first])


# By line


def _different(old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    """Return the blocks of lines that differ, in order. Lines that occur once in each text anchor the comparison."""
    found: list[_Block] = []
    left = [_Block(0, len(old), 0, len(new))]
    while left:
        block = _trimmed(old, new, left.pop())
        first, last, start, stop = block
        if first == last and start == stop:
            continue
        if first == last or start == stop or _differ_within(old[first:last], new[start:stop]):
            found.append(block)
        elif anchors := _anchors(old, new, block):
            ends = [*anchors, (last, stop)]
            left += [
                _Block(one + 1, other, one_new + 1, other_new)
                for (one, one_new), (other, other_new) in pairwise([(first - 1, start - 1), *ends])
            ]
        elif max(last - first, stop - start) <= _MOST_LINES:
            found += _compared(old, new, block)
        else:
            found.append(block)
    return sorted(found)


def _trimmed(old: Sequence[str], new: Sequence[str], block: _Block) -> _Block:
    """Return a block without the equal lines at its start and end."""
    first, last, start, stop = block
    while first < last and start < stop and old[first] == new[start]:
        first, start = first + 1, start + 1
    while first < last and start < stop and old[last - 1] == new[stop - 1]:
        last, stop = last - 1, stop - 1
    return _Block(first, last, start, stop)


def _differ_within(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return whether the lines are the same ones, some of them with another text, as after a rename."""
    return len(old) == len(new) and 2 * sum(map(str.__eq__, old, new)) >= len(old) - 2


def _anchors(old: Sequence[str], new: Sequence[str], block: _Block) -> list[tuple[int, int]]:
    """Return the longest series of lines that occur once in each text, in the order of both."""
    first, last, start, stop = block
    often = Counter(old[first:last])
    often_new = Counter(new[start:stop])
    places = {new[at]: at for at in range(start, stop) if often_new[new[at]] == 1}
    pairs = [(at, places[old[at]]) for at in range(first, last) if often[old[at]] == 1 and old[at] in places]
    # The longest increasing series: by its length, the smallest end and the pair there, each pair with the one before it.
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(at_end[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        at_end[length : length + 1] = [number]
    series: list[tuple[int, int]] = []
    number = at_end[-1] if at_end else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]


def _compared(old: Sequence[str], new: Sequence[str], block: _Block) -> Iterator[_Block]:
    # Late: few comparisons need it.
    from difflib import SequenceMatcher

    first, last, start, stop = block
    matcher = SequenceMatcher(None, old[first:last], new[start:stop], autojunk=False)
    for tag, one, other, one_new, other_new in matcher.get_opcodes():
        if tag != "equal":
            yield _Block(first + one, first + other, start + one_new, start + other_new)


# Within lines


def _in_text(old: str, new: str, offset: int) -> Iterator[Change]:
    """Yield the changes of a short text, word by word; `offset` is where it begins."""
    if old == new:
        return
    start, end = _same_ends(old, new)
    middle, written = old[start : len(old) - end], new[start : len(new) - end]
    words, others = _WORD.findall(middle), _WORD.findall(written)
    if not words or not others or max(len(words), len(others)) > _MOST_WORDS:
        yield Change(offset + start, offset + start + len(middle), written)
        return
    places = list(accumulate(map(len, words), initial=offset + start))
    for first, last, at, stop in _compared(words, others, _Block(0, len(words), 0, len(others))):
        yield Change(places[first], places[last], "".join(others[at:stop]))


def _same_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters are the same at the start and at the end. Neither number splits a pair of the old text."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    if _splits(old, start):
        start -= 1
    most -= start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    if _splits(old, len(old) - end):
        end -= 1
    return start, end


def _splits(text: str, at: int) -> bool:
    """Return whether an offset is between two characters that belong together: CR and LF, or two halves of a character."""
    return 0 < at < len(text) and _PAIR.match(text, at - 1) is not None


# At the end


def _before_last_ending(text: str, changes: list[Change]) -> list[Change]:
    """Return the changes with one after the last line ending moved before it: editors that show no empty last line need that."""
    last = lines_of(text[-2:])[-1:] if text.endswith(("\n", "\r")) else []
    if not last or not changes or changes[-1].end != len(text):
        return changes
    ending = "\r\n" if text.endswith("\r\n") else text[-1]
    start, end, new = changes[-1]
    at = start - len(ending)
    if start == end and new.endswith(ending) and not _splits(new, len(new) - len(ending)):
        moved = Change(at, at, ending + new[: -len(ending)])
    elif new == "" and text[:start].endswith(ending) and at >= 0 and not _splits(text, at):
        moved = Change(at, end - len(ending), "")
    else:
        return changes
    return [*changes[:-1], moved] if len(changes) < 2 or changes[-2].end <= at else changes


def _joined(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes with each that begins where another ends joined to it."""
    found: list[Change] = []
    for change in changes:
        if found and found[-1].end == change.start:
            found[-1] = Change(found[-1].start, change.end, found[-1].text + change.text)
        else:
            found.append(change)
    return tuple(found)
