"""Starts pnet: as git's merge driver, which runs once per file, or as a command. Imports only what that needs."""

import sys

from plaintext_network.cli.driver_words import merge_words


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
    status = merge_driver(words)
    if "plaintext_network.model.merge.merge_notes" in sys.modules:
        # Late: only a process that merged a note itself can become a helper.
        from plaintext_network.vault.git.merge_helper import become_helper

        become_helper()
    os._exit(status)
