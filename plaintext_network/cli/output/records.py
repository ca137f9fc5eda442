"""Prints records as a table, plain lines, JSON, JSON lines or CSV. Knows nothing about contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plaintext_network.cli.output.escape import escape_json, guard
from plaintext_network.errors import PnetError

# Defined rather than imported: only annotations need `typing`, and it costs more than this module.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from typing import Any, Literal, TypeAlias, TypeGuard

    from plaintext_network.cli.output.terminal import Channel, Part, Screen, Style

    Format: TypeAlias = Literal["table", "plain", "json", "jsonl", "csv"]
    Value: TypeAlias = str | int | float | date | Sequence["Value"] | Mapping[str, "Value"] | None
    Record: TypeAlias = Mapping[str, Value]

FORMATS: tuple[Format, ...] = ("table", "plain", "json", "jsonl", "csv")


class UnknownField(PnetError):
    """Raised when --fields names a field that the records don't have."""

    exit_code = 2

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name, self.known = name, tuple(known)
        super().__init__(f"unknown field “{name}”\nthe fields are {', '.join(known)}")


def choose_format(wanted: Format | None, screen: Screen) -> Format:
    """Return the requested format; else a table on a terminal, plain lines in a pipe."""
    return wanted or ("table" if screen.out.terminal else "plain")


def choose_fields(
    wanted: str | None, form: Format, *, known: Sequence[str], usual: Sequence[str]
) -> tuple[str, ...]:
    """Return the requested fields (`a,b,c`); else `usual` in a table or plain lines, and `known` in other formats.

    Raises UnknownField.
    """
    if wanted is None:
        return tuple(usual if form in ("table", "plain") else known)
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
) -> None:
    """Print these fields of each record; a missing field counts as None.

    `style` returns the style of a table cell. A table wraps the field `whole` instead of shortening it.
    """
    screen.clear_progress()
    out = screen.out
    if form == "table":
        _table(out, tuple(records), fields, style, whole)
    elif form == "plain":
        _plain(out, records, fields)
    elif form == "csv":
        _csv(out, records, fields)
    elif form == "jsonl":
        for record in records:
            out.write(_json(out, _chosen(record, fields)) + "\n")
    else:
        out.write(_json(out, [_chosen(record, fields) for record in records], indent=2) + "\n")


def one(screen: Screen, record: Record) -> None:
    """Print a single record as a JSON object."""
    screen.clear_progress()
    screen.out.write(_json(screen.out, _chosen(record, tuple(record)), indent=2) + "\n")


def document(out: Channel, value: Value) -> str:
    """Return a value as a JSON document, without a final newline."""
    return _json(out, _jsonable(value), indent=2)


def record_of(value: Any) -> Value:
    """Convert named tuples to mappings by field name, at any depth."""
    if hasattr(value, "_fields"):
        return {name: record_of(getattr(value, name)) for name in value._fields}
    if isinstance(value, Mapping):
        return {str(name): record_of(held) for name, held in value.items()}
    if isinstance(value, tuple | list):
        return tuple(map(record_of, value))
    held: Value = value
    return held


def json_line(out: Channel, record: Record) -> str:
    """Return a record as a JSON object on one line, without a newline."""
    return _json(out, _chosen(record, tuple(record)))


def _table(
    out: Channel,
    records: Sequence[Record],
    fields: Sequence[str],
    style: Callable[[Record, str], Style | None] | None,
    whole: str | None,
) -> None:
    if not records or not fields:
        return
    # Late: only a table measures.
    from plaintext_network.cli.output.table import share, width, wrap

    lines = [[out.clean(field) for field in fields]]
    lines += [[out.clean(_text(out, record.get(field))) for field in fields] for record in records]
    shares = [max(map(width, column)) for column in zip(*lines, strict=True)]
    numbers: set[int] = set()
    rigid: set[int] = set()
    for column, field in enumerate(fields):
        held = [value for record in records if (value := record.get(field)) is not None]
        if all(map(_is_number, held)):
            numbers.add(column)
        if not any(isinstance(value, Sequence | Mapping) for value in held):
            rigid.add(column)
    if out.columns is not None:
        shares = share(shares, out.columns, rigid)
    _table_line(out, lines[0], shares, numbers, ["heading"] * len(fields))
    for record, line in zip(records, lines[1:], strict=True):
        styles = [style(record, field) if style else None for field in fields]
        more: list[str] = []
        if whole in fields[: len(shares)]:
            column = fields.index(whole)
            line[column], *more = wrap(line[column], shares[column])
        _table_line(out, line, shares, numbers, styles)
        for rest in more:
            _table_line(out, [rest if n == column else "" for n in range(len(line))], shares, numbers, styles)


def _table_line(
    out: Channel,
    texts: Sequence[str],
    shares: Sequence[int],
    numbers: set[int],
    styles: Sequence[Style | None],
) -> None:
    # Late: as in `_table`.
    from plaintext_network.cli.output.table import GAP, fit, width

    parts: list[Part] = []
    # Spaces are written only before the text that follows them, so that no line ends with spaces.
    blanks = 0
    for column, columns in enumerate(shares):
        shown = fit(texts[column], columns, out.mark)
        rest = columns - width(shown)
        if shown:
            before = rest if column in numbers else 0
            style = styles[column]
            parts += [" " * (blanks + before), (style, shown) if style else shown]
            blanks, rest = 0, rest - before
        blanks += rest + GAP
    out.write(out.line(parts))


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
    # Late: CSV is rare.
    import csv

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_cell(out, field) for field in fields])
    for record in records:
        writer.writerow([_csv_cell(out, record.get(field)) for field in fields])


def _csv_cell(out: Channel, value: Value) -> str | int | float:
    if _is_number(value):
        return value
    # Newlines and tabs are safe between quotes, and are read back unchanged.
    return guard(out.clean(_text(out, value), keep="\n\t"))


def _json(out: Channel, value: object, indent: int | None = None) -> str:
    # Late: a count in a shell prompt needs no JSON.
    import json

    document = escape_json(json.dumps(value, ensure_ascii=False, indent=indent))
    return document if out.can_show(document) else json.dumps(value, indent=indent)


def _chosen(record: Record, fields: Sequence[str]) -> dict[str, object]:
    return {field: _jsonable(record.get(field)) for field in fields}


def _jsonable(value: Value) -> object:
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


def _text(out: Channel, value: Value) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Mapping):
        return _json(out, _jsonable(value))
    if isinstance(value, Sequence):
        return ", ".join(_text(out, held) for held in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _is_number(value: Value) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
