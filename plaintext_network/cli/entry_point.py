"""Starts pnet: as git's merge driver, which runs once per file, or as a command. Imports only what that needs."""

import sys

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# The hidden command that `pnet git setup` writes into git's settings, and the fewest words that git gives it.
MERGE, FEWEST = ("git", "merge"), 5


def merge_words(words: "Sequence[str]") -> "Sequence[str] | None":
    """Return the arguments of git's merge driver; None if this is another command."""
    found = tuple(words[:2]) == MERGE and len(words) >= len(MERGE) + FEWEST
    return words[2:] if found else None


def run() -> None:
    """Run one command and end the process with its status."""
    words = merge_words(sys.argv[1:])
    if words is None:
        # Late: a merge driver parses no options.
        from plaintext_network.cli.main import run as run_command

        run_command()
        return
    # Late: as above.
    import gc
    import os

    from plaintext_network.vault.git.merge_driver import merge_driver

    gc.disable()
    os._exit(merge_driver(words))
