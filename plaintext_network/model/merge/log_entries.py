"""Resolves what two sides did to Log entries: added, edited and deleted ones. Leaves all other lines to git."""

from collections import Counter
from collections.abc import Iterable, Sequence

from plaintext_network.model.merge.body_units import MarkdownBody, Unit, Units, read_units
from plaintext_network.model.merge.log_order import date_order, join_by_date
from plaintext_network.model.merge.match_entries import Matches, match_entries
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple

# A half-open range of lines, and the lines in its place.
_Change = tuple[int, int, list[str]]


class _Range(NamedTuple):
    """What is between two units that all three texts contain: the lines' range, and the units in it."""

    start: int
    stop: int
    units: list[Unit]


class _Gap(NamedTuple):
    """The same gap in base, ours and theirs, what each side added there, and the units around it, None at the ends."""

    base: _Range
    ours: _Range
    theirs: _Range
    added_by_ours: list[Unit]
    added_by_theirs: list[Unit]
    before: Unit | None
    after: Unit | None


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
        self.base, self.ours, self.theirs = base, ours, theirs
        self.in_ours = match_entries(base.units, ours.units)
        self.in_theirs = match_entries(base.units, theirs.units)
        self.unsure = self.in_ours.unsure | self.in_theirs.unsure
        self.unsure |= _written_twice(
            [unit for unit in ours.units if unit.first in self.in_ours.added],
            [unit for unit in theirs.units if unit.first in self.in_theirs.added],
        )
        self.orders: dict[tuple[str, ...], int] = {}
        self.changes: tuple[list[_Change], ...] = ([], [], [])

    def resolve(self) -> None:
        both = [at for at in sorted(self.in_ours.to) if at in self.in_theirs.to]
        for at in both:
            self._resolve_edit(at)
        gaps = [gap for gap in self._gaps(both) if self._is_sure(gap)]
        repeated = _added_twice(gaps)
        for gap in gaps:
            self._resolve_gap(gap, repeated)

    def _resolve_edit(self, at: int) -> None:
        """Let the side that edited an entry win over the one that did not."""
        ours_edited, theirs_edited = at in self.in_ours.edited, at in self.in_theirs.edited
        if ours_edited == theirs_edited:
            return
        base = self.base.units[at]
        ours, theirs = self.ours.units[self.in_ours.to[at]], self.theirs.units[self.in_theirs.to[at]]
        edited = ours if ours_edited else theirs
        if edited.place != base.place:
            return
        for changes, unit in zip(self.changes, (base, ours, theirs), strict=True):
            changes.append((unit.first, unit.stop, edited.text.split("\n")))

    def _gaps(self, both: Sequence[int]) -> Iterable[_Gap]:
        for before, after in zip([-1, *both], [*both, len(self.base.units)], strict=True):
            base = _range(self.base, before, after)
            ours = _range(self.ours, *self._ends(self.in_ours, before, after, self.ours))
            theirs = _range(self.theirs, *self._ends(self.in_theirs, before, after, self.theirs))
            if ours.units or theirs.units or base.units:
                yield _Gap(
                    base,
                    ours,
                    theirs,
                    [unit for unit in ours.units if unit.first in self.in_ours.added],
                    [unit for unit in theirs.units if unit.first in self.in_theirs.added],
                    self.base.units[before] if before >= 0 else None,
                    self.base.units[after] if after < len(self.base.units) else None,
                )

    @staticmethod
    def _ends(matches: Matches, before: int, after: int, side: Units) -> tuple[int, int]:
        return matches.to.get(before, -1), matches.to.get(after, len(side.units))

    def _is_sure(self, gap: _Gap) -> bool:
        """Return whether a gap contains nothing but entries that a side added, or that one side deleted."""
        units = [*gap.base.units, *gap.ours.units, *gap.theirs.units]
        if any(not unit.is_entry for unit in units):
            self._resolve_new_log(gap)
            return False
        if any(unit.text in self.unsure for unit in units):
            return False
        if len({unit.place for unit in (*gap.added_by_ours, *gap.added_by_theirs)}) > 1:
            return False
        for unit in gap.base.units:
            at = self.in_ours.numbers[unit.first]
            if at in self.in_ours.edited or at in self.in_theirs.edited:
                # One side edited what the other deleted.
                return False
            deleted_by_both = at not in self.in_ours.to and at not in self.in_theirs.to
            if deleted_by_both and gap.added_by_ours and gap.added_by_theirs:
                # Both may have rewritten it.
                return False
        return True

    def _resolve_gap(self, gap: _Gap, repeated: "Counter[tuple[tuple[str, ...], str]]") -> None:
        lines = [
            text.lines[part.start : part.stop]
            for text, part in zip((self.base, self.ours, self.theirs), gap[:3], strict=True)
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

    def _joined(self, gap: _Gap, theirs: Sequence[Unit]) -> list[str]:
        """Return the lines of a gap with what both sides added, and blank lines where they have them."""
        place = next((unit.place for unit in (*gap.added_by_ours, *theirs)), ())
        if place not in self.orders:
            versions = (self.base.units, self.ours.units, self.theirs.units)
            self.orders[place] = date_order(place, *versions)
        joined = join_by_date(gap.added_by_ours, theirs, self.orders[place])
        sides = [part for part in (gap.ours, gap.theirs) if part.units] or [gap.base]
        lead = max(part.units[0].first - part.start for part in sides)
        trail = max(part.stop - part.units[-1].stop for part in sides)
        if gap.before and gap.before.is_entry:
            between = lead
        elif gap.after and gap.after.is_entry:
            between = trail
        else:
            between = _between(sides)
        if not joined:
            return [""] * (trail if gap.after is None or not gap.after.is_entry else lead)
        return [""] * lead + _listed(joined, between) + [""] * trail

    def _resolve_new_log(self, gap: _Gap) -> None:
        """Join the entries below a heading of a Log that both sides added in the same place."""
        if gap.base.units:
            return
        sides: list[tuple[_Range, Unit, list[Unit]]] = []
        for part in (gap.ours, gap.theirs):
            logs = [number for number, unit in enumerate(part.units) if unit.is_log]
            if len(logs) != 1:
                return
            below = part.units[logs[0] + 1 :]
            count = next((n for n, unit in enumerate(below) if not unit.is_entry), len(below))
            sides.append((part, part.units[logs[0]], below[:count]))
        (ours, heading, ours_added), (theirs, other, theirs_added) = sides
        places = {unit.place for unit in (*ours_added, *theirs_added)}
        if heading.text != other.text or len(places) != 1:
            return
        if any(unit.text in self.unsure for unit in (heading, *ours_added, *theirs_added)):
            return
        order = date_order(next(iter(places)), (), ours_added, theirs_added)
        joined = join_by_date(ours_added, theirs_added, order)
        lead = max(added[0].first - log.stop for _, log, added in sides if added)
        between = max((_spaces(added) for _, _, added in sides if len(added) > 1), default=0)
        lines = [heading.text, *([""] * lead), *_listed(joined, between)]
        spans = [(log.first, added[-1].stop if added else log.stop) for _, log, added in sides]
        self.changes[1].append((*spans[0], lines))
        self.changes[2].append((*spans[1], lines))
        # In base, the blank lines around the Log are those of a side that added nothing else there.
        starts, stops = [], []
        for text, part, (first, stop) in zip((self.ours, self.theirs), (ours, theirs), spans, strict=True):
            starts.append(text.lines[part.start : first])
            stops.append(text.lines[stop : part.stop])
        above = next((part for part in starts if not "".join(part).strip()), [])
        below_it = next((part for part in stops if not "".join(part).strip()), [])
        self.changes[0].append((gap.base.start, gap.base.stop, [*above, *lines, *below_it]))


def _range(text: Units, before: int, after: int) -> _Range:
    """Return the range between two units, given by number."""
    start = text.units[before].stop if before >= 0 else 0
    stop = text.units[after].first if after < len(text.units) else len(text.lines)
    return _Range(start, stop, text.units[before + 1 : after])


def _key(unit: Unit) -> tuple[tuple[str, ...], str]:
    return unit.place, "\n".join(line.rstrip() for line in unit.text.split("\n"))


def _added_twice(gaps: Iterable[_Gap]) -> "Counter[tuple[tuple[str, ...], str]]":
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


def _listed(units: Sequence[Unit], between: int) -> list[str]:
    lines: list[str] = []
    for number, unit in enumerate(units):
        lines += [""] * between if number else []
        lines += unit.text.split("\n")
    return lines


def _between(sides: Iterable[_Range]) -> int:
    return max((_spaces(part.units) for part in sides if len(part.units) > 1), default=0)


def _spaces(units: Sequence[Unit]) -> int:
    return units[1].first - units[0].stop
