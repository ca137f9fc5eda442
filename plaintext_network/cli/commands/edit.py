"""Implements `pnet edit`: opens a note, or an interaction at its line, in the editor, then lists the note's problems."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from plaintext_network.cli.editor import edit_file, require_terminal
from plaintext_network.cli.errors import AmbiguousInteraction
from plaintext_network.cli.prompts import Prompter
from plaintext_network.cli.session import Session
from plaintext_network.errors import NoteNotFound
from plaintext_network.network.index.parse_place import parse_place

if TYPE_CHECKING:
    from plaintext_network.network.search.timeline import TimelineEntry

LISTED = 20


def run(session: Session) -> int:
    """Run `pnet edit`."""
    typed, notebook = " ".join(session.options.name), session.notebook
    if session.options.last:
        last = notebook.last_interaction(typed)
        return edit(session, last.path, None if last.interaction.form == "note" else last.line)
    try:
        return edit(session, notebook.path(typed))
    except NoteNotFound:
        if place := _place(session, typed):
            return edit(session, *place)
        # Contacts and names of notes come first.
        found = notebook.find_interactions(typed)
        if not found:
            raise
    entry = found[0] if len(found) == 1 else _which(session, typed, found)
    return edit(session, entry.path, None if entry.interaction.form == "note" else entry.line)


def _place(session: Session, typed: str) -> tuple[str, int] | None:
    """Return the path and the line of a `path:line` whose note exists, also as pnet prints the path; None for other texts."""
    place = parse_place(typed)
    if place is None or not place[0].endswith(".md"):
        return None
    try:
        return session.notebook.path(place[0]), place[1]
    except NoteNotFound:
        return None


def _which(session: Session, typed: str, found: tuple[TimelineEntry, ...]) -> TimelineEntry:
    """Ask which of several interactions is meant; without a terminal, raise AmbiguousInteraction."""
    shown = [(f"{entry.path}:{entry.line}", _line(entry)) for entry in found[:LISTED]]
    prompter = Prompter(session.screen, allowed=not session.options.no_input)
    if not prompter.possible or len(found) > LISTED:
        raise AmbiguousInteraction(typed, shown, len(found))
    return found[prompter.choice("Which interaction?", [f"{text}  ({place})" for place, text in shown])]


def _line(entry: TimelineEntry) -> str:
    people = ", ".join((*entry.names, *(person.label for person in entry.unknown)))
    about = ": ".join(part for part in (entry.channel, entry.summary) if part)
    return "  ".join(part for part in (entry.day.isoformat(), people, about) if part)


def edit(session: Session, path: str, line: int | None = None) -> int:
    """Open a note in the editor, at a line if the editor can, then print its errors and warnings."""
    notebook, screen = session.notebook, session.screen
    require_terminal("edit", session.options.no_input, os.environ)
    before = notebook.text(path)
    edit_file(os.path.join(notebook.root, *path.split("/")), os.environ, line)
    notebook.refresh()
    if path in notebook.index.notes and notebook.text(path) != before:
        screen.note(("muted", f"edited {path}; pnet undo does not revert what an editor wrote"))
    for problem in notebook.problems():
        if problem.path == path and problem.severity != "information":
            screen.note(
                ("place", f"{path}:{problem.line}:{problem.column}"),
                f": {problem.message}; {problem.hint}",
            )
    return 0
