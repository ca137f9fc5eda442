"""Resolves the entries that two sides added, edited and deleted in a Log. Leaves all other lines to git."""

from collections import Counter
from collections.abc import Iterable, Sequence

from plaintext_network.model.merge.body.body_units import MarkdownBody, Unit, Units, read_units
from plaintext_network.model.merge.body.entry_gaps import Gap, Versions, end_of_list, find_gaps
from plaintext_network.model.merge.body.log_order import blank_lines_between, date_order, join_by_date, listed
from plaintext_network.model.merge.body.match_entries import match_entries
from plaintext_network.model.merge.body.new_logs import new_log
from plaintext_network.model.note.rules import Rules

# A half-open range of lines, and the lines in its place.
_Change = tuple[int, int, list[str]]


def align_entries(
    base: MarkdownBody, ours: MarkdownBody, theirs: MarkdownBody, rules: Rules
) -> tuple[str, str, str]:
    """Return the three texts with the same entries wherever the two sides' changes to entries can be joined."""
    texts = [read_units(parsed, rules) for parsed in (base, ours, theirs)]
    alignment = _Alignment(*texts)
    alignment.resolve()
    return (
        _changed(texts[0], alignment.changes[0]),
        _changed(texts[1], alignment.changes[1]),
        _changed(texts[2], alignment.changes[2]),
    )


def _changed(text: Units, changes: list[_Change]) -> str:
    lines: list[str] = []
    at = 0
    for start, stop, new in sorted(changes, key=lambda change: change[:2]):
        lines += text.lines[at:start]
        lines += new
        at = stop
    lines += text.lines[at:]
    return "".join(f"{line}\n" for line in lines)


class _Alignment:
    """Collects for each of the three texts the changes that make what is resolved equal."""

    def __init__(self, base: Units, ours: Units, theirs: Units) -> None:
        in_ours, in_theirs = (match_entries(base.units, side.units) for side in (ours, theirs))
        self.versions = Versions(base, ours, theirs, in_ours, in_theirs)
        self.unsure = in_ours.unsure | in_theirs.unsure
        self.unsure |= _written_twice(
            [unit for unit in ours.units if unit.first in in_ours.added],
            [unit for unit in theirs.units if unit.first in in_theirs.added],
        )
        self.orders: dict[tuple[str, ...], int] = {}
        self.changes: tuple[list[_Change], ...] = ([], [], [])

    def resolve(self) -> None:
        kept_by_theirs = self.versions.in_theirs.to
        both = [at for at in sorted(self.versions.in_ours.to) if at in kept_by_theirs]
        for at in both:
            self._resolve_edit(at)
        gaps = list(filter(None, map(self._sure_part, find_gaps(self.versions, both))))
        repeated = _added_twice(gaps)
        for gap in gaps:
            self._resolve_gap(gap, repeated)

    def _resolve_edit(self, at: int) -> None:
        """Let the side that edited an entry win over the one that did not."""
        _, _, _, in_ours, in_theirs = self.versions
        ours_edited, theirs_edited = at in in_ours.edited, at in in_theirs.edited
        if ours_edited == theirs_edited:
            return
        base = self.versions.base.units[at]
        ours = self.versions.ours.units[in_ours.to[at]]
        theirs = self.versions.theirs.units[in_theirs.to[at]]
        edited = ours if ours_edited else theirs
        if edited.indent != base.indent:
            return
        for changes, unit in zip(self.changes, (base, ours, theirs), strict=True):
            changes.append((unit.first, unit.stop, edited.text.split("\n")))

    def _sure_part(self, gap: Gap) -> Gap | None:
        """Return the part of a gap that contains nothing but entries that a side added, or that one side deleted."""
        if any(not unit.is_entry for part in gap[:3] for unit in part.units):
            log = new_log(self.versions, gap, self.unsure)
            if log is not None:
                for changes, change in zip(self.changes, log, strict=True):
                    changes.append(change)
                return None
            part = end_of_list(self.versions, gap)
            return part if part and self._is_sure(part) else None
        return gap if self._is_sure(gap) else None

    def _is_sure(self, gap: Gap) -> bool:
        units = [unit for part in gap[:3] for unit in part.units]
        if any(unit.text in self.unsure for unit in units):
            return False
        if len({unit.indent for unit in (*gap.added_by_ours, *gap.added_by_theirs)}) > 1:
            return False
        for unit in gap.base.units:
            _, _, _, in_ours, in_theirs = self.versions
            at = in_ours.numbers[unit.first]
            if at in in_ours.edited or at in in_theirs.edited:
                # One side edited what the other deleted.
                return False
            deleted_by_both = at not in in_ours.to and at not in in_theirs.to
            if deleted_by_both and gap.added_by_ours and gap.added_by_theirs:
                # Both may have rewritten it.
                return False
        return True

    def _resolve_gap(self, gap: Gap, repeated: "Counter[tuple[tuple[str, ...], str]]") -> None:
        lines = [
            text.lines[part.start : part.stop] for text, part in zip(self.versions[:3], gap[:3], strict=True)
        ]
        theirs = []
        for unit in gap.added_by_theirs:
            if repeated[_key(unit)] > 0 and not any(_key(unit) == _key(each) for each in gap.added_by_ours):
                repeated[_key(unit)] -= 1
            else:
                theirs.append(unit)
        is_whole = len(theirs) == len(gap.added_by_theirs)
        if is_whole and lines[2] in (lines[1], lines[0]):
            joined = lines[1]
        elif is_whole and lines[1] == lines[0]:
            joined = lines[2]
        else:
            joined = self._joined(gap, theirs)
        for changes, part in zip(self.changes, gap[:3], strict=True):
            changes.append((part.start, part.stop, joined))

    def _joined(self, gap: Gap, theirs: Sequence[Unit]) -> list[str]:
        """Return the lines of a gap with what both sides added, and blank lines where they have them."""
        place = next((unit.place for unit in (*gap.added_by_ours, *theirs)), ())
        if place not in self.orders:
            self.orders[place] = date_order(place, *(text.units for text in self.versions[:3]))
        joined = join_by_date(gap.added_by_ours, theirs, self.orders[place])
        sides = [part for part in (gap.ours, gap.theirs) if part.units] or [gap.base]
        lead = max(part.units[0].first - part.start for part in sides)
        trail = max(part.stop - part.units[-1].stop for part in sides)
        if gap.before and gap.before.is_entry:
            between = lead
        elif gap.after and gap.after.is_entry:
            between = trail
        else:
            between = blank_lines_between(*(part.units for part in sides))
        if not joined:
            return [""] * (trail if gap.after is None or not gap.after.is_entry else lead)
        return [""] * lead + listed(joined, between) + [""] * trail


def _key(unit: Unit) -> tuple[tuple[str, ...], str]:
    return unit.place, unit.trimmed_text


def _added_twice(gaps: Iterable[Gap]) -> "Counter[tuple[tuple[str, ...], str]]":
    """Count the entries that ours added in one place and theirs in another one."""
    ours: Counter[tuple[tuple[str, ...], str]] = Counter()
    theirs: Counter[tuple[tuple[str, ...], str]] = Counter()
    for gap in gaps:
        in_ours, in_theirs = (Counter(map(_key, each)) for each in (gap.added_by_ours, gap.added_by_theirs))
        ours.update(in_ours - in_theirs)
        theirs.update(in_theirs - in_ours)
    return ours & theirs


def _written_twice(ours: Iterable[Unit], theirs: Iterable[Unit]) -> set[str]:
    """Return the new tasks that both sides wrote, but not alike, such as the next one of a task that recurs."""
    mine, other = _new_tasks(ours), _new_tasks(theirs)
    both = [name for name in mine if name in other and mine[name] != other[name]]
    return {text for name in both for text in mine[name] | other[name]}


def _new_tasks(units: Iterable[Unit]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for unit in units:
        if unit.task:
            found.setdefault(unit.task, set()).add(unit.text)
    return found
