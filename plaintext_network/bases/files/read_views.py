"""Reads the views of a `.base` file: what each shows, sorts, groups and limits. Evaluates none."""

from __future__ import annotations

from plaintext_network.bases.files.base_file import (
    COMMON_KEYS,
    DIRECTIONS,
    LAYOUTS,
    SUMMARIES,
    VIEW_KEYS,
    SortBy,
    View,
)
from plaintext_network.bases.files.faults import Faults, nearest
from plaintext_network.bases.files.property_names import PropertyNames
from plaintext_network.bases.files.read_filter import FilterReader
from plaintext_network.bases.files.read_values import ValueReader, is_null, is_text, place_of
from plaintext_network.errors import quoted
from plaintext_network.notes.header import MappingValue, Scalar, Value
from plaintext_network.problems import WARNING

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class ViewReader:
    """Reads the views of one file."""

    def __init__(self, faults: Faults, filters: FilterReader, names: PropertyNames) -> None:
        self.faults, self.filters, self.names = faults, filters, names
        self.values = ValueReader(faults)

    def read(self, value: Value | None, summaries: Sequence[str]) -> Iterator[View]:
        for item in self.values.list_of(value, "views:", "`- type: table` below it"):
            if not isinstance(item, MappingValue):
                self.faults.add(
                    "structure",
                    place_of(item.span),
                    "a view has a type and a name",
                    "write `- type: table` and `name: All` below it",
                )
                continue
            view = self._view(item, summaries)
            if view is not None:
                yield view

    def _view(self, value: MappingValue, summaries: Sequence[str]) -> View | None:
        kind = next((v.text for k, v in value.items if is_text(k, "type") and isinstance(v, Scalar)), "")
        parts = dict(
            self.values.items(
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
                    place_of(value.span),
                    f"this view has no {key}",
                    f"add `{key}: {'table' if key == 'type' else 'All'}`",
                )
            elif text := self.values.text(parts[key], key):
                texts[key] = text.text
        order = tuple(self._order(parts.get("order")))
        limit = self._limit(parts.get("limit"))
        sort = tuple(
            by
            for item in self.values.list_of(parts.get("sort"), "sort:", "`- property: file.name` below it")
            if (by := self._sort_by(item, "sort"))
        )
        group_by = (
            self._sort_by(parts["groupBy"], "groupBy")
            if "groupBy" in parts and not is_null(parts["groupBy"])
            else None
        )
        self._summaries(parts.get("summaries"), summaries)
        if self.values.is_mapping(
            parts.get("columnSize"), "columnSize", "a property and its width: `file.name: 200`"
        ):
            self.names.check_keys(parts["columnSize"])
        filters = self.filters.read(parts["filters"]) if "filters" in parts else None
        return View(texts.get("type", ""), texts.get("name", ""), filters, order, sort, group_by, limit)

    def _check_layout(self, value: MappingValue) -> None:
        """Report a type that is spelled like one of Obsidian's: plugins may add others."""
        for key, item in value.items:
            if is_text(key, "type") and isinstance(item, Scalar) and item.text != "map":
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
        for item in self.values.list_of(value, "order:", "`- file.name` below it"):
            if text := self.values.text(item, "a property to show"):
                self.names.check(text, is_shown=True)
                yield text.text

    def _limit(self, value: Value | None) -> int | None:
        if value is None or is_null(value):
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
            place_of(value.span),
            "limit is a whole number",
            "write `limit: 20`, or remove the line",
        )
        return None

    def _sort_by(self, value: Value, what: str) -> SortBy | None:
        if not self.values.is_mapping(value, what, "`property: file.name` and `direction: ASC` below it"):
            return None
        parts = dict(
            self.values.items(
                value, ("property", "direction", "column"), f"{what} has no", "Obsidian ignores it"
            )
        )
        direction = parts.get("direction")
        if direction is not None and not (isinstance(direction, Scalar) and direction.text in DIRECTIONS):
            self.faults.add(
                "value", place_of(direction.span), "direction is ASC or DESC", "write `direction: ASC`"
            )
        # `column` is the name before Obsidian 1.9.2, and still read.
        by = parts.get("property") or parts.get("column")
        if by is None:
            self.faults.add(
                "structure", place_of(value.span), f"{what} names no property", "add `property: file.name`"
            )
            return None
        text = self.values.text(by, "property")
        if text is None:
            return None
        self.names.check(text)
        return SortBy(text.text, isinstance(direction, Scalar) and direction.text == "DESC")

    def _summaries(self, value: Value | None, own: Sequence[str]) -> None:
        if (
            not self.values.is_mapping(value, "summaries", "a property and a summary: `price: Sum`")
            or value is None
        ):
            return
        self.names.check_keys(value)
        for _, item in self.values.items(value, (), "", "", any_key=True):
            if (text := self.values.text(item, "a summary")) and text.text not in (*SUMMARIES, *own):
                self.faults.add_unknown(
                    "name",
                    text.span,
                    "no summary is called",
                    text.text,
                    (*SUMMARIES, *own),
                    f"add {text.text} under `summaries:` of the file",
                )
