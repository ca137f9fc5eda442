"""Applies unsaved texts to the state of a vault, and leaves notes out of it, in memory. Writes nothing.

The result equals the state of a vault with these files. The cache is changed by `update` in the same steps.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.kinds.conflict_copies import copy_of
from plaintext_network.model.note.kinds.folder_notes import describes, folders_around, may_own
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.network.due.contact_state import ContactState, contact_state
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import Overlay, changes_of
from plaintext_network.network.index.problem_counts import ProblemCounts, count_in_part, count_problems
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.notes.note import parse
from plaintext_network.problems import Problem
from plaintext_network.vault.cache.find_copies import find_copies
from plaintext_network.vault.cache.folder_owners import folders_described
from plaintext_network.vault.cache.parse_files import copied_note, copy_problem
from plaintext_network.vault.cache.vault_state import VaultState
from plaintext_network.vault.files.note_text import Content
from plaintext_network.vault.files.read_file import HEAD, LIMIT, NotRead, Reader

if TYPE_CHECKING:
    from plaintext_network.network.people.contact_names import ContactNames


class ChangedState(VaultState):
    """The state of a vault in which some notes have other texts, or (None) don't exist.

    `index` is that of `before`, with the notes changed; `before` may be such a state, too.
    """

    def __init__(self, root: str, before: VaultState, texts: Mapping[str, bytes | None]) -> None:
        self._root, self.before, self._texts = root, before, texts
        below = before if isinstance(before, ChangedState) else None
        # The state as it is stored.
        self._origin: VaultState = below._origin if below else before
        # All texts that differ from the files on disk.
        self.texts: dict[str, bytes | None] = {**(below.texts if below else {}), **texts}
        self.rules = before.rules
        # The notes below that don't exist here, and whose conflict copies don't either.
        self._hidden = {path for path, text in (below.texts if below else {}).items() if text is None}
        # By path, the facts of each note that was read here.
        self._read: dict[str, Facts | None] = {}
        # Why each of the changed files is not in the index; None if it is, or is gone.
        self._skipped: dict[str, Problem | None] = dict.fromkeys(texts)
        # Kept, since the stored state may forget its index and make another.
        self._stored_index: Index = below._stored_index if below else before.index
        self._index_before = before.index
        super().__init__(self._changed_index(), self._skipped_now(), before.rules)

    def moved(self) -> "ChangedState":
        """Return this state over the index that the stored state below it has now, an equal of the one before."""
        moved = copy(self)
        moved._stored_index = moved._index_before = self._origin.index
        moved.index = self.index.moved(self._origin.index)
        return moved

    def _changed_index(self) -> Index:
        self._read.update((path, self._parsed(path)) for path in self._texts)
        self._read.update((path, self._parsed(path)) for path in self._dependents())
        copies = find_copies(
            self._read,
            # A copy of a hidden note is recognized all the same.
            lambda path: (self._origin if path in self._hidden else self.before).facts(path),
            self.before.is_copy,
            lambda folder, start: self._beginning(folder + start),
        )
        changes = {path: facts for path, facts in self._read.items() if not copies.get(path)}
        for path, original in copies.items():
            changes[path] = None if original else self.facts(path)
            self._skip_copy(path, original)
        return self._index_before.replace(changes)

    def _skip_copy(self, path: str, original: str | None) -> None:
        """Record that a note is a conflict copy of another one in its folder, or (None) isn't."""
        folder, slash, _ = path.rpartition("/")
        if original and folder + slash + original in self._hidden:
            self.texts[path] = original = None
        self._skipped[path] = copy_problem(path, original) if original else None

    def _skipped_now(self) -> list[Problem]:
        kept = [problem for problem in self.before.skipped if problem.path not in self._skipped]
        return kept + [problem for problem in self._skipped.values() if problem]

    def _parsed(self, path: str) -> Facts | None:
        """Return the facts of a note in this state; None if it is no note."""
        if original := copy_of(path.rpartition("/")[2]):
            self._skip_copy(path, original if self._texts.get(path) is not None else None)
            return None
        among = any(self._is_owned(folder) for folder in folders_around(path, self.rules))
        return self._facts(path, among=among)

    def _facts(self, path: str, *, among: bool) -> Facts | None:
        content = unsaved_content(path, self.texts)
        if content is None:
            try:
                with Reader(self._root) as reader:
                    content = Content(reader.read(path), reader.size)
            except (OSError, NotRead):
                return None
        elif self.texts[path] is None:
            return None
        note = parse_text(content.content, content.size if content.size > LIMIT else None)
        return read_facts(note, path, self.rules, in_folder_of_another=among)

    # Folders that belong to one person

    def _beginning(self, start: str) -> list[str]:
        """Return the paths with a beginning, before or after the changes."""
        there = self.before.paths_beginning(start)
        # One by one they would take long: a vault without its private people has thousands of changes.
        first = bisect_left(self._changed_paths, start)
        changed = takewhile(lambda path: path.startswith(start), islice(self._changed_paths, first, None))
        return there + [path for path in changed if path not in there]

    @cached_property
    def _changed_paths(self) -> list[str]:
        """The paths of the changed notes, sorted."""
        return sorted(self._texts)

    def _dependents(self) -> Iterator[str]:
        """Yield the notes whose kind depends on folder notes among the changes."""
        for folder in folders_described(self._texts, _Folders(self), self.rules):
            for path in self.before.paths_beginning(f"{folder}/"):
                if folder in folders_around(path, self.rules):
                    yield path

    def _is_owned(self, folder: str) -> bool:
        """Return whether a folder belongs to the person, organization or event of its folder note."""
        near = [*self._beginning(f"{folder}/"), *self._beginning(f"{folder}.")]
        return any(describes(path, folder) and may_own(self._kind(path), folder, self.rules) for path in near)

    def _kind(self, path: str) -> str | None:
        """Return a note's kind, read by itself."""
        if path not in self.texts and not folders_around(path, self.rules):
            facts = self.before.facts(path)
        else:
            facts = None if copy_of(path.rpartition("/")[2]) else self._facts(path, among=False)
        return facts.kind if facts else None

    # What differs from what is stored

    @cached_property
    def _stale(self) -> frozenset[str]:
        """The paths of the notes that were read or resolved again, or are gone."""
        before, after = self._stored_index.resolved, self.index.resolved
        if isinstance(after, Overlay):
            return frozenset(changes_of(after))
        return frozenset(p for p in {**before, **after} if before.get(p) is not after.get(p))

    @cached_property
    def changed_contacts(self) -> frozenset[str]:
        """The paths of the contacts whose state may differ from the stored one."""
        return frozenset(self.index.affected_contacts(self._stored_index, self._stale))

    @cached_property
    def removed_contacts(self) -> frozenset[str]:
        """The paths of the contacts that exist only in the stored state."""
        kinds = self._stored_index.names.kinds
        return frozenset(p for p in self._stale - self.changed_contacts if kinds.get(p) == "contact")

    def contact_states(self, today: date) -> Iterable[ContactState]:
        outdated = self.changed_contacts | self.removed_contacts
        states = [state for state in self._origin.contact_states(today) if state.path not in outdated]
        states += self.contact_states_of(self.changed_contacts, today)
        return sorted(states, key=lambda state: state.path)

    def contact_states_of(self, paths: Collection[str], today: date) -> Iterator[ContactState]:
        """Yield the states of some contacts."""
        self.index.prefetch(paths)
        return (contact_state(self.index, path, self.rules, today) for path in paths)

    def known(self) -> "list[ContactNames]":
        return self.known_after(self._origin.known())

    def known_after(self, known: "Iterable[ContactNames]") -> "list[ContactNames]":
        """Return the names of every contact, from those that are stored."""
        stale, changed = self.changed_names()
        return sorted([*(names for names in known if names[0] not in stale), *changed])

    def changed_names(self) -> "tuple[frozenset[str], list[ContactNames]]":
        """Return the paths of the notes whose stored names don't count, and the names of those that are contacts now."""
        contacts = (path for path in self._stale if self.index.names.kinds.get(path) == "contact")
        return self._stale, [contact_names(self.index.notes[path]) for path in sorted(contacts)]

    def problem_counts(self) -> ProblemCounts:
        keys = set(self._name_keys())
        old = count_in_part(self._stored_index, self._stale, keys)
        new = count_in_part(self.index, self._stale, keys)
        counted = self._origin.problem_counts().minus(old, count_problems(self._origin.skipped))
        return counted.plus(new, count_problems(self.skipped))

    def _name_keys(self) -> Iterable[str]:
        """Return the name keys under which other notes are found now."""
        before, after = self._stored_index.names.table, self.index.names.table
        if isinstance(after, Overlay):
            return changes_of(after)
        return (key for key in {**before, **after} if before.get(key) is not after.get(key))

    def facts(self, path: str) -> Facts | None:
        return self._read[path] if path in self._read else self.before.facts(path)

    def is_copy(self, path: str) -> bool:
        if path in self._skipped:
            return self._skipped[path] is not None and self.facts(path) is not None
        return self.before.is_copy(path)

    def paths_beginning(self, start: str) -> list[str]:
        return [
            path
            for path in self._beginning(start)
            if path not in self._texts or self._texts[path] is not None
        ]


# Of several open notes, one changes at a time, and an editor asks about each text more than once.
parse_text = lru_cache(maxsize=8)(parse)


def unsaved_content(path: str, texts: Mapping[str, bytes | None]) -> Content | None:
    """Return a note's content in `texts`: empty if the note doesn't exist there, None if `texts` doesn't mention it."""
    if path not in texts:
        return None
    text = texts[path] or b""
    return Content(text[:HEAD] if len(text) > LIMIT else text, len(text))


class _Folders:
    """The folders that contain notes, each with a final `/`."""

    def __init__(self, state: ChangedState) -> None:
        self._state = state

    def __contains__(self, folder: object) -> bool:
        return bool(self._state._beginning(str(folder)))


def hidden_with_copies(state: VaultState, paths: Iterable[str]) -> frozenset[str]:
    """Return the paths of notes and of their conflict copies, which contain the same."""
    hidden = set(paths)
    waiting = [problem.path for problem in state.skipped if problem.code == "conflict-copy" and problem.path]
    found = True
    while found:
        found = False
        for path in waiting:
            if path not in hidden and any(original in hidden for original in _originals(state, path)):
                hidden.add(path)
                found = True
    return frozenset(hidden)


def _originals(state: VaultState, path: str) -> Iterator[str]:
    """Yield the paths of the notes that a conflict copy may be of."""
    folder, slash, name = path.rpartition("/")
    facts = state.facts(path)
    names = (copy_of(name), copied_note(path, facts, state.facts) if facts else None)
    return (folder + slash + original for original in names if original)
