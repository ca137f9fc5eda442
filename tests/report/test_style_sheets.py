"""The style sheets of pictures and of the page."""

import re
from pathlib import Path

import pytest

from plaintext_network.report import style_sheets
from plaintext_network.report.style_sheets import PAGE, PICTURES, page_style, picture_style

FOLDER = Path(style_sheets.__file__).parent / "style"


def test_every_style_sheet_of_the_package_is_named() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(PAGE)


def test_a_picture_has_the_colours_but_not_the_page() -> None:
    assert picture_style() == "".join((FOLDER / name).read_text(encoding="utf-8") for name in PICTURES)
    assert page_style().startswith(picture_style())


def test_a_missing_style_sheet_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        style_sheets._joined(("colours.css", "missing.css"))


def test_a_style_sheet_can_end_neither_html_nor_svg_and_asks_for_nothing() -> None:
    assert not re.search(r"[<&]|url\(|@import", page_style())


def test_every_class_of_the_calendar_and_the_bars_has_a_style() -> None:
    style = (FOLDER / "days.css").read_text(encoding="utf-8")
    assert {f".days-{level}" for level in range(5)} <= set(re.findall(r"\.[\w-]+", style))
