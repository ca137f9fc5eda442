"""Proves from values alone that merged front matter has the changes of both sides. Knows no rule of the merge."""

from collections import Counter
from collections.abc import Sequence

from plaintext_network.model.merge.conflicts.conflict_views import ConflictViews, read_views
from plaintext_network.model.merge.front_matter.front_comments import comments_of
from plaintext_network.model.merge.front_matter.front_parts import Front, Part, split_front
from plaintext_network.model.merge.front_matter.later_dates import later_value
from plaintext_network.model.merge.front_matter.property_keys import PropertyKeys, find_keys, own_names
from plaintext_network.model.merge.front_matter.property_values import is_list, item_key, item_texts
from plaintext_network.model.note.properties import PropertyDefinition
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.header import MappingValue, Plain, Scalar, Value, plain_value
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.notes.source import lines_of

Counts = Counter[object]


def proves_front(
    base: Front,
    ours: Front,
    theirs: Front,
    merged: str,
    body: str,
    rules: Rules,
    style: MarkerStyle,
    path: str = "",
) -> bool:
    """Return whether merged front matter, read again above its body, is a right merge of three versions.

    Each property has the value that both sides wanted; or its conflict contains the lines of each side, and nothing else.
    No property occurs twice, no comment of a side is lost or doubled, and the body begins where it should.
    """
    views = read_views(merged, style)
    if views is None:
        return False
    here = split_front(views.ours + body)
    there = split_front(views.theirs + body) if views.conflicts else here
    if here is None or there is None or here.body != body or there.body != body:
        return False
    if not merged and ours.opening and theirs.opening:
        return False
    names = [[part.name for part in front.parts] for front in (base, ours, theirs)]
    keys = find_keys(names, rules)
    sides = [_by_key(front, keys) for front in (base, ours, theirs, here, there)]
    written = set(names[1]) | set(names[2])
    if any(part.name not in written for front in (here, there) for part in front.parts):
        return False
    proof = _Proof(keys, own_names((base, ours, theirs), keys, path), rules.daily.format)
    return (
        None not in sides
        and _are_of_sides(views, ours, theirs)
        and _keeps_comments(base, ours, theirs, (here, there), has_conflicts=bool(views.conflicts))
        and all(
            proof.holds(key, *(side.get(key) if side else None for side in sides))
            for key in dict.fromkeys(key for side in sides if side for key in side)
        )
    )


def _by_key(front: Front, keys: PropertyKeys) -> dict[str, Part] | None:
    """Return the properties by key, or None if two have the same."""
    found = {keys.keys.get(part.name, ""): part for part in front.parts}
    return found if len(found) == len(front.parts) and "" not in found else None


def _are_of_sides(views: ConflictViews, ours: Front, theirs: Front) -> bool:
    """Return whether each conflict contains the lines of each side as that side wrote them."""
    if not views.conflicts:
        return True
    here, there = (
        {"", *(part.own for part in front.parts), *(part.lead + part.own for part in front.parts)}
        for front in (ours, theirs)
    )
    return all(first in here and second in there for first, second in views.conflicts)


def _keeps_comments(
    base: Front, ours: Front, theirs: Front, merged: Sequence[Front], *, has_conflicts: bool
) -> bool:
    """Return whether no comment that a side wrote is lost or doubled; a conflict may contain one of the other side again."""
    before, here, there = (Counter(comments_of(front)) for front in (base, ours, theirs))
    found = [Counter(comments_of(front)) for front in merged]
    for comment in {*before, *here, *there, *found[0], *found[1]}:
        old, first, second = before[comment], here[comment], there[comment]
        is_wanted = first > old or second > old or (first == second == old)
        most = first + second if has_conflicts else max(first, second, first + second - old)
        counts = [each[comment] for each in found]
        if max(counts) > most or (is_wanted and not any(counts)):
            return False
    return True


class _Proof:
    """Compares the five versions of one property: base, ours, theirs, and the result with either side of its conflicts."""

    def __init__(self, keys: PropertyKeys, names: Sequence[str], daily_format: str) -> None:
        self.keys, self.names, self.daily_format = keys, names, daily_format

    def holds(self, key: str, *versions: Part | None) -> bool:
        """Return whether the result is right for one property."""
        base, ours, theirs, here, there = (part.value if part else None for part in versions)
        row = self.keys.row(key, [value for value in (base, ours, theirs) if value])
        if any(value is not None and _repeats_key(value) for value in (here, there)):
            return False
        if is_list(row, [value for value in (base, ours, theirs) if value]):
            wanted = _wanted_counts(*(self._counts(value, row) for value in (base, ours, theirs)))
            if all(self._counts(value, row) == wanted for value in (here, there)):
                return True
        elif self._has_wanted_value(
            row, key, *map(_plain, (base, ours, theirs, here, there))
        ) or _has_wanted_lines(versions):
            return True
        return self._is_in_conflict(versions)

    def _counts(self, value: Value | None, row: PropertyDefinition | None) -> Counts | None:
        texts = item_texts(value, row, self.names) if value else ()
        return None if texts is None else Counter(item_key(each.text, row) for each in texts)

    def _has_wanted_value(
        self,
        row: PropertyDefinition | None,
        key: str,
        base: Plain,
        ours: Plain,
        theirs: Plain,
        here: Plain,
        there: Plain,
    ) -> bool:
        if here != there:
            return False
        if ours == theirs or base in (ours, theirs):
            return here == (theirs if ours == base else ours)
        later = later_value(row, key, base, ours, theirs, self.daily_format)
        return later is not None and here == later

    @staticmethod
    def _is_in_conflict(versions: Sequence[Part | None]) -> bool:
        """Return whether the result leaves the choice between the lines of both sides, each of which changed something."""
        base, ours, theirs = ((part.lead, part.own) if part else ("", "") for part in versions[:3])
        here, there = (part.own if part else "" for part in versions[3:])
        return here == ours[1] and there == theirs[1] and base not in (ours, theirs) and ours != theirs


def _plain(value: Value | None) -> Plain:
    return plain_value(value) if value else None


def _wanted_counts(base: Counts | None, ours: Counts | None, theirs: Counts | None) -> Counts | None:
    """Return how often a merge contains each item: what both sides added or removed counts once."""
    if base is None or ours is None or theirs is None:
        return None
    wanted: Counts = Counter()
    for item in {*ours, *theirs}:
        old, first, second = base[item], ours[item], theirs[item]
        if first > old and second > old:
            wanted[item] = max(first, second)
        elif first < old and second < old:
            wanted[item] = min(first, second)
        else:
            wanted[item] = first + second - old
    return +wanted


def _has_wanted_lines(versions: Sequence[Part | None]) -> bool:
    """Return whether a property of several lines has the lines that both sides wanted, as a merge by lines gives it."""
    counts: list[Counts] = []
    for part in versions:
        lines = lines_of(part.own) if part else []
        if len(lines) < 2:
            return False
        counts.append(Counter(lines))
    base, ours, theirs, here, there = counts
    return here == there == _wanted_counts(base, ours, theirs)


def _repeats_key(value: Value) -> bool:
    if isinstance(value, Scalar):
        return False
    if not isinstance(value, MappingValue):
        return any(map(_repeats_key, value.items))
    names = [plain_value(name) for name, _ in value.items]
    return len(set(names)) < len(names) or any(_repeats_key(item) for _, item in value.items)
