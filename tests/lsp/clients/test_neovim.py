"""Neovim 0.11 and 0.7, set up as the how-to page says, have what the language server offers."""

import os
import shutil

import pytest

from tests.lsp.clients.neovim import VERSIONS, Neovim
from tests.lsp.clients.place import Place
from tests.lsp.clients.processes import runs, servers_of, waits_until

pytestmark = [pytest.mark.system, pytest.mark.parametrize("version", VERSIONS)]

TODAY = "daily/2026-11-24.md"
KOFI = "contacts/Kofi Brennan-Asante.md"
PRIYA = "contacts/Priya Holtby.md"


def test_a_name_is_completed_to_the_link_that_the_vault_writes(place: Place, version: str) -> None:
    place.write(TODAY, "Coffee with\n")
    nvim = Neovim(place, version, TODAY)
    nvim.editor.types("A [[kof")
    if version == "0.7":
        nvim.editor.types("\x18\x0f")
    nvim.waits("vim.fn.pumvisible() == 1")
    nvim.editor.types("\x0e\x19")
    nvim.waits("vim.api.nvim_get_current_line() == 'Coffee with [[Kofi Brennan-Asante]]'")


def test_a_link_shows_whom_it_means(place: Place, version: str) -> None:
    place.write(TODAY, "Coffee with [[Kofi Brennan-Asante]]\n")
    nvim = Neovim(place, version, TODAY)
    nvim.asks("at('Kofi')")
    nvim.editor.types("K")
    assert "Kofi Brennan-Asante" in nvim.waits("floating()")


def test_a_link_leads_to_its_note(place: Place, version: str) -> None:
    place.write(TODAY, "Coffee with [[Kofi Brennan-Asante]]\n")
    nvim = Neovim(place, version, TODAY)
    nvim.asks("at('Kofi')")
    nvim.editor.types("\x1d")
    nvim.waits(f"vim.api.nvim_buf_get_name(0) == '{place.vault}/{KOFI}'")


def test_the_places_that_link_a_person_are_listed(place: Place, version: str) -> None:
    nvim = Neovim(place, version, PRIYA)
    nvim.editor.types("grr")
    nvim.waits("#vim.fn.getqflist() > 0")
    # 14 links, and the note itself.
    assert nvim.asks("#vim.fn.getqflist()") == 15


def test_a_problem_is_underlined_at_its_characters(place: Place, version: str) -> None:
    place.write(TODAY, "- 👩‍🚀 e\u0301 🇬🇧 with [[Nobody Here]], and [[Kofi Brennan-Asante]]\n")
    nvim = Neovim(place, version, TODAY)
    nvim.waits("#diagnosed() > 0")
    assert [found[:3] for found in nvim.asks("diagnosed()")] == [[1, "[[Nobody Here]]", "link-nowhere"]]


def test_nothing_is_said_of_a_note_outside_of_a_vault(place: Place, version: str) -> None:
    outside = place.vault.parent / "outside.md"
    outside.write_text("[[Kofi Brennan-Asante]] and [[Nobody Here]]\n", encoding="utf-8")
    nvim = Neovim(place, version, str(outside), attached=False)
    nvim.waits("vim.bo.filetype == 'markdown'")
    assert nvim.asks("attached()") is False


def test_a_rename_changes_what_pnet_rename_changes(place: Place, version: str) -> None:
    beside = place.vault.parent / "beside"
    shutil.copytree(place.vault, beside)
    place.pnet("rename", "Priya Holtby", "Priya Anand Holtby", vault=beside)
    nvim = Neovim(place, version, PRIYA)
    nvim.starts("vim.lsp.buf.rename('Priya Anand Holtby')")
    nvim.waits(f"vim.fn.filereadable('{place.vault}/contacts/Priya Anand Holtby.md') == 1")
    nvim.runs("wall")
    assert place.texts() == place.texts(beside)


def test_a_crash_leaves_no_server_behind(place: Place, version: str) -> None:
    nvim = Neovim(place, version, PRIYA)
    process = nvim.asks("vim.fn.getpid()")
    servers = servers_of(process)
    assert servers
    os.kill(process, 9)
    waits_until(lambda: not any(map(runs, servers)), 2)
