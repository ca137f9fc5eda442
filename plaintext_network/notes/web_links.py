"""Finds web addresses in a text: in Markdown links, in angle brackets, and bare. Opens none of them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import inline_links
from plaintext_network.notes.source import Span


class WebLink(NamedTuple):
    """A web address in a text, with the label of its Markdown link, if it has one."""

    label: str
    address: str
    span: Span


_BARE = late_pattern(r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\[\]\"“”`|\\^{}]+", re.IGNORECASE)
_SENTENCE_ENDS = ".,;:!?'’*_…"


def web_links(text: str) -> Iterator[WebLink]:
    """Yield the web addresses in a text, in their order, without those of pictures."""
    lowered = text.lower()
    if "://" not in lowered and "www." not in lowered:
        return
    labelled: list[WebLink] = []
    taken: list[Span] = []
    for link in inline_links(text) if "](" in text else ():
        taken.append(link.span)
        address = text[slice(*link.place)].strip()
        if not link.image and is_address(address):
            labelled.append(WebLink(text[slice(*link.label)].strip(), address, link.span))
    bare = (
        WebLink("", address, Span(match.start(), match.start() + len(address)))
        for match in _BARE.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
        and "." in (address := _trimmed(match[0]))
    )
    yield from sorted((*labelled, *bare), key=lambda link: link.span)


def is_address(text: str) -> bool:
    """Return whether a text is a web address and nothing else."""
    return _BARE.fullmatch(text.strip().strip("<>")) is not None


def _trimmed(address: str) -> str:
    """Return a bare address without the signs that end the sentence or the brackets around it."""
    while address:
        if address[-1] in _SENTENCE_ENDS or (address[-1] == ")" and address.count("(") < address.count(")")):
            address = address[:-1]
        else:
            break
    return address


_BEFORE = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
# What senders add to an address to count visits.
_COUNTING = re.compile(r"(?:utm_\w+|fbclid|gclid)=[^&]*&?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def address_key(address: str) -> str:
    """Return the form in which two addresses of one page are equal: without case, scheme, `www.`, fragment and final slash."""
    bare = _BEFORE.sub("", address.strip().strip("<>").strip()).partition("#")[0]
    page, mark, query = bare.partition("?")
    query = _COUNTING.sub("", query).rstrip("&") if mark else ""
    return page.rstrip("/").lower() + (f"?{query}" if query else "")
