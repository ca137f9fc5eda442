"""Finds the hidden contacts whom a text names. Decides nothing about who is hidden."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from plaintext_network.model.language.normalize import fold
from plaintext_network.network.people.hidden_people import HiddenPerson
from plaintext_network.notes.late_patterns import late_pattern

_WORD = late_pattern(r"\w+")
_NAME_PART = late_pattern(r"[^\W_]+")


class HiddenNames:
    """The names of these contacts, by path; made once for many texts."""

    def __init__(self, people: Mapping[str, HiddenPerson]) -> None:
        self._people = people
        # By text, as the same texts come again and again.
        self._named_in: dict[str, frozenset[str]] = {}

    def named_in(self, text: str) -> frozenset[str]:
        """Return the paths of the hidden contacts whom a text names. Part of a name doesn't count: it could be anybody's."""
        named = self._named_in.get(text)
        if named is None:
            named = self._named_in[text] = frozenset(self._find_in(text))
        return named

    def has_part_of(self, path: str, text: str) -> bool:
        """Return whether a text contains a word of a hidden contact's names, written as a name."""
        parts = self._name_parts.get(path, set())
        return any(fold(word) in parts for word in _NAME_PART.findall(text) if not word.islower())

    def _find_in(self, text: str) -> Iterator[str]:
        """Yield the paths of those whom a text names, some more than once."""
        # Most texts contain no word that begins a hidden name.
        if not self._names or (text.isascii() and self._names.keys().isdisjoint(_WORD.findall(text.lower()))):
            return
        written = _WORD.findall(text)
        folded = [fold(word) for word in written]
        for at, word in enumerate(folded):
            for name, path in self._names.get(word, ()):
                # A name of one word may be a word as well: will, grace, mark.
                is_name = len(name) > 1 or not written[at][0].islower()
                if is_name and folded[at : at + len(name)] == name:
                    yield path

    @cached_property
    def _names(self) -> dict[str, list[tuple[list[str], str]]]:
        """The hidden contacts' names by their first word: all their words, and whose name it is."""
        found: dict[str, list[tuple[list[str], str]]] = {}
        for path, hidden in sorted(self._people.items()):
            for name in hidden.names:
                if words := _WORD.findall(fold(name)):
                    found.setdefault(words[0], []).append((words, path))
        return found

    @cached_property
    def _name_parts(self) -> dict[str, set[str]]:
        """Every word of a hidden contact's names, by path."""
        return {
            path: {word for name in hidden.names for word in _NAME_PART.findall(fold(name))}
            for path, hidden in self._people.items()
        }
