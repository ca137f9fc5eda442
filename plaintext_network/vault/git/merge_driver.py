"""Runs as git's merge driver: gets a file merged, and writes the result where git looks for it. Merges nothing itself.

git runs it once per file, so it imports only what this file needs. It never reports a clean merge that isn't one: after a
fault, git learns of it by the exit status, and the file is as it was.
"""

from __future__ import annotations

import os

from plaintext_network.vault.git.merge_helper import ask_helper

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# The exit statuses. That for conflicts is one that no broken Python or shell ends with: see `setup`.
CLEAN, CONFLICTS, FAILED, INTERRUPTED = 0, 100, 129, 130


def merge_driver(arguments: Sequence[str]) -> int:
    """Merge as `merge.pnet.driver` asks for it, with %O %A %B %L %P %S %X %Y; return the exit status."""
    if len(arguments) < 5:
        return FAILED
    try:
        merged = ask_helper(arguments)
        if merged is None:
            # Late: with a helper, this process only asks.
            from plaintext_network.vault.git.merge_file import merge_file

            merged = merge_file(arguments, os.getppid()) or ()
        if not merged:
            return CONFLICTS
        text, conflicts = merged
        _write(arguments[1], text)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - git has to learn of any fault by an exit status
        return FAILED
    return CONFLICTS if conflicts else CLEAN


def _write(path: str, text: bytes) -> None:
    """Replace a file of git's, so that git finds the result whole or not at all."""
    draft = f"{path}.{os.urandom(4).hex()}"
    file = open(draft, "xb")  # noqa: SIM115 - only a draft that this run created may be removed
    try:
        with file:
            file.write(text)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
