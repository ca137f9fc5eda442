"""Builds the lines of a card from the values of a row, so that one mapping serves every format. Knows no columns."""

from __future__ import annotations

import re

from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import escape

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


# What ends a line for some program, and what no text file can contain: control characters and half a UTF-16 pair.
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]|([\ud800-\udfff])")
# What the name of a line can't contain (RFC 6350 §3.3).
_NO_NAME = re.compile(r"[^A-Z0-9]+")


def escaped(text: str) -> str:
    """Return text as one value of a card (RFC 6350 §3.4)."""
    return _writable(escape(text))


def _writable(text: str) -> str:
    if text.isprintable():
        return text
    return _UNWRITABLE.sub(lambda match: "\ufffd" if match[1] else "", _BREAK.sub(r"\\n", text))


class CardBuilder:
    """Collects the lines of one card in order. Empty values add no line; labels get groups of their own."""

    def __init__(self) -> None:
        self._lines: list[ContentLine] = []
        self._groups = 0

    def add(
        self, name: str, value: str, *, types: Sequence[str] = (), label: str = "", **params: str
    ) -> None:
        """Add a line with a text as its value; `params` are the other parameters, such as `VALUE="text"`."""
        if value.strip():
            self.add_raw(name, escaped(value.strip()), types=types, label=label, **params)

    def add_parts(
        self, name: str, parts: Sequence[str], *, types: Sequence[str] = (), label: str = ""
    ) -> None:
        """Add a line with a structured value, such as N or ADR, unless all parts are empty."""
        if any(part.strip() for part in parts):
            self.add_raw(name, ";".join(escaped(part.strip()) for part in parts), types=types, label=label)

    def add_list(self, name: str, values: Iterable[str], *, types: Sequence[str] = ()) -> None:
        """Add a line with a list as its value, such as NICKNAME or CATEGORIES, unless all items are empty."""
        items = dict.fromkeys(value.strip() for value in values)
        items.pop("", None)
        if items:
            self.add_raw(name, ",".join(map(escaped, items)), types=types)

    def add_raw(
        self, name: str, value: str, *, types: Sequence[str] = (), label: str = "", **params: str
    ) -> None:
        """Add a line with a value that is already escaped."""
        group = ""
        if label.strip():
            self._groups += 1
            group = f"item{self._groups}"
        typed = (("TYPE", tuple(types)),) if types else ()
        others = tuple((key, (text,)) for key, text in params.items())
        self._lines.append(ContentLine(name, _writable(value), group, typed + others))
        if group:
            self._lines.append(ContentLine("X-ABLabel", escaped(label.strip()), group))

    def add_own(self, source: str, field: str, value: str, **params: str) -> None:
        """Add a raw line for a field without a meaning in a card: `X-ABOOK-CUSTOM1`."""
        word = _NO_NAME.sub("-", field.upper()).strip("-") or "OTHER"
        self.add(f"X-{source}-{word}", value, **params)

    def lines(self) -> tuple[ContentLine, ...]:
        """Return the lines so far."""
        return tuple(self._lines)
