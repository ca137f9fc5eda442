"""Finds what the user wants to reach: an organization, a person, a role, a place or a topic. Suggests nobody."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from plaintext_network.errors import AmbiguousName, AmbiguousOrganization, ContactNotFound
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.keywords import find_keywords
from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.language.places import read_places
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.descriptions import Description
from plaintext_network.network.people.known_for import KnownFor
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.references import Reference

# In the order in which they are tried.
KINDS = ("organization", "person", "role", "place", "topic")


class TargetMatch(NamedTuple):
    """A contact who fits a target: how, in words, and the `path:line` that say so."""

    path: str
    says: str
    sources: tuple[str, ...]


class Target(NamedTuple):
    """What the user wants to reach. `whole` means that they typed a whole name; `path` is its note's, None without one.

    `now` fit now, `before` did, each of them once. `view` may name the person if it is one.
    """

    kind: str
    name: str
    path: str | None
    whole: bool
    view: SuggestionView
    now: tuple[TargetMatch, ...] = ()
    before: tuple[TargetMatch, ...] = ()


class Targets:
    """Everything that a text the user typed may mean."""

    def __init__(self, view: SuggestionView, typed: str) -> None:
        self._view = view
        self.typed = " ".join(typed.split())
        self._stems = frozenset(find_keywords(self.typed).written)
        self._words = _folded_words(self.typed)
        self._fits: dict[str, bool] = {}

    def all(self, kind: str | None = None) -> list[Target]:
        """Return what it may mean, the first choice first: by the whole name, then in the order of KINDS.

        With a kind, only that. Raises AmbiguousName if it can only be one of several things with that name.
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
        # A target that only hidden people's notes name doesn't exist for suggestions.
        named = [
            (subject, about, name)
            for about in self._view.descriptions.values()
            for name in ("organization", "former")
            for subject in (about.organization if name == "organization" else about.former)
        ]
        wanted = self._wanted({subject.key: subject for subject, *_ in named})
        if wanted is None:
            return None
        now: dict[str, TargetMatch] = {}
        before: dict[str, TargetMatch] = {}
        for subject, about, name in named:
            if subject.key == wanted[0].key:
                by_path = now if name == "organization" else before
                by_path.setdefault(about.path, _at(about, subject, name))
        there, whole = wanted
        earlier = tuple(fit for path, fit in before.items() if path not in now)
        return Target("organization", there.name, there.path, whole, self._view, tuple(now.values()), earlier)

    def _wanted(self, named: dict[str, Reference]) -> tuple[Reference, bool] | None:
        """Return the organization that the user typed, and whether by its whole name."""
        if not self.typed:
            return None
        notes = {note.path: note for note in self._view.notes_of("organization")}
        typed = self._view.subject_named(self.typed)
        if typed.key in named or typed.path in notes:
            return named.get(typed.key, typed), True
        known_by = {key: [subject.name, subject.says] for key, subject in named.items()}
        for path, note in notes.items():
            known_by.setdefault(path, []).extend((note.name, *note.aliases))
        begins = re.compile(rf"(?<!\w){re.escape(fold(self.typed))}")
        fitting = sorted(key for key, names in known_by.items() if any(begins.search(fold(n)) for n in names))
        if len(fitting) > 1:
            raise AmbiguousOrganization(
                self.typed,
                [(known_by[key][0], self._place_of(key, named)) for key in fitting],
            )
        if not fitting:
            return None
        key = fitting[0]
        return named.get(key) or Reference(key, notes[key].name, key, f"{key}:1", notes[key].name), False

    def _place_of(self, key: str, named: dict[str, Reference]) -> str:
        """Return the path of an organization's note, or else a place that names it."""
        return key if self._view.note(key) is not None else named[key].source

    # People

    @cached_property
    def _person(self) -> Target | None:
        try:
            view, facts, whole = self._view.find_contact(self.typed)
        except ContactNotFound:
            return None
        return Target("person", facts.name, facts.path, whole, view, (TargetMatch(facts.path, "", ()),))

    # Words

    @cached_property
    def _role(self) -> Target | None:
        return self._by_words("role", self._roles())

    @cached_property
    def _place(self) -> Target | None:
        found = []
        same = Synonyms.of(self._view.rules.profile.synonyms)
        # In lower case: `IT` is more often a field than Italy.
        wanted = read_places(self.typed.lower(), same)
        fits: dict[tuple[str, ...], bool] = {}
        for about in self._view.descriptions.values():
            for subject in about.location[:1]:
                names = (subject.key, subject.says, subject.name)
                if names not in fits:
                    fits[names] = (
                        subject.key == name_key(self.typed)
                        or any(map(self._holds_words, names[1:]))
                        # Also `Lisbon` for `Lisboa`, and for `Portugal`.
                        or any(
                            one.holds(there) for there in read_places(subject.says, same) for one in wanted
                        )
                    )
                if fits[names]:
                    match = TargetMatch(about.path, f"in {subject.says}", (subject.source,))
                    found.append((subject.says, match))
        return self._target("place", found)

    @cached_property
    def _topic(self) -> Target | None:
        talked = self._view.talked_about(self._holds)

        def topics() -> Iterator[tuple[str, KnownFor]]:
            said = self._view.statements
            for path in sorted(said.keys() | talked.keys()):
                for about in said[path].known_for if path in said else ():
                    if about.how != "role":
                        yield path, about
                for about in talked.get(path, ()):
                    yield path, about

        return self._by_words("topic", topics())

    def _roles(self) -> Iterator[tuple[str, KnownFor]]:
        for path, about in self._view.descriptions.items():
            if about.role:
                yield path, KnownFor("role", about.role.text, about.source(about.role))

    def _by_words(self, kind: str, everything: Iterable[tuple[str, KnownFor]]) -> Target | None:
        fitting = ((path, about) for path, about in everything if self._holds(about.text))
        found = [(about.text, TargetMatch(path, about.says, (about.source,))) for path, about in fitting]
        return self._target(kind, found)

    def _target(self, kind: str, found: list[tuple[str, TargetMatch]]) -> Target | None:
        if not found:
            return None
        first: dict[str, TargetMatch] = {}
        for _, fit in found:
            first.setdefault(fit.path, fit)
        whole = any(name_key(text) == name_key(self.typed) for text, _ in found)
        return Target(kind, self.typed, None, whole, self._view, tuple(first.values()))

    def _holds(self, text: str) -> bool:
        """Return whether a text contains all the words that the user typed, in any form and order."""
        if text not in self._fits:
            stems = self._stems
            self._fits[text] = (
                stems <= find_keywords(text).written.keys() if stems else self._holds_words(text)
            )
        return self._fits[text]

    def _holds_words(self, text: str) -> bool:
        """Return whether a text contains these words in a row."""
        wanted = self._words
        return bool(wanted) and f" {wanted} " in f" {_folded_words(text)} "


def _folded_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _at(about: Description, subject: Reference, name: str) -> TargetMatch:
    if name == "former":
        return TargetMatch(about.path, f"was at {subject.says}", (subject.source,))
    if about.role is None:
        return TargetMatch(about.path, f"at {subject.says}", (subject.source,))
    sources = tuple(dict.fromkeys((subject.source, about.source(about.role))))
    return TargetMatch(about.path, f"{about.role.text} at {subject.says}", sources)
