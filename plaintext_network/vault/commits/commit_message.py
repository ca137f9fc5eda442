"""Writes the message of a commit from what a write did. Runs no git."""

import re
from collections.abc import Sequence

from plaintext_network.vault import TRASH
from plaintext_network.vault.commits.committable_files import CommittableFiles
from plaintext_network.vault.transaction.journal_files import UNDONE
from plaintext_network.vault.transaction.record import Operation

MOST_OF_A_SUBJECT = 72
# How many paths a message names.
_MOST_PATHS = 8
# The first words of a description in `pnet undo --list`, and the same as an imperative.
_IMPERATIVES = (
    (r"log (\d{4}-\d\d-\d\d) (.*)", r"Log \1 with \2"),
    (r"done: (.*)", r"Tick: \1"),
    (r"happened on (.*)", r"Confirm for \1"),
    (r"did not happen: (.*)", r"Cancel: \1"),
    (r"moved to (.*)", r"Move to \1"),
    (r"archive --undo (.*)", r"Unarchive \1"),
    (r"check --fix", "Fix what pnet check found"),
)


def commit_message(operation: Operation) -> tuple[str, str]:
    """Return the subject of a commit, at most 72 characters, and its body: the whole text if the subject is shortened."""
    what = " ".join("".join(c if c.isprintable() else " " for c in operation.what).split()) or "write"
    if operation.undoes is not None:
        return _shortened(f"{'Redo' if operation.undoes.startswith(UNDONE) else 'Undo'}: {what}")
    for pattern, imperative in _IMPERATIVES:
        if found := re.fullmatch(pattern, what):
            return _shortened(found.expand(imperative))
    return _shortened(what[:1].upper() + what[1:])


def message_of(operation: Operation, ready: CommittableFiles) -> tuple[str, str]:
    """Return the subject and body of the commit of some files of an operation."""
    if any(not path.startswith(f"{TRASH}/") for path in ready.ignored):
        # The repository must not name people whose notes git ignores.
        return neutral_message(operation, [file.path for file in ready.files])
    return commit_message(operation)


def neutral_message(operation: Operation, paths: Sequence[str]) -> tuple[str, str]:
    """Return the subject and body for a write of which git ignores a part: they name only what is committed."""
    verb = "Update" if operation.undoes is None else "Undo changes of"
    if len(paths) > _MOST_PATHS:
        return f"{verb} {len(paths):,} files", ""
    shown = ", ".join("".join(c if c.isprintable() else " " for c in path) for path in paths)
    return _shortened(f"{verb} {shown}")


def _shortened(text: str) -> tuple[str, str]:
    if len(text) <= MOST_OF_A_SUBJECT:
        return text, ""
    cut = text[: MOST_OF_A_SUBJECT - 1]
    words = cut.rpartition(" ")[0]
    # A text without spaces is cut anywhere.
    return f"{(words if len(words) > MOST_OF_A_SUBJECT // 2 else cut).rstrip(' ,;:')}…", text
