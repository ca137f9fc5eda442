"""Opens a note in your editor, and looks it over when you come back."""

import os

from plaintext_network.cli.editor import edit_file, mind_terminal
from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet edit`."""
    return edit(session, session.notebook.path(" ".join(session.options.name)))


def edit(session: Session, path: str) -> int:
    """Open a note in the editor; say what is wrong in it afterwards."""
    notebook, screen = session.notebook, session.screen
    mind_terminal("edit", session.options.no_input, os.environ)
    edit_file(os.path.join(notebook.root, *path.split("/")), os.environ)
    notebook.refresh()
    for problem in notebook.problems():
        if problem.path == path and problem.severity != "information":
            screen.note(
                ("place", f"{path}:{problem.line}:{problem.column}"),
                f": {problem.message}; {problem.hint}",
            )
    return 0
