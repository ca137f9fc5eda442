"""Judges a merge of two edited notes by what each side did to properties and lines. Knows no rule of the merge's own code."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.soak.note_pieces import (
    Line,
    Pieces,
    Property,
    date_of_entry,
    is_task,
    is_ticked,
    read_properties,
    take_apart,
    words_of_task,
)

# Conflicts in which the two sides want different things: a value, a line, the day a task was done, the line endings.
TRUE = frozenset({"value", "line", "tick", "ends"})
_LOG = re.compile(r"^#+ +(log|interactions|history)\s*$", re.IGNORECASE)


@dataclass
class Verdict:
    """What is wrong with a result, each a kind and its words; and of what kind each of its conflicts is."""

    faults: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    def add(self, kind: str, words: str) -> None:
        """Add a fault."""
        self.faults.append((kind, words))


@dataclass
class Hunk:
    """A conflict in a text: both sides' lines, the property above it, and whether it begins in the front matter."""

    ours: list[str]
    theirs: list[str]
    in_header: bool
    above: str | None


def judge(base: Pieces, ours: Pieces, theirs: Pieces, result: bytes, conflicts: int) -> Verdict:
    """Judge a merge's result."""
    verdict = Verdict()
    ends = {note.form.end for note in (base, ours, theirs)}
    text = result.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    if len(ends) == 1 and not conflicts:
        _judge_form(verdict, base, result, text)
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    hunks, as_ours, as_theirs = _hunks(lines)
    if bool(hunks) != bool(conflicts):
        verdict.add("markers", f"{conflicts} conflicts reported, {len(hunks)} in the text")
    sides = _Sides(base, ours, theirs)
    keys = {key for hunk in hunks for key in _keys(hunk)}
    within = Counter(line for hunk in hunks for line in (*hunk.ours, *hunk.theirs))
    for hunk in hunks:
        verdict.conflicts.append("ends" if len(ends) > 1 else sides.kind(hunk))
        if verdict.conflicts[-1] == "needless":
            verdict.add("needless conflict", " / ".join((*hunk.ours, "=======", *hunk.theirs)))
    if hunks and len(ends) > 1:
        return verdict
    for choice, chosen in (("ours", as_ours), ("theirs", as_theirs)) if hunks else ((None, as_ours),):
        read = take_apart("\n".join(chosen).encode("utf-8", "surrogateescape"))
        _judge_header(verdict, sides, read, choice, keys)
        _judge_lines(verdict, sides, read, choice, within)
    return verdict


def _judge_form(verdict: Verdict, base: Pieces, result: bytes, text: str) -> None:
    other = text.count("\n") - text.count("\r\n") if base.form.end == "\r\n" else text.count("\r")
    if other:
        verdict.add("line ends", f"{other} lines end as none of the three did")
    if result.startswith(b"\xef\xbb\xbf") != base.form.mark:
        verdict.add("mark", "the byte order mark came or went")


def _hunks(lines: Sequence[str]) -> tuple[list[Hunk], list[str], list[str]]:
    """Return a text's conflicts, and the texts in which all are settled as ours, and as theirs."""
    hunks, ours, theirs = list[Hunk](), list[str](), list[str]()
    side, in_header, above = "", bool(lines) and lines[0] == "---", None
    for number, line in enumerate(lines):
        if not side and line.startswith("<<<<<<< "):
            side = "ours"
            hunks.append(Hunk([], [], in_header, above))
        elif side == "ours" and line == "=======":
            side = "theirs"
        elif side == "theirs" and line.startswith(">>>>>>> "):
            side = ""
        else:
            if side:
                (hunks[-1].ours if side == "ours" else hunks[-1].theirs).append(line)
            if side != "theirs":
                ours.append(line)
            if side != "ours":
                theirs.append(line)
            if number and line == "---" and not side:
                in_header = False
            if in_header and not side and (found := read_properties([line])) and found[0].name:
                above = found[0].key
    return hunks, ours, theirs


def _keys(hunk: Hunk) -> Iterator[str]:
    """Return the properties whose lines a conflict holds."""
    if not hunk.in_header:
        return
    for part in (hunk.ours, hunk.theirs):
        found = read_properties(part)
        if found and found[0].name is None and hunk.above:
            yield hunk.above
        yield from (each.key for each in found if each.key)


class _Sides:
    """What each side did to the base."""

    def __init__(self, base: Pieces, ours: Pieces, theirs: Pieces) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.properties = [_by_key(note.header) for note in (base, ours, theirs)]
        self.by_origin = [_by_origin(note.body) for note in (base, ours, theirs)]
        self.disputed, self.ticked_twice = self._disputed()
        self.log_lines = {
            line for note in (base, ours, theirs) for line in log_lines([each.text for each in note.body])
        }
        self.moved = any(_origins(note) != sorted(_origins(note)) for note in (ours, theirs))

    def _disputed(self) -> tuple[set[str], set[str]]:
        """Return the texts of the lines that both sides changed, and of tasks that both ticked on different days."""
        disputed, twice = set[str](), set[str]()
        base, ours, theirs = self.by_origin
        for origin, was in base.items():
            mine, other = ours.get(origin), theirs.get(origin)
            if mine != was and other != was and mine != other:
                both = mine and other and is_ticked(mine) and is_ticked(other)
                same = both and words_of_task(mine or "") == words_of_task(other or "")
                (twice if same else disputed).update(t for t in (mine, other) if t is not None)
        return disputed, twice

    def want(self, key: str) -> "Wanted":
        """Return what a property must be."""
        base, ours, theirs = (found.get(key) for found in self.properties)
        lines = [each.lines if each else None for each in (base, ours, theirs)]
        if lines[1] == lines[0] or lines[1] == lines[2]:
            return Wanted(as_lines=theirs)
        if lines[2] == lines[0]:
            return Wanted(as_lines=ours)
        values = [each.items if each else None for each in (base, ours, theirs)]
        if values[1] == values[2] or values[1] == values[0]:
            return Wanted(as_values=values[2])
        if values[2] == values[0]:
            return Wanted(as_values=values[1])
        if any(each and each.many for each in (base, ours, theirs)):
            was, mine, other = (Counter(value or ()) for value in values)
            kept = Counter(
                {item: _merged_count(was[item], mine[item], other[item]) for item in was | mine | other}
            )
            # That one side took the property away, and the other changed it, may be a conflict, too.
            return Wanted(as_items=+kept, disputed=values[1] is None or values[2] is None)
        return Wanted(disputed=True)

    def kind(self, hunk: Hunk) -> str:
        """Return of which kind a conflict is."""
        keys = set(_keys(hunk))
        if hunk.in_header:
            if keys and all(self.want(key).disputed for key in keys):
                return "value"
            if not (set(hunk.ours) | set(hunk.theirs)) & {line.text for line in self.ours.body}:
                return "needless"
        lines = [line for line in (*hunk.ours, *hunk.theirs) if line.strip()]
        if any(line in self.disputed for line in lines):
            return "line"
        if any(line in self.ticked_twice for line in lines):
            return "tick"
        base_gone = self._deleted_and_changed()
        if any(line in base_gone for line in lines):
            return "line"
        noted = [line in self.log_lines or is_task(line) for line in lines]
        if lines and all(noted):
            return "needless"
        return "mixed" if any(noted) else "place"

    def _deleted_and_changed(self) -> set[str]:
        base, ours, theirs = self.by_origin
        return {
            text
            for origin, was in base.items()
            for text in (ours.get(origin), theirs.get(origin))
            if (ours.get(origin) is None) != (theirs.get(origin) is None) and text is not None and text != was
        }


@dataclass
class Wanted:
    """What a property must be: one side's lines, or values, or a set of items; a disputed one may be a conflict."""

    as_lines: Property | None = None
    as_values: tuple[str, ...] | None = None
    as_items: Counter[str] | None = None
    disputed: bool = False


def _merged_count(was: int, mine: int, other: int) -> int:
    """Return how often an item is in a list that both sides changed."""
    if (mine - was) * (other - was) > 0:
        return max(mine, other) if mine > was else min(mine, other)
    return max(0, mine + other - was)


def _by_key(header: list[Property] | None) -> dict[str, Property]:
    found: dict[str, Property] = {}
    for each in header or []:
        if each.key:
            found.setdefault(each.key, each)
    return found


def _by_origin(body: list[Line]) -> dict[int, str]:
    return {line.origin: line.text for line in body if line.origin is not None}


def _origins(note: Pieces) -> list[int]:
    return [line.origin for line in note.body if line.origin is not None]


def log_lines(lines: Sequence[str]) -> list[str]:
    """Return the entries below the headings of Logs, with what is nested below them."""
    found, inside = [], False
    for line in lines:
        if line.startswith("#") and line.lstrip("#").startswith(" "):
            inside = bool(_LOG.match(line))
        elif inside and (date_of_entry(line) or (line[:1].isspace() and line.strip())):
            found.append(line)
    return found


def _judge_header(
    verdict: Verdict, sides: _Sides, read: Pieces, choice: str | None, in_conflict: set[str]
) -> None:
    base, ours, theirs = sides.properties
    counts = [
        Counter(p.key for p in note.header or [] if p.key) for note in (sides.base, sides.ours, sides.theirs)
    ]
    for key, count in Counter(p.key for p in read.header or [] if p.key).items():
        if count > max(each[key] for each in counts) and key not in in_conflict:
            verdict.add("duplicate key" if any(each[key] for each in counts) else "new key", str(key))
    result = _by_key(read.header)
    for key in {**base, **ours, **theirs}:
        if max(each[key] for each in counts) > 1:
            continue
        got = result.get(key)
        if key in in_conflict:
            mine = (ours if choice == "ours" else theirs).get(key)
            lost = set(mine.items if mine else ()) - set(got.items if got else ())
            # A conflict of a part of a list leaves the rest as it is merged.
            if lost and not (mine and mine.many):
                verdict.add("lost in conflict", f"{key}: {sorted(lost)}")
            continue
        _judge_property(verdict, key, sides.want(key), got)
    notes = [Counter(line for p in note.header or [] if p.name is None for line in p.lines) for note in (sides.base, sides.ours, sides.theirs, read)]  # fmt: skip
    for line, count in notes[0].items():
        if line.strip() and notes[1][line] == notes[2][line] == count != notes[3][line] and not in_conflict:
            verdict.add("comment", f"{count} then {notes[3][line]}: {line}")
    common = [key for key in base if key in ours and key in theirs and key in result]
    orders = [[key for key in each if key in common] for each in (base, ours, theirs, result)]
    if orders[0] == orders[1] == orders[2] != orders[3] and not in_conflict:
        verdict.add("property order", f"{orders[0]} then {orders[3]}")


def _judge_property(verdict: Verdict, key: str, want: Wanted, got: Property | None) -> None:
    values = got.items if got else None
    if want.as_items is not None:
        got_items = Counter(values or ())
        if set(got_items) != set(want.as_items):
            verdict.add("items", f"{key}: wanted {sorted(want.as_items)}, got {values}")
        elif got_items != want.as_items:
            verdict.add("doubled item", f"{key}: {values}")
    elif want.disputed:
        verdict.add("value chosen", f"{key}: {values} without a conflict")
    elif want.as_lines is not None and (got is None or got.lines != want.as_lines.lines):
        verdict.add("property", f"{key}: wanted {want.as_lines.lines}, got {got.lines if got else None}")
    elif want.as_lines is None and values != want.as_values:
        verdict.add("property", f"{key}: wanted {want.as_values}, got {values}")


def _judge_lines(
    verdict: Verdict, sides: _Sides, read: Pieces, choice: str | None, within: Counter[str]
) -> None:
    """Compare each line's count with what both sides make of it; lines within conflicts are either side's."""
    least, most = _counts(sides)
    got = Counter(line.text for line in read.body)
    own = Counter(line.text for line in (sides.theirs if choice == "theirs" else sides.ours).body)
    for text in {*least, *most, *got}:
        if not text.strip():
            continue
        count = got[text]
        low, high = least[text], most[text]
        if choice and within[text]:
            low, high = min(low, own[text]), max(high, own[text])
        if count < low:
            verdict.add("lost line" if not choice else "lost in conflict", f"{count} of {low}: {text}")
        elif count > high:
            kind = "doubled line" if high else "line nobody wrote" if not choice or not own[text] else None
            if kind and (not within[text] or not choice):
                verdict.add(kind, f"{count}, not {high}: {text}")
    texts = [line.text for line in read.body if line.text.strip()]
    for side, other, name in ((sides.ours, sides.theirs, "ours"), (sides.theirs, sides.ours, "theirs")):
        if choice in (None, name):
            _judge_runs(verdict, sides, side, other, texts, bool(choice))
    if not choice:
        _judge_order(verdict, sides, texts)


def _counts(sides: _Sides) -> tuple[Counter[str], Counter[str]]:
    base, ours, theirs = sides.by_origin
    least, most = Counter[str](), Counter[str]()
    for origin, was in base.items():
        mine, other = ours.get(origin), theirs.get(origin)
        wanted = other if mine == was else mine
        if mine in sides.ticked_twice and other in sides.ticked_twice and mine != other:
            most.update([t for t in (mine, other) if t])
        elif wanted is not None:
            least[wanted] += 1
            most[wanted] += 1
    added = [
        Counter(line.text for line in note.body if line.origin is None) for note in (sides.ours, sides.theirs)
    ]
    for text in {*added[0], *added[1]}:
        least[text] += max(added[0][text], added[1][text])
        most[text] += added[0][text] + added[1][text]
    return least, most


def _judge_runs(
    verdict: Verdict, sides: _Sides, side: Pieces, other: Pieces, texts: list[str], in_conflict: bool
) -> None:
    """Verify that lines written together still are, and stand behind the line that they were written behind."""
    lines = [line for line in side.body if line.text.strip()]
    known = Counter(
        line.text
        for note in (sides.base, side, other)
        for line in {_id(line): line for line in note.body}.values()
    )
    behind = _next_of(other)
    for start, run in _runs(lines):
        if not _holds(texts, run):
            verdict.add("torn lines", " / ".join(run))
        elif start and not in_conflict and not sides.moved and not (date_of_entry(run[0]) or is_task(run[0])):
            before = lines[start - 1]
            if before.origin is None or texts.count(before.text) != 1 or known[before.text] > 3:
                continue
            follower = behind.get(before.origin)
            if before.text != _by_origin(other.body).get(before.origin) or (
                follower and follower.origin is None
            ):
                continue
            at = texts.index(before.text)
            if texts[at + 1 : at + 1 + len(run)] != list(run):
                verdict.add("misplaced lines", f"{before.text} / {' / '.join(run)}")


def _id(line: Line) -> int:
    return id(line) if line.origin is None else line.origin


def _next_of(note: Pieces) -> dict[int, Line]:
    lines = [line for line in note.body if line.text.strip()]
    return {a.origin: b for a, b in itertools.pairwise(lines) if a.origin is not None}


def _runs(lines: list[Line]) -> Iterator[tuple[int, list[str]]]:
    """Return the runs of added lines. Entries, tasks and headings are runs of their own, with what is nested below."""
    start, alone = 0, False
    for number, line in enumerate([*lines, Line("", 0)]):
        item = bool(date_of_entry(line.text)) or is_task(line.text) or line.text.startswith("#")
        added = line.origin is None
        if start < number and (not added or item or (alone and not line.text[:1].isspace())):
            yield start, [each.text for each in lines[start:number]]
            start = number
        if not added:
            start = number + 1
        elif start == number:
            alone = item


def _holds(texts: list[str], run: list[str]) -> bool:
    return any(texts[n : n + len(run)] == run for n, text in enumerate(texts) if text == run[0])


def _judge_order(verdict: Verdict, sides: _Sides, texts: list[str]) -> None:
    bodies = [[line.text for line in note.body] for note in (sides.base, sides.ours, sides.theirs)]
    if not sides.moved:
        counts = [Counter(body) for body in (*bodies, texts)]
        common = [t for t in bodies[0] if t.strip() and all(count[t] == 1 for count in counts)]
        kept = set(common)
        if (now := [t for t in texts if t in kept]) != common:
            at = next(n for n, t in enumerate(common) if t != now[n])
            verdict.add("order", f"{common[at]} / {now[at]}")
    days = [
        [date_of_entry(t) or "" for t in log_lines(body) if date_of_entry(t)] for body in (*bodies, texts)
    ]
    for down in (False, True):
        if len(set(days[0])) > 1 and all(d == sorted(d, reverse=down) for d in days[:3]) and days[3] != sorted(days[3], reverse=down):  # fmt: skip
            verdict.add("order of the Log", " ".join(days[3]))
