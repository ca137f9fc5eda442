"""Owns how what is kept of a vault follows the vault: what changed is read, and only what it touches is worked out anew."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from plaintext_network.model.note.facts import Facts
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
from plaintext_network.network.people.find_contact import contact_names
from plaintext_network.vault.cache.database import DATABASE_ERRORS
from plaintext_network.vault.cache.parse_files import ParsedFile, copied_note, copy_problem, parse_all
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.cache.vault_state import CachedVaultState, without_garbage_collection
from plaintext_network.vault.files import conflict_copies
from plaintext_network.vault.files.compare_listings import NOTHING, NamePrefixes, differences
from plaintext_network.vault.files.walk import LINKED, File
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.serialize import CacheUnreadable, deserialize, encode_text, serialize

if TYPE_CHECKING:
    from plaintext_network.problems import Problem
    from plaintext_network.vault.cache.due_snapshot import StoredSnapshot
    from plaintext_network.vault.files.fingerprints import Packed
    from plaintext_network.vault.watch_client import ServedSnapshot

# A standing holds for every day from the one it was made for; a traveller's today may be the day before.
SPARE = timedelta(days=2)
# So long ago a day may be for everyone's standing to be kept for it.
LATELY = timedelta(days=31)
# Of more changes than these, all notes are resolved anew, on every core: so many, and so large a part of all.
MANY, PART = 2000, 0.1


class ScannedVault(Protocol):
    """What was seen of a vault's files: a look at all of them, or a watcher's.

    `base` is where it is kept, `code` tells the versions of all that reads notes; `began` is when the files were looked at,
    in ns. `found` is what is known to differ from a state of the database: that state, the files to read with their
    fingerprints, and those that are gone.
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
    def live(self) -> bool: ...
    @property
    def warm(self) -> "StoredSnapshot | ServedSnapshot | None": ...
    @property
    def packed(self) -> "Packed": ...
    @property
    def count(self) -> int: ...
    @property
    def found(self) -> "tuple[str, dict[str, bytes], set[str]] | None": ...
    def files(self) -> Iterator[File]: ...
    def scan(self) -> None: ...


class ReadRequest(NamedTuple):
    """A vault as it is seen, and the day it is asked for; `minding`, it is noted which problems notes had and have."""

    look: ScannedVault
    rules: Rules
    today: date
    real_today: date
    progress: Progress | None = None
    minding: bool = False


def read_through_cache(asked: ReadRequest) -> CachedVaultState:
    """Read what changed since the last run, and keep it. Raises Unusable where the cache can't be used."""
    cache = CacheTables(asked.look.base)
    try:
        with without_garbage_collection():
            return _Update(cache, asked).reading()
    except (*DATABASE_ERRORS, OSError) as error:
        # Whatever is wrong with it, the notes are all that is needed.
        cache.close()
        raise CacheUnreadable(str(error)) from error
    except BaseException:
        cache.close()
        raise


class _Update:
    """One look at the vault, compared with what is kept of it."""

    def __init__(self, cache: CacheTables, asked: ReadRequest) -> None:
        self.cache, self.asked = cache, asked
        self.faults: dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]] = {}
        self.doubted: set[str] = set()
        self.gone: set[str] = set()
        self.before: str | None = None
        self.found: tuple[dict[str, bytes], set[str]] | None = None

    def reading(self) -> CachedVaultState:
        if self.asked.look.live:
            if self.is_vouched_for():
                return self.finished(set())
            # The watcher has gone on meanwhile, or its day is another.
            self.cache.end()
            self.asked.look.scan()
        if self.is_kept() and self.is_whole() and not any(self.differences()):
            # What was compared is what is read: the database is seen as it was then.
            return self.finished(set())
        # Who writes waits for those who look at it.
        self.cache.end()
        self.cache.alone()
        try:
            concerned = self.brought_up_to_date()
            self.cache.end()
            self.cache.begin()
            return self.finished(concerned)
        finally:
            self.cache.let_go()

    def finished(self, concerned: set[str] | None) -> CachedVaultState:
        reading = CachedVaultState(
            self.cache, self.asked.rules, self.before, self.doubted, concerned, self.gone
        )
        reading.faults = self.faults
        return reading

    def is_kept(self) -> bool:
        """Tell whether what is kept is unharmed, of this vault, and read by this version under these settings."""
        cache = self.cache
        try:
            cache.end()
            if not cache.sealed():
                return False
            cache.begin()
            return bool(
                cache.meta("code") == self.asked.look.code
                and cache.meta("root") == encode_text(self.asked.look.root)
                and cache.meta("rules") == self.reading_rules()
            )
        except (*DATABASE_ERRORS, CacheUnreadable):
            return False

    def is_vouched_for(self) -> bool:
        """Tell whether what is kept is what a watcher says the vault is now."""
        if self.asked.look.warm is None or not self.is_kept() or not self.is_whole():
            return False
        self.before = self.cache.state
        return bool(self.before == self.asked.look.warm.facts["state"])

    def is_whole(self) -> bool:
        """Tell whether links are resolved, and standings made, for these settings and the day asked for."""
        asked, cache = self.asked, self.cache
        if cache.meta("whole") != 1 or cache.meta("due") != self.due_rules():
            return False
        return asked.today < asked.real_today - LATELY or cache.meta("since") <= asked.today.toordinal()

    def reading_rules(self) -> str:
        """Return what in the settings decides what a note says."""
        usual = Rules()
        # Nor do the rules for posts, profiles and goals change what a note says.
        rules = self.asked.rules._replace(post=usual.post, profile=usual.profile, goal=usual.goal)
        return repr(rules._replace(ignore=(), due=usual.due, circles=(), watch=usual.watch))

    def due_rules(self) -> str:
        """Return what in the settings decides who is due, but not what a note says."""
        return repr((self.asked.rules.due, self.asked.rules.circles))

    def differences(self) -> tuple[dict[str, bytes], set[str]]:
        """Return the files to read, with their fingerprints, and those that are gone."""
        state = self.cache.state
        if self.found is not None and self.before == state:
            return self.found
        self.found, self.before = self.compared(state), state
        return self.found

    def compared(self, state: str) -> tuple[dict[str, bytes], set[str]]:
        look = self.asked.look
        if look.found is not None and look.found[0] == state:
            return look.found[1:]
        if look.warm and look.warm.facts["state"] == state:
            changed, gone = differences(look.warm.listing(), look.packed)
            if doubted := set(look.warm.facts["doubted"]) - gone - changed.keys():
                changed.update((file.path, file.seen) for file in look.files() if file.path in doubted)
            return changed, gone
        seen = self.cache.seen()
        now = {file.path: file.seen for file in look.files()}
        return {path: mine for path, mine in now.items() if seen.get(path) != mine}, seen.keys() - now.keys()

    def brought_up_to_date(self) -> set[str] | None:
        """Read what changed and keep it; return the contacts concerned, None for all."""
        # Another process may have written since it was looked at.
        if not self.is_kept():
            self.cache.start_over(
                {
                    "code": self.asked.look.code,
                    "root": encode_text(self.asked.look.root),
                    "rules": self.reading_rules(),
                    "whole": 0,
                }
            )
        self.cache.leave_to_readers()
        changed, gone = self.differences()
        if self.is_whole() and len(changed) + len(gone) <= max(MANY, PART * self.asked.look.count):
            return self.follow(changed, gone)
        # Late: seldom is everything new.
        from plaintext_network.vault.cache.rebuild import rebuild

        parsed = self.parse(changed)
        since = min(self.asked.today, self.asked.real_today)
        since = max(since, self.asked.real_today - LATELY) - SPARE
        rebuild(self.cache, self.asked.rules, parsed, gone, since, self.due_rules(), self.asked.progress)
        return None

    def parse(self, changed: Mapping[str, bytes]) -> Iterator[ParsedFile]:
        asked = self.asked
        digests = self.cache.digests(changed)
        found = [File(path, seen) for path, seen in changed.items()]
        for parsed in parse_all(
            asked.look.root, asked.rules, found, digests, asked.look.began, asked.progress
        ):
            if not parsed.seen:
                self.doubted.add(parsed.path)
            yield parsed

    def follow(self, changed: Mapping[str, bytes], gone: set[str]) -> set[str]:
        """Bring the index along with a few changes, and keep what that changes."""
        cache = self.cache
        everything = list(self.parse(changed))
        # What a file says now, None where it is no note (any more).
        said: dict[str, Facts | None] = dict.fromkeys(gone)
        for parsed in everything:
            if not parsed.same:
                said[parsed.path] = deserialize(parsed.facts) if parsed.facts else None
        doubles = self.doubles(said)
        changes = {path: facts for path, facts in said.items() if not doubles.get(path)}
        for path, base in doubles.items():
            changes[path] = None if base else said[path] if path in said else cache.facts(path)
        before = cache.index()
        after = before.replace(changes)
        if self.asked.minding:
            self.mind(before, after, everything, said)
        stale = set(changes_of(after.resolved))
        concerned = after.affected_contacts(before, stale)
        owners = cache.meta("owners") + sum(
            (after.names.kinds.get(path) == "me") - (before.names.kinds.get(path) == "me") for path in changes
        )
        tally = self.problem_counts(before, after, stale, owners)
        with cache.writing():
            cache.put_parsed(everything)
            for path, base in doubles.items():
                cache.put_copy(path, copy_problem(path, base) if base else None)
            cache.put_index(after)
            for path in gone:
                cache.drop_file(path)
            self.gone = {path for path in stale - concerned if before.names.kinds.get(path) == "contact"}
            for path in self.gone:
                cache.drop_contact(path)
            since = date.fromordinal(cache.meta("since"))
            after.prefetch(concerned)
            other = {path for path in concerned if self.put_contact(after, path, since)}
            cache.set_meta("owners", owners)
            cache.set_meta("errors", tally.errors)
            cache.set_meta("warnings", tally.warnings)
        return other

    def mind(
        self, before: Index, after: Index, parsed: list[ParsedFile], said: Mapping[str, Facts | None]
    ) -> None:
        """Note which problems the notes that were read had before, and which they have now."""
        aside = {one.path: one.problem for one in parsed if one.problem}
        for path in said:
            then, now = self.cache.aside_of(path), aside.get(path)
            self.faults[path] = (
                (then,) if then else problems_of(before, path),
                (now,) if now else problems_of(after, path),
            )

    def put_contact(self, index: Index, path: str, since: date) -> bool:
        """Keep a contact's standing; return whether it is another than before."""
        who, goes_by = contact_state(index, path, self.asked.rules, since), contact_names(index.notes[path])
        if self.cache.contact(path) == (who, goes_by):
            return False
        self.cache.put_contact(path, serialize(who), serialize(goes_by))
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

    def doubles(self, said: Mapping[str, Facts | None]) -> dict[str, str | None]:
        """Return of each note that a change may have made, or unmade, a doubtful copy the base it copies, or None."""
        names: dict[str, list[str]] = {}
        for path in said:
            folder, slash, name = path.rpartition("/")
            names.setdefault(folder + slash, []).append(name)
        asked: set[str] = {path for path, facts in said.items() if facts is not None}
        links = NamePrefixes(self.asked.look.packed.get(LINKED, NOTHING)[1])
        for folder, bases in names.items():
            listed = NamePrefixes(self.asked.look.packed.get(folder, NOTHING)[1])
            for original in bases:
                like = [folder + name for name in listed.of(original[:-3])]
                like += links.of(folder + original[:-3])
                asked.update(
                    path for path in like if original in conflict_copies.maybe_copy_of(path[len(folder) :])
                )

        def facts_of(path: str) -> Facts | None:
            return said[path] if path in said else self.cache.facts(path)

        found: dict[str, str | None] = {}
        for path in asked:
            facts = facts_of(path)
            base = copied_note(path, facts, facts_of) if facts else None
            if base or self.cache.is_copy(path):
                found[path] = base
        return found


def problems_of(index: Index, path: str) -> "tuple[Problem, ...]":
    """Return what is wrong in a note and with its links."""
    facts, resolved = index.notes.get(path), index.resolved.get(path)
    return (*(facts.problems if facts else ()), *(resolved.problems if resolved else ()))
