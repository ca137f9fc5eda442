"""Splits a note into the lines of each property, the lines between them, and its body. Merges nothing."""

from collections.abc import Iterator

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.header import ListValue, MappingValue, Property, Scalar, Value
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.read_header import read_header
from plaintext_network.notes.source import Source, Span, lines_of
from plaintext_network.notes.value_places import written_end

# Lines that mean nothing to YAML.
_SILENT_LINES = late_pattern(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n))*")


class Part(NamedTuple):
    """One property: its name, the comments and blank lines above it, and its own whole lines.

    `key` and the spans in `value` are places in the note; `start` is where `own` begins there.
    """

    name: str
    lead: str
    own: str
    key: Span
    value: Value
    start: int

    def written(self, span: Span) -> str:
        """Return what is written at a place in the note."""
        return self.own[span.start - self.start : span.end - self.start]


class Front(NamedTuple):
    """A note in parts: the line `---`, each property, the comments after them, the closing line, and the body.

    A note without front matter has a body only.
    """

    opening: str
    parts: tuple[Part, ...]
    tail: str
    closing: str
    body: str

    @property
    def text(self) -> str:
        """The front matter with its `---` lines."""
        return "".join(
            (self.opening, *(part.lead + part.own for part in self.parts), self.tail, self.closing)
        )


def split_front(text: str) -> Front | None:
    """Split a note's text, whose lines end in LF or CRLF. Return None if its properties can't be told apart by lines.

    That is so for front matter that pnet can't read, in braces, with a name twice, or with anchors, aliases or types.
    """
    if not text.startswith("---"):
        return Front("", (), "", "", text)
    source = Source(text)
    header, problems = read_header(source)
    if header.shadowed or any(each.code != "front-matter-empty" for each in problems):
        return None
    opening = _line_stop(text, 0)
    closing = _line_start(text, header.body_start - 1)
    parts: list[Part] = []
    at = opening
    for written in header.properties:
        start, stop = _line_start(text, written.key.start), _line_stop(text, written_end(text, written.value))
        lead = text[at:start]
        if start < at or not _is_silent(lead) or not _is_plain(text, written, start):
            return None
        parts.append(Part(written.name, lead, text[start:stop], written.key, written.value, start))
        at = stop
    tail = text[at:closing]
    if at > closing or not _is_silent(tail):
        return None
    return Front(
        text[:opening], tuple(parts), tail, text[closing : header.body_start], text[header.body_start :]
    )


def moves_front(base: Front, side: Front) -> bool:
    """Return whether a side made lines of its front matter part of the body, or lines of its body front matter."""
    if base.text == side.text:
        return False
    above, now_above = set(lines_of(base.text)), set(lines_of(side.text))
    below, now_below = set(lines_of(base.body)), set(lines_of(side.body))
    moved = ((above - now_above) & (now_below - below)) | ((below - now_below) & (now_above - above))
    return any(map(str.strip, moved))


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, max(offset, 0)) + 1


def _line_stop(text: str, offset: int) -> int:
    return text.find("\n", offset) + 1 or len(text)


def _is_silent(lines: str) -> bool:
    return not lines or _SILENT_LINES.fullmatch(lines) is not None


def _is_plain(text: str, written: Property, start: int) -> bool:
    """Return whether a property begins its line and has no anchor, alias or type."""
    if text[start : written.key.start].strip(" ") or text[written.key.start] in "&*!?":
        return False
    return all(text[at : at + 1] not in ("&", "*", "!") for at in _value_starts(written.value))


def _value_starts(value: Value) -> Iterator[int]:
    if not (isinstance(value, Scalar) and not value.text):
        yield value.span.start
    if isinstance(value, ListValue):
        for item in value.items:
            yield from _value_starts(item)
    elif isinstance(value, MappingValue):
        for pair in value.items:
            for each in pair:
                yield from _value_starts(each)
