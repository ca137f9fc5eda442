"""Joins entries that two sides added, in the order of their list. Knows no text around them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from plaintext_network.model.merge.body.body_units import Unit
from plaintext_network.model.merge.body.match_in_order import match_in_order


def date_order(place: tuple[str, ...], *versions: Iterable[Unit]) -> int:
    """Return 1 if the entries of a list are sorted from the oldest to the newest, else -1.

    The first version with two days decides. Without one, the oldest entry comes first, as pnet writes.
    """
    for units in versions:
        days = [unit.day for unit in units if unit.place == place]
        rising = sum((later > day) - (later < day) for day, later in pairwise(days))
        if rising:
            return 1 if rising > 0 else -1
    return 1


def join_by_date(ours: Sequence[Unit], theirs: Sequence[Unit], order: int) -> list[Unit]:
    """Return what both sides added, each side in its own order, and what both added once.

    Which side is ours does not matter: merges on two machines then give the same text.
    """
    if {unit.trimmed_text for unit in ours} & {unit.trimmed_text for unit in theirs}:
        return _with_common(ours, theirs, order)
    return _merged(ours, theirs, order)


def _with_common(ours: Sequence[Unit], theirs: Sequence[Unit], order: int) -> list[Unit]:
    """Join two lists of which both contain some entries: what is before or after these stays there."""
    matches = match_in_order([unit.trimmed_text for unit in ours], [unit.trimmed_text for unit in theirs])
    in_ours = {mine for mine, _ in matches}
    # Both added these in another order: they count once, where ours has them.
    moved = Counter(unit.trimmed_text for at, unit in enumerate(ours) if at not in in_ours)
    joined: list[Unit] = []
    at = other = 0
    for mine, their in [*matches, (len(ours), len(theirs))]:
        only_theirs = []
        for unit in theirs[other:their]:
            if moved[unit.trimmed_text] > 0:
                moved[unit.trimmed_text] -= 1
            else:
                only_theirs.append(unit)
        joined += _merged(ours[at:mine], only_theirs, order)
        joined += ours[mine : mine + 1]
        at, other = mine + 1, their + 1
    return joined


def _merged(ours: Sequence[Unit], theirs: Sequence[Unit], order: int) -> list[Unit]:
    joined: list[Unit] = []
    first, second = list(ours), list(theirs)
    at = other = 0
    while at < len(first) and other < len(second):
        mine, their = (first[at].day, first[at].trimmed_text), (second[other].day, second[other].trimmed_text)
        if mine <= their if order > 0 else mine >= their:
            joined.append(first[at])
            at += 1
        else:
            joined.append(second[other])
            other += 1
    return [*joined, *first[at:], *second[other:]]


def listed(units: Sequence[Unit], blank_lines: int) -> list[str]:
    """Return the lines of entries with so many blank lines between two of them."""
    lines: list[str] = []
    for number, unit in enumerate(units):
        lines += [""] * blank_lines if number else []
        lines += unit.text.split("\n")
    return lines


def blank_lines_between(*versions: Sequence[Unit]) -> int:
    """Return how many blank lines are between the first two entries of a list, 0 if no version has two."""
    return max((units[1].first - units[0].stop for units in versions if len(units) > 1), default=0)
