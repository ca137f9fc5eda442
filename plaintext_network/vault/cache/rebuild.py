"""Rebuilds the cache's database on every core: at the first run, and after most notes have changed. Lists no files."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from plaintext_network.model.note.kinds.conflict_copies import maybe_copy_of
from plaintext_network.model.note.plain_facts import plain_readings
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
from plaintext_network.network.index.resolve import AllMentions, resolve_note
from plaintext_network.network.index.resolve import to_plain as links_to_plain
from plaintext_network.network.index.value_counts import values_of
from plaintext_network.network.summaries import SUMMARIES
from plaintext_network.problems import Problem, plain_problems
from plaintext_network.vault.cache.contact_rows import ContactRow, contact_row
from plaintext_network.vault.cache.file_lock import DATABASE_ERRORS
from plaintext_network.vault.cache.lazy_index import NamedNotes
from plaintext_network.vault.cache.parse_files import ParsedFile, copied_note, copy_problem
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.parallel_map import Progress, map_in_pieces
from plaintext_network.vault.serialize import CacheUnreadable, encode_text, serialize_plain
from plaintext_network.vault.serialize_facts import deserialize_facts

K = TypeVar("K")
# Notes in one transaction; a killed process loses at most one.
BATCH = 2000
# Notes, and contacts, for which a worker process returns one result.
NOTES, CONTACTS = 2000, 200
# The number of items from which starting worker processes pays.
WORTH_SHARING = 1000


def rebuild_links(
    cache: CacheTables, parsed: Iterable[ParsedFile], gone: set[str], progress: Progress | None = None
) -> NamedNotes:
    """Store the parsed notes, then resolve the links of all notes, and return these.

    If it is interrupted, what was stored until then is there for the next run.
    """
    known = _all_notes(cache, parsed, gone)
    tally, counts, mentions = _resolve(cache, known, progress)
    with cache.writing():
        for name, value in (
            ("errors", tally.errors),
            ("warnings", tally.warnings),
            ("counts", serialize_plain(counts.to_plain())),
            ("linked", 1),
        ):
            cache.set_meta(name, value)
    return known._replace(mentions=mentions)


def _all_notes(cache: CacheTables, parsed: Iterable[ParsedFile], gone: set[str]) -> NamedNotes:
    """Store the parsed notes, and return all that are stored, without conflict copies."""
    identities = _store_notes(cache, parsed, gone) or list(cache.identities())
    copies = _mark_copies(cache, {path: identity.kind for _, path, identity in identities})
    return _named_notes(identities, copies)


def _store_notes(
    cache: CacheTables, parsed: Iterable[ParsedFile], gone: set[str]
) -> list[tuple[int, str, Identity]]:
    """Store files in batches. Return the `identities` of all notes if none was stored before."""
    with cache.writing():
        for name in ("whole", "linked"):
            cache.set_meta(name, 0)
        cache.set_meta("due", None)
        for path in gone:
            cache.drop_file(path)
    stored: list[tuple[int, str, Identity]] = []
    is_new = cache.is_empty()
    remaining = iter(parsed)
    batch: list[ParsedFile] = []
    try:
        while True:
            batch = []
            # One by one, so that an interruption loses none of them.
            for file in islice(remaining, BATCH):
                batch.append(file)
            if not batch:
                return stored
            stored += _store_batch(cache, batch, is_new)
            batch = []
    except KeyboardInterrupt:
        # If this fails, the next run reads them again; the interruption must not be lost.
        with suppress(*DATABASE_ERRORS, CacheUnreadable, OSError):
            _store_batch(cache, batch, is_new)
        raise


def _store_batch(
    cache: CacheTables, batch: Sequence[ParsedFile], is_new: bool
) -> list[tuple[int, str, Identity]]:
    with cache.writing():
        if is_new:
            return cache.put_new(batch)
        cache.put_parsed(batch)
        return []


def _mark_copies(cache: CacheTables, kinds: Mapping[str, str]) -> set[str]:
    """Mark the notes that OneDrive or iCloud may have copied, and return their paths; `kinds` are those of all notes."""
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
    return {path for path, original in originals.items() if original}


class PieceLinks(NamedTuple):
    """The resolved links of some notes in plain values; notes are identified by number.

    `resolved`, `interactions`, `problems` and `readings` are serialized, each with its note. `askers`, `linked` and `days` contain
    the packed numbers of notes: by a name, those whose links look it up; by a note, those that link it; by a day, those that
    have an interaction on it. `forms` counts the interactions as `NoteCounts` does. `mentions` packs contacts with the days,
    notes and lines of the first mentions, and `beyond` packs the numbers of the notes whose links are more than mentions;
    see `AllMentions`. `values` are the `Index.value_counts` of these notes.
    """

    resolved: list[tuple[int, bytes]]
    interactions: list[tuple[int, bytes]]
    problems: list[tuple[int, bytes]]
    readings: list[tuple[int, bytes]]
    askers: dict[str, bytes]
    linked: dict[int, bytes]
    days: dict[int, bytes]
    problem_counts: tuple[int, ...]
    forms: dict[str, int]
    mentions: bytes
    beyond: bytes
    values: dict[str, int]


def _resolve(
    cache: CacheTables, known: NamedNotes, progress: Progress | None
) -> tuple[ProblemCounts, NoteCounts, AllMentions]:
    """Resolve and store the links of all notes. Return the counts of problems, of notes and interactions, and the mentions."""
    names, numbers = known.names, known.numbers

    def work(piece: Sequence[int]) -> list[tuple[Any, ...]]:
        # A process must not use a connection of its parent.
        with closing(cache.reopened()) as own:
            return [(*_links(own.facts_between(piece[0], piece[-1]), names, numbers),)]

    askers: dict[str, array[int]] = {}
    linked: dict[int, array[int]] = {}
    days: dict[int, array[int]] = {}
    tallies: list[ProblemCounts] = []
    forms: Counter[str] = Counter()
    values: Counter[str] = Counter()
    first: dict[str, tuple[int, str]] = {}
    beyond = array("I")
    # Small: the changes wait in memory, so that the workers can read meanwhile.
    with cache.writing(small=True):
        cache.drop_index()
        ids = sorted(numbers.values())
        remaining = iter(sorted(names.table))
        share = len(names.table) * NOTES // max(1, len(ids)) + 1
        for plain in map_in_pieces(work, ids, NOTES, WORTH_SHARING, progress, "links resolved"):
            links = PieceLinks(*plain)
            # In small steps: the workers wait while nobody takes their results.
            cache.put_names(names, islice(remaining, share))
            cache.put_rows("resolved", links.resolved)
            cache.put_rows("interactions", links.interactions)
            cache.put_rows("problem", links.problems)
            cache.put_rows("reading", links.readings)
            _add(links.askers, askers)
            _add(links.linked, linked)
            _add(links.days, days)
            tallies.append(ProblemCounts(*links.problem_counts))
            forms.update(links.forms)
            values.update(links.values)
            packed = iter(array("I", links.mentions))
            for contact, day, number, line in zip(packed, packed, packed, packed, strict=True):
                # As `Index.first_mention` compares them.
                place, path = (day, f"{known.paths[number]}:{line}"), known.paths[contact]
                if path not in first or place < first[path]:
                    first[path] = place
            beyond.frombytes(links.beyond)
        cache.put_names(names, remaining)
        cache.put_rows("asked", ((encode_text(key), askers[key].tobytes()) for key in sorted(askers)))
        cache.put_rows("linked", ((number, linked[number].tobytes()) for number in sorted(linked)))
        cache.put_rows("day", ((day, days[day].tobytes()) for day in sorted(days)))
        cache.put_rows("value", ((encode_text(key), values[key]) for key in sorted(values)))
    kinds = Counter(names.kinds.values())
    shared = count_shared_names(names, names.table)
    tally = ProblemCounts().plus(*tallies, shared, count_owner_notes(kinds["me"]))
    mentions = AllMentions(
        {contact: (date.fromordinal(day), place) for contact, (day, place) in first.items()},
        {known.paths[number] for number in beyond},
    )
    return tally, NoteCounts(kinds, forms), mentions


def _named_notes(identities: Iterable[tuple[int, str, Identity]], copies: Collection[str]) -> NamedNotes:
    notes = [each for each in identities if each[1] not in copies]
    return NamedNotes(
        Names.of({path: identity for _, path, identity in notes}),
        {path: number for number, path, _ in notes},
        {number: path for number, path, _ in notes},
    )


def _links(notes: Iterable[tuple[int, bytes]], names: Names, numbers: Mapping[str, int]) -> PieceLinks:
    all_resolved: list[tuple[int, bytes]] = []
    all_interactions: list[tuple[int, bytes]] = []
    all_problems: list[tuple[int, bytes]] = []
    all_readings: list[tuple[int, bytes]] = []
    beyond = array("I")
    first: dict[str, tuple[int, str, int, int]] = {}
    askers: dict[str, list[int]] = {}
    linked: dict[int, list[int]] = {}
    days: dict[int, list[int]] = {}
    forms: Counter[str] = Counter()
    values: Counter[str] = Counter()
    found: list[Problem] = []
    for number, stored in notes:
        facts = deserialize_facts(stored)
        resolved = resolve_note(facts, names)
        values.update(values_of(facts))
        all_resolved.append((number, serialize_plain(links_to_plain(resolved))))
        for key in resolved.keys:
            askers.setdefault(key, []).append(number)
        for path in resolved.targets:
            linked.setdefault(numbers[path], []).append(number)
        for contact, mentioned, line in resolved.mentions:
            place = (mentioned.toordinal(), f"{facts.path}:{line}", number, line)
            if contact not in first or place < first[contact]:
                first[contact] = place
        if resolved.beyond_mentions:
            beyond.append(number)
        if interactions := dated_interactions(facts, resolved):
            all_interactions.append((number, serialize_plain(to_plain(interactions))))
            for day in days_of(interactions):
                days.setdefault(day, []).append(number)
            for form in counted_forms(facts, interactions):
                forms[form] += 1
        if problems := (*facts.problems, *resolved.problems):
            all_problems.append((number, serialize_plain(plain_problems(problems))))
            found += problems
        if facts.readings:
            all_readings.append((number, serialize_plain(plain_readings(facts.readings))))
    mentions = [
        part
        for contact, (day, _, number, line) in first.items()
        for part in (numbers[contact], day, number, line)
    ]
    return PieceLinks(
        all_resolved,
        all_interactions,
        all_problems,
        all_readings,
        askers=_packed(askers),
        linked=_packed(linked),
        days=_packed(days),
        problem_counts=tuple(count_problems(found)),
        forms=dict(forms),
        mentions=array("I", mentions).tobytes(),
        beyond=beyond.tobytes(),
        values=dict(values),
    )


def _add(packed: Mapping[K, bytes], to: dict[K, "array[int]"]) -> None:
    for key, numbers in packed.items():
        to.setdefault(key, array("I")).frombytes(numbers)


def _packed(numbers: Mapping[K, list[int]]) -> dict[K, bytes]:
    return {key: array("I", found).tobytes() for key, found in numbers.items()}


def rebuild_contacts(
    cache: CacheTables,
    rules: Rules,
    since: date,
    due_rules: str,
    progress: Progress | None = None,
    known: NamedNotes | None = None,
) -> None:
    """Compute and store the state as of `since` and the names of every contact, from resolved links.

    `known` are all notes, if they are in memory.
    """
    known = known or _named_notes(cache.identities(), cache.copies())

    def work(piece: Sequence[str]) -> list[tuple[Any, ...]]:
        with closing(cache.reopened()) as own:
            index = own.index(known)
            index.prefetch(piece)
            return [contact_row(index, path, rules, since).to_plain() for path in piece]

    contacts = known.names.of_kind("contact")
    found = map_in_pieces(work, contacts, CONTACTS, WORTH_SHARING, progress, "contacts computed")
    # Small, so that the workers can read meanwhile.
    with cache.writing(small=True):
        cache.set_meta("summaries", " ".join(SUMMARIES))
        cache.replace_contacts((ContactRow(*plain) for plain in found), known.numbers)
        cache.set_meta("since", since.toordinal())
        cache.set_meta("due", due_rules)
