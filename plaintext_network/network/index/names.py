"""Finds the note a link or a name means, by path, file stem, name or alias. The only place that decides their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from plaintext_network.model.language.normalize import (
    bare_target,
    name_key,
    spelling_key,
    stem_key,
    stem_of,
    without_signs,
)
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.kinds.folder_notes import describes, folders_around, may_own
from plaintext_network.model.note.page_names import page_names
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.listed_values import family_name_last, split_names
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.overlay import (
    Overlay,
    changes_of,
    few_with,
    first_in_folder,
    keys_with,
    with_changes,
)

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


# SIGNLESS: one of the others without the signs around it, as Ada for `@Ada`; it finds contacts alone.
STEM, NAME, ALIAS, SIGNLESS = 1, 2, 3, 4
Hits: TypeAlias = "tuple[tuple[int, str], ...]"


class LinkTarget(NamedTuple):
    """The note a link leads to: one path; or None, with the paths it may mean if it is ambiguous."""

    path: str | None
    candidates: tuple[str, ...] = ()


NOWHERE = LinkTarget(None)


class Identity(NamedTuple):
    """A note's kind, and the keys by which links find it, each with its rank."""

    kind: str
    names: tuple[tuple[str, int], ...]


def identity(facts: Facts) -> Identity:
    """Return what links can find a note by."""
    kind = facts.kind
    keys = ranked_keys(stem_of(facts.path), facts.name, facts.aliases, page_keys(facts) if facts.page else ())
    # A key without signs comes last.
    if kind != "contact" and keys[-1][1] == SIGNLESS:
        keys = tuple([each for each in keys if each[1] != SIGNLESS])
    return tuple.__new__(Identity, (kind, keys))


def page_keys(facts: Facts) -> tuple[str, ...]:
    """Return the keys of the names that Logseq's links have for a note: its page's, and what its file name stands for."""
    if not facts.page:
        return ()
    return tuple(dict.fromkeys(map(name_key, (facts.page, *page_names(facts.path)))))


def ranked_keys(
    stem: str, name: str, aliases: Sequence[str], pages: Sequence[str] = ()
) -> tuple[tuple[str, int], ...]:
    """Return the keys of a note's names, each with its rank; `pages` are those of Logseq's page, which count like the stem."""
    key = stem_key(stem)
    if name == stem and not aliases and not pages and key and key[0].isalnum() and key[-1].isalnum():
        # Nearly all notes: without signs around it, a key stays the same.
        return (key, STEM), (key, NAME)
    keys = [(key, STEM), *[(page, STEM) for page in pages], (key if name == stem else name_key(name), NAME)]
    keys += [(name_key(alias), ALIAS) for alias in aliases]
    keys += [(bare, SIGNLESS) for key, _ in keys if (bare := without_signs(key)) != key]
    return tuple(dict.fromkeys(keys))


def link_keys(ref: Ref) -> tuple[str, ...]:
    """Return the name keys that decide where a link leads, or the names that a text lists; its own key comes first."""
    return _link_keys(ref.target, ref.wiki is None)


# Thousands of links have one target.
@lru_cache(maxsize=10_000)
def _link_keys(written: str, is_bare: bool) -> tuple[str, ...]:
    if is_bare and len(names := split_names(written)) > 1:
        forms = [
            written,
            family_name_last(written) or "",
            *split_names(written, at_commas=True),
            *names,
        ]
        return tuple(dict.fromkeys(key for form in forms if form for key in _link_keys(form, False)))
    target = bare_target(written)
    whole = name_key(target)
    last = name_key(target.rsplit("/", 1)[-1]) if "/" in target else whole
    bare = without_signs(whole)
    return (whole,) if whole == last == bare else tuple(dict.fromkeys((whole, last, bare)))


def hidden_key(key: str) -> str:
    """Return the key for links that don't count, such as those in comments, to the name with a key. No name has it."""
    return f" {key}"


def is_in_folder_of_another(path: str, names: Names, rules: Rules) -> bool:
    """Return whether a note's folder belongs to the person, organization or event of another note."""
    return any(
        rank == STEM and may_own(names.kinds[other], folder, rules) and describes(other, folder)
        for folder in folders_around(path, rules)
        for rank, other in names.table.get(name_key(folder.rpartition("/")[2]), ())
    )


class Names:
    """All names: `table` maps a key to the (rank, path) of the notes with that name, `kinds` a path to its kind. Immutable."""

    __slots__ = ("_by_kind", "_resolved", "kinds", "table")

    def __init__(self, table: Mapping[str, Hits], kinds: Mapping[str, str]) -> None:
        self.table, self.kinds = table, kinds
        self._resolved: dict[tuple[str, str, bool], LinkTarget] = {}
        self._by_kind: dict[str, list[str]] = {}

    @classmethod
    def of(cls, identities: Mapping[str, Identity]) -> Names:
        """Return the names of notes, from their identities by path."""
        hits: dict[str, list[tuple[int, str]]] = {}
        for path, each in identities.items():
            for key, rank in each.names:
                hits.setdefault(key, []).append((rank, path))
        table = {key: tuple(sorted(found)) for key, found in hits.items()}
        return cls(table, {path: each.kind for path, each in identities.items()})

    def replace(self, removed: Mapping[str, Identity], added: Mapping[str, Identity]) -> Names:
        """Return the names with some notes' identities removed and others added; both mappings are by path."""
        table: dict[str, Hits | None] = {}
        kinds: dict[str, str | None] = {}
        old_hits: dict[str, set[tuple[int, str]]] = {}
        new_hits: dict[str, list[tuple[int, str]]] = {}
        for path, old in removed.items():
            kinds[path] = None
            for key, rank in old.names:
                old_hits.setdefault(key, set()).add((rank, path))
        for path, new in added.items():
            kinds[path] = new.kind
            for key, rank in new.names:
                new_hits.setdefault(key, []).append((rank, path))
        for key in {**old_hits, **new_hits}:
            remaining = [hit for hit in self.table.get(key, ()) if hit not in old_hits.get(key, ())]
            table[key] = tuple(sorted([*remaining, *new_hits.get(key, ())])) or None
        return Names(with_changes(self.table, table), with_changes(self.kinds, kinds))

    @property
    def resolved_count(self) -> int:
        """The number of link targets in memory that were resolved before."""
        return len(self._resolved)

    def of_kind(self, kind: str) -> list[str]:
        """Return the paths of all notes of a kind, in order."""
        if kind not in self._by_kind:
            self._by_kind[kind] = keys_with(self.kinds, kind)
        return self._by_kind[kind]

    def few_of_kind(self, kind: str, folder: str, most: int) -> list[str]:
        """Return the paths of a few notes of a kind: first those in a folder itself, in order, then others, in order."""
        if kind not in self._by_kind:
            return few_with(self.kinds, kind, folder, most)
        return first_in_folder(self._by_kind[kind], folder, most)

    def sharing(self, key: str) -> list[str]:
        """Return the contacts that share a name, where there is more than one."""
        hits = self.table.get(key, ())
        if len(hits) < 2:
            return []
        paths = [path for rank, path in hits if rank == NAME and self.kinds[path] == "contact"]
        return paths if len(paths) > 1 else []

    def shared(self) -> list[str]:
        """Return the keys of the names that several contacts share."""
        changed = changes_of(self.table)
        below = self.table.below if isinstance(self.table, Overlay) else self.table
        # A stored table knows them without reading every name.
        stored = getattr(below, "shared", None)
        keys = below if stored is None else stored()
        return [key for key in dict.fromkeys((*keys, *changed)) if self.sharing(key)]

    def resolve(self, ref: Ref, source: str, *, people: bool) -> LinkTarget:
        """Return the note that a link in the note at `source` leads to.

        The order: path from the vault's root, path from the source's folder, end of a path, file stem, name, alias, any of these
        without the signs around it.
        The first of these that matches decides; two matches make the link ambiguous. With `people`, contacts are tried
        before all notes.
        """
        # Thousands of links may have one target. A path may count from the source's folder, so that is part of the key.
        key = (ref.target, source.rpartition("/")[0], people)
        target = self._resolved.get(key)
        if target is None:
            target = self._by_file_name(ref.target, people)
            if target is NOWHERE and people:
                target = self._first(ref, source, contacts=True)
            if target is NOWHERE:
                target = self._first(ref, source, contacts=False)
            self._resolved[key] = target
        return target

    def is_person(self, ref: Ref, source: str) -> bool:
        """Return whether a bare name is the name of a contact, of several contacts, or yours."""
        found = self.resolve(ref, source, people=True)
        paths = found.candidates if found.path is None else (found.path,)
        return bool(paths) and all(self.kinds[path] in ("contact", "me") for path in paths)

    def people(self, refs: Iterable[Ref], source: str) -> Iterator[Ref]:
        """Yield the people that a property names: of a text such as `Ada Byrne, Bo Lund`, each, if each is somebody's name.

        Of a text with other names beside somebody's, yield these alone, so that they can be reported. Words beside a link
        count only if they are a name.
        """
        for ref in refs:
            if ref.wiki is not None or self._finds(ref, source):
                yield ref
            elif not ref.beside:
                yield from self._listed(ref, source)

    def _finds(self, ref: Ref, source: str) -> bool:
        found = self.resolve(ref, source, people=True)
        return found.path is not None or bool(found.candidates)

    def _listed(self, ref: Ref, source: str) -> Iterator[Ref]:
        """Yield the people that a text lists if it is not one name itself, else the text."""
        first_last = family_name_last(ref.target)
        if first_last and self._finds(ref._replace(target=first_last), source):
            yield ref._replace(target=first_last)
            return
        for at_commas in (True, False):
            names = [ref._replace(target=name) for name in split_names(ref.target, at_commas=at_commas)]
            known = [each for each in names if self._finds(each, source)]
            if len(known) == len(names):
                break
        if not known:
            yield ref
        elif len(known) == len(names):
            yield from names
        else:
            yield from (each for each in names if each not in known)

    def _by_file_name(self, written: str, people: bool) -> LinkTarget:
        """Return the note that alone has a file name. Nearly all links are such names, and every stage then finds this note."""
        target = bare_target(written)
        stems = [path for rank, path in self.table.get(name_key(target), ()) if rank == STEM]
        if len(stems) != 1 or "/" in target or (people and self.kinds[stems[0]] != "contact"):
            return NOWHERE
        return LinkTarget(stems[0])

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
            key = name_key(target)
            for place in _places(target, source):
                exact = [path for path in stems if bare_target(path) == place]
                yield exact
                yield [path for path in stems if not exact and name_key(bare_target(path)) == name_key(place)]
            if "/" in target:
                yield [path for path in stems if name_key(bare_target(path)).endswith("/" + key)]
        if "/" in target:
            # Names of pages contain their namespaces.
            hits = self.table.get(name_key(target), ())
            yield [path for rank, path in hits if rank == STEM]
        else:
            if len(stems) > 1:
                spelled = spelling_key(target)
                yield [path for path in stems if spelling_key(stem_of(path)) == spelled]
            yield stems
        yield [path for rank, path in hits if rank == NAME]
        yield [path for rank, path in hits if rank == ALIAS]
        signless = self.table.get(without_signs(name_key(target)), ())
        yield [path for _, path in signless if self.kinds[path] == "contact"]


def _places(target: str, source: str) -> Iterator[str]:
    """Yield the paths a target may mean: from the vault's root, then from its note's folder."""
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
