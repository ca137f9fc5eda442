"""Finds the parts of a text that are not prose. Does not look inside them."""

import re

from plaintext_network.notes.source import Span

_LINK_OR_CODE = re.compile(r"\[\[[^\[\]\n]*\]\]|`[^`\n]*`")
_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"[^\s,;<>()\[\]\"]+")
# Emoji and other symbols may begin a tag.
_FIRST_SYMBOL = "\u2190"
_AT = re.compile(r"\w@\w")


def non_prose_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of wiki links, code, web and e-mail addresses, and tags, in order."""
    spans = [Span(*each.span()) for each in _LINK_OR_CODE.finditer(text)]
    for chunk in _CHUNK.finditer(text):
        word = chunk[0]
        if "://" in word or word[:4].lower() == "www.":
            spans.append(Span(chunk.start(), chunk.start() + len(word.rstrip(".,;:!?)\"'"))))
        elif "@" in word:
            spans += [
                Span(*each.span()) for each in _ADDRESS.finditer(text, *chunk.span()) if _AT.search(each[0])
            ]
        elif word[0] == "#" and (word[1:2].isalpha() or word[1:2] > _FIRST_SYMBOL):
            spans.append(Span(chunk.start(), chunk.start() + len(word.rstrip(".,;:!?)\"'"))))
    return tuple(sorted(spans))
