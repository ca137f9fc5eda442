"""Owns how everything is worked out at once, on every core, and kept: at the first run, and when most of it changed."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from itertools import islice
from typing import NamedTuple

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.index.interactions import dated_interactions, to_plain
from plaintext_network.network.index.names import Identity, Names, identity
from plaintext_network.network.index.problem_counts import (
    ProblemCounts,
    count_owner_notes,
    count_problems,
    count_shared_names,
)
from plaintext_network.network.index.resolve import resolve_note
from plaintext_network.network.people.find_contact import contact_names
from plaintext_network.vault.cache.database import DATABASE_ERRORS
from plaintext_network.vault.cache.parse_files import ParsedFile, copied_note, copy_problem
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.files.conflict_copies import maybe_copy_of
from plaintext_network.vault.parallel_map import Progress, map_in_pieces
from plaintext_network.vault.serialize import CacheUnreadable, deserialize, serialize

# Notes that are kept together: as much, at most, is lost when the process is killed.
BATCH = 2000
# Notes, and contacts, that a helper works at before it hands over what it has.
NOTES, CONTACTS = 2000, 200
# Of so many it pays to let another process help.
WORTH_SHARING = 1000


def rebuild(
    cache: CacheTables,
    rules: Rules,
    parsed: Iterable[ParsedFile],
    gone: set[str],
    since: date,
    due_rules: str,
    progress: Progress | None = None,
) -> None:
    """Keep what was read, then resolve every link and make every contact's standing for `since`.

    Interrupted, it leaves what was read until then for the next run.
    """
    identities = _keep(cache, parsed, gone)
    _keep_doubles(cache)
    tally, owners = _resolve(cache, identities, progress)
    _stand(cache, rules, since, progress)
    with cache.writing():
        for name, value in (
            ("errors", tally.errors),
            ("warnings", tally.warnings),
            ("owners", owners),
            ("since", since.toordinal()),
            ("due", due_rules),
            ("whole", 1),
        ):
            cache.set_meta(name, value)


def _keep(cache: CacheTables, parsed: Iterable[ParsedFile], gone: set[str]) -> dict[str, Identity]:
    """Keep what was read, in batches; return what the notes among it go by."""
    identities: dict[str, Identity] = {}
    with cache.writing():
        cache.set_meta("whole", 0)
        for path in gone:
            cache.drop_file(path)
    waiting = iter(parsed)
    batch: list[ParsedFile] = []
    try:
        while True:
            batch = []
            # One by one, so that an interruption finds those that have come.
            for one in islice(waiting, BATCH):
                batch.append(one)
                if one.identity:
                    identities[one.path] = one.identity
            if not batch:
                return identities
            _keep_batch(cache, batch)
            batch = []
    except KeyboardInterrupt:
        # What can't be kept is read again; the interruption counts.
        with suppress(*DATABASE_ERRORS, CacheUnreadable, OSError):
            _keep_batch(cache, batch)
        raise


def _keep_batch(cache: CacheTables, batch: Sequence[ParsedFile]) -> None:
    with cache.writing():
        cache.put_parsed(batch)


def _keep_doubles(cache: CacheTables) -> None:
    """Set aside the notes that OneDrive or iCloud may have copied."""
    kinds = dict(cache.kinds())
    copies = cache.copies()
    found = {}
    for path in [path for path, kind in kinds.items() if kind == "contact"]:
        folder, slash, name = path.rpartition("/")
        if any(folder + slash + base in kinds for base in maybe_copy_of(name)):
            facts = cache.facts(path)
            found[path] = copied_note(path, facts, cache.facts) if facts else None
    with cache.writing():
        for path in copies - found.keys():
            cache.put_copy(path, None)
        for path, base in found.items():
            if base or path in copies:
                cache.put_copy(path, copy_problem(path, base) if base else None)


class NoteLinks(NamedTuple):
    """Where the links of one note lead: the numbers of the notes, and the keys that decide it; and what passed, if anything."""

    number: int
    resolved: bytes
    passed: bytes
    targets: bytes
    asked: tuple[str, ...]
    problem_counts: ProblemCounts


def _resolve(
    cache: CacheTables, identities: dict[str, Identity], progress: Progress | None
) -> tuple[ProblemCounts, int]:
    """Resolve the links of all notes and keep that; return what is wrong in and between them, and how many owners there are."""
    numbers = cache.numbers()
    ids = sorted(numbers.values())
    for path in numbers.keys() - identities.keys():
        if facts := cache.facts(path):
            identities[path] = identity(facts)
    names = Names({}, {}).replace({}, {path: identities[path] for path in numbers})

    def work(piece: Sequence[int]) -> list[NoteLinks]:
        # A connection must not be taken along into another process.
        with closing(cache.again()) as mine:
            return list(_links(mine.facts_between(piece[0], piece[-1]), names, numbers))

    resolved: list[tuple[int, bytes]] = []
    passed: list[tuple[int, bytes]] = []
    askers: dict[str, array[int]] = {}
    linked: dict[int, array[int]] = {}
    tallies: list[ProblemCounts] = []
    for links in map_in_pieces(work, ids, NOTES, WORTH_SHARING, progress, "notes whose links are followed"):
        resolved.append((links.number, links.resolved))
        if links.passed:
            passed.append((links.number, links.passed))
        tallies.append(links.problem_counts)
        for key in links.asked:
            askers.setdefault(key, array("I")).append(links.number)
        for target in array("I", links.targets):
            linked.setdefault(target, array("I")).append(links.number)
    with cache.writing():
        cache.put_all(names.table, resolved, passed, askers, linked)
    owners = sum(kind == "me" for kind in names.kinds.values())
    return ProblemCounts().plus(
        *tallies, count_shared_names(names, names.table), count_owner_notes(owners)
    ), owners


def _links(notes: Iterable[tuple[int, bytes]], names: Names, numbers: dict[str, int]) -> Iterator[NoteLinks]:
    for number, kept in notes:
        facts = deserialize(kept)
        resolved = resolve_note(facts, names)
        passed = dated_interactions(facts, resolved)
        yield NoteLinks(
            number,
            serialize(resolved),
            serialize(to_plain(passed)) if passed else b"",
            array("I", [numbers[path] for path in resolved.targets]).tobytes(),
            tuple(resolved.keys),
            count_problems([*facts.problems, *resolved.problems]),
        )


def _stand(cache: CacheTables, rules: Rules, since: date, progress: Progress | None) -> None:
    """Make and keep every contact's standing."""
    copies = cache.copies()
    contacts = [path for path, kind in cache.kinds() if kind == "contact" and path not in copies]

    def work(piece: Sequence[str]) -> list[tuple[str, bytes, bytes]]:
        with closing(cache.again()) as mine:
            index = mine.index()
            index.prefetch(piece)
            return [
                (
                    path,
                    serialize(contact_state(index, path, rules, since)),
                    serialize(contact_names(index.notes[path])),
                )
                for path in piece
            ]

    found = list(map_in_pieces(work, contacts, CONTACTS, WORTH_SHARING, progress, "contacts looked at"))
    with cache.writing():
        cache.drop_contacts()
        for path, who, goes_by in found:
            cache.put_contact(path, who, goes_by)
