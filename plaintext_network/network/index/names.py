"""Owns how a link or a name finds its note: by path, stem, name, alias. Here an alias is resolved."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from plaintext_network.model.language.normalize import bare_target, name_key
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.network.index.overlay import with_changes

STEM, NAME, ALIAS = 1, 2, 3
Hits: TypeAlias = tuple[tuple[int, str], ...]


class LinkTarget(NamedTuple):
    """Where a link leads: one path; or none, with the candidates it is ambiguous between."""

    path: str | None
    candidates: tuple[str, ...] = ()


NOWHERE = LinkTarget(None)


class Identity(NamedTuple):
    """What other notes' links can know a note by."""

    kind: str
    names: tuple[tuple[str, int], ...]


def identity(facts: Facts) -> Identity:
    """Return a note's kind and its keys, each with its rank."""
    names = [(name_key(facts.stem), STEM), (name_key(facts.name), NAME)]
    names += [(name_key(alias), ALIAS) for alias in facts.aliases]
    return Identity(facts.kind, tuple(dict.fromkeys(names)))


def link_keys(ref: Ref) -> tuple[str, ...]:
    """Return the keys whose meaning decides where a link leads."""
    target = bare_target(ref.target)
    return tuple(dict.fromkeys((name_key(target), name_key(target.rsplit("/", 1)[-1]))))


class Names:
    """Everyone's names: key → (rank, path) of those who go by it; path → kind. Immutable; `replace` gives a new one."""

    __slots__ = ("_by_kind", "_known", "kinds", "table")

    def __init__(self, table: Mapping[str, Hits], kinds: Mapping[str, str]) -> None:
        self.table, self.kinds = table, kinds
        self._known: dict[tuple[str, str, bool], LinkTarget] = {}
        self._by_kind: dict[str, list[str]] | None = None

    def replace(self, gone: Mapping[str, Identity], come: Mapping[str, Identity]) -> "Names":
        """Return the names with some notes' identities taken out and others put in; maps are by path."""
        table: dict[str, Hits | None] = {}
        kinds: dict[str, str | None] = {}
        leaving: dict[str, set[tuple[int, str]]] = {}
        entering: dict[str, list[tuple[int, str]]] = {}
        for path, old in gone.items():
            kinds[path] = None
            for key, rank in old.names:
                leaving.setdefault(key, set()).add((rank, path))
        for path, new in come.items():
            kinds[path] = new.kind
            for key, rank in new.names:
                entering.setdefault(key, []).append((rank, path))
        for key in {**leaving, **entering}:
            kept = [hit for hit in self.table.get(key, ()) if hit not in leaving.get(key, ())]
            table[key] = tuple(sorted([*kept, *entering.get(key, ())])) or None
        return Names(with_changes(self.table, table), with_changes(self.kinds, kinds))

    def of_kind(self, kind: str) -> list[str]:
        """Return the paths of all notes of a kind, in order; to find them all is gone through the notes once."""
        if self._by_kind is None:
            self._by_kind = {}
            for path, known in self.kinds.items():
                self._by_kind.setdefault(known, []).append(path)
            for paths in self._by_kind.values():
                paths.sort()
        return self._by_kind.get(kind, [])

    def sharing(self, key: str) -> list[str]:
        """Return the contacts that share a name, where there is more than one."""
        hits = self.table.get(key, ())
        paths = [path for rank, path in hits if rank == NAME and self.kinds[path] == "contact"]
        return paths if len(paths) > 1 else []

    def resolve(self, ref: Ref, source: str, *, people: bool) -> LinkTarget:
        """Find the note a link in `source` leads to; a property that names people prefers contacts to other notes."""
        # Thousands of links may be to one name that thousands share. A path may count from the note's own folder.
        asked = (ref.target, source.rpartition("/")[0], people)
        found = self._known.get(asked)
        if found is None:
            found = self._first(ref, source, contacts=True) if people else NOWHERE
            if found is NOWHERE:
                found = self._first(ref, source, contacts=False)
            self._known[asked] = found
        return found

    def _first(self, ref: Ref, source: str, *, contacts: bool) -> LinkTarget:
        for candidates in self._stages(ref, source):
            paths = sorted({path for path in candidates if not contacts or self.kinds[path] == "contact"})
            if len(paths) == 1:
                return LinkTarget(paths[0])
            if paths:
                return LinkTarget(None, tuple(paths))
        return NOWHERE

    def _stages(self, ref: Ref, source: str) -> Iterator[Iterable[str]]:
        target = bare_target(ref.target)
        last = name_key(target.rsplit("/", 1)[-1])
        hits = self.table.get(last, ())
        stems = [path for rank, path in hits if rank == STEM]
        if stems:
            asked = name_key(target)
            for place in _places(target, source):
                exact = [path for path in stems if bare_target(path) == place]
                yield exact
                yield [path for path in stems if not exact and name_key(bare_target(path)) == name_key(place)]
            if "/" in target:
                yield [path for path in stems if name_key(bare_target(path)).endswith("/" + asked)]
        if "/" in target:
            hits = self.table.get(name_key(target), ())
        else:
            yield stems
        yield [path for rank, path in hits if rank == NAME]
        yield [path for rank, path in hits if rank == ALIAS]


def _places(target: str, source: str) -> Iterator[str]:
    """Yield the paths a target may stand for: from the vault's root, then from its note's folder."""
    if not target.startswith("."):
        yield target
    parts = source.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return
            parts.pop()
        elif part != ".":
            parts.append(part)
    yield "/".join(parts)
