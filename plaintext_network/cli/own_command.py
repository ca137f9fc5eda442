"""Finds the command that runs this pnet, for settings of other programs that start it."""

import os
import sys


def own_command() -> list[str]:
    """Return the command that runs this program; its first word is an absolute path."""
    named = os.path.abspath(sys.argv[0])
    if os.path.basename(named).startswith("pnet") and os.access(named, os.X_OK):
        return [named]
    return [sys.executable, "-m", "plaintext_network"]
