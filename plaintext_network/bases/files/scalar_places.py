"""Finds where a character of a YAML text is in the file: quotes, escapes and folded lines move it. Parses no YAML."""

import re

from plaintext_network.notes.header import Scalar
from plaintext_network.notes.source import Span

_BLOCK = re.compile(r"[|>][-+0-9]*[^\n]*\n")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|.)", re.DOTALL)


class ScalarPlaces:
    """The places of the characters of one text."""

    def __init__(self, file: str, scalar: Scalar) -> None:
        self._start, self._end = scalar.span
        written = file[scalar.span.start : scalar.span.end]
        self._offsets: list[int] | None = None
        if written.startswith(scalar.text):
            return
        self._offsets = _offsets(written, scalar.text)

    def span(self, within: Span) -> Span:
        """Return the span in the file of a span in the text; an empty one is a character wide."""
        start = self._at(within.start)
        last = self._at(max(within.end - 1, within.start))
        return Span(start, max(last + 1, start + 1))

    def _at(self, offset: int) -> int:
        if self._offsets is None:
            return min(self._start + offset, max(self._end - 1, self._start))
        if offset < len(self._offsets):
            return self._start + self._offsets[offset]
        return self._start + (self._offsets[-1] if self._offsets else 0)


def _offsets(written: str, text: str) -> list[int]:
    """Return for each character of a text where it is in what is written."""
    quote = written[:1]
    at = 1 if quote in ("'", '"') else 0
    if block := _BLOCK.match(written):
        quote, at = "", block.end()
    found: list[int] = []
    for character in text:
        if character.isspace():
            # Line breaks are folded to a space, and indentation is left out.
            found.append(min(at, len(written) - 1))
            if quote == '"' and (escape := _ESCAPE.match(written, at)):
                at = escape.end()
            elif written[at : at + 1] in ("\n", "\r") or quote == "":
                while at < len(written) and written[at].isspace():
                    at += 1
            else:
                at += 1
            continue
        while at < len(written) and written[at].isspace():
            at += 1
        found.append(min(at, len(written) - 1))
        if quote == "'" and written.startswith("''", at):
            at += 2
        elif quote == '"' and (escape := _ESCAPE.match(written, at)):
            at = escape.end()
        else:
            at += 1
    return found
