"""Neovim 0.11 and 0.7, set up as the how-to page says, have what the language server offers."""

import os
import shutil

import pytest

from tests.lsp.clients.expected import (
    COMPLETED,
    KOFI,
    LINKED,
    NEW,
    ODD,
    ODD_NOTES,
    PRIYA,
    TODAY,
    WRITTEN,
    write_odd_notes,
)
from tests.lsp.clients.neovim import VERSIONS, Neovim
from tests.lsp.clients.place import Place
from tests.lsp.clients.processes import runs, servers_of, waits_until

pytestmark = [pytest.mark.system, pytest.mark.parametrize("version", VERSIONS)]

ESCAPE, NEXT, ACCEPT, OMNI = "\x1b", "\x0e", "\x19", "\x18\x0f"


def test_a_name_is_completed_to_the_link_that_the_vault_writes(place: Place, version: str) -> None:
    place.write(TODAY, "Coffee with\n")
    nvim = Neovim(place, version, TODAY)
    for typed, name in COMPLETED.items():
        nvim.editor.types(f"A [[{typed}")
        nvim.waits(f"vim.api.nvim_get_current_line() == 'Coffee with [[{typed}'")
        if version == "0.7":
            nvim.editor.types(OMNI)
        nvim.waits(f"vim.fn.pumvisible() == 1 and offered()[1] == '{name}'")
        nvim.editor.types(NEXT + ACCEPT)
        nvim.waits(f"vim.api.nvim_get_current_line() == 'Coffee with [[{name}]]'")
        nvim.editor.types(f'{ESCAPE}0f[h"_D')
        nvim.waits("vim.api.nvim_get_current_line() == 'Coffee with'")


def test_front_matter_is_completed_in_an_unsaved_note(place: Place, version: str) -> None:
    nvim = Neovim(place, version, NEW)
    nvim.editor.types("i---\r")
    for typed, written in WRITTEN.items():
        nvim.editor.types(typed)
        nvim.waits(f"vim.api.nvim_get_current_line() == '{typed}'")
        nvim.editor.types(OMNI)
        nvim.waits("vim.fn.pumvisible() == 1 and #offered() == 1")
        nvim.editor.types(NEXT + ACCEPT)
        nvim.waits(f"vim.api.nvim_get_current_line() == '{written}'")
        nvim.editor.types(f'{ESCAPE}0"_Da')
        nvim.waits("vim.api.nvim_get_current_line() == ''")
    assert not (place.vault / NEW).exists()


def test_a_link_shows_whom_it_means(place: Place, version: str) -> None:
    place.write(TODAY, LINKED)
    nvim = Neovim(place, version, TODAY)
    nvim.asks("at('Kofi')")
    nvim.editor.types("K")
    shown = nvim.waits("floating()")
    assert "Kofi Brennan-Asante" in shown
    assert "you promised" in shown


def test_a_link_leads_to_its_note(place: Place, version: str) -> None:
    place.write(TODAY, LINKED)
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
    place.write(TODAY, ODD)
    nvim = Neovim(place, version, TODAY)
    nvim.waits("#diagnosed() > 0")
    assert [found[:3] for found in nvim.asks("diagnosed()")] == [[1, "[[Nobody Here]]", "link-nowhere"]]


@pytest.mark.parametrize("path", ODD_NOTES)
def test_line_endings_and_marks_of_other_systems_move_nothing(place: Place, version: str, path: str) -> None:
    write_odd_notes(place)
    nvim = Neovim(place, version, path)
    nvim.waits("#diagnosed() > 0")
    assert [found[:3] for found in nvim.asks("diagnosed()")] == [[5, "[[Nobody Here]]", "link-nowhere"]]
    nvim.asks("at('Zoë Brandvold|')")
    nvim.editor.types("\x1d")
    nvim.waits(f"vim.api.nvim_buf_get_name(0) == '{place.vault}/contacts/Zoë Brandvold.md'")


def test_a_problem_that_is_repaired_is_said_no_more(place: Place, version: str) -> None:
    place.write(TODAY, ODD)
    nvim = Neovim(place, version, TODAY)
    nvim.waits("#diagnosed() == 1")
    nvim.runs("%s/Nobody Here/Priya Holtby/")
    nvim.waits("#diagnosed() == 0")


def test_nothing_is_said_of_a_note_outside_of_a_vault(place: Place, version: str) -> None:
    outside = place.vault.parent / "outside.md"
    outside.write_text("[[Kofi Brennan-Asante]] and [[Nobody Here]]\n", encoding="utf-8")
    nvim = Neovim(place, version, str(outside), attached=False)
    nvim.waits("vim.bo.filetype == 'markdown'")
    assert nvim.asks("attached()") is False


def test_a_promise_is_ticked_in_the_buffer(place: Place, version: str) -> None:
    nvim = Neovim(place, version, KOFI)
    nvim.asks("at('read his')")
    nvim.editor.types("gra")
    nvim.editor.shows("1: Tick “read his chartership essay and write comments”")
    nvim.editor.types("1\r")
    done = "- [x] read his chartership essay and write comments [due:: 2026-11-21] [completion:: 2026-11-24]"
    nvim.waits(f"vim.api.nvim_get_current_line() == '{done}'")
    # Only the buffer has changed.
    assert done.encode() not in place.texts()[KOFI]


def test_a_person_is_added_from_a_link_that_leads_nowhere(place: Place, version: str) -> None:
    place.write(TODAY, ODD)
    nvim = Neovim(place, version, TODAY)
    nvim.waits("#diagnosed() == 1")
    nvim.asks("at('Nobody')")
    nvim.editor.types("gra")
    nvim.editor.shows("Add the contact “Nobody Here”")
    number = next(line[0] for line in nvim.editor.shown().splitlines() if "Add the contact" in line)
    nvim.editor.types(f"{number}\r")
    nvim.waits(f"vim.fn.bufexists('{place.vault}/contacts/Nobody Here.md') == 1")
    nvim.runs("wall")
    assert "Nobody Here" in place.pnet("list", "--fields", "name")


def test_a_notice_of_another_changed_note_does_not_wait_for_enter(place: Place, version: str) -> None:
    nvim = Neovim(place, version, KOFI)
    nvim.asks("at('Came')")
    nvim.editor.types("gra")
    nvim.editor.shows("1: Log a touch with")
    nvim.editor.types("1\r")
    nvim.editor.shows("save 2026-11-24 Kofi Brennan-Asante.md, too")
    assert "Press ENTER" not in nvim.editor.shown()
    nvim.editor.types("G")
    nvim.waits("vim.api.nvim_win_get_cursor(0)[1] == vim.api.nvim_buf_line_count(0)")


@pytest.mark.parametrize("name", ["Priya Holtby", "Zoë Brandvold"])
def test_a_rename_changes_what_pnet_rename_changes(place: Place, version: str, name: str) -> None:
    write_odd_notes(place)
    beside = place.vault.parent / "beside"
    shutil.copytree(place.vault, beside)
    place.pnet("rename", name, f"{name}-Łukaszewska", vault=beside)
    nvim = Neovim(place, version, f"contacts/{name}.md")
    nvim.editor.types("grn")
    nvim.editor.shows("New Name:")
    nvim.editor.types("-Łukaszewska\r")
    nvim.editor.shows("notes that this changed, too")
    nvim.waits(f"vim.fn.filereadable('{place.vault}/contacts/{name}-Łukaszewska.md') == 1")
    nvim.waits("vim.api.nvim_buf_get_name(0):find('Łukaszewska') ~= nil")
    nvim.runs("wall")
    assert place.texts() == place.texts(beside)


def test_the_parts_of_a_note_are_listed(place: Place, version: str) -> None:
    nvim = Neovim(place, version, PRIYA)
    nvim.editor.types("gO")
    # Neovim's own list has no entries.
    nvim.waits("listed('Log') and listed('2026-')")


def test_people_are_found_by_name(place: Place, version: str) -> None:
    nvim = Neovim(place, version, PRIYA)
    nvim.starts("vim.lsp.buf.workspace_symbol('wierz')")
    nvim.waits("listed('Łukasz Wierzba')")


def test_a_crash_leaves_no_server_behind(place: Place, version: str) -> None:
    nvim = Neovim(place, version, PRIYA)
    process = nvim.asks("vim.fn.getpid()")
    servers = servers_of(process)
    assert servers
    os.kill(process, 9)
    waits_until(lambda: not any(map(runs, servers)), 2)
