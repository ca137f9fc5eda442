"""Writes contacts as records by the names of properties: CSV (RFC 4180), JSON (RFC 8259) and JSON lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from plaintext_network.exchange.gate.gate import LEAVING, ON_REQUEST, ExportedContact
from plaintext_network.exchange.list_cells import join_list
from plaintext_network.exchange.record import Attachment
from plaintext_network.exchange.writers.write_options import WriteOptions
from plaintext_network.model.language.formulas import guard
from plaintext_network.model.note.properties import list_names

LISTS = list_names("contact")


def fields(options: WriteOptions) -> tuple[str, ...]:
    """Return the names of a record's fields: the same for every contact."""
    return (*LEAVING, *(name for word, name in ON_REQUEST.items() if word in options.extras))


def write_json(contacts: Iterable[ExportedContact], options: WriteOptions) -> Iterator[bytes]:
    """Yield one list of objects, indented."""
    names, before = fields(options), "[\n"
    for contact in contacts:
        text = _json(_record(contact, names), indent=2).replace("\n", "\n  ")
        yield f"{before}  {text}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def write_jsonl(contacts: Iterable[ExportedContact], options: WriteOptions) -> Iterator[bytes]:
    """Yield one object a line."""
    names = fields(options)
    for contact in contacts:
        yield f"{_json(_record(contact, names))}\n".encode()


def write_csv(contacts: Iterable[ExportedContact], options: WriteOptions) -> Iterator[bytes]:
    """Yield a header of names and one row for each contact. `list_cells` says how a cell contains several values."""
    # Late, both: other formats need neither.
    import csv
    from io import StringIO

    names = tuple(name for name in fields(options) if name != "photo")
    held = StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(names)
    for contact in contacts:
        writer.writerow([guard(_cell(contact, name)) for name in names])
        if held.tell() > 65536:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


def _cell(contact: ExportedContact, name: str) -> str:
    values = contact.values(name)
    if name in LISTS or name == "notes":
        return join_list(values)
    return values[0] if values else ""


def _record(contact: ExportedContact, names: Iterable[str]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name in names:
        values = contact.values(name)
        record[name] = list(values) if name in LISTS or name == "notes" else values[0] if values else None
    if "photo" in record:
        record["photo"] = _data_uri(contact.photo) if contact.photo else None
    return record


def _data_uri(photo: Attachment) -> str:
    """Return a picture as a `data:` URI (RFC 2397)."""
    # Late: few exports have photos.
    from base64 import b64encode

    return f"data:{photo.media_type};base64,{b64encode(photo.content).decode()}"


def _json(record: dict[str, Any], indent: int | None = None) -> str:
    # Late: other formats need none.
    from json import dumps

    return dumps(record, ensure_ascii=False, indent=indent)
