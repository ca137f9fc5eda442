"""Emacs with Eglot, set up as the how-to page says, has what the language server offers."""

import os
import re
import shutil

import pytest

from tests.lsp.clients.emacs import MODES, Emacs
from tests.lsp.clients.place import Place
from tests.lsp.clients.processes import runs, servers_of, waits_until

pytestmark = pytest.mark.system

TODAY = "daily/2026-11-24.md"
KOFI = "contacts/Kofi Brennan-Asante.md"
PRIYA = "contacts/Priya Holtby.md"


@pytest.mark.parametrize("mode", MODES)
def test_a_name_is_completed_to_the_link_that_the_vault_writes(place: Place, mode: str) -> None:
    place.write(TODAY, "Coffee with\n")
    emacs = Emacs(place, TODAY, mode)
    emacs.editor.types("\x05 [[kof\x1b\t")
    emacs.waits("""(string= (buffer-string) "Coffee with [[Kofi Brennan-Asante]]\n")""")


def test_a_link_shows_whom_it_means(place: Place) -> None:
    place.write(TODAY, "Coffee with [[Kofi Brennan-Asante]]\n")
    emacs = Emacs(place, TODAY)
    emacs.asks('(at "Kofi")')
    emacs.editor.types("\x06")
    emacs.editor.shows("Graduate engineer")
    emacs.editor.types("\x1bxeldoc-doc-buffer\r")
    assert "you promised" in emacs.waits("""(content "*eldoc*")""")


def test_a_link_leads_to_its_note(place: Place) -> None:
    place.write(TODAY, "Coffee with [[Kofi Brennan-Asante]]\n")
    emacs = Emacs(place, TODAY)
    emacs.asks('(at "Kofi")')
    emacs.editor.types("\x1b.")
    emacs.waits(f'(equal buffer-file-name "{place.vault}/{KOFI}")')


def test_the_places_that_link_a_person_are_listed(place: Place) -> None:
    emacs = Emacs(place, PRIYA)
    emacs.editor.types("\x1b?")
    # 14 links, and the note itself. Each is a line below its note's name.
    assert len(re.findall(r"(?m)^ *\d+: ", emacs.waits('(content "*xref*")'))) == 15


def test_a_problem_is_underlined_at_its_characters(place: Place) -> None:
    place.write(TODAY, "- 👩‍🚀 e\u0301 🇬🇧 with [[Nobody Here]], and [[Kofi Brennan-Asante]]\n")
    emacs = Emacs(place, TODAY)
    emacs.waits("(and (flymake-diagnostics) t)")
    assert [found[:2] for found in emacs.asks("(diagnosed)")] == [[1, "[[Nobody Here]]"]]


def test_nothing_is_said_of_a_note_outside_of_a_vault(place: Place) -> None:
    outside = place.vault.parent / "outside.md"
    outside.write_text("[[Kofi Brennan-Asante]] and [[Nobody Here]]\n", encoding="utf-8")
    emacs = Emacs(place, str(outside), attached=False)
    emacs.waits("(eq major-mode 'text-mode)")
    assert emacs.asks("(attached)") is None


def test_a_rename_changes_what_pnet_rename_changes(place: Place) -> None:
    beside = place.vault.parent / "beside"
    shutil.copytree(place.vault, beside)
    place.pnet("rename", "Priya Holtby", "Priya Anand Holtby", vault=beside)
    emacs = Emacs(place, PRIYA)
    emacs.starts('(eglot-rename "Priya Anand Holtby")')
    emacs.editor.shows("Make 14 changes?")
    emacs.editor.types("y")
    emacs.waits(f'(file-exists-p "{place.vault}/contacts/Priya Anand Holtby.md")')
    emacs.asks("(save-some-buffers t)")
    # Emacs keeps what was there before beside it.
    assert {path: text for path, text in place.texts().items() if not path.endswith("~")} == place.texts(
        beside
    )


def test_a_crash_leaves_no_server_behind(place: Place) -> None:
    emacs = Emacs(place, PRIYA)
    process = emacs.asks("(emacs-pid)")
    servers = servers_of(process)
    assert servers
    os.kill(process, 9)
    waits_until(lambda: not any(map(runs, servers)), 2)
