"""Returns texts as a reader sees them: links by their labels, without Logseq's macros. Resolves no link."""

import re
from functools import lru_cache

from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.logseq_text import without_macros
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import WIKI_INNER, Link, inline_links, wiki_target

WIKI = re.compile(rf"!?\[\[({WIKI_INNER})\]\]")
# The usual form of a link: it shows the end of its target, and `links_in` returns the whole text as one link.
ONE_LINK = late_pattern(r"\[\[([^\[\]\r\n|#\\*\"<>.]+)\]\]")
_LABELLED = late_pattern(r"\[([^\[\]\r\n]*)\]\(\[\[[^\[\]\r\n]+\]\]\)")


def visible_text(text: str) -> str:
    """Return a text with its links as Obsidian shows them: `[[Ada Lovelace|Ada]]` and `[[people/Ada]]` are `Ada`.

    Logseq's references to blocks and its queries are left out.
    """
    if "[" not in text and "(" not in text and "{" not in text:
        return text.strip()
    if "(" not in text and "{" not in text and (link := ONE_LINK.fullmatch(text)):
        target = link[1].strip()
        return (target.rpartition("/")[2] or target).strip()
    # Many notes contain the same few links.
    return _visible_name(text) if len(text) <= _LONGEST_NAME else _visible(text)


_LONGEST_NAME = 100


def _visible(text: str) -> str:
    if "((" in text or "{{" in text:
        text = without_macros(text)
    if "[" not in text:
        return text.strip()

    def visible(link: re.Match[str]) -> str:
        target, _, label = link[1].partition("|")
        return label.strip() or wiki_target(target).rsplit("/", 1)[-1] or target.strip()

    if "]([[" in text:
        # Logseq's form of a link with a label.
        text = _LABELLED.sub(r"\1", text)
    text = WIKI.sub(visible, text)
    return (_with_labels(text) if "](" in text else text).strip()


_visible_name = lru_cache(maxsize=4096)(_visible)


_LONGEST_LABEL = 120


def link_label(text: str, link: Link) -> str:
    """Return what readers of a text see of a link, if it isn't the name of its target; empty for one that is very long."""
    start, end = link.span
    if link.wiki and end - start <= len(link.target) + 4:
        return ""
    if end - start > len(link.target) + _LONGEST_LABEL:
        return ""
    shown = visible_text(text[start:end])
    return "" if shown in (link.target, stem_of(link.target)) else shown


def _with_labels(text: str) -> str:
    """Return a text with the labels of its Markdown links in place of the links."""
    parts: list[str] = []
    at = 0
    for link in inline_links(text):
        if link.span.start >= at and (link.place.start < link.place.end or link.label.start < link.label.end):
            parts += [text[at : link.span.start], text[slice(*link.label)]]
            at = link.span.end
    return "".join([*parts, text[at:]])
