"""Vim with ALE, set up as the how-to page says, reads what the language server tells. Edits are left to `pnet`."""

import pytest

from tests.lsp.clients.editor import Editor
from tests.lsp.clients.expected import KOFI, LINKED, TODAY
from tests.lsp.clients.how_to import configuration
from tests.lsp.clients.place import Place

pytestmark = pytest.mark.system


@pytest.fixture
def vim(place: Place) -> Editor:
    for path in (".vimrc", ".vim/ale_linters/markdown/pnet.vim"):
        place.configure(path, configuration("howto-editors.md", path))
    place.write(TODAY, LINKED + "and [[Nobody Here]]\n")
    return place.edits(["vim"], TODAY, answers=False)


def test_a_problem_is_said(vim: Editor) -> None:
    vim.types("2G")
    vim.shows("leads to no note")


def test_a_link_shows_whom_it_means(vim: Editor) -> None:
    vim.types("2G")
    vim.shows("leads to no note")
    vim.types("1Gf[:ALEHover\r")
    vim.shows("you promised")


def test_a_link_leads_to_its_note(place: Place, vim: Editor) -> None:
    vim.types("2G")
    vim.shows("leads to no note")
    vim.types("1Gf[:ALEGoToDefinition\r")
    vim.shows("aliases: [Kofi]")
    assert (place.vault / KOFI).exists()
