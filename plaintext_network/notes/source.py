"""Decodes a note's bytes to text, and finds lines and columns in it. Knows no Markdown, YAML or contacts."""

from bisect import bisect_right
from collections.abc import Iterable

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.problems import Problem, problem

FILE_LIMIT = 4 * 1024 * 1024

_LINE_END = late_pattern(r"\r\n|\r|\n")
_LINE = late_pattern(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

# Within so many characters of a note's start, lines are counted rather than looked up.
_NEAR = 300


class Span(NamedTuple):
    """A half-open range of characters in a note's text."""

    start: int
    end: int


class Spans:
    """The offsets that a set of spans covers; the spans may overlap."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether a short half-open range shares a character with the spans."""
        return any(offset in self for offset in range(start, end))


def start_of_line(text: str, offset: int) -> int:
    """Return the offset at which the line of an offset begins; CRLF, LF and CR end lines."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their endings: LF, CRLF or CR."""
    return [line for line in _LINE.findall(text) if line]


class Source:
    """The text of one note and its encoding. `size` is the file's size in bytes, even if only its start was read."""

    __slots__ = ("_line_starts", "bom", "encoding", "size", "text")

    def __init__(self, text: str, encoding: str = "utf-8", bom: bytes = b"", size: int | None = None) -> None:
        self.text, self.encoding, self.bom = text, encoding, bom
        self.size = len(text) if size is None else size
        self._line_starts: list[int] | None = None

    @property
    def is_truncated(self) -> bool:
        return self.size > FILE_LIMIT

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts; LF, CRLF and CR end a line (CommonMark §2.1)."""
        starts = self._line_starts
        if starts is None:
            starts = self._line_starts = [0]
            if "\r" in self.text:
                starts += [end.end() for end in _LINE_END.finditer(self.text)]
            else:
                # Inlined for speed: many notes need this.
                at, find, add = 0, self.text.find, starts.append
                while at := find("\n", at) + 1:
                    add(at)
        return starts

    def line_number(self, offset: int) -> int:
        """Return the line of an offset; lines start at 1."""
        starts = self._line_starts
        if starts is None:
            # Many notes need only a few lines of their front matter: finding all lines of the note takes longer.
            if 0 <= offset < _NEAR and "\r" not in self.text:
                return self.text.count("\n", 0, offset) + 1
            starts = self.line_starts
        return bisect_right(starts, offset)

    def line_stop(self, line: int) -> int:
        """Return the offset where a line ends, including its line ending; lines start at 1."""
        return self.line_starts[line] if line < len(self.line_starts) else len(self.text)

    def place(self, span: Span) -> tuple[int, int, int]:
        """Return a span's line and column, both from 1, and its width within that line."""
        starts, (first, last), text = self._line_starts, span, self.text
        if starts is None:
            # As in `line_number`.
            if 0 <= first < _NEAR and "\r" not in text:
                stop = text.find("\n", first)
                last = min(last, stop if stop >= 0 else len(text))
                start = text.rfind("\n", 0, first) + 1
                line = text.count("\n", 0, first) + 1
                return line, first - start + 1, last - first if last > first else 1
            starts = self.line_starts
        line = bisect_right(starts, first)
        start = starts[line - 1]
        # Not beyond the line, and without its ending. To copy each line would take quadratic time in a long one.
        if line < len(starts):
            stop = starts[line]
            if last > stop - 2:
                last = min(last, stop - (2 if text.startswith("\r\n", stop - 2) else 1))
        elif last > len(text):
            last = len(text)
        return line, first - start + 1, last - first if last > first else 1

    def encode(self, text: str) -> bytes:
        """Return a text as bytes in this note's encoding, with its byte order mark."""
        return self.bom + text.encode(self.encoding)


def decode(content: bytes, size: int | None = None) -> tuple[Source, tuple[Problem, ...]]:
    """Decode any bytes as text: UTF-8, UTF-16 (by byte order mark or zero bytes), else Windows-1252 or Latin-1.

    Encoding the text again gives the same bytes.
    """
    if size is None and content and content[0] < 0xEF and b"\0" not in content:
        try:
            return Source(content.decode(), size=len(content)), ()
        except UnicodeDecodeError:
            pass
    size = len(content) if size is None else size
    if not content:
        return Source("", size=size), (problem("empty-note"),)
    if not content.strip(b"\0"):
        return Source("", size=size), (problem("only-zeros"),)
    bom, encoding = next((mark for mark in _BOMS if content.startswith(mark[0])), (b"", ""))
    content = content[len(bom) :]
    encoding = encoding or _guess(content)
    if size > len(content) + len(bom):
        content = _whole_characters(content, encoding)
    source = Source(*_decoded(content, encoding), bom, size)
    if source.encoding.startswith("utf-16"):
        return source, (problem("utf16", encoding=source.encoding.upper()),)
    if source.encoding != "utf-8":
        first = next((i for i, byte in enumerate(content) if byte > 0x7F), 0)
        return source, (problem("not-utf8", source.place(Span(first, first + 1)), encoding=source.encoding),)
    return source, ()


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    for candidate in (encoding, "cp1252"):
        try:
            return content.decode(candidate), candidate
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), "latin-1"


def _guess(content: bytes) -> str:
    sample = content[:512]
    if len(content) % 2 == 0 and b"\0" in sample:
        half = len(sample) // 2
        if sample[1::2].count(0) > half * 0.4 and not sample[0::2].count(0):
            return "utf-16-le"
        if sample[0::2].count(0) > half * 0.4 and not sample[1::2].count(0):
            return "utf-16-be"
    return "utf-8"


def _whole_characters(content: bytes, encoding: str) -> bytes:
    """Return bytes that were cut off somewhere without an incomplete last character."""
    if encoding.startswith("utf-16"):
        content = content[: len(content) // 2 * 2]
        high = content[-1:] if encoding == "utf-16-le" else content[-2:-1]
        # A character beyond U+FFFF takes two units; the first alone is not a character.
        return content[:-2] if b"\xd8" <= high <= b"\xdb" else content
    for cut in range(1, min(4, len(content)) + 1):
        if content[-cut] < 0x80:
            break
        if content[-cut] >= 0xC0:
            return content[:-cut]
    return content
