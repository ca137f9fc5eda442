"""Parses a note's Markdown to headings, items, links, tags and fields. Does not interpret them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.comments import (
    PLACEHOLDER,
    find_comments,
    may_have_comments,
    with_placeholders,
    without_spans,
)
from plaintext_network.notes.fields import Field, fields_in
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import HTML, Link, html_links, links_in
from plaintext_network.notes.plain_blocks import BLOCK, Block, plain_blocks
from plaintext_network.notes.query_links import is_inline_query, query_links
from plaintext_network.notes.source import Source, Span
from plaintext_network.notes.tags import Tag, tags_in
from plaintext_network.problems import Problem, problem

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BODY_LIMIT = 1_000_000
LINE_LIMIT = 50_000
DEPTH_LIMIT = 50

# A list within a list takes two parser levels, and its text one more.
_LEVELS = 2 * DEPTH_LIMIT + 1


@cache
def _markdown() -> MarkdownIt:
    # Late: many notes are only paragraphs and simple lists, and need no parser.
    from markdown_it import MarkdownIt

    # Parse only blocks: they tell code, headings and list items. Inline Markdown would cost four times as much and
    # knows neither wiki links nor inline fields. The parser silently drops what is deeper than `maxNesting`, so the
    # limit has a few spare levels, which reveal such a note.
    return MarkdownIt("commonmark", {"maxNesting": _LEVELS + 3}).disable("inline")


# A body without such lines and without backticks needs no parser. A search that begins with one character is ten times faster.
_MAY_BE_BLOCKS, _MAY_BE_BLOCKS_WITH_CR = late_pattern(r"\n" + BLOCK), late_pattern(r"[\n\r]" + BLOCK)


def _may_have_blocks(text: str) -> bool:
    if "`" in text:
        return True
    pattern = _MAY_BE_BLOCKS_WITH_CR if "\r" in text else _MAY_BE_BLOCKS
    return pattern.search("\n" + text) is not None


class Heading(NamedTuple):
    """A heading; `line` starts at 1."""

    level: int
    text: str
    line: int


class Item(NamedTuple):
    """A list item. `own` is its first paragraph, `extent` includes everything nested in it.

    An unindented line below does not belong to the item, although CommonMark's lazy continuation (§5.2) says so: people
    don't mean it that way. `box` is the character in a task's `[ ]`, or None if the item is not a task; `text` and `own`
    start after the box, which is at `box_start`. `headings` are those of the enclosing sections, innermost last, and
    `labels` the texts of the enclosing items that are short, such as `- Log`.
    """

    text: str
    own: Span
    extent: Span
    depth: int
    box: str | None
    headings: tuple[str, ...]
    box_start: int = 0
    labels: tuple[str, ...] = ()

    @property
    def under(self) -> tuple[str, ...]:
        """The headings and labels above the item: an item `- Log` heads those nested in it, as a heading does."""
        return self.headings + self.labels


class Body(NamedTuple):
    """The elements of a note's Markdown, each kind in the order written. Elements in code and comments are left out.

    `hidden` are the comments. `hidden_links` are links that readers don't see as links: those in comments, in blocks of
    HTML and in queries.
    """

    headings: tuple[Heading, ...] = ()
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    fields: tuple[Field, ...] = ()
    tags: tuple[Tag, ...] = ()
    code: tuple[Span, ...] = ()
    hidden: tuple[Span, ...] = ()
    hidden_links: tuple[Link, ...] = ()


def read_body(source: Source, start: int) -> tuple[Body, tuple[Problem, ...]]:
    """Parse the Markdown from an offset on; a body beyond the limits gives an empty Body and a Problem."""
    text = source.text[start:] if start else source.text
    if not text or text.isspace():
        return _EMPTY, ()
    if len(text) > LINE_LIMIT and (limit := _limit_exceeded(source, start)):
        return _EMPTY, (problem("body-too-large", (source.line_number(start), 1, 1), limit=limit),)
    has_blocks = _may_have_blocks(text)
    if not has_blocks and not _has_elements(text):
        return _EMPTY, ()
    hidden: tuple[Span, ...] = ()
    if may_have_comments(text):
        hidden = find_comments(source.text, start, lambda shown: _code(source, start, shown))
        text = with_placeholders(source.text, hidden)[start:]
    tokens = _tokens(text) if has_blocks or hidden else []
    deepest = max(tokens, key=lambda token: token.level) if tokens else None
    if deepest is not None and deepest.level > _LEVELS:
        line = source.line_number(start) + (deepest.map[0] if deepest.map else 0)
        return _EMPTY, (problem("body-too-deep", (line, 1, 1), limit=DEPTH_LIMIT),)
    return _Scan(source, start, tokens, hidden).body(), _unclosed(source, hidden) if hidden else ()


_EMPTY = Body()
_new = tuple.__new__


def _limit_exceeded(source: Source, start: int) -> str | None:
    """Return the limit that a body exceeds, or None."""
    if len(source.text) - start > BODY_LIMIT:
        return f"{BODY_LIMIT:,} characters"
    return (
        f"{LINE_LIMIT:,} lines" if len(source.line_starts) - source.line_number(start) > LINE_LIMIT else None
    )


def _has_elements(text: str) -> bool:
    """Return whether a text without blocks may contain links, tags, fields or comments."""
    # A search for one character is ten times faster than one for two.
    return "[" in text or "#" in text or "<" in text or (":" in text and "::" in text) or "%" in text


def _unclosed(source: Source, hidden: tuple[Span, ...]) -> tuple[Problem, ...]:
    """Report a comment that hides the rest of the note because it is not closed."""
    if hidden[-1].end < len(source.text):
        return ()
    start = hidden[-1].start
    text = source.text[start:].rstrip()
    sign, close = ("%%", "%%") if text.startswith("%%") else ("<!--", "-->")
    if (text.endswith(close) and len(text) >= len(sign) + len(close)) or len(text.splitlines()) < 2:
        return ()
    return (problem("comment-unclosed", source.place(Span(start, start + len(sign))), close=close),)


def _tokens(text: str) -> Sequence[Token | Block]:
    if not _may_have_blocks(text):
        return []
    plain = plain_blocks(text)
    return _markdown().parse(text) if plain is None else plain


# HTML whose content is text (CommonMark §4.6, condition 1); other HTML may contain comments.
_HTML_TEXT = late_pattern(r"\s*<(?:pre|script|style|textarea)\b", re.IGNORECASE)


def _code(source: Source, start: int, shown: str) -> list[Span]:
    """Return the code in a text of the same length and with the same lines as the note's."""
    scan = _Scan(source, start, _tokens(shown[start:]), (), shown)
    scan.find_blocks()
    html = {scan.lines_of(token) for token in scan.tokens if token.type == "html_block"}
    return [span for span in scan.code if span not in html or _HTML_TEXT.match(shown, span.start)]


class _Scan:
    """Scans the blocks first, then the text with code blanked out. `self.text` has spaces for the comments."""

    def __init__(
        self,
        source: Source,
        start: int,
        tokens: Sequence[Token | Block],
        hidden: tuple[Span, ...],
        text: str | None = None,
    ) -> None:
        self.source, self.start, self.tokens, self.hidden = source, start, tokens, hidden
        self.text = text or (without_spans(source.text, hidden) if hidden else source.text)
        self.first = source.line_number(start) - 1 if tokens else 0
        self.headings: list[Heading] = []
        self.items: list[Item] = []
        self.labels: dict[int, str] = {}
        self.code: list[Span] = []
        self.html: list[Span] = []
        self.queries: list[Span] = []

    def body(self) -> Body:
        if self.tokens:
            self.find_blocks()
        prose = self.text
        if self.start:
            # In place of the front matter, one blank line.
            prose = f"{' ' * (self.start - 1)}\n{prose[self.start :]}"
        if self.code:
            prose = without_spans(prose, sorted(self.code))
        links = [*links_in(prose)] if "[" in prose or "<" in prose else []
        if self.html:
            links += self._html_links()
        links.sort(key=_span_of_link)
        self.items.sort(key=_own_of_item)
        # A search for one character is ten times faster than one for two.
        fields = [*fields_in(prose, self.text)] if ":" in prose and "::" in prose else []
        fields.sort(key=_value_of_field)
        return _new(
            Body,
            (
                tuple(self.headings),
                tuple(self.items),
                tuple(links),
                tuple(fields),
                tuple(tags_in(prose)) if "#" in prose else (),
                tuple(self.code),
                self.hidden,
                tuple(self._hidden_links()) if self.hidden or self.html or self.queries else (),
            ),
        )

    def _html_links(self) -> Iterator[Link]:
        """Yield the links of the form `<a href="…">` in blocks of HTML."""
        for span in self.html:
            written = self.text[span.start : span.end]
            if "href" in written.lower():
                yield from (link.moved(span.start) for link in html_links(written))

    def _hidden_links(self) -> Iterator[Link]:
        for span in self.hidden:
            found = links_in(self.source.text[span.start : span.end])
            yield from (link.moved(span.start) for link in found)
        for span in self.html:
            found = links_in(self.text[span.start : span.end])
            yield from (link.moved(span.start) for link in found if link.form != HTML)
        for span in self.queries:
            found = query_links(self.text[span.start : span.end])
            yield from (link.moved(span.start) for link in found)

    def lines_of(self, token: Token | Block) -> Span:
        begin, end = token.map or [0, 0]
        starts = self.source.line_starts
        stop = self.first + end
        return Span(
            max(starts[self.first + begin], self.start),
            starts[stop] if stop < len(starts) else len(self.text),
        )

    def find_blocks(self) -> None:
        open_items: list[Token | Block] = []
        seen: set[int] = set()
        sections: list[Heading] = []
        # A heading within a quote or an item does not end the section around it.
        outer_sections: list[list[Heading]] = []
        level = 0
        for token in self.tokens:
            if token.type == "inline":
                if level:
                    heading = Heading(
                        level, token.content.replace(PLACEHOLDER, " ").strip(), self._line(token)
                    )
                    sections = [*(outer for outer in sections if outer.level < level), heading]
                    self.headings.append(heading)
                    level = 0
                elif (
                    open_items and id(open_items[-1]) not in seen and token.level == open_items[-1].level + 2
                ):
                    seen.add(id(open_items[-1]))
                    self._item(token, open_items, tuple(section.text for section in sections))
                if "`" in token.content:
                    spans = list(_code_spans(self.text, self.lines_of(token)))
                    self.code += spans
                    self.queries += (span for span in spans if is_inline_query(self.text, span))
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
                self.code.append(self.lines_of(token))
                if token.type == "html_block":
                    if not _NO_MARKDOWN.match(token.content):
                        self.html.append(self.code[-1])
                elif token.info and _QUERY.match(token.info):
                    self.queries.append(self.code[-1])

    def _line(self, token: Token | Block) -> int:
        return self.first + (token.map[0] if token.map else 0) + 1

    def _item(self, token: Token | Block, open_items: list[Token | Block], headings: tuple[str, ...]) -> None:
        own = self.lines_of(token)
        content = token.content
        lazy = self._first_unindented(token)
        if lazy is not None:
            content = "\n".join(content.split("\n")[: lazy - self._line(token) + 1])
            own = Span(own.start, self.source.line_starts[lazy])
        task = _BOX.match(content)
        if self.hidden and PLACEHOLDER in content:
            content = content.replace(PLACEHOLDER, " ").lstrip(" ")
        # Search from the right: the marker may contain the same text, as in `1. 1`.
        starts, line = self.source.line_starts, self._line(token)
        stop = starts[line] if line < len(starts) else own.end
        start = self.text.rfind(content.split("\n", 1)[0], own.start, stop)
        own = Span(max(start, own.start), own.end)
        box, box_start = None, 0
        if task:
            box, box_start = task[1], own.start
            content = content[task.end() :]
            own = Span(own.start + task.end(), own.end)
        stop = own.start + len(self.text[own.start : own.end].rstrip())
        extent = self.lines_of(open_items[-1])
        labels: tuple[str, ...] = ()
        if len(open_items) > 1 and self.labels:
            labels = tuple(self.labels[id(item)] for item in open_items[:-1] if id(item) in self.labels)
        if box is None and (label := label_of(content)):
            self.labels[id(open_items[-1])] = label
        self.items.append(
            Item(content, Span(own.start, stop), extent, len(open_items), box, headings, box_start, labels)
        )

    def _first_unindented(self, token: Token | Block) -> int | None:
        """Return the index of the first unindented line of an item's paragraph, or None if there is none."""
        starts = self.source.line_starts
        first = self._line(token)
        for number in range(first, first + (token.map[1] - token.map[0] if token.map else 1) - 1):
            quoted = _QUOTE.match(self.source.text, starts[number])
            at = quoted.end() if quoted else starts[number]
            if self.source.text[at : at + 1] not in (" ", "\t"):
                return number
        return None


_span_of_link, _own_of_item, _value_of_field = attrgetter("span"), attrgetter("own"), attrgetter("value")


def label_of(text: str) -> str:
    """Return the text of an item that may be only a label of what is nested in it, "" for a longer one.

    Logseq writes properties of the item below it.
    """
    first, *below = text.split("\n", 1)
    return first if len(first) <= _LONGEST_LABEL and (not below or "::" in below[0]) else ""


_LONGEST_LABEL = 40
# Blocks of HTML that contain no text with links (CommonMark §4.6).
_NO_MARKDOWN = late_pattern(r"\s*<(?:script|pre|style|textarea|[?]|![A-Z]|!\[CDATA)", re.IGNORECASE)
# Code that Obsidian's plugins run, with links to notes: Dataview, Tasks, Bases.
_QUERY = late_pattern(r"\s*(?:dataview|dataviewjs|tasks|query|base)\s*\Z")
_QUOTE = late_pattern(r"(?: {0,3}>[ \t]?)+")
_BOX = late_pattern(r"\[([^\]\n])\](?:[ \t]+|$)")


_BACKTICKS = late_pattern(r"(?<!\\)(\\*)(`+)")


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
