"""Splits a note into passages short enough for one meaning: list items, paragraphs, headings and properties. Reads no file."""

from __future__ import annotations

from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.comments import may_have_comments
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# The most words of a passage: what the model reads of a text, less what it splits.
MOST_WORDS = 80
# A passage with fewer words means too little to be found by meaning, except a value, whose property is another word.
_FEWEST_WORDS = 2

# Properties whose values are names, days, addresses or settings: the words of `find` match them better.
_NOT_PROSE = frozenset(
    """aliases alias also_known_as archived attendees audience between birthday cadence channel circles contact created cssclass cssclasses
    date day days direction due email emails end event handles id introduced_by last_contact links met_on modified name next participants
    people phone phones private public publish review self snooze start status tag tags template title type uid updated url urls website
    with""".split()  # noqa: SIM905
)
_FENCE = late_pattern(r"\s*(```+|~~~+)")
_PROPERTY = late_pattern(r"([^\s:#\-\[{\"'][^:]*):(?:\s+(.*))?$")
_LISTED = late_pattern(r"\s*-\s+(.*)$")
_ITEM = late_pattern(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?")
_HEADING = late_pattern(r"#{1,6}[ \t]+")
_RULE = late_pattern(r"[\s>*_=|:+-]*$")
_FIELD = late_pattern(r"[\[(]([^\s\[\]():]+)::\s*((?:\[\[[^\]]*\]\]|[^\[\]()]|\([^()]*\))*)[\])]")
# What begins a Log line, and the marks of tasks and tags.
_LEADING_DAY = late_pattern(r"(?:\[\[)?\d{4}-\d\d-\d\d(?:\]\])?[ \t]*")
_MARKS = late_pattern(
    r"(?<!\S)#[^\s#]+|[📅📆🗓⏳🛫✅❌➕🔁⏫🔼🔽🔺⏬]️?[ \t]*(?:\d{4}-\d\d-\d\d)?|(?<!\S)\^[\w-]+$"
)
_ADDRESS = late_pattern(r"<?\b(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_EMPHASIS = late_pattern(r"\*\*|__|==|~~|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_WORD = late_pattern(r"[^\W\d_]{2,}")
_SENTENCE_END = late_pattern(r"(?<=[.!?…])[\s\"”')\]]+(?=\S)")


class Passage(NamedTuple):
    """A part of a note: the number of the line on which it begins, and its text without markup."""

    line: int
    text: str


def passages(text: str) -> tuple[Passage, ...]:
    """Return the passages of a note, in order. Comments and code are left out, and so are names, days and addresses."""
    if may_have_comments(text):
        # Late: few notes have comments.
        from plaintext_network.notes.note import without_comments

        text = without_comments(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = _end_of_header(lines)
    found = [*_of_header(lines[:end]), *_of_body(lines, end)]
    return tuple(piece for passage in found for piece in _cut(passage))


def _end_of_header(lines: list[str]) -> int:
    """Return the number of lines of the front matter, with its fences."""
    if lines[0].rstrip() != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines) if at and line.rstrip() in ("---", "...")), 0)


def _of_header(lines: list[str]) -> Iterator[Passage]:
    key = ""
    for number, line in enumerate(lines, 1):
        if found := _PROPERTY.match(line):
            key, value = found[1].strip(), found[2] or ""
        elif listed := _LISTED.match(line):
            value = listed[1]
        else:
            value = line.strip() if line[:1].isspace() else ""
        value = value.replace('"', "")
        if value.startswith("[") and (not value.startswith("[[") or value.startswith("[[[")):
            # A list on one line stays together.
            value = value[1:].removesuffix("]")
        value = _plain(value.strip("'{}|>"))
        if not _is_left_out(key) and _WORD.search(value):
            yield Passage(number, f"{key}: {value}")


def _of_body(lines: list[str], start: int) -> Iterator[Passage]:
    begun: int | None = None
    parts: list[str] = []
    fence = ""
    for number, line in enumerate((*lines[start:], ""), start + 1):
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        is_code = bool(fence or opened)
        item, heading = _ITEM.match(line), _HEADING.match(line)
        ends = is_code or item or heading or _RULE.match(line)
        if ends and begun is not None:
            yield Passage(begun, _plain(" ".join(parts)))
            begun = None
        if is_code or _RULE.match(line):
            continue
        if begun is None:
            begun, parts = number, []
        prefix = item or heading
        parts.append(line[prefix.end() :] if prefix else line.strip(" \t>"))
        if heading:
            yield Passage(begun, _plain(" ".join(parts)))
            begun = None


def _plain(text: str) -> str:
    """Return a text as a reader would say it: links by their labels, `[asked:: advice]` as “asked advice”, no marks."""
    text = _LEADING_DAY.sub("", text, count=1)
    if "::" in text:
        text = _FIELD.sub(lambda field: "" if _is_left_out(field[1]) else f"; {field[1]} {field[2]}", text)
        text = text.replace("::", "")
    text = visible_text(text)
    text = _ADDRESS.sub(" ", _MARKS.sub(" ", text))
    return " ".join(_EMPHASIS.sub("", text).split()).strip(" ;,-–—:")


def _is_left_out(key: str) -> bool:
    return key.lower().replace("-", "_").replace(" ", "_") in _NOT_PROSE


def _cut(passage: Passage) -> Iterator[Passage]:
    """Yield a passage in parts of at most MOST_WORDS, at the ends of sentences where it has any; nothing if it says too little."""
    if len(_WORD.findall(passage.text)) < _FEWEST_WORDS:
        return
    words = passage.text.split()
    if len(words) <= MOST_WORDS:
        yield passage
        return
    part: list[str] = []
    for sentence in _SENTENCE_END.split(passage.text):
        own = sentence.split()
        if part and len(part) + len(own) > MOST_WORDS:
            yield Passage(passage.line, " ".join(part))
            part = []
        part += own
        while len(part) > MOST_WORDS:
            yield Passage(passage.line, " ".join(part[:MOST_WORDS]))
            part = part[MOST_WORDS:]
    if len(part) >= _FEWEST_WORDS:
        yield Passage(passage.line, " ".join(part))
