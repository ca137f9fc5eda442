"""Parses front matter, or a file of YAML, with a YAML parser to text with places. Does not interpret values."""

import re
from collections.abc import Iterator
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from plaintext_network.notes.header import Header, ListValue, MappingValue, Property, Scalar, Value
from plaintext_network.notes.source import Source, Span
from plaintext_network.notes.yaml_faults import YamlFault, explain_fault
from plaintext_network.problems import Problem, problem

SIZE_LIMIT = 64 * 1024
FILE_SIZE_LIMIT = 256 * 1024
DEPTH_LIMIT = 50
ALIAS_LIMIT = 10_000

# libyaml's parser keeps its state on the heap, so events never overflow a stack; loading would.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_OLD_BREAKS = re.compile("[\x85\u2028\u2029]")


class _Refused(Exception):
    def __init__(self, code: str, offset: int, **facts: object) -> None:
        self.code, self.offset, self.facts = code, offset, facts


def read_yaml_header(source: Source) -> tuple[Header, tuple[Problem, ...]]:
    """Parse the properties of a text that begins with `---`; invalid front matter gives no properties and a Problem."""
    handler = _Spanned(source)
    # python-frontmatter also strips the text; use only its calls of split and load.
    frontmatter.parse(source.text, handler=handler)
    header = Header(handler.properties, handler.body_start, tuple(handler.shadowed))
    return header, tuple(handler.problems)


def read_yaml(source: Source) -> tuple[Value | None, Problem | None]:
    """Parse a file that consists of YAML, within the limits for front matter; of an invalid file, return only the Problem.

    The value is None for a file without one. A tag before a value is refused: who writes `!done` means a text.
    """
    text = source.text
    if source.size > FILE_SIZE_LIMIT:
        return None, problem("front-matter-too-large", limit=f"{FILE_SIZE_LIMIT:,}")
    try:
        # As in `load`: a byte order mark would shift all places.
        marks = len(text) - len(text.lstrip("\ufeff"))
        return _Reader(text[marks:], marks, tags=False).document(), None
    except _Refused as refused:
        place = source.place(Span(refused.offset, refused.offset + 1))
        return None, problem(refused.code, place, **refused.facts)


class _Spanned(BaseHandler):
    """Reads front matter from YAML events, to enforce the limits before anything large is built."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.properties: tuple[Property, ...] = ()
        self.shadowed: list[Property] = []
        self.problems: list[Problem] = []
        self.start = 0
        self.body_start = 0

    def split(self, text: str) -> tuple[str, str]:
        """Return the text between the first line `---` and the next `---` or `...`."""
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
        """Parse the properties into `self`; return an empty dict, since python-frontmatter has no spans."""
        if not fm.strip():
            self.problems.append(problem("front-matter-empty", (1, 1, 3)))
            return {}
        # libyaml skips a byte order mark without counting it, so all places would be off by one.
        marks = len(fm) - len(fm.lstrip("\ufeff"))
        try:
            value = _Reader(fm[marks:], self.start + marks).document()
        except _Refused as refused:
            place = self.source.place(Span(refused.offset, refused.offset + 1))
            self.problems.append(problem(refused.code, place, **refused.facts))
            return {}
        if isinstance(value, MappingValue):
            self._store(value)
        elif value is None or (isinstance(value, Scalar) and value.is_null):
            self.problems.append(problem("front-matter-empty", (1, 1, 3)))
        else:
            self.problems.append(problem("front-matter-not-mapping", (2, 1, 1)))
        return {}

    def _store(self, mapping: MappingValue) -> None:
        properties: dict[str, Property] = {}
        for key, value in mapping.items:
            if not isinstance(key, Scalar):
                self.problems.append(
                    problem("value-nested", self.source.place(key.span), key="a property's name")
                )
                continue
            if key.text in properties:
                self.problems.append(problem("duplicate-key", self.source.place(key.span), key=key.text))
                self.shadowed.append(properties.pop(key.text))
            properties[key.text] = Property(key.text, key.span, value)
        self.properties = tuple(properties.values())


class _Reader:
    """Builds text values from YAML events within the limits."""

    def __init__(self, text: str, start: int, *, tags: bool = True) -> None:
        self.text, self.start, self.tags = text, start, tags
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
            offset = min(mark.index, len(self.text)) if mark else 0
            if "nesting depth" in (fault.problem or ""):
                # libyaml since 0.2.6 looks a thousand brackets ahead and gives up before our limit applies.
                raise _Refused("yaml-too-deep", self.start + offset, limit=DEPTH_LIMIT) from None
            context, opening = fault.context or "", fault.context_mark.index if fault.context_mark else offset
            found = YamlFault(offset, fault.problem or context)
            found = explain_fault(self.text, found, context, opening)
            remedy = {"remedy": found.remedy} if found.remedy else {}
            raise _Refused("yaml-invalid", self.start + found.offset, reason=found.reason, **remedy) from None
        except yaml.reader.ReaderError as fault:
            raise _Refused("yaml-invalid", self.start + self._unreadable(), reason=fault.reason) from None
        except UnicodeEncodeError as fault:
            raise _Refused(
                "yaml-invalid", self.start + fault.start, reason="half of a surrogate pair"
            ) from None
        except (ValueError, OverflowError, IndexError, KeyError, AttributeError, TypeError) as fault:
            # PyYAML lets these escape for odd tags and escapes.
            raise _Refused("yaml-invalid", self.start, reason=str(fault)) from None

    def _with_breaks_hidden(self) -> str:
        """Return the text with stand-ins for the characters that end a line in YAML 1.1 but not in 1.2 (§5.4)."""
        if not _OLD_BREAKS.search(self.text):
            return self.text
        stand_ins = (c for c in range(0xE000, 0xE100) if chr(c) not in self.text)
        self.hidden = dict(zip(stand_ins, (0x85, 0x2028, 0x2029), strict=False))
        return self.text.translate({broken: stand_in for stand_in, broken in self.hidden.items()})

    def _unreadable(self) -> int:
        match = yaml.reader.Reader.NON_PRINTABLE.search(self.text)
        return match.start() if match else 0

    def _only_document(self) -> Value | None:
        value: Value | None = None
        has_document = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if has_document:
                    raise _Refused("yaml-invalid", self._at(event), reason="a second document begins here")
                has_document, value = True, self._value(next(self.events))
        return value

    def _at(self, event: Any) -> int:
        return self.start + int(event.start_mark.index)

    def _span(self, start: Any, end: Any) -> Span:
        return Span(self._at(start), self.start + end.end_mark.index)

    def _value(self, event: Any) -> Value:
        nodes, characters = self.nodes, self.characters
        value = self._build(event)
        if not isinstance(event, yaml.AliasEvent) and event.anchor:
            self.anchors[event.anchor] = (value, self.nodes - nodes, self.characters - characters)
        return value

    def _build(self, event: Any) -> Value:
        self.nodes += 1
        if not self.tags and getattr(event, "tag", None):
            raise _Refused("yaml-invalid", self._at(event), reason="a text that begins with ! needs quotes")
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"' and _HALF_CHARACTER.search(event.value):
                # libyaml refuses it; PyYAML's own parser accepts it, but it can never be printed.
                raise _Refused("yaml-invalid", self._at(event), reason="half of a surrogate pair")
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
        # Aliases may expand to at most as much text as front matter may contain.
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
            # [[Ada]] unquoted is a list in a list to YAML, but people who write it mean a link.
            return Scalar(written, span, plain=False)
        return ListValue(tuple(items), span)

    def _mapping(self, opening: Any) -> MappingValue:
        items = []
        event = next(self.events)
        while not isinstance(event, yaml.MappingEndEvent):
            if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
                raise _Refused("yaml-merge-key", self._at(event))
            key = self._value(event)
            items.append((key, self._value(next(self.events))))
            event = next(self.events)
        return MappingValue(tuple(items), self._span(opening, event))


def _is_link(items: list[Value]) -> bool:
    if len(items) != 1 or not isinstance(items[0], ListValue):
        return False
    return bool(items[0].items) and not any(_has_sequence(item) for item in items[0].items)


def _has_sequence(value: Value) -> bool:
    if isinstance(value, MappingValue):
        return any(_has_sequence(part) for item in value.items for part in item)
    return isinstance(value, ListValue) or (isinstance(value, Scalar) and value.text.startswith("[["))
