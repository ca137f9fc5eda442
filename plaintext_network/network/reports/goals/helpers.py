"""Finds who can help with the people, organizations, roles and topics that a goal names. Ranks nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from plaintext_network.model.language.keywords import find_keywords, mentions
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.known_for import STATEMENTS, SpokenTopic, statements_in
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.references import Reference
from plaintext_network.network.people.topics_of import beginnings, is_about, is_wider

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    V = TypeVar("V")


# What follows these words in a role is a place, not a kind of work: a “CTO of a school trust” is a CTO.
_WHERE = (" of ", " at ", " in ", " for ", ", ")


class HelperMatch(NamedTuple):
    """A contact who may help: `why` continues their name, and `source` is the `path:line` that says it."""

    path: str
    why: str
    source: str


class GoalRequest(NamedTuple):
    """One thing that a goal names. `kind` is person, organization, role or topic; `fits` are ordered by path.

    `lacks` is why a person whom it names is not among them, None otherwise.
    """

    kind: str
    name: str
    source: str
    fits: tuple[HelperMatch, ...]
    lacks: str | None = None


class Helping:
    """The contacts who may be named, by what they may help with; made once for many goals."""

    def __init__(self, view: SuggestionView, goals: Iterable[Facts]) -> None:
        self._view = view
        self._topics = [topic for goal in goals for topic in goal.texts("topics")]

    def asked(self, goal: Facts) -> Iterator[GoalRequest]:
        """Yield what a goal names, each with the contacts who may help."""
        yield from self._named_by(goal)
        for kind, name, fitting in (("role", "roles", self._in_role), ("topic", "topics", self._on_topic)):
            for number, text in enumerate(goal.texts(name)):
                fits = {fit.path: fit for fit in fitting(text)}
                source = f"{goal.path}:{goal.line(name, number)}"
                yield GoalRequest(kind, text, source, tuple(fits[path] for path in sorted(fits)))

    def _named_by(self, goal: Facts) -> Iterator[GoalRequest]:
        """Yield the people and organizations that a goal names."""
        yield from self._people_of(goal)
        organizations: dict[str, Reference] = {}
        for organization in self._view.subjects(goal, "organizations"):
            organizations.setdefault(organization.key, organization)
        for organization in organizations.values():
            fits = self._organizations.get(organization.key, {})
            yield GoalRequest("organization", organization.name, organization.source, tuple(fits.values()))

    def in_short(self, goal: Facts) -> tuple[set[str], tuple[str, ...]]:
        """Return the paths of all who may help, and the places of what the goal names first and of who fits that first."""
        found: set[str] = set()
        places: tuple[str, ...] = ()
        for one in self._named_by(goal):
            found.update(fit.path for fit in one.fits)
            if one.fits and not places:
                places = one.source, one.fits[0].source
        for number, text in enumerate(goal.texts("roles")):
            fits = {fit.path: fit for fit in self._in_role(text)}
            found |= fits.keys()
            if fits and not places:
                places = f"{goal.path}:{goal.line('roles', number)}", fits[min(fits)].source
        for number, text in enumerate(goal.texts("topics")):
            paths = self._texts.people(text)
            found |= paths
            if paths and not places:
                places = f"{goal.path}:{goal.line('topics', number)}", self._texts.source(text, min(paths))
        return found, places

    def is_known_for(self, goal: Facts) -> bool:
        """Return whether a goal names somebody, or they are or were in one of its organizations, or have one of its roles."""
        return (
            any(is_role(role, wanted) for wanted in goal.texts("roles") for role in self._roles)
            or any(one.fits for one in self._people_of(goal))
            or any(place.key in self._workplaces for place in self._view.subjects(goal, "organizations"))
        )

    def is_spoken_about(self, goal: Facts) -> bool:
        """Return whether somebody fits a topic of a goal."""
        return any(self._texts.people(topic) for topic in goal.texts("topics"))

    def _people_of(self, goal: Facts) -> Iterator[GoalRequest]:
        named = set()
        for ref in self._view.people(goal.people, goal.path):
            source = f"{goal.path}:{ref.line}"
            found = self._view.resolve(ref, goal.path, people=True)
            facts = found.note
            if found.is_hidden:
                continue
            if facts is None or facts.kind not in ("contact", "me"):
                name = ref.target.rsplit("/", 1)[-1]
                lacks = "more than one contact has this name" if found.is_ambiguous else "no contact yet"
                yield GoalRequest("person", name, source, (), lacks)
            elif facts.contact and facts.path not in named:
                named.add(facts.path)
                yield GoalRequest(
                    "person", facts.name, source, (HelperMatch(facts.path, "is named here", source),)
                )

    @cached_property
    def _organizations(self) -> dict[str, dict[str, HelperMatch]]:
        """Return where people work and worked: by organization, then person."""
        found: dict[str, dict[str, HelperMatch]] = {}
        for name, why in (("organization", "works there"), ("former", "was there before")):
            for path, about in self._view.descriptions.items():
                places = about.organization if name == "organization" else about.former
                if not places:
                    continue
                role = about.role if name == "organization" else None
                quotable = role is not None and self._view.may_quote(role.text, path)
                reason = f"{why}, {role.text}" if role and quotable else why
                for place in places:
                    fit = HelperMatch(path, reason, place.source)
                    found.setdefault(place.key, {}).setdefault(path, fit)
        return found

    @cached_property
    def _workplaces(self) -> set[str]:
        """The organizations in which anybody works or worked."""
        everybody = self._view.descriptions.values()
        return {place.key for about in everybody for place in (*about.organization, *about.former)}

    def _in_role(self, wanted: str) -> Iterator[HelperMatch]:
        for role, people in self._roles.items():
            if is_role(role, wanted):
                for path, source in people:
                    yield self._fit(path, "is {}", "does this", role, source)

    @cached_property
    def _roles(self) -> dict[str, list[tuple[str, str]]]:
        """Return the paths of the people in each role, with the places that say so."""
        found: dict[str, list[tuple[str, str]]] = {}
        for path, about in self._view.descriptions.items():
            if about.role:
                found.setdefault(about.role.text, []).append((path, about.source(about.role)))
        return found

    def _fit(self, path: str, why: str, otherwise: str, text: str, source: str) -> HelperMatch:
        """Return why somebody fits, without their words if these may not be quoted."""
        quotable = self._view.may_quote(text, path)
        return HelperMatch(path, why.format(text) if quotable else otherwise, source)

    def _on_topic(self, topic: str) -> Iterator[HelperMatch]:
        """Yield who fits a topic, each with the strongest reason."""
        for path, (why, text, source) in self._texts.about(topic).items():
            yield self._fit(path, why, "knows of this", text, source)

    @cached_property
    def _texts(self) -> _Texts:
        return _Texts(self._view, self._topics)


# Why somebody fits, the text that says so, and its place.
_Reason = tuple[str, str, str]


class _Texts:
    """Texts that may be about these topics, and whose they are, by how their words begin. Most of thousands are about none.

    Reads when somebody talked about a topic only if nothing in their own note is about it.
    """

    def __init__(self, view: SuggestionView, topics: Iterable[str]) -> None:
        self._view = view
        # Whose each text is by their own notes, the strongest reasons first, and with whom you talked about it.
        self._said: dict[str, list[tuple[str, int, str]]] = {}
        self._talked: dict[str, list[str]] = {}
        self._by_beginning: dict[str, list[str]] = {}
        self._near: dict[str, bool] = {}
        wanted = {re.escape(beginning) for topic in topics for beginning in beginnings(topic)}
        self._begins = re.compile(rf"(?<![^\W_])({'|'.join(sorted(wanted))})") if wanted else None
        if wanted:
            self._read()

    def _read(self) -> None:
        said: list[list[tuple[str, str, int]]] = [[] for _ in _REASONS]
        strengths = {how: number for number, (how, _) in enumerate(_REASONS)}
        for path, how, text, line in statements_in(self._view.summaries(STATEMENTS)):
            if how in strengths and text in self:
                said[strengths[how]].append((path, text, line))
        for strength, found in enumerate(said):
            for path, text, line in found:
                self._add(self._said, text).append((path, strength, f"{path}:{line}"))
        for path, texts in self._view.talked_with(self.__contains__).items():
            for text in texts:
                self._add(self._talked, text).append(path)

    def __contains__(self, text: str) -> bool:
        near = self._near.get(text)
        if near is None:
            near = self._near[text] = bool(self._begins and self._begins.search(fold(text)))
        return near

    def _add(self, holders: dict[str, list[V]], text: str) -> list[V]:
        if text not in self._said and text not in self._talked:
            for beginning in dict.fromkeys(self._begins.findall(fold(text))) if self._begins else ():
                self._by_beginning.setdefault(beginning, []).append(text)
        return holders.setdefault(text, [])

    def _fitting(self, topic: str) -> list[str]:
        """Return the texts that are about a topic or wider."""
        starts = tuple(beginnings(topic))
        # If one beginning begins with another, the text is stored under one of the two.
        stored = [
            b for b in self._by_beginning if b.startswith(starts) or any(s.startswith(b) for s in starts)
        ]
        near = dict.fromkeys(text for beginning in stored for text in self._by_beginning[beginning])
        return [text for text in near if is_about(text, topic) or is_wider(text, topic)]

    def people(self, topic: str) -> set[str]:
        """Return the paths of those who have a text that is about a topic or wider."""
        found: set[str] = set()
        for text in self._fitting(topic):
            found.update(path for path, _, _ in self._said.get(text, ()))
            found.update(self._talked.get(text, ()))
        return found

    def about(self, topic: str) -> dict[str, _Reason]:
        """Return the strongest reason of each of them, by path: offers, likes, tags, then the last conversation."""
        fitting = self._fitting(topic)
        found = self._by_note(fitting)
        if any(path not in found for text in fitting for path in self._talked.get(text, ())):
            talks = self._view.talks_about(set(fitting).__contains__)
            found |= {path: _spoken(talks[path]) for path in talks if path not in found}
        return found

    def source(self, topic: str, path: str) -> str:
        """Return the place of the strongest reason of one of them."""
        fitting = self._fitting(topic)
        reason = self._by_note(fitting).get(path)
        return (reason or _spoken(self._view.talks_with(path, set(fitting).__contains__)))[2]

    def _by_note(self, fitting: Iterable[str]) -> dict[str, _Reason]:
        found: dict[str, tuple[int, str, str]] = {}
        for text in fitting:
            for path, strength, source in self._said.get(text, ()):
                if path not in found or strength < found[path][0]:
                    found[path] = strength, text, source
        return {
            path: (_REASONS[strength][1], text, source) for path, (strength, text, source) in found.items()
        }


def _spoken(talks: list[SpokenTopic]) -> _Reason:
    """Return the last of these talks; of one day, the one about what you talked about first."""
    first: dict[str, SpokenTopic] = {}
    last: dict[str, SpokenTopic] = {}
    for talk in talks:
        first.setdefault(talk.text, talk)
        last[talk.text] = talk
    newest = min(last.values(), key=lambda talk: (-talk.ordinal, first[talk.text]))
    return f"talked with you about {{}} on {newest.day}", newest.text, newest.source


# How a contact's own note says that they fit, the strongest reason first, and how a goal says it.
_REASONS = (("offers", "offers {}"), ("interests", "likes {}"), ("tags", "has the tag {}"))


def is_role(role: str, wanted: str) -> bool:
    """Return whether somebody in a role is whom a goal wants: a head teacher of any school, but not any teacher."""
    if mentions(role, wanted) or (len(find_keywords(role).distinctive) > 1 and mentions(wanted, role)):
        return True
    role = fold(role).strip()
    return bool(role) and fold(wanted).strip().startswith(tuple(role + where for where in _WHERE))
