"""Converts a property of a note's front matter to the value that a formula sees. Reads no file."""

from __future__ import annotations

import re
from collections.abc import Callable

from plaintext_network.bases.evaluation.moments import read_moment
from plaintext_network.bases.evaluation.values import LinkTo
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.header import ListValue, MappingValue, Scalar, Value

_ONE_LINK = re.compile(r"\s*\[\[([^\[\]\r\n]+)\]\]\s*")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Reading(NamedTuple):
    """How formulas see what the help of Obsidian leaves open. The views that pnet writes show the same rows either way.

    `dates` says whether a text such as `2026-11-24` is a date, as in a property that Obsidian knows as one; `null_is_item`,
    whether `list()` of a missing value has one item; `folds_case`, whether case makes no difference in `contains()`.
    """

    dates: bool = True
    null_is_item: bool = True
    folds_case: bool = True

    def list_of(self, value: object) -> tuple[object, ...]:
        """Return a value that is no list as a list."""
        return () if value is None and not self.null_is_item else (value,)

    def key(self, text: str) -> str:
        """Return a text as `contains()` compares it: since Obsidian 1.9.1, without case."""
        return text.casefold() if self.folds_case else text


USUAL = Reading()


def property_value(value: Value, text: str, reading: Reading, link: Callable[[str], LinkTo]) -> object:
    """Return a value from front matter; `text` is the note's text, and `link` resolves the target of a link."""
    if isinstance(value, ListValue):
        return tuple(property_value(item, text, reading, link) for item in value.items)
    if isinstance(value, MappingValue):
        return {
            key.text if isinstance(key, Scalar) else "": property_value(item, text, reading, link)
            for key, item in value.items
        }
    if value.is_null:
        return None
    if not value.plain and text.startswith("[", value.span.start):
        # To YAML, and so to Obsidian, this is a list in a list.
        return ((value.text.strip("[]"),),)
    if value.plain and (number := _plain_value(value.text)) is not None:
        return number
    if found := _ONE_LINK.fullmatch(value.text):
        target, _, label = found[1].partition("|")
        return link(target.strip()).labelled(label.strip())
    return (reading.dates and read_moment(value.text)) or value.text


def _plain_value(text: str) -> bool | float | None:
    """Return the number or truth value that YAML 1.2 reads, None for a text."""
    if text in _TRUTHS:
        return _TRUTHS[text]
    try:
        if _INTEGER.fullmatch(text):
            return float(int(text, 0) if text[:2] in ("0o", "0x") else int(text))
        return float(text) if _FLOAT.fullmatch(text) else None
    except (ValueError, OverflowError):
        return None
