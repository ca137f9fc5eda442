"""Finds the words that a vault's notes use: names of properties, types, tags and folders. Writes no view.

To Obsidian, `Full Name` and `full_name` are different properties, and only case makes no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from plaintext_network.bases.evaluation.values import LinkTo, text_of
from plaintext_network.bases.evaluation.vault_files import VaultFiles
from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.kinds.kind_rules import kind_of, telling_properties
from plaintext_network.model.note.kinds.templates import is_like_template
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.rules import KINDS, Rules
from plaintext_network.network.index.index import Index

_MOST_NAMES = 4  # of one property


class VaultWords:
    """The words of one vault, each as most of its notes write it."""

    def __init__(self, files: VaultFiles, index: Index, rules: Rules) -> None:
        self.files, self.index, self.rules = files, index, rules

    def paths(self, kind: str) -> tuple[str, ...]:
        """Return the paths of the notes of a kind."""
        return tuple(self.index.names.of_kind(kind))

    def names(self, ours: str, *kinds: str) -> tuple[str, ...]:
        """Return the names that notes of these kinds have for a property of pnet's, as they count: pnet's own, then the most frequent.

        If no note has it, return the vault's own name in the settings, or pnet's.
        """
        by_count = self._by_count(ours, kinds)
        if by_count:
            # In a note with several names, pnet's own counts.
            own_first = sorted(by_count, key=lambda name: property_key(name) != property_key(ours))
            return tuple(own_first[:_MOST_NAMES])
        own = (
            word
            for name, words in self.rules.properties
            if property_key(name) == property_key(ours)
            for word in words
        )
        return (next(own, ours),)

    def usual_name(self, ours: str, *kinds: str) -> str:
        """Return the most frequent of the names that notes of these kinds have for a property of pnet's."""
        return (self._by_count(ours, kinds) or self.names(ours, *kinds))[0]

    def _by_count(self, ours: str, kinds: Sequence[str]) -> tuple[str, ...]:
        counts: Counter[str] = Counter()
        for kind in kinds:
            counts.update(self._names.get((kind, property_key(ours)), {}))
        return tuple(name for name, _ in sorted(counts.items(), key=_by_count))

    def has(self, name: str, kind: str) -> bool:
        """Return whether a note of a kind has a property of this name."""
        return any(name in counts for (of, _), counts in self._names.items() if of == kind)

    @cached_property
    def _names(self) -> dict[tuple[str, str], Counter[str]]:
        """How often notes of a kind write a name, by kind and the key of our property."""
        found: dict[tuple[str, str], dict[str, Counter[str]]] = {}
        for kind in KINDS:
            words = words_of(kind, self.rules)
            for path in self.paths(kind):
                for name in self._names_in(path):
                    if row := words.get(property_key(name)):
                        spellings = found.setdefault((kind, property_key(row.name)), {})
                        spellings.setdefault(name.casefold(), Counter())[name] += 1
        return {
            key: Counter({min(each.items(), key=_by_count)[0]: each.total() for each in spellings.values()})
            for key, spellings in found.items()
        }

    def _names_in(self, path: str) -> Iterable[str]:
        file = self.files.files.get(path)
        return file.properties if file else ()

    # What makes a note one of a kind

    @cached_property
    def _values(self) -> dict[str, dict[str, tuple[str, bool]]]:
        """The values of the properties that may tell a kind, by name: each text, and whether it is a link."""
        telling = telling_properties(self.rules.kinds) - {"title"}
        types = {key for key, row in words_of("", self.rules).items() if row.name == "type"}
        found: dict[str, dict[str, tuple[str, bool]]] = {}
        for file in self.files.files.values():
            for name in file.properties if file.ext == "md" else ():
                if property_key(name) in telling | types:
                    values = found.setdefault(name.casefold(), {})
                    values.update(
                        (text_of(each), (_bare(each), isinstance(each, LinkTo)))
                        for each in _each(file.property(name))
                    )
        return found

    def type_names(self) -> tuple[str, ...]:
        """Return the names of the property `type` in notes."""
        words = words_of("", self.rules)
        found = [
            name for name in self._values if (row := words.get(property_key(name))) and row.name == "type"
        ]
        return tuple(sorted(found)) or ("type",)

    def types(self, name: str, kind: str) -> tuple[tuple[str, bool], ...]:
        """Return the values of a property that make a note one of a kind by its type; each text, and whether it is a link."""
        own = (
            tuple((word, False) for word in dict(self.rules.kinds)[kind].types)
            if name in self.type_names()
            else ()
        )
        used = self._values.get(name, {})
        found = (
            shown
            for written, shown in sorted(used.items())
            if self._kind_by(name, written, by_type=name in self.type_names()) == kind
        )
        return _distinct((*own, *found))

    def class_names(self) -> tuple[str, ...]:
        """Return the names of other properties in which notes have their type: `fileClass`."""
        conditions = {property_key(name) for _, rule in self.rules.kinds for name, _ in rule.where}
        words = words_of("", self.rules)
        return tuple(
            sorted(
                name
                for name in self._values
                if property_key(name) not in conditions
                and not ((row := words.get(property_key(name))) and row.name == "type")
            )
        )

    def values(
        self, name: str, wanted: Sequence[str]
    ) -> tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]:
        """Return the names of a property of a `where` rule in notes, each with the values that fulfil it."""
        found = []
        for written, used in sorted(self._values.items()):
            if property_key(written) == property_key(name):
                rule = ((written, tuple(wanted)),)
                fits = tuple(
                    shown for each, shown in sorted(used.items()) if self._fulfils(written, each, rule)
                )
                found.append((written, _distinct((*((word, False) for word in wanted), *fits))))
        return tuple(found) or ((name, tuple((word, False) for word in wanted)),)

    def _kind_by(self, name: str, written: str, *, by_type: bool) -> str:
        values = {} if by_type else {property_key(name): (written,)}
        return kind_of("note.md", (written,) if by_type else (), (), values, self.rules)

    def _fulfils(self, name: str, written: str, where: tuple[tuple[str, tuple[str, ...]], ...]) -> bool:
        kinds = tuple(
            (kind, rule._replace(types=(), tags=(), names=(), where=where if kind == "contact" else ()))
            for kind, rule in self.rules.kinds
        )
        return (
            kind_of("note.md", (), (), {property_key(name): (written,)}, self.rules._replace(kinds=kinds))
            == "contact"
        )

    def tags(self, kind: str) -> tuple[str, ...]:
        """Return the tags that make a note one of a kind, without those nested in another."""
        own = [tag.strip("#/") for tag in dict(self.rules.kinds)[kind].tags]
        used = (tag for tag in sorted(self._tags) if kind_of("note.md", (), (tag,), {}, self.rules) == kind)
        found: list[str] = []
        for tag in (*own, *used):
            if not any(
                name_key(tag) == name_key(other) or name_key(tag).startswith(f"{name_key(other)}/")
                for other in found
            ):
                found.append(tag)
        return tuple(found)

    @cached_property
    def _tags(self) -> frozenset[str]:
        """The tags of notes outside the folders that decide a kind by themselves."""
        return frozenset(tag for path in self.index.notes for tag in self.index.notes[path].tags)

    def folders(self, kind: str) -> tuple[str, ...]:
        """Return the folders of a kind, as they are called on the disk."""
        return tuple(
            dict.fromkeys(
                self._on_disk.get(_key(folder), folder.strip("/"))
                for folder in dict(self.rules.kinds)[kind].folders
            )
        )

    @cached_property
    def all_folders(self) -> frozenset[str]:
        """All folders that contain a file, and those around them."""
        found: set[str] = set()
        for file in self.files.files.values():
            parts = file.folder.split("/") if file.folder else []
            found.update("/".join(parts[:end]) for end in range(1, len(parts) + 1))
        return frozenset(found)

    @cached_property
    def _on_disk(self) -> dict[str, str]:
        return {_key(folder): folder for folder in sorted(self.all_folders)}

    def template_folders(self) -> tuple[str, ...]:
        """Return the folders of templates."""
        found = [
            folder for folder in sorted(self.all_folders) if is_like_template(f"{folder}/x.md", self.rules)
        ]
        return tuple(folder for folder in found if folder.rpartition("/")[0] not in found)


def _key(folder: str) -> str:
    return "/".join(name_key(part) for part in folder.strip("/").split("/"))


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _each(value: object) -> Iterable[object]:
    if isinstance(value, tuple):
        return (each for item in value for each in _each(item))
    return () if value is None else (value,)


def _bare(value: object) -> str:
    return value.target if isinstance(value, LinkTo) else text_of(value)


def _distinct(values: Iterable[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    return tuple(dict.fromkeys(values))
