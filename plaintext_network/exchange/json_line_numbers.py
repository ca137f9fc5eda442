"""Finds the line of a value in a JSON text, so that an error can name it. Decides nothing about the value."""

import re
from collections.abc import Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]

_SPACE = re.compile(r"[ \t\r\n]*")
_ATOM = re.compile(r"[^\s,\]}]+")


def line_of(text: str, steps: Sequence[str | int]) -> int:
    """Return the line, from 1, of the value that these keys and numbers lead to; of the nearest one around it if it is missing.

    The text is valid JSON.
    """
    return text.count("\n", 0, _place(text, steps)) + 1


def _place(text: str, steps: Sequence[str | int]) -> int:
    at = _skip(text, 0)
    for step in steps:
        found = _member(text, at, step)
        if found is None:
            return at
        at = found
    return at


def _member(text: str, at: int, step: str | int) -> int | None:
    """Return where a member of the object or list at a place begins; of an object, where its key does if that is at fault."""
    opening = text[at]
    if opening not in "{[":
        return None
    at, number, found = _skip(text, at + 1), 0, None
    while text[at] not in "}]":
        key: str | int = number
        if opening == "{":
            key, at = scanstring(text, at + 1)
            # Over the colon.
            at = _skip(text, _skip(text, at) + 1)
        if key == step:
            # The last of several equal keys counts.
            found = at
            if opening == "[":
                return found
        at = _skip(text, _end(text, at))
        if text[at] == ",":
            at = _skip(text, at + 1)
        number += 1
    return found


def _end(text: str, at: int) -> int:
    """Return where the value at a place ends."""
    depth = 0
    while True:
        letter = text[at]
        if letter == '"':
            at = scanstring(text, at + 1)[1]
        elif letter in "{[":
            depth, at = depth + 1, at + 1
        elif letter in "}]":
            depth, at = depth - 1, at + 1
        elif letter in ",: \t\r\n":
            at += 1
            continue
        else:
            match = _ATOM.match(text, at)
            at = match.end() if match else at + 1
        if not depth:
            return at


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
