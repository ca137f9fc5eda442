"""Converts a regular expression of JavaScript to one of Python. Matches nothing."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from plaintext_network.bases.evaluation.values import EvaluationFailed, Matcher

# What the two languages write differently.
_PART = re.compile(r"\\[\s\S]|\(\?<(?![=!])|\[\^\]|\[\]|\$(?=\)|\||$)|.", re.DOTALL)
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


@lru_cache(maxsize=256)
def compile_pattern(text: str, flags: str) -> Matcher:
    """Return a matcher. Raises EvaluationFailed for a pattern that Python can't match."""
    in_python = "".join(_converted(part, flags) for part in _PART.findall(text))
    wanted = re.ASCII if in_python.isascii() else re.NOFLAG
    for flag in flags:
        wanted |= _FLAGS.get(flag, re.NOFLAG)
    try:
        with warnings.catch_warnings():
            # A later version of Python may give `[[` another meaning.
            warnings.simplefilter("ignore", FutureWarning)
            return Matcher(re.compile(in_python, wanted), "g" in flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise EvaluationFailed(f"/{text}/ is a regular expression that pnet can't match: {error}") from None


def _converted(part: str, flags: str) -> str:
    if part == "(?<":
        return "(?P<"
    if part == "[^]":
        return r"[\s\S]"
    if part == "[]":
        return r"(?!)"
    if part == "$":
        # In Python, `$` also matches before a final line break.
        return r"\Z" if "m" not in flags else part
    if part.startswith("\\"):
        return _escape(part[1])
    return part


def _escape(character: str) -> str:
    if character == "/":
        return "/"
    if character.isalnum() and character not in "dDwWsSbBntrfvxu0123456789":
        # An escape without a meaning is the letter itself.
        return re.escape(character)
    return "\\" + character


_REPLACED = re.compile(r"\$(\$|&|\d{1,2})")


def replacement(text: str) -> str:
    """Return the text that replaces a match in Python's form: `$1` is the first group, `$&` the match."""

    def converted(found: re.Match[str]) -> str:
        if found[1] == "$":
            return "$"
        return r"\g<0>" if found[1] == "&" else rf"\g<{int(found[1])}>"

    parts, at = [], 0
    for found in _REPLACED.finditer(text):
        parts += [text[at : found.start()].replace("\\", r"\\"), converted(found)]
        at = found.end()
    return "".join([*parts, text[at:].replace("\\", r"\\")])
