"""Writes a picture as a separate SVG file. It contains its style sheets, so it is light or dark without a page."""

from __future__ import annotations

from plaintext_network.report.markup import Element, Raw, element, markup
from plaintext_network.report.style_sheets import picture_style

MARGIN = 20


def standalone(picture: Element) -> str:
    """Return an `svg` element as a file: on a background of the paper's colour, with a margin.

    The element has a `viewBox`, or a `width` and a `height`.
    """
    attributes = dict(picture.attributes)
    if "viewBox" in attributes:
        left, top, width, height = map(float, attributes["viewBox"].split())
    else:
        left, top, width, height = 0.0, 0.0, float(attributes["width"]), float(attributes["height"])
    box = (left - MARGIN, top - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN)
    ground = element("rect", x=box[0], y=box[1], width=box[2], height=box[3], class_="picture-ground")
    attributes["viewBox"] = " ".join(f"{number:g}" for number in box)
    attributes["width"], attributes["height"] = f"{box[2]:g}", f"{box[3]:g}"
    # Some screen readers find a name and a description only as the first children.
    names = tuple(
        part for part in picture.content if isinstance(part, Element) and part.name in ("title", "desc")
    )
    drawn = tuple(part for part in picture.content if part not in names)
    svg = Element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", **attributes},
        (*names, element("style", Raw(picture_style())), ground, *drawn),
    )
    return f"{markup(svg)}\n"
