"""Checks the writes in folders outside the vault that belong to a write. Changes nothing.

Other programs write to these folders, too. So undoing and redoing leave what they have changed as it is, and say so.
"""

from collections.abc import Iterable

from plaintext_network.errors import ChangedOnDisk, FileAlreadyExists, WriteFailed
from plaintext_network.vault.transaction.check_paths import (
    check_change,
    folder_identity,
    resolve_other,
)
from plaintext_network.vault.transaction.record import FileChange, OtherChanges, OtherFolder


def check_others(others: Iterable[OtherFolder]) -> tuple[OtherChanges, ...]:
    """Return the changes of an operation in other folders, with their files' modes.

    Raises ChangedOnDisk or FileAlreadyExists if a file is not as it was read, WriteFailed if the folder or the system forbids it.
    """
    checked = []
    for other in others:
        if other.identity and other.identity != folder_identity(other.root):
            raise WriteFailed(other.root, "it is not the folder that it was when it was read")
        changes = resolve_other(other)
        places = [change.at for change in changes.changes]
        if len(places) != len(set(places)):
            raise WriteFailed(other.root, "a file in it is to be changed twice at once")
        modes = tuple(check_change(other.root, change)[0] for change in changes.changes)
        checked.append(changes._replace(changes=modes))
    return tuple(checked)


def applicable_steps(others: Iterable[OtherChanges]) -> tuple[tuple[OtherFolder, ...], tuple[str, ...]]:
    """Return the steps that the files permit now, and notices of those that stay. Steps that are applied already are left out."""
    found, notices = [], []
    for other in others:
        here = folder_identity(other.root)
        if not here or other.identity not in ("", here):
            if other.is_listed:
                notices.append(f"{other.root} is not the folder that it was, and stays as it is")
            continue
        ready = []
        for change in other.changes:
            if _is_possible(other.root, change):
                ready.append(change)
            elif other.is_listed and not _is_applied(other.root, change):
                notices.append(f"{change.step.path} has changed since, and stays as it is")
        if ready:
            found.append(other._replace(changes=tuple(ready)).as_steps())
    return tuple(found), tuple(notices)


def _is_possible(root: str, change: FileChange) -> bool:
    try:
        check_change(root, change)
    except (ChangedOnDisk, FileAlreadyExists, WriteFailed):
        return False
    return True


def _is_applied(root: str, change: FileChange) -> bool:
    step = change.step
    try:
        check_change(root, change._replace(step=step._replace(before=step.after)))
    except (ChangedOnDisk, FileAlreadyExists, WriteFailed):
        return False
    return True
