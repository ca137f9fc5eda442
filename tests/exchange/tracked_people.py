"""Remembers of invented people who added, changed and removed which value where, and compares that with notes and cards. Uses no code of pnet's."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.exchange.synced_world import PROPERTIES, Values, World

LISTS = ("EMAIL", "TEL", "URL", "ADR", "NICKNAME")
SINGLES = ("FN", "ORG", "TITLE", "BDAY")


@dataclass
class Tracked:
    """One person. `anchor` is an address of theirs that nobody removes.

    `values` are the texts of a property that somebody added; `removed` those that somebody removed since. `rest` is what each single property
    said when all were in sync, and `changes` is what each place made of it since, "" where it was removed.
    """

    anchor: str
    values: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in LISTS})
    removed: set[str] = field(default_factory=set)
    rest: dict[str, str] = field(default_factory=dict)
    changes: dict[str, dict[str, str]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    gone: bool = False

    def decided(self, name: str) -> set[str]:
        """Return what places made of a single property since all were in sync: several values are a conflict."""
        return set(self.changes.get(name, {}).values()) - {self.rest.get(name, "")}

    def is_unset(self, name: str) -> bool:
        """Return whether all who changed a single property removed it."""
        return self.decided(name) == {""}

    def decide(self, name: str, values: Values) -> None:
        """Let the value of a card end the conflict about a single property."""
        known = [*self.decided(name), self.rest.get(name, "")]
        self.changes[name] = {"": next((text for text in known if text and says(values, name, text)), "")}


class Place(NamedTuple):
    """A note or a card of somebody: in which place, its file, and what it says."""

    where: str
    file: str
    values: Values


def places(world: World, anchor: str) -> list[Place]:
    """Return every note and card with an address."""
    found = list[Place]()
    for which, side in zip("AB", world.sides, strict=True):
        found += [
            Place(f"vault {which}", file, values)
            for file, values in side.notes().items()
            if _has(values, anchor)
        ]
        found += [
            Place(f"folder {which}", file, values)
            for file, values in side.cards().items()
            if _has(values, anchor)
        ]
    return found + [
        Place("server", file, values) for file, values in world.server_cards().items() if _has(values, anchor)
    ]


def _has(values: Values, anchor: str) -> bool:
    return anchor in values.get("EMAIL", ())


def says(values: Values, name: str, text: str) -> bool:
    """Return whether a property says a text, however dates are written."""
    return _plain(text) in _plain("\n".join(values.get(name, ())))


def _plain(text: str) -> str:
    return text.replace("-", "").replace("\\", "")


def undecided(world: World, people: list[Tracked], listed: Mapping[str, str]) -> Iterator[str]:
    """Say which conflicts were decided silently, or lost a value. `listed` is what each program said in the last round."""
    everything = "\n".join(_texts(world))
    for person in people:
        if person.gone:
            continue
        found = places(world, person.anchor)
        names = {text for place in found for text in place.values.get("FN", ())}
        uids = {text for place in found for text in place.values.get("UID", ())}
        for name in SINGLES:
            decided = person.decided(name)
            if len(decided) < 2:
                continue
            for text in sorted(decided):
                if _plain(text) not in everything:
                    yield f"{person.anchor}: {name} {text} vanished in a conflict"
            if not any(text in said for said in listed.values() for text in (*names, *uids)):
                yield f"{person.anchor}: {name} was decided silently among {sorted(decided)}"


def lost(world: World, people: list[Tracked], merged: Collection[str]) -> Iterator[str]:
    """Say what vanished that nobody removed, and what came back.

    `merged` are UIDs of cards of which two versions were merged: there, what one version has may come back.
    """
    for person in people:
        found = places(world, person.anchor)
        if person.gone:
            continue
        where = sorted(place.where for place in found)
        if where != ["folder A", "folder B", "server", "vault A", "vault B"]:
            yield f"{person.anchor} is in {', '.join(where) or 'no place'}"
            continue
        is_merged = any(uid in merged for place in found for uid in place.values.get("UID", ()))
        for name, texts in person.values.items():
            for text in sorted(texts):
                missing = [place.where for place in found if not says(place.values, name, text)]
                if text not in person.removed and missing:
                    yield f"{person.anchor}: {name} {text} vanished from {', '.join(missing)}"
                elif text in person.removed and len(missing) < len(found):
                    if missing:
                        yield f"{person.anchor}: {name} {text} was removed, but only from {', '.join(missing)}"
                    elif not is_merged:
                        yield f"{person.anchor}: {name} {text} came back"
        for name in SINGLES:
            expected = next(iter(person.decided(name)), person.rest.get(name, ""))
            if person.is_unset(name):
                expected = ""
            for place in found:
                if expected and not says(place.values, name, expected):
                    yield f"{person.anchor}: {name} is not {expected} in {place.where}: {place.values.get(name)}"
                elif not expected and place.values.get(name) and not is_merged:
                    yield f"{person.anchor}: {name} came back in {place.where}: {place.values[name]}"


def _texts(world: World) -> Iterator[str]:
    for path, (content, _) in world.files().items():
        # A note without a `name` is called as its file is.
        text = f"{path}\n{content.decode('utf-8', 'replace')}"
        yield _plain(text.replace("\r\n ", "").replace("\n ", ""))


def settle(world: World, people: list[Tracked]) -> None:
    """Take what the places say now as what they agreed on."""
    for person in people:
        found = next((place for place in places(world, person.anchor) if place.where == "folder A"), None)
        if found is None:
            person.gone = True
            continue
        for name in LISTS:
            person.values[name] = {text for text in person.values[name] if says(found.values, name, text)}
        for name in SINGLES:
            decided = [*person.decided(name), person.rest.get(name, "")]
            person.rest[name] = next(
                (text for text in decided if text and says(found.values, name, text)), ""
            )
        person.removed.clear()
        person.changes.clear()
        person.touched.clear()


assert {*LISTS, *SINGLES} == {*PROPERTIES}
