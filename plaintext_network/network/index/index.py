"""Holds every note's facts, the names they have, where their links lead and their interactions. Does no I/O.

An `Index` is immutable. Its tables are mappings that may read from a cache what is looked up in them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date

from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.note.facts import Facts, Interaction, Reading, Ref
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import (
    DatedInteraction,
    chronological,
    dated_interactions,
    days_of,
    open_plans,
)
from plaintext_network.network.index.names import NAME, Identity, Names, identity
from plaintext_network.network.index.note_counts import NoteCounts, count_notes
from plaintext_network.network.index.overlay import (
    K,
    changes_of,
    fetch,
    fetch_all,
    laid_over,
    sources_of_any,
    with_changes,
)
from plaintext_network.network.index.resolve import (
    LISTED,
    AllMentions,
    ResolvedLinks,
    list_paths,
    resolve_note,
)
from plaintext_network.network.index.summaries import Summary, SummaryTable
from plaintext_network.network.index.value_counts import changed_counts
from plaintext_network.network.life_changes.noted import NO_CHANGES, LifeChanges
from plaintext_network.problems import Problem, problem

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")


# After this many lookups of single contacts, read everything: one pass is then quicker.
FEW = 64
# Days to read first for a list of the newest interactions; each further step reads four times as many.
FIRST_DAYS = 4
# To replace more notes than this, read what they need at once.
ONE_BY_ONE = 3


class UnknownPerson(NamedTuple):
    """The name of somebody as written, and how many notes it may mean: 0 or several."""

    name: str
    notes: int

    @property
    def label(self) -> str:
        """The name, and why nothing is known of the person."""
        return f"{self.name} ({f'{self.notes} notes' if self.notes else 'no note'})"


class Index:
    """Every contact by path and name, every link resolved, every backlink.

    `notes`, `resolved`, `interactions`, `note_problems` and `readings` are by path; a note without dated interactions is not in
    `interactions`, one without problems of its own or of its links is not in `note_problems`, and one that mentions nothing to
    read is not in `readings`.
    `backlinks` maps a path to the paths of the notes that link it. `dependents` maps a name key to the paths of the
    notes with a link whose target depends on that name, and a `hidden_key` to those with such a link that doesn't count. `days` maps a day, as its ordinal, to the paths of the notes with an
    interaction on it. `value_counts` is as `values_in_use` reads it. An index made by `replace` equals one built from nothing.
    """

    __slots__ = (
        "_beyond_mentions",
        "_chronological",
        "_counted",
        "_derived",
        "_has_all_interactions",
        "_has_all_mentions",
        "_interactions",
        "_life_changes",
        "_lone_lookups",
        "_mentions",
        "_note_counts",
        "_noted",
        "_noted_with",
        "_sources",
        "_summaries",
        "backlinks",
        "days",
        "dependents",
        "interactions",
        "names",
        "note_problems",
        "notes",
        "readings",
        "resolved",
        "value_counts",
    )

    def __init__(
        self,
        notes: Mapping[str, Facts],
        names: Names,
        resolved: Mapping[str, ResolvedLinks],
        backlinks: Mapping[str, frozenset[str]],
        dependents: Mapping[str, frozenset[str]],
        interactions: Mapping[str, tuple[DatedInteraction, ...]],
        note_problems: Mapping[str, tuple[Problem, ...]],
        days: Mapping[int, frozenset[str]],
        summaries: SummaryTable | None = None,
        note_counts: Callable[[Index], NoteCounts] | None = None,
        mentions: AllMentions | None = None,
        readings: Mapping[str, tuple[Reading, ...]] | None = None,
        life_changes: Callable[[], LifeChanges] | None = None,
        value_counts: Mapping[str, int] | None = None,
    ) -> None:
        self.notes, self.names, self.resolved = notes, names, resolved
        self.backlinks, self.dependents = backlinks, dependents
        self.interactions, self.note_problems, self.days = interactions, note_problems, days
        self.readings: Mapping[str, tuple[Reading, ...]] = {} if readings is None else readings
        self.value_counts: Mapping[str, int] = {} if value_counts is None else value_counts
        self._summaries = summaries or SummaryTable()
        self._note_counts = note_counts
        self._counted: NoteCounts | None = None
        self._life_changes = life_changes
        # By contact: those looked up so far, or all.
        self._interactions: dict[str, tuple[DatedInteraction, ...]] = {}
        self._mentions: dict[str, tuple[date, str] | None] = {**mentions.first} if mentions else {}
        self._beyond_mentions = mentions.beyond if mentions else None
        self._has_all_interactions, self._has_all_mentions = False, mentions is not None
        # How many contacts were looked up one by one for the present question.
        self._lone_lookups = 0
        # Those of one contact, who was asked for last: many summaries need them one after the other. Each tuple is replaced as
        # a whole, since other threads may read the same index.
        self._derived: tuple[str, Rules | None, dict[Any, Any]] = ("", None, {})
        self._noted_with: tuple[str, tuple[DatedInteraction, ...]] = ("", ())
        self._sources: tuple[str, list[str]] = ("", [])
        # All of them, and those without a mark as planned.
        self._chronological: list[DatedInteraction] | None = None
        self._noted: list[DatedInteraction] | None = None

    @classmethod
    def build(cls, notes: Iterable[Facts], life_changes: LifeChanges | None = None) -> Index:
        """Return the index of these notes, and of the changes that were noted in the lives of their contacts."""
        remembered = None if life_changes is None else lambda: life_changes
        empty = cls({}, Names({}, {}), {}, {}, {}, {}, {}, {}, life_changes=remembered)
        return empty.replace({facts.path: facts for facts in notes})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Index):
            return NotImplemented
        return (
            self.notes == other.notes
            and self.resolved == other.resolved
            and self.backlinks == other.backlinks
            and self.interactions == other.interactions
            and self.note_problems == other.note_problems
            and self.days == other.days
            and self.readings == other.readings
            and self.names.table == other.names.table
            and self.value_counts == other.value_counts
        )

    @property
    def life_changes(self) -> LifeChanges:
        """What changed in the lives of contacts, as far as pnet noted it: the notes themselves don't contain it."""
        return self._life_changes() if self._life_changes else NO_CHANGES

    @property
    def collected_count(self) -> int:
        """The number of values that were collected from the tables and are in memory."""
        collected = len(self._interactions) + len(self._mentions) + len(self._chronological or ())
        return collected + len(self._noted or ()) + self.names.resolved_count

    @property
    def summary_values(self) -> list[Mapping[str, Any]]:
        """The values of each summary that somebody asked for."""
        return self._summaries.values

    def with_life_changes(self, life_changes: LifeChanges) -> Index:
        """Return this index with other changes in the lives of its contacts."""
        other = copy(self)
        other._life_changes = lambda: life_changes
        return other

    def replace(self, changes: Mapping[str, Facts | None]) -> Index:
        """Return the index with some notes changed, added or (None) removed; resolves only the links they affect."""
        notes = with_changes(self.notes, changes)
        if isinstance(notes, dict) and notes.keys() != self.notes.keys():
            notes = dict(sorted(notes.items()))
        new = {path: identity(facts) for path, facts in changes.items() if facts is not None}
        old = {path: identity(facts) for path in changes if (facts := self.notes.get(path)) is not None}
        # A new spelling changes no link, but what is derived from a note that refers to it.
        renamed = {
            path
            for path in changes
            if new.get(path) != old.get(path) or _is_renamed(self.notes.get(path), changes[path])
        }
        names = self.names.replace(
            {path: old[path] for path in renamed if path in old},
            {path: new[path] for path in renamed if path in new},
        )
        keys = {
            key
            for path in renamed
            for key in _changed_keys(
                old.get(path), new.get(path), all_keys=_is_renamed(self.notes.get(path), changes[path])
            )
        }
        fetch(self.dependents, keys)
        stale = {path for key in keys for path in self.dependents.get(key, ())} | changes.keys()
        if len(stale) > ONE_BY_ONE:
            self._fetch_links(notes, names, stale)
        before = {path: links for path in stale if (links := self.resolved.get(path)) is not None}
        after = {path: resolve_note(notes[path], names) for path in stale if path in notes}
        dated = {path: dated_interactions(notes[path], resolved) for path, resolved in after.items()}
        problems = {path: (*notes[path].problems, *resolved.problems) for path, resolved in after.items()}
        dated_before = {path: found for path in stale if (found := self.interactions.get(path)) is not None}
        replaced = Index(
            notes,
            names,
            with_changes(self.resolved, {path: after.get(path) for path in stale}),
            _reversed(
                self.backlinks,
                {path: resolved.targets for path, resolved in before.items()},
                {path: resolved.targets for path, resolved in after.items()},
            ),
            _reversed(
                self.dependents,
                {path: resolved.keys for path, resolved in before.items()},
                {path: resolved.keys for path, resolved in after.items()},
            ),
            with_changes(self.interactions, {path: dated.get(path) or None for path in stale}),
            with_changes(self.note_problems, {path: problems.get(path) or None for path in stale}),
            _reversed(
                self.days,
                {path: days_of(found) for path, found in dated_before.items()},
                {path: days_of(found) for path, found in dated.items()},
            ),
            # An index built from nothing keeps none of the earlier ones alive.
            None if isinstance(notes, dict) else SummaryTable(None, self, frozenset(stale)),
            readings=with_changes(
                self.readings, {path: (facts and facts.readings) or None for path, facts in changes.items()}
            ),
            life_changes=self._life_changes,
            value_counts=with_changes(
                self.value_counts,
                changed_counts(
                    self.value_counts,
                    (facts for path in changes if (facts := self.notes.get(path)) is not None),
                    (facts for facts in changes.values() if facts is not None),
                ),
            ),
        )
        if not isinstance(notes, dict):
            replaced._count_from(self, stale)
        return replaced

    def _fetch_links(self, notes: Mapping[str, Facts], names: Names, stale: Collection[str]) -> None:
        """Read at once what to resolve these notes needs."""
        for table in (notes, self.resolved, self.interactions):
            fetch(table, stale)
        known = [links for path in stale if (links := self.resolved.get(path)) is not None]
        fetch(names.table, {key for links in known for key in links.keys})
        fetch(names.kinds, {target for links in known for target in links.targets})

    def _count_from(self, before: Index, stale: Collection[str]) -> None:
        # Of the index that it is given: one that refers to itself would keep its database open until garbage collection.
        self._note_counts = lambda index: before.note_counts.minus(before._count(stale)).plus(
            index._count(stale)
        )

    def moved(self, stored: Index) -> Index:
        """Return this index over another that equals the stored one below it; what was read for this one is forgotten."""
        # Several changes one after the other may have led here: each note that was resolved again since is among these.
        stale = frozenset(changes_of(self.resolved))
        moved = Index(
            laid_over(stored.notes, self.notes),
            Names(
                laid_over(stored.names.table, self.names.table),
                laid_over(stored.names.kinds, self.names.kinds),
            ),
            laid_over(stored.resolved, self.resolved),
            laid_over(stored.backlinks, self.backlinks),
            laid_over(stored.dependents, self.dependents),
            laid_over(stored.interactions, self.interactions),
            laid_over(stored.note_problems, self.note_problems),
            laid_over(stored.days, self.days),
            SummaryTable(None, stored, stale),
            readings=laid_over(stored.readings, self.readings),
            life_changes=stored._life_changes,
            value_counts=laid_over(stored.value_counts, self.value_counts),
        )
        moved._count_from(stored, stale)
        return moved

    def affected_contacts(self, old: Index, stale: Collection[str]) -> set[str]:
        """Return the contacts whose state may differ from that in an older index.

        `stale` are the paths of the notes that were read or resolved again.
        """
        affected = set(stale)
        for index in (old, self):
            resolved = [links for path in stale if (links := index.resolved.get(path)) is not None]
            targets = {target for links in resolved for target in links.targets}
            affected |= targets
            # An introduction's state depends on the notes that link it, and shows the names of its people.
            linked = targets | {
                source
                for path in stale
                if _is_renamed(old.notes.get(path), self.notes.get(path))
                for source in index.sources(path)
            }
            # A contact's state has the day of the event where you met.
            affected |= {
                source
                for path in stale
                if path in index.notes and _is_redated(old.notes.get(path), self.notes.get(path))
                for source in index.sources_naming(path)
            }
            introductions = {path for path in linked if index.names.kinds.get(path) == "introduction"}
            affected |= {p for path in introductions for p in index.resolved[path].between}
        return {path for path in affected if self.names.kinds.get(path) == "contact"}

    def contacts(self) -> Iterator[Facts]:
        """Yield every contact's facts, by path."""
        paths = self.names.of_kind("contact")
        fetch(self.notes, paths)
        return (self.notes[path] for path in paths)

    def notes_linking(self, paths: Iterable[str]) -> Container[str]:
        """Return the notes that link any of these, to ask whether a note is one of them."""
        return sources_of_any(self.backlinks, paths)

    def summaries(self, summary: Summary, rules: Rules) -> Mapping[str, Any]:
        """Return the values of a summary by the path of the contact; contacts without a value are not in it."""
        return self._summaries.of(self, summary, rules)

    @property
    def note_counts(self) -> NoteCounts:
        """How many notes and interactions there are; see the class."""
        if self._counted is None:
            self._counted = self._note_counts(self) if self._note_counts else self._count(self.notes)
        return self._counted

    def _count(self, paths: Iterable[str]) -> NoteCounts:
        return count_notes(self.notes, self.interactions, paths)

    def sources(self, path: str) -> list[str]:
        """Return the notes that may mention a contact: their own and those that link them, by path."""
        known = self._sources
        if known[0] != path:
            known = self._sources = (path, sorted({path, *self.backlinks.get(path, ())}))
        return known[1]

    def sources_beyond_mentions(self, path: str) -> list[tuple[str, ResolvedLinks]]:
        """Return those of the `sources` whose links are more than mentions of contacts, with these links."""
        sources, beyond = self.sources(path), self._beyond_mentions
        if beyond is not None:
            sources = [source for source in sources if source in beyond]
        found = ((source, self.resolved[source]) for source in sources)
        return [each for each in found if each[1].beyond_mentions]

    def of_contact(self, path: str, rules: Rules, derive: Callable[[Index, str, Rules], T]) -> T:
        """Return what a pure function derives from a contact: computed once, until another contact is asked for.

        Nobody may change the result.
        """
        known = self._derived
        if known[0] != path or known[1] is not rules:
            known = self._derived = (path, rules, {})
        if derive not in known[2]:
            known[2][derive] = derive(self, path, rules)
        found: T = known[2][derive]
        return found

    def sources_naming(self, path: str) -> list[str]:
        """Return the notes that link a note, or whose bare names may refer to it, by path."""
        facts = self.notes[path]
        named = {source for key, _ in identity(facts).names for source in self.dependents.get(key, ())}
        return sorted(named | self.backlinks.get(path, frozenset()))

    def all_interactions(self) -> list[DatedInteraction]:
        """Return every dated interaction, future ones and every `last_contact` included, `chronological`.

        Those that are marked as planned are not among them, before their day or after: see `all_plans`.
        """
        if self._noted is None:
            self._noted = [i for i in self._everything() if not i.planned]
        return self._noted

    def all_plans(self) -> list[DatedInteraction]:
        """Return every interaction that is marked as planned, `chronological`, as `open_plans` says."""
        return open_plans(self._everything())

    def _everything(self) -> list[DatedInteraction]:
        if self._chronological is None:
            self._chronological = chronological(i for dated in self.interactions.values() for i in dated)
        return self._chronological

    def interactions_by_day(
        self, since: date = date.min, until: date = date.max, *, oldest_first: bool = False
    ) -> Iterator[list[DatedInteraction]]:
        """Yield what is noted on each day from `since` to `until`, the newest day first; the interactions `chronological`.

        Plans and every `last_contact` are among them. Reads only as far as the caller goes.
        """
        first, last = since.toordinal(), until.toordinal()
        # Without reading all days for one.
        known = self.days if first < last else [day for day in (first,) if day in self.days]
        days = sorted((day for day in known if first <= day <= last), reverse=not oldest_first)
        found: dict[int, list[DatedInteraction]] = {}
        read: set[str] = set()
        at, count = 0, FIRST_DAYS
        while at < len(days):
            batch = days[at : at + count]
            fetch(self.days, batch)
            paths = sorted({path for day in batch for path in self.days[day]} - read)
            fetch(self.interactions, paths)
            read.update(paths)
            for path in paths:
                for interaction in self.interactions[path]:
                    found.setdefault(interaction.day.toordinal(), []).append(interaction)
            for day in batch:
                yield chronological(found.pop(day))
            at, count = at + count, count * 4

    def interactions_with(self, path: str) -> tuple[DatedInteraction, ...]:
        """Return the interactions in which a contact took part: those of `all_interactions`, in that order."""
        known = self._noted_with
        if known[0] != path:
            noted = tuple([i for i in self._everything_with(path) if not i.planned])
            known = self._noted_with = (path, noted)
        return known[1]

    def plans_with(self, path: str) -> tuple[DatedInteraction, ...]:
        """Return the interactions that are planned with a contact, in the order of `all_plans`.

        Nothing else is noted with this contact on their day.
        """
        return tuple(open_plans(self._everything_with(path), path))

    def plans_of(self, path: str) -> tuple[DatedInteraction, ...]:
        """Return every interaction that is marked as planned with a contact, chronological, whatever else is noted that day."""
        return tuple(i for i in self._everything_with(path) if i.planned)

    def _everything_with(self, path: str) -> tuple[DatedInteraction, ...]:
        if not self._has_all_interactions and path not in self._interactions:
            if isinstance(self.interactions, dict) or self._are_many_asked():
                by_contact: dict[str, list[DatedInteraction]] = {}
                for interaction in self._everything():
                    for person in interaction.people:
                        by_contact.setdefault(person, []).append(interaction)
                self._interactions = {contact: tuple(dated) for contact, dated in by_contact.items()}
                self._has_all_interactions = True
            else:
                sources = self.sources(path)
                fetch(self.interactions, sources)
                self._collect_interactions(sources, {path})
        return self._interactions.get(path, ())

    def begin_question(self) -> None:
        """Prepare for another question: that earlier ones were about many contacts is no reason to read everything for this one."""
        self._lone_lookups = 0

    def _are_many_asked(self) -> bool:
        self._lone_lookups += 1
        return self._lone_lookups > FEW

    def first_mention(self, path: str) -> tuple[date, str] | None:
        """Return the first day on which a contact is mentioned, and its `path:line`."""
        if not self._has_all_mentions and path not in self._mentions:
            if isinstance(self.resolved, dict) or self._are_many_asked():
                for table in (self.notes, self.resolved, self.backlinks):
                    fetch_all(table)
                self._collect_mentions(((path, self.resolved[path]) for path in self.resolved), None)
                # Last, for other threads.
                self._has_all_mentions = True
            else:
                self.prefetch((path,))
        return self._mentions.get(path)

    def prefetch(self, contacts: Collection[str]) -> None:
        """Read what these contacts' states are made of at once, and each note that links many of them once."""
        sources = self._fetch_sources(contacts)
        self._fetch_interactions(sources, contacts)
        if (beyond := self._beyond_mentions) is not None:
            own = set(contacts)
            sources = [source for source in sources if source in beyond or source in own]
        fetch(self.resolved, sources)
        found = [(source, links) for source in sources if (links := self.resolved.get(source)) is not None]
        # For the others, the links and the interactions are enough.
        promising = [path for path, links in found if links.tasks or links.has_follow_ups or links.between]
        fetch(self.notes, sorted({*contacts, *promising}))
        if not self._has_all_mentions:
            self._collect_mentions(found, set(contacts))

    def fetch_interactions(self, contacts: Collection[str]) -> None:
        """Read the interactions with these contacts at once, and no note."""
        if not self._has_all_interactions:
            self._fetch_interactions(self._fetch_sources(contacts), contacts)

    def _fetch_sources(self, contacts: Collection[str]) -> list[str]:
        """Return the `sources` of these contacts, by path."""
        fetch(self.backlinks, contacts)
        return sorted({*contacts}.union(*[self.backlinks.get(path, ()) for path in contacts]))

    def _fetch_interactions(self, sources: Sequence[str], contacts: Collection[str]) -> None:
        if not self._has_all_interactions:
            fetch(self.interactions, sources)
            self._collect_interactions(sources, set(contacts))

    def _collect_interactions(self, sources: Iterable[str], contacts: set[str]) -> None:
        by_contact: dict[str, list[DatedInteraction]] = {path: [] for path in contacts}
        for source in sources:
            for interaction in self.interactions.get(source, ()):
                for person in interaction.people:
                    if person in by_contact:
                        by_contact[person].append(interaction)
        self._interactions.update((path, tuple(chronological(dated))) for path, dated in by_contact.items())

    def _collect_mentions(
        self, sources: Iterable[tuple[str, ResolvedLinks]], contacts: set[str] | None
    ) -> None:
        """Find the first mention of these contacts, or (None) of all."""
        first: dict[str, tuple[date, str] | None] = dict.fromkeys(contacts or ())
        for source, resolved in sources:
            for mention in resolved.mentions:
                if contacts is None or mention.contact in contacts:
                    place = (mention.day, f"{source}:{mention.line}")
                    first[mention.contact] = min(place, first.get(mention.contact) or place)
        self._mentions.update(first)

    def as_written(self, interaction: DatedInteraction) -> Interaction:
        """Return an interaction as its note has it."""
        return self.notes[interaction.path].interactions[interaction.number]

    def unknown_people(self, refs: Iterable[Ref], source: str) -> tuple[UnknownPerson, ...]:
        """Return the people, each once, whose links or names in the note at `source` lead to no one note."""
        found: dict[str, UnknownPerson] = {}
        for ref in self.names.people(refs, source):
            target = self.names.resolve(ref, source, people=True)
            if target.path is None:
                name = ref.target if ref.wiki is None else stem_of(ref.target)
                found.setdefault(name_key(name), UnknownPerson(name, len(target.candidates)))
        return tuple(found.values())

    def problems(self) -> list[Problem]:
        """Return every problem in the notes and between them, by path and line."""
        found = [p for problems in self.note_problems.values() for p in problems]
        found += self.shared_names(self.names.shared())
        owners = self.names.of_kind("me")
        found += [_owner_twice(owners, path) for path in owners if len(owners) > 1]
        return sorted(found, key=lambda p: p.rank)

    def problems_of(self, path: str) -> list[Problem]:
        """Return those of `problems` that are in one note."""
        found = list(self.note_problems.get(path, ()))
        facts = self.notes.get(path)
        if facts is None:
            return found
        for key in dict.fromkeys(key for key, rank in identity(facts).names if rank == NAME):
            paths = self.names.sharing(key)
            if path in paths:
                found.append(_shared_name(facts, paths))
        if facts.kind == "me" and len(owners := self.names.of_kind("me")) > 1:
            found.append(_owner_twice(owners, path))
        return sorted(found, key=lambda p: p.rank)

    def shared_names(self, keys: Iterable[str]) -> Iterator[Problem]:
        """Yield the problems of contacts that share a name under one of these keys."""
        for key in keys:
            paths = self.names.sharing(key)
            for path in paths:
                yield _shared_name(self.notes[path], paths)


def _shared_name(facts: Facts, paths: list[str]) -> Problem:
    """Return the problem of one of the contacts that share a name."""
    place, others = (facts.line("name"), 1, 0), _others(paths, facts.path)
    found = problem("name-shared", place, name=facts.name, count=len(paths), others=others)
    return found._replace(path=facts.path)


def _owner_twice(owners: list[str], path: str) -> Problem:
    """Return the problem of one of several notes about the vault's owner."""
    return problem("me-twice", others=_others(owners, path))._replace(path=path)


def _changed_keys(old: Identity | None, new: Identity | None, *, all_keys: bool) -> set[str]:
    """Return the keys by which links find another note than before, after the identity of one note has changed."""
    before, after = (set(known.names) if known else set() for known in (old, new))
    is_same_kind = old is not None and new is not None and old.kind == new.kind
    # If the kind has changed, each name may now find another note.
    changed = before ^ after if is_same_kind and not all_keys else before | after
    return {key for key, _ in changed}


def _is_renamed(before: Facts | None, after: Facts | None) -> bool:
    return before is not None and after is not None and before.name != after.name


def _is_redated(before: Facts | None, after: Facts | None) -> bool:
    return (before and before.day) != (after and after.day)


def _others(paths: list[str], path: str) -> str:
    """Return the first few other paths of a group in one text."""
    return list_paths([other for other in paths[: LISTED + 2] if other != path], len(paths) - 1)


def _reversed(
    table: Mapping[K, frozenset[str]],
    before: Mapping[str, frozenset[K]],
    after: Mapping[str, frozenset[K]],
) -> Mapping[K, frozenset[str]]:
    """Return a table of key → paths after some paths' keys have changed from `before` to `after`."""
    removed: dict[K, set[str]] = {}
    added: dict[K, set[str]] = {}
    for path, keys in before.items():
        for key in keys - after.get(path, frozenset()):
            removed.setdefault(key, set()).add(path)
    for path, keys in after.items():
        for key in keys - before.get(path, frozenset()):
            added.setdefault(key, set()).add(path)
    changed: dict[K, frozenset[str] | None] = {}
    fetch(table, {**removed, **added})
    for key in {**removed, **added}:
        paths = table.get(key, frozenset()) - removed.get(key, set()) | added.get(key, set())
        changed[key] = frozenset(paths) or None
    return with_changes(table, changed)
