"""Writes a text as a YAML value that every YAML reader reads back as the same text. Knows no note.

Readers of YAML 1.1 and 1.2 disagree about words (`NO`), numbers (`0441234`), times (`12:30`) and days. A text that any of
them reads as another type is quoted, and so are wiki links, which Obsidian shows as links only in quotes.
"""

from __future__ import annotations

import re

from plaintext_network.errors import EditRefused
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Quotes: TypeAlias = """Literal["", "'", '"']"""


class YamlText(NamedTuple):
    """A text to write as a value. With `bare`, it stays unquoted even if YAML reads it as a date or a boolean."""

    text: str
    bare: bool = False


# The booleans and nulls of YAML 1.1 (its type repository) and 1.2 (§10.3.2).
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"))
# What some reader takes for a number: also in base 60, times and days, in all spellings.
_NUMBER = re.compile(
    r"[-+.0-9][0-9_.,:+\-eExXoObBtTzZ \t]*|0[xX][0-9a-fA-F_]+|[-+]?\.(?:inf|nan)|e[-+]?[0-9]+", re.IGNORECASE
)
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=<~.+")
_UNSAFE_ANYWHERE = re.compile(r": |:\t|:$| #|\t|\[\[|^\s|\s$")
# PyYAML's own scanner ends a text at a question mark there; libyaml does not.
_UNSAFE_IN_FLOW = re.compile(r"[,?\[\]{}]")
# Characters that YAML 1.2 §5.1 calls non-printable or that end a line for some reader, and byte order marks, which get lost.
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", '"': '\\"', "\\": "\\\\"}


def format_scalar(value: YamlText, quotes: Quotes = "", *, flow: bool = False) -> str:
    """Return a text as a YAML scalar on one line, in these quotes if they can hold it, else in double quotes.

    Set `flow` inside brackets. Raises EditRefused for half of a surrogate pair.
    """
    text = value.text
    if _SURROGATE.search(text):
        raise EditRefused("the text contains half of a surrogate pair, which can't be written")
    if quotes == "" and (value.bare or is_plain(text, flow=flow)):
        return text
    if quotes == "'" and not _ESCAPED.search(text):
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ESCAPED.sub(_escape, escaped) + '"'


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Return whether every YAML reader reads this text, unquoted, as the same text."""
    return not (
        not text
        or text[0] in _FIRST
        or text.lower() in _WORDS
        or _NUMBER.fullmatch(text)
        or _UNSAFE_ANYWHERE.search(text)
        or _ESCAPED.search(text)
        or (flow and _UNSAFE_IN_FLOW.search(text))
    )


def quotes_of(written: str) -> Quotes:
    """Return the quotes that a written scalar has."""
    return "'" if written.startswith("'") else '"' if written.startswith('"') else ""


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _NAMED:
        return _NAMED[character]
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
