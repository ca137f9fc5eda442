"""Parses TOML and finds the position of each key. Knows no setting."""

import re
from bisect import bisect_right

from plaintext_network.errors import SettingsInvalid

DEEPEST = 8


_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _toml(name: str, text: str) -> dict[str, object]:
    # Late: the cache stores parsed settings, and importing the parser costs several milliseconds.
    import tomllib

    if (deep := _too_deep(text)) is not None:
        line = text.count("\n", 0, deep) + 1
        fault = f"a key of more than {DEEPEST} parts has no meaning here"
        raise SettingsInvalid(f"{name}:{line}", "", fault, (line, 1, 0))
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise SettingsInvalid(name, "", "it is nested too deeply") from error
    # Not only TOMLDecodeError: an integer beyond Python's digit limit raises its base class.
    except ValueError as error:
        message = str(error)
        place = _PLACE.search(message)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        column = f" at column {place[2]}" if place and place[2] else ""
        said = message[: place.start()] if place else message
        fault = f"this is not TOML{column}: {said[:1].lower()}{said[1:]}"
        at = (line, int(place[2]), 1) if place and place[2] else (line, 1, 0)
        raise SettingsInvalid(f"{name}:{line}", "", fault, at) from error


def _too_deep(text: str) -> int | None:
    """Return the place of a key with too many parts, or None. The parser's time grows with their square."""
    parts = 0
    for token in _TOKEN.finditer(text):
        if token[0] == ".":
            parts += 1
        elif token.lastgroup in ("newline", "mark"):
            parts = 0
        if parts >= DEEPEST:
            return token.start()
    return None


_TOKEN = re.compile(
    r"""(?P<blank>[ \t]+|\#[^\n]*)
    |(?P<newline>\n)
    |(?P<string>\"{3}(?:[^\\]|\\.)*?\"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')
    |(?P<bare>[^\s\[\]{}=,."'\#]+)
    |(?P<mark>.)""",
    re.DOTALL | re.VERBOSE,
)


def key_places(text: str) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """Return line, column and width of the first mention of each key path, tables included.

    The text must be valid TOML (v1.0.0). Keys of tables within an array use the array's path.
    """
    starts: dict[tuple[str, ...], tuple[int, int]] = {}
    table: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    # The open brackets around the place: "" for an array; for an inline table, the base and target to return to.
    around: list[tuple[tuple[str, ...], tuple[str, ...]] | None] = []
    parts: tuple[str, ...] = ()
    where = "key"
    for token in _TOKEN.finditer(text):
        kind, written = token.lastgroup, token[0]
        if kind == "blank":
            continue
        if kind == "newline":
            if not around:
                where, parts, base = "key", (), table
        elif where in ("key", "header") and kind in ("string", "bare"):
            parts = (*parts, _key(written))
            starts.setdefault((*(base if where == "key" else ()), *parts), token.span())
        elif where == "header":
            if written == "]":
                table, where = parts, "value"
        elif where == "key" and written == "[":
            where, parts = "header", ()
        elif where == "key" and written == "=":
            target, where = (*base, *parts), "value"
        elif written == "[":
            around.append(None)
        elif written == "{":
            around.append((base, target))
            base, parts, where = target, (), "key"
        elif written == "," and around and around[-1]:
            parts, where = (), "key"
        elif written in ("]", "}") and around:
            if outer := around.pop():
                base, target = outer
            where = "value"
    lines = [0, *(end.end() for end in re.finditer("\n", text))]
    return {path: _place(lines, *span) for path, span in starts.items()}


def _key(written: str) -> str:
    """Return the key that a bare or quoted part of a key path means."""
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    if "\\" not in written:
        return written[1:-1]
    (value,) = _toml("", f"key = {written}").values()
    return str(value)


def _place(lines: list[int], start: int, end: int) -> tuple[int, int, int]:
    line = bisect_right(lines, start)
    return line, start - lines[line - 1] + 1, end - start
