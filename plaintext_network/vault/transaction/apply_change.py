"""Applies the changes of one record to disk, each whole or not at all. Knows no journal and reverts nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from plaintext_network.vault.transaction.check_paths import is_same_file, split_path
from plaintext_network.vault.transaction.checked_change import ConcurrentWrite, remove_file, replace_file
from plaintext_network.vault.transaction.hidden_files import HiddenFiles, open_if_there
from plaintext_network.vault.transaction.record import FileChange, Record
from plaintext_network.vault.transaction.safe_folder import SafeFolder, UnusableFile, open_safe_folder


class FileDiffers(Exception):
    """Raised if a file matches neither the text before a change nor the text after it, or if a name that must be free is taken.

    `is_open`: another program still has it open for writing.
    """

    def __init__(self, path: str, is_taken: bool = False, is_open: bool = False) -> None:
        self.path, self.is_taken, self.is_open = path, is_taken, is_open
        super().__init__(path)


class ChangeApplier:
    """The changes of one record, in progress. Raises OSError if the system refuses one.

    A new text first goes to a hidden file next to its target, the draft. After a replacement, the draft's name holds the text
    before, until it is compared. A file to remove first gets a hidden name, too.
    """

    def __init__(self, record: Record, *, is_reverse: bool = False) -> None:
        self._top, self._record, self._is_reverse = record.root, record, is_reverse
        self._hidden = HiddenFiles(record, is_reverse=is_reverse)
        self._ready: set[str] = set()
        self._touched: set[str] = set()

    @property
    def copies(self) -> list[str]:
        """The whole paths of the conflict copies made so far."""
        return self._hidden.copies

    @property
    def changes(self) -> tuple[FileChange, ...]:
        """The changes, in order."""
        return self._record.changes

    def reverse(self) -> "ChangeApplier":
        """Return what reverts the changes."""
        return ChangeApplier(self._record.reverse(), is_reverse=not self._is_reverse)

    def make_folders(self) -> None:
        """Make the folders that the changes need."""
        for folder in self._record.made:
            above, name = split_path(folder)
            with open_safe_folder(self._top, above) as place:
                place.make_folder(name)
            self._touched |= {above, folder}

    def remove_folders(self) -> None:
        """Remove the folders that the changes leave empty."""
        for folder in reversed(self._record.left):
            above, name = split_path(folder)
            with open_if_there(self._top, above) as place:
                if place is not None:
                    place.remove_folder(name)
                    self._touched.add(above)

    def prepare(self, change: FileChange) -> None:
        """Write a change's new text next to its target, unless that is done or not needed. Raises FileDiffers."""
        step = change.step
        if change.at in self._ready or step.after is None or (change.source and step.after == step.before):
            return
        with self._differing(change), open_safe_folder(self._top, split_path(change.at)[0]) as place:
            if step.before is None:
                place.make(self._hidden.draft(change), step.after, step.mode)
            else:
                folder, name = split_path(change.source or change.at)
                with open_safe_folder(self._top, folder) as near, near.reading(name) as like:
                    place.make(self._hidden.draft(change), step.after, like=like)
        self._ready.add(change.at)

    def clear(self) -> None:
        """Remove the hidden files that are left. One with a text that nobody else has becomes a conflict copy."""
        self._hidden.clear()
        self._ready.clear()

    def settle(self, change: FileChange) -> None:
        """Apply a change, unless it is applied already. Raises FileDiffers."""
        with self._differing(change):
            if change.source is None:
                self._write(change)
            elif is_same_file(self._top, change.source, change.at):
                self._respell(change, change.source)
            else:
                self._move(change, change.source)
        self._touched |= {
            split_path(inside)[0] for inside in (change.at, change.source) if inside is not None
        }

    def sync(self) -> None:
        """Sync the changed folders to disk, so that the changes survive a crash."""
        for folder in sorted(self._touched):
            with open_if_there(self._top, folder) as place:
                if place is not None:
                    place.sync()
        self._touched.clear()

    @contextmanager
    def _differing(self, change: FileChange) -> Iterator[None]:
        """Turn a missing, irregular or just changed file into FileDiffers."""
        step = change.step
        shown = step.path if step.moved_from is None else step.moved_from
        try:
            yield
        except ConcurrentWrite as error:
            if error.copy is not None:
                self.copies.append(error.copy)
            raise FileDiffers(shown, is_open=error.is_open) from error
        except (UnusableFile, FileNotFoundError, NotADirectoryError) as error:
            raise FileDiffers(shown) from error

    def _write(self, change: FileChange) -> None:
        step = change.step
        folder, name = split_path(change.at)
        with open_if_there(self._top, folder) as place:
            found = self._compared(place, name, change)
            if found == step.after:
                if place is not None and change.at in self._ready:
                    # Another program has just written the same text.
                    place.clear(self._hidden.draft(change))
                return
            if found != step.before or place is None:
                raise FileDiffers(step.path, is_taken=step.before is None and place is not None)
            if step.before is None:
                self._put(place, self._hidden.draft(change), place, name, change)
            elif step.after is None:
                # Another program may have removed it meanwhile.
                with suppress(FileNotFoundError):
                    remove_file(place, name, self._hidden.aside(change), step.before)
            else:
                replace_file(place, self._hidden.draft(change), name, step.before, step.after)

    def _compared(self, place: SafeFolder | None, name: str, change: FileChange) -> bytes | None:
        """Return a file's content after preparing the new text, so that only the rename is left to do."""
        if place is None:
            return None
        step = change.step
        most = max(len(step.before or b""), len(step.after or b""))
        found = place.content(name, most)
        if found != step.before or change.at in self._ready:
            return found
        self.prepare(change)
        return place.content(name, most)

    def _put(self, old: SafeFolder, old_name: str, new: SafeFolder, name: str, change: FileChange) -> None:
        try:
            old.move(old_name, new, name)
        except FileExistsError as error:
            raise FileDiffers(change.step.path, is_taken=True) from error

    def _give_name(
        self, old: SafeFolder, old_name: str, new: SafeFolder, name: str, change: FileChange
    ) -> bool:
        """Give a file its new name; return whether it still has the old name, too."""
        try:
            if old.link(old_name, new, name):
                return True
            old.rename(old_name, new, name)
        except FileExistsError as error:
            raise FileDiffers(change.step.path, is_taken=True) from error
        before = change.step.before or b""
        if new.content(name, len(before)) != before:
            with suppress(FileExistsError):
                new.rename(name, old, old_name)
            raise FileDiffers(change.step.moved_from or "")
        return False

    def _move(self, change: FileChange, source: str) -> None:
        step = change.step
        (folder, name), (old_folder, old_name) = split_path(change.at), split_path(source)
        with open_if_there(self._top, old_folder) as old, open_if_there(self._top, folder) as new:
            left = self._compared(old, old_name, change)
            there = new.content(name, len(step.after or b"")) if new else None
            if there not in (None, step.after):
                raise FileDiffers(step.path, is_taken=True)
            if left not in (None, step.before) or (left is None and there is None) or new is None:
                raise FileDiffers(step.moved_from or "")
            if old is None or left is None:
                return
            # After an interruption here, the file has both names.
            if there is None and step.after == step.before:
                if not self._give_name(old, old_name, new, name, change):
                    return
            elif there is None:
                self._put(new, self._hidden.draft(change), new, name, change)
                new.sync()
            try:
                remove_file(old, old_name, self._hidden.aside(change), left)
            except (ConcurrentWrite, FileNotFoundError):
                # The file stays, so remove the new name.
                self._take_back_name(old, old_name, new, name, change)
                raise

    def _take_back_name(
        self, old: SafeFolder, old_name: str, new: SafeFolder, name: str, change: FileChange
    ) -> None:
        mine, others = new.status(name), old.status(old_name)
        if mine and others and (mine.st_dev, mine.st_ino) == (others.st_dev, others.st_ino):
            new.remove(name)
            return
        try:
            remove_file(new, name, self._hidden.aside(change), change.step.after or b"")
        except ConcurrentWrite as error:
            self.copies.extend([error.copy] if error.copy else [])
        except FileNotFoundError:
            pass

    def _respell(self, change: FileChange, source: str) -> None:
        """Change only the spelling of a name, if the system treats both spellings as one."""
        step = change.step
        (folder, name), (_, old_name) = split_path(change.at), split_path(source)
        with open_safe_folder(self._top, folder) as place:
            spelled = old_name if old_name in place.names() else name
            found = self._compared(place, spelled, change)
            if found not in (step.before, step.after):
                raise FileDiffers(step.path)
            if found != step.after and step.before is not None and step.after is not None:
                replace_file(place, self._hidden.draft(change), spelled, step.before, step.after)
            if spelled != name:
                place.respell(spelled, name)
