"""The state of a vault, read just now or from the cache: its index, and what each contact needs for `due`. Answers no question."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import ContactState, contact_state
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.problem_counts import ProblemCounts, count_problems
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.problems import Problem
from plaintext_network.vault.files.note_text import content_digest
from plaintext_network.vault.files.read_file import LIMIT
from plaintext_network.vault.serialize import CacheUnreadable
from plaintext_network.vault.serialize_facts import deserialize_facts

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.life_changes.noted import LifeChanges
    from plaintext_network.network.people.contact_names import ContactNames
    from plaintext_network.vault.cache.due_answer import ComputedSnapshot
    from plaintext_network.vault.cache.due_snapshot import DueRows, DueSnapshot
    from plaintext_network.vault.cache.tables import CacheTables
    from plaintext_network.vault.files.walk import Listing
    from plaintext_network.vault.parallel_map import Progress


class VaultState:
    """The index of a vault, and the problems of files that are not in it. `due_snapshot`: who is due today, if computed."""

    def __init__(
        self,
        index: Index,
        skipped: list[Problem],
        rules: Rules,
        copies: Mapping[str, Facts] = MappingProxyType({}),
    ) -> None:
        self.index, self.skipped, self.rules = index, skipped, rules
        self.due_snapshot: ComputedSnapshot | None = None
        # The facts of conflict copies, which are not in the index.
        self._copies = copies

    @property
    def due_rows(self) -> DueRows | None:
        """Who is due today, if computed."""
        return self.due_snapshot.due_rows() if self.due_snapshot else None

    @property
    def due_count(self) -> int | None:
        """How many people are due today, if computed."""
        return self.due_snapshot.facts["counted"][0] if self.due_snapshot else None

    @property
    def database(self) -> CacheTables | None:
        """The database from which the state is read."""
        return None

    @property
    def is_outdated(self) -> bool:
        """Whether what the state is read from has changed."""
        return False

    def problem_counts(self) -> ProblemCounts:
        """Count the errors and warnings in the notes and between them."""
        return count_problems([*self.skipped, *self.index.problems()])

    def contact_states(self, today: date) -> Iterable[ContactState]:
        """Return the state of every contact, as of this day or an earlier one. `as_of` brings one up to a day."""
        return (contact_state(self.index, facts.path, self.rules, today) for facts in self.index.contacts())

    def open_states(self, today: date) -> Iterable[ContactState]:
        """Return at least the states in which anything is promised or coming on this day, as `contact_states` does."""
        return self.contact_states(today)

    def known(self) -> list[ContactNames]:
        """Return the names of every contact."""
        return [contact_names(facts) for facts in self.index.contacts()]

    def facts(self, path: str) -> Facts | None:
        """Return the facts of a note, even if it is a conflict copy."""
        return self._copies.get(path) or self.index.notes.get(path)

    def is_copy(self, path: str) -> bool:
        """Return whether a note is a conflict copy of the note that it describes again."""
        return path in self._copies

    def read_from(self, texts: Mapping[str, bytes | None]) -> set[str]:
        """Return the paths of the notes that are known to have been read from just these bytes."""
        del texts
        return set()

    def paths_beginning(self, start: str) -> list[str]:
        """Return the paths of the notes with this beginning, conflict copies included."""
        return [path for path in (*self.index.notes, *self._copies) if path.startswith(start)]


class CachedVaultState(VaultState):
    """A state in the cache's database. No other process changes it until `close`.

    `state` identifies what is stored now, and `previous_state` what was stored before the update. `untrusted` are the
    paths whose fingerprints can't be trusted. `changed_contacts` are the paths of contacts whose rows may differ from
    those in the previous state, None for all; `changed_names` those whose names may differ; `removed_contacts` those that
    are no contacts any more.
    """

    def __init__(
        self,
        cache: CacheTables,
        rules: Rules,
        previous_state: str | None,
        untrusted: set[str],
        changed_contacts: set[str] | None,
        changed_names: set[str],
        removed_contacts: set[str],
    ) -> None:
        super().__init__(cache.index(), cache.skipped(), rules)
        self._cache = cache
        self.state, self.previous_state = cache.state, previous_state
        self.untrusted = tuple(sorted(untrusted))
        self.changed_contacts, self.removed_contacts = changed_contacts, removed_contacts
        self.changed_names = changed_names
        self._since: int = cache.number("since")
        # Of the notes that were read, if the request wanted them: their problems before and after.
        self.problem_changes: dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]] = {}

    def problem_counts(self) -> ProblemCounts:
        return ProblemCounts(self._cache.number("errors"), self._cache.number("warnings")).plus(
            count_problems(self.skipped)
        )

    def contact_states(self, today: date) -> Iterable[ContactState]:
        return self._cache.contact_states() if self.covers(today) else super().contact_states(today)

    def covers(self, today: date) -> bool:
        """Return whether the stored contact states are valid on a day."""
        return today.toordinal() >= self._since

    def open_states(self, today: date) -> Iterable[ContactState]:
        return (
            self._cache.contact_states(only_open=True) if self.covers(today) else super().open_states(today)
        )

    def contact_states_of(self, paths: Iterable[str]) -> Iterator[ContactState]:
        """Yield the stored states of some contacts."""
        return (stored[0] for path in paths if (stored := self._cache.contact(path)) is not None)

    def follows(self, snapshot: DueSnapshot | None, day: str) -> bool:
        """Return whether a snapshot is of this day, and of the state of the cache before the last update."""
        if snapshot is None or self.changed_contacts is None:
            return False
        facts = snapshot.facts
        return bool(facts["state"] == self.previous_state and facts["day"] == day != "")

    @property
    def changes_key(self) -> bytes:
        """Identifies the file of what is remembered of changes in people's lives, as the state knows it."""
        return bytes(self._cache.meta("changes key") or b"")

    @property
    def was_updated(self) -> bool:
        """Whether the update wrote anything."""
        return self.state != self.previous_state

    def known(self) -> list[ContactNames]:
        return self._cache.known()

    def known_of(self, paths: Iterable[str]) -> list[ContactNames]:
        """Return the names of some contacts."""
        return [contact_names(self.index.notes[path]) for path in paths]

    def facts(self, path: str) -> Facts | None:
        return self._cache.facts(path)

    def is_copy(self, path: str) -> bool:
        return self._cache.is_copy(path)

    def read_from(self, texts: Mapping[str, bytes | None]) -> set[str]:
        digests = {
            path: content_digest(text, None) for path, text in texts.items() if text and len(text) <= LIMIT
        }
        stored = self._cache.digests(digests)
        return {path for path, digest in digests.items() if stored.get(path) == digest}

    def paths_beginning(self, start: str) -> list[str]:
        return self._cache.paths_beginning(start)

    @property
    def database(self) -> CacheTables:
        return self._cache

    @property
    def is_outdated(self) -> bool:
        try:
            return self._cache.state != self.state
        except CacheUnreadable:
            return True

    def close(self) -> None:
        """Close the database; nothing can be read from this state any more."""
        self._cache.close()


def read_without_cache(
    root: str,
    rules: Rules,
    listing: Listing,
    progress: Progress | None = None,
    life_changes: LifeChanges | None = None,
) -> VaultState:
    """Read every note, and store nothing."""
    # Late: what is stored was read before, and reading notes imports YAML and Markdown.
    from plaintext_network.vault.cache.folder_owners import owned_folders
    from plaintext_network.vault.cache.parse_files import copied_note, copy_problem, parse_all

    notes: dict[str, Facts] = {}
    skipped: list[Problem] = []
    with without_garbage_collection():
        files = list(listing.files())
        for parsed in parse_all(root, rules, files, {}, 0, progress, owned_folders(root, rules, files)):
            if parsed.problem:
                skipped.append(parsed.problem)
            elif parsed.facts:
                notes[parsed.path] = deserialize_facts(parsed.facts)
        copies = {
            path: original
            for path, facts in notes.items()
            if (original := copied_note(path, facts, notes.get))
        }
        copied = {path: notes.pop(path) for path in copies}
        skipped += [copy_problem(path, original) for path, original in copies.items()]
        return VaultState(Index.build(notes.values(), life_changes), skipped, rules, copied)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Pause the collector of reference cycles: reading creates none, and searching for them takes a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
