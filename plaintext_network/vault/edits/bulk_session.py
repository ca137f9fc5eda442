"""Plans the notes of many contacts in one session: what it learns of the vault's folders and habits, it learns once. Writes nothing."""

from plaintext_network.model.edits.file_names import file_stem, numbered_stems
from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.transaction.record import FileStep


class BulkSession(WriteSession):
    """A session in which notes are planned one after the other, each beside those before. Call `take` with each one's steps."""

    def __init__(self, session: WriteSession) -> None:
        super().__init__(
            session.root,
            session.today,
            session.rules,
            session._index,
            session._find,
            session._perform,
            session._unread,
        )
        self._made = dict(session._made)
        self._folders: dict[str, dict[str, None]] = {}
        # By folder, the keys of the stems of its notes, and the last number of each that is taken.
        self._stems: dict[str, set[str]] = {}
        self._properties: dict[tuple[str, str], list[str]] = {}

    def take(self, *steps: FileStep) -> None:
        """Let notes exist for what is planned next."""
        for step in steps:
            self._made[step.path] = step.after
            folder, _, name = step.path.rpartition("/")
            if folder in self._folders and step.after is not None:
                self._folders[folder][name] = None
            if folder in self._stems and is_note(name):
                self._stems[folder].add(name_key(stem_of(name)))

    def names_in(self, folder: str) -> list[str]:
        """Return the names in a folder of the vault; empty if it is missing."""
        if folder not in self._folders:
            self._folders[folder] = dict.fromkeys(super().names_in(folder))
        return list(self._folders[folder])

    def new_path(self, folder: str, title: str) -> str:
        """Return a free path for a note with this title. Raises NameInvalid."""
        if folder not in self._stems:
            self._stems[folder] = {name_key(stem_of(name)) for name in self.names_in(folder) if is_note(name)}
        taken = self._stems[folder]
        stem = next(stem for stem in numbered_stems(file_stem(title)) if name_key(stem) not in taken)
        path = f"{folder}/{stem}.md" if folder else f"{stem}.md"
        self.check_path(path)
        return path

    def property_names(self, path: str, kind: str) -> list[str]:
        """Return the property names of a few notes of a kind, those in the same folder first."""
        key = (path.rpartition("/")[0], kind)
        if key not in self._properties:
            self._properties[key] = super().property_names(path, kind)
        return self._properties[key]
