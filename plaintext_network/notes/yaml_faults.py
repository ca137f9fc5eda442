"""Says in plain words where front matter isn't valid YAML, why, and what to do. Parses nothing."""

import re
from collections.abc import Iterator
from itertools import pairwise

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import lines_of, start_of_line

# A property or an item of a list, and the value behind it.
_ENTRY = re.compile(
    r"(?P<lead>[ \t]*(?:(?:-[ \t]+)+|(?=[^ \t-])))(?:[^\s:#\[\]{}&*!|>'\"%@`-][^:#\r\n]{0,99}:[ \t]+)?(?P<value>[^\s-][^\r\n]*)"
)
# What the next property or item begins with, and a property at the start of its line.
_NEXT = re.compile(r"(?P<indent>[ \t]*)(?:-(?:[ \t]|\Z)|[^\s:#\[\]{},'\"-][^:#,'\"\r\n]{0,99}:(?:\s|\Z))")
_KEY = re.compile(r"[^\s:#\[\]{},'\"-][^:#,'\"\r\n]{0,99}:(?:\s|\Z)")
_BLOCK = re.compile(r"[|>][0-9+-]{0,2}(?:[ \t]+#.*)?")
_CLOSED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
_BRACKETS = {"[": "]", "{": "}"}
_NEVER_CLOSED = re.compile(r"while (?:parsing a flow|scanning a (?:double-|single-)?quoted)")


class YamlFault(NamedTuple):
    """Where front matter isn't valid YAML, why, and what to do; an empty remedy is the usual one."""

    offset: int
    reason: str
    remedy: str = ""


class OpenQuote(NamedTuple):
    """A quote that begins a value and is not closed before the next property or item. `end` is the end of its line."""

    sign: str
    offset: int
    end: int


def explain_fault(text: str, fault: YamlFault, context: str, opening: int) -> YamlFault:
    """Return what is wrong where a parser gave up with a reason; `context` is what it says it was doing since an offset."""
    quote = open_quote(text)
    if quote is not None and quote.offset <= fault.offset:
        remedy = f"write {quote.sign} where the text ends, or delete this one"
        return YamlFault(quote.offset, "this quote is never closed", remedy)
    start = start_of_line(text, fault.offset)
    if opening < start and (earlier := _begun_earlier(text, fault, context, opening)):
        return earlier
    return _on_line(text, fault, start) or fault


def _begun_earlier(text: str, fault: YamlFault, context: str, opening: int) -> YamlFault | None:
    """Return what is wrong with something that began on a line further up."""
    if not _NEVER_CLOSED.match(context):
        if context != "while scanning a simple key":
            return None
        remedy = "write it as `name: value`, or indent it if it continues the line above"
        return YamlFault(opening, "this line has no colon", remedy)
    # The parser gives up lines later; point at the quote or bracket that was never closed.
    sign = text[opening : opening + 1]
    if sign in _CLOSED and fault.offset >= len(text.rstrip()):
        return YamlFault(opening, "this quote is never closed", "put each text between two quotes")
    if sign not in _BRACKETS or not _has_key(text, opening, fault.offset):
        return YamlFault(opening, fault.reason)
    remedy = f"write {_BRACKETS[sign]} where it ends, or put the text in quotes"
    return YamlFault(opening, f"this {sign} is never closed", remedy)


def _on_line(text: str, fault: YamlFault, start: int) -> YamlFault | None:
    """Return what is wrong with the line where the parser gave up."""
    offset, before, sign = fault.offset, text[start : fault.offset], text[fault.offset : fault.offset + 1]
    if tab_at(text, offset):
        return YamlFault(offset, "a tab indents this line", "indent it with spaces, or not at all")
    if sign in ("@", "`"):
        return YamlFault(offset, f"a text can't begin with {sign}", "put it in quotes")
    entry = _ENTRY.match(text, start)
    if entry and entry["value"][0] in _CLOSED and before.rstrip(" \t").endswith(entry["value"][0]):
        remedy = "put text with one kind of quotes in the other kind"
        return YamlFault(offset, "the text goes on after its closing quote", remedy)
    if before[:1] == " " and sign == ":" and ":" not in before and "- " not in before:
        remedy = "delete the spaces at its start, or put the text above in quotes"
        return YamlFault(offset, "this line is indented deeper than the property above it", remedy)
    if sign == ":" and entry and start + len(entry["lead"]) < offset and "mapping values" in fault.reason:
        return YamlFault(offset, "this text contains `: `", "put it in quotes")
    return None


def tab_at(text: str, offset: int) -> bool:
    """Return whether a tab at an offset belongs to the indentation of its line."""
    return text.startswith("\t", offset) and not text[start_of_line(text, offset) : offset].strip(" \t")


def open_quote(text: str) -> OpenQuote | None:
    """Return the first quote of front matter that begins a value, and is not closed before the next property or item."""
    for offset, entry, indent in _entries(text):
        sign = entry["value"][0]
        if sign in _CLOSED and not _CLOSED[sign].match(entry["value"]) and indent <= len(entry["lead"]):
            return OpenQuote(sign, offset + entry.start("value"), offset + len(entry[0].rstrip()))
    return None


def _entries(text: str) -> Iterator[tuple[int, re.Match[str], int]]:
    """Yield the properties and items of one line with their offsets, and the indent of the next one; 0 at the end of the text."""
    written: list[tuple[int, str]] = []
    offset, block = 0, -1
    for line in lines_of(text):
        indent = len(line) - len(line.lstrip(" \t"))
        if line.strip() and not indent > block >= 0:
            written.append((offset, line.rstrip("\r\n")))
            entry = _ENTRY.match(line)
            block = indent if entry and _BLOCK.fullmatch(entry["value"].rstrip()) else -1
        offset += len(line)
    for (start, line), (_, following) in pairwise([*written, (offset, "end:")]):
        entry, found = _ENTRY.fullmatch(line), _NEXT.match(following)
        if entry and found:
            yield start, entry, len(found["indent"])


def _has_key(text: str, start: int, end: int) -> bool:
    """Return whether a property begins after the line of an offset, and not after another one; at the end of the text, one could."""
    stop = start_of_line(text, end)
    lines = [*lines_of(text[start:stop])[1:], text[stop : end + 1]]
    return end >= len(text) or any(map(_KEY.match, lines))
