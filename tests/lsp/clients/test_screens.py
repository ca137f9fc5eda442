"""The how-to pages show what the editors show."""

import os

import pytest

from tests.lsp.clients.expected import PRIYA, TODAY
from tests.lsp.clients.how_to import configuration, rewrite
from tests.lsp.clients.neovim import Neovim
from tests.lsp.clients.place import Place

pytestmark = pytest.mark.system

NOTE = """\
- coffee with [[Kofi Brennan-Asante]], who passed his exam #touch
- [ ] send Priya Holtby the photographs [due:: 2026-11-27]
- he should meet [[Nobody Here]]
"""


def test_the_page_shows_neovims_screen(place: Place) -> None:
    place.write(TODAY, NOTE)
    nvim = Neovim(place, "0.11", TODAY)
    nvim.waits("#diagnosed() > 0")
    nvim.asks("at('Kofi')")
    nvim.editor.types("K")
    nvim.waits("floating()")
    nvim.editor.shows("you promised")
    screen = nvim.editor.shown().replace("~\n", "")
    page, caption = "howto-editors.md", "Neovim 0.11 on daily/2026-11-24.md"
    if os.environ.get("UPDATE_EXAMPLES"):
        rewrite(page, caption, screen)
    assert screen == configuration(page, caption)


def test_neovim_shows_who_is_due_beside_the_first_line(place: Place) -> None:
    nvim = Neovim(place, "0.11", PRIYA)
    nvim.editor.shows("--- warm, the bakery opened its doors (2022) today")
