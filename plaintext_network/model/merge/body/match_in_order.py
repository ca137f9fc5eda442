"""Matches the equal elements of two sequences in order, as a diff does, in almost linear time. Knows no note."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

# Each level looks at the elements that occur once between two matches; more levels seldom find more.
_LEVELS = 4


def match_in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the indexes of equal elements as pairs, which increase on both sides.

    Elements that occur several times match only next to others that match: elsewhere, their matches would be ambiguous.
    """
    found: list[tuple[int, int]] = []
    # The ranges that are left, the first one last.
    ranges = [(0, len(old), 0, len(new), _LEVELS)]
    while ranges:
        first, last, start, stop, levels = ranges.pop()
        while first < last and start < stop and old[first] == new[start]:
            found.append((first, start))
            first, start = first + 1, start + 1
        while first < last and start < stop and old[last - 1] == new[stop - 1]:
            last, stop = last - 1, stop - 1
            found.append((last, stop))
        if first == last or start == stop or not levels:
            continue
        anchors = _matches_of_single(old, first, last, new, start, stop)
        if anchors:
            for before, after in zip([None, *anchors], [*anchors, None], strict=True):
                begin, begin_new = before or (first, start)
                end, end_new = after or (last, stop)
                ranges.append((begin, end, begin_new, end_new, levels - 1))
    return sorted(found)


def _matches_of_single(
    old: Sequence[Hashable], first: int, last: int, new: Sequence[Hashable], start: int, stop: int
) -> list[tuple[int, int]]:
    """Return the longest ordered matches of the elements that occur once on each side (patience diff)."""
    counts, new_counts = Counter(old[first:last]), Counter(new[start:stop])
    places = {new[at]: at for at in range(start, stop) if new_counts[new[at]] == 1}
    pairs = [(at, places[old[at]]) for at in range(first, last) if counts[old[at]] == 1 and old[at] in places]
    # The longest increasing subsequence: of each length, the smallest last element.
    lasts: list[int] = []
    numbers: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(lasts, place)
        before.append(numbers[length - 1] if length else -1)
        lasts[length : length + 1] = [place]
        numbers[length : length + 1] = [number]
    longest: list[tuple[int, int]] = []
    at = numbers[-1] if numbers else -1
    while at >= 0:
        longest.append(pairs[at])
        at = before[at]
    return longest[::-1]
