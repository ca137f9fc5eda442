"""Finds the links to notes in queries, the code that Obsidian's plugins run. Runs none."""

from collections.abc import Iterator

from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import WIKI, Link, wiki_links
from plaintext_network.notes.source import Span

# Calls whose first argument is a note: Bases, Dataview and its JavaScript. YAML may escape the quotes.
_CALL = late_pattern(
    r"\b(?:hasLink|link|file|page|fileLink|sectionLink|blockLink|load)\(\s{0,9}\\?"
    r"(?:\"([^\"\\\r\n#|\[\]]{1,999})|'([^'\\\r\n#|\[\]]{1,999}))"
)
_INLINE_QUERY = late_pattern(r"`{1,9}[ ]?\$?=\s")


def query_links(text: str) -> Iterator[Link]:
    """Yield the links of a query: those in double brackets, and the first arguments of calls such as `link("Ada")`."""
    yield from wiki_links(text)
    if "(" not in text:
        return
    for match in _CALL.finditer(text):
        start, end = match.span(match.lastindex or 1)
        written = text[start:end]
        if target := written.strip():
            at = start + len(written) - len(written.lstrip())
            place = Span(at, at + len(target))
            yield Link(target, place, WIKI, place)


def is_inline_query(text: str, code: Span) -> bool:
    """Return whether inline code is a query of Dataview's: `= [[Ada]].email`, or `$= …` in JavaScript."""
    return _INLINE_QUERY.match(text, *code) is not None
