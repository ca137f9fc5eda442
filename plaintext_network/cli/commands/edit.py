"""Implements `pnet edit`: opens a note in the editor, then lists its problems."""

import os

from plaintext_network.cli.editor import edit_file, require_terminal
from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet edit`."""
    return edit(session, session.notebook.path(" ".join(session.options.name)))


def edit(session: Session, path: str) -> int:
    """Open a note in the editor, then print its errors and warnings."""
    notebook, screen = session.notebook, session.screen
    require_terminal("edit", session.options.no_input, os.environ)
    edit_file(os.path.join(notebook.root, *path.split("/")), os.environ)
    notebook.refresh()
    for problem in notebook.problems():
        if problem.path == path and problem.severity != "information":
            screen.note(
                ("place", f"{path}:{problem.line}:{problem.column}"),
                f": {problem.message}; {problem.hint}",
            )
    return 0
