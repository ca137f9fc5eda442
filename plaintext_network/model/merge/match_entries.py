"""Matches the Log entries and lines of base with those of one side, and finds what that side edited, moved and added."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise

from plaintext_network.model.merge.body_units import Unit
from plaintext_network.model.merge.match_in_order import match_in_order
from plaintext_network.named_tuples import NamedTuple

# Two texts that are less alike than this are not two versions of one entry.
_ALIKE = 0.6
_LONGEST = 300


class Matches(NamedTuple):
    """What one side did to base. `to` gives the side's unit of each unit of base that it kept, perhaps edited.

    `edited` are units of base. `added` are the first lines of the side's new entries, `moved` the texts of entries that the
    side put elsewhere. `numbers` gives the number of each unit of base by its first line.
    """

    to: dict[int, int]
    edited: set[int]
    added: set[int]
    moved: set[str]
    numbers: dict[int, int]


def match_entries(base: Sequence[Unit], side: Sequence[Unit]) -> Matches:
    """Match the units of base with those of one side."""
    pairs = match_in_order(
        [(unit.is_entry, unit.text) for unit in base], [(unit.is_entry, unit.text) for unit in side]
    )
    to = dict(pairs)
    known = set(to.values())
    gone = Counter(unit.text for at, unit in enumerate(base) if at not in to)
    new = Counter(unit.text for at, unit in enumerate(side) if at not in known)
    moved = set(gone & new)
    edited: set[int] = set()
    ends = [(-1, -1), *pairs, (len(base), len(side))]
    for (before, start), (after, stop) in pairwise(ends):
        if after - before > 1 and stop - start > 1:
            old = [at for at in range(before + 1, after) if base[at].is_entry and base[at].text not in moved]
            now = [at for at in range(start + 1, stop) if side[at].is_entry and side[at].text not in moved]
            for at, number in _edits(base, old, side, now):
                to[at] = number
                edited.add(at)
    known = set(to.values())
    added = {unit.first for at, unit in enumerate(side) if unit.is_entry and at not in known}
    return Matches(to, edited, added, moved, {unit.first: at for at, unit in enumerate(base)})


def _edits(
    base: Sequence[Unit], old: Sequence[int], side: Sequence[Unit], new: Sequence[int]
) -> list[tuple[int, int]]:
    """Pair the entries that are two versions of one: of the same day, with the same text, or the only ones, if alike."""
    found: list[tuple[int, int]] = []
    for same in (_day, _rest):
        paired_old, paired_new = {at for at, _ in found}, {at for _, at in found}
        olds = Counter(same(base[at]) for at in old if at not in paired_old)
        news = {same(side[at]): at for at in new if at not in paired_new}
        counts = Counter(same(side[at]) for at in new if at not in paired_new)
        for at in old:
            key = same(base[at])
            if key and at not in paired_old and olds[key] == 1 and counts[key] == 1:
                found.append((at, news[key]))
    if not found and len(old) == len(new) == 1 and _are_alike(base[old[0]].text, side[new[0]].text):
        found.append((old[0], new[0]))
    found.sort()
    # Pairs that cross are moves.
    return found if all(one[1] < two[1] for one, two in pairwise(found)) else []


def _day(unit: Unit) -> str:
    return "" if unit.day == date.min else str(unit.day)


def _rest(unit: Unit) -> str:
    return unit.rest


def _are_alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, one[:_LONGEST], two[:_LONGEST], autojunk=False).ratio() >= _ALIKE
