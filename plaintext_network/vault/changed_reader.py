"""Reads a vault with unsaved texts in place of its files, and without some of its notes. Changes no file and no cache."""

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING

from plaintext_network.network.people.contact_names import ContactNames
from plaintext_network.problems import Problem
from plaintext_network.vault.cache.changed_state import ChangedState, unsaved_content
from plaintext_network.vault.cache.check_unchanged import VaultCheck
from plaintext_network.vault.cache.due_answer import DUE_PARTS, changed_due_rows
from plaintext_network.vault.cache.due_snapshot import DAMAGED, DueRows
from plaintext_network.vault.config.vault_settings import Settings
from plaintext_network.vault.files.attachments import Attachments
from plaintext_network.vault.files.ignore import is_left_out
from plaintext_network.vault.files.note_text import Content
from plaintext_network.vault.files.read_file import Reader
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.vault_reader import VaultReader
from plaintext_network.vault.watch_client import NO_ANSWER

if TYPE_CHECKING:
    from plaintext_network.network.people.privacy_rule import SharedNames


class ChangedReader(VaultReader):
    """The state of a vault from another reader, but with these texts, and without the `hidden` notes."""

    def __init__(
        self, before: VaultReader, texts: Mapping[str, bytes | None], hidden: frozenset[str]
    ) -> None:
        before.begin_question()
        super().__init__(before.root, before.today, None, cached=False, live=False)
        below = before if isinstance(before, ChangedReader) else None
        self.before: VaultReader = below.before if below else before
        self.texts: dict[str, bytes | None] = dict(below.texts) if below else {}
        self.texts.update((_relative(path), text) for path, text in texts.items())
        self.hidden: frozenset[str] = (below.hidden if below else frozenset()).union(map(_relative, hidden))

    @cached_property
    def settings(self) -> Settings:
        """The settings of pnet.toml, as they are on disk."""
        return self.before.settings

    @cached_property
    def check(self) -> VaultCheck:
        """The files of the vault; they differ from the cache."""
        return _ChangedCheck(self)

    @cached_property
    def state(self) -> ChangedState:
        """The notes of the vault with the changes."""
        below = self.before.state_without(self.hidden) if self.hidden else self.before.state
        gone = below.texts if isinstance(below, ChangedState) else {}
        texts = {path: text for path, text in self.texts.items() if path not in gone and self._is_read(path)}
        if not self.hidden:
            # An editor has many notes open that it hasn't changed: to lay them over takes a millisecond each.
            unchanged = below.read_from(texts)
            texts = {path: text for path, text in texts.items() if path not in unchanged}
        if isinstance(below, ChangedState) and not texts:
            return below
        return ChangedState(self.root, below, texts)

    @cached_property
    def known(self) -> list[ContactNames]:
        """The names, aliases and addresses of every contact, by path."""
        return self.state.known_after(self.before.known)

    @cached_property
    def shared_names(self) -> "SharedNames":
        """What reports have derived from the names of this state, or of another one with the same names."""
        if self.hidden:
            return {}
        # Late: imports what describes hidden people.
        from plaintext_network.network.people.name_changes import name_changes

        return self.before.names_after(name_changes(self.before.index, self.state.index))

    @property
    def attachments(self) -> Attachments:
        """The files of the vault that are not notes, as they are at each question."""
        return self.before.attachments

    @property
    def unsaved(self) -> Mapping[str, bytes | None]:
        """The texts that replace the files on disk; None for a note that doesn't exist."""
        if not self.hidden:
            return self.texts
        # With the copies of hidden notes.
        return {**self.texts, **dict.fromkeys(self.hidden), **self.state.texts}

    def content(self, files: Reader, path: str) -> Content:
        """Return a note's content in this state; empty if there is none."""
        # Also a file that pnet doesn't read as a note may have another text.
        texts = {**self.texts, **self.state.texts} if self.hidden else self.texts
        unsaved = unsaved_content(path, texts)
        return super().content(files, path) if unsaved is None else unsaved

    def hold(self) -> AbstractContextManager[None]:
        """Return a block in which all answers describe one state."""
        return self.before.hold()

    def _is_read(self, path: str) -> bool:
        """Return whether pnet reads a file at this path as a note. A text doesn't change where a symbolic link leads."""
        if not is_note(path) or is_left_out(path, self.settings.rules.ignore):
            return False
        odd = self.before.check.listing_problems
        return not any(
            problem.code in ("outside-link", "odd-file") and f"{path}/".startswith(f"{problem.path}/")
            for problem in odd
        )


class _ChangedCheck(VaultCheck):
    """The comparison that another reader made; no stored answer is valid."""

    __slots__ = ("_before", "_reader")

    def __init__(self, reader: ChangedReader) -> None:
        self._reader, self._before = reader, reader.before.check
        for name in VaultCheck.__slots__:
            if hasattr(self._before, name):
                setattr(self, name, getattr(self._before, name))
        self.unchanged = self.cached = False

    @property
    def listing_problems(self) -> list[Problem]:
        """Why the listing leaves out files."""
        unsaved = self._reader.state.texts
        return [problem for problem in self._before.listing_problems if problem.path not in unsaved]

    @property
    def listing_severities(self) -> list[str]:
        """The severity of each of `listing_problems`."""
        return [problem.severity for problem in self.listing_problems]

    def due_rows(self, day: str) -> DueRows | None:
        """Return who is due on a day; None if the snapshot is of another day."""
        before = self._before
        if before.fact("day") != day or before.snapshot is None:
            return None
        reader = self._reader
        try:
            parts = [
                before.part(name) if before.is_served else before.snapshot.part(name) for name in DUE_PARTS
            ]
            if None in parts:
                return None
            return changed_due_rows(parts[0], parts[1], reader.state, reader.settings, reader.today)
        except (*DAMAGED, *NO_ANSWER):
            return None


def _relative(path: str) -> str:
    """Return a path from the vault's root, with `/` on every platform."""
    return os.path.normpath(path).replace(os.sep, "/")
