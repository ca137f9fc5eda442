"""Decides which places a report may print: a path is a text, too, and may name somebody. Reports see it as part of their view."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from datetime import date

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.name_forms import ADDRESS
from plaintext_network.network.people.naming import Naming
from plaintext_network.network.people.privacy_rule import PrivacyRule, split_place
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.people.privacy_rule import SharedNames

_ZEROS = str.maketrans("123456789", "000000000")
_MANY_DIGITS = late_pattern(r"(?:\d\D?){6}")


class CitablePlaces(PrivacyRule):
    """The paths and lines that a report may show on one day."""

    def __init__(
        self,
        index: Index,
        rules: Rules,
        today: date,
        only: Collection[str] = (),
        shared: SharedNames | None = None,
    ) -> None:
        super().__init__(index, rules, today, only, shared)
        self._citable: dict[str, bool] = {}
        self._named_in_alike: dict[str, tuple[Naming, ...]] = {}
        self._of_namesakes: dict[str, Container[str]] = {}

    def may_cite(self, source: str, about: str | None = None) -> bool:
        """Return whether a path or a `path:line` names no hidden contact, nor is in their own note, except the contact `about`."""
        path = split_place(source)[0]
        if self._is_hidden(path):
            return path == about and self._may_name(path)
        known = self._citable.get(path)
        if known is None:
            is_contact = self._index.names.kinds.get(path) == "contact"
            known = self._citable[path] = is_contact or self._may_print(path)
        return known or (about in self._hidden and self._may_print(path, about))

    def _named_in_path(self, path: str) -> tuple[Naming, ...]:
        """Return whom the words of a path name. Thousands of notes differ only in the day and a number."""
        alike = path.translate(_ZEROS)
        found = self._named_in_alike.get(alike)
        if found is None:
            is_phone = _MANY_DIGITS.search(alike.replace("0000-00-00", ""))
            found = self._namings(path if is_phone else alike)
            if not is_phone:
                self._named_in_alike[alike] = found
        if alike != path and self._private_names.has_digits and self._private_names.may_name(path):
            # An address may have any digits.
            return (*found, *self._namings(path))
        return found

    def _may_print(self, path: str, about: str | None = None) -> bool:
        """Return whether a file name names nobody private; those hidden for another reason may be in one."""
        namings = [
            one
            for one in self._named_in_path(path)
            if self._hidden[one.path].private and (one.path != about or not self._may_name(one.path))
        ]
        return not namings or self._is_of_namesakes(path, namings) or self._mean_others(namings, path, path)

    def _is_of_namesakes(self, path: str, namings: Iterable[Naming]) -> bool:
        """Return whether an interaction's note links those who may be named and have these first names, and nobody hidden.

        It is quicker than reading the note. If it says no, read the note.
        """
        if path in self._linking_hidden or self._index.names.kinds.get(path) != "interaction":
            return False
        first_words = {one.words for one in namings if one.kind != ADDRESS}
        return all(len(words) == 1 and path in self._linking_namesakes(words[0]) for words in first_words)

    def _linking_namesakes(self, first: str) -> Container[str]:
        """Return the paths of the notes that link a contact who may be named and has this first name."""
        if first not in self._of_namesakes:
            self._of_namesakes[first] = self._index.notes_linking(self._by_first_name.get(first, ()))
        return self._of_namesakes[first]

    @property
    def _by_first_name(self) -> dict[str, list[str]]:
        """The contacts who may be named by the first word of their name, if it is a plain one."""
        return self._derived("by first name", self._found_by_first_name)

    def _found_by_first_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, name in self._names.items():
            if path not in self._hidden and "," not in name:
                found.setdefault(fold(name.partition(" ")[0]), []).append(path)
        return found

    def sources(self, sources: Iterable[str], about: str | None = None) -> tuple[str, ...]:
        """Return each place that may be shown once, in their order."""
        return tuple(source for source in dict.fromkeys(sources) if self.may_cite(source, about))

    def may_quote_from(self, source: str, text: str, about: str) -> bool:
        """Return whether a text from the `path:line` in `source` may be shown with its place, beside the contact at the path `about`."""
        if not self._hidden or not text:
            return True
        return self.may_cite(source, about) and self.may_quote(text, about, source)

    def prefetch_places(self, sources: Iterable[str]) -> None:
        """Read at once the notes that tell whether these places may be cited, before each is asked for."""
        if not self._hidden:
            return
        kinds, paths = self._index.names.kinds, {split_place(source)[0] for source in sources}
        unknown = [path for path in paths if path not in self._citable and kinds.get(path) != "contact"]
        unknown = [path for path in unknown if not self._is_printed_at_once(path)]
        fetch(self._index.interactions, [path for path in unknown if kinds.get(path) == "interaction"])
        fetch(self._index.notes, [path for path in unknown if kinds.get(path) != "interaction"])

    def _is_printed_at_once(self, path: str) -> bool:
        """Return whether a file name may be printed, as far as that is known without reading the note."""
        namings = self._named_in_path(path)
        return not namings or self._is_of_namesakes(path, namings)
