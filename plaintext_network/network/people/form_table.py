"""Looks up the forms of some contacts' names by their first words. Reads no text; `name_search` does."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
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


class FormTable:
    """The forms of some contacts' names, by path; made once for many texts."""

    def __init__(self, people: Mapping[str, HiddenPerson]) -> None:
        self._people = people

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[Form, str]]]:
        """Each form by its first word, with whose it is; the longest first."""
        table: dict[str, list[tuple[Form, str]]] = {}
        for path, person in sorted(self._people.items()):
            for form in person_forms(person):
                table.setdefault(form.words[0], []).append((form, path))
        for forms in table.values():
            forms.sort(key=lambda each: -len(each[0].words))
        return table

    @cached_property
    def _by_two(self) -> dict[str, dict[str, list[tuple[Form, str]]]]:
        """The forms of several words by their first word and the next as a text may have it; the longest first."""
        table: dict[str, dict[str, list[tuple[Form, str]]]] = {}
        for word, forms in self._by_first.items():
            for form, path in forms:
                if len(form.words) > 1:
                    following = table.setdefault(word, {})
                    following.setdefault(form.words[1], []).append((form, path))
                    if len(form.words) == 2:
                        # A possessive without apostrophe.
                        following.setdefault(f"{form.words[1]}s", []).append((form, path))
        return table

    @cached_property
    def _by_one(self) -> dict[str, list[tuple[Form, str]]]:
        """The forms of one word."""
        return {
            word: [each for each in forms if len(each[0].words) == 1]
            for word, forms in self._by_first.items()
        }

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        singles = {word for word, forms in self._by_first.items() if len(forms[-1][0].words) == 1}
        return frozenset(self._by_first) | {f"{word}s" for word in singles}

    @cached_property
    def _by_stem(self) -> dict[str, list[tuple[Form, str]]]:
        """The forms of one word in scripts whose names change with the sentence, by what stays of them."""
        table: dict[str, list[tuple[Form, str]]] = {}
        for word, forms in self._by_first.items():
            single = [(form._replace(guessed=True), path) for form, path in forms if len(form.words) == 1]
            if single and not word.isascii():
                for stem in {word, *name_stems(word)}:
                    table.setdefault(stem, []).extend(single)
        return table

    @cached_property
    def has_initials(self) -> bool:
        """Whether any form is initials."""
        return any(form.kind == INITIALS for forms in self._by_first.values() for form, _ in forms)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all forms."""
        return frozenset(
            word for forms in self._by_first.values() for form, _ in forms for word in form.words
        )

    def has_beginning(self, words: Collection[str]) -> bool:
        """Return whether any of these folded words may begin a form."""
        if not self._beginnings.isdisjoint(words):
            return True
        return bool(self._by_stem) and any(map(self.may_begin, words))

    @cached_property
    def _by_rarest(self) -> dict[str, frozenset[frozenset[str]]]:
        """The other words of each form, by the word that the fewest forms have: most addresses differ in one word only."""
        everything = {form.words for forms in self._by_first.values() for form, _ in forms}
        counts = Counter(word for words in everything for word in words)
        table: dict[str, set[frozenset[str]]] = {}
        for *others, last in everything:
            # A possessive without apostrophe.
            for ending in (last, f"{last}s"):
                words = (*others, ending)
                rarest = min(words, key=lambda word: counts[word] or counts[last])
                table.setdefault(rarest, set()).add(frozenset(words) - {rarest})
        return {word: frozenset(sets) for word, sets in table.items()}

    def has_all_words(self, words: Collection[str]) -> bool:
        """Return whether these folded words of an ASCII text include all words of any form, in any order."""
        known = frozenset(words)
        return any(
            others <= known for word in known & self._by_rarest.keys() for others in self._by_rarest[word]
        )

    def may_begin(self, word: str) -> bool:
        """Return whether a folded word may begin a form, in any of its cases."""
        if word in self._beginnings:
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
        if following and (several := self._by_two.get(word)):
            yield from sorted(several.get(following, ()), key=lambda each: -len(each[0].words))
        yield from self._by_one.get(word, ())
        if word[-1:] == "s" and len(word) > 3:
            yield from self._by_one.get(word[:-1], ())
        if not word.isascii():
            for stem in name_stems(word):
                yield from self._by_stem.get(stem, ())


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
