"""Collects what a row says about one person, and builds the card that says the same. Knows no columns."""

from __future__ import annotations

import re

from plaintext_network.exchange.readers.card_builder import CardBuilder
from plaintext_network.exchange.readers.dates import is_no_date, read_day
from plaintext_network.exchange.record import Origin, SkippedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# The parts of a name and of an address in the order of vCard (RFC 6350 §6.2.2, §6.3.1).
NAME_PARTS = ("last", "first", "middle", "prefix", "suffix")
ADDRESS_PARTS = ("box", "extended", "street", "city", "region", "code", "country")


class _Typed(NamedTuple):
    """A value with its TYPE and its label: “work”, or words of the user's own."""

    name: str
    value: str
    types: tuple[str, ...] = ()
    label: str = ""


class PersonRow:
    """One person while a row is read. `source` names the raw lines of what vCard has no line for: `X-OUTLOOK-HOBBY`."""

    def __init__(self, source: str, *, day_first: bool | None = None) -> None:
        self._source = source
        self.day_first = day_first
        self.name: dict[str, str] = {}
        self.organization: list[str] = ["", ""]
        self.properties: dict[str, tuple[str, ...]] = {}
        self.id = ""
        self._typed: list[_Typed] = []
        self._addresses: dict[str, dict[str, str]] = {}
        self._address_types: dict[str, _Typed] = {}
        self._lists: dict[str, list[str]] = {"NICKNAME": [], "CATEGORIES": []}
        self._texts: list[tuple[str, str]] = []
        self._raw: list[_Typed] = []

    def add_text(self, name: str, value: str) -> None:
        """Add a line that has a single text, such as TITLE or NOTE."""
        if value.strip():
            self._texts.append((name, value))

    def set_text(self, name: str, value: str) -> None:
        """Add a line that has a single text, unless there is one of this name."""
        if not any(other == name for other, _ in self._texts):
            self.add_text(name, value)

    def add_list(self, name: str, values: Sequence[str]) -> None:
        """Add values to NICKNAME or CATEGORIES."""
        self._lists[name] += [value.strip() for value in values if value.strip()]

    def add_typed(self, name: str, value: str, types: Sequence[str] = (), label: str = "") -> None:
        """Add an EMAIL, TEL, URL or similar line; the same value twice adds one line."""
        value = value.strip()
        if value and not any(one.name == name and one.value == value for one in self._typed):
            self._typed.append(_Typed(name, value, tuple(types), label))

    def add_address(
        self, key: str, part: str, value: str, types: Sequence[str] = (), label: str = ""
    ) -> None:
        """Set a part of an address, one of ADDRESS_PARTS or `formatted`; lines of the same part follow one another."""
        value = value.strip()
        if value:
            parts = self._addresses.setdefault(key, {})
            parts[part] = f"{parts[part]}\n{value}" if part in parts else value
            self._address_types[key] = _Typed("ADR", "", tuple(types), label)

    def add_date(self, name: str, value: str, title: str) -> None:
        """Add BDAY, ANNIVERSARY or another day. What can't be read for sure stays as a raw line."""
        if not value.strip() or is_no_date(value):
            return
        day = read_day(value, self.day_first)
        if day and name in ("BDAY", "ANNIVERSARY"):
            self._texts.append((name, day))
        elif day:
            self._raw.append(_Typed("X-ABDATE", day, label=name))
        else:
            self.add_raw(title, value)

    def add_raw(self, title: str, value: str) -> None:
        """Add a line for a column without a meaning of its own."""
        if value.strip():
            word = ascii_word(title)
            # A title in another alphabet becomes a label.
            name = f"X-{self._source.upper()}-{word or 'COLUMN'}"
            self._raw.append(_Typed(name, value.strip(), label="" if word else title.strip()))

    def add_labelled(self, name: str, value: str, label: str) -> None:
        """Add a raw line with a label, such as a relative: `item1.X-ABRELATEDNAMES:Grace`."""
        if value.strip():
            self._raw.append(_Typed(name, value.strip(), label=label))

    def item(self, origin: Origin) -> SourceCard | SkippedRecord:
        """Return the card of the row; a row without anything to call the person by is skipped."""
        shown, kind = self._shown_name()
        if not shown:
            return SkippedRecord(origin, "it has no name, e-mail address or phone number")
        lines = CardBuilder()
        lines.add("FN", shown)
        lines.add_parts("N", [self.name.get(part, "") for part in NAME_PARTS])
        if kind:
            lines.add("KIND", kind)
        lines.add_list("NICKNAME", self._lists["NICKNAME"])
        if self.organization[1].strip():
            lines.add_parts("ORG", self.organization)
        else:
            lines.add("ORG", self.organization[0])
        for name, value in self._texts:
            if name == "TITLE":
                lines.add(name, value)
        for one in self._typed:
            lines.add(one.name, one.value, types=one.types, label=one.label)
        for key, parts in self._addresses.items():
            typed = self._address_types[key]
            lines.add_parts("ADR", _address(parts), types=typed.types, label=typed.label)
        for name, value in self._texts:
            if name != "TITLE":
                lines.add(name, value)
        lines.add_list("CATEGORIES", self._lists["CATEGORIES"])
        for one in self._raw:
            lines.add(one.name, one.value, types=one.types, label=one.label)
        return SourceCard(
            Card(lines.lines(), line=origin.line), origin, id=self.id, properties=self.properties
        )

    def _shown_name(self) -> tuple[str, str]:
        """Return what to call the person, and `org` if the row is about an organization."""
        whole = self.name.get("full", "").strip()
        spoken = spoken_name(*(self.name.get(part, "") for part in ("first", "middle", "last")))
        if whole or spoken:
            return whole or spoken, ""
        if self.organization[0].strip():
            return self.organization[0].strip(), "org"
        others = [
            *self._lists["NICKNAME"],
            *(one.value for one in self._typed if one.name in ("EMAIL", "TEL")),
        ]
        return (others[0] if others else ""), ""


def _address(parts: dict[str, str]) -> list[str]:
    if any(parts.get(part) for part in ADDRESS_PARTS):
        whole = parts.get("formatted", "")
        if whole and not parts.get("street") and not parts.get("box"):
            # A column “Address” beside one for the city has the street; what it repeats counts once.
            said = whole.casefold()
            rest = said
            for part, value in parts.items():
                if part != "formatted":
                    rest = rest.replace(value.casefold(), "")
            if not any(map(str.isalnum, rest)):
                # It says nothing more, such as of somebody of whom only the city is known.
                return [parts.get(part, "") for part in ADDRESS_PARTS]
            others = {part: value for part, value in parts.items() if value.casefold() not in said}
            return [{**others, "street": whole}.get(part, "") for part in ADDRESS_PARTS]
        return [parts.get(part, "") for part in ADDRESS_PARTS]
    return ["", "", parts.get("formatted", ""), "", "", "", ""]


def spoken_name(first: str, middle: str, last: str) -> str:
    """Return a name in the order in which it is spoken: the family name first, without spaces, in Chinese, Japanese and Korean."""
    parts = [part.strip() for part in (first, middle, last)]
    if parts[0] and parts[2] and all(map(_is_east_asian, "".join(parts))):
        return parts[2] + parts[0] + parts[1]
    return " ".join(part for part in parts if part)


def _is_east_asian(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3"


def ascii_word(title: str) -> str:
    """Return a title as the end of the name of a line: `REFERRED-BY`; "" if it has no letter of the Latin alphabet."""
    # Late: many rows have no such column.
    from unicodedata import normalize

    plain = normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode()
    word = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").upper()[:40].rstrip("-")
    return word if re.search("[A-Z]", word) else ""
