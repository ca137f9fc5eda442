"""Prints records as a table, plain lines, JSON, JSON lines, CSV or values ended by NUL. Knows nothing about contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from plaintext_network.errors import PnetError
from plaintext_network.escape import escape_json

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeGuard

    from plaintext_network.cli.output.record_types import Format
    from plaintext_network.cli.output.records_table import Layout
    from plaintext_network.cli.output.styles import Style
    from plaintext_network.cli.output.terminal import Channel, Screen
    from plaintext_network.records.record_types import Record, Value


# The fields that repeat the `source` of a record.
_OF_A_SOURCE = ("path", "line", "sources")

FORMATS: tuple[Format, ...] = ("table", "plain", "json", "jsonl", "csv", "null")


class UnknownField(PnetError):
    """Raised when --fields names a field that the records don't have."""

    exit_code = 2

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name, self.known = name, tuple(known)
        super().__init__(f"unknown field “{name}”\nthe fields are {', '.join(known)}")


def choose_format(wanted: Format | None, screen: Screen) -> Format:
    """Return the requested format; else a table on a terminal, plain lines in a pipe. A requested table is laid out."""
    if wanted == "table":
        screen.out.lay_out()
    return wanted or ("table" if screen.out.terminal else "plain")


def choose_fields(
    wanted: str | None, form: Format, *, known: Sequence[str], usual: Sequence[str]
) -> tuple[str, ...]:
    """Return the requested fields (`a,b,c`); else `known` in JSON and CSV, and `usual` in other formats.

    Raises UnknownField.
    """
    if wanted is None:
        return tuple(usual if form in ("table", "plain", "null") else known)
    fields = tuple(name.strip() for name in wanted.split(","))
    for name in fields:
        if name not in known:
            raise UnknownField(name, known)
    return fields


def rows(
    screen: Screen,
    records: Iterable[Record],
    fields: Sequence[str],
    form: Format,
    style: Callable[[Record, str], Style | None] | None = None,
    whole: str | None = None,
    optional: Sequence[str] | None = None,
    group: str | None = None,
    headings: Mapping[str, str] | None = None,
) -> None:
    """Print these fields of each record; a missing field counts as None.

    `path`, `line` and `sources` are those of the record's `source`, unless it has its own. `style` returns the style
    of a table cell. A table wraps the field `whole`, names and paths instead of shortening them. On a narrow terminal
    it leaves out the fields `optional`, the last first; without `optional`, any but the first and `whole`, and says so.
    It has an empty line where the value of the field `group` changes, and `headings` of fields instead of their names.
    """
    screen.clear_progress()
    out = screen.out
    if any(field in _OF_A_SOURCE for field in fields):
        records = (_placed(record, form) for record in records)
    if form == "table":
        # Late: only a table measures.
        from plaintext_network.cli.output.records_table import Layout

        _table(screen, tuple(records), fields, Layout(style, whole, optional, group, headings or {}))
    elif form == "plain":
        _plain(out, records, fields)
    elif form == "csv":
        _csv(out, records, fields)
    elif form == "null":
        _null(screen, records, fields)
    elif form == "jsonl":
        for record in records:
            out.write(_json(out, _chosen(record, fields), one_line=True) + "\n")
    else:
        out.write(_json(out, [_chosen(record, fields) for record in records]) + "\n")


def one(screen: Screen, record: Record) -> None:
    """Print a single record as a JSON object."""
    screen.clear_progress()
    screen.out.write(_json(screen.out, record) + "\n")


def document(out: Channel, value: Value) -> str:
    """Return a value as a JSON document, without a final newline."""
    return _json(out, value)


def json_line(out: Channel, record: Record) -> str:
    """Return a record as a JSON object on one line, without a newline."""
    return _json(out, record, one_line=True)


def _table(
    screen: Screen,
    records: Sequence[Record],
    fields: Sequence[str],
    layout: Layout,
) -> None:
    # Late: as in `rows`.
    from plaintext_network.cli.output.records_table import table

    out = screen.out

    def text(value: Value) -> str:
        return out.clean(_text(out, value))

    numbers = {
        field
        for field in fields
        if all(value is None or _is_number(value) for value in (record.get(field) for record in records))
    }
    if missing := table(out, records, fields, numbers, text, layout):
        screen.note(("muted", f"no room for {', '.join(missing)}: --format plain shows every field"))


def _placed(record: Record, form: Format) -> Record:
    """Return a record with the `path`, `line` and `sources` of its `source`, unless it has its own."""
    # Late: most lists have no place of a source.
    from plaintext_network.records.plain_values import places_of

    source = record.get("source")
    place = places_of(source) if isinstance(source, str) else None
    if not isinstance(place, Mapping):
        return record
    return {**place, "sources": (place if form in ("json", "jsonl") else source,), **record}


def _plain(out: Channel, records: Iterable[Record], fields: Sequence[str]) -> None:
    lines: list[list[str]] = []
    for record in records:
        values = map(record.get, fields)
        lines.append([v if v.__class__ is str else "" if v is None else _text(out, v) for v in values])
    # Checking the joined text is faster than thousands of fields: if the whole is clean, so is every part.
    together = "".join(map("".join, lines))
    if out.clean(together) is not together:
        lines = [list(map(out.clean, line)) for line in lines]
    if lines:
        out.write("\n".join(map("\t".join, lines)) + "\n")


def _csv(out: Channel, records: Iterable[Record], fields: Sequence[str]) -> None:
    # Late, both: CSV is rare.
    import csv

    from plaintext_network.model.language.formulas import guard

    writer = csv.writer(out, lineterminator="\n")

    def cell(value: Value) -> str | int | float:
        if _is_number(value):
            return value
        # Newlines and tabs are safe between quotes, and are read back unchanged.
        return guard(out.clean(_text(out, value), keep="\n\t"))

    writer.writerow([cell(field) for field in fields])
    for record in records:
        writer.writerow([cell(record.get(field)) for field in fields])


def _null(screen: Screen, records: Iterable[Record], fields: Sequence[str]) -> None:
    """Print each value exactly as it is, ended by a NUL byte, which no text of a note and no path contains."""
    # Late: only scripts ask for it.
    from plaintext_network.cli.output.terminal import exact_bytes

    out = screen.out
    values = (_text(out, record.get(field)).replace("\0", "") for record in records for field in fields)
    screen.write_bytes(exact_bytes(value) + b"\0" for value in values)


def _json(out: Channel, value: Value, *, one_line: bool = False) -> str:
    # Late, both: a table needs no JSON, and a line no module for long texts.
    if one_line:
        from json import dumps

        def text(value: Value, *, only_ascii: bool = False) -> str:
            return dumps(_jsonable(value), ensure_ascii=only_ascii)

    else:
        from plaintext_network.cli.output.json_text import json_text as text

    document = escape_json(text(value))
    return document if out.can_show(document) else text(value, only_ascii=True)


def _jsonable(value: Value) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        # JSON has no infinity or NaN; for any other number the difference is 0.
        return value if value - value == 0 else None
    if isinstance(value, Mapping):
        return {str(name): _jsonable(held) for name, held in value.items()}
    if isinstance(value, Sequence):
        return [_jsonable(held) for held in value]
    return value.isoformat()


def _chosen(record: Record, fields: Sequence[str]) -> Record:
    return record if tuple(record) == fields else {field: record.get(field) for field in fields}


def _text(out: Channel, value: Value) -> str:
    """Return a value as text: a list with commas, a mapping as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    # The most frequent types come first: a check against an abstract class takes longer than the rest.
    if value.__class__ is date:
        return str(value)
    if value.__class__ is not tuple and isinstance(value, Mapping):
        return _json(out, value, one_line=True)
    if isinstance(value, Sequence):
        return ", ".join([_text(out, held) for held in value])
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _is_number(value: Value) -> TypeGuard[int | float]:
    """Return whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
