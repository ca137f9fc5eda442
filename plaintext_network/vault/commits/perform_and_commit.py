"""Performs an operation and commits it; after an undo without a commit, reports the commit that remains. Runs no git itself."""

from plaintext_network.vault.commits.commit_result import Committed, NotCommitted
from plaintext_network.vault.commits.committed_writes import committed_as, remember_commit
from plaintext_network.vault.transaction.journal_files import UNDONE
from plaintext_network.vault.transaction.record import Operation
from plaintext_network.vault.transaction.transaction import last_write, perform


def perform_and_commit(
    root: str, operation: Operation, *, commit: bool, with_hooks: bool = False
) -> tuple[tuple[str, ...], Committed | NotCommitted | None]:
    """Apply an operation and return its notices, and the result of its commit; None if the caller asked for none.

    Without `commit`, reports only an undo or redo of a committed write. Raises what `perform` raises. Call it only within
    `write_lock.hold_write_lock`.
    """
    undoes = operation.undoes or ""
    result: Committed | NotCommitted | None
    if not commit:
        notices = perform(root, operation)
        return notices, _remaining_commit(root, operation, undoes)
    # Late: most undos need no git.
    from plaintext_network.vault.commits.commit_write import commit_write

    notices, result = commit_write(
        root,
        operation,
        lambda: perform(root, operation),
        undone=committed_as(root, undoes),
        with_hooks=with_hooks,
    )
    if isinstance(result, Committed):
        is_undo = undoes and not undoes.startswith(UNDONE)
        remember_commit(root, f"{UNDONE}{undoes}" if is_undo else last_write(root), result.commit)
    return notices, result


def _remaining_commit(root: str, operation: Operation, undoes: str) -> NotCommitted | None:
    """Return the report of an undo or redo that isn't committed, although the write that it reverts was."""
    if not undoes or not (earlier := committed_as(root, undoes)):
        return None
    # Late: as above.
    from plaintext_network.vault.commits.commit_write import explicit

    was, now = ("undo", "redo") if undoes.startswith(UNDONE) else ("write", "undo")
    return NotCommitted(
        f"the {was} was committed as {earlier[:10]}, and this {now} is not", explicit(root, operation)
    )
