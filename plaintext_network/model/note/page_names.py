"""Translates between Logseq's file names and the names of its pages: `Person___Hal.md` is `Person/Hal`. Reads no file."""

import re

from plaintext_network.model.language.normalize import stem_of
from plaintext_network.notes.late_patterns import late_pattern

_ESCAPE = late_pattern(r"%[0-9A-Fa-f]{2}")
_NAMESPACE = "___"
# Logseq escapes what Windows forbids in file names, what has a meaning in addresses, and control characters.
_ESCAPED = late_pattern(r'[<>:"|?*#\\\x00-\x1f]|%(?=[0-9A-Fa-f]{2})')
_DEVICE = late_pattern(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def in_pages(path: str) -> bool:
    """Return whether a note is in a folder `pages`, where Logseq keeps them."""
    # Asked of every note.
    return "pages/" in path.lower() and f"/{path}".rsplit("/", 2)[1].lower() == "pages"


def in_journals(path: str) -> bool:
    """Return whether a note is in a folder `journals`, where Logseq keeps its daily notes."""
    # Asked of every note.
    return "journals/" in path.lower() and f"/{path}".rsplit("/", 2)[1].lower() == "journals"


def is_page(path: str) -> bool:
    """Return whether a note is one of Logseq's pages, by its folder or by a namespace in its file name."""
    return in_pages(path) or (_NAMESPACE in path and _has_namespace(stem_of(path)))


def page_of_path(path: str) -> str:
    """Return the name of the page in a file, "" if the file is no page of Logseq's.

    In `pages/`, escapes count too: `What%3F.md` is `What?`, and `Person%2FHal.md`, of older graphs, is `Person/Hal`.
    """
    stem = stem_of(path)
    if not in_pages(path) and not _has_namespace(stem):
        return ""
    if _NAMESPACE not in stem and "%" not in stem:
        return stem
    return "/".join(filter(None, (_unescaped(part) for part in stem.split(_NAMESPACE)))) or stem


def page_names(path: str) -> tuple[str, ...]:
    """Return the names of the page that a file may contain: the oldest graphs have dots between namespaces."""
    return tuple(filter(None, (page_of_path(path), _dotted_page(path))))


def _dotted_page(path: str) -> str:
    stem = stem_of(path)
    if "." not in stem or not in_pages(path) or _NAMESPACE in stem:
        return ""
    parts = stem.split(".")
    return "/".join(map(_unescaped, parts)) if all(part == part.strip() != "" for part in parts) else ""


def last_part(page: str) -> str:
    """Return a page's name without its namespaces: `Hal` of `Person/Hal`."""
    return page.rstrip("/").rpartition("/")[2].strip() or page


def page_stem(page: str, like: str = "") -> str:
    """Return the file name, without `.md`, that Logseq gives a page.

    `like` is the file name of a page in the same graph: with `%2F` or dots between its namespaces, so has this one.
    """
    if like and _NAMESPACE not in like and re.search("%2f", like, re.IGNORECASE):
        return _escaped(page).replace("/", "%2F")
    stem = _escaped(page).replace(_NAMESPACE, "%5F%5F%5F").replace("_/", "%5F/").replace("/_", "/%5F")
    if _DEVICE.fullmatch(stem) or stem.endswith("."):
        stem += "/"
    return stem.replace("/", _NAMESPACE)


def _has_namespace(stem: str) -> bool:
    at = stem.find(_NAMESPACE)
    return at > 0 and at + len(_NAMESPACE) < len(stem) and "_" not in (stem[at - 1], stem[at + 3])


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"%{ord(found[0]):02X}", text)


def _unescaped(text: str) -> str:
    if "%" not in text or not _ESCAPE.search(text):
        return text
    # Late: few file names have escapes.
    from urllib.parse import unquote

    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text
