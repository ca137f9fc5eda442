"""Writes contacts as vCards (RFC 2426, RFC 6350). The mapping decides what a card contains, and the codec how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plaintext_network.exchange.gate import ExportedContact
from plaintext_network.exchange.writers.formats import WriteOptions

_PRODUCT = "PRODID:-//plaintext_network//EN"


def write_vcards(contacts: Iterable[ExportedContact], options: WriteOptions) -> Iterator[bytes]:
    """Yield one card after another."""
    for contact in contacts:
        lines = ["BEGIN:VCARD", f"VERSION:{options.vcard}", _PRODUCT, *_lines(contact), "END:VCARD"]
        yield b"".join(_folded(line) for line in lines)


def _lines(contact: ExportedContact) -> Iterator[str]:
    values = contact.properties
    yield f"UID:{_escaped(contact.uid)}"
    yield f"FN:{_escaped(contact.name)}"
    yield f"N:{_escaped(contact.name)};;;;"
    for name, key in (("emails", "EMAIL"), ("phones", "TEL"), ("links", "URL"), ("organization", "ORG")):
        for value in values.get(name, ()):
            yield f"{key}:{_escaped(value)}"


def _escaped(text: str) -> str:
    for old, new in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        text = text.replace(old, new)
    return text


def _folded(line: str) -> bytes:
    """Return a line in UTF-8, folded at 75 octets without splitting a character (RFC 6350 §3.2)."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(piece) + len(octets) > 75 - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
