"""The drawings of README and docs can be read on any page: light or dark, whatever the reader prefers."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.report.tab import DARK, LIGHT, Tab

pytestmark = pytest.mark.system

DRAWINGS = sorted((Path(__file__).parents[2] / "docs" / "pictures").glob("*.svg"))
# GitHub's pages.
PAGES = {"light page": "#ffffff", "dark page": "#0d1117"}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("prefers", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.name)
def test_a_drawing_brings_its_ground_and_its_colours(
    drawing: Path, prefers: dict[str, str], page: str, tmp_path: Path, tab: Tab
) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        f'<!doctype html><title>README</title><body style="margin: 0; background: {PAGES[page]}">'
        f'<img style="display: block; max-width: 100%" alt="a drawing" src="{drawing.as_uri()}">'
    )
    tab.look(width=760, features=prefers)
    tab.open(file)
    height = tab.run("document.querySelector('img').getBoundingClientRect().height")
    shown = Image.open(io.BytesIO(tab.picture(0, height))).convert("L")
    # The last row may be half of the picture's.
    right, bottom = shown.width - 1, shown.height - 3
    corners = {shown.getpixel((x, y)) for x in (2, right - 4) for y in (2, bottom)}
    (ground,) = corners
    darkest, lightest = shown.getextrema()
    assert isinstance(ground, int)
    assert isinstance(darkest, int)
    assert isinstance(lightest, int)
    if prefers == DARK:
        assert ground < 40
        assert lightest > 200
    else:
        assert ground > 240
        assert darkest < 60
    assert tab.messages() == []
