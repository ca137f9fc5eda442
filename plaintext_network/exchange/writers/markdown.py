"""Writes contacts as Markdown: notes that pnet adopts, one for each contact, or one page to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plaintext_network.exchange.file_kinds import file_kind
from plaintext_network.exchange.gate.gate import LEAVING, ON_REQUEST, ExportedContact
from plaintext_network.exchange.writers.records import LISTS
from plaintext_network.notes.inert_text import plain_text, quoted
from plaintext_network.notes.scalars import YamlText, format_scalar

_NAMES = (*LEAVING, *ON_REQUEST.values())
# What Markdown, or Obsidian, reads as more than text.
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~=$%^{}&]|(?<=:):|(?<=\()\()")


def write_page(contacts: Iterable[ExportedContact]) -> Iterator[bytes]:
    """Yield a page with a heading for each contact, and their values as a list."""
    yield b"# Contacts\n"
    for contact in contacts:
        lines = ["", f"## {_escaped(contact.name)}", ""]
        lines += [
            f"- {name}: {_escaped(value)}"
            for name in _NAMES
            for value in contact.properties.get(name, ())
            if name not in ("name", "uid")
        ]
        lines += [f"\n{quoted(contact.notes, 'pnet')}"] if contact.notes else []
        yield ("\n".join(lines) + "\n").encode()


def write_note(contact: ExportedContact, stem: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of a contact's note, and of their photo."""
    picture = f"{stem}.{file_kind(contact.photo.content)[0]}" if contact.photo else ""
    lines = ["---", "type: person"]
    for name in _NAMES:
        values = contact.properties.get(name, ())
        if name == "photo" and picture:
            values = (f"[[{picture}]]",)
        if name in LISTS and values:
            lines += [f"{name}:", *(f"  - {_scalar(value)}" for value in values)]
        elif values:
            lines.append(f"{name}: {_scalar(values[0])}")
    lines += ["---", f"# {_escaped(contact.name)}"]
    lines += [f"\n{quoted(contact.notes, 'pnet')}"] if contact.notes else []
    yield f"{stem}.md", ("\n".join(lines) + "\n").encode()
    if contact.photo:
        yield picture, contact.photo.content


def _scalar(value: str) -> str:
    return format_scalar(YamlText(value))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", plain_text(text))
