"""Reads and writes the JSON files of plans, which people edit. Knows no plan itself."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from plaintext_network.errors import FileAlreadyExists, PnetError, WriteFailed
from plaintext_network.exchange.json_line_numbers import line_of
from plaintext_network.exchange.json_object import JsonObject, WrongValue

Plan = TypeVar("Plan")
# A plan says within so many bytes what it is.
_HEAD = 200


def read_plan_file(name: str, most_bytes: int, not_found: Callable[[str, str], PnetError]) -> str:
    """Return the text of a plan's file. Raises what `not_found` makes of the name and a reason."""
    try:
        with open(name, "rb") as file:
            return file.read(most_bytes).decode("utf-8-sig")
    except OSError as error:
        raise not_found(name, error.strerror or "it can't be opened") from error
    except UnicodeDecodeError as error:
        raise not_found(name, "it is not in UTF-8") from error


def parse_plan(
    text: str, name: str, convert: Callable[[JsonObject], Plan], invalid: Callable[[str, int, str], PnetError]
) -> Plan:
    """Return what `convert` makes of a JSON text; `name` is the file's. Raises what `invalid` makes of the name, a line and a fault."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise invalid(name, error.lineno, f"not JSON: {error.msg}") from error
    except RecursionError as error:
        raise invalid(name, 1, "it is nested too deeply") from error
    try:
        return convert(JsonObject(document, ()))
    except WrongValue as wrong:
        raise invalid(name, line_of(text, wrong.steps), wrong.fault) from None


def check_version(given: JsonObject, key: str, version: int) -> None:
    """Refuse a plan of another kind or version, by the member that says so."""
    if given.number(key) != version:
        raise given.wrong(key, f"this is no plan that this version of pnet can read (“{key}”: {version})")


def write_plan_file(name: str, text: str, key: str) -> None:
    """Write a plan to a file that only the user can read; `key` is the member that says what it is.

    Raises FileAlreadyExists for a file that is no such plan, and WriteFailed.
    """
    path, content = Path(name), text.encode("utf-8", "surrogatepass")
    try:
        if path.exists():
            with path.open("rb") as file:
                if f'"{key}"'.encode() not in file.read(_HEAD):
                    raise FileAlreadyExists(name)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        raise WriteFailed(name, error.strerror or str(error)) from error
