"""Owns front matter: which properties stand there, as text, and where. Knows not what a value means."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from plaintext_network.notes.source import Source, Span
from plaintext_network.problems import Problem, problem

SIZE_LIMIT = 64 * 1024
DEPTH_LIMIT = 50
ALIAS_LIMIT = 10_000

# libyaml's parser keeps its state on the heap, so events never overflow a stack; loading would.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# The problems of a front matter that gives no properties.
UNREADABLE = frozenset(
    (
        "front-matter-unclosed",
        "front-matter-not-mapping",
        "front-matter-too-large",
        "yaml-invalid",
        "yaml-too-deep",
        "yaml-too-many-aliases",
        "yaml-merge-key",
    )
)

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_NEVER_CLOSED = re.compile(r"while (?:parsing a flow|scanning a (?:double-|single-)?quoted)")
_OLD_BREAKS = re.compile("[\x85\u2028\u2029]")


class Scalar(NamedTuple):
    """A text value. `plain` tells an unquoted one, which alone can be null."""

    text: str
    span: Span
    plain: bool = True

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Sequence(NamedTuple):
    """A list of values."""

    items: tuple["Value", ...]
    span: Span


class Mapping(NamedTuple):
    """Keys and values within a value."""

    items: tuple[tuple["Value", "Value"], ...]
    span: Span


Value = Scalar | Sequence | Mapping


class Property(NamedTuple):
    """One property: its name as written, where that stands, and its value."""

    name: str
    key: Span
    value: Value


class Header(NamedTuple):
    """A note's properties in the order written, and where its body begins; `shadowed` are those that a later one replaces."""

    properties: tuple[Property, ...]
    body_start: int
    shadowed: tuple[Property, ...] = ()


class _Refused(Exception):
    def __init__(self, code: str, offset: int, **facts: object) -> None:
        self.code, self.offset, self.facts = code, offset, facts


def read_header(source: Source) -> tuple[Header, tuple[Problem, ...]]:
    """Read the properties of a note; whatever can't be read gives none, and a Problem."""
    if source.text.startswith("---"):
        handler = _Spanned(source)
        # python-frontmatter cuts and strips around the handler; only its call of split and load is used.
        frontmatter.parse(source.text, handler=handler)
        header = Header(handler.properties, handler.body_start, tuple(handler.shadowed))
        return header, tuple(handler.problems)
    return Header((), 0), ()


class _Spanned(BaseHandler):
    """Reads front matter through YAML's events, so that nothing is built before it is known to be small."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.properties: tuple[Property, ...] = ()
        self.shadowed: list[Property] = []
        self.problems: list[Problem] = []
        self.start = 0
        self.body_start = 0

    def split(self, text: str) -> tuple[str, str]:
        """Cut off what stands between the first line `---` and the next `---` or `...`."""
        starts = self.source.line_starts
        text = self.source.text

        def line(number: int) -> str:
            end = starts[number + 1] if number + 1 < len(starts) else len(text)
            return text[starts[number] : end].rstrip()

        if line(0) != "---":
            raise ValueError
        for number in range(1, len(starts)):
            if starts[number] > SIZE_LIMIT:
                break
            if line(number) in ("---", "..."):
                self.start = starts[1]
                self.body_start = starts[number + 1] if number + 1 < len(starts) else len(text)
                return text[self.start : starts[number]], ""
        closed = next((n for n in range(1, len(starts)) if line(n) == "---"), None)
        if closed is not None:
            self.body_start = starts[closed + 1] if closed + 1 < len(starts) else len(text)
            self.problems.append(problem("front-matter-too-large", limit=f"{SIZE_LIMIT:,}"))
        elif self.source.is_truncated:
            self.body_start = len(text)
            self.problems.append(problem("front-matter-too-large", limit=f"{SIZE_LIMIT:,}"))
        else:
            self.problems.append(problem("front-matter-unclosed", (1, 1, 3)))
        raise ValueError

    def load(self, fm: str) -> dict[str, object]:
        """Read the properties; python-frontmatter is given none, since it knows no spans."""
        if not fm.strip():
            self.problems.append(problem("front-matter-empty", (1, 1, 3)))
            return {}
        # libyaml steps over a byte order mark without counting it, and all places would be off by one.
        marks = len(fm) - len(fm.lstrip("\ufeff"))
        try:
            value = _Reader(fm[marks:], self.start + marks).document()
        except _Refused as refused:
            place = self.source.place(Span(refused.offset, refused.offset + 1))
            self.problems.append(problem(refused.code, place, **refused.facts))
            return {}
        if isinstance(value, Mapping):
            self._keep(value)
        elif value is None or (isinstance(value, Scalar) and value.is_null):
            self.problems.append(problem("front-matter-empty", (1, 1, 3)))
        else:
            self.problems.append(problem("front-matter-not-mapping", (2, 1, 1)))
        return {}

    def _keep(self, mapping: Mapping) -> None:
        kept: dict[str, Property] = {}
        for key, value in mapping.items:
            if not isinstance(key, Scalar):
                self.problems.append(
                    problem("value-nested", self.source.place(key.span), key="a property's name")
                )
                continue
            if key.text in kept:
                self.problems.append(problem("duplicate-key", self.source.place(key.span), key=key.text))
                self.shadowed.append(kept.pop(key.text))
            kept[key.text] = Property(key.text, key.span, value)
        self.properties = tuple(kept.values())


class _Reader:
    """Builds text values from YAML's events, within the limits."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.start = text, start
        self.hidden: dict[int, int] = {}
        self.anchors: dict[str, tuple[Value, int, int]] = {}
        self.nodes = self.characters = 0
        self.nodes_repeated = self.characters_repeated = 0
        self.depth = 0
        self.events: Iterator[Any] = iter(())

    def document(self) -> Value | None:
        try:
            self.events = iter(yaml.parse(self._with_breaks_hidden(), Loader=_LOADER))
            return self._only_document()
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            opened = fault.context_mark if _NEVER_CLOSED.match(fault.context or "") else None
            if mark and opened and opened.line < mark.line:
                # The parser gives up lines later; what was opened and never closed is to be mended.
                mark = opened
            offset = self.start + (min(mark.index, len(self.text)) if mark else 0)
            if "nesting depth" in (fault.problem or ""):
                # libyaml since 0.2.6 looks a thousand brackets ahead, and gives up before our limit has its turn.
                raise _Refused("yaml-too-deep", offset, limit=DEPTH_LIMIT) from None
            raise _Refused("yaml-invalid", offset, reason=fault.problem or fault.context) from None
        except yaml.reader.ReaderError as fault:
            raise _Refused("yaml-invalid", self.start + self._unreadable(), reason=fault.reason) from None
        except UnicodeEncodeError as fault:
            raise _Refused("yaml-invalid", self.start + fault.start, reason="half of a character") from None
        except (ValueError, OverflowError, IndexError, KeyError, AttributeError, TypeError) as fault:
            # PyYAML lets these escape for odd tags and escapes.
            raise _Refused("yaml-invalid", self.start, reason=str(fault)) from None

    def _with_breaks_hidden(self) -> str:
        """Put other characters in the place of those that end a line to YAML 1.1 only, where 1.2 has text (§5.4)."""
        if not _OLD_BREAKS.search(self.text):
            return self.text
        stand_ins = (c for c in range(0xE000, 0xE100) if chr(c) not in self.text)
        self.hidden = dict(zip(stand_ins, (0x85, 0x2028, 0x2029), strict=False))
        return self.text.translate({broken: stand_in for stand_in, broken in self.hidden.items()})

    def _unreadable(self) -> int:
        found = yaml.reader.Reader.NON_PRINTABLE.search(self.text)
        return found.start() if found else 0

    def _only_document(self) -> Value | None:
        value: Value | None = None
        found = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found:
                    raise _Refused("yaml-invalid", self._at(event), reason="a second document begins here")
                found, value = True, self._value(next(self.events))
        return value

    def _at(self, event: Any) -> int:
        return self.start + int(event.start_mark.index)

    def _span(self, start: Any, end: Any) -> Span:
        return Span(self._at(start), self.start + end.end_mark.index)

    def _value(self, event: Any) -> Value:
        nodes, characters = self.nodes, self.characters
        value = self._fresh(event)
        if not isinstance(event, yaml.AliasEvent) and event.anchor:
            self.anchors[event.anchor] = (value, self.nodes - nodes, self.characters - characters)
        return value

    def _fresh(self, event: Any) -> Value:
        self.nodes += 1
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"' and _HALF_CHARACTER.search(event.value):
                # libyaml refuses it, the parser written in Python does not; it could never be printed.
                raise _Refused("yaml-invalid", self._at(event), reason="half of a character")
            self.characters += len(event.value)
            text = event.value.translate(self.hidden) if self.hidden else event.value
            return Scalar(text, self._span(event, event), event.implicit[0])
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise _Refused("yaml-too-deep", self._at(event), limit=DEPTH_LIMIT)
        value = self._sequence(event) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(event)
        self.depth -= 1
        return value

    def _alias(self, event: Any) -> Value:
        if event.anchor not in self.anchors:
            raise _Refused("yaml-invalid", self._at(event), reason="found undefined alias")
        value, nodes, characters = self.anchors[event.anchor]
        self.nodes += nodes
        self.characters += characters
        self.nodes_repeated += nodes
        self.characters_repeated += characters
        # What is repeated may be as long as what could be written out.
        if self.nodes_repeated > ALIAS_LIMIT or self.characters_repeated > SIZE_LIMIT:
            raise _Refused("yaml-too-many-aliases", self._at(event), limit=f"{ALIAS_LIMIT:,}")
        return value._replace(span=self._span(event, event))

    def _sequence(self, opening: Any) -> Value:
        items = []
        event = next(self.events)
        while not isinstance(event, yaml.SequenceEndEvent):
            items.append(self._value(event))
            event = next(self.events)
        span = self._span(opening, event)
        written = self.text[span.start - self.start : span.end - self.start]
        if opening.flow_style and written.startswith("[[") and written.endswith("]]") and _is_link(items):
            # [[Ada]] unquoted is a list in a list to YAML, and a link to everybody who writes it.
            return Scalar(written, span, plain=False)
        return Sequence(tuple(items), span)

    def _mapping(self, opening: Any) -> Mapping:
        items = []
        event = next(self.events)
        while not isinstance(event, yaml.MappingEndEvent):
            if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
                raise _Refused("yaml-merge-key", self._at(event))
            key = self._value(event)
            items.append((key, self._value(next(self.events))))
            event = next(self.events)
        return Mapping(tuple(items), self._span(opening, event))


def _is_link(items: list[Value]) -> bool:
    if len(items) != 1 or not isinstance(items[0], Sequence):
        return False
    return bool(items[0].items) and not any(_holds_sequence(item) for item in items[0].items)


def _holds_sequence(value: Value) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_sequence(part) for item in value.items for part in item)
    return isinstance(value, Sequence) or (isinstance(value, Scalar) and value.text.startswith("[["))
