"""Parses a note's bytes to properties, body and problems. Knows neither what they mean nor the note's path."""

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Body, read_body
from plaintext_network.notes.comments import may_have_comments, without_spans
from plaintext_network.notes.header import Header
from plaintext_network.notes.read_header import read_header
from plaintext_network.notes.source import FILE_LIMIT, Source, Span, decode
from plaintext_network.problems import Problem, problem


class Note(NamedTuple):
    """One parsed note: its text, its properties and the elements of its body."""

    source: Source
    header: Header
    body: Body
    problems: tuple[Problem, ...]

    @property
    def as_bytes(self) -> bytes:
        """The note's bytes in its own encoding."""
        return self.source.encode(self.source.text)

    @property
    def visible_source(self) -> Source:
        """The note's text with spaces for its comments, as a source with the same places."""
        source = self.source
        return Source(self.visible, source.encoding, source.bom, source.size) if self.body.hidden else source

    @property
    def prose(self) -> str:
        """The note's text with spaces for its front matter, comments and code, so that offsets stay valid."""
        spans = (Span(0, self.header.body_start), *self.body.hidden, *self.body.code)
        return without_spans(self.source.text, sorted(spans))

    @property
    def visible(self) -> str:
        """The note's text with spaces for its comments, so that offsets stay valid."""
        return without_spans(self.source.text, self.body.hidden) if self.body.hidden else self.source.text


def parse(content: bytes, size: int | None = None) -> Note:
    """Parse a note from any bytes; never raises.

    If `content` is only the start of a file, pass the file's size: the front matter is parsed, the body is not.
    """
    source, problems = decode(content, size)
    header, header_problems = read_header(source)
    body_problems: tuple[Problem, ...]
    if source.is_truncated:
        body = Body()
        body_problems = (problem("too-large", size=f"{source.size:,}", limit=f"{FILE_LIMIT:,}"),)
    else:
        body, body_problems = read_body(source, header.body_start)
    conflicts: tuple[Problem, ...] = ()
    if "<<<<<<<" in source.text:
        # Late: hardly any note has a conflict.
        from plaintext_network.notes.conflicted_note import read_conflicts

        header, header_problems, conflicts = read_conflicts(source, header, body, header_problems)
    found = (*problems, *header_problems, *body_problems, *conflicts)
    return tuple.__new__(Note, (source, header, body, found))


def without_comments(text: str) -> str:
    """Return a note's text with spaces for its comments, so that lines and offsets stay valid."""
    if not may_have_comments(text):
        return text
    source = Source(text)
    body, _ = read_body(source, read_header(source)[0].body_start)
    return without_spans(text, body.hidden)
