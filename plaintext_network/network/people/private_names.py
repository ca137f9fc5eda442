"""Finds where a text names some contacts, in any form: the one rule of reports and of the check of a draft. Decides nothing
about who is private."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from plaintext_network.model.language.name_endings import name_stems
from plaintext_network.model.language.name_parts import FoldedText, split_words
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.ordinary_words import is_ordinary, is_used_as_name
from plaintext_network.model.language.phrases import find_unspaced, is_unspaced
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.hidden_people import HiddenPerson
from plaintext_network.network.people.name_forms import (
    ADDRESS,
    EMPLOYER,
    FIRST_NAME,
    INITIALS,
    NAME,
    NICKNAME,
    SURNAME,
    TITLES,
    Form,
    address_forms,
    employer_forms,
    forms_of,
)

_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.[ \u00a0]?){1,3}[^\W\d_](?:\.|(?!\w))")
_PHONE = re.compile(r"\+?\(?\d(?:[\d\s()./\u00a0‐‑–-]{5,24})\d")
_KOREAN = re.compile("[\uac00-\ud7a3]{2}")
_KANJI_AND_KANA = re.compile("([\u3400-\u9fff々]+)([\u3040-\u30ff]+)")
# What may be between the words of one name: no sentence ends there.
_WITHIN = re.compile(r"[^\w!?;:\n\r]{0,4}|[^\w!?;]{0,2}\n[^\w!?;\n]{0,3}")
# The most words of a name that others have and that contains a private one's.
_LONGEST = 5


class Naming(NamedTuple):
    """A half-open span of a text, the path of the contact whom it may name, and the form: its folded words and its kind.

    A `weak` one doesn't count if anybody else has a name with this word.
    """

    path: str
    start: int
    end: int
    words: tuple[str, ...]
    kind: str
    weak: bool = False

    def is_of(self, linked: Mapping[str, Container[tuple[str, ...]]]) -> bool:
        """Return whether it names one of the contacts whom its line links, rather than the one at its path.

        `linked` are the forms of each linked contact who may be named, by path; of others, none.
        """
        if self.kind == ADDRESS or self.path in linked:
            return False
        return any(self.words in forms for forms in linked.values())


class PrivateNames:
    """The names of some contacts, by path; made once for many texts."""

    def __init__(self, people: Mapping[str, HiddenPerson]) -> None:
        self._people = people
        self._phones = [(phone, path) for path, one in sorted(people.items()) for phone in one.phones]
        # By what two ways to write one number have in common.
        self._phones_by_end: dict[str, list[tuple[str, str]]] = {}

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
    def _initials(self) -> frozenset[str]:
        return frozenset(
            word for word, forms in self._by_first.items() if any(form.kind == INITIALS for form, _ in forms)
        )

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

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all forms."""
        return frozenset(
            word for forms in self._by_first.values() for form, _ in forms for word in form.words
        )

    def find(self, text: str) -> tuple[Naming, ...]:
        """Return where a text may name these contacts, in order."""
        if not self._people or not self._may_name(text):
            return ()
        return tuple(
            sorted(
                {*_TextSearch(self, text).find(), *self._find_unspaced(text), *self._find_phones(text)},
                key=lambda n: n[1:3],
            )
        )

    def _may_name(self, text: str) -> bool:
        """Return whether a text needs a closer look. Most contain no word that begins a form."""
        words = split_words(text.lower() if text.isascii() else fold(text))
        if not self._beginnings.isdisjoint(words) or (self._by_stem and any(map(self.may_begin, words))):
            return True
        if "." in text and self._initials and _INITIALS.search(text):
            return True
        return bool(self._phones or (self._unspaced and not text.isascii()))

    def may_begin(self, word: str) -> bool:
        """Return whether a folded word may begin a form, in any of its cases."""
        if word in self._beginnings:
            return True
        return bool(self._by_stem) and any(stem in self._by_stem for stem in name_stems(word))

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

    def is_private(self, path: str) -> bool:
        """Return whether one of these contacts is private; others are hidden for another reason."""
        return self._people[path].private

    def initial(self, path: str) -> str:
        """Return the folded first letter of a contact's name."""
        return fold(self._people[path].names[0])[:1]

    def may_have_part(self, text: str) -> bool:
        """Return whether a text contains a word of anybody's name, or one that begins another form."""
        return not (text.isascii() and self._all_parts.isdisjoint(split_words(fold(text)))) or self._may_name(
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


class _TextSearch:
    """One pass through one text."""

    def __init__(self, names: PrivateNames, text: str) -> None:
        self.names, self.text = names, text
        self.folded = _folded(text)
        self.words = [self.folded.word(number) for number in range(len(self.folded.words))]

    def find(self) -> Iterator[Naming]:
        number = 0
        while number < len(self.words):
            if not self.names.may_begin(self.words[number]):
                number += 1
                continue
            found = list(self._at(number))
            longest = max((count for _, count in found), default=0)
            yield from (naming for naming, count in found if count == longest)
            number += longest or 1
        if self.names._initials and "." in self.text:
            for dotted in _INITIALS.finditer(self.text):
                yield from self._initials(dotted)

    def _place(self, first: int, last: int) -> tuple[int, int]:
        at, words = self.folded.at, self.folded.words
        return at[words[first].start], at[words[last].end]

    def _at(self, number: int) -> Iterator[tuple[Naming, int]]:
        """Yield who is named from this word on, and by how many words."""
        done: set[str] = set()
        following = self.words[number + 1] if number + 1 < len(self.words) else ""
        # Many may have one name.
        is_here: dict[Form, bool] = {}
        for form, path in self.names.forms_at(self.words[number], following):
            if path in done:
                continue
            here = is_here.get(form)
            if here is None:
                here = is_here[form] = self._matches(form, number) and self._counts(form, number)
            if here:
                done.add(path)
                count = len(form.words)
                start, end = self._place(number, number + count - 1)
                kind = form.kind
                if kind == SURNAME and self._is_titled(number, path):
                    kind = NICKNAME
                weak = form.guessed if self.names.is_private(path) else kind == FIRST_NAME
                yield Naming(path, start, end, form.words, kind, weak), count

    def _matches(self, form: Form, number: int) -> bool:
        """Return whether the words of a form are here, with nothing but signs between them."""
        count = len(form.words)
        if number + count > len(self.words):
            return False
        for offset in range(1, count):
            word = self.words[number + offset]
            is_last = offset == count - 1
            if word != form.words[offset] and not (
                is_last and len(word) > 3 and word == form.words[offset] + "s"
            ):
                return False
            before, after = self.folded.words[number + offset - 1], self.folded.words[number + offset]
            if not _WITHIN.fullmatch(self.folded.text, before.end, after.start):
                return False
        return True

    def _counts(self, form: Form, number: int) -> bool:
        """Return whether words that may be a name are used as one here."""
        if form.kind == ADDRESS:
            return True
        start, end = self._place(number, number + len(form.words) - 1)
        typed = self.text[start:end]
        if form.kind == INITIALS:
            return typed.isupper()
        if len(form.words) > 1:
            last_start, last_end = self._place(number + len(form.words) - 1, number + len(form.words) - 1)
            # An initial has a capital: `Ann h`.
            if len(form.words[-1]) == 1 and form.kind == NAME:
                return self.text[last_start:last_end].isupper()
            return form.kind != EMPLOYER or not typed.islower()
        if is_ordinary(self.words[number]):
            return is_used_as_name(self.text, start, end)
        return form.unlike or not form.guessed or not typed[0].islower()

    def _is_titled(self, number: int, path: str) -> bool:
        """Return whether a surname comes after a title, or after the initial of the first name."""
        if not number or not _WITHIN.fullmatch(
            self.folded.text, self.folded.words[number - 1].end, self.folded.words[number].start
        ):
            return False
        word = self.words[number - 1]
        if word in TITLES:
            return True
        if len(word) > 1 or not self.text[self._place(number - 1, number - 1)[0]].isupper():
            return False
        return self.names.initial(path) == word

    def _initials(self, dotted: re.Match[str]) -> Iterator[Naming]:
        letters = "".join(_WORD.findall(fold(dotted[0])))
        if not "".join(_WORD.findall(dotted[0])).isupper():
            return
        for form, path in self.names.forms_at(letters):
            if form.kind == INITIALS and form.words == (letters,):
                yield Naming(path, *dotted.span(), form.words, INITIALS)


# A text is searched, and then what was found in it is compared with other names.
_folded = lru_cache(maxsize=8)(FoldedText)


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


class Others:
    """Whom else a word may name: the contacts who may be named, and organizations, by the words of their names."""

    def __init__(self, names: Iterable[str], wanted: frozenset[str], places: Iterable[str] = ()) -> None:
        # A surname may be the name of a place: Berlin.
        self.places = {fold(part).strip() for place in places for part in place.split(",")}
        self.words: set[str] = set()
        self.wholes: set[tuple[str, ...]] = set()
        for name in names:
            words = split_words(fold(name))
            if not wanted.isdisjoint(words):
                self.words.update(words)
                self.wholes.add(tuple(words))
        self._longest = min(max(map(len, self.wholes), default=0), _LONGEST)

    def without_others(self, text: str, namings: Iterable[Naming]) -> Iterator[Naming]:
        """Yield the namings that are not within somebody else's whole name, and may not be anybody's."""
        folded: FoldedText | None = None
        # Many may have one name.
        is_within: dict[tuple[int, int, int], bool] = {}
        for naming in namings:
            if naming.kind == ADDRESS:
                yield naming
                continue
            is_weak = naming.weak or naming.kind == SURNAME
            if is_weak and naming.kind != EMPLOYER and naming.words[-1] in self.words:
                continue
            if naming.kind == SURNAME and naming.words[-1] in self.places:
                continue
            folded = folded or _folded(text)
            span = naming.start, naming.end, len(naming.words)
            if span not in is_within:
                is_within[span] = self._is_within(folded, naming)
            if not is_within[span]:
                yield naming

    def _is_within(self, folded: FoldedText, naming: Naming) -> bool:
        """Return whether a longer name, of somebody else, is around a naming."""
        before = bisect_left(folded.at, naming.start)
        first = bisect_left(folded.words, (before, 0))
        if first == len(folded.words):
            return False
        last = first + len(naming.words) - 1
        # Most have no such word beside them.
        before_it = folded.word(first - 1) if first else ""
        after_it = folded.word(last + 1) if last + 1 < len(folded.words) else ""
        if self.words.isdisjoint((before_it, after_it, after_it.removesuffix("s"))):
            return False
        for begin in range(max(0, first - self._longest + 1), first + 1):
            for end in range(last, min(begin + self._longest + 1, len(folded.words))):
                if end - begin <= last - first:
                    continue
                words = tuple(folded.word(number) for number in range(begin, end + 1))
                bare = (*words[:-1], words[-1].removesuffix("s"))
                if not self.wholes.isdisjoint((words, bare, words[1:] + words[:1])):
                    return True
        return False
