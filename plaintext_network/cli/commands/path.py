"""Implements `pnet path`: prints a note's path."""

import os

from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet path`."""
    path = session.notebook.path(" ".join(session.options.name))
    session.screen.print_whole(
        os.path.join(session.notebook.root, path) if session.options.absolute else path
    )
    session.note_problem_counts()
    return 0
