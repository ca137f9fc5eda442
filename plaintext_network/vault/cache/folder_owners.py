"""Finds the folders that belong to one person, by their folder notes. Stores nothing."""

from collections.abc import Container, Iterable

from plaintext_network.model.language.normalize import without_ending
from plaintext_network.model.note.kinds.folder_notes import (
    folder_notes,
    is_folder_note,
    may_be_owned,
    owned_among,
)
from plaintext_network.model.note.rules import Rules
from plaintext_network.vault.files.walk import File


def owned_folders(root: str, rules: Rules, files: Iterable[File]) -> frozenset[str]:
    """Return the folders whose folder note is a person, an organization or an event. Reads only those notes."""
    by_path = {file.path: file for file in files}
    found = folder_notes(by_path, rules)
    if not found:
        return frozenset()
    # Late: few vaults have such notes, and reading notes imports YAML and Markdown.
    from plaintext_network.vault.cache.parse_files import parse_one
    from plaintext_network.vault.files.read_file import Reader

    with Reader(root) as reader:

        def kind(path: str) -> str | None:
            identity = parse_one(reader, rules, by_path[path], None, 0).identity
            return identity and identity.kind

        return owned_among(found, kind, rules)


def folders_described(changes: Iterable[str], listed: Container[str], rules: Rules) -> set[str]:
    """Return the folders that may belong to one person and whose folder note is among these files.

    `listed` are the folders of the vault, each with a final `/`.
    """
    found = set()
    for path in changes:
        folder, beside = path.rpartition("/")[0], without_ending(path)
        if folder and is_folder_note(path) and may_be_owned(folder, rules):
            found.add(folder)
        if f"{beside}/" in listed and may_be_owned(beside, rules):
            found.add(beside)
    return found
