"""Owns what a suggestion keeps to itself: texts that name somebody who is private, dead or not to be contacted."""

import re
from collections.abc import Iterable
from functools import cached_property

from plaintext_network.model.language.normalize import fold
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.references import may_be_suggested

_WORD = re.compile(r"\w+")


class Discretion:
    """Knows by which names those go who are not to be named. A part of a name is none: it may be anybody's."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def _names(self) -> dict[str, list[tuple[list[str], str]]]:
        """Names by their first words: all their words, and whose they are."""
        found: dict[str, list[tuple[list[str], str]]] = {}
        for facts in self._index.contacts():
            if facts.contact and not may_be_suggested(facts.contact):
                for name in (facts.name, facts.stem, *facts.aliases):
                    if words := _WORD.findall(fold(name)):
                        found.setdefault(words[0], []).append((words, facts.path))
        return found

    @cached_property
    def _private(self) -> frozenset[str]:
        return frozenset(
            facts.path for facts in self._index.contacts() if facts.contact and facts.contact.private
        )

    def hides(self, note: str, of: str = "") -> bool:
        """Tell whether a note is the own one of somebody private, whose path alone would name them; that of whom it is `of` is not."""
        return note != of and note in self._private

    def shown(self, sources: Iterable[str], of: str = "") -> tuple[str, ...]:
        """Return those of some `path:line` that may be pointed to, as `hides` says."""
        return tuple(source for source in sources if not self.hides(source.rpartition(":")[0], of))

    def forbids(self, text: str, of: str) -> bool:
        """Tell whether a text names somebody who is not to be named; the person that it is `of`, by path, may be."""
        if not self._names:
            return False
        written = _WORD.findall(text)
        folded = [fold(word) for word in written]
        for at, word in enumerate(folded):
            for name, path in self._names.get(word, ()):
                # A name of one word may be a word as well: will, grace, mark.
                is_name = len(name) > 1 or not written[at][0].islower()
                if path != of and is_name and folded[at : at + len(name)] == name:
                    return True
        return False
