"""Owns the index: every note, what its links lead to, and who is linked from where. Immutable; does no I/O."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from plaintext_network.model.facts import Facts
from plaintext_network.model.spelling import name_key
from plaintext_network.network.links import NAMED, Encounter, Resolved, named, resolve_note
from plaintext_network.network.names import Identity, Names, identity
from plaintext_network.problems import Problem, problem


class Index:
    """Everyone by path and name, every link resolved, every backlink.

    `notes` and `resolved` are by path; `backlinks` maps a path to the paths of the notes that link it. Equal indexes
    give equal answers; one made by `replace` equals one built from nothing.
    """

    __slots__ = (
        "_askers",
        "_encounters",
        "_identities",
        "_mentions",
        "backlinks",
        "names",
        "notes",
        "resolved",
    )

    def __init__(self) -> None:
        self.notes: dict[str, Facts] = {}
        self.names = Names({}, {})
        self.resolved: dict[str, Resolved] = {}
        self.backlinks: dict[str, frozenset[str]] = {}
        self._identities: dict[str, Identity] = {}
        self._askers: dict[str, frozenset[str]] = {}
        # By contact; made when first asked for, so that a note that links thousands is gone through once.
        self._encounters: dict[str, list[Encounter]] | None = None
        self._mentions: dict[str, tuple[date, str]] | None = None

    @classmethod
    def build(cls, notes: Iterable[Facts]) -> "Index":
        """Return the index of these notes."""
        return cls().replace({facts.path: facts for facts in notes})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Index):
            return NotImplemented
        return (
            self.notes == other.notes
            and self.resolved == other.resolved
            and self.backlinks == other.backlinks
            and self.names.table == other.names.table
        )

    def replace(self, changes: Mapping[str, Facts | None]) -> "Index":
        """Return the index with some notes changed, added, or (None) gone; only what they touch is resolved anew."""
        new = Index()
        new.notes = {**self.notes, **{path: facts for path, facts in changes.items() if facts is not None}}
        for path, facts in changes.items():
            if facts is None:
                new.notes.pop(path, None)
        new.notes = dict(sorted(new.notes.items())) if new.notes.keys() != self.notes.keys() else new.notes
        come = {path: identity(facts) for path, facts in changes.items() if facts is not None}
        gone = {path: self._identities[path] for path in changes if path in self._identities}
        moved = {path for path in changes if come.get(path) != gone.get(path)}
        new._identities = {**self._identities, **come}
        for path in gone.keys() - come.keys():
            del new._identities[path]
        new.names = self.names.replace(
            {path: gone[path] for path in moved if path in gone},
            {path: come[path] for path in moved if path in come},
        )
        asked = {
            key for path in moved for known in (gone, come) if path in known for key, _ in known[path].names
        }
        stale = {path for key in asked for path in self._askers.get(key, ())} | changes.keys()
        new._resolve(self, stale)
        return new

    def _resolve(self, old: "Index", stale: set[str]) -> None:
        self.resolved = dict(old.resolved)
        for path in stale:
            if path in self.notes:
                self.resolved[path] = resolve_note(self.notes[path], self.names)
            else:
                self.resolved.pop(path, None)
        before = {path: old.resolved[path] for path in stale if path in old.resolved}
        after = {path: self.resolved[path] for path in stale if path in self.resolved}
        self.backlinks = _reversed(
            old.backlinks, {p: r.targets for p, r in before.items()}, {p: r.targets for p, r in after.items()}
        )
        self._askers = _reversed(
            old._askers, {p: r.asked for p, r in before.items()}, {p: r.asked for p, r in after.items()}
        )

    def contacts(self) -> Iterator[Facts]:
        """Yield every contact's facts, by path."""
        return (facts for facts in self.notes.values() if facts.contact is not None)

    def sources(self, path: str) -> list[str]:
        """Return the notes that may speak of a contact: its own and those that link it, by path."""
        return sorted({path, *self.backlinks.get(path, ())})

    def encounters(self, path: str) -> list[Encounter]:
        """Return the interactions in which a contact took part, oldest first."""
        if self._encounters is None:
            self._encounters = {}
            everything = [e for resolved in self.resolved.values() for e in resolved.encounters]
            # On one day, what was noted on the day counts before what is kept by hand.
            everything.sort(key=lambda e: (e.day, not e.kept, e.path, e.line))
            for encounter in everything:
                for person in encounter.people:
                    self._encounters.setdefault(person, []).append(encounter)
        return self._encounters.get(path, [])

    def first_mention(self, path: str) -> tuple[date, str] | None:
        """Return the first day on which a contact is mentioned, and its `path:line`."""
        if self._mentions is None:
            self._mentions = {}
            for source, resolved in self.resolved.items():
                for mention in resolved.mentions:
                    found = (mention.day, f"{source}:{mention.line}")
                    self._mentions[mention.contact] = min(found, self._mentions.get(mention.contact, found))
        return self._mentions.get(path)

    def problems(self) -> list[Problem]:
        """Return every problem in the notes and between them, by path and line."""
        found = [p for facts in self.notes.values() for p in facts.problems]
        found += [p for resolved in self.resolved.values() for p in resolved.problems]
        found += self._shared_names()
        owners = [facts.path for facts in self.notes.values() if facts.kind == "me"]
        if len(owners) > 1:
            found += [
                problem("me-twice", others=_others(owners, path))._replace(path=path) for path in owners
            ]
        return sorted(found, key=lambda p: p.rank)

    def _shared_names(self) -> Iterator[Problem]:
        by_name: dict[str, list[Facts]] = {}
        for facts in self.contacts():
            by_name.setdefault(name_key(facts.name), []).append(facts)
        for group in by_name.values():
            if len(group) > 1:
                paths = [facts.path for facts in group]
                for facts in group:
                    others = _others(paths, facts.path)
                    line = facts.contact.line("name") if facts.contact else 1
                    place = (line, 1, 0)
                    yield problem(
                        "name-shared", place, name=facts.name, count=len(group), others=others
                    )._replace(path=facts.path)


def _others(paths: list[str], path: str) -> str:
    """Name the first few of a group but one."""
    return named([other for other in paths[: NAMED + 2] if other != path], len(paths) - 1)


def _reversed(
    table: dict[str, frozenset[str]],
    before: Mapping[str, frozenset[str]],
    after: Mapping[str, frozenset[str]],
) -> dict[str, frozenset[str]]:
    """Return key → paths with some paths' keys changed."""
    leaving: dict[str, set[str]] = {}
    entering: dict[str, set[str]] = {}
    for path, keys in before.items():
        for key in keys - after.get(path, frozenset()):
            leaving.setdefault(key, set()).add(path)
    for path, keys in after.items():
        for key in keys - before.get(path, frozenset()):
            entering.setdefault(key, set()).add(path)
    table = dict(table)
    for key in {**leaving, **entering}:
        paths = table.get(key, frozenset()) - leaving.get(key, set()) | entering.get(key, set())
        if paths:
            table[key] = frozenset(paths)
        else:
            table.pop(key, None)
    return table
