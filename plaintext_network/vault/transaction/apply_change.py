"""Applies the changes of one record to disk, each whole or not at all. Knows no journal and reverts nothing."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from plaintext_network.vault.transaction.check_paths import is_same_file, split_path
from plaintext_network.vault.transaction.record import FileChange, FileStep, Record
from plaintext_network.vault.transaction.safe_folder import SafeFolder, UnusableFile, open_safe_folder


class FileDiffers(Exception):
    """Raised if a file matches neither the text before a change nor the text after it, or if a name that must be free is taken."""

    def __init__(self, path: str, is_taken: bool = False) -> None:
        self.path, self.is_taken = path, is_taken
        super().__init__(path)


@contextmanager
def _differing(step: FileStep) -> Iterator[None]:
    """Turn a missing or irregular file into Differs."""
    try:
        yield
    except (UnusableFile, FileNotFoundError, NotADirectoryError) as error:
        raise FileDiffers(step.path if step.moved_from is None else step.moved_from) from error


class ChangeApplier:
    """The changes of one record, in progress. Raises OSError if the system refuses one.

    A new text first goes to a hidden file next to its target. That file is named after the record, because the note's name
    may already be as long as the system allows.
    """

    def __init__(self, record: Record) -> None:
        self._top, self._record = record.root, record
        # By path; a record contains each path once.
        self._numbers = {change.at: number for number, change in enumerate(record.changes)}
        self._ready: set[str] = set()
        self._touched: set[str] = set()

    @property
    def changes(self) -> tuple[FileChange, ...]:
        """The changes, in order."""
        return self._record.changes

    def reverse(self) -> "ChangeApplier":
        """Return what reverts the changes."""
        return ChangeApplier(self._record.reverse())

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
            with self._there(above) as place:
                if place is not None:
                    place.remove_folder(name)
                    self._touched.add(above)

    def prepare(self, change: FileChange) -> None:
        """Write a change's new text next to its target, unless that is done or not needed. Raises Differs."""
        step = change.step
        if change.at in self._ready or step.after is None or (change.source and step.after == step.before):
            return
        with _differing(step), open_safe_folder(self._top, split_path(change.at)[0]) as place:
            if step.before is None:
                place.make(self._draft(change), step.after, step.mode)
            else:
                folder, name = split_path(change.source or change.at)
                with open_safe_folder(self._top, folder) as near, near.reading(name) as like:
                    place.make(self._draft(change), step.after, like=like)
        self._ready.add(change.at)

    def clear(self) -> None:
        """Remove the prepared files that were not used."""
        for change in self._record.changes:
            with (
                suppress(FileNotFoundError, NotADirectoryError),
                open_safe_folder(self._top, split_path(change.at)[0]) as place,
            ):
                place.clear(self._draft(change))
        self._ready.clear()

    def settle(self, change: FileChange) -> None:
        """Apply a change, unless it is applied already. Raises Differs."""
        with _differing(change.step):
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
            with self._there(folder) as place:
                if place is not None:
                    place.sync()
        self._touched.clear()

    def _draft(self, change: FileChange) -> str:
        return f".pnet-{self._record.token}-{self._numbers[change.at]}.tmp"

    @contextmanager
    def _there(self, inside: str) -> Iterator[SafeFolder | None]:
        """Open a folder, or return None if it is missing, in which case it contains no file."""
        with ExitStack() as stack:
            try:
                found = stack.enter_context(open_safe_folder(self._top, inside))
            except FileNotFoundError:
                found = None
            yield found

    def _write(self, change: FileChange) -> None:
        step = change.step
        folder, name = split_path(change.at)
        with self._there(folder) as place:
            found = self._compared(place, name, change)
            if found == step.after:
                return
            if found != step.before or place is None:
                raise FileDiffers(step.path, is_taken=step.before is None and place is not None)
            if step.after is None:
                place.remove(name)
            elif step.before is None:
                self._put(place, self._draft(change), place, name, change)
            else:
                place.replace(self._draft(change), name)

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

    def _move(self, change: FileChange, source: str) -> None:
        step = change.step
        (folder, name), (old_folder, old_name) = split_path(change.at), split_path(source)
        with self._there(old_folder) as old, self._there(folder) as new:
            left = self._compared(old, old_name, change)
            there = new.content(name, len(step.after or b"")) if new else None
            if there not in (None, step.after):
                raise FileDiffers(step.path, is_taken=True)
            if left not in (None, step.before) or (left is None and there is None) or new is None:
                raise FileDiffers(step.moved_from or "")
            if old is None or left is None:
                return
            if there is not None:
                # After an interruption here, the file has both names.
                old.remove(old_name)
            elif step.after == step.before:
                self._put(old, old_name, new, name, change)
            else:
                self._put(new, self._draft(change), new, name, change)
                new.sync()
                old.remove(old_name)

    def _respell(self, change: FileChange, source: str) -> None:
        """Change only the spelling of a name, if the system treats both spellings as one."""
        step = change.step
        (folder, name), (_, old_name) = split_path(change.at), split_path(source)
        with open_safe_folder(self._top, folder) as place:
            spelled = old_name if old_name in place.names() else name
            found = self._compared(place, spelled, change)
            if found not in (step.before, step.after):
                raise FileDiffers(step.path)
            if found != step.after:
                place.replace(self._draft(change), spelled)
            if spelled != name:
                place.respell(spelled, name)
