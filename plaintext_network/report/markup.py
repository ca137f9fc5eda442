"""Builds HTML and SVG from elements. Escapes every text and every attribute, here and nowhere else. Knows no contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


# None is left out, and a sequence is its parts.
Content: TypeAlias = "Element | Raw | str | int | Sequence[Content] | None"
Value: TypeAlias = "str | int | float | bool | None"
# HTML elements without content (HTML Living Standard §13.1.2), which have no end tag.
_VOID = frozenset(("base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"))
# SVG elements that may be without content, and then need no end tag; a page has thousands of these.
_SHAPES = frozenset(("circle", "line", "path", "polygon", "rect"))
# Neither HTML (§13.2.3.5) nor XML 1.0 (§2.2) accepts these, and embeddings, overrides and isolates of text direction would make
# the rest of a line read as something else.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


class Raw(str):
    """A text that is markup already, such as a style sheet of the package. Never make one of a user's text."""

    __slots__ = ()


class Element:
    """An element with its attributes and content; `str()` returns its markup."""

    __slots__ = ("attributes", "content", "name")

    def __init__(self, name: str, attributes: dict[str, str], content: tuple[Content, ...]) -> None:
        self.name, self.attributes, self.content = name, attributes, content

    def __str__(self) -> str:
        return "".join(_written(self))


def element(name: str, /, *content: Content, **attributes: Value) -> Element:
    """Return an element, such as `element("p", "Hello", class_="muted", aria_label="greeting")`.

    In the name of an attribute, `_` means `-`, and one at the end is left out. An attribute with None or False is left out, and
    one with True has no value.
    """
    written = {
        key.rstrip("_").replace("_", "-"): _value(value)
        for key, value in attributes.items()
        if value is not None and value is not False
    }
    return Element(name, written, content)


def markup(content: Content) -> str:
    """Return elements and texts as HTML or SVG."""
    return "".join(_written(content))


def clean(text: str) -> str:
    """Return a text with U+FFFD in place of each character that no document may contain."""
    return text if text.isprintable() else _UNWRITABLE.sub("\ufffd", text)


def _value(value: Value) -> str:
    if value is True:
        return ""
    if isinstance(value, float):
        # A hundredth of a pixel is invisible, and -0 would be another text.
        return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
    return clean(str(value))


def _written(content: Content) -> Iterator[str]:
    if content is None:
        return
    if isinstance(content, Raw):
        yield content
    elif isinstance(content, str):
        yield escape(clean(content), quote=False)
    elif isinstance(content, int):
        yield str(content)
    elif isinstance(content, Element):
        yield f"<{content.name}"
        for name, value in content.attributes.items():
            yield f' {name}="{escape(value)}"'
        if content.name in _SHAPES and not content.content:
            yield "/>"
            return
        yield ">"
        if content.name not in _VOID:
            for part in content.content:
                yield from _written(part)
            yield f"</{content.name}>"
    else:
        for part in content:
            yield from _written(part)
