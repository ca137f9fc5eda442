"""Reports the conflicts of a note, and reads the properties that no conflict concerns. Resolves nothing."""

from plaintext_network.notes.body import Body
from plaintext_network.notes.conflict_markers import Conflict, Side, find_conflicts
from plaintext_network.notes.conflict_parts import (
    ConflictPart,
    key_of,
    name_before,
    split_conflict,
    values_in,
)
from plaintext_network.notes.header import UNREADABLE, Header
from plaintext_network.notes.read_header import read_header
from plaintext_network.notes.source import Source, Spans, lines_of
from plaintext_network.problems import Problem, problem, shortened

# Enough to see what happened.
_MOST = 100
# The longest value in a message, in characters.
_LONGEST = 40


def read_conflicts(
    source: Source, header: Header, body: Body, problems: tuple[Problem, ...]
) -> tuple[Header, tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the properties outside of conflicts, their problems, and the problem of each conflict.

    `header` and `problems` are what reading the front matter gave, as if there were no conflict.
    """
    conflicts = find_conflicts(source.text, Spans(body.code))
    number = sum(each.span.start < header.body_start for each in conflicts)
    if 0 < number <= _MOST:
        header, problems = _outside(source, header, conflicts)
    elif number:
        header, problems = Header((), header.body_start), ()
    found = (_conflict_problem(source, each, header.body_start) for each in conflicts[:_MOST])
    return header, problems, tuple(found)


# Properties


def _outside(
    source: Source, header: Header, conflicts: tuple[Conflict, ...]
) -> tuple[Header, tuple[Problem, ...]]:
    """Read the front matter without the lines of conflicts, and without the properties that a conflict is about."""
    text, stop = source.text, header.body_start
    names: set[str] = set()
    parts: list[str] = []
    at = 0
    for conflict in conflicts:
        start, end = conflict.span
        if start >= stop:
            break
        parts.append(text[at:start])
        names.update(_names(text, conflict, stop))
        at = min(_next_property(text, end, stop), stop)
        if end > stop:
            # The conflict contains the end of the front matter: it ends above.
            parts.append("---\n")
            at = stop
            break
        parts.append(_blank(text[start:at]))
    outside = Source("".join([*parts, text[at:stop]]))
    found, problems = read_header(outside)
    names = {name.casefold() for each in names for name in each.split(", ")}
    kept = [
        tuple(each for each in properties if each.name.casefold() not in names)
        for properties in (found.properties, found.shadowed)
    ]
    # An invalid line may be a side of a conflict that was left over: report one problem, not two.
    told = tuple(each for each in problems if each.code not in _LEFT_OVER)
    return Header(kept[0], stop, kept[1], tuple(sorted(names - {""}))), told


def _names(text: str, conflict: Conflict, body_start: int) -> set[str]:
    """Return the names of the properties that a conflict is about."""
    sides = [side.text for side in (conflict.ours, conflict.base, conflict.theirs) if side]
    names = {name for side in sides for line in lines_of(side) if (name := key_of(line)) is not None}
    begin = [next((line for line in lines_of(side) if line.strip()), "") for side in sides]
    if any(
        line and line[:1] != "#" and line.rstrip() not in _FENCES and key_of(line) is None for line in begin
    ):
        names.add(name_before(text, conflict.span.start))
    return names | {part.name for part in split_conflict(text, conflict, body_start)}


_FENCES = ("---", "...")
_LEFT_OVER = (UNREADABLE - {"front-matter-too-large"}) | {"front-matter-empty"}


def _next_property(text: str, at: int, stop: int) -> int:
    """Return where the next property or the end of the front matter begins: what is before may be part of a value."""
    for line in lines_of(text[at:stop]):
        if key_of(line) is not None or line.rstrip() in _FENCES:
            break
        at += len(line)
    return at


def _blank(text: str) -> str:
    """Return spaces for a text, so that lines and offsets stay valid."""
    return "".join(character if character in "\r\n" else " " for character in text)


# Problems


def _conflict_problem(source: Source, conflict: Conflict, body_start: int) -> Problem:
    place = source.place(conflict.opening)
    parts = split_conflict(source.text, conflict, body_start)
    differing = [part for part in parts if part.settled is None] or [
        part for part in parts if part.ours != part.theirs
    ]
    part = differing[0] if differing else parts[0]
    others = [each.name for each in differing[1:]]
    facts = {
        "what": part.name or "the text",
        "ours": _version(part, part.ours, "ours", conflict.ours),
        "theirs": _version(part, part.theirs, "theirs", conflict.theirs),
        "also": f"; {others[0]} differs, too" if len(others) == 1 else _more(len(others)),
    }
    if not conflict.is_clear:
        facts["remedy"] = "choose between the versions yourself: a line of = signs may be text or divide them"
    return problem("conflict-marker", place, **facts)


def _more(number: int) -> str:
    return f"; {number} more properties differ" if number else ""


def _version(part: ConflictPart, lines: str, name: str, side: Side) -> str:
    values = values_in(part, lines)
    shown = ", ".join(values) if part.name else next(iter(values), "")
    label = f"{name}: {shortened(side.label, 25)}" if side.label not in ("", name) else name
    return f"“{shortened(shown, _LONGEST)}” ({label})" if shown else f"missing ({label})"
