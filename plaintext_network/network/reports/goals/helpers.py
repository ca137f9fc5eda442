"""Finds who can help with the people, organizations, roles and topics that a goal names. Ranks nobody."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from plaintext_network.model.language.keywords import find_keywords, mentions
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.people.known_for import SpokenTopic
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.references import Reference
from plaintext_network.network.people.topics_of import beginnings, is_about, is_wider

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
        """Yield who fits a topic, the strongest reason of each last."""
        for path, why, text, at in reversed(list(self._texts.about(topic))):
            if isinstance(at, SpokenTopic):
                why, at = f"talked with you about {{}} on {at.day}", at.source
            yield self._fit(path, why, "knows of this", text, at)

    @cached_property
    def _texts(self) -> "_Texts":
        texts = _Texts(self._topics)
        for how, why in (("offers", "offers {}"), ("interests", "likes {}"), ("tags", "has the tag {}")):
            for path, said in self._view.statements.items():
                for one in said.known_for:
                    if one.how == how and one.text in texts:
                        texts.add(one.text, (path, why, one.text, one.source))
        # The newest first; of one day, in the order in which each was first spoken of.
        last: dict[tuple[str, str], tuple[SpokenTopic, SpokenTopic]] = {}
        for path, talks in self._view.talks_about(texts.__contains__).items():
            for talk in talks:
                key = talk.text, path
                last[key] = (last[key][0] if key in last else talk), talk
        newest = sorted(
            (-talk.ordinal, first, text, path, talk) for (text, path), (first, talk) in last.items()
        )
        for _, _, text, path, talk in newest:
            texts.add(text, (path, "talked", text, talk))
        return texts


# Whose text, why, the text, and its place or the talk about it.
_Holding = tuple[str, str, str, str | SpokenTopic]


class _Texts:
    """Texts that may be about these topics and whose they are, by how their words begin. Most of thousands are about none."""

    def __init__(self, topics: Iterable[str]) -> None:
        self._holders: dict[str, list[_Holding]] = {}
        self._by_beginning: dict[str, list[str]] = {}
        self._near: dict[str, bool] = {}
        wanted = {re.escape(beginning) for topic in topics for beginning in beginnings(topic)}
        self._begins = re.compile(rf"(?<![^\W_])({'|'.join(sorted(wanted))})") if wanted else None

    def __contains__(self, text: str) -> bool:
        near = self._near.get(text)
        if near is None:
            near = self._near[text] = bool(self._begins and self._begins.search(fold(text)))
        return near

    def add(self, text: str, holding: _Holding) -> None:
        holders = self._holders.get(text)
        if holders is None:
            holders = self._holders[text] = []
            for beginning in set(self._begins.findall(fold(text))) if self._begins else ():
                self._by_beginning.setdefault(beginning, []).append(text)
        holders.append(holding)

    def _fitting(self, topic: str) -> Iterator[str]:
        """Yield the texts that are about a topic or wider."""
        starts = tuple(beginnings(topic))
        # If one beginning begins with another, the text is stored under one of the two.
        stored = [
            b for b in self._by_beginning if b.startswith(starts) or any(s.startswith(b) for s in starts)
        ]
        near = dict.fromkeys(text for beginning in stored for text in self._by_beginning[beginning])
        return (text for text in near if is_about(text, topic) or is_wider(text, topic))

    def about(self, topic: str) -> list[_Holding]:
        """Return who has a text that is about a topic or wider, the strongest reason first: offers, likes, tags, conversations."""
        held = [holding for text in self._fitting(topic) for holding in self._holders[text]]
        return sorted(held, key=_strength)

    def people(self, topic: str) -> set[str]:
        """Return the paths of those who have such a text."""
        return {holding[0] for text in self._fitting(topic) for holding in self._holders[text]}

    def source(self, topic: str, path: str) -> str:
        """Return the place of the strongest reason of one of them."""
        texts = self._fitting(topic)
        held = (holding for text in texts for holding in self._holders[text] if holding[0] == path)
        at = min(held, key=_strength)[3]
        return at.source if isinstance(at, SpokenTopic) else at


def _strength(holding: _Holding) -> int:
    return _STRENGTH.index(holding[1].split(" ", 1)[0])


_STRENGTH = ("offers", "likes", "has", "talked")


def is_role(role: str, wanted: str) -> bool:
    """Return whether somebody in a role is whom a goal wants: a head teacher of any school, but not any teacher."""
    if mentions(role, wanted) or (len(find_keywords(role).distinctive) > 1 and mentions(wanted, role)):
        return True
    role = fold(role).strip()
    return bool(role) and fold(wanted).strip().startswith(tuple(role + where for where in _WHERE))
