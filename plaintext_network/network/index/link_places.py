"""Finds where a note's links and names are written, to the character, and the notes that they lead to. Pure.

A note's facts contain them without the places within a value: these come from its text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.logseq_page import LogseqPage
from plaintext_network.model.note.page_lists import split_list
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.counted_links import CountedLink, counted_links
from plaintext_network.network.index.names import NOWHERE, LinkTarget, Names
from plaintext_network.network.index.reference_link import LINKED_KINDS
from plaintext_network.notes.header import ListValue, Scalar, Value
from plaintext_network.notes.links import Link, links_in
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span
from plaintext_network.notes.value_places import text_offsets

_new = tuple.__new__


class LinkPlace(NamedTuple):
    """A link or name in a note.

    `span` is all of it, `written` its target or name alone, which is elsewhere in `[text][label]`. Where `people` is true,
    contacts come first. `property_name` is the one that the name is a value of if it doesn't name people. `counted` is true if the
    index counts it as a link. A name with a `group` is a participant only if all in the group are.
    """

    span: Span
    written: Span
    ref: Ref
    people: bool
    counted: bool = True
    property_name: str = ""
    group: tuple[Ref, ...] = ()
    # As in `Link`; that of a name or a tag is empty.
    form: str = ""

    @property
    def is_name(self) -> bool:
        """Whether it is a bare name."""
        return self.ref.wiki is None


def link_places(note: Note, facts: Facts, names: Names, near: Span | None = None) -> list[LinkPlace]:
    """Return the links and names in a note, in order; with `near`, only those that touch a span.

    Two are at one place if a link is a participant's, too: that with `people` comes first. Links in code and comments are
    none. `facts` are the note's own.
    """
    # Of two at one place, the one with `people` was found first.
    return sorted(_Finder(note, facts, names, near).places(), key=_span_of_place)


def target_of(place: LinkPlace, source: str, names: Names) -> LinkTarget:
    """Return the note that a link or name in the note at `source` leads to."""
    if place.group and not all(names.is_person(ref, source) for ref in place.group):
        return NOWHERE
    found = names.resolve(place.ref, source, people=place.people)
    if place.property_name:
        # A text such as an organization is no link: it names a note only if this has the right kind.
        kinds = (LINKED_KINDS.get(place.property_name), "plain")
        paths = (found.path,) if found.path else found.candidates
        among = tuple(path for path in paths if path != source and names.kinds.get(path) in kinds)
        return LinkTarget(among[0]) if len(among) == 1 else LinkTarget(None, among)
    return found


class _Text(NamedTuple):
    """The text of a value, and where each of its characters is written; without that, it is written at `span`."""

    text: str
    span: Span
    offsets: Sequence[int] | None

    def place(self, start: int, end: int) -> Span:
        """Return where a part of the text is written."""
        if self.offsets is None or not 0 <= start <= end < len(self.offsets):
            return self.span
        # A character may be written as several: the part ends where its last character does.
        return Span(self.offsets[start], self.offsets[end])


class _Finder:
    def __init__(self, note: Note, facts: Facts, names: Names, near: Span | None) -> None:
        self.note, self.facts, self.names, self.near = note, facts, names, near
        self.source = note.visible_source if note.body.hidden else note.source
        self.lines = None
        if near is not None:
            self.lines = (self.source.line_number(near.start), self.source.line_number(near.end))
        self.counted = counted_links(facts)
        self.found: dict[tuple[Span, str, bool], LinkPlace] = {}

    def places(self) -> Iterable[LinkPlace]:
        for written in (*self.note.header.properties, *self.note.header.shadowed):
            for value in _items(written.value):
                if self._is_near(value.span):
                    self._in_value(value)
        fields = self.note.body.fields
        for field in fields:
            if self._is_near(field.value):
                self._in_field(field.text, field.value)
        links = self.note.body.links
        first, last = 0, len(links)
        if self.near is not None:
            # No link is within another, so that both ends are in order; some definitions may be.
            first = max(bisect_left(links, self.near.start, key=_end_of) - 2, 0)
            last = bisect_right(links, self.near.end, key=_start_of)
        for link in links[first:last]:
            if self._is_near(link.span):
                self._in_body(link)
        self._participants()
        if self.note.body.tags:
            self._tags()
        return self.found.values()

    def _is_near(self, span: Span) -> bool:
        return self.near is None or (span.start <= self.near.end and self.near.start <= span.end)

    def _add(self, place: LinkPlace) -> None:
        key = place.span, place.ref.target, place.people
        if self._is_near(place.span) and (key not in self.found or not self.found[key].counted):
            self.found[key] = place

    def _counted_at(self, span: Span) -> list[CountedLink]:
        return self.counted.get(self.source.place(span)[:2], [])

    # Values

    def _in_value(self, value: Value) -> None:
        if isinstance(value, Scalar):
            stripped = value.text.strip()
            offsets = text_offsets(self.source.text, value)
            if offsets is not None:
                skipped = len(value.text) - len(value.text.lstrip())
                offsets = offsets[skipped : skipped + len(stripped) + 1]
            self._in_text(_Text(stripped, value.span, offsets), self._counted_at(value.span))
        else:
            self._in_written(value.span)

    def _in_written(self, span: Span) -> None:
        """Find what is in a text that counts as it is written."""
        written = self.source.text[span.start : span.end]
        start = span.start + len(written) - len(written.lstrip())
        text = written.strip()
        self._in_text(
            _Text(text, span, range(start, start + len(text) + 1)), self._counted_at(span), counted=True
        )

    def _in_field(self, text: str, span: Span) -> None:
        # Commas may separate values, as in Logseq's pages.
        parts = split_list(text) if "," in text or "，" in text else []
        for part in (Span(0, len(text)), *parts):
            own = Span(span.start + part.start, span.start + part.end)
            counted = [each for each in self._counted_at(own) if each.people or each.property_name]
            if counted:
                self._in_text(
                    _Text(text[part.start : part.end], own, range(own.start, own.end + 1)),
                    counted,
                    counted=False,
                )

    def _in_text(self, text: _Text, refs: Sequence[CountedLink], *, counted: bool = True) -> None:
        """Find the links and names in a text; with `counted`, also the links that count for nothing."""
        links = (
            sorted(links_in(text.text), key=lambda link: link.span)
            if "[" in text.text or "<" in text.text
            else []
        )
        waiting = list(links)
        for each in refs:
            if each.ref.wiki is None:
                self._names(each, text, links)
                continue
            link = next((link for link in waiting if link.target == each.ref.target), None)
            if link is None:
                link = next((link for link in links if link.target == each.ref.target), None)
            else:
                waiting.remove(link)
            if link is not None:
                self._add_link(text, link, each.ref, people=each.people, counted=True)
        if counted:
            for link in waiting:
                ref = Ref(link.target, *self.source.place(text.span), link.wiki)
                self._add_link(text, link, ref, people=False, counted=False)

    def _add_link(self, text: _Text, link: Link, ref: Ref, *, people: bool, counted: bool) -> None:
        span, written = text.place(*link.span), text.place(*link.place)
        self._add(LinkPlace(span, written, ref, people, counted, form=link.form))

    def _names(self, each: CountedLink, text: _Text, links: Sequence[Link]) -> None:
        """Find the name that a value is, or those that it lists."""
        refs = self.names.people((each.ref,), self.facts.path) if each.people else (each.ref,)
        at = 0
        for ref in refs:
            start = 0 if ref is each.ref and not ref.beside else _find(text.text, ref.target, at, links)
            is_whole = start < 0 or (ref is each.ref and not ref.beside)
            end = len(text.text) if is_whole else start + len(ref.target)
            span = text.place(max(start, 0), end)
            self._add(LinkPlace(span, span, ref, each.people, True, each.property_name, each.group))
            at = end if not is_whole else at

    # The body

    def _in_body(self, link: Link) -> None:
        counted = [each for each in self._counted_at(link.span) if each.ref.target == link.target]
        for each in counted:
            if each.ref.wiki is not None:
                values = link.span, link.place, each.ref, each.people, True, "", (), link.form
                self._add(_new(LinkPlace, values))
        if not counted:
            ref = Ref(link.target, *self.source.place(link.span), link.wiki)
            self._add(LinkPlace(link.span, link.place, ref, people=False, counted=False, form=link.form))

    def _participants(self) -> None:
        for interaction in self.facts.interactions:
            for group in interaction.named:
                for ref in group:
                    if self.lines is None or self.lines[0] <= ref.line <= self.lines[1]:
                        start = self.source.line_starts[ref.line - 1] + ref.column - 1
                        span = Span(start, start + len(ref.target))
                        self._add(LinkPlace(span, span, ref, people=True, group=group))

    def _tags(self) -> None:
        """Find the tags that are links to pages of Logseq's."""
        in_graph: bool | None = None
        for tag in self.note.body.tags:
            if not self._is_near(tag.span) or self.source.text.startswith("#[[", tag.span.start):
                continue
            if in_graph is None:
                in_graph = LogseqPage(self.note, self.facts.path).in_graph
            if not in_graph:
                return
            refs = [each.ref for each in self._counted_at(tag.span) if each.ref.target == tag.text]
            ref = refs[0] if refs else Ref(tag.text, *self.source.place(tag.span), True, True)
            name = Span(tag.span.start + 1, tag.span.end)
            self._add(LinkPlace(tag.span, name, ref, people=False, counted=bool(refs)))


_span_of_place = attrgetter("span")


def _start_of(link: Link) -> int:
    return link.span.start


def _end_of(link: Link) -> int:
    return link.span.end


def _items(value: Value) -> Iterator[Value]:
    """Yield a value, or the items of a list."""
    if isinstance(value, ListValue):
        yield from value.items
    else:
        yield value


def _find(text: str, name: str, at: int, links: Sequence[Link]) -> int:
    """Return where a name is in a text outside of its links, from an offset on; -1 if it isn't."""
    found = text.find(name, at)
    while found >= 0:
        inside = next((link for link in links if link.span.start <= found < link.span.end), None)
        if inside is None:
            return found
        found = text.find(name, inside.span.end)
    return -1
