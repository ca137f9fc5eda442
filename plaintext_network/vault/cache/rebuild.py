"""Rebuilds the cache's database on every core: at the first run, and after most notes have changed. Lists no files."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from itertools import islice
from typing import NamedTuple

from plaintext_network.model.note.kinds.conflict_copies import maybe_copy_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.interactions import dated_interactions, to_plain
from plaintext_network.network.index.names import Identity, Names, identity
from plaintext_network.network.index.problem_counts import (
    ProblemCounts,
    count_owner_notes,
    count_problems,
    count_shared_names,
)
from plaintext_network.network.index.resolve import resolve_note
from plaintext_network.network.summaries import SUMMARIES
from plaintext_network.vault.cache.contact_rows import ContactRow, contact_row
from plaintext_network.vault.cache.database import DATABASE_ERRORS
from plaintext_network.vault.cache.parse_files import ParsedFile, copied_note, copy_problem
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.parallel_map import Progress, map_in_pieces
from plaintext_network.vault.serialize import CacheUnreadable, deserialize, serialize

# Notes in one transaction; a killed process loses at most one.
BATCH = 2000
# Notes, and contacts, for which a worker process returns one result.
NOTES, CONTACTS = 2000, 200
# The number of items from which starting worker processes pays.
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
    """Store the parsed notes, then resolve every link and compute the state of every contact as of `since`.

    If it is interrupted, the notes stored until then are there for the next run.
    """
    identities = _store_notes(cache, parsed, gone)
    _mark_copies(cache)
    tally, owners = _resolve(cache, identities, progress)
    _store_contacts(cache, rules, since, progress)
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


def _store_notes(cache: CacheTables, parsed: Iterable[ParsedFile], gone: set[str]) -> dict[str, Identity]:
    """Store files in batches; return the names of the notes among them."""
    identities: dict[str, Identity] = {}
    with cache.writing():
        cache.set_meta("whole", 0)
        for path in gone:
            cache.drop_file(path)
    remaining = iter(parsed)
    batch: list[ParsedFile] = []
    try:
        while True:
            batch = []
            # One by one, so that an interruption loses none of them.
            for file in islice(remaining, BATCH):
                batch.append(file)
                if file.identity:
                    identities[file.path] = file.identity
            if not batch:
                return identities
            _store_batch(cache, batch)
            batch = []
    except KeyboardInterrupt:
        # If this fails, the next run reads them again; the interruption must not be lost.
        with suppress(*DATABASE_ERRORS, CacheUnreadable, OSError):
            _store_batch(cache, batch)
        raise


def _store_batch(cache: CacheTables, batch: Sequence[ParsedFile]) -> None:
    with cache.writing():
        cache.put_parsed(batch)


def _mark_copies(cache: CacheTables) -> None:
    """Mark the notes that OneDrive or iCloud may have copied."""
    kinds = dict(cache.kinds())
    before = cache.copies()
    originals = {}
    for path in [path for path, kind in kinds.items() if kind == "contact"]:
        folder, slash, name = path.rpartition("/")
        if any(folder + slash + original in kinds for original in maybe_copy_of(name)):
            facts = cache.facts(path)
            originals[path] = copied_note(path, facts, cache.facts) if facts else None
    with cache.writing():
        for path in before - originals.keys():
            cache.put_copy(path, None)
        for path, original in originals.items():
            if original or path in before:
                cache.put_copy(path, copy_problem(path, original) if original else None)


class NoteLinks(NamedTuple):
    """The resolved links and the interactions of one note, serialized.

    `targets` are the numbers of the linked notes, and `keys` the names that the links look up.
    """

    number: int
    resolved: bytes
    interactions: bytes
    targets: bytes
    keys: tuple[str, ...]
    problem_counts: ProblemCounts


def _resolve(
    cache: CacheTables, identities: dict[str, Identity], progress: Progress | None
) -> tuple[ProblemCounts, int]:
    """Resolve and store the links of all notes; return the tally of all problems, and the number of owner notes."""
    numbers = cache.numbers()
    ids = sorted(numbers.values())
    for path in numbers.keys() - identities.keys():
        if facts := cache.facts(path):
            identities[path] = identity(facts)
    names = Names({}, {}).replace({}, {path: identities[path] for path in numbers})

    def work(piece: Sequence[int]) -> list[NoteLinks]:
        # A process must not use a connection of its parent.
        with closing(cache.reopened()) as own:
            return list(_links(own.facts_between(piece[0], piece[-1]), names, numbers))

    resolved: list[tuple[int, bytes]] = []
    interactions: list[tuple[int, bytes]] = []
    askers: dict[str, array[int]] = {}
    linked: dict[int, array[int]] = {}
    tallies: list[ProblemCounts] = []
    for links in map_in_pieces(work, ids, NOTES, WORTH_SHARING, progress, "links resolved"):
        resolved.append((links.number, links.resolved))
        if links.interactions:
            interactions.append((links.number, links.interactions))
        tallies.append(links.problem_counts)
        for key in links.keys:
            askers.setdefault(key, array("I")).append(links.number)
        for target in array("I", links.targets):
            linked.setdefault(target, array("I")).append(links.number)
    with cache.writing():
        cache.put_all(names.table, resolved, interactions, askers, linked)
    owners = sum(kind == "me" for kind in names.kinds.values())
    return ProblemCounts().plus(
        *tallies, count_shared_names(names, names.table), count_owner_notes(owners)
    ), owners


def _links(notes: Iterable[tuple[int, bytes]], names: Names, numbers: dict[str, int]) -> Iterator[NoteLinks]:
    for number, stored in notes:
        facts = deserialize(stored)
        resolved = resolve_note(facts, names)
        interactions = dated_interactions(facts, resolved)
        yield NoteLinks(
            number,
            serialize(resolved),
            serialize(to_plain(interactions)) if interactions else b"",
            array("I", [numbers[path] for path in resolved.targets]).tobytes(),
            tuple(resolved.keys),
            count_problems([*facts.problems, *resolved.problems]),
        )


def _store_contacts(cache: CacheTables, rules: Rules, since: date, progress: Progress | None) -> None:
    """Compute and store the state and names of every contact."""
    copies = cache.copies()
    contacts = [path for path, kind in cache.kinds() if kind == "contact" and path not in copies]

    def work(piece: Sequence[str]) -> list[ContactRow]:
        with closing(cache.reopened()) as own:
            index = own.index()
            index.prefetch(piece)
            return [contact_row(index, path, rules, since) for path in piece]

    rows = list(map_in_pieces(work, contacts, CONTACTS, WORTH_SHARING, progress, "contacts computed"))
    with cache.writing():
        cache.drop_contacts()
        cache.set_meta("summaries", " ".join(SUMMARIES))
        for row in rows:
            cache.put_contact(row)
