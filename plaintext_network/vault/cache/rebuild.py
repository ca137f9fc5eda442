"""Rebuilds the cache's database on every core: at the first run, and after most notes have changed. Lists no files."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from itertools import islice

from plaintext_network.model.note.kinds.conflict_copies import maybe_copy_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import dated_interactions, days_of, to_plain
from plaintext_network.network.index.names import Identity, Names
from plaintext_network.network.index.note_counts import NoteCounts, counted_forms
from plaintext_network.network.index.problem_counts import (
    ProblemCounts,
    count_owner_notes,
    count_problems,
    count_shared_names,
)
from plaintext_network.network.index.resolve import resolve_note
from plaintext_network.network.index.resolve import to_plain as links_to_plain
from plaintext_network.network.summaries import SUMMARIES
from plaintext_network.problems import plain_problems
from plaintext_network.vault.cache.contact_rows import ContactRow, contact_row
from plaintext_network.vault.cache.database import DATABASE_ERRORS
from plaintext_network.vault.cache.parse_files import ParsedFile, copied_note, copy_problem
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.parallel_map import Progress, map_in_pieces
from plaintext_network.vault.serialize import CacheUnreadable, deserialize, serialize_plain

# Notes in one transaction; a killed process loses at most one.
BATCH = 2000
# Notes, and contacts, for which a worker process returns one result.
NOTES, CONTACTS = 2000, 200
# The number of items from which starting worker processes pays.
WORTH_SHARING = 1000


def rebuild_links(
    cache: CacheTables, parsed: Iterable[ParsedFile], gone: set[str], progress: Progress | None = None
) -> None:
    """Store the parsed notes, then resolve the links of all notes.

    If it is interrupted, what was stored until then is there for the next run.
    """
    _store_notes(cache, parsed, gone)
    _mark_copies(cache)
    tally, counts = _resolve(cache, progress)
    with cache.writing():
        for name, value in (
            ("errors", tally.errors),
            ("warnings", tally.warnings),
            ("counts", serialize_plain(counts.to_plain())),
            ("linked", 1),
        ):
            cache.set_meta(name, value)


def _store_notes(cache: CacheTables, parsed: Iterable[ParsedFile], gone: set[str]) -> None:
    """Store files in batches."""
    with cache.writing():
        for name in ("whole", "linked"):
            cache.set_meta(name, 0)
        cache.set_meta("due", None)
        for path in gone:
            cache.drop_file(path)
    put = cache.put_new if cache.is_empty() else cache.put_parsed
    remaining = iter(parsed)
    batch: list[ParsedFile] = []
    try:
        while True:
            batch = []
            # One by one, so that an interruption loses none of them.
            for file in islice(remaining, BATCH):
                batch.append(file)
            if not batch:
                return
            _store_batch(cache, put, batch)
            batch = []
    except KeyboardInterrupt:
        # If this fails, the next run reads them again; the interruption must not be lost.
        with suppress(*DATABASE_ERRORS, CacheUnreadable, OSError):
            _store_batch(cache, put, batch)
        raise


def _store_batch(
    cache: CacheTables, put: Callable[[Sequence[ParsedFile]], None], batch: Sequence[ParsedFile]
) -> None:
    with cache.writing():
        put(batch)


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
        cache.set_meta("whole", 1)


class NoteLinks(NamedTuple):
    """The resolved links, the interactions and the problems of one note, serialized.

    `targets` are the numbers of the linked notes, `keys` the names that the links look up, `days` those of the
    interactions, and `forms` those of the interactions that `NoteCounts` counts.
    """

    number: int
    resolved: bytes
    interactions: bytes
    problems: bytes
    targets: bytes
    keys: tuple[str, ...]
    days: tuple[int, ...]
    problem_counts: ProblemCounts
    forms: tuple[str, ...]


def _resolve(cache: CacheTables, progress: Progress | None) -> tuple[ProblemCounts, NoteCounts]:
    """Resolve and store the links of all notes; return the number of all problems, and of notes and interactions."""
    numbers: dict[str, int] = {}
    identities: dict[str, Identity] = {}
    for number, path, known in cache.identities():
        numbers[path], identities[path] = number, known
    ids = sorted(numbers.values())
    names = Names({}, {}).replace({}, identities)

    def work(piece: Sequence[int]) -> list[NoteLinks]:
        # A process must not use a connection of its parent.
        with closing(cache.reopened()) as own:
            return list(_links(own.facts_between(piece[0], piece[-1]), names, numbers))

    resolved: list[tuple[int, bytes]] = []
    interactions: list[tuple[int, bytes]] = []
    problems: list[tuple[int, bytes]] = []
    askers: dict[str, array[int]] = {}
    linked: dict[int, array[int]] = {}
    days: dict[int, array[int]] = {}
    tallies: list[ProblemCounts] = []
    forms: Counter[str] = Counter()
    for links in map_in_pieces(work, ids, NOTES, WORTH_SHARING, progress, "links resolved"):
        resolved.append((links.number, links.resolved))
        if links.interactions:
            interactions.append((links.number, links.interactions))
        if links.problems:
            problems.append((links.number, links.problems))
        tallies.append(links.problem_counts)
        forms.update(links.forms)
        for key in links.keys:
            askers.setdefault(key, array("I")).append(links.number)
        for target in array("I", links.targets):
            linked.setdefault(target, array("I")).append(links.number)
        for day in links.days:
            days.setdefault(day, array("I")).append(links.number)
    with cache.writing():
        cache.put_all(names, resolved, interactions, problems, askers, linked, days)
    kinds = Counter(names.kinds.values())
    shared = count_shared_names(names, names.table)
    tally = ProblemCounts().plus(*tallies, shared, count_owner_notes(kinds["me"]))
    return tally, NoteCounts(kinds, forms)


def _links(notes: Iterable[tuple[int, bytes]], names: Names, numbers: dict[str, int]) -> Iterator[NoteLinks]:
    for number, stored in notes:
        facts = deserialize(stored)
        resolved = resolve_note(facts, names)
        interactions = dated_interactions(facts, resolved)
        problems = (*facts.problems, *resolved.problems)
        yield NoteLinks(
            number,
            serialize_plain(links_to_plain(resolved)),
            serialize_plain(to_plain(interactions)) if interactions else b"",
            serialize_plain(plain_problems(problems)) if problems else b"",
            array("I", [numbers[path] for path in resolved.targets]).tobytes(),
            tuple(resolved.keys),
            tuple(days_of(interactions)),
            count_problems(problems),
            counted_forms(facts, interactions),
        )


def rebuild_contacts(
    cache: CacheTables, rules: Rules, since: date, due_rules: str, progress: Progress | None = None
) -> None:
    """Compute and store the state as of `since` and the names of every contact, from resolved links."""
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
        cache.put_contacts(rows)
        cache.set_meta("since", since.toordinal())
        cache.set_meta("due", due_rules)
