"""Converts the attributes of an LDIF entry to a card. Reads no file."""

from __future__ import annotations

import base64

from plaintext_network.exchange import limits
from plaintext_network.exchange.file_kinds import file_kind, is_picture
from plaintext_network.exchange.readers.card_builder import CardBuilder
from plaintext_network.exchange.readers.ldif_attributes import Attributes
from plaintext_network.exchange.readers.ldif_tables import (
    DATES,
    HOME,
    IGNORED,
    KEYS,
    LINES,
    LISTS,
    MEMBERS,
    NAMES,
    NICKNAMES,
    PARTS_OF_NAME,
    PERSONS,
    PHOTOS,
    THINGS,
    UNITS,
    UNSET,
    UUID,
    WHOLE_DATES,
    WORK,
)
from plaintext_network.exchange.record import RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import Card

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plaintext_network.exchange.readers.ldif_values import Value
    from plaintext_network.exchange.readers.options import Item
    from plaintext_network.exchange.record import Origin


def read_entry(values: Sequence[Value], origin: Origin) -> Item:
    """Return the card of an entry, or why it is none. `values` has at least one."""
    attributes = Attributes(values)
    entry_id = attributes.take_first("dn")
    name = attributes.first(*NAMES) or entry_id
    if not attributes.known:
        return RefusedRecord(origin, "it has no lines of the form “attribute: value”", entry_id)
    change = attributes.first("changetype").lower()
    if change and change != "add":
        return SkippedRecord(origin, f"it is a change of an entry ({change}), not an entry", name)
    classes = {text.lower() for text in attributes.all("objectclass")}
    if not classes & PERSONS or "computer" in classes:
        if classes & LISTS or (not classes and attributes.known & MEMBERS):
            return SkippedRecord(origin, "it is a list of people", name)
        if thing := sorted(classes & THINGS):
            return SkippedRecord(origin, f"it is not a person, but: {', '.join(thing)}", name)
    large = next((value for value in values if _size(value) > limits.VALUE), None)
    if large:
        return RefusedRecord(origin, f"its {large.attribute} is larger than {limits.VALUE >> 20} MB", name)
    lines = CardBuilder()
    _add_lines(lines, attributes)
    if not any(line.key in _EVIDENCE for line in lines.lines()):
        return SkippedRecord(origin, "it has no name, address or number of a person", name)
    program = "Thunderbird" if any("mozilla" in one for one in classes) else ""
    return SourceCard(Card(lines.lines(), line=origin.line), origin, id=entry_id, program=program)


# An entry without one of these is no contact.
_EVIDENCE = frozenset(("FN", "N", "EMAIL", "TEL", "ORG", "NICKNAME", "ADR"))


def _size(value: Value) -> int:
    """Return how long a value is in a card, where bytes are base64."""
    return len(value.text) if value.content is None else len(value.content) * 4 // 3


def _add_lines(lines: CardBuilder, attributes: Attributes) -> None:
    _add_names(lines, attributes)
    organization = attributes.take_first("o", "organizationname", "company", "companyname")
    units = [value.text for value in attributes.take(*UNITS)]
    if organization or units:
        lines.add_parts("ORG", (organization, *units))
    for value in attributes.take("uid"):
        # A login's name elsewhere; programs that export a card's UID write it here.
        lines.add("UID" if UUID.fullmatch(value.text) else "X-LDIF-UID", value.text)
    for name, types, synonyms in LINES:
        for text in dict.fromkeys(value.text for value in attributes.take(*synonyms)):
            lines.add(name, text, types=types)
    for value in attributes.take("labeleduri", "labeledurl"):
        url, _, label = value.text.partition(" ")
        lines.add("URL", url, label=label)
    for value in attributes.take("proxyaddresses"):
        scheme, _, address = value.text.rpartition(":")
        is_mail = scheme.lower() in ("", "smtp")
        lines.add(*(("EMAIL", address) if is_mail else ("X-LDIF-PROXYADDRESSES", value.text)))
    _add_address(lines, attributes, HOME, "HOME")
    _add_address(lines, attributes, WORK, "WORK")
    _add_dates(lines, attributes)
    _add_bytes(lines, attributes)
    for value in attributes.rest():
        _add_rest(lines, value)


def _add_names(lines: CardBuilder, attributes: Attributes) -> None:
    parts = [attributes.take_first(*synonyms) for synonyms in PARTS_OF_NAME]
    family, given = parts[:2]
    natural = f"{given} {family}".strip()
    names = list(dict.fromkeys(filter(None, (value.text for value in attributes.take(*NAMES)))))
    # A directory sorts by “Lovelace, Ada”; people write “Ada Lovelace”.
    turned = {f"{family}, {given}", f"{family} {given}"} if family and given else set()
    own = [name for name in names if name not in turned]
    full = natural if natural in names or (natural and not own) else next(iter(own), "")
    lines.add("FN", full)
    lines.add_parts("N", parts)
    nicknames = [value.text for value in attributes.take(*NICKNAMES)] + [name for name in own if name != full]
    lines.add_list("NICKNAME", nicknames)


def _add_address(
    lines: CardBuilder, attributes: Attributes, fields: tuple[tuple[str, ...], ...], word: str
) -> None:
    street, second, *others = (attributes.take_first(*synonyms) for synonyms in fields)
    box = attributes.take_first("postofficebox") if word == "WORK" else ""
    if word == "WORK":
        # A whole address with `$` between its lines (RFC 4517 §3.3.28); old Mozilla programs write only the street.
        for value in attributes.take("postaladdress"):
            whole = ", ".join(part.strip() for part in _postal_lines(value.text))
            if street or ("$" in value.text and any(others)):
                lines.add("X-LDIF-POSTALADDRESS", value.text)
            else:
                street = whole
    elif "$" in street:
        street = ", ".join(part.strip() for part in _postal_lines(street))
    lines.add_parts("ADR", (box, "", ", ".join(filter(None, (street, second))), *others), types=(word,))


def _postal_lines(text: str) -> Iterator[str]:
    return (part.replace("\\24", "$").replace("\\5c", "\\").replace("\\5C", "\\") for part in text.split("$"))


def _add_dates(lines: CardBuilder, attributes: Attributes) -> None:
    for name, word, day_name in DATES:
        year, month, day = (attributes.first(key) for key in (f"{word}year", f"{word}month", day_name))
        if not (_is_within(month, 12) and _is_within(day, 31)):
            continue
        attributes.take(f"{word}year", f"{word}month", day_name)
        date = f"{int(month):02}-{int(day):02}"
        lines.add(name, f"{int(year):04}-{date}" if _is_within(year, 9999) else f"--{date}")
    for name, synonyms in WHOLE_DATES:
        lines.add(name, attributes.take_first(*synonyms))


def _is_within(text: str, last: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= last


def _add_bytes(lines: CardBuilder, attributes: Attributes) -> None:
    for name, synonyms in (("PHOTO", PHOTOS), ("KEY", KEYS)):
        for value in attributes.take(*synonyms):
            if value.content:
                text = base64.b64encode(value.content).decode("ascii")
                types = (_image_type(value.content),) if name == "PHOTO" else ()
                lines.add_raw(name, text, types=types, ENCODING="b")
            else:
                lines.add_own("LDIF", value.attribute, value.text)


def _image_type(content: bytes) -> str:
    """Return the TYPE of a picture; JPEG, as the usual attribute is called, for bytes of no known kind."""
    return file_kind(content)[1].removeprefix("image/").upper() if is_picture(content) else "JPEG"


def _is_worth_a_line(value: Value) -> bool:
    if value.attribute in UNSET and value.text.lower() in ("", "0", "false", "unknown"):
        return False
    return value.attribute not in IGNORED and "password" not in value.attribute


def _add_rest(lines: CardBuilder, value: Value) -> None:
    if not value.attribute:
        # A line that can't be parsed is its own value.
        lines.add_raw("", value.text)
    elif _is_worth_a_line(value):
        params = {"LANGUAGE": value.language} if value.language else {}
        if value.url:
            params["VALUE"] = "uri"
        if value.content is not None and not value.text.isprintable() and "\n" not in value.text:
            text = base64.b64encode(value.content).decode("ascii")
            lines.add_own("LDIF", value.attribute, text, ENCODING="b", **params)
        else:
            lines.add_own("LDIF", value.attribute, value.text, **params)
