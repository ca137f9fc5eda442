"""Reads the style sheets of the package: one text for the page, and one for a separate picture."""

from __future__ import annotations

from functools import cache

# In the order in which they apply.
PICTURES = ("colours.css", "contrast.css", "pictures.css", "days.css", "rings.css")
PAGE = (*PICTURES, "page.css", "places.css")


def page_style() -> str:
    """Return the style of the page and of the pictures in it."""
    return _joined(PAGE)


def picture_style() -> str:
    """Return the style of a separate picture."""
    return _joined(PICTURES)


@cache
def _joined(names: tuple[str, ...]) -> str:
    # Late, and not `importlib.resources`: importing that takes longer than all else here.
    from pkgutil import get_data

    return "".join(_content(get_data("plaintext_network.report", f"style/{name}"), name) for name in names)


def _content(content: bytes | None, name: str) -> str:
    """Return the text of a style sheet. Raises FileNotFoundError if the package has none of this name."""
    if content is None:
        raise FileNotFoundError(name)
    return content.decode()
