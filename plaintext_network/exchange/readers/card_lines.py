"""Builds the lines of a card from the values of a row, so that one mapping serves every format. Knows no columns."""

from __future__ import annotations

from plaintext_network.exchange.vcard.content_line import ContentLine

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def escaped(text: str) -> str:
    """Return text as one value of a card (RFC 6350 §3.4)."""
    return (
        text.replace("\\", "\\\\")
        .replace(",", "\\,")
        .replace(";", "\\;")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\n", "\\n")
    )


class CardLines:
    """Collects the lines of one card in order. Empty values add no line; labels get groups of their own."""

    def __init__(self) -> None:
        self._lines: list[ContentLine] = []
        self._groups = 0

    def add(self, name: str, value: str, *, types: Sequence[str] = (), label: str = "") -> None:
        """Add a line with a text as its value."""
        if value.strip():
            self.add_raw(name, escaped(value.strip()), types=types, label=label)

    def add_parts(
        self, name: str, parts: Sequence[str], *, types: Sequence[str] = (), label: str = ""
    ) -> None:
        """Add a line with a structured value, such as N or ADR, unless all parts are empty."""
        if any(part.strip() for part in parts):
            self.add_raw(name, ";".join(escaped(part.strip()) for part in parts), types=types, label=label)

    def add_list(self, name: str, values: Sequence[str]) -> None:
        """Add a line with a list of texts, such as NICKNAME, without repeats."""
        if values:
            self.add_raw(name, ",".join(map(escaped, dict.fromkeys(values))))

    def add_raw(self, name: str, value: str, *, types: Sequence[str] = (), label: str = "") -> None:
        """Add a line with a value that is already escaped."""
        group = ""
        if label.strip():
            self._groups += 1
            group = f"item{self._groups}"
        params = (("TYPE", tuple(types)),) if types else ()
        self._lines.append(ContentLine(name, value, group, params))
        if group:
            self._lines.append(ContentLine("X-ABLabel", escaped(label.strip()), group))

    def lines(self) -> tuple[ContentLine, ...]:
        """Return the lines so far."""
        return tuple(self._lines)
