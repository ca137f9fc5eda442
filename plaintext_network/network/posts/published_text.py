"""Finds what a reader of the published text sees. Every text it returns has the draft's length, so that offsets stay valid."""

import re
from collections.abc import Iterable

from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

# Inline fields that are for pnet, not for readers.
_SETTINGS = ("audience", "allow", "channel", "status", "type", "tags")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}")
_URL = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s<>)\]]+|\bwww\.[^\s<>)\]]+|\bmailto:[^\s<>)\]]+", re.IGNORECASE
)
_DESTINATION = re.compile(
    r"(?<=\])\((?:<[^<>\r\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:[ \t]+[\"'][^\"'\r\n]*[\"'])?\)"
)
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]\r\n]+)\]\]")
_HIDDEN_HTML = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-zA-Z][^<>]*>", re.DOTALL | re.IGNORECASE
)
_NOT_LINE_END = re.compile(r"[^\r\n]+")


def published(note: Note) -> str:
    """Return a note's text, links included, with spaces for what isn't published.

    Not published are the front matter, code, addresses, HTML tags and comments, and inline fields that are for pnet.
    """
    header = Span(0, note.header.body_start)
    settings = [field.value for field in note.body.fields if property_key(field.name) in _SETTINGS]
    text = note.source.text
    # Markdown takes an HTML block for code; its text is published.
    code = [
        span for span in note.body.code if not text[span.start : span.start + 4].lstrip(" ").startswith("<")
    ]
    text = _without(text, (header, *code, *settings, *note.body.hidden))
    if "<" in text:
        text = _HIDDEN_HTML.sub(_blanks, text)
    return _ADDRESS.sub(_blanks, _URL.sub(_blanks, text))


def _without(text: str, spans: Iterable[Span]) -> str:
    """Return a text with spaces for what these spans cover."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            parts += [text[at : max(start, at)], _blanked(text[max(start, at) : end])]
            at = end
    return "".join((*parts, text[at:]))


def without_link_targets(text: str) -> str:
    """Return a text with spaces for its links' targets and brackets; what a reader sees of a link stays."""
    return _WIKI_LINK.sub(_shown_of_link, _DESTINATION.sub(_blanks, text))


def _shown_of_link(link: "re.Match[str]") -> str:
    """Return what a reader sees of a wiki link: its label, else the last part of its path."""
    target, bar, label = link[1].partition("|")
    if bar and label.strip():
        return " " * (link.end() - 2 - len(label) - link.start()) + label + "  "
    path = target.rstrip("\\").partition("#")[0]
    shown = path.rsplit("/", 1)[-1]
    before = link.start(1) - link.start() + len(path) - len(shown)
    return " " * before + shown + " " * (len(link[0]) - before - len(shown))


def email_addresses(note: Note) -> dict[str, tuple[int, int]]:
    """Return the first half-open place of each e-mail address in a note's body, by its `name_key`."""
    places: dict[str, tuple[int, int]] = {}
    for found in _ADDRESS.finditer(note.visible, note.header.body_start):
        places.setdefault(name_key(found[0]), found.span())
    return places


def _blanks(found: "re.Match[str]") -> str:
    return _blanked(found[0])


def _blanked(text: str) -> str:
    """Return spaces for a text; its line ends stay."""
    return _NOT_LINE_END.sub(lambda line: " " * len(line[0]), text)
