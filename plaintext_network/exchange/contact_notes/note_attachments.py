"""Decides where the files of an import go in a vault, and what they are called. Writes nothing."""

import os
from collections.abc import Mapping

from plaintext_network.exchange.cards.attachments import file_of_line
from plaintext_network.exchange.file_kinds import file_kind
from plaintext_network.exchange.record import Attachment
from plaintext_network.model.edits.file_names import file_stem, free_stem
from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.config.program_settings import json_of, text_in
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.files.files_by_name import FilesByName
from plaintext_network.vault.files.read_file import NotRead, read
from plaintext_network.vault.transaction.record import FileStep

# Obsidian's own default is the vault's root, which imported photos would fill.
DEFAULT_FOLDER = "attachments"
_LARGEST = 8 << 20


class PlacedFiles(NamedTuple):
    """Where files are or go: the path by the record's name for each, and the steps for those that the vault doesn't have."""

    paths: Mapping[str, str]
    steps: tuple[FileStep, ...]


class AttachmentFolder:
    """The vault's folder for attachments. Names that were given out count as taken."""

    def __init__(self, session: WriteSession) -> None:
        self.session = session
        self._setting = text_in(json_of(session.root, ".obsidian/app.json"), "attachmentFolderPath")
        self._taken: dict[str, set[str]] = {}
        self._by_name = FilesByName(session.root)

    def place(
        self, note: str, files: Mapping[str, Attachment], known: Mapping[str, str] | None = None
    ) -> PlacedFiles:
        """Return where files of a note go. `known` are paths that the note has already, by the digest of their bytes."""
        paths: dict[str, str] = {}
        steps: list[FileStep] = []
        folder = self._folder(note)
        for name, file in files.items():
            if known and (path := known.get(file.digest)):
                paths[name] = path
                continue
            what, ending = name.rpartition(".")[0], self._ending(file)
            stem = file_stem(stem_of(note) if what.startswith("photo") else f"{stem_of(note)} {what}")
            path = self._free(folder, stem, ending)
            paths[name] = path
            steps.append(FileStep(path, None, file.content))
        return PlacedFiles(paths, tuple(steps))

    def link(self, path: str, note: str) -> str:
        """Return a property's value for a file: a link by its name if the vault has no other file of that name."""
        if self.session.is_logseq(note):
            return f"![]({os.path.relpath(path, note.rpartition('/')[0] or '.').replace(os.sep, '/')})"
        name = path.rpartition("/")[2]
        return f"[[{name if self._by_name.count(name) < 2 else path}]]"

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file of the vault, None if it can't be read."""
        try:
            content = read(self.session.root, path, _LARGEST)
        except (NotRead, FileNotFoundError, OSError, ValueError):
            return None
        return content

    def find(self, written: str, note: str) -> str | None:
        """Return the path of the file that a note names: from the root, from the note, or by its name alone."""
        return self._by_name.find(written, note)

    def known(self, note: str, named: tuple[str, ...]) -> dict[str, str]:
        """Return the paths of the files that a note names, by the digest of their bytes."""
        found = {}
        for name in named:
            path = self.find(name, note) if name else None
            content = self.read(path) if path else None
            if path and content is not None:
                found[Attachment("", content).digest] = path
        return found

    def _ending(self, file: Attachment) -> str:
        return "txt" if file.media_type == "text/plain" else file_kind(file.content)[0]

    def _folder(self, note: str) -> str:
        here = note.rpartition("/")[0]
        if self.session.is_logseq(note):
            return "assets"
        setting = self._setting
        if setting == "/":
            return ""
        if setting.startswith("./") or setting == ".":
            parts = [*here.split("/"), *setting.split("/")[1:]]
        else:
            parts = setting.split("/")
        parts = [part for part in parts if part]
        unsafe = any(part.startswith(".") or not part.isprintable() or "\\" in part for part in parts)
        if unsafe or (not parts and not setting.startswith(".")):
            return DEFAULT_FOLDER
        return "/".join(parts)

    def _free(self, folder: str, stem: str, ending: str) -> str:
        taken = self._taken.get(folder)
        if taken is None:
            taken = self._taken[folder] = {name_key(name) for name in self.session.names_in(folder)}
        if name_key(f"{stem}.{ending}") in taken:
            stems = {name.rpartition(".")[0] for name in taken}
            stem = free_stem(stem, stems)
        name = f"{stem}.{ending}"
        taken.add(name_key(name))
        path = f"{folder}/{name}" if folder else name
        self._by_name.add(path)
        return path


def with_paths(line: str, paths: Mapping[str, str]) -> str:
    """Return a raw line with the path of its file in place of the record's name for it."""
    name = file_of_line(line)
    if name is None or name not in paths:
        return line
    return f"{line[: -len(name)]}{paths[name]}"
