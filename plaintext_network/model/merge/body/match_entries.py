"""Matches the Log entries and lines of base with those of one side, and finds what that side edited, moved and added."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from plaintext_network.model.merge.body.body_units import Unit
from plaintext_network.model.merge.body.match_in_order import match_in_order
from plaintext_network.named_tuples import NamedTuple

# Two texts that are less alike than this are not two versions of one entry.
_ALIKE = 0.6
_LONGEST = 300


class Matches(NamedTuple):
    """What one side did to base. `to` gives the side's unit of each unit of base that it kept, perhaps edited.

    `edited` are units of base. `added` are the first lines of the side's new entries. `unsure` are the texts of entries
    that the side moved, or whose lines it moved into or out of. `numbers` gives the number of each unit of base by its first
    line.
    """

    to: dict[int, int]
    edited: set[int]
    added: set[int]
    unsure: set[str]
    numbers: dict[int, int]


def match_entries(base: Sequence[Unit], side: Sequence[Unit]) -> Matches:
    """Match the units of base with those of one side."""
    pairs = match_in_order(
        [(unit.is_entry, unit.text) for unit in base], [(unit.is_entry, unit.text) for unit in side]
    )
    to = dict(pairs)
    edits: list[tuple[int, int]] = []
    ends = [(-1, -1), *pairs, (len(base), len(side))]
    for (before, start), (after, stop) in pairwise(ends):
        if after - before > 1 and stop - start > 1:
            old = [at for at in range(before + 1, after) if base[at].is_entry]
            now = [at for at in range(start + 1, stop) if side[at].is_entry]
            edits += _edits(base, old, side, now)
    known = {*to.values(), *(number for _, number in edits)}
    kept = to.keys() | dict(edits).keys()
    gone = [at for at in range(len(base)) if at not in kept]
    changes = [
        *((base[at], None) for at in gone),
        *((None, unit) for at, unit in enumerate(side) if at not in known),
        *((base[at], side[number]) for at, number in edits),
    ]
    unsure = _unsure(changes)
    edits = [(at, number) for at, number in edits if base[at].text not in unsure]
    to.update(edits)
    known = set(to.values())
    return Matches(
        to=to,
        edited={at for at, _ in edits},
        added={unit.first for at, unit in enumerate(side) if unit.is_entry and at not in known},
        unsure=unsure,
        numbers={unit.first: at for at, unit in enumerate(base)},
    )


def _unsure(changes: Sequence[tuple[Unit | None, Unit | None]]) -> set[str]:
    """Return the texts of entries with a line that is gone from one place and new in another.

    Somebody moved such an entry, or divided it, or the end of another one is now its end.
    """
    gone: Counter[str] = Counter()
    new: Counter[str] = Counter()
    parts: list[tuple[Unit | None, Unit | None, Counter[str], Counter[str]]] = []
    for old, now in changes:
        before, after = _lines(old), _lines(now)
        parts.append((old, now, before - after, after - before))
        gone.update(parts[-1][2])
        new.update(parts[-1][3])
    moved = gone.keys() & new.keys()
    return {
        unit.text
        for old, now, less, more in parts
        if not (moved.isdisjoint(less) and moved.isdisjoint(more))
        for unit in (old, now)
        if unit
    }


def _lines(unit: Unit | None) -> "Counter[str]":
    return Counter(line for line in unit.text.split("\n") if line.strip()) if unit else Counter()


def _edits(
    base: Sequence[Unit], old: Sequence[int], side: Sequence[Unit], new: Sequence[int]
) -> list[tuple[int, int]]:
    """Pair the entries that are two versions of one: of the same day, with the same text, or the only ones, if alike."""
    found: list[tuple[int, int]] = []
    for same in (_day, _rest, _task):
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
    return unit.day


def _task(unit: Unit) -> str:
    return unit.task


def _rest(unit: Unit) -> str:
    return unit.rest


def _are_alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, one[:_LONGEST], two[:_LONGEST], autojunk=False).ratio() >= _ALIKE
