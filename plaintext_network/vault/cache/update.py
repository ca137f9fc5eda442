"""Updates the cache's database: parses the notes that changed, and recomputes only what depends on them. Lists no files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.kinds.folder_notes import folders_around
from plaintext_network.network.due.plain_state import from_plain
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import changes_of
from plaintext_network.network.index.problem_counts import ProblemCounts, count_in_part
from plaintext_network.network.life_changes.noted import NO_CHANGES, LifeChanges, latest_day
from plaintext_network.network.life_changes.noted import from_plain as changes_from_plain
from plaintext_network.network.life_changes.noted import to_plain as changes_to_plain
from plaintext_network.vault.cache.compare_cache import LATELY, CacheComparison, ReadRequest
from plaintext_network.vault.cache.contact_rows import contact_row
from plaintext_network.vault.cache.file_lock import DATABASE_ERRORS, is_damage
from plaintext_network.vault.cache.folder_owners import folders_described, owned_folders
from plaintext_network.vault.cache.observed_changes import ObservedChanges
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.cache.vault_state import CachedVaultState, without_garbage_collection
from plaintext_network.vault.files.compare_listings import NOTHING, NamePrefixes
from plaintext_network.vault.files.walk import LINKED, File
from plaintext_network.vault.serialize import (
    CacheDamaged,
    CacheUnreadable,
    deserialize,
    deserialize_plain,
    encode_text,
    serialize_plain,
)
from plaintext_network.vault.serialize_facts import deserialize_facts

if TYPE_CHECKING:
    from plaintext_network.vault.cache.parse_files import ParsedFile

# A contact state is valid from the day it is computed for; a traveller's today may be the day before.
MARGIN = timedelta(days=2)
# With more changed files than this, and more than this part of all files, resolve all notes again, on every core.
MANY, PART = 2000, 0.1
# With at most this many changed notes, look up names in the database, not in the listing.
FEW_CHANGES = 20


def read_through_cache(
    request: ReadRequest,
    open_tables: Callable[[str], CacheTables] = CacheTables,
    compared: CacheComparison | None = None,
) -> CachedVaultState:
    """Bring the cache up to date and return the state in it. Raises CacheUnreadable if the cache can't be used.

    `compared` is a comparison of the vault with its cache that has found it outdated.
    """
    first = _Update(compared.cache if compared else open_tables(request.vault.base), request)
    try:
        return _state_of(first, compared)
    except Exception as error:
        if first.is_new or not is_damage(error):
            raise
    # Whatever another program has written, the notes are all that is needed.
    return _state_of(_Update(open_tables(request.vault.base), request, anew=True))


def _state_of(update: "_Update", compared: CacheComparison | None = None) -> CachedVaultState:
    try:
        with without_garbage_collection():
            return update.state(compared)
    except (*DATABASE_ERRORS, OSError) as error:
        update.cache.close()
        raise update.cache.unreadable(error) from error
    except BaseException:
        update.cache.close()
        raise


class _Update(CacheComparison):
    """A comparison that updates the cache."""

    # Whether everything in the cache was written by this update.
    is_new = False

    def state(self, compared: CacheComparison | None) -> CachedVaultState:
        if compared is not None:
            self.changes, self.previous_state = compared.changes, compared.previous_state
        elif (unchanged := self.unchanged_state()) is not None:
            return unchanged
        self.cache.lock()
        try:
            changed_contacts = self.update()
            # Verify again: what follows reads the file.
            if not self.cache.is_intact():
                raise CacheDamaged("another program has written the database")
            return self.result(changed_contacts)
        finally:
            self.cache.unlock()

    def update(self) -> set[str] | None:
        """Read the changed notes into the cache; return the contacts whose rows may change, None for all."""
        if not self.request.adopts and self.is_of_another_version():
            raise CacheUnreadable("another version of pnet uses it; start `pnet watch` again")
        # Another process may have written since the last check.
        if not self.is_usable():
            self.recreate()
            self.anew, self.is_new = False, True
        self.cache.copy_if_being_read()
        if not self.is_of_this_code():
            self.keep_what_is_valid()
        changed, gone = self.differences()
        dependents = self.dependents((*changed, *gone))
        changed = {**changed, **dependents}
        digests = self.cache.digests(path for path in changed if path not in dependents)
        parsed = self.parse(changed, digests)
        read, is_all = self.read_few(parsed, len(changed) - len(digests), gone)
        observed = ObservedChanges(
            self.request.vault.root, self.request.rules, self.request.today, self.latest
        )
        changed_contacts: set[str] | None = set()
        known = None
        if not is_all:
            # Late: most updates change a few notes.
            from plaintext_network.vault.cache.rebuild import rebuild_links

            everything: Iterable[ParsedFile] = chain(read, parsed)
            if not self.cache.is_empty():
                everything = observed.seen_in(everything, gone, self.cache.facts)
            known = rebuild_links(self.cache, everything, gone, self.request.progress)
            changed_contacts = None
            self.put_life_changes(observed)
        elif read or gone or not self.knows(observed):
            changed_contacts = self.apply(read, gone, observed)
        if self.has_contacts():
            return changed_contacts
        from plaintext_network.vault.cache.rebuild import rebuild_contacts

        request = self.request
        since = min(request.today, request.real_today)
        since = max(since, request.real_today - LATELY) - MARGIN
        rebuild_contacts(self.cache, request.rules, since, self.due_rules(), request.progress, known)
        return None

    def knows(self, observed: ObservedChanges) -> bool:
        """Return whether the cache contains all that is known of changes in people's lives; git may know more."""
        known = self.has_life_changes() and self.stored_changes == observed.listed
        return known and not self.request.rules.changes.git

    @property
    def stored_changes(self) -> LifeChanges:
        """What the cache contains of changes in people's lives."""
        stored = self.cache.meta("life changes")
        return NO_CHANGES if stored is None else changes_from_plain(deserialize_plain(stored))

    def put_life_changes(self, observed: ObservedChanges) -> None:
        """Remember what this update has seen, then store it in the cache, too."""
        # First: if the second fails, the next update finds the same differences again.
        remembered = observed.store(lambda: self.cache.index().names.of_kind("contact"))
        with self.cache.writing(small=True):
            self.set_life_changes(remembered.key, observed.listed)

    def set_life_changes(self, key: bytes, listed: LifeChanges) -> None:
        for name, value in (
            ("life changes", serialize_plain(changes_to_plain(listed))),
            ("noted", latest_day(listed).toordinal()),
            ("changes key", key),
        ):
            self.cache.set_meta(name, value)

    def recreate(self) -> None:
        """Begin an empty cache."""
        vault, layers = self.request.vault, self.layers
        self.cache.recreate(
            {
                "root": encode_text(vault.root),
                "rules": repr(self.reading_rules),
                "code": vault.code,
                "facts code": layers.facts,
                "links code": layers.links,
                "contacts code": layers.contacts,
                "whole": 0,
                "linked": 0,
            }
        )

    def keep_what_is_valid(self) -> None:
        """Adopt a cache of other code that reads notes as this one does."""
        cache, layers = self.cache, self.layers
        with cache.writing():
            if cache.meta("links code") != layers.links:
                cache.set_meta("linked", 0)
            if cache.meta("contacts code") != layers.contacts:
                cache.set_meta("due", None)
            cache.set_meta("links code", layers.links)
            cache.set_meta("contacts code", layers.contacts)
            cache.set_meta("code", self.request.vault.code)

    def dependents(self, changes: Iterable[str]) -> dict[str, bytes]:
        """Return the notes, with their fingerprints, whose kind depends on folder notes among the changes."""
        vault, rules = self.request.vault, self.reading_rules
        if self.cache.meta("whole") != 1:
            # An interrupted run may have dropped a folder note.
            return {file.path: file.seen for file in vault.files() if folders_around(file.path, rules)}
        described = folders_described(changes, vault.packed, rules)
        if not described:
            return {}
        return {
            file.path: file.seen
            for file in vault.files()
            if not described.isdisjoint(folders_around(file.path, rules))
        }

    def read_few(
        self, parsed: "Iterator[ParsedFile]", new: int, gone: set[str]
    ) -> "tuple[list[ParsedFile], bool]":
        """Read files while few of them differ from what is stored; return them, and whether that is all.

        `new` is the number of files that certainly differ. Another fingerprint alone, as after a copy, is no difference.
        """
        read: list[ParsedFile] = []
        limit = max(MANY, PART * self.request.vault.count) - len(gone)
        if new > limit or not self.has_links():
            return read, False
        different = 0
        for file in parsed:
            read.append(file)
            different += not file.is_unchanged
            if different > limit:
                return read, False
        return read, True

    def parse(self, changed: Mapping[str, bytes], digests: Mapping[str, bytes]) -> "Iterator[ParsedFile]":
        # Late, here and below: a vault without changes needs neither YAML nor Markdown.
        from plaintext_network.vault.cache.parse_files import parse_all

        request, rules = self.request, self.reading_rules
        files = [File(path, seen) for path, seen in changed.items()]
        owned: frozenset[str] = frozenset()
        if any(folders_around(path, rules) for path in changed):
            owned = owned_folders(request.vault.root, rules, request.vault.files())
        for parsed in parse_all(
            request.vault.root, rules, files, digests, request.vault.began, request.progress, owned
        ):
            if not parsed.seen:
                self.untrusted.add(parsed.path)
            yield parsed

    def apply(self, files: "Sequence[ParsedFile]", gone: set[str], observed: ObservedChanges) -> set[str]:
        """Apply a few changes to the index in the cache; return the contacts whose rows may change."""
        from plaintext_network.vault.cache.parse_files import copy_problem

        cache = self.cache
        # By path the facts of each note that was read; None if it is no note, or not any more.
        new_facts: dict[str, Facts | None] = dict.fromkeys(gone)
        for parsed in files:
            if not parsed.is_unchanged:
                new_facts[parsed.path] = deserialize_facts(parsed.facts) if parsed.facts else None
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
        # Read now: later, `before` would read what is written next.
        self.removed_contacts = {
            path for path in stale - concerned if before.names.kinds.get(path) == "contact"
        }
        for path, facts in changes.items():
            observed.see(path, before.notes.get(path), facts)
        changes_before = self.stored_changes
        remembered = observed.store(lambda: after.names.of_kind("contact"))
        changes_now = observed.listed
        after = after.with_life_changes(changes_now)
        concerned |= {
            path
            for path in changes_before.by_contact.keys() | changes_now.by_contact.keys()
            if changes_before.of(path) != changes_now.of(path) and after.names.kinds.get(path) == "contact"
        }
        counts = after.note_counts
        tally = self.problem_counts(before, after, stale)
        is_same = not (new_facts or copies) and self.has_contacts() and changes_before == changes_now
        with cache.writing_fingerprints() if is_same else cache.writing(small=True):
            cache.put_parsed(files)
            for path, original in copies.items():
                cache.put_copy(path, copy_problem(path, original) if original else None)
            self.set_life_changes(remembered.key, changes_now)
            cache.put_index(after)
            for path in gone:
                cache.drop_file(path)
            for path in self.removed_contacts:
                cache.drop_contact(path)
            changed_contacts = set()
            if self.has_contacts():
                since = date.fromordinal(cache.number("since"))
                after.prefetch(concerned)
                changed_contacts = {path for path in concerned if self.put_contact(after, path, since)}
            else:
                # All are computed next; until then, those under other settings would be a mixture.
                cache.set_meta("due", None)
            cache.set_meta("counts", serialize_plain(counts.to_plain()))
            cache.set_meta("errors", tally.errors)
            cache.set_meta("warnings", tally.warnings)
        return changed_contacts

    def record_problem_changes(
        self, before: Index, after: Index, files: "Sequence[ParsedFile]", paths: Iterable[str]
    ) -> None:
        skipped = {parsed.path: parsed.problem for parsed in files if parsed.problem}
        for path in paths:
            old, new = self.cache.skipped_problem(path), skipped.get(path)
            self.problem_changes[path] = (
                (old,) if old else before.note_problems.get(path, ()),
                (new,) if new else after.note_problems.get(path, ()),
            )

    def put_contact(self, index: Index, path: str, since: date) -> bool:
        """Store what is derived from a contact; return whether the state or the names differ from the stored ones."""
        row = contact_row(index, path, self.request.rules, since)
        before = self.cache.contact(path)
        self.cache.put_contact(row)
        state, names = from_plain(deserialize_plain(row.state)), deserialize(row.names)
        if before is None or before[1] != names:
            self.changed_names.add(path)
        return before != (state, names)

    def problem_counts(self, before: Index, after: Index, stale: set[str]) -> ProblemCounts:
        keys = set(changes_of(after.names.table))
        old, new = count_in_part(before, stale, keys), count_in_part(after, stale, keys)
        counted = ProblemCounts(self.cache.number("errors"), self.cache.number("warnings"))
        return counted.minus(old).plus(new)

    def copies(self, new_facts: Mapping[str, Facts | None]) -> dict[str, str | None]:
        """Return the notes that the changes may have turned into conflict copies, or back: by path, the original or None."""
        # Late: few updates change a note, and this imports YAML.
        from plaintext_network.vault.cache.find_copies import find_copies

        if len(new_facts) <= FEW_CHANGES:
            # To look into the database is quicker than to join the names of a large folder.
            return find_copies(
                new_facts,
                self.cache.facts,
                self.cache.is_copy,
                lambda folder, start: {
                    *self.cache.paths_beginning(folder + start),
                    *(path for path in new_facts if path.startswith(folder + start)),
                },
            )
        packed = self.request.vault.packed
        links = NamePrefixes(packed.get(LINKED, NOTHING)[1])
        listed: dict[str, NamePrefixes] = {}

        def beginning(folder: str, start: str) -> Iterator[str]:
            if folder not in listed:
                listed[folder] = NamePrefixes(packed.get(folder, NOTHING)[1])
            yield from (folder + name for name in listed[folder].of(start))
            yield from links.of(folder + start)

        return find_copies(new_facts, self.cache.facts, self.cache.is_copy, beginning)
