"""Owns the index: every note, what its links lead to, and who is linked from where. Immutable; does no I/O."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.interactions import DatedInteraction, dated_interactions
from plaintext_network.network.index.names import Names, identity
from plaintext_network.network.index.overlay import fetch, fetch_all, with_changes
from plaintext_network.network.index.resolve import (
    NAMED,
    ResolvedInteraction,
    ResolvedLinks,
    list_paths,
    resolve_note,
)
from plaintext_network.problems import Problem, problem

# Of so many contacts what passed is looked up one by one; who asks for more is given it of everyone.
FEW = 64


class Index:
    """Everyone by path and name, every link resolved, every backlink.

    `notes` and `resolved` are by path; `backlinks` maps a path to the paths of the notes that link it, `dependents` a name's
    key to those with a link that it decides; `passed` maps a path to what passed according to that note. What an index is made of may be kept elsewhere and be read when asked for.
    Equal indexes give equal answers; one made by `replace` equals one built from nothing.
    """

    __slots__ = (
        "_encounters",
        "_everything",
        "_mentions",
        "_whole",
        "backlinks",
        "dependents",
        "names",
        "notes",
        "passed",
        "resolved",
    )

    def __init__(
        self,
        notes: Mapping[str, Facts],
        names: Names,
        resolved: Mapping[str, ResolvedLinks],
        backlinks: Mapping[str, frozenset[str]],
        dependents: Mapping[str, frozenset[str]],
        passed: Mapping[str, tuple[DatedInteraction, ...]],
    ) -> None:
        self.notes, self.names, self.resolved = notes, names, resolved
        self.backlinks, self.dependents, self.passed = backlinks, dependents, passed
        # By contact; of those that were asked for, or of all.
        self._encounters: dict[str, list[ResolvedInteraction]] = {}
        self._mentions: dict[str, tuple[date, str]] = {}
        self._everything: list[DatedInteraction] | None = None
        self._whole = False

    @classmethod
    def build(cls, notes: Iterable[Facts]) -> "Index":
        """Return the index of these notes."""
        return cls({}, Names({}, {}), {}, {}, {}, {}).replace({facts.path: facts for facts in notes})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Index):
            return NotImplemented
        return (
            self.notes == other.notes
            and self.resolved == other.resolved
            and self.backlinks == other.backlinks
            and self.passed == other.passed
            and self.names.table == other.names.table
        )

    def replace(self, changes: Mapping[str, Facts | None]) -> "Index":
        """Return the index with some notes changed, added, or (None) gone; only what they touch is resolved anew."""
        notes = with_changes(self.notes, changes)
        if isinstance(notes, dict) and notes.keys() != self.notes.keys():
            notes = dict(sorted(notes.items()))
        come = {path: identity(facts) for path, facts in changes.items() if facts is not None}
        gone = {path: identity(old) for path in changes if (old := self.notes.get(path)) is not None}
        moved = {path for path in changes if come.get(path) != gone.get(path)}
        names = self.names.replace(
            {path: gone[path] for path in moved if path in gone},
            {path: come[path] for path in moved if path in come},
        )
        keys = {
            key for path in moved for known in (gone, come) if path in known for key, _ in known[path].names
        }
        stale = {path for key in keys for path in self.dependents.get(key, ())} | changes.keys()
        before = {path: known for path in stale if (known := self.resolved.get(path)) is not None}
        after = {path: resolve_note(notes[path], names) for path in stale if path in notes}
        passed = {path: dated_interactions(notes[path], resolved) for path, resolved in after.items()}
        return Index(
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
                {path: resolved.asked for path, resolved in before.items()},
                {path: resolved.asked for path, resolved in after.items()},
            ),
            with_changes(self.passed, {path: passed.get(path) or None for path in stale}),
        )

    def concerned(self, old: "Index", stale: Collection[str]) -> set[str]:
        """Return the contacts of whom something else may be said than in an older index; `stale` were read or resolved anew."""
        reached = set(stale)
        for index in (old, self):
            resolved = [found for path in stale if (found := index.resolved.get(path)) is not None]
            targets = {target for found in resolved for target in found.targets}
            reached |= targets
            # An introduction is heard of in the notes that link it, and told by the names of those it brings together.
            told = targets | {i for path in stale if self._renamed(old, path) for i in index.sources(path)}
            introductions = {path for path in told if index.names.kinds.get(path) == "introduction"}
            reached |= {p for path in introductions for p in index.resolved[path].between}
        return {path for path in reached if self.names.kinds.get(path) == "contact"}

    def _renamed(self, old: "Index", path: str) -> bool:
        """Tell whether a note's name is spelled otherwise than it was."""
        before, after = old.notes.get(path), self.notes.get(path)
        return before is not None and after is not None and before.name != after.name

    def contacts(self) -> Iterator[Facts]:
        """Yield every contact's facts, by path."""
        paths = self.names.of_kind("contact")
        fetch(self.notes, paths)
        return (self.notes[path] for path in paths)

    def sources(self, path: str) -> list[str]:
        """Return the notes that may speak of a contact: its own and those that link it, by path."""
        return sorted({path, *self.backlinks.get(path, ())})

    def all_interactions(self) -> list[DatedInteraction]:
        """Return all that passed, whoever took part, oldest first; a day kept by hand only where nothing is noted of it."""
        if self._everything is None:
            everything = [passed for found in self.passed.values() for passed in found]
            if any(passed.kept for passed in everything):
                noted = {(p.day, person) for p in everything if not p.kept for person in p.people}
                everything = [p for p in everything if not p.kept or (p.day, p.path) not in noted]
            self._everything = sorted(everything, key=lambda p: (p.day, p.path, p.line))
        return self._everything

    def interactions_with(self, path: str) -> tuple[DatedInteraction, ...]:
        """Return what passed with a contact, oldest first; a day kept by hand only where nothing is noted of it."""
        sources = self.sources(path)
        fetch(self.passed, sources)
        found = [p for source in sources for p in self.passed.get(source, ()) if path in p.people]
        noted = {p.day for p in found if not p.kept}
        found = [p for p in found if not p.kept or p.day not in noted]
        return tuple(sorted(found, key=lambda p: (p.day, p.path, p.line)))

    def encounters(self, path: str) -> list[ResolvedInteraction]:
        """Return the interactions in which a contact took part, oldest first."""
        self._look_for(path)
        return self._encounters.get(path, [])

    def first_mention(self, path: str) -> tuple[date, str] | None:
        """Return the first day on which a contact is mentioned, and its `path:line`."""
        self._look_for(path)
        return self._mentions.get(path)

    def prefetch(self, wanted: Collection[str]) -> None:
        """Gather what passed with these contacts at once, so that a note that links many of them is gone through once."""
        fetch(self.backlinks, wanted)
        sources = sorted({source for path in wanted for source in self.sources(path)})
        for table in (self.notes, self.resolved):
            fetch(table, sources)
        self._gather(((s, self.resolved[s]) for s in sources if s in self.resolved), set(wanted))

    def _look_for(self, path: str) -> None:
        if self._whole or path in self._encounters:
            return
        if isinstance(self.resolved, dict) or len(self._encounters) >= FEW:
            self._encounters, self._mentions, self._whole = {}, {}, True
            for table in (self.notes, self.resolved, self.backlinks):
                fetch_all(table)
            self._gather(((path, self.resolved[path]) for path in self.resolved), None)
        else:
            self.prefetch((path,))

    def _gather(self, sources: Iterable[tuple[str, ResolvedLinks]], wanted: set[str] | None) -> None:
        found: dict[str, list[ResolvedInteraction]] = {path: [] for path in wanted or ()}
        for source, resolved in sources:
            for encounter in resolved.encounters:
                for person in encounter.people:
                    if wanted is None or person in wanted:
                        found.setdefault(person, []).append(encounter)
            for mention in resolved.mentions:
                if wanted is None or mention.contact in wanted:
                    first = (mention.day, f"{source}:{mention.line}")
                    self._mentions[mention.contact] = min(first, self._mentions.get(mention.contact, first))
        for encounters in found.values():
            # On one day, what was noted on the day counts before what is kept by hand.
            encounters.sort(key=lambda e: (e.day, not e.kept, e.path, e.line))
        self._encounters.update(found)

    def problems(self) -> list[Problem]:
        """Return every problem in the notes and between them, by path and line."""
        found = [p for facts in self.notes.values() for p in facts.problems]
        found += [p for resolved in self.resolved.values() for p in resolved.problems]
        found += self.shared_names({name_key(facts.name) for facts in self.contacts()})
        owners = [facts.path for facts in self.notes.values() if facts.kind == "me"]
        if len(owners) > 1:
            found += [
                problem("me-twice", others=_others(owners, path))._replace(path=path) for path in owners
            ]
        return sorted(found, key=lambda p: p.rank)

    def shared_names(self, keys: Iterable[str]) -> Iterator[Problem]:
        """Yield the problems of contacts that share a name under one of these keys."""
        for key in keys:
            paths = self.names.sharing(key)
            for path in paths:
                facts = self.notes[path]
                place = (facts.line("name"), 1, 0)
                others = _others(paths, path)
                yield problem(
                    "name-shared", place, name=facts.name, count=len(paths), others=others
                )._replace(path=path)


def _others(paths: list[str], path: str) -> str:
    """Name the first few of a group but one."""
    return list_paths([other for other in paths[: NAMED + 2] if other != path], len(paths) - 1)


def _reversed(
    table: Mapping[str, frozenset[str]],
    before: Mapping[str, frozenset[str]],
    after: Mapping[str, frozenset[str]],
) -> Mapping[str, frozenset[str]]:
    """Return key → paths with some paths' keys changed."""
    leaving: dict[str, set[str]] = {}
    entering: dict[str, set[str]] = {}
    for path, keys in before.items():
        for key in keys - after.get(path, frozenset()):
            leaving.setdefault(key, set()).add(path)
    for path, keys in after.items():
        for key in keys - before.get(path, frozenset()):
            entering.setdefault(key, set()).add(path)
    changed: dict[str, frozenset[str] | None] = {}
    for key in {**leaving, **entering}:
        paths = table.get(key, frozenset()) - leaving.get(key, set()) | entering.get(key, set())
        changed[key] = frozenset(paths) or None
    return with_changes(table, changed)
