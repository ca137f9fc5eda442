"""The colours of pictures and of the page have contrast, and keep their order for people who see fewer colours."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import plaintext_network.report

STYLE = Path(plaintext_network.report.__file__).parent / "style/colours.css"
RGB = tuple[float, float, float]
# Machado, Oliveira and Fernandes 2009, for a severity of 1, as in Chromium; and a picture in greys.
VISIONS: dict[str, tuple[RGB, RGB, RGB]] = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    "achromatopsia": ((0.213, 0.715, 0.072),) * 3,
}


def schemes() -> dict[str, dict[str, str]]:
    """Return the colours of each scheme by name; dark and print change those of light."""
    light, dark, paper = re.split(r"@media [^{]*\{", STYLE.read_text(encoding="utf-8"))
    found = {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for name, part in (("light", light), ("dark", dark), ("print", paper))
    }
    return {name: found["light"] | colours for name, colours in found.items()}


SCHEMES = schemes()


def luminance(colour: str, vision: str = "all colours") -> float:
    """Return the relative luminance of a colour (WCAG 2.2), as somebody sees it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    seen = [
        min(1.0, max(0.0, sum(part * value for part, value in zip(row, linear, strict=True))))
        for row in VISIONS[vision]
    ]
    return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]


def contrast(one: str, other: str, vision: str = "all colours") -> float:
    """Return the contrast of two colours (WCAG 2.2), from 1 to 21."""
    dark, light = sorted((luminance(one, vision), luminance(other, vision)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("text", ["ink", "muted", "accent", "due"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_words_have_contrast(text: str, ground: str, scheme: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sign", ["standing-warm", "standing-cooling", "standing-dormant", "due", "level-4"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_signs_have_contrast(sign: str, ground: str, scheme: str) -> None:
    # Very long ago is meant to fade; its shape and its place say the same.
    assert contrast(SCHEMES[scheme][sign], SCHEMES[scheme][ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(
    "names",
    [
        [f"level-{level}" for level in range(5)],
        ["standing-warm", "standing-cooling", "standing-dormant", "standing-lost"],
    ],
    ids=["levels", "standings"],
)
def test_what_has_an_order_keeps_it_for_everybody(names: list[str], vision: str, scheme: str) -> None:
    colours = [SCHEMES[scheme][name] for name in names]
    lights = [luminance(colour, vision) for colour in colours]
    assert lights in (sorted(lights), sorted(lights, reverse=True))
    assert all(contrast(one, other, vision) >= 1.2 for one, other in pairwise(colours))
