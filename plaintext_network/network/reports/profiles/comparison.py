"""Compares two descriptions of you, property by property. Free words can't disagree; the facts in them can."""

from collections.abc import Callable, Iterator

from plaintext_network.model.language.equivalence import Synonyms, address_key
from plaintext_network.model.language.job_titles import contradictions, contradicts, same_role
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.language.organization_names import same_organization
from plaintext_network.model.language.phones import is_same_phone
from plaintext_network.model.language.places import same_place
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.reports.profiles.headline_facts import numbers_in
from plaintext_network.network.reports.profiles.self_description import (
    DescriptionReader,
    Employer,
    SelfDescription,
    Shown,
    Whereabouts,
)

# File names that say nothing about a name.
NO_NAMES = ("me", "myself", "about me", "i", "index", "readme", "profile", "owner", "self")


class Difference(NamedTuple):
    """A value that disagrees: its property, where and what it says, and the same of the other note.

    `names` is the fact if it stands in other words, as a city in a headline; None if the whole value is the fact.
    """

    property: str
    says: str
    shown: Shown
    number: int
    names: str | None
    other_says: str
    other: Shown


class Comparison:
    """Compares descriptions of you with the synonyms of a vault."""

    def __init__(self, synonyms: Synonyms, reader: DescriptionReader) -> None:
        self._same, self._reader = synonyms, reader

    def differences(self, one: SelfDescription, other: SelfDescription) -> Iterator[Difference]:
        """Yield where one description contradicts another, in the order of the properties."""
        yield from self.names(one, other)
        yield from self.roles(one, other)
        yield from self.employers(one, other)
        yield from self.places(one, other)
        yield from self.numbers(one, other)
        yield from self.addresses(one, other)

    def names(self, one: SelfDescription, other: SelfDescription) -> Iterator[Difference]:
        """Yield a name that is none of the other note's."""
        ours, theirs = one.says.get("name"), other.says.get("name")
        if ours is None or theirs is None:
            return
        known = [theirs.values[0], *(other.facts.aliases if other.facts.kind == "me" else ())]
        if other.facts.kind == "me" and name_key(other.facts.stem) not in NO_NAMES:
            known.append(other.facts.stem)
        if not any(self._same.same_person(ours.values[0], name) for name in known):
            yield Difference("name", ours.values[0], ours, 0, None, theirs.values[0], theirs)

    def roles(self, one: SelfDescription, other: SelfDescription) -> Iterator[Difference]:
        """Yield a role that is another, and the titles in a headline that contradict every role and headline of the other note."""
        shown, theirs = one.says.get("role"), other.says.get("role") or other.says.get("headline")
        if theirs is None:
            return
        text = theirs.values[0]
        if shown is not None and one.role is not None:
            if other.role is not None:
                differs = not same_role(one.role, other.role, self._same)
            else:
                stated = [title for title in one.titles if title.written in one.role]
                differs = any(contradicts(title, other.titles) for title in stated)
            if differs:
                yield Difference("role", shown.values[0], shown, 0, None, text, theirs)
        headline = one.says.get("headline")
        if headline is None:
            return
        titles = self._reader.headline_titles(one, other.titles)
        for title in contradictions(titles, other.titles):
            yield Difference("headline", headline.values[0], headline, 0, title.written, text, theirs)
            return

    def employers(self, one: SelfDescription, other: SelfDescription) -> Iterator[Difference]:
        """Yield the employers that are none of the other note's."""

        def agree(ours: Employer, theirs: Employer) -> bool:
            return any(
                same_organization(mine, name, self._same) for mine in ours.names for name in theirs.names
            )

        yield from _unknown("organization", one.employers, other.employers, agree)

    def places(self, one: SelfDescription, other: SelfDescription) -> Iterator[Difference]:
        """Yield the places that are none of the other note's."""

        def agree(ours: Whereabouts, theirs: Whereabouts) -> bool:
            return bool(ours.paths & theirs.paths) or same_place(ours.name, theirs.name, self._same)

        yield from _unknown("location", one.places, other.places, agree)

    def numbers(self, one: SelfDescription, other: SelfDescription) -> Iterator[Difference]:
        """Yield a number in a headline that differs from that of the same thing in the other headline."""
        ours, theirs = one.says.get("headline"), other.says.get("headline")
        if ours is None or theirs is None:
            return
        known = numbers_in(theirs.values[0])
        for unit, (number, text) in numbers_in(ours.values[0]).items():
            if unit in known and known[unit][0] != number:
                yield Difference("headline", ours.values[0], ours, 0, text, known[unit][1], theirs)

    def addresses(self, one: SelfDescription, other: SelfDescription) -> Iterator[Difference]:
        """Yield e-mail addresses and telephone numbers that the other note lacks, and another address on a site it links."""

        def same_email(ours: str, theirs: str) -> bool:
            return address_key(ours).lower() == address_key(theirs).lower()

        for name, agree in (("emails", same_email), ("phones", is_same_phone)):
            ours, theirs = one.says.get(name), other.says.get(name)
            if ours is None or theirs is None:
                continue
            for number, value in enumerate(ours.values):
                if not any(agree(value, known) for known in theirs.values):
                    text = ", ".join(theirs.values)
                    yield Difference(name, value, ours, number, None, text, theirs)
        url, links = one.says.get("url"), other.says.get("links")
        if url is None or links is None:
            return
        address = address_key(url.values[0])
        if address not in map(address_key, links.values):
            for number, link in enumerate(links.values):
                if _site(link) == _site(url.values[0]):
                    at = links._replace(sources=links.sources[number:])
                    yield Difference("url", url.values[0], url, 0, None, link, at)
                    return


def _site(url: str) -> str:
    return address_key(url).partition("/")[0]


def _unknown(
    name: str,
    ours: tuple[Employer, ...] | tuple[Whereabouts, ...],
    theirs: tuple[Employer, ...] | tuple[Whereabouts, ...],
    agree: Callable[..., bool],
) -> Iterator[Difference]:
    """Yield the first of ours in each property that agrees with none of theirs, unless one in the property does."""
    if not theirs:
        return
    by_property: dict[str, list[Employer | Whereabouts]] = {}
    for each in ours:
        by_property.setdefault(each.shown.property, []).append(each)
    for found in by_property.values():
        if any(agree(mine, other) for mine in found for other in theirs):
            continue
        first = found[0]
        is_whole = first.shown.property == name
        yield Difference(
            "headline" if first.shown.property == "headline" else name,
            first.shown.values[0],
            first.shown,
            0,
            None if is_whole else first.name,
            theirs[0].name if theirs[0].shown.property != name else theirs[0].shown.values[0],
            theirs[0].shown,
        )
