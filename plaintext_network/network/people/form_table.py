"""Looks up the forms of some contacts' names by their first words. Reads no text; `name_search` does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from plaintext_network.model.language.name_endings import name_stems
from plaintext_network.model.language.normalize import fold
from plaintext_network.network.people.hidden_people import HiddenPerson
from plaintext_network.network.people.name_forms import (
    EMPLOYER,
    INITIALS,
    Form,
    address_forms,
    employer_forms,
    forms_of,
)

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # The forms of one contact as plain tuples, which a cache can store.
    PlainForms: TypeAlias = tuple[tuple[Any, ...], ...]
_Forms: TypeAlias = list[tuple[Form, str]]
_ByOne: TypeAlias = dict[str, _Forms]
_ByTwo: TypeAlias = dict[str, dict[str, _Forms]]


class FormTable:
    """The forms of some contacts' names, by path; made once for many texts. `forms` returns those that were made before."""

    def __init__(
        self, people: Mapping[str, HiddenPerson], forms: Callable[[], Mapping[str, PlainForms]] | None = None
    ) -> None:
        self._people, self._made = people, forms

    def _each(self) -> Iterator[tuple[Form, str]]:
        """Yield every form with whose it is, by path."""
        made = self._made() if self._made else {}
        # No table keeps the index that its forms were read from.
        self._made = None
        for path, person in sorted(self._people.items()):
            for form in made.get(path) or person_forms(person):
                yield tuple.__new__(Form, form), path

    @cached_property
    def _tables(self) -> tuple[_ByOne, _ByTwo]:
        """The forms of one word by it, and those of several by their first word and the next as a text may have it."""
        one: _ByOne = {}
        several: _ByTwo = {}
        for form, path in self._each():
            words = form.words
            if len(words) == 1:
                one.setdefault(words[0], []).append((form, path))
                continue
            following = several.setdefault(words[0], {})
            following.setdefault(words[1], []).append((form, path))
            if len(words) == 2:
                # A possessive without apostrophe.
                following.setdefault(f"{words[1]}s", []).append((form, path))
        return one, several

    @cached_property
    def _by_stem(self) -> _ByOne:
        """The forms of one word in scripts whose names change with the sentence, by what stays of them."""
        table: _ByOne = {}
        for word, forms in self._tables[0].items():
            if not word.isascii():
                single = [(form._replace(guessed=True), path) for form, path in forms]
                for stem in {word, *name_stems(word)}:
                    table.setdefault(stem, []).extend(single)
        return table

    @cached_property
    def has_initials(self) -> bool:
        """Whether any form is initials."""
        return any(form.kind == INITIALS for forms in self._tables[0].values() for form, _ in forms)

    @cached_property
    def _single_words(self) -> frozenset[str]:
        """The forms of one word, and their possessives without apostrophe."""
        one = self._tables[0]
        return frozenset((*one, *(f"{word}s" for word in one)))

    def has_beginning(self, words: Collection[str]) -> bool:
        """Return whether any of these folded words may begin a form."""
        if not (self._single_words.isdisjoint(words) and self._tables[1].keys().isdisjoint(words)):
            return True
        return bool(self._by_stem) and any(map(self.may_begin, words))

    def has_all_words(self, words: Collection[str]) -> bool:
        """Return whether these folded words of an ASCII text include all words of any form, in any order."""
        if not self._single_words.isdisjoint(words):
            return True
        several, known = self._tables[1], frozenset(words)
        return any(
            _is_within(form.words, known)
            for word in known & several.keys()
            for second in known & several[word].keys()
            for form, _ in several[word][second]
        )

    def may_begin(self, word: str) -> bool:
        """Return whether a folded word may begin a form, in any of its cases."""
        if word in self._single_words or word in self._tables[1]:
            return True
        return bool(self._by_stem) and any(stem in self._by_stem for stem in name_stems(word))

    def is_private(self, path: str) -> bool:
        """Return whether a contact is private; others are hidden for another reason."""
        return self._people[path].private

    def initial(self, path: str) -> str:
        """Return the folded first letter of a contact's name."""
        return fold(self._people[path].names[0])[:1]

    def forms_at(self, word: str, following: str = "") -> Iterator[tuple[Form, str]]:
        """Yield the forms that may begin with a word and go on with the following one, the longest first.

        The word may be a possessive without apostrophe, or a name in another case.
        """
        one, several = self._tables
        if following and (longer := several.get(word)):
            yield from sorted(longer.get(following, ()), key=lambda each: -len(each[0].words))
        yield from one.get(word, ())
        if word[-1:] == "s" and len(word) > 3:
            yield from one.get(word[:-1], ())
        if not word.isascii():
            for stem in name_stems(word):
                yield from self._by_stem.get(stem, ())


def _is_within(words: tuple[str, ...], known: frozenset[str]) -> bool:
    """Return whether the words of a form, whose first two are known, are all among these; the last may be a possessive."""
    if len(words) == 2:
        return True
    *others, last = words[2:]
    return (last in known or f"{last}s" in known) and known.issuperset(others)


def person_forms(person: HiddenPerson) -> Iterable[Form]:
    """Return the forms of a hidden contact, each words once."""
    forms: dict[tuple[str, ...], Form] = {}
    for form in (
        *forms_of(person.names, every=person.private),
        *address_forms(person.addresses),
        *(employer_forms(person.employers) if person.private else ()),
    ):
        known = forms.get(form.words)
        # What is known for sure counts, in whatever form it comes again.
        if known is None or (known.guessed and not form.guessed and known.kind != EMPLOYER):
            forms[form.words] = form
    return forms.values()
