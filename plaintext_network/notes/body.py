"""Parses a note's Markdown to headings, items, links, tags and fields. Does not interpret them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from plaintext_network.notes.source import Source, Span
from plaintext_network.problems import Problem, problem

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BODY_LIMIT = 1_000_000
LINE_LIMIT = 50_000
DEPTH_LIMIT = 50

# A list within a list takes two parser levels, and its text one more.
_LEVELS = 2 * DEPTH_LIMIT + 1


@cache
def _markdown() -> "MarkdownIt":
    # Late: many notes are only paragraphs and need no parser.
    from markdown_it import MarkdownIt

    # Parse only blocks: they tell code, headings and list items. Inline Markdown would cost four times as much and
    # knows neither wiki links nor inline fields. The parser silently drops what is deeper than `maxNesting`, so the
    # limit has a few spare levels, which reveal such a note.
    return MarkdownIt("commonmark", {"maxNesting": _LEVELS + 3}).disable("inline")


# Lines that may begin a block other than a paragraph: indented code, an item, a heading or its underline, a quote, a fence
# or HTML (CommonMark §4, §5). A body without such lines and without backticks needs no parser.
_MAY_BE_BLOCKS = re.compile(r"[\n\r] {0,3}(?:[-+*>=~<\t]|    |#{1,6}(?:[ \t\r\n]|\Z)|[0-9]{1,9}[.)])")


class Heading(NamedTuple):
    """A heading; `line` starts at 1."""

    level: int
    text: str
    line: int


class Item(NamedTuple):
    """A list item. `own` is its first paragraph, `extent` includes everything nested in it.

    An unindented line below does not belong to the item, although CommonMark's lazy continuation (§5.2) says so: people
    don't mean it that way. `box` is the character in a task's `[ ]`, or None if the item is not a task; `text` and `own`
    start after the box. `headings` are those of the enclosing sections, innermost last.
    """

    text: str
    own: Span
    extent: Span
    depth: int
    box: str | None
    headings: tuple[str, ...]


class Link(NamedTuple):
    """A link to another note; the target is decoded, without heading and label."""

    target: str
    span: Span
    wiki: bool


class Field(NamedTuple):
    """An inline field in Dataview's form; `value` is the span of its text."""

    name: str
    text: str
    value: Span


class Tag(NamedTuple):
    """A tag, without `#`."""

    text: str
    span: Span


class Body(NamedTuple):
    """The elements of a note's Markdown, each kind in the order written. Elements in code are left out."""

    headings: tuple[Heading, ...] = ()
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    fields: tuple[Field, ...] = ()
    tags: tuple[Tag, ...] = ()
    code: tuple[Span, ...] = ()


def read_body(source: Source, start: int) -> tuple[Body, tuple[Problem, ...]]:
    """Parse the Markdown from an offset on; a body beyond the limits gives an empty Body and a Problem."""
    text = source.text[start:] if start else source.text
    if not text or text.isspace():
        return Body(), ()
    place = (source.line_number(start), 1, 1)
    if len(text) > BODY_LIMIT:
        return Body(), (problem("body-too-large", place, limit=f"{BODY_LIMIT:,} characters"),)
    if len(source.line_starts) - place[0] > LINE_LIMIT:
        return Body(), (problem("body-too-large", place, limit=f"{LINE_LIMIT:,} lines"),)
    tokens = _markdown().parse(text) if "`" in text or _MAY_BE_BLOCKS.search("\n" + text) else []
    deepest = max(tokens, key=lambda token: token.level, default=None)
    if deepest is not None and deepest.level > _LEVELS:
        line = place[0] + (deepest.map[0] if deepest.map else 0)
        return Body(), (problem("body-too-deep", (line, 1, 1), limit=DEPTH_LIMIT),)
    return _Scan(source, start, tokens).body(), ()


class _Scan:
    """Scans the blocks first, then the text with code blanked out."""

    def __init__(self, source: Source, start: int, tokens: "list[Token]") -> None:
        self.source, self.start, self.tokens = source, start, tokens
        self.text = source.text
        self.first = source.line_number(start) - 1
        self.headings: list[Heading] = []
        self.items: list[Item] = []
        self.code: list[Span] = []

    def body(self) -> Body:
        self._blocks()
        prose = self._prose()
        return Body(
            tuple(self.headings),
            tuple(sorted(self.items, key=lambda item: item.own)),
            tuple(sorted(links_in(prose), key=lambda link: link.span)),
            tuple(sorted(_fields(prose, self.text), key=lambda field: field.value)),
            tuple(_tags(prose)),
            tuple(self.code),
        )

    def _lines(self, token: "Token") -> Span:
        begin, end = token.map or [0, 0]
        starts = self.source.line_starts
        stop = self.first + end
        return Span(
            max(starts[self.first + begin], self.start),
            starts[stop] if stop < len(starts) else len(self.text),
        )

    def _blocks(self) -> None:
        open_items: list[Token] = []
        seen: set[int] = set()
        sections: list[Heading] = []
        # A heading within a quote or an item does not end the section around it.
        outer_sections: list[list[Heading]] = []
        level = 0
        for token in self.tokens:
            if token.type == "inline":
                if level:
                    heading = Heading(level, token.content.strip(), self._line(token))
                    sections = [*(outer for outer in sections if outer.level < level), heading]
                    self.headings.append(heading)
                    level = 0
                elif (
                    open_items and id(open_items[-1]) not in seen and token.level == open_items[-1].level + 2
                ):
                    seen.add(id(open_items[-1]))
                    self._item(token, open_items, tuple(section.text for section in sections))
                if "`" in token.content:
                    self.code.extend(_code_spans(self.text, self._lines(token)))
            elif token.type in ("list_item_open", "blockquote_open"):
                outer_sections.append(sections)
                if token.type == "list_item_open":
                    open_items.append(token)
            elif token.type in ("list_item_close", "blockquote_close"):
                sections = outer_sections.pop()
                if token.type == "list_item_close":
                    open_items.pop()
            elif token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type in ("fence", "code_block", "html_block"):
                self.code.append(self._lines(token))

    def _line(self, token: "Token") -> int:
        return self.first + (token.map[0] if token.map else 0) + 1

    def _item(self, token: "Token", open_items: "list[Token]", headings: tuple[str, ...]) -> None:
        own = self._lines(token)
        content = token.content
        lazy = self._first_unindented(token)
        if lazy is not None:
            content = "\n".join(content.split("\n")[: lazy - self._line(token) + 1])
            own = Span(own.start, self.source.line_starts[lazy])
        # Search from the right: the marker may contain the same text, as in `1. 1`.
        starts, line = self.source.line_starts, self._line(token)
        stop = starts[line] if line < len(starts) else own.end
        start = self.text.rfind(content.split("\n", 1)[0], own.start, stop)
        own = Span(max(start, own.start), own.end)
        box = None
        if task := _BOX.match(content):
            box = task[1]
            content = content[task.end() :]
            own = Span(own.start + task.end(), own.end)
        stop = own.start + len(self.text[own.start : own.end].rstrip())
        extent = self._lines(open_items[-1])
        self.items.append(Item(content, Span(own.start, stop), extent, len(open_items), box, headings))

    def _first_unindented(self, token: "Token") -> int | None:
        """Return the index of the first unindented line of an item's paragraph, or None if there is none."""
        starts = self.source.line_starts
        first = self._line(token)
        for number in range(first, first + (token.map[1] - token.map[0] if token.map else 1) - 1):
            quoted = _QUOTE.match(self.text, starts[number])
            at = quoted.end() if quoted else starts[number]
            if self.text[at : at + 1] not in (" ", "\t"):
                return number
        return None

    def _prose(self) -> str:
        """Return the whole text with spaces for front matter and code, so that offsets stay valid."""
        parts = [_blanked(self.text[: self.start])]
        at = self.start
        for span in sorted(self.code):
            if span.end > at:
                parts += [
                    self.text[at : span.start],
                    _blanked(self.text[max(span.start, at) : span.end]),
                ]
                at = span.end
        return "".join([*parts, self.text[at:]])


_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_BOX = re.compile(r"\[([^\]\n])\](?:[ \t]+|$)")
_NOT_LINE_END = re.compile(r"[^\r\n]+")


def _blanked(text: str) -> str:
    """Return spaces in place of a text; line endings stay."""
    return _NOT_LINE_END.sub(lambda line: " " * len(line[0]), text)


_BACKTICKS = re.compile(r"(?<!\\)(\\*)(`+)")


def _code_spans(text: str, within: Span) -> Iterator[Span]:
    """Yield the inline code of one paragraph, between runs of backticks of equal length (CommonMark §6.1)."""
    runs = [(run.end(), len(run[2]), len(run[1]) % 2) for run in _BACKTICKS.finditer(text, *within)]
    later: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[number][1], []).append(number)
    number = 0
    while number < len(runs):
        end, length, escaped = runs[number]
        # A backslash escapes one backtick; the rest of the run may still open code.
        length -= escaped
        if length > 0:
            closers = later.get(length, [])
            while closers and closers[-1] <= number:
                closers.pop()
            if closers:
                yield Span(end - length, runs[closers[-1]][0])
                number = closers[-1]
        number += 1


_WIKI = re.compile(r"(?<!\\)\[\[([^\[\]\r\n]+)\]\]")
_INLINE = re.compile(
    r"(?<!!)\[[^\[\]]{0,999}\]"
    r"\((<[^<>\r\n]{0,999}>|(?:[^()\s<>]|\([^()\s]{0,999}\)){0,999})"
    r"(?:[ \t]+[\"'][^\"'\r\n]{0,999}[\"'])?\)"
)
_NO_NAME = re.compile(r'[*"<>]')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ATTACHMENT = re.compile(r"\.(?!md$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_WIKI_ATTACHMENT = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|heic|pdf|mp[34]|m4a|wav|ogg|webm|mov|mkv|flac|canvas|base|excalidraw"
    r"|csv|zip|docx?|xlsx?|pptx?)$",
    re.IGNORECASE,
)


def wiki_target(inner: str) -> str:
    """Return the target inside `[[…]]` without label and heading; "" means the note itself."""
    # In a Markdown table, the bar is escaped as \|.
    return inner.split("|", 1)[0].rstrip("\\").split("#", 1)[0].strip()


def links_in(text: str) -> Iterator[Link]:
    """Yield the links to notes in a text without code: wiki links first, then Markdown links."""
    if "[" not in text:
        return
    for match in _WIKI.finditer(text):
        target = wiki_target(match[1])
        # Some platforms forbid these characters in file names; in shell scripts `[[ "$x" == * ]]` is a test.
        if target and not _WIKI_ATTACHMENT.search(target) and not _NO_NAME.search(target):
            yield Link(target, Span(*match.span()), wiki=True)
    if "](" not in text:
        return
    for match in _INLINE.finditer(text):
        target = match[1].strip("<>").split("#", 1)[0].strip()
        if (
            target
            and not _SCHEME.match(target)
            and not target.startswith(("/", "?", "{", "<"))
            and not target.endswith(("/", ".", "}"))
            and not _ATTACHMENT.search(target)
        ):
            if "%" in target:
                # Late: most links have no escapes.
                from urllib.parse import unquote

                target = unquote(target)
            yield Link(target, Span(*match.span()), wiki=False)


# People mark a field's name (`**Key**:: value`, `**Key::** value`) or the whole of it (`*Key:: value*`), and put a sign
# before it (`🎂 Birthday:: 12-10`).
_MARKS = r"[*_=~]{0,3}"
_KEY = rf"({_MARKS})([^\[\]():\r\n*_=~](?:[^\[\]():\r\n]{{0,58}}[^\[\]():\r\n*_=~])?)({_MARKS})[ \t\u00a0]{{0,3}}::"
_BRACKETED = re.compile(
    rf"\[{_KEY}((?:[^\[\]\r\n]|\[\[[^\[\]\r\n]{{0,999}}\]\]|\[[^\[\]\r\n]{{0,999}}\]){{0,999}})\]"
)
_PARENTHESISED = re.compile(rf"\({_KEY}((?:[^()\r\n]|\([^()\r\n]{{0,999}}\)){{0,999}})\)")
_SYMBOL = r"\u200d\u20e3\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_WHOLE_LINE = re.compile(
    rf"(?<![^\r\n])[ \t>+-]{{0,99}}(?:\*[ \t]+)?(?:\d{{1,3}}[.)][ \t]+)?(?:[{_SYMBOL}]{{1,9}}[ \t]{{0,3}})?({_MARKS})"
    rf"((?:[{_SYMBOL}]{{1,9}}[ \t]{{0,3}})?[^\W\d_](?:[\w \u00a0-]{{0,39}}[^\W_])?(?:[ \t]{{0,3}}[{_SYMBOL}]{{1,9}})?)"
    rf"({_MARKS})[ \t\u00a0]{{0,3}}::([^\r\n]*)"
)
_AROUND_VALUE = ("***", "**", "__", "==", "~~", "*", "_", "`")


def _fields(prose: str, text: str) -> Iterator[Field]:
    """Yield the fields that start outside of code; code within a value is ordinary text."""
    if "::" not in prose:
        return
    starts = []
    for pattern in (_BRACKETED, _PARENTHESISED):
        for match in pattern.finditer(prose):
            starts.append(match.start())
            yield _field(text, match, match.end(4))
    starts.sort()
    for match in _WHOLE_LINE.finditer(prose):
        # `phone:: 12 [email:: a@b.c]` are two fields.
        following = bisect_left(starts, match.start(4))
        yield _field(text, match, min([match.end(4), *starts[following : following + 1]]))


def _field(text: str, match: re.Match[str], end: int) -> Field:
    opened, name, closed, _ = match.groups()
    return Field(name.strip(), *_field_value(text, Span(match.start(4), end), "" if closed else opened))


def _field_value(text: str, span: Span, opened: str) -> tuple[str, Span]:
    """Return a field's value and its place, without the marks around it. `opened` are marks that the name left open."""
    start, end = _trimmed(text, *span)
    if opened:
        if text.startswith(opened, span.start, end):
            start, end = _trimmed(text, span.start + len(opened), end)
        elif text.endswith(opened, start, end):
            start, end = _trimmed(text, start, end - len(opened))
    written = text[start:end]
    for mark in _AROUND_VALUE:
        inside = written[len(mark) : -len(mark)]
        if written.startswith(mark) and written.endswith(mark) and inside and mark[0] not in inside:
            # Code is text, and shows a link as it is written.
            if mark != "`" or "[" not in inside:
                start, end = _trimmed(text, start + len(mark), end - len(mark))
            break
    return text[start:end], Span(start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a half-open place without the blanks at its ends."""
    written = text[start:end]
    value = written.strip()
    start += len(written) - len(written.lstrip())
    return start, start + len(value)


# What Obsidian allows in a tag: letters, digits, `_ - /`, and symbols such as emoji and their joiners. Here they are the
# characters that are neither blank, control character nor punctuation.
_NOT_IN_TAG = (
    r"\s\x00-\x20!-,.:-@\[-^`{-\u00a8\u00aa-\u00ad\u00af-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u2000-\u200b\u200e-\u206f\u2e00-\u2e7f\u3000-\u3020\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufff9-\ufffd"
    r"\ud800-\udfff"
)
# Skip links: a # in a link starts a heading's name.
_TAG = re.compile(rf"\[\[[^\[\]\r\n]+\]\]|\]\(<?#|(?<![^\s(\[{{,;>*\"'])#([^{_NOT_IN_TAG}]+)")
_NUMBER = re.compile(r"[\d/-]+")


def _tags(text: str) -> Iterator[Tag]:
    if "#" in text:
        for match in _TAG.finditer(text):
            if match[1] and not _NUMBER.fullmatch(match[1]):
                yield Tag(match[1].rstrip("/"), Span(*match.span()))
