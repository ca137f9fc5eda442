"""Reads a `.base` file, and finds everything that is wrong with it. Opens no file and evaluates nothing."""

from __future__ import annotations

from plaintext_network.bases.files.base_file import (
    COMMON_KEYS,
    CONJUNCTIONS,
    DIRECTIONS,
    KEYS,
    LAYOUTS,
    SUMMARIES,
    VIEW_KEYS,
    Base,
    Filter,
    SortBy,
    View,
)
from plaintext_network.bases.files.faults import BaseFault, Faults, nearest
from plaintext_network.bases.files.read_formula import FormulaReader
from plaintext_network.bases.language.functions import FILE_PROPERTIES, NAMESPACES
from plaintext_network.errors import quoted
from plaintext_network.notes.header import ListValue, MappingValue, Scalar, Value
from plaintext_network.notes.source import Source, Span, decode
from plaintext_network.problems import WARNING, Problem, shortened

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OLD_KEYS = {
    "display": "since Obsidian 1.9.2, write `properties:` with a `displayName:` for each",
    "group_by": "since Obsidian 1.9.3, write groupBy",
    "group": "to group, write `groupBy:` with `property:` and `direction:` below it",
}


def read_base(content: bytes) -> tuple[Base, tuple[BaseFault, ...]]:
    """Return what a file's bytes say, as far as they can be read, and its faults by their places."""
    source, problems = decode(content)
    reader = BaseReader(source)
    if any(p.code in ("only-zeros", "utf16", "not-utf8") for p in problems):
        reader.faults.add("unreadable", Span(0, 1), "this is not UTF-8 text", "save the file as UTF-8")
    base = reader.base()
    return base, reader.faults.sorted()


class BaseReader:
    """Reads the parts of one file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults = Faults(source)
        self.formulas = FormulaReader(source, self.faults)

    def base(self) -> Base:
        """Read the whole file."""
        # Late: only `.base` files and unusual notes need the YAML parser.
        from plaintext_network.notes.yaml_header import read_yaml

        value, problem = read_yaml(self.source)
        if problem is not None:
            self._invalid(problem)
            return Base()
        if value is None or (isinstance(value, Scalar) and value.is_null):
            return Base()
        if not isinstance(value, MappingValue):
            self.faults.add(
                "structure",
                _first_line(value.span),
                "a base consists of `views:`, `filters:` and so on",
                "begin with `views:`",
            )
            return Base()
        parts = dict(self._items(value, KEYS, "a base has no part", "Obsidian ignores it", top=True))
        named = list(self._named_formulas(parts.get("formulas"), "formulas"))
        self.formulas.names = tuple(name for name, _ in named)
        formulas = [
            (name, parsed) for name, each in named if (parsed := self.formulas.read(each)) is not None
        ]
        self.formulas.check_circles(named, dict(formulas))
        summaries = [
            name
            for name, each in self._named_formulas(parts.get("summaries"), "summaries")
            if self.formulas.read(each)
        ]
        titles = tuple(self._titles(parts.get("properties")))
        filters = self._filter(parts["filters"]) if "filters" in parts else None
        views = tuple(self._views(parts.get("views"), summaries))
        return Base(filters, tuple(formulas), titles, views)

    def _invalid(self, problem: Problem) -> None:
        facts = dict(problem.facts)
        message, hint = {
            "yaml-too-deep": ("the file is nested too deeply", "use fewer levels"),
            "yaml-too-many-aliases": ("the file repeats too much by aliases", "write the values out"),
            "yaml-merge-key": ("the merge key `<<` is not read", "write the values out"),
            "front-matter-too-large": (
                "the file is longer than {limit} characters",
                "split it into several files",
            ),
        }.get(
            problem.code,
            (
                "this is not valid YAML: {reason}",
                "put a formula with quotes, `: `, `#` or `!` at its start in single quotes",
            ),
        )
        start = self.source.line_starts[problem.line - 1] + problem.column - 1
        self.faults.add("yaml", Span(start, start + problem.width), message.format_map(facts), hint)

    # Values

    def _items(
        self,
        value: Value,
        known: Sequence[str],
        what: str,
        hint: str,
        *,
        top: bool = False,
        any_key: bool = False,
    ) -> Iterator[tuple[str, Value]]:
        """Yield the keys of a mapping with their values, each key once; unless `any_key`, others than the known are faults."""
        if not isinstance(value, MappingValue):
            return
        seen: dict[str, Span] = {}
        for key, item in value.items:
            if not isinstance(key, Scalar):
                self.faults.add(
                    "structure", _first_line(key.span), "a key is a text", "put the name in quotes"
                )
                continue
            if key.text in seen:
                self.faults.add("key", key.span, f"{quoted(key.text)} is here twice", "keep one of them")
                continue
            seen[key.text] = key.span
            if not any_key and key.text not in known:
                if key.text in _OLD_KEYS:
                    self.faults.add(
                        "key", key.span, f"{what} {quoted(key.text)}", _OLD_KEYS[key.text], WARNING
                    )
                else:
                    self.faults.add_unknown("key", key.span, what, key.text, known, hint)
                if top:
                    continue
            yield key.text, item

    def _mapping(self, value: Value | None, what: str, example: str) -> bool:
        """Return whether a value is a mapping; report one that is neither that nor empty."""
        if value is None or _is_null(value):
            return False
        if not isinstance(value, MappingValue):
            self.faults.add(
                "structure",
                _first_line(value.span),
                f"{what} needs names with values below it",
                f"write {example}",
            )
            return False
        return True

    def _list(self, value: Value | None, what: str, example: str) -> tuple[Value, ...]:
        if value is None or _is_null(value):
            return ()
        if not isinstance(value, ListValue):
            self.faults.add("structure", _first_line(value.span), f"{what} is a list", f"write {example}")
            return ()
        return value.items

    def _text(self, value: Value, what: str, *, quoted_number: bool = False) -> Scalar | None:
        """Return a text that isn't empty; report anything else. With `quoted_number`, an unquoted number or true is a fault."""
        if not isinstance(value, Scalar):
            self.faults.add(
                "structure", _first_line(value.span), f"{what} is a text", "put it in quotes, on one line"
            )
            return None
        if value.is_null or not value.text.strip():
            self.faults.add(
                "value", _at_least_one(value.span), f"{what} is empty", "write a text, or remove the line"
            )
            return None
        if quoted_number and value.plain and _is_no_text(value.text):
            self.faults.add(
                "value",
                value.span,
                f"{what} is a text, and YAML reads {value.text} as none",
                f"put it in quotes: '{value.text}'",
            )
            return None
        return value

    # Parts

    def _named_formulas(self, value: Value | None, what: str) -> Iterator[tuple[str, Scalar]]:
        if (
            not self._mapping(value, what, 'a name, a colon and a formula: `next: today() + "1d"`')
            or value is None
        ):
            return
        for name, item in self._items(value, (), "", "", any_key=True):
            if isinstance(item, Scalar) and (item.is_null or not item.text.strip()):
                # Obsidian writes this for a formula that is not written yet.
                self.faults.add(
                    "value",
                    _first_line(item.span),
                    f"the formula {shortened(name)} is empty",
                    "write it, or remove the line",
                    WARNING,
                )
            elif text := self._text(item, f"the formula {shortened(name)}", quoted_number=True):
                yield name, text

    def _titles(self, value: Value | None) -> Iterator[tuple[str, str]]:
        example = "a property and below it `displayName: Name`"
        if not self._mapping(value, "properties", example) or value is None:
            return
        self._check_keys(value)
        for name, settings in self._items(value, (), "", "", any_key=True):
            if self._mapping(settings, shortened(name), "`displayName: Name` below it"):
                for key, item in self._items(settings, (), "", "", any_key=True):
                    if key == "displayName" and isinstance(item, Scalar):
                        yield name, item.text
                    elif key == "displayName":
                        self._text(item, "displayName")
                self._check_settings(settings)

    def _check_settings(self, value: Value) -> None:
        """Report a setting of a property that is spelled like `displayName`: plugins may store others."""
        for key, _ in value.items if isinstance(value, MappingValue) else ():
            if isinstance(key, Scalar) and key.text != "displayName":
                self.faults.add_unknown(
                    "key", key.span, "a property has no setting", key.text, ("displayName",), ""
                )

    def _filter(self, value: Value) -> Filter | None:
        if isinstance(value, Scalar):
            if value.is_null:
                return None
            text = self._text(value, "a filter", quoted_number=True)
            statement = self.formulas.read(text) if text else None
            return Filter("statement", (), statement) if statement else None
        if isinstance(value, ListValue):
            self.faults.add(
                "structure",
                _first_line(value.span),
                "a list of filters needs `and:`, `or:` or `not:`",
                "write `and:` above it",
            )
            return None
        found = [
            (key, item)
            for key, item in self._items(
                value, CONJUNCTIONS, "filters are under `and:`, `or:` or `not:`, not", "write and, or or not"
            )
            if key in CONJUNCTIONS
        ]
        if not found and not self._is_reported(value):
            self.faults.add(
                "structure",
                _first_line(value.span),
                "a filter has one of and, or and not",
                "write `and:` with a list below it",
            )
        if len(found) > 1:
            second = next(
                key for key, _ in value.items if isinstance(key, Scalar) and key.text == found[1][0]
            )
            self.faults.add(
                "structure",
                second.span,
                "a filter has only one of and, or and not",
                f"put {found[1][0]}: into the list of {found[0][0]}:",
            )
        filters = [
            Filter(
                key,
                tuple(
                    each
                    for part in self._list(item, f"{key}:", "`- ` before each filter")
                    if (each := self._filter(part))
                ),
            )
            for key, item in found
        ]
        return filters[0] if filters else None

    def _is_reported(self, value: MappingValue) -> bool:
        """Return whether the mapping has a key, which is reported as unknown."""
        if not value.items:
            return False
        for key, _ in value.items:
            if isinstance(key, Scalar) and key.text not in CONJUNCTIONS:
                # Without a conjunction, Obsidian can't read the filter at all.
                self.faults.add(
                    "structure",
                    key.span,
                    "a filter has one of and, or and not",
                    "write `and:` with a list below it",
                )
        return True

    def _views(self, value: Value | None, summaries: Sequence[str]) -> Iterator[View]:
        for item in self._list(value, "views:", "`- type: table` below it"):
            if not isinstance(item, MappingValue):
                self.faults.add(
                    "structure",
                    _first_line(item.span),
                    "a view has a type and a name",
                    "write `- type: table` and `name: All` below it",
                )
                continue
            view = self._view(item, summaries)
            if view is not None:
                yield view

    def _view(self, value: MappingValue, summaries: Sequence[str]) -> View | None:
        kind = next((v.text for k, v in value.items if _is_text(k, "type") and isinstance(v, Scalar)), "")
        parts = dict(
            self._items(
                value, VIEW_KEYS, f"a {kind} view has no", "Obsidian ignores it", any_key=kind not in LAYOUTS
            )
        )
        if kind not in LAYOUTS:
            self._check_layout(value)
            self._warn_of_keys(value, kind)
        texts = {}
        for key in ("type", "name"):
            if key not in parts:
                self.faults.add(
                    "structure",
                    _first_line(value.span),
                    f"this view has no {key}",
                    f"add `{key}: {'table' if key == 'type' else 'All'}`",
                )
            elif text := self._text(parts[key], key):
                texts[key] = text.text
        order = tuple(self._order(parts.get("order")))
        limit = self._limit(parts.get("limit"))
        sort = tuple(
            by
            for item in self._list(parts.get("sort"), "sort:", "`- property: file.name` below it")
            if (by := self._sort_by(item, "sort"))
        )
        group_by = (
            self._sort_by(parts["groupBy"], "groupBy")
            if "groupBy" in parts and not _is_null(parts["groupBy"])
            else None
        )
        self._summaries(parts.get("summaries"), summaries)
        if self._mapping(parts.get("columnSize"), "columnSize", "a property and its width: `file.name: 200`"):
            self._check_keys(parts["columnSize"])
        filters = self._filter(parts["filters"]) if "filters" in parts else None
        return View(texts.get("type", ""), texts.get("name", ""), filters, order, sort, group_by, limit)

    def _check_layout(self, value: MappingValue) -> None:
        """Report a type that is spelled like one of Obsidian's: plugins may add others."""
        for key, item in value.items:
            if _is_text(key, "type") and isinstance(item, Scalar) and item.text != "map":
                known = (*LAYOUTS, "map")
                self.faults.add_unknown(
                    "value", item.span, "Obsidian has no view of type", item.text, known, ""
                )

    def _warn_of_keys(self, value: MappingValue, kind: str) -> None:
        """Report the keys of a plugin's view that are spelled like a key of every view: others are the plugin's."""
        present = {key.text for key, _ in value.items if isinstance(key, Scalar)}
        for key, _ in value.items:
            if isinstance(key, Scalar) and key.text not in VIEW_KEYS:
                near = nearest(key.text, COMMON_KEYS)
                if near and near not in present:
                    message = f"{quoted(kind)} is a plugin's view, and Obsidian ignores {quoted(key.text)}"
                    self.faults.add("key", key.span, message, f"did you mean {near}?", WARNING)

    def _order(self, value: Value | None) -> Iterator[str]:
        for item in self._list(value, "order:", "`- file.name` below it"):
            if text := self._text(item, "a property to show"):
                self._property(text, is_shown=True)
                yield text.text

    def _limit(self, value: Value | None) -> int | None:
        if value is None or _is_null(value):
            return None
        if (
            isinstance(value, Scalar)
            and value.text.isascii()
            and value.text.isdigit()
            and len(value.text) < 10
        ):
            return int(value.text)
        self.faults.add(
            "value",
            _first_line(value.span),
            "limit is a whole number",
            "write `limit: 20`, or remove the line",
        )
        return None

    def _sort_by(self, value: Value, what: str) -> SortBy | None:
        if not self._mapping(value, what, "`property: file.name` and `direction: ASC` below it"):
            return None
        parts = dict(
            self._items(value, ("property", "direction", "column"), f"{what} has no", "Obsidian ignores it")
        )
        direction = parts.get("direction")
        if direction is not None and not (isinstance(direction, Scalar) and direction.text in DIRECTIONS):
            self.faults.add(
                "value", _first_line(direction.span), "direction is ASC or DESC", "write `direction: ASC`"
            )
        # `column` is the name before Obsidian 1.9.2, and still read.
        by = parts.get("property") or parts.get("column")
        if by is None:
            self.faults.add(
                "structure", _first_line(value.span), f"{what} names no property", "add `property: file.name`"
            )
            return None
        text = self._text(by, "property")
        if text is None:
            return None
        self._property(text)
        return SortBy(text.text, isinstance(direction, Scalar) and direction.text == "DESC")

    def _summaries(self, value: Value | None, own: Sequence[str]) -> None:
        if not self._mapping(value, "summaries", "a property and a summary: `price: Sum`") or value is None:
            return
        self._check_keys(value)
        for _, item in self._items(value, (), "", "", any_key=True):
            if (text := self._text(item, "a summary")) and text.text not in (*SUMMARIES, *own):
                self.faults.add_unknown(
                    "name",
                    text.span,
                    "no summary is called",
                    text.text,
                    (*SUMMARIES, *own),
                    f"add {text.text} under `summaries:` of the file",
                )

    def _check_keys(self, value: Value) -> None:
        """Check the names of properties in a mapping by property."""
        if isinstance(value, MappingValue):
            for key, _ in value.items:
                if isinstance(key, Scalar):
                    self._property(key)

    def _property(self, written: Scalar, *, is_shown: bool = False) -> None:
        """Report a file property or a formula that doesn't exist; a note may have any property.

        Unless it is shown, a missing formula is only a warning: Obsidian leaves the settings of those that the user removes.
        """
        namespace, dot, name = written.text.partition(".")
        if not dot:
            return
        if namespace not in NAMESPACES:
            # A note's own property may have a dot in its name.
            self.faults.add_unknown(
                "name", written.span, "no properties are called", namespace, NAMESPACES, ""
            )
        if namespace == "file" and name not in FILE_PROPERTIES:
            self.faults.add_unknown(
                "name",
                written.span,
                "files have no property",
                name,
                FILE_PROPERTIES,
                f"for a property of the note, write note.{name}",
            )
        elif namespace == "formula" and name not in self.formulas.names:
            known = self.formulas.names if is_shown else ()
            hint = "add it under `formulas:`, or remove it here"
            self.faults.add_unknown("name", written.span, "this file has no formula", name, known, hint)


def _is_text(value: Value, text: str) -> bool:
    return isinstance(value, Scalar) and value.text == text


def _is_null(value: Value) -> bool:
    return isinstance(value, Scalar) and value.is_null


_NO_TEXTS = ("true", "false", "yes", "no", "on", "off")


def _is_no_text(text: str) -> bool:
    """Return whether YAML reads an unquoted text as a number or a truth value."""
    if text.lower() in _NO_TEXTS[:2]:
        return True
    try:
        float(text)
    except ValueError:
        return False
    return True


def _first_line(span: Span) -> Span:
    """Return a span to point at; the place of a fault never goes beyond a line."""
    return Span(span.start, max(span.end, span.start + 1))


def _at_least_one(span: Span) -> Span:
    return Span(span.start, max(span.end, span.start + 1))
