"""Splits a conflict into parts, each with an answer of its own: the properties in front matter, else the lines. Answers none."""

import re
from collections.abc import Mapping, Sequence

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.changed_version import changed_version
from plaintext_network.notes.conflict_markers import Conflict
from plaintext_network.notes.header import ListValue, MappingValue, Scalar, Value
from plaintext_network.notes.read_header import read_header
from plaintext_network.notes.source import Source, lines_of

# A property's name at the start of a line. Lines within a value are indented, or begin with a dash or a bracket.
_KEY = re.compile(
    r"""(?:"([^"\r\n]+)"[ \t]*|'([^'\r\n]+)'[ \t]*"""
    r"""|([^\s#\-\[\]{}"'?|>&*!%@`][^:\r\n]*(?::(?![ \t\r\n]|\Z)[^:\r\n]*)*)):(?=[ \t\r\n]|\Z)"""
)
# No front matter is longer, in characters.
_FURTHEST = 64 * 1024
_DASH = re.compile(r"[ \t]*-(?:[ \t]+|(?=[\r\n]|\Z))")


class ConflictPart(NamedTuple):
    """What one answer resolves: the lines of each side, whole or none. `name` is the property's, or empty for lines of text.

    `base` is None if nobody knows it. `is_whole` is true if the lines are the property with its name, and not some of its value.
    `is_mixed` is true for lines of text that are or may be front matter, too.
    """

    name: str
    ours: str
    base: str | None
    theirs: str
    is_whole: bool = False
    is_mixed: bool = False

    @property
    def settled(self) -> str | None:
        """The lines of the side that changed them, or of both if they are equal; None if only an answer can resolve the part."""
        return changed_version(self.base, self.ours, self.theirs)


def split_conflict(
    text: str, conflict: Conflict, body_start: int, known: Mapping[str, str] | None = None
) -> tuple[ConflictPart, ...]:
    """Return the parts of a conflict in a note's text. The sides of all parts together are the sides of the conflict.

    `known` has the lines of the properties in the version that both sides come from, as `property_lines` returns them.
    """
    base = conflict.base.text if conflict.base else None
    ours, theirs = conflict.ours.text, conflict.theirs.text
    start, end = conflict.span
    if start >= body_start or end > body_start:
        # A whole note, or the end of the front matter, is not only text.
        return (ConflictPart("", ours, base, theirs, is_mixed=start in (0, 1) or start < body_start),)
    sides = [_by_name(side) for side in (ours, theirs)]
    if sides[0] is None or sides[1] is None:
        return (ConflictPart(name_before(text, start), ours, base, theirs),)
    names = _in_order(list(sides[0]), list(sides[1]))
    if not names:
        return (ConflictPart(", ".join({**sides[0], **sides[1]}), ours, base, theirs),)
    bases = known if base is None else _by_name(base)
    return tuple(
        ConflictPart(
            name,
            sides[0].get(name, ""),
            None if bases is None else bases.get(name, ""),
            sides[1].get(name, ""),
            is_whole=True,
        )
        for name in names
    )


def property_lines(note: str, body_start: int) -> dict[str, str] | None:
    """Return the lines of each property of a note by its name; None if the front matter can't be split so."""
    lines = lines_of(note[:body_start])
    return _by_name("".join(lines[1:-1])) if lines else {}


def key_of(line: str) -> str | None:
    """Return the name of the property that a line of front matter begins; None if it begins none."""
    key = _KEY.match(line)
    return None if key is None else (key[1] or key[2] or key[3]).strip()


def name_before(text: str, offset: int) -> str:
    """Return the name of the last property that begins before an offset of the front matter; empty without one."""
    lines = lines_of(text[max(offset - _FURTHEST, 0) : offset])
    return next((name for line in reversed(lines) if (name := key_of(line)) is not None), "")


def _by_name(side: str) -> dict[str, str] | None:
    """Return the lines of a side's properties by name; None if the side is anything but whole properties, each once.

    Comments and blank lines belong to the property after them, and at the end to the one before.
    """
    found: dict[str, list[str]] = {}
    name = ""
    above: list[str] = []
    for line in lines_of(side):
        key = key_of(line)
        if key is not None:
            if key in found:
                return None
            name, found[key], above = key, [*above, line], []
        elif not line.strip() or line.startswith("#"):
            above.append(line)
        elif not name:
            return None
        else:
            found[name] += [*above, line]
            above = []
    if above:
        if not name:
            return None
        found[name] += above
    return {each: "".join(lines) for each, lines in found.items()}


def _in_order(ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Return the names of both sides in the order of both, ours first; None if the sides differ in the order."""
    mine, other = set(ours), set(theirs)
    common = [name for name in ours if name in other]
    if common != [name for name in theirs if name in mine]:
        return None
    names: list[str] = []
    rest = iter(theirs)
    for name in ours:
        if name in other:
            for their in rest:
                if their == name:
                    break
                names.append(their)
        names.append(name)
    return [*names, *rest]


# Words


def values_in(part: ConflictPart, side: str) -> list[str]:
    """Return the values in the lines of a side, to show and to compare; the lines themselves if they are text."""
    if part.is_whole:
        header, _ = read_header(Source(f"---\n{side.rstrip()}\n---\n"))
        if len(header.properties) == 1:
            return _texts(header.properties[0].value)
    lines = (line.strip() for line in lines_of(side))
    if part.name:
        lines = (_DASH.sub("", line) for line in lines)
    return [line for line in lines if line]


def _texts(value: Value) -> list[str]:
    if isinstance(value, Scalar):
        return [] if value.is_null else [" ".join(value.text.split())]
    if isinstance(value, MappingValue):
        return [f"{' '.join(_texts(key))}: {', '.join(_texts(item))}" for key, item in value.items]
    return [text for item in value.items for text in _texts(item)]


def is_list(part: ConflictPart, side: str) -> bool:
    """Return whether the lines of a side are a property that is a list, or items of one."""
    if not part.is_whole:
        return bool(part.name) and all(_DASH.match(line) for line in lines_of(side) if line.strip())
    header, _ = read_header(Source(f"---\n{side.rstrip()}\n---\n"))
    return len(header.properties) == 1 and isinstance(header.properties[0].value, ListValue)
