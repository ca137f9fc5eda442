"""Names the hidden files of a write, and deletes those that an interruption leaves. Changes no note.

After a kill between a replacement and the comparison that follows, a hidden file may hold the only copy of a text that
another program wrote. So pnet deletes only texts that the record contains, too.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from plaintext_network.vault.files.unfinished_writes import HIDDEN
from plaintext_network.vault.transaction.check_paths import split_path
from plaintext_network.vault.transaction.checked_change import keep_copy
from plaintext_network.vault.transaction.record import FileChange, Record
from plaintext_network.vault.transaction.safe_folder import SafeFolder, UnusableFile, open_safe_folder


class HiddenFiles:
    """The hidden files of one record in one direction. `copies` are the whole paths of the conflict copies made so far.

    They are named after the record, because the note's name may already be as long as the system allows.
    """

    def __init__(self, record: Record, *, is_reverse: bool) -> None:
        self._top, self._changes, self.copies = record.root, record.changes, list[str]()
        # What a draft may hold after an interruption depends on the direction.
        self._start, self._direction = f"{HIDDEN}{record.token}-", "-back" if is_reverse else ""
        # By path; a record contains each path once.
        self._numbers = {change.at: number for number, change in enumerate(record.changes)}

    def draft(self, change: FileChange) -> str:
        """Return the name for a change's new text, in the folder of the new name."""
        return f"{self._start}{self._numbers[change.at]}{self._direction}.tmp"

    def aside(self, change: FileChange) -> str:
        """Return the name for a file that a change removes, in the folder of that file."""
        return f"{self._start}{self._numbers[change.at]}{self._direction}-old.tmp"

    def clear(self) -> None:
        """Delete the hidden files that are left. A file with a text that is nowhere else becomes a conflict copy."""
        for change in self._changes:
            for folder, hidden in self._names(change):
                with suppress(NotADirectoryError), open_if_there(self._top, folder) as place:
                    if place is None or place.status(hidden) is None:
                        continue
                    if self._is_known(place, hidden, change):
                        place.clear(hidden)
                    else:
                        self._keep(place, hidden, change)

    def _names(self, change: FileChange) -> Iterator[tuple[str, str]]:
        """Yield the folder and the name of each hidden file that a change makes."""
        folder = split_path(change.at)[0]
        yield folder, self.draft(change)
        if change.source is not None:
            yield split_path(change.source)[0], self.aside(change)
        if change.source is not None or change.step.after is None:
            yield folder, self.aside(change)

    def _is_known(self, place: SafeFolder, hidden: str, change: FileChange) -> bool:
        """Return whether the record has the text of a hidden file, or whether it is an unfinished draft."""
        before, after = change.step.before, change.step.after
        if self._has_other_name(place, hidden, change):
            return True
        try:
            found = place.content(hidden, max(len(before or b""), len(after or b"")), is_final=True)
        except (UnusableFile, PermissionError):
            # A program may still write to it, or it is another program's: this user can read what pnet makes.
            return False
        if found in (None, before, after):
            return True
        if hidden != self.draft(change) or found is None or after is None:
            return False
        # A draft is complete before it replaces a file, and from then on the file has the text after. After a power failure,
        # zeros may fill the rest of an unfinished one.
        return after.startswith(found.rstrip(b"\0")) and after not in self._texts(change, len(after))

    def _has_other_name(self, place: SafeFolder, hidden: str, change: FileChange) -> bool:
        """Return whether a hidden file is the file that a change concerns, by another name."""
        mine = place.status(hidden)
        for folder, name in map(split_path, filter(None, (change.at, change.source))):
            with open_if_there(self._top, folder) as there:
                status = there.status(name) if there else None
                if status and mine and (status.st_dev, status.st_ino) == (mine.st_dev, mine.st_ino):
                    return True
        return False

    def _texts(self, change: FileChange, most: int) -> Iterator[bytes | None]:
        """Yield the texts of the files that a change concerns."""
        for folder, name in map(split_path, filter(None, (change.at, change.source))):
            with open_if_there(self._top, folder) as there, suppress(UnusableFile):
                if there is not None:
                    yield there.content(name, most)

    def _keep(self, place: SafeFolder, hidden: str, change: FileChange) -> None:
        """Turn a hidden file into a conflict copy, next to the file if that exists."""
        for folder, name in map(split_path, filter(None, (change.at, change.source))):
            with open_if_there(self._top, folder) as near:
                if near is not None and near.status(name) is not None:
                    self._add_copy(near, keep_copy(place, hidden, near, name))
                    return
        self._add_copy(place, keep_copy(place, hidden, place, split_path(change.at)[1]))

    def _add_copy(self, place: SafeFolder, name: str) -> None:
        self.copies.append(os.path.join(place.path, name))


@contextmanager
def open_if_there(top: str, inside: str) -> Iterator[SafeFolder | None]:
    """Open a folder, or return None if it is missing, in which case it contains no file."""
    with ExitStack() as stack:
        try:
            found = stack.enter_context(open_safe_folder(top, inside))
        except FileNotFoundError:
            found = None
        yield found
