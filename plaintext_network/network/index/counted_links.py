"""Collects the links and names that count from a note's facts, by the place that these have of them. Reads no text."""

from collections.abc import Iterator

from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.named_tuples import NamedTuple

_new = tuple.__new__


class CountedLink(NamedTuple):
    """A link or name as a note's facts have it. Where `people` is true, contacts come first.

    `property_name` is the property that a bare name is the value of, if it doesn't name people. A name with a `group` counts
    only if all in the group are people.
    """

    ref: Ref
    people: bool
    property_name: str = ""
    group: tuple[Ref, ...] = ()


def counted_links(facts: Facts) -> dict[tuple[int, int], list[CountedLink]]:
    """Return the links and names by line and column, those of people first.

    That of a link in a property is the place of the whole value.
    """
    found: dict[tuple[int, int], list[CountedLink]] = {}
    for each in _everything(facts):
        place = each.ref.line, each.ref.column
        if place in found:
            found[place].append(each)
        else:
            found[place] = [each]
    return found


def _everything(facts: Facts) -> Iterator[CountedLink]:
    for ref in facts.people:
        yield _new(CountedLink, (ref, True, "", ()))
    for interaction in facts.interactions:
        # Its other links are among those of the note.
        for ref in interaction.people:
            yield _new(CountedLink, (ref, True, "", ()))
        for group in interaction.named:
            yield from (CountedLink(ref, True, group=group) for ref in group)
        if interaction.at and interaction.at.wiki is None:
            yield CountedLink(interaction.at, False, "event")
        yield from (CountedLink(ref, False, "goal") for ref in interaction.goals if ref.wiki is None)
    for ref in facts.links:
        yield _new(CountedLink, (ref, False, "", ()))
    for name, refs in facts.references:
        yield from (CountedLink(ref, False, name) for ref in refs if ref.wiki is None)
