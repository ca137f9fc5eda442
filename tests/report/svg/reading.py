"""Reads pictures as a program does."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from plaintext_network.report.markup import Element


def parsed(picture: Element | str) -> ET.Element:
    """Return a picture as XML, without namespaces."""
    root = ET.fromstring(str(picture))  # noqa: S314 - our own text
    for part in root.iter():
        part.tag = part.tag.rpartition("}")[2]
    return root


def titles(picture: Element | str) -> list[str]:
    """Return the titles of all parts, that of the picture first."""
    return [part.text or "" for part in parsed(picture).iter("title")]


def of_class(picture: Element | str, name: str) -> Iterator[ET.Element]:
    """Yield the parts with a class."""
    yield from (part for part in parsed(picture).iter() if name in part.get("class", "").split())
