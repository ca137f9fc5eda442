"""Finds where a text names some contacts, in any form: the one rule of reports and of the check of a draft. Decides nothing
about who is private."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

from plaintext_network.model.language.name_parts import split_words
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.phrases import find_unspaced, is_unspaced
from plaintext_network.network.people.form_table import FormTable
from plaintext_network.network.people.hidden_people import HiddenPerson
from plaintext_network.network.people.name_forms import ADDRESS, EMPLOYER, NAME
from plaintext_network.network.people.name_search import INITIALS_WITH_DOTS, NameSearch
from plaintext_network.network.people.naming import Naming
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.people.form_table import PlainForms

_WORD = late_pattern(r"[^\W_]+")
_PHONE = late_pattern(r"\+?\(?\d(?:[\d\s()./\u00a0‐‑–-]{5,24})\d")
_KOREAN = late_pattern("[\uac00-\ud7a3]{2}")
_KANJI_AND_KANA = late_pattern("([\u3400-\u9fff々]+)([\u3040-\u30ff]+)")


class PrivateNames:
    """The names of some contacts, by path; made once for many texts. `forms` returns their forms, if they were made before."""

    def __init__(
        self, people: Mapping[str, HiddenPerson], forms: Callable[[], Mapping[str, PlainForms]] | None = None
    ) -> None:
        self._people = people
        self._table = FormTable(people, forms)
        self._phones = [(phone, path) for path, one in sorted(people.items()) for phone in one.phones]
        # By what two ways to write one number have in common.
        self._phones_by_end: dict[str, list[tuple[str, str]]] = {}

    @cached_property
    def has_digits(self) -> bool:
        """Whether any name or address has a digit."""
        texts = (text for one in self._people.values() for text in (*one.names, *one.addresses))
        return any(map(str.isdecimal, "".join(texts)))

    @cached_property
    def _unspaced(self) -> dict[str, list[tuple[str, str]]]:
        """The names in scripts that write them and other words together, by their first letter."""
        table: dict[str, list[tuple[str, str]]] = {}
        for path, person in sorted(self._people.items()):
            for name in person.names:
                if is_unspaced(name) or _KOREAN.search(name):
                    for form in _unspaced_forms(name):
                        table.setdefault(fold(form)[:1], []).append((form, path))
        return table

    def find(self, text: str) -> tuple[Naming, ...]:
        """Return where a text may name these contacts, in order."""
        if not self._people:
            return ()
        found = {*self._find_unspaced(text), *self._find_phones(text)}
        if self._may_have_form(text):
            found.update(NameSearch(self._table, text).find())
        return tuple(sorted(found, key=lambda n: n[1:3]))

    def may_name(self, text: str) -> bool:
        """Return whether a text needs a closer look; the rest of the text around what it says doesn't matter."""
        return bool(self._people) and (
            self._may_have_form(text)
            or next(self._find_unspaced(text), None) is not None
            or next(self._find_phones(text), None) is not None
        )

    def _may_have_form(self, text: str) -> bool:
        """Return whether a text contains the words of a form, or what may begin one, or initials. Most don't."""
        if text.isascii():
            has_form = self._table.has_all_words(split_words(text.lower()))
        else:
            has_form = self._table.has_beginning(split_words(fold(text)))
        if has_form:
            return True
        return "." in text and self._table.has_initials and bool(INITIALS_WITH_DOTS.search(text))

    def _find_unspaced(self, text: str) -> Iterator[Naming]:
        if text.isascii():
            return
        letters = set(fold(text))
        near = (each for letter in sorted(letters & self._unspaced.keys()) for each in self._unspaced[letter])
        for name, path in (each for each in near if letters.issuperset(fold("".join(each[0].split())))):
            for start, end in find_unspaced(name, text):
                yield Naming(path, start, end, (name,), NAME)

    def _find_phones(self, text: str) -> Iterator[Naming]:
        if not self._phones:
            return
        # Late: few contacts who are private have one.
        from plaintext_network.model.language.phones import is_same_phone, phone_key

        if not self._phones_by_end:
            for phone, path in self._phones:
                self._phones_by_end.setdefault(phone_key(phone)[-4:], []).append((phone, path))
        for found in _PHONE.finditer(text):
            for phone, path in self._phones_by_end.get(phone_key(found[0])[-4:], ()):
                if is_same_phone(found[0], phone):
                    yield Naming(path, *found.span(), (found[0],), ADDRESS)

    def may_have_part(self, text: str) -> bool:
        """Return whether a text contains a word of anybody's name, or one that begins another form."""
        return not (text.isascii() and self._all_parts.isdisjoint(split_words(fold(text)))) or self.may_name(
            text
        )

    @cached_property
    def _all_parts(self) -> frozenset[str]:
        return frozenset().union(*self._parts.values())

    def has_part_of(self, path: str, text: str, known_employers: Collection[tuple[str, ...]]) -> bool:
        """Return whether a text contains a word of a contact's names, written as a name, or any of their forms.

        Their employer counts if it isn't among the known ones.
        """
        parts = self._parts.get(path, frozenset())
        if any(fold(word) in parts and not word.islower() for word in _WORD.findall(text)):
            return True
        return any(
            naming.path == path and (naming.kind != EMPLOYER or naming.words not in known_employers)
            for naming in self.find(text)
        )

    @cached_property
    def _parts(self) -> dict[str, frozenset[str]]:
        """Every word of each contact's names, by path."""
        return {
            path: frozenset(word for name in person.names for word in split_words(fold(name)))
            for path, person in self._people.items()
        }


def _unspaced_forms(name: str) -> Iterator[str]:
    """Yield a name of a script that writes names and other words together, and its parts.

    Of three or four signs of one script, the last two are the given name, and of four the first two are the surname.
    """
    yield name
    parts = name.split()
    yield from (part for part in parts if len(part) > 1)
    if len(parts) > 1:
        return
    if mixed := _KANJI_AND_KANA.fullmatch(name):
        yield from (part for part in mixed.groups() if len(part) > 1)
    elif len(name) in (3, 4):
        yield name[-2:]
        if len(name) == 4:
            yield name[:2]
