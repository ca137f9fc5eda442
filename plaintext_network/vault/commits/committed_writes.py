"""Stores which of a vault's writes were committed, so that an undo can name the commit that remains. Runs no git."""

import shlex
from contextlib import suppress
from os.path import join

from plaintext_network.errors import UndoRefused
from plaintext_network.vault.cache.locations import open_regular, records_folder, replace_file
from plaintext_network.vault.transaction.record import Operation
from plaintext_network.vault.transaction.transaction import last_write, undo

_FILE = "committed"
# More than the number of writes that pnet can undo.
_MOST = 100


def committed_as(root: str, record: str) -> str:
    """Return the commit of the write, undo or redo that left a record of this name; "" if it wasn't committed."""
    return _read(root).get(record, "")


def undo_or_revert(root: str) -> Operation:
    """Return the operation that undoes the last write. Raises as `undo` does, with the command that reverts the write's commit."""
    try:
        return undo(root)
    except UndoRefused as refused:
        if not (commit := committed_as(root, last_write(root))):
            raise
        revert = f"git -C {shlex.quote(root)} revert --no-edit {commit[:10]}"
        raise UndoRefused(refused.what, refused.paths, revert) from None


def remember_commit(root: str, record: str, commit: str) -> None:
    """Remember the commit of a write by the name of its record. Call it only within `write_lock.hold_write_lock`."""
    known = {**_read(root), record: commit}
    lines = [f"{name} {commit}\n" for name, commit in list(known.items())[-_MOST:]]
    # Only a note to the user depends on it.
    with suppress(OSError):
        replace_file(join(records_folder(root), _FILE), ["".join(lines).encode()])


def _read(root: str) -> dict[str, str]:
    try:
        with open_regular(join(records_folder(root), _FILE)) as file:
            pairs = [line.split(" ") for line in file.read(1 << 16).decode("ascii", "replace").splitlines()]
    except OSError:
        return {}
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
