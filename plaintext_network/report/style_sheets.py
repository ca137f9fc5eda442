"""Reads the style sheets of the package: one text for the page, and one for a picture alone."""

from __future__ import annotations

from functools import cache

# In the order in which they apply.
PICTURES = ("colours.css", "pictures.css")
PAGE = (*PICTURES, "page.css", "places.css")


def page_style() -> str:
    """Return the style of the page and of the pictures in it."""
    return _joined(PAGE)


@cache
def _joined(names: tuple[str, ...]) -> str:
    # Late, and not `importlib.resources`: importing that takes longer than all else here.
    from pkgutil import get_data

    found = (get_data("plaintext_network.report", f"style/{name}") or b"" for name in names)
    return "".join(content.decode() for content in found)
