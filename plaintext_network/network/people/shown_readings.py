"""Reads what there is to read as a report may show it: without the people who may not be named, and what they alone gave."""

from collections.abc import Callable, Collection, Iterable, Iterator

from plaintext_network.model.note.facts import Reading, Ref
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.shown_interactions import ShownInteractions


class ShownReadings(ShownInteractions):
    """What the notes say to read, as the rule lets a report show it."""

    def readings(self) -> Iterator[tuple[str, Reading]]:
        """Yield everything to read that notes mention, with the note's path, by path; notes that may not be cited are left out."""
        for path, found in sorted(self._index.readings.items()):
            if self.may_cite(path):
                for reading in found:
                    yield path, reading

    def readings_of(self, path: str) -> tuple[Reading, ...]:
        """Return what a note mentions to read; nothing for one that may not be cited."""
        return () if not self.may_cite(path) else self._index.readings.get(path, ())

    def note_linked(self, ref: Ref, source: str) -> str | None:
        """Return the path of the note to which a link in the note at `source` leads, unless it is a hidden contact's."""
        path = self._index.names.resolve(ref, source, people=False).path
        return None if path is None or path in self.unnamed else path

    def kind_of(self, path: str) -> str:
        """Return the kind of a note."""
        return self._index.names.kinds[path]

    def contacts_named(self, refs: Iterable[Ref], source: str) -> tuple[str, ...]:
        """Return the contacts whom these links and names mean and who may be named, by path."""
        resolve = self._index.names.resolve
        named = self._index.names.people(refs, source)
        found = (resolve(ref, source, people=True).path for ref in named)
        return tuple(dict.fromkeys(path for path in found if path is not None and self._may_name(path)))

    def names_hidden(self, refs: Iterable[Ref], source: str) -> bool:
        """Return whether any of these links and names means a contact who may not be named."""
        resolve = self._index.names.resolve
        named = self._index.names.people(refs, source)
        return any(resolve(ref, source, people=True).path in self.unnamed for ref in named)

    def told_in(self, path: str, numbers: Collection[int]) -> dict[int, DatedInteraction]:
        """Return the interactions of a note with these numbers that happened, up to today, and may be told.

        What only hidden contacts took part in is their secret.
        """
        return {
            one.number: self._show(one)
            for one in self._index.interactions.get(path, ())
            if one.number in numbers and self._may_tell(one)
        }

    def _may_tell(self, one: DatedInteraction) -> bool:
        if one.planned or one.day > self.today or not self.may_cite(one.path):
            return False
        return not one.people or not self.unnamed.issuperset(one.people)

    def fetch_interactions_in(self, notes: Iterable[str]) -> None:
        """Read the interactions in many notes at once."""
        fetch(self._index.interactions, sorted(set(notes)))

    def interactions_linking(
        self, paths: Collection[str], wanted: Callable[[str, DatedInteraction], bool]
    ) -> Iterator[tuple[str, DatedInteraction, Ref]]:
        """Yield the interactions that happened, may be told and link one of these notes: its path, the interaction and the link.

        Of a note and an interaction, only those that are `wanted`.
        """
        names = self._index.names
        fetch(self._index.backlinks, paths)
        sources = {path: self._index.backlinks.get(path, frozenset()) for path in paths}
        self.fetch_interactions_in(source for found in sources.values() for source in found)
        asked = [
            (path, one)
            for path, linking in sources.items()
            for source in sorted(linking)
            for one in self._index.interactions.get(source, ())
            if self._may_tell(one) and wanted(path, one)
        ]
        fetch(self._index.notes, sorted({one.path for _, one in asked}))
        for path, one in asked:
            for ref in self.links_in(one):
                if names.resolve(ref, one.path, people=False).path == path:
                    yield path, self._show(one), ref
                    break
