"""Implements `pnet path`: prints a note's path, or a link to it."""

import os

from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet path`."""
    options, notebook = session.options, session.notebook
    path = notebook.path(" ".join(options.name))
    if options.link:
        session.screen.print_exact(notebook.dry_run().link(path, "", people=False, body=True))
    else:
        session.screen.print_exact(os.path.join(notebook.root, path) if options.absolute else path)
    session.note_problem_counts()
    return 0
