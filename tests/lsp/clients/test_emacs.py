"""Emacs with Eglot, set up as the how-to page says, has what the language server offers."""

import json
import os
import re
import shutil

import pytest

from tests.lsp.clients.emacs import MODES, Emacs
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
from tests.lsp.clients.place import Place
from tests.lsp.clients.processes import runs, servers_of, waits_until

pytestmark = pytest.mark.system

META = "\x1b"
COMPLETE, TO_START, TO_END, CUT = META + "\t", "\x01", "\x05", "\x0b"


def choose(emacs: Emacs, name: str) -> None:
    """Choose a name from the list of completions."""
    emacs.asks(f'(progn (pop-to-buffer "*Completions*") (at "{name}") t)')
    emacs.editor.types("\r")


@pytest.mark.parametrize("mode", MODES)
def test_a_name_is_completed_to_the_link_that_the_vault_writes(place: Place, mode: str) -> None:
    place.write(TODAY, "\n")
    emacs = Emacs(place, TODAY, mode)
    for typed, name in COMPLETED.items():
        emacs.editor.types(f"with [[{typed}")
        emacs.waits(f"""(string= (buffer-string) "with [[{typed}\n")""")
        emacs.editor.types(COMPLETE)
        written = f"""(string= (buffer-string) "with [[{name}]]\n")"""
        if (
            emacs.waits(f"""(if {written} "written" (and (get-buffer-window "*Completions*") "listed"))""")
            == "listed"
        ):
            choose(emacs, name)
        emacs.waits(written)
        emacs.editor.types(TO_START + CUT)
        emacs.waits("""(string= (buffer-string) "\n")""")


def test_front_matter_is_completed_in_an_unsaved_note(place: Place) -> None:
    emacs = Emacs(place, NEW)
    emacs.editor.types("---\r")
    for typed, written in WRITTEN.items():
        emacs.editor.types(typed)
        emacs.waits(f"(string= (buffer-string) {json.dumps(f'---{chr(10)}{typed}')})")
        emacs.editor.types(COMPLETE)
        emacs.waits(f"(string= (buffer-string) {json.dumps(f'---{chr(10)}{written}')})")
        emacs.editor.types(TO_START + CUT)
        emacs.waits("""(string= (buffer-string) "---\n")""")
    assert not (place.vault / NEW).exists()


def test_one_of_several_is_chosen_from_the_list(place: Place) -> None:
    place.write(TODAY, "\n")
    emacs = Emacs(place, TODAY)
    emacs.editor.types(f"with [[quiet{COMPLETE}")
    emacs.waits('(and (get-buffer-window "*Completions*") t)')
    choose(emacs, "Open Quiet Rooms")
    emacs.waits("""(string= (buffer-string) "with [[Open Quiet Rooms]]\n")""")


def test_a_link_shows_whom_it_means(place: Place) -> None:
    place.write(TODAY, LINKED)
    emacs = Emacs(place, TODAY)
    emacs.asks('(at "Kofi")')
    emacs.editor.types("\x06")
    emacs.editor.shows("Graduate engineer")
    emacs.editor.types(f"{META}xeldoc-doc-buffer\r")
    shown = emacs.waits('(content "*eldoc*")')
    assert "you promised" in shown
    assert "**" not in shown


def test_the_name_stays_in_the_echo_area_above_long_lines(place: Place) -> None:
    place.write(TODAY, "[[Noor van Hashem]]\n")
    emacs = Emacs(place, TODAY)
    # Her position takes two lines, and five lines fit.
    emacs.editor.types("\x06")
    emacs.editor.shows("Noor van Hashem: Doctoral student, history of hospitals")


def test_a_link_leads_to_its_note(place: Place) -> None:
    place.write(TODAY, LINKED)
    emacs = Emacs(place, TODAY)
    emacs.asks('(at "Kofi")')
    emacs.editor.types(f"{META}.")
    emacs.waits(f'(equal buffer-file-name "{place.vault}/{KOFI}")')


def test_the_places_that_link_a_person_are_listed(place: Place) -> None:
    emacs = Emacs(place, PRIYA)
    emacs.editor.types(f"{META}?")
    # 14 links, and the note itself. Each is a line below its note's name.
    assert len(re.findall(r"(?m)^ *\d+: ", emacs.waits('(content "*xref*")'))) == 15


def test_a_problem_is_underlined_at_its_characters(place: Place) -> None:
    place.write(TODAY, ODD)
    emacs = Emacs(place, TODAY)
    emacs.waits("(underlined)")
    assert [found[:2] for found in emacs.asks("(diagnosed)")] == [[1, "[[Nobody Here]]"]]


@pytest.mark.parametrize("path", ODD_NOTES)
def test_line_endings_and_marks_of_other_systems_move_nothing(place: Place, path: str) -> None:
    write_odd_notes(place)
    emacs = Emacs(place, path)
    emacs.waits("(underlined)")
    assert [found[:2] for found in emacs.asks("(diagnosed)")] == [[5, "[[Nobody Here]]"]]
    emacs.asks('(at "Zoë Brandvold|")')
    emacs.editor.types(f"{META}.")
    emacs.waits(f'(equal buffer-file-name "{place.vault}/contacts/Zoë Brandvold.md")')


def test_nothing_is_said_of_a_note_outside_of_a_vault(place: Place) -> None:
    outside = place.vault.parent / "outside.md"
    outside.write_text("[[Kofi Brennan-Asante]] and [[Nobody Here]]\n", encoding="utf-8")
    emacs = Emacs(place, str(outside), attached=False)
    emacs.waits("(eq major-mode 'text-mode)")
    assert emacs.asks("(attached)") is None


def test_a_promise_is_ticked_in_the_buffer(place: Place) -> None:
    emacs = Emacs(place, KOFI)
    emacs.asks('(at "read his")')
    emacs.editor.types(f"{META}xeglot-code-actions\r")
    emacs.editor.shows("Tick")
    emacs.editor.types("Tick\t\r")
    done = "- [x] read his chartership essay and write comments [due:: 2026-11-21] [completion:: 2026-11-24]"
    emacs.waits(f'(and (string-match-p (regexp-quote "{done}") (buffer-string)) t)')
    # Only the buffer has changed.
    assert done.encode() not in place.texts()[KOFI]


def test_a_person_is_added_from_a_link_that_leads_nowhere(place: Place) -> None:
    place.write(TODAY, ODD)
    emacs = Emacs(place, TODAY)
    emacs.waits("(underlined)")
    emacs.asks('(at "Nobody")')
    emacs.editor.types(f"{META}xeglot-code-actions\r")
    emacs.editor.shows("Add the contact")
    emacs.editor.types("Add\t\r")
    emacs.editor.shows("changes?")
    emacs.editor.types("y")
    emacs.waits(f'(and (find-buffer-visiting "{place.vault}/contacts/Nobody Here.md") t)')
    emacs.asks("(save-some-buffers t)")
    assert "Nobody Here" in place.pnet("list", "--fields", "name")


@pytest.mark.parametrize("name", ["Priya Holtby", "Zoë Brandvold"])
def test_a_rename_changes_what_pnet_rename_changes(place: Place, name: str) -> None:
    write_odd_notes(place)
    place.write("interactions/2026/2026-11-22 Unended.md", "with [[Priya Holtby]] and [[Zoë Brandvold]]")
    beside = place.vault.parent / "beside"
    shutil.copytree(place.vault, beside)
    place.pnet("rename", name, f"{name}-Łukaszewska", vault=beside)
    emacs = Emacs(place, f"contacts/{name}.md")
    emacs.starts(f'(eglot-rename "{name}-Łukaszewska")')
    emacs.editor.shows("changes?")
    emacs.editor.types("y")
    emacs.waits(f'(file-exists-p "{place.vault}/contacts/{name}-Łukaszewska.md")')
    emacs.waits('(and (string-match-p (regexp-quote "Łukaszewska") buffer-file-name) t)')
    emacs.asks("(progn (save-some-buffers t) t)")
    # Emacs keeps what was there before beside it.
    texts = {path: text for path, text in place.texts().items() if not path.endswith("~")}
    assert texts == place.texts(beside)


def test_an_action_keeps_the_line_endings_of_a_note_that_isnt_open(place: Place) -> None:
    text = place.texts()[KOFI].replace(b"\n", b"\r\n")
    place.write(KOFI, text)
    place.write(TODAY, LINKED)
    emacs = Emacs(place, TODAY)
    emacs.asks('(at "Kofi")')
    emacs.editor.types(f"{META}xeglot-code-actions\r")
    emacs.editor.shows("Log a touch")
    emacs.editor.types("Snooze Kofi Brennan-Asante for 2\t\r")
    emacs.editor.shows("Proceed?")
    emacs.editor.types("y")
    emacs.waits(
        f'(let ((kofi (find-buffer-visiting "{place.vault}/{KOFI}"))) (and kofi (buffer-modified-p kofi) t))'
    )
    emacs.asks("(progn (save-some-buffers t) t)")
    snoozed = place.texts()[KOFI]
    assert b"2026-12-08" in snoozed
    assert snoozed.count(b"\n") == snoozed.count(b"\r\n") == snoozed.count(b"\r") == text.count(b"\n") + 1


def test_a_rename_keeps_the_encoding_of_a_note(place: Place) -> None:
    # Emacs alone would read this as Japanese.
    place.write("notes/Quoted.md", "Zoë… is [[Zoë Brandvold]], “moths”\n".encode("cp1252"))
    emacs = Emacs(place, "contacts/Zoë Brandvold.md")
    emacs.starts('(eglot-rename "Zoé Brandt")')
    emacs.editor.shows("changes?")
    emacs.editor.types("y")
    emacs.waits('(and (string-match-p "Zoé Brandt" buffer-file-name) t)')
    emacs.asks("(progn (save-some-buffers t) t)")
    assert place.texts()["notes/Quoted.md"] == "Zoë… is [[Zoé Brandt]], “moths”\n".encode("cp1252")


def test_a_rename_changes_nothing_if_emacs_cant_decode_one_of_the_notes(place: Place) -> None:
    place.write("notes/Zero.md", "Zoë\0 is [[Zoë Brandvold]]\n")
    before = place.texts()
    emacs = Emacs(place, "contacts/Zoë Brandvold.md")
    emacs.starts('(eglot-rename "Zoé Brandt")')
    emacs.editor.shows("changes?")
    emacs.editor.types("y")
    emacs.tells("Nothing changed: Zero.md")
    changed = "(and (buffer-file-name each) (buffer-modified-p each))"
    assert emacs.asks(f"(cl-notany (lambda (each) {changed}) (buffer-list))")
    assert place.texts() == before


def test_a_note_that_is_saved_under_another_name_is_known_by_it(place: Place) -> None:
    emacs = Emacs(place, KOFI)
    emacs.asks(f'(progn (write-file "{place.vault}/contacts/Kofi Copied.md") (goto-char (point-max)) t)')
    emacs.editor.types("[[Nobody Here]]")
    emacs.waits("(and (flymake-diagnostics) t)")
    assert [found[1] for found in emacs.asks("(diagnosed)")] == ["[[Nobody Here]]"]


def test_the_parts_of_a_note_are_listed(place: Place) -> None:
    emacs = Emacs(place, PRIYA)
    emacs.editor.types(f"{META}ximenu\r")
    emacs.editor.shows("Index item")
    # Eglot asks for the kind first.
    emacs.editor.types("String\rLog\r")
    emacs.waits("""(looking-at-p "## Log")""")


def test_people_are_found_by_name(place: Place) -> None:
    emacs = Emacs(place, PRIYA)
    emacs.starts('(xref-find-apropos "wierz")')
    assert "Łukasz Wierzba" in emacs.waits('(content "*xref*")')


def test_a_crash_leaves_no_server_behind(place: Place) -> None:
    emacs = Emacs(place, PRIYA)
    process = emacs.asks("(emacs-pid)")
    servers = servers_of(process)
    assert servers
    os.kill(process, 9)
    waits_until(lambda: not any(map(runs, servers)), 2)
