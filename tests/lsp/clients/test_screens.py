"""The how-to pages show what the editors show."""

import os
import time

import pytest

from tests.lsp.clients.editor import Editor
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


def is_as_on_page(editor: Editor, page: str, caption: str) -> None:
    """Wait until the editor shows what the page shows; with UPDATE_EXAMPLES, write what it shows there first."""
    if os.environ.get("UPDATE_EXAMPLES"):
        # Until all of it is drawn.
        time.sleep(1)
        rewrite(page, caption, _used_lines(editor.shown()))
    expected = configuration(page, caption)
    editor.becomes(lambda screen: _used_lines(screen) == expected, expected)


def _used_lines(screen: str) -> str:
    return screen.replace("~\n", "")


def test_the_page_shows_what_neovim_says_of_a_person(place: Place) -> None:
    place.write(TODAY, NOTE)
    nvim = Neovim(place, "0.11", TODAY)
    nvim.waits("#diagnosed() > 0")
    nvim.asks("at('Kofi')")
    nvim.editor.types("K")
    nvim.waits("floating()")
    nvim.editor.shows("you promised")
    nvim.editor.shows("leads to no note")
    is_as_on_page(nvim.editor, "howto-editors.md", "Neovim 0.11 on daily/2026-11-24.md")


def test_the_page_shows_what_neovim_can_do_with_a_promise(place: Place) -> None:
    nvim = Neovim(place, "0.11", KOFI)
    nvim.editor.shows("promise due")
    nvim.asks("at('read his')")
    nvim.editor.types("gra")
    nvim.editor.shows("q or empty cancels")
    caption = "Neovim 0.11 on contacts/Kofi Brennan-Asante.md, after gra on a promise"
    is_as_on_page(nvim.editor, "howto-neovim.md", caption)
