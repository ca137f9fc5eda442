"""Owns what somebody means who asks how to reach something: an organization, a person, a role, a place or a topic."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from plaintext_network.errors import AmbiguousName, AmbiguousOrganization, ContactNotFound
from plaintext_network.model.language.keywords import find_keywords
from plaintext_network.model.language.normalize import bare_target, fold, name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.find_contact import contact_names, find_contact
from plaintext_network.network.people.known_for import KnownFor, known_from_note, known_from_topics
from plaintext_network.network.people.references import (
    Reference,
    may_be_suggested,
    references_in,
    typed_reference,
)

# In the order in which they are tried.
KINDS = ("organization", "person", "role", "place", "topic")


class Fit(NamedTuple):
    """That somebody fits what is asked for: how that is told, and the `path:line` that says so."""

    path: str
    says: str
    sources: tuple[str, ...]


class Target(NamedTuple):
    """What is asked for. `whole` says that all of a name was typed; `path` is its note's, None where it has none.

    `now` fit now, `before` did, each of them once.
    """

    kind: str
    name: str
    path: str | None
    whole: bool
    now: tuple[Fit, ...] = ()
    before: tuple[Fit, ...] = ()


class Targets:
    """All that something typed may stand for."""

    def __init__(self, index: Index, rules: Rules, today: date, typed: str) -> None:
        self._index, self._rules, self._today = index, rules, today
        self.typed = " ".join(typed.split())
        self._stems = frozenset(find_keywords(self.typed).written)
        self._words = _folded_words(self.typed)
        self._fits: dict[str, bool] = {}
        self._people = list(index.contacts())
        # What only those say who are not to be named leads nowhere, as if nobody said it.
        self._nameable = [f for f in self._people if f.contact and may_be_suggested(f.contact)]

    def all(self, kind: str | None = None) -> list[Target]:
        """Return what it may stand for, the first choice first: by the whole name, then in the order of KINDS.

        With a kind, as that alone. Raises AmbiguousName where it can only be one of several that go by it.
        """
        found: list[Target] = []
        unsure: list[AmbiguousName] = []
        for one in KINDS if kind is None else (kind,):
            try:
                target: Target | None = getattr(self, f"_{one}")
            except AmbiguousName as several:
                unsure.append(several)
                continue
            if target is not None:
                found.append(target)
        if not found and unsure:
            raise unsure[0]
        return sorted(found, key=lambda target: not target.whole)

    # Organizations

    @cached_property
    def _organization(self) -> Target | None:
        named = [
            (subject, facts, name)
            for facts in self._nameable
            for name in ("organization", "former")
            for subject in references_in(self._index, facts, name)
        ]
        wanted = self._wanted({subject.key: subject for subject, *_ in named})
        if wanted is None:
            return None
        now: dict[str, Fit] = {}
        before: dict[str, Fit] = {}
        for subject, facts, name in named:
            if subject.key == wanted[0].key:
                by_path = now if name == "organization" else before
                by_path.setdefault(facts.path, _at(facts, subject, name))
        there, whole = wanted
        earlier = tuple(fit for path, fit in before.items() if path not in now)
        return Target("organization", there.name, there.path, whole, tuple(now.values()), earlier)

    def _wanted(self, named: dict[str, Reference]) -> tuple[Reference, bool] | None:
        """Return the organization that is typed, and whether by its whole name."""
        if not self.typed:
            return None
        kinds, notes = self._index.names.kinds, self._index.notes
        asked = typed_reference(self._index, self.typed)
        if asked.key in named or (asked.path and kinds[asked.path] == "organization"):
            return named.get(asked.key, asked), True
        known_by = {key: [subject.name, subject.says] for key, subject in named.items()}
        for path in self._index.names.of_kind("organization"):
            known_by.setdefault(path, []).extend((notes[path].name, *notes[path].aliases))
        begins = re.compile(rf"(?<!\w){re.escape(fold(self.typed))}")
        fitting = sorted(key for key, names in known_by.items() if any(begins.search(fold(n)) for n in names))
        if len(fitting) > 1:
            raise AmbiguousOrganization(
                self.typed,
                [(known_by[key][0], key if key in kinds else named[key].source) for key in fitting],
            )
        if not fitting:
            return None
        key = fitting[0]
        return named.get(key) or Reference(key, notes[key].name, key, f"{key}:1", notes[key].name), False

    # People

    @cached_property
    def _person(self) -> Target | None:
        everybody = [contact_names(facts) for facts in self._people]
        try:
            path = find_contact(everybody, lambda: self._index, self.typed)
        except ContactNotFound:
            return None
        facts = self._index.notes[path]
        key = name_key(bare_target(self.typed.removeprefix("[[").removesuffix("]]")))
        whole = bare_target(path) == bare_target(self.typed) or any(
            key in keys for at, _, _, keys, _ in everybody if at == path
        )
        return Target("person", facts.name, path, whole, (Fit(path, "", ()),))

    # Words

    @cached_property
    def _role(self) -> Target | None:
        return self._by_words("role", self._said("role"))

    @cached_property
    def _place(self) -> Target | None:
        found = []
        for facts in self._nameable:
            for subject in references_in(self._index, facts, "location")[:1]:
                names = (subject.says, subject.name)
                if subject.key == name_key(self.typed) or any(map(self._holds_words, names)):
                    found.append((subject.says, Fit(facts.path, f"in {subject.says}", (subject.source,))))
        return self._target("place", found)

    @cached_property
    def _topic(self) -> Target | None:
        talked = known_from_topics(self._index, self._rules, self._today, self._holds)

        def said() -> Iterator[tuple[str, KnownFor]]:
            for facts in self._nameable:
                for about in known_from_note(facts):
                    if about.how != "role":
                        yield facts.path, about
                for about in talked.get(facts.path, ()):
                    yield facts.path, about

        return self._by_words("topic", said())

    def _said(self, how: str) -> Iterator[tuple[str, KnownFor]]:
        for facts in self._nameable:
            for about in known_from_note(facts):
                if about.how == how:
                    yield facts.path, about

    def _by_words(self, kind: str, said: Iterable[tuple[str, KnownFor]]) -> Target | None:
        fitting = ((path, about) for path, about in said if self._holds(about.text))
        found = [(about.text, Fit(path, about.says, (about.source,))) for path, about in fitting]
        return self._target(kind, found)

    def _target(self, kind: str, found: list[tuple[str, Fit]]) -> Target | None:
        if not found:
            return None
        first: dict[str, Fit] = {}
        for _, fit in found:
            first.setdefault(fit.path, fit)
        whole = any(name_key(text) == name_key(self.typed) for text, _ in found)
        return Target(kind, self.typed, None, whole, tuple(first.values()))

    def _holds(self, text: str) -> bool:
        """Tell whether a text holds all words that were typed, in whatever form and order."""
        if text not in self._fits:
            stems = self._stems
            self._fits[text] = (
                stems <= find_keywords(text).written.keys() if stems else self._holds_words(text)
            )
        return self._fits[text]

    def _holds_words(self, text: str) -> bool:
        """Tell whether a text holds just these words, one after the other."""
        wanted = self._words
        return bool(wanted) and f" {wanted} " in f" {_folded_words(text)} "


def _folded_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _at(facts: Facts, subject: Reference, name: str) -> Fit:
    if name == "former":
        return Fit(facts.path, f"was at {subject.says}", (subject.source,))
    role = facts.contact.role if facts.contact else None
    if role is None:
        return Fit(facts.path, f"at {subject.says}", (subject.source,))
    place = f"{facts.path}:{facts.line('role')}"
    return Fit(facts.path, f"{role} at {subject.says}", tuple(dict.fromkeys((subject.source, place))))
