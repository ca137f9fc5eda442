"""Finds the words with which a shell of git's runs this pnet. Runs nothing."""

import os
import shutil
import sys
from shlex import quote


def program_words() -> str:
    """Return the words that run this pnet, quoted for a shell.

    The path is absolute, because programs with a window often start git with another PATH. If this pnet is on the PATH, the words
    name it as the PATH does: a link that pipx made stays in place when its target moves.
    """
    ours = os.path.abspath(sys.argv[0])
    found = shutil.which("pnet")
    if found and os.path.realpath(found) == os.path.realpath(ours):
        return quote(os.path.abspath(found))
    if os.path.basename(ours) in ("pnet", "pnet.exe") and os.access(ours, os.X_OK):
        return quote(ours)
    # With -P, Python imports nothing from the folder in which git runs it.
    return f"{quote(sys.executable)} -P -m plaintext_network"
