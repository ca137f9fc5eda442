"""Finds who can help with the people, organizations, roles and topics that a goal names. Ranks nobody."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from plaintext_network.model.language.keywords import find_keywords, mentions
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.interactions import DatedInteraction
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

    def __init__(
        self, view: SuggestionView, everything: Iterable[DatedInteraction], goals: Iterable[Facts]
    ) -> None:
        self._view, self._everything = view, everything
        self._topics = [topic for goal in goals for topic in goal.texts("topics")]
        self._people = list(view.contacts.values())

    def asked(self, goal: Facts) -> Iterator[GoalRequest]:
        """Yield what a goal names, each with the contacts who may help."""
        yield from self._people_of(goal)
        organizations: dict[str, Reference] = {}
        for organization in self._view.subjects(goal, "organizations"):
            organizations.setdefault(organization.key, organization)
        for organization in organizations.values():
            fits = self._organizations.get(organization.key, {})
            yield GoalRequest("organization", organization.name, organization.source, tuple(fits.values()))
        for kind, name, fitting in (("role", "roles", self._in_role), ("topic", "topics", self._on_topic)):
            for number, text in enumerate(goal.texts(name)):
                fits = {fit.path: fit for fit in fitting(text)}
                source = f"{goal.path}:{goal.line(name, number)}"
                yield GoalRequest(kind, text, source, tuple(fits[path] for path in sorted(fits)))

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
            for facts in self._people:
                role = self._view.value(facts, "role") if name == "organization" else None
                reason = f"{why}, {role.text}" if role else why
                for place in self._view.subjects(facts, name):
                    fit = HelperMatch(facts.path, reason, place.source)
                    found.setdefault(place.key, {}).setdefault(facts.path, fit)
        return found

    def _in_role(self, wanted: str) -> Iterator[HelperMatch]:
        for role, people in self._roles.items():
            if is_role(role, wanted):
                for facts in people:
                    source = f"{facts.path}:{facts.line('role')}"
                    yield self._fit(facts, "is {}", "does this", role, source)

    @cached_property
    def _roles(self) -> dict[str, list[Facts]]:
        found: dict[str, list[Facts]] = {}
        for facts in self._people:
            if facts.contact and facts.contact.role:
                found.setdefault(facts.contact.role, []).append(facts)
        return found

    def _fit(self, facts: Facts, why: str, otherwise: str, text: str, source: str) -> HelperMatch:
        """Return why somebody fits, without their words if these may not be quoted."""
        quotable = self._view.may_quote(text, facts.path)
        return HelperMatch(facts.path, why.format(text) if quotable else otherwise, source)

    def _on_topic(self, topic: str) -> Iterator[HelperMatch]:
        """Yield who fits a topic, the strongest reason of each last."""
        for facts, why, text, source in reversed(list(self._texts.about(topic))):
            yield self._fit(facts, why, "knows of this", text, source)

    @cached_property
    def _texts(self) -> "_Texts":
        texts = _Texts(self._topics)
        for name, why in (("offers", "offers {}"), ("interests", "likes {}")):
            for facts in self._people:
                for number, text in enumerate(getattr(facts.contact, name)):
                    if text in texts:
                        texts.add(text, (facts, why, text, f"{facts.path}:{facts.line(name, number)}"))
        for facts in self._people:
            for tag in facts.tags:
                if tag in texts:
                    texts.add(tag, (facts, "has the tag {}", tag, f"{facts.path}:{tag_line(facts, tag)}"))
        talked: dict[tuple[str, str], tuple[DatedInteraction, int]] = {}
        for interaction in self._everything:
            for text, line in interaction.topics:
                if text in texts and not interaction.is_crowd(self._view.rules):
                    for person in interaction.people:
                        talked[text, person] = interaction, line
        for (text, person), (interaction, line) in sorted(talked.items(), key=_newest):
            why = f"talked with you about {{}} on {interaction.day}"
            texts.add(text, (self._view.contacts[person], why, text, f"{interaction.path}:{line}"))
        return texts


def _newest(talk: tuple[tuple[str, str], tuple[DatedInteraction, int]]) -> int:
    return -talk[1][0].day.toordinal()


_Holding = tuple[Facts, str, str, str]


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

    def about(self, topic: str) -> Iterator[_Holding]:
        """Yield who has a text that is about a topic or wider, the strongest reason first: offers, likes, tags, conversations."""
        starts = tuple(beginnings(topic))
        # If one beginning begins with another, the text is stored under one of the two.
        stored = [
            b for b in self._by_beginning if b.startswith(starts) or any(s.startswith(b) for s in starts)
        ]
        near = dict.fromkeys(text for beginning in stored for text in self._by_beginning[beginning])
        fitting = (text for text in near if is_about(text, topic) or is_wider(text, topic))
        held = [holding for text in fitting for holding in self._holders[text]]
        yield from sorted(held, key=lambda holding: _STRENGTH.index(holding[1].split(" ", 1)[0]))


_STRENGTH = ("offers", "likes", "has", "talked")


def is_role(role: str, wanted: str) -> bool:
    """Return whether somebody in a role is whom a goal wants: a head teacher of any school, but not any teacher."""
    if mentions(role, wanted) or (len(find_keywords(role).distinctive) > 1 and mentions(wanted, role)):
        return True
    role = fold(role).strip()
    return bool(role) and fold(wanted).strip().startswith(tuple(role + where for where in _WHERE))


def tag_line(facts: Facts, tag: str) -> int:
    """Return the line of a tag among a note's properties, else 1, since the line of a tag in the body isn't known."""
    for number, text in enumerate(facts.texts("tags")):
        if tag in (part.strip("#/") for part in text.replace(",", " ").split()):
            return facts.line("tags", number)
    return 1
