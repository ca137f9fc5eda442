"""Checks the whole answer of a report before anybody sees it: nothing in it may name a hidden contact, or cite their notes.

Reports leave out texts themselves, where they can say what remains without them. This leaves out what a report forgot.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")

_PLACE = late_pattern(r"[^\n]+\.md(?::\d+)?", re.IGNORECASE)


def shown_answer(view: SuggestionView, answer: T, about: Collection[str] = ()) -> T:
    """Return an answer without the records that name a hidden contact, at any depth.

    Its own texts stay: they are what the user asked for. The contacts at the paths in `about` may be named if they may be in
    this view.
    """
    if not view.hides_anybody or not isinstance(answer, tuple):
        return answer
    look = _Look(view)
    asked_for = _Around(tuple(about))
    if not hasattr(answer, "_fields"):
        return look.items(answer, asked_for)  # type: ignore[return-value]
    around = _Around(answer, asked_for)
    parts = [part if isinstance(part, str) else look.part(part, around) for part in answer]
    return answer._make(old if new is _LEFT_OUT else new for old, new in zip(answer, parts, strict=True))  # type: ignore[attr-defined,no-any-return]


def shown_record(view: SuggestionView, record: Mapping[str, Any], about: str) -> dict[str, Any]:
    """Return a contact's properties by name, without texts that name a hidden contact: None instead of a text."""
    if not view.hides_anybody:
        return dict(record)
    look = _Look(view)
    around = _Around((about,))
    return {name: look.value(value, around) for name, value in record.items()}


class _LeftOut:
    """What stands for a part that may not be shown."""


_LEFT_OUT = _LeftOut()


class _Around:
    """The paths and places in a record and in those around it, looked up only for a text that names somebody."""

    def __init__(self, record: tuple[Any, ...], outer: _Around | None = None) -> None:
        self._record, self._outer = record, outer

    @cached_property
    def places(self) -> tuple[str, ...]:
        return (*(self._outer.places if self._outer else ()), *_strings(self._record))


class _Look:
    def __init__(self, view: SuggestionView) -> None:
        self._view = view

    def part(self, part: Any, around: _Around) -> Any:
        """Return a part of an answer as it may be shown, or _LEFT_OUT."""
        if isinstance(part, str):
            return part if self._may_show(part, around) else _LEFT_OUT
        if not isinstance(part, tuple):
            return part
        if hasattr(part, "_fields"):
            around = _Around(part, around)
            name = self._own_name(part)
            fields = [self._field(field, around, name) for field in part]
            return _LEFT_OUT if _LEFT_OUT in fields else part._make(fields)  # type: ignore[attr-defined]
        if any(isinstance(one, str) for one in part) and not all(isinstance(one, str) for one in part):
            return part if all(self.part(one, around) is not _LEFT_OUT for one in part) else _LEFT_OUT
        return self.items(part, around)

    def _own_name(self, record: Any) -> str | None:
        """Return the name of the contact whom a record is about, if they may be named."""
        name, path = getattr(record, "name", None), getattr(record, "path", None)
        is_contact = isinstance(name, str) and isinstance(path, str) and self._view.may_name_as(path, name)
        return name if is_contact else None

    def _field(self, field: Any, around: _Around, name: str | None) -> Any:
        """Return a field as `part` does. Many begin with the name of the contact, which needs no look."""
        if name is not None and isinstance(field, str) and field.startswith(name):
            rest = field[len(name) :]
            if not rest or (rest[0] == " " and self._may_show(rest, around)):
                return field
        return self.part(field, around)

    def items(self, items: tuple[Any, ...], around: _Around) -> tuple[Any, ...]:
        """Return those of several things that may be shown."""
        return tuple(shown for one in items if (shown := self.part(one, around)) is not _LEFT_OUT)

    def value(self, value: Any, around: _Around) -> Any:
        """Return the value of a property as it may be shown."""
        if isinstance(value, Mapping):
            return {name: self.value(each, around) for name, each in value.items()}
        shown = self.part(value, around)
        return None if shown is _LEFT_OUT else shown

    def _may_show(self, text: str, around: _Around) -> bool:
        if _PLACE.fullmatch(text):
            return self._view.may_cite(text) or any(self._view.may_cite(text, at) for at in around.places)
        return self._view.names_nobody(text) or self._view.may_show(text, around.places)


def _strings(record: tuple[Any, ...]) -> Iterator[str]:
    """Yield the paths and places in a record, and in those within it."""
    for field in record:
        if isinstance(field, str):
            if _PLACE.fullmatch(field):
                yield field
        elif isinstance(field, tuple) and (
            hasattr(field, "_fields") or all(isinstance(one, str) for one in field)
        ):
            yield from _strings(field)
