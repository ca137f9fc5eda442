"""Owns how a text is written as a YAML value, so that every reader reads back that text. Knows no note.

Readers of YAML 1.1 and 1.2 disagree about words (`NO`), numbers (`0441234`), times (`12:30`) and days; what any of them
takes for something else than text is quoted, and so is what Obsidian shows as a link only in quotes.
"""

import re
from typing import Literal, NamedTuple

from plaintext_network.errors import EditRefused

Quotes = Literal["", "'", '"']


class YamlText(NamedTuple):
    """A text to be written as a value. `bare` says that it may stand unquoted although it reads as a day or a truth value."""

    text: str
    bare: bool = False


# The booleans and nulls of YAML 1.1 (its type repository) and 1.2 (§10.3.2).
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"))
# Whatever some reader may count with: numbers, to base 60 too, times and days, in all their spellings.
_NUMBER = re.compile(
    r"[-+.0-9][0-9_.,:+\-eExXoObBtTzZ \t]*|0[xX][0-9a-fA-F_]+|[-+]?\.(?:inf|nan)|e[-+]?[0-9]+", re.IGNORECASE
)
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=<~.+")
_UNSAFE_ANYWHERE = re.compile(r": |:\t|:$| #|\t|\[\[|^\s|\s$")
# PyYAML's own scanner ends a text at a question mark there, libyaml does not.
_UNSAFE_IN_FLOW = re.compile(r"[,?\[\]{}]")
# What YAML 1.2 §5.1 does not print, or breaks lines for some reader; and byte order marks, which get lost.
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", '"': '\\"', "\\": "\\\\"}


def format_scalar(wished: YamlText, quotes: Quotes = "", *, flow: bool = False) -> str:
    """Return a text as a YAML scalar of one line: in these quotes where they will do, else in double ones.

    `flow` is for within brackets. Raises EditRefused for half a character, which no text has.
    """
    text = wished.text
    if _HALF.search(text):
        raise EditRefused("half of a character can't be written")
    if quotes == "" and (wished.bare or is_plain(text, flow=flow)):
        return text
    if quotes == "'" and not _ESCAPED.search(text):
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ESCAPED.sub(_escape, escaped) + '"'


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Tell whether a text may stand without quotes and is read by everybody as that text."""
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
    """Return the quotes in which a scalar was written."""
    return "'" if written.startswith("'") else '"' if written.startswith('"') else ""


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in _NAMED:
        return _NAMED[character]
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
