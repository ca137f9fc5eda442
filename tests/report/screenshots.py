"""Takes the screenshots of the report, and compares them with those that README, docs and tests have. `UPDATE_EXAMPLES=1` renews them."""

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageChops, ImageStat

from tests.report.tab import DARK, LIGHT, Tab

ROOT = Path(__file__).parents[2]
# A page has few colours. More make the files larger than anybody sees.
COLOURS = 256
# What is above an element belongs to the picture, too.
MARGIN = 40
# How much two screenshots may differ, of 255: all in all, and any square of 8 × 8 pixels.
MEAN, MOST = 0.5, 24


class Shot(NamedTuple):
    """One screenshot: its file, how to look, and its part: an element to begin with, a height, and a scale."""

    file: str
    look: Mapping[str, Any]
    start: str = "html"
    height: int | None = None
    scale: float = 1


_PAPER = {"width": 688, "media": "print", "features": LIGHT}
_SMALL = 0.3
SHOTS = (
    # What a reader of README and docs sees.
    Shot("docs/pictures/report.png", {"width": 1200, "features": LIGHT}, height=1000),
    Shot(
        "docs/pictures/report-dark.png",
        {"width": 1200, "features": DARK},
        start="#year",
        height=1100,
    ),
    Shot("docs/pictures/report-phone.png", {"width": 360, "features": LIGHT}, height=800, scale=1.5),
    Shot("docs/pictures/report-printed.png", _PAPER, height=1000),
    # All of it, too small to read.
    Shot("tests/report/screenshots/light.png", {"width": 1280, "features": LIGHT}, scale=_SMALL),
    Shot("tests/report/screenshots/dark.png", {"width": 1280, "features": DARK}, scale=_SMALL),
    Shot("tests/report/screenshots/phone.png", {"width": 360, "features": LIGHT}, scale=_SMALL),
    Shot("tests/report/screenshots/phone-dark.png", {"width": 360, "features": DARK}, scale=_SMALL),
    Shot("tests/report/screenshots/printed.png", _PAPER, scale=_SMALL),
)


def taken(shot: Shot, page: Path, tab: Tab) -> Image.Image:
    """Return a screenshot of a page."""
    tab.look(**shot.look)
    tab.open(page)
    png = tab.picture(max(0, tab.top_of(shot.start) - MARGIN), shot.height, shot.scale)
    return (
        Image.open(io.BytesIO(png))
        .convert("RGB")
        .quantize(COLOURS if shot.scale >= 1 else 64, kmeans=1, dither=Image.Dither.NONE)
    )


def difference(shot: Shot, now: Image.Image) -> str:
    """Say how a screenshot differs from the file; "" if it doesn't, as far as one can see. Renews the file if asked to."""
    file = ROOT / shot.file
    if os.environ.get("UPDATE_EXAMPLES"):
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or _compared(Image.open(file), now):
            now.save(file, optimize=True)
    return _compared(Image.open(file), now) if file.exists() else "there is no such file"


def _compared(before: Image.Image, now: Image.Image) -> str:
    if before.size != now.size:
        return f"{before.size} became {now.size}"
    changed = ImageChops.difference(before.convert("RGB"), now.convert("RGB")).convert("L")
    mean = ImageStat.Stat(changed).mean[0]
    squares = changed.reduce(8)
    most = squares.getextrema()[1]
    assert isinstance(most, int)
    if mean <= MEAN and most <= MOST:
        return ""
    place = next(iter(squares.point(lambda value: 255 if value == most else 0).getbbox() or ()), 0)
    top = (squares.point(lambda value: 255 if value > MOST else 0).getbbox() or (0, 0, 0, 0))[1]
    return f"differs by {mean:.2f} of 255, and by {most} near x={place * 8}, first at y={top * 8}"
