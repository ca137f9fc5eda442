"""Proves that a note changed only as an import wished: its facts afterwards are those before, and the change. Reads no file."""

from collections import Counter
from collections.abc import Iterable, Mapping

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.write_interaction import without_places
from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.links import links_in


class WishedFacts(NamedTuple):
    """What a change adds to a note's facts: the values of each property as written, and how many interactions and tasks.

    Properties that are not among `properties` stay as they are.
    """

    properties: Mapping[str, tuple[str, ...]]
    entries: int = 0
    promises: int = 0


def prove_inert(before: Facts, after: Facts, wished: WishedFacts) -> None:
    """Raise EditRefused unless the facts differ only as wished."""
    if (before.kind, before.page) != (after.kind, after.page):
        raise EditRefused("it would be read as a note of another kind", after.path)
    if "name" not in wished.properties and before.name != after.name:
        raise EditRefused("its name would change", after.path)
    _prove_properties(before, after, wished)
    for what, count, were, are in (
        ("an interaction", wished.entries, _interactions(before), _interactions(after)),
        ("a task", wished.promises, _tasks(before), _tasks(after)),
    ):
        if were - are or sum((are - were).values()) != count:
            raise EditRefused(f"{what} would appear, change or be lost", after.path)
    written = [text for texts in wished.properties.values() for text in texts]
    links = Counter(name_key(link.target) for text in written for link in links_in(text))
    names = Counter(name_key(visible_text(text)) for text in written)
    tags = Counter(name_key(text.strip("#/")) for text in wished.properties.get("tags", ()))
    none: Counter[str] = Counter()
    for what, old, new, wanted in (
        ("a link", _targets(before.links), _targets(after.links), links),
        ("a person", _targets(before.people), _targets(after.people), links + names),
        ("a hidden link", _targets(before.hidden_links), _targets(after.hidden_links), none),
        ("a tag", Counter(map(name_key, before.tags)), Counter(map(name_key, after.tags)), tags),
        ("a touch", _touches(before), _touches(after), none),
        ("a problem", _problems(before), _problems(after), none),
    ):
        if gained := new - old - wanted:
            raise EditRefused(f"{what} would appear in it: {next(iter(gained))}", after.path)


def _prove_properties(before: Facts, after: Facts, wished: WishedFacts) -> None:
    old, new = dict(before.properties), dict(after.properties)
    for name in {*old, *new}:
        expected = old.get(name, ())
        if name in wished.properties:
            expected = tuple(filter(None, map(visible_text, wished.properties[name])))
        if new.get(name, ()) != expected:
            raise EditRefused(f"{name} would not read as the imported value", after.path)
    wanted = {property_key(name) for name in wished.properties}
    others = [
        {name: texts for name, texts in facts.other if property_key(name) not in wanted}
        for facts in (before, after)
    ]
    if others[0] != others[1]:
        raise EditRefused("another property would change", after.path)


def _interactions(facts: Facts) -> Counter[tuple[object, ...]]:
    return Counter(without_places(found) for found in facts.interactions)


def _touches(facts: Facts) -> Counter[str]:
    return Counter("without a day" for _ in facts.undated)


def _problems(facts: Facts) -> Counter[str]:
    return Counter(problem.code for problem in facts.problems)


def _tasks(facts: Facts) -> Counter[tuple[object, ...]]:
    return Counter(
        (task.text, task.open, task.day, task.start, task.recurring, len(task.people)) for task in facts.tasks
    )


def _targets(refs: Iterable[Ref]) -> Counter[str]:
    return Counter(name_key(ref.target) for ref in refs)
