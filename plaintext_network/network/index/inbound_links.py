"""Lists the links and names in other notes that lead to a note, and where they lead without it. Pure."""

from collections.abc import Iterator

from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.names import identity
from plaintext_network.network.index.resolve import named_participants


class InboundLink(NamedTuple):
    """A link or name as written, and its place."""

    path: str
    line: int
    column: int
    written: str


class InboundLinks(NamedTuple):
    """What in other notes leads to a note: each link once, and how many interactions and open promises are with it."""

    links: tuple[InboundLink, ...]
    interactions: int
    promises: int

    @property
    def notes(self) -> tuple[str, ...]:
        """The paths of the notes with these links."""
        return tuple(dict.fromkeys(link.path for link in self.links))


def inbound_links(index: Index, path: str) -> InboundLinks:
    """Return what in other notes leads to a note, by path and line."""
    links: list[InboundLink] = []
    interactions = promises = 0
    for source in sorted(index.backlinks.get(path, frozenset()) - {path}):
        facts, resolved = index.notes[source], index.resolved[source]
        links += sorted({link for link, target in _links(index, facts) if target == path})
        for interaction, party in zip(facts.interactions, resolved.parties, strict=True):
            if path in party.people:
                interactions += 1
                promises += sum(not later.done for later in interaction.follow_ups)
        promises += sum(facts.tasks[owned.number].open for owned in resolved.tasks if path in owned.people)
    return InboundLinks(tuple(links), interactions, promises)


def moved_links(before: Index, after: Index, path: str) -> tuple[tuple[InboundLink, str], ...]:
    """Return the links that lead to another note once the note at `path` is gone, each with that note's path.

    They led to `path`, or were ambiguous because of it.
    """
    keys = {key for key, _ in identity(before.notes[path]).names}
    sources = {source for key in keys for source in before.dependents.get(key, ())} - {path}
    found = []
    for source in sorted(sources):
        old = dict(_links(before, before.notes[source]))
        for link, target in sorted(set(_links(after, after.notes[source]))):
            if target and target != old.get(link):
                found.append((link, target))
    return tuple(found)


def _links(index: Index, facts: Facts) -> Iterator[tuple[InboundLink, str]]:
    """Yield every link and name of a note with the path that it leads to, empty if none."""
    named = [
        ref
        for passed in facts.interactions
        for ref in (*passed.people, *named_participants(passed, facts.path, index.names))
    ]
    linked = [ref for interaction in facts.interactions for ref in interaction.linked]
    # One text may list several people.
    everybody = index.names.people((*facts.people, *named), facts.path)
    for people, refs in ((True, everybody), (False, (*linked, *facts.links))):
        for ref in refs:
            found = index.names.resolve(ref, facts.path, people=people).path
            yield InboundLink(facts.path, ref.line, ref.column, ref.target), found or ""
