"""Writes contacts as Google's CSV, with the columns of its present header. Knows no vault."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain

from plaintext_network.exchange.cards.dates import day_of
from plaintext_network.exchange.gate.gate import ExportedContact
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.writers.card_values import (
    TypedText,
    addresses,
    first_text,
    name_of,
    organization_of,
    texts,
    typed_texts,
)
from plaintext_network.exchange.writers.contact_card import contact_card
from plaintext_network.model.language.formulas import guard
from plaintext_network.named_tuples import NamedTuple

_SINGLE = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels",
)  # fmt: skip
# What a contact may have several of, and the columns of each.
_REPEATED = {
    "E-mail": ("Label", "Value"),
    "Phone": ("Label", "Value"),
    "Address": (
        "Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country", "Extended Address",
    ),
    "Website": ("Label", "Value"),
    "Event": ("Label", "Value"),
    "Relation": ("Label", "Value"),
    "Custom Field": ("Label", "Value"),
}  # fmt: skip
_LIST = " ::: "
# Google would store the guard with a number or a day without a year, and neither can call a function.
_HARMLESS = re.compile(r"[-+][-+ ()\d./]*")
_UNGUARDED = re.compile(r"Phone \d+ - Value|Birthday|Event \d+ - Value")
_PHONES = (
    ("fax", "Fax"), ("pager", "Pager"), ("main", "Main"), ("cell", "Mobile"), ("iphone", "Mobile"),
)  # fmt: skip
_HANDLES = ("IMPP", "X-SOCIALPROFILE", "X-SKYPE", "X-JABBER", "X-TWITTER")


class _Row(NamedTuple):
    """The cells of one contact: of the single columns, and of each repeated kind one tuple a value."""

    single: dict[str, str]
    repeated: dict[str, list[tuple[str, ...]]]


def write_google(contacts: Iterable[ExportedContact]) -> Iterator[bytes]:
    """Yield a header with as many repeated columns as the contacts need, and one row for each contact."""
    rows = [_row(contact, contact_card(contact)) for contact in contacts]
    counts = {kind: max((len(row.repeated[kind]) for row in rows), default=0) for kind in _REPEATED}
    header = [
        *_SINGLE,
        *(
            f"{kind} {number} - {column}"
            for kind, columns in _REPEATED.items()
            for number in range(1, max(counts[kind], 1) + 1)
            for column in columns
        ),
    ]
    yield _csv([header])
    unguarded = [bool(_UNGUARDED.fullmatch(title)) for title in header]
    for start in range(0, len(rows), 500):
        cells = (_cells(row, counts) for row in rows[start : start + 500])
        yield _csv([list(map(_guarded, row, unguarded)) for row in cells])


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    held = StringIO(newline="")
    csv.writer(held).writerows(rows)
    return held.getvalue().encode()


def _guarded(cell: str, is_number: bool) -> str:
    return cell if is_number and _HARMLESS.fullmatch(cell) else guard(cell)


def _cells(row: _Row, counts: dict[str, int]) -> list[str]:
    cells = [row.single.get(column, "") for column in _SINGLE]
    for kind, columns in _REPEATED.items():
        values = row.repeated[kind]
        missing = max(counts[kind], 1) - len(values)
        cells.extend(chain.from_iterable(values))
        cells.extend([""] * (missing * len(columns)))
    return cells


def _row(contact: ExportedContact, card: Card) -> _Row:
    name, (organization, unit) = name_of(card, contact.name), organization_of(card)
    single = {
        "First Name": name.given,
        "Middle Name": name.middle,
        "Last Name": name.family,
        "Name Prefix": name.prefix,
        "Name Suffix": name.suffix,
        "Phonetic First Name": first_text(card, "X-PHONETIC-FIRST-NAME"),
        "Phonetic Middle Name": first_text(card, "X-PHONETIC-MIDDLE-NAME"),
        "Phonetic Last Name": first_text(card, "X-PHONETIC-LAST-NAME"),
        "Nickname": _LIST.join(texts(card, "NICKNAME")),
        "Organization Name": organization,
        "Organization Title": first_text(card, "TITLE"),
        "Organization Department": unit,
        "Birthday": _day(first_text(card, "BDAY")),
        "Notes": "\n\n".join(contact.notes),
        "Labels": _LIST.join(texts(card, "CATEGORIES")),
    }
    repeated: dict[str, list[tuple[str, ...]]] = {
        "E-mail": [(_label(one), one.text) for one in typed_texts(card, "EMAIL")],
        "Phone": [(_phone_label(one), one.text) for one in typed_texts(card, "TEL")],
        "Website": [(_label(one), one.text) for one in typed_texts(card, "URL")],
        "Address": [
            (
                _label(TypedText("", one.types, one.label)), one.formatted, one.street, one.city, one.box, one.region,
                one.code, one.country, one.extended,
            )
            for one in addresses(card)
        ],
        "Event": list(_events(card)),
        "Relation": [
            (_label(one), one.text)
            for key in ("RELATED", "X-ABRELATEDNAMES")
            for one in typed_texts(card, key)
        ],
        "Custom Field": [
            (_label(one) or key.removeprefix("X-"), one.text)
            for key in _HANDLES
            for one in typed_texts(card, key)
        ],
    }  # fmt: skip
    return _Row(single, repeated)


def _label(value: TypedText) -> str:
    if value.label:
        return value.label
    for word in ("home", "work", "other"):
        if word in value.types:
            return word.title()
    return ""


def _phone_label(value: TypedText) -> str:
    if value.label:
        return value.label
    place = next((word.title() for word in ("home", "work") if word in value.types), "")
    kind = next((label for word, label in _PHONES if word in value.types), "")
    # Google has labels for a fax at home or at work, and for no other pair.
    return f"{place} {kind}".strip() if kind == "Fax" or not (place and kind) else kind


def _events(card: Card) -> Iterator[tuple[str, str]]:
    for line in typed_texts(card, "ANNIVERSARY"):
        yield line.label or "Anniversary", _day(line.text)
    for line in typed_texts(card, "X-ABDATE"):
        yield line.label, _day(line.text)


def _day(text: str) -> str:
    """Return a day of a card as Google writes it: 1815-12-10, or without a year --12-10."""
    day = day_of(text)
    return f"--{day}" if len(day) == len("12-10") else day or text
