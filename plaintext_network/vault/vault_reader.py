"""Reads one vault on demand: its settings, its files compared with the cache, and its index. Answers no question about them.

A cached `pnet due` imports this module, so it imports whatever parses notes only where a method needs it.
"""

from __future__ import annotations

import os
from functools import cached_property

from plaintext_network.vault import FILE
from plaintext_network.vault.cache.check_unchanged import VaultCheck
from plaintext_network.vault.cache.locations import settings_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from datetime import date

    from plaintext_network.network.index.index import Index
    from plaintext_network.network.people.contact_names import ContactNames
    from plaintext_network.network.people.privacy_rule import SharedNames
    from plaintext_network.vault.cache.changed_state import ChangedState
    from plaintext_network.vault.cache.tables import CacheTables
    from plaintext_network.vault.cache.vault_state import VaultState
    from plaintext_network.vault.config.vault_settings import Settings
    from plaintext_network.vault.files.attachments import Attachments
    from plaintext_network.vault.files.note_text import Content
    from plaintext_network.vault.files.read_file import Reader
    from plaintext_network.vault.parallel_map import Progress


# For so many lists of notes to leave out, the state without them is kept.
MOST_HIDDEN = 4


class VaultReader:
    """The state of a vault when it is first read. Make another reader to see later changes."""

    def __init__(
        self, root: str, today: date, progress: Progress | None, *, cached: bool, live: bool
    ) -> None:
        self.root, self.today = root, today
        self._progress = progress
        self._cached, self._live = cached, live
        self._settings_key: bytes | None = None
        # What `state_values` derived from this state, by what derives it.
        self.derived: dict[object, object] = {}
        # What reports have derived from names, by how unsaved texts change these.
        self._names: dict[tuple[object, ...], SharedNames] = {}
        # The states without the notes that were left out last, by these notes.
        self._hidden: dict[frozenset[str], ChangedState] = {}

    @cached_property
    def settings(self) -> Settings:
        """The settings of pnet.toml. Raises SettingsInvalid."""
        check: VaultCheck | None = vars(self).get("check")
        if check is not None and check.snapshot is not None:
            # Late, here and below: a cached answer needs none of it.
            from plaintext_network.vault.serialize import deserialize

            cached: Settings = deserialize(check.snapshot.facts["rules"])
            self._settings_key = check.settings_key
            return cached
        from plaintext_network.vault.config.settings import load_settings

        before = settings_key(self.root, FILE)
        settings = load_settings(self.root)
        # No key, so that nothing is cached under it, if the file changed while it was read.
        self._settings_key = before if settings_key(self.root, FILE) == before else None
        return settings

    def use_settings(self, settings: Settings) -> None:
        """Use other settings than those of pnet.toml."""
        vars(self)["settings"] = settings

    @cached_property
    def check(self) -> VaultCheck:
        """The files of the vault, compared with the cache."""
        return VaultCheck(self.root, lambda: self.settings.rules.ignore, cached=self._cached, ask=self._live)

    @cached_property
    def state(self) -> VaultState:
        """The notes of the vault, through the cache where it can be used."""
        from plaintext_network.vault.cache.read_vault import read_vault

        # First, so that unchanged settings come from the cache: TOML takes longer to import than an answer.
        check = self.check
        settings = self.settings
        if self._settings_key != check.settings_key:
            # The settings changed between the two, so that nothing may be cached under either key.
            check.settings_key = None
        return read_vault(check, settings, self.today, self._progress, self._open_tables())

    def _open_tables(self) -> Callable[[str], CacheTables] | None:
        """Return what opens the database of the cache at a path without suffix; None for the usual way."""
        return None

    @property
    def database(self) -> CacheTables | None:
        """The database from which the state is read; None if it is read without the cache."""
        return self.state.database

    @property
    def state_key(self) -> str:
        """What identifies what the notes say, and the code and settings that read them; "" if none of it is stored."""
        check = self.check
        state: str | None = check.fact("state") if check.unchanged else getattr(self.state, "state", None)
        if state is None or check.settings_key is None:
            return ""
        # Late: few ask for it.
        from hashlib import sha256

        parts = (state, check.settings_key, check.changes_key, check.code)
        return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def reread_if_outdated(self) -> None:
        """If another process has replaced the database that the state is read from, read the vault again."""
        state: VaultState | None = vars(self).get("state")
        if state is not None and state.is_outdated:
            self.derived.clear()
            self._names = {}
            for name in ("state", "check", "known"):
                vars(self).pop(name, None)

    @property
    def index(self) -> Index:
        """The index of every note."""
        return self.state.index

    @cached_property
    def known(self) -> list[ContactNames]:
        """The names, aliases and addresses of every contact, by path."""
        cached: list[ContactNames] | None = self.check.part("known") if self.check.unchanged else None
        return self.state.known() if cached is None else cached

    @property
    def shared_names(self) -> SharedNames:
        """What reports have derived from the names of this state."""
        return self.names_after(())

    def names_after(self, changes: tuple[object, ...]) -> SharedNames:
        """Return what reports have derived from the names as they are after some changes, which `name_changes` returns."""
        found = self._names.get(changes)
        if found is None:
            # These and the last ones only: an editor changes a name with every key.
            kept = {known: names for known, names in self._names.items() if not known}
            found = {}
            self._names = {**kept, changes: found}
        return found

    @cached_property
    def attachments(self) -> Attachments:
        """The files of the vault that are not notes, as they are at each question."""
        from plaintext_network.vault.files.attachments import Attachments

        return Attachments(self.root)

    def ordered_names(self, *, reverse: bool = False) -> list[tuple[str, str]] | None:
        """Return the path and the name of every contact by name, if a watcher has them in this order."""
        return None if reverse else self.check.served_names_in_order()

    def names_in_order(self, *, reverse: bool = False) -> list[tuple[str, str]]:
        """Return the path and the name of every contact, by name."""
        served = self.ordered_names(reverse=reverse)
        if served is not None:
            return served
        from plaintext_network.network.search.sort_contacts import names_in_order

        return names_in_order(self.known, reverse=reverse)

    def find_contact(self, name: str) -> str:
        """Return the path of the one contact with this name or path. Raises ContactNotFound or AmbiguousName."""
        typed = self._from_root(name)
        # Sending everybody's names takes longer than searching them.
        if "known" not in vars(self) and (path := self.check.served_contact(typed)) is not None:
            return path
        from plaintext_network.network.people.find_contact import find_contact

        return find_contact(self.known, lambda: self.index, typed)

    def find_note(self, name: str) -> str:
        """Return the path of the one note with this name or path. Raises NoteNotFound or AmbiguousName."""
        from plaintext_network.network.people.find_contact import find_note

        return find_note(self.known, lambda: self.index, self._from_root(name))

    def content(self, files: Reader, path: str) -> Content:
        """Return a note's content as it is now; empty if it can't be read."""
        from plaintext_network.vault.files.note_text import note_content

        return note_content(files, path)

    @property
    def unsaved(self) -> Mapping[str, bytes | None]:
        """The texts that replace the files on disk; None for a note that doesn't exist."""
        return {}

    def state_without(self, hidden: frozenset[str]) -> ChangedState:
        """Return the state in which these notes, and their conflict copies, don't exist."""
        found = self._hidden.get(hidden)
        if found is None:
            from plaintext_network.vault.cache.changed_state import ChangedState, hidden_with_copies

            state = self.state
            texts = dict.fromkeys(hidden_with_copies(state, hidden))
            found = ChangedState(self.root, state, texts)
            # The last ones only; replaced, since other threads read it.
            kept = list(self._hidden.items())[1 - MOST_HIDDEN :]
            self._hidden = {**dict(kept), hidden: found}
        return found

    def begin_question(self) -> None:
        """Prepare for another use of this state."""

    def hold(self) -> AbstractContextManager[None]:
        """Return a block in which all answers describe one state."""
        from contextlib import nullcontext

        return nullcontext()

    def _from_root(self, name: str) -> str:
        """Return a path that a shell completed relative to the vault's root, and any other name unchanged."""
        if not name.startswith(("./", "/", "../")) or not name.endswith(".md"):
            return name
        whole = os.path.join(self.root, name[2:]) if name.startswith("./") else name
        if not os.path.lexists(whole):
            whole = os.path.abspath(name)
        inside = os.path.relpath(os.path.realpath(os.path.dirname(whole)), self.root)
        path = os.path.normpath(os.path.join(inside, os.path.basename(whole))).replace(os.sep, "/")
        return name if path.startswith("../") else path
