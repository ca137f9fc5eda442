"""Makes an answer fit for an agent: nothing of hidden people, no address unless the user allows it, and only what a reader sees.

Every answer passes through here as plain values, whatever tool gave it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.clean_text import clean_text, shorten
from plaintext_network.agents.contact_details import DETAIL_PROPERTIES, ContactDetails
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy_rule import split_place

# Characters of a text that an answer quotes.
LONGEST_TEXT = 400
# The fields with what a record says or is about: without it, nothing of the record remains.
_STATEMENTS = frozenset(
    ("text", "says", "message", "name", "contact", "event", "topic", "target", "what", "label", "old", "new")
)
# Records that have no field without a value, so that nothing shows where one was left out.
_ONLY_SET = frozenset(("person", "other"))
_PLACE = re.compile(r"[^\n]+\.md(?::\d+)?", re.IGNORECASE)


class _LeftOut:
    """Stands for a value that an agent may not see."""


LEFT_OUT = _LeftOut()


class _Around(NamedTuple):
    """The places in a record and in those around it, and the paths of the notes."""

    places: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


class AnswerFilter:
    """Filters the answers about one state of a vault."""

    def __init__(self, view: AgentView) -> None:
        self._gate, self._has_details = view.gate, view.options.details
        self._details = ContactDetails(view.gate)
        self._kinds = view.whole.index.names.kinds

    def answer(self, value: Mapping[str, Any], about: Iterable[str] = ()) -> dict[str, Any] | None:
        """Return an answer as JSON values; None if all of it is about somebody hidden.

        A name that several people have is that of a contact at a path in `about`, if it fits.
        """
        shown = self._value(value, _Around((), tuple(about)), "")
        return None if shown is LEFT_OUT else shown

    def may_show_line(self, line: str, path: str) -> bool:
        """Return whether an agent may see a line of a note."""
        around = (path,)
        if not self._gate.may_show_from(line, around):
            return False
        return self._has_details or self._details.leave_out(line, around) == line

    def _value(self, value: Any, around: _Around, field: str) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return self._text(value, around, field)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Mapping):
            return self._record(value, around, field)
        items = (self._value(item, around, field) for item in value)
        return [item for item in items if item is not LEFT_OUT]

    def _record(self, record: Mapping[str, Any], around: _Around, field: str) -> Any:
        around = _widened(around, record)
        shown: dict[str, Any] = {}
        for name, value in record.items():
            if not self._has_details and name in DETAIL_PROPERTIES:
                continue
            found = self._value(value, around, name)
            if name == "sources" and value and not found:
                # What may not be cited is not said.
                return LEFT_OUT
            if found is LEFT_OUT:
                if name in _STATEMENTS or (isinstance(value, str) and _PLACE.fullmatch(value)):
                    return LEFT_OUT
                found = None
            if field in _ONLY_SET and found in (None, [], ""):
                continue
            if (key := self._name(name)) is not None:
                shown[key] = found
        return shown

    def _name(self, name: str) -> str | None:
        """Return the name of a field, which may be a property that the user invented; None for one that may not be shown."""
        if name.isascii() and name.isidentifier() and self._gate.names_nobody(name.replace("_", " ")):
            return name
        shown = self._text(name, _Around(), "")
        if not isinstance(shown, str) or (not self._has_details and self._details.is_detail(name)):
            return None
        return shown

    def _text(self, text: str, around: _Around, field: str) -> str | _LeftOut:
        if _PLACE.fullmatch(text):
            return clean_text(text) if self._may_cite(text, around) else LEFT_OUT
        if not self._gate.may_show_from(text, (*around.places, *around.paths)):
            return LEFT_OUT
        if not self._has_details:
            text = self._without_details(text, around, field)
        return shorten(clean_text(text), LONGEST_TEXT)

    def _may_cite(self, place: str, around: _Around) -> bool:
        if split_place(place)[0] not in self._kinds:
            # Of a new note, no link says yet whom its name means.
            return self._gate.may_show_from(place, (*around.places, *around.paths))
        return self._gate.may_cite(place) or any(self._gate.may_cite(place, path) for path in around.paths)

    def _without_details(self, text: str, around: _Around, field: str) -> str:
        if field == "location":
            return self._details.town(text) or ""
        return self._details.leave_out(text, around.paths)


def _widened(around: _Around, record: Mapping[str, Any]) -> _Around:
    """Return the places and notes around the values of a record."""
    places, paths = list(around.places), list(around.paths)
    for name in ("path", "contact_path"):
        path = record.get(name)
        if isinstance(path, str):
            paths.append(path)
            if name == "path" and isinstance(record.get("line"), int):
                places.append(f"{path}:{record['line']}")
    for name in ("source", "sources", "last_source", "other_source", "reached_by"):
        for one in _each(record.get(name)):
            if isinstance(one, str):
                places.append(one)
            elif isinstance(one, Mapping) and isinstance(one.get("path"), str):
                line = one.get("line")
                places.append(f"{one['path']}:{line}" if isinstance(line, int) else one["path"])
    return _Around(tuple(dict.fromkeys(places)), tuple(dict.fromkeys(paths)))


def _each(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)
