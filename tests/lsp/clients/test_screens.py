"""The how-to pages show what the editors show."""

import os

import pytest

from tests.lsp.clients.expected import KOFI, TODAY
from tests.lsp.clients.how_to import configuration, rewrite
from tests.lsp.clients.neovim import Neovim
from tests.lsp.clients.place import Place

pytestmark = pytest.mark.system

NOTE = """\
- [ ] send [[Priya Holtby]] the photographs [due:: 2026-11-27]
- wrote to [[Nobody Here]]
- coffee with [[Kofi Brennan-Asante]], who passed his exam #touch
"""


def same_as_on_page(screen: str, page: str, caption: str) -> bool:
    """Return whether the page shows this screen; with UPDATE_EXAMPLES, write it there first."""
    screen = screen.replace("~\n", "")
    if os.environ.get("UPDATE_EXAMPLES"):
        rewrite(page, caption, screen)
    return screen == configuration(page, caption)


def test_the_page_shows_what_neovim_says_of_a_person(place: Place) -> None:
    place.write(TODAY, NOTE)
    nvim = Neovim(place, "0.11", TODAY)
    nvim.waits("#diagnosed() > 0")
    nvim.asks("at('Kofi')")
    nvim.editor.types("K")
    nvim.waits("floating()")
    nvim.editor.shows("you promised")
    nvim.editor.shows("leads to no note")
    assert same_as_on_page(nvim.editor.shown(), "howto-editors.md", "Neovim 0.11 on daily/2026-11-24.md")


def test_the_page_shows_what_neovim_can_do_with_a_promise(place: Place) -> None:
    nvim = Neovim(place, "0.11", KOFI)
    nvim.editor.shows("promise due")
    nvim.asks("at('read his')")
    nvim.editor.types("gra")
    nvim.editor.shows("q or empty cancels")
    caption = "Neovim 0.11 on contacts/Kofi Brennan-Asante.md, after gra on a promise"
    assert same_as_on_page(nvim.editor.shown(), "howto-neovim.md", caption)
