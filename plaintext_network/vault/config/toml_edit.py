"""Adds keys and list items to the text of a TOML file, and leaves every other character as it is. Knows no setting."""

import re
import tomllib
from collections.abc import Iterable, Iterator

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.config.toml_positions import _TOKEN, _key
from plaintext_network.vault.config.toml_table import dotted

Path = tuple[str, ...]


class _Layout(NamedTuple):
    """Where values are, as half-open offsets, and where each table with a header of its own ends: after its last value."""

    values: dict[Path, tuple[int, int]]
    ends: dict[Path, int]


def add_key(text: str, table: Path, key: str, value: str) -> str | None:
    """Return the text with a new key in a table, or None if that can't be proved to change nothing else.

    `value` is TOML. The key goes below the last one of its table; a table that is missing goes to the end.
    """
    wanted = tomllib.loads(f"{dotted(*table, key)} = {value}")
    for changed in _with_key(text, table, key, value):
        if _is_merged(text, changed, wanted):
            return changed
    return None


def add_items(text: str, path: Path, items: Iterable[str]) -> str | None:
    """Return the text with more items at the end of a list, or None if that can't be proved. `items` are TOML.

    A single value becomes a list.
    """
    span = _layout(text).values.get(path)
    if span is None:
        return None
    start, end = span
    added = list(items)
    if text[start] != "[":
        changed = f"{text[:start]}[{', '.join((text[start:end], *added))}]{text[end:]}"
    else:
        changed = _with_items(text, start, end, added)
    wanted = tomllib.loads(f"{dotted(*path)} = [{', '.join(added)}]")
    return changed if _is_merged(text, changed, wanted) else None


def _with_key(text: str, table: Path, key: str, value: str) -> Iterator[str]:
    """Yield the text with the key in each place where it may go, the best first."""
    line = f"{dotted(key)} = {value}"
    ends = _layout(text).ends
    if table in ends:
        at = _line_end(text, ends[table])
        yield f"{text[:at]}\n{line}{text[at:]}"
    if table:
        yield (
            f"{text.rstrip()}\n\n[{dotted(*table)}]\n{line}\n"
            if text.strip()
            else f"[{dotted(*table)}]\n{line}\n"
        )
    full = f"{dotted(*table, key)} = {value}"
    if () in ends:
        at = _line_end(text, ends[()])
        yield f"{text[:at]}\n{full}{text[at:]}"
    # Before the first table: at the end, it would belong to the last one.
    head = re.match(r"(?:#[^\n]*(?:\n|\Z))*\n?", text)
    at = head.end() if head else 0
    yield f"{text[:at]}{full}\n{'' if not text[at:].strip() or text[at] == chr(10) else chr(10)}{text[at:]}"


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _layout(text: str) -> _Layout:
    """Return where values and tables are. Tables in an array of tables are left out."""
    values: dict[Path, tuple[int, int]] = {}
    ends: dict[Path, int] = {}
    table: Path | None = ()
    parts: list[str] = []
    where, depth, start, end = "key", 0, -1, 0
    for token in _TOKEN.finditer(text):
        kind, written = token.lastgroup, token[0]
        if kind == "blank":
            continue
        if kind == "newline" and not depth:
            if where == "value" and table is not None and start >= 0:
                values[(*table, *parts)] = (start, end)
                ends[table] = end
            where, parts, start = "key", [], -1
        elif kind == "newline":
            continue
        elif where == "value":
            depth += (written in ("[", "{") and kind == "mark") - (written in ("]", "}") and kind == "mark")
            start, end = (token.start() if start < 0 else start), token.end()
        elif kind in ("string", "bare"):
            parts.append(_key(written))
        elif written == "=" and where == "key":
            where = "value"
        elif written == "[" and where == "key" and not parts:
            where = "header"
        elif written == "[" and where == "header":
            # The first of `[[`.
            where, table = "array of tables", None
        elif written == "]" and where == "header":
            table = tuple(parts)
            ends[table] = token.end()
            where = "done"
    if where == "value" and table is not None and start >= 0:
        values[(*table, *parts)] = (start, end)
        ends[table] = end
    return _Layout(values, ends)


def _with_items(text: str, start: int, end: int, items: list[str]) -> str:
    """Return the text with more items in the list between two offsets, written alike: one a line if the list is."""
    last, comma, depth = start + 1, -1, 0
    for token in _TOKEN.finditer(text, start + 1, end - 1):
        if token.lastgroup in ("blank", "newline"):
            continue
        if token[0] == "," and not depth:
            comma = token.end()
            continue
        depth += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
        last, comma = token.end(), -1
    is_empty = last == start + 1
    if "\n" not in text[start:end]:
        return text[:last] + ("" if is_empty else ", ") + ", ".join(items) + text[last:]
    indent = "  " if is_empty else _indent_of(text, last)
    # Below the comment on the line of the last item.
    below = min(_line_end(text, max(comma, last)), end - 1)
    separator = "" if is_empty or comma >= 0 else ","
    lines = "".join(f"\n{indent}{item}," for item in items)
    closes = "\n" if below == end - 1 and text[below] == "]" else ""
    return text[:last] + separator + text[last:below] + lines + closes + text[below:]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _indent_of(text: str, at: int) -> str:
    found = re.match(r"[ \t]*", text[_line_start(text, at) :])
    return found[0] if found else ""


def _is_merged(before: str, after: str, wanted: dict[str, object]) -> bool:
    """Return whether a text means what another means, and what is wanted besides."""
    try:
        return tomllib.loads(after) == _merged(tomllib.loads(before), wanted)
    except ValueError:
        return False


def _merged(values: dict[str, object], more: dict[str, object]) -> dict[str, object]:
    found = dict(values)
    for key, value in more.items():
        there = found.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            found[key] = _merged(there, value)
        elif isinstance(value, list) and there is not None:
            found[key] = [*(there if isinstance(there, list) else [there]), *value]
        else:
            found[key] = value
    return found
