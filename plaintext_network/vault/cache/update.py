"""Updates the cache's database: parses the notes that changed, and recomputes only what depends on them. Lists no files."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.kinds.folder_notes import folders_around
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import changes_of
from plaintext_network.network.index.problem_counts import (
    ProblemCounts,
    count_in_notes,
    count_owner_notes,
    count_shared_names,
)
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.vault.cache.database import DATABASE_ERRORS
from plaintext_network.vault.cache.find_copies import find_copies
from plaintext_network.vault.cache.folder_owners import folders_described, owned_folders
from plaintext_network.vault.cache.parse_files import ParsedFile, copy_problem, parse_all
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.cache.vault_state import CachedVaultState, without_garbage_collection
from plaintext_network.vault.files.compare_listings import NOTHING, NamePrefixes, differences
from plaintext_network.vault.files.walk import LINKED, File
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.serialize import CacheUnreadable, deserialize, encode_text, serialize

if TYPE_CHECKING:
    from plaintext_network.problems import Problem
    from plaintext_network.vault.cache.due_snapshot import DueSnapshot, StoredSnapshot
    from plaintext_network.vault.files.fingerprints import Packed

# A contact state is valid from the day it is computed for; a traveller's today may be the day before.
MARGIN = timedelta(days=2)
# For a day longer ago, no contact states are stored.
LATELY = timedelta(days=31)
# With more changed files than this, and more than this part of all files, resolve all notes again, on every core.
MANY, PART = 2000, 0.1


class ScannedVault(Protocol):
    """The files of a vault at one moment, as a `VaultCheck` or the watcher lists them.

    `base` is the path of its cache without suffix; `code` the versions of all code that reads notes; `began` the time just
    before the listing, in ns. `known_changes` are those since a state of the database: that state, the files to read with
    their fingerprints, and the paths that are gone.
    """

    @property
    def root(self) -> str: ...
    @property
    def base(self) -> str: ...
    @property
    def code(self) -> bytes: ...
    @property
    def began(self) -> int: ...
    @property
    def is_served(self) -> bool: ...
    @property
    def snapshot(self) -> "DueSnapshot | None": ...
    @property
    def stored(self) -> "StoredSnapshot | None": ...
    @property
    def packed(self) -> "Packed": ...
    @property
    def count(self) -> int: ...
    @property
    def known_changes(self) -> "tuple[str, dict[str, bytes], set[str]] | None": ...
    def files(self) -> Iterator[File]: ...
    def scan(self) -> None: ...


class ReadRequest(NamedTuple):
    """The vault to read, and for which day. `with_problem_changes` records the problems of changed notes before and after."""

    vault: ScannedVault
    rules: Rules
    today: date
    real_today: date
    progress: Progress | None = None
    with_problem_changes: bool = False


def read_through_cache(
    request: ReadRequest, open_tables: Callable[[str], CacheTables] = CacheTables
) -> CachedVaultState:
    """Bring the cache up to date and return the state in it. Raises CacheUnreadable if the cache can't be used."""
    cache = open_tables(request.vault.base)
    try:
        with without_garbage_collection():
            return _Update(cache, request).state()
    except (*DATABASE_ERRORS, OSError) as error:
        # Whatever is wrong with the cache, the notes are all that is needed.
        cache.close()
        raise CacheUnreadable(str(error)) from error
    except BaseException:
        cache.close()
        raise


class _Update:
    """One comparison of a vault with its cache."""

    def __init__(self, cache: CacheTables, request: ReadRequest) -> None:
        self.cache, self.request = cache, request
        self.problem_changes: dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]] = {}
        self.untrusted: set[str] = set()
        self.removed_contacts: set[str] = set()
        self.previous_state: str | None = None
        self.changes: tuple[dict[str, bytes], set[str]] | None = None

    def state(self) -> CachedVaultState:
        if self.request.vault.is_served:
            if self.matches_watcher():
                return self.result(set())
            # The watcher has written since, or its day is another.
            self.cache.end_read()
            self.request.vault.scan()
        if self.is_usable() and self.is_complete() and not any(self.differences()):
            # Still in the transaction in which the cache was compared.
            return self.result(set())
        # A writer would wait for an open read transaction.
        self.cache.end_read()
        self.cache.lock()
        try:
            changed_contacts = self.update()
            self.cache.end_read()
            self.cache.begin_read()
            return self.result(changed_contacts)
        finally:
            self.cache.unlock()

    def result(self, changed_contacts: set[str] | None) -> CachedVaultState:
        state = CachedVaultState(
            self.cache,
            self.request.rules,
            self.previous_state,
            self.untrusted,
            changed_contacts,
            self.removed_contacts,
        )
        state.problem_changes = self.problem_changes
        return state

    def is_usable(self) -> bool:
        """Return whether the cache is undamaged, of this vault, and written by this version under these settings."""
        cache = self.cache
        try:
            cache.end_read()
            if not cache.is_intact():
                return False
            cache.begin_read()
            return bool(
                cache.meta("code") == self.request.vault.code
                and cache.meta("root") == encode_text(self.request.vault.root)
                and cache.meta("rules") == self.reading_rules()
            )
        except (*DATABASE_ERRORS, CacheUnreadable):
            return False

    def matches_watcher(self) -> bool:
        """Return whether the cache is in the state that the watcher's snapshot was computed from."""
        snapshot = self.request.vault.snapshot
        if snapshot is None or not self.is_usable() or not self.is_complete():
            return False
        self.previous_state = self.cache.state
        return bool(self.previous_state == snapshot.facts["state"])

    def is_complete(self) -> bool:
        """Return whether the cache contains resolved links, and contact states for these settings and this day."""
        request, cache = self.request, self.cache
        if cache.meta("whole") != 1 or cache.meta("due") != self.due_rules():
            return False
        return request.today < request.real_today - LATELY or cache.meta("since") <= request.today.toordinal()

    def reading_rules(self) -> str:
        """Return the settings that decide how a note is read."""
        usual = Rules()
        # The rules for posts, profiles and goals don't.
        rules = self.request.rules._replace(post=usual.post, profile=usual.profile, goal=usual.goal)
        return repr(rules._replace(ignore=(), due=usual.due, circles=(), watch=usual.watch))

    def due_rules(self) -> str:
        """Return the settings that decide who is due, but not how a note is read."""
        return repr((self.request.rules.due, self.request.rules.circles))

    def differences(self) -> tuple[dict[str, bytes], set[str]]:
        """Return the files to read, with their fingerprints, and the paths that are gone."""
        state = self.cache.state
        if self.changes is not None and self.previous_state == state:
            return self.changes
        self.changes, self.previous_state = self.compare(state), state
        return self.changes

    def compare(self, state: str) -> tuple[dict[str, bytes], set[str]]:
        vault = self.request.vault
        if vault.known_changes is not None and vault.known_changes[0] == state:
            return vault.known_changes[1:]
        if vault.stored and vault.stored.facts["state"] == state:
            changed, gone = differences(vault.stored.listing(), vault.packed)
            if untrusted := set(vault.stored.facts["untrusted"]) - gone - changed.keys():
                changed.update((file.path, file.seen) for file in vault.files() if file.path in untrusted)
            return changed, gone
        before = self.cache.fingerprints()
        now = {file.path: file.seen for file in vault.files()}
        changed = {path: seen for path, seen in now.items() if before.get(path) != seen}
        return changed, before.keys() - now.keys()

    def update(self) -> set[str] | None:
        """Read the changed notes into the cache; return the contacts whose rows may change, None for all."""
        # Another process may have written since the last check.
        if not self.is_usable():
            self.cache.recreate(
                {
                    "code": self.request.vault.code,
                    "root": encode_text(self.request.vault.root),
                    "rules": self.reading_rules(),
                    "whole": 0,
                }
            )
        self.cache.copy_if_being_read()
        changed, gone = self.differences()
        dependents = self.dependents((*changed, *gone))
        changed = {**changed, **dependents}
        if self.is_complete() and len(changed) + len(gone) <= max(MANY, PART * self.request.vault.count):
            return self.apply(changed, gone, dependents)
        # Late: most updates change a few notes.
        from plaintext_network.vault.cache.rebuild import rebuild

        parsed = self.parse(changed, dependents)
        since = min(self.request.today, self.request.real_today)
        since = max(since, self.request.real_today - LATELY) - MARGIN
        rebuild(self.cache, self.request.rules, parsed, gone, since, self.due_rules(), self.request.progress)
        return None

    def dependents(self, changes: Iterable[str]) -> dict[str, bytes]:
        """Return the notes, with their fingerprints, whose kind depends on folder notes among the changes."""
        vault, rules = self.request.vault, self.request.rules
        if not self.is_complete():
            # The run that was interrupted may have dropped a folder note.
            return {file.path: file.seen for file in vault.files() if folders_around(file.path, rules)}
        described = folders_described(changes, vault.packed, rules)
        if not described:
            return {}
        return {
            file.path: file.seen
            for file in vault.files()
            if not described.isdisjoint(folders_around(file.path, rules))
        }

    def parse(self, changed: Mapping[str, bytes], dependents: Container[str]) -> Iterator[ParsedFile]:
        request = self.request
        digests = self.cache.digests(path for path in changed if path not in dependents)
        files = [File(path, seen) for path, seen in changed.items()]
        owned: frozenset[str] = frozenset()
        if any(folders_around(path, request.rules) for path in changed):
            owned = owned_folders(request.vault.root, request.rules, request.vault.files())
        for parsed in parse_all(
            request.vault.root, request.rules, files, digests, request.vault.began, request.progress, owned
        ):
            if not parsed.seen:
                self.untrusted.add(parsed.path)
            yield parsed

    def apply(self, changed: Mapping[str, bytes], gone: set[str], dependents: Container[str]) -> set[str]:
        """Apply a few changes to the index in the cache; return the contacts whose rows may change."""
        cache = self.cache
        files = list(self.parse(changed, dependents))
        # By path the facts of each note that was read; None if it is no note, or not any more.
        new_facts: dict[str, Facts | None] = dict.fromkeys(gone)
        for parsed in files:
            if not parsed.is_unchanged:
                new_facts[parsed.path] = deserialize(parsed.facts) if parsed.facts else None
        copies = self.copies(new_facts)
        changes = {path: facts for path, facts in new_facts.items() if not copies.get(path)}
        for path, original in copies.items():
            changes[path] = None if original else new_facts[path] if path in new_facts else cache.facts(path)
        before = cache.index()
        after = before.replace(changes)
        if self.request.with_problem_changes:
            self.record_problem_changes(before, after, files, new_facts)
        stale = set(changes_of(after.resolved))
        concerned = after.affected_contacts(before, stale)
        owners = cache.meta("owners") + sum(
            (after.names.kinds.get(path) == "me") - (before.names.kinds.get(path) == "me") for path in changes
        )
        tally = self.problem_counts(before, after, stale, owners)
        with cache.writing():
            cache.put_parsed(files)
            for path, original in copies.items():
                cache.put_copy(path, copy_problem(path, original) if original else None)
            cache.put_index(after)
            for path in gone:
                cache.drop_file(path)
            self.removed_contacts = {
                path for path in stale - concerned if before.names.kinds.get(path) == "contact"
            }
            for path in self.removed_contacts:
                cache.drop_contact(path)
            since = date.fromordinal(cache.meta("since"))
            after.prefetch(concerned)
            changed_contacts = {path for path in concerned if self.put_contact(after, path, since)}
            cache.set_meta("owners", owners)
            cache.set_meta("errors", tally.errors)
            cache.set_meta("warnings", tally.warnings)
        return changed_contacts

    def record_problem_changes(
        self, before: Index, after: Index, files: list[ParsedFile], paths: Iterable[str]
    ) -> None:
        skipped = {parsed.path: parsed.problem for parsed in files if parsed.problem}
        for path in paths:
            old, new = self.cache.skipped_problem(path), skipped.get(path)
            self.problem_changes[path] = (
                (old,) if old else problems_of(before, path),
                (new,) if new else problems_of(after, path),
            )

    def put_contact(self, index: Index, path: str, since: date) -> bool:
        """Store the state and names of a contact; return whether they differ from the stored ones."""
        state, names = contact_state(index, path, self.request.rules, since), contact_names(index.notes[path])
        if self.cache.contact(path) == (state, names):
            return False
        self.cache.put_contact(path, serialize(state), serialize(names))
        return True

    def problem_counts(self, before: Index, after: Index, stale: set[str], owners: int) -> ProblemCounts:
        cache = self.cache
        keys = set(changes_of(after.names.table))
        old = (
            count_in_notes(before, stale),
            count_shared_names(before.names, keys),
            count_owner_notes(cache.meta("owners")),
        )
        new = (count_in_notes(after, stale), count_shared_names(after.names, keys), count_owner_notes(owners))
        return ProblemCounts(cache.meta("errors"), cache.meta("warnings")).minus(*old).plus(*new)

    def copies(self, new_facts: Mapping[str, Facts | None]) -> dict[str, str | None]:
        """Return the notes that the changes may have turned into conflict copies, or back: by path, the original or None."""
        packed = self.request.vault.packed
        links = NamePrefixes(packed.get(LINKED, NOTHING)[1])
        listed: dict[str, NamePrefixes] = {}

        def beginning(folder: str, start: str) -> Iterator[str]:
            if folder not in listed:
                listed[folder] = NamePrefixes(packed.get(folder, NOTHING)[1])
            yield from (folder + name for name in listed[folder].of(start))
            yield from links.of(folder + start)

        return find_copies(new_facts, self.cache.facts, self.cache.is_copy, beginning)


def problems_of(index: Index, path: str) -> "tuple[Problem, ...]":
    """Return the problems of a note and its links."""
    facts, resolved = index.notes.get(path), index.resolved.get(path)
    return (*(facts.problems if facts else ()), *(resolved.problems if resolved else ()))
