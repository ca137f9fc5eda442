"""Lists the forms in which a text may name a contact: whole, reversed, by first name, nickname or address. Reads no text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from plaintext_network.model.language import name_words
from plaintext_network.model.language.name_parts import split_words
from plaintext_network.model.language.name_words import COMMON
from plaintext_network.model.language.nicknames import nicknames_of, shortened
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.ordinary_words import is_ordinary
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

NAME, ALIAS, FIRST_NAME, NICKNAME, SURNAME, INITIALS, ADDRESS, EMPLOYER = (
    "name", "alias", "first name", "nickname", "surname", "initials", "address", "employer",
)  # fmt: skip
_FAMILY_WORDS = """
    aunt auntie aunty uncle granny grandma grandpa nan nana mama papa mum mom dad cousin sister brother fr sr
    rev father mother frau herr señor senor señora senora madame mme monsieur don doña dona
"""
FAMILY = frozenset(_FAMILY_WORDS.split())
# What a name begins with, but isn't.
TITLES = name_words.TITLES | FAMILY
_PARTICLES_WORDS = """
    van von zu de der den del della di da dos du la le el al bin ibn ní ni nic mac mc ua o uí ui ter ten and und
    y e i jr sr ii iii phd md
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
# Initials that are much more often something else.
_ABBREVIATIONS_WORDS = """
    ad ag ai am ap ar au av bc bd be bp bs ca cc cd ce ci cm co cs cv da db dc de dj dm dr dt dx ec ed eg ei em
    ep er es et eu ex fa fc fm fr fx ga gb gm go gp gt hp hq hr hs ic id ie if ii in ip ir is it iv jr js kb kg
    km la lb lp ma mb mc md me mp mr ms mt mx my na nb nc ng no ns ny nz of oh ok on op or os oz pa pc pd ph pm
    pr ps pt pv qa qr rd re rn rp se sf so sr st su tb td to tv uk un up us ux va vc vi vp vr vs we wc ww xl xx
    abc aka api bbc bmw cat ceo cfo cia cpu crm css csv cto dad dec dna dvd eta faq fbi fyi gdp gps gym hbo hgv
    ibm ikea imf ink iot ira irl isp jan jfk kpi llc ltd mba mom mri mum nba ngo nhs nyc obe pdf phd pop psd rip
    rna rsa rss rte sas sat sms sos spa sql ssd tax tea tbd tbc tech tnt url usa usb vat vip vpn web wifi xml
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())
# What people write where others name an employer.
_NO_EMPLOYER_WORDS = """
    freelance freelancer freelancing self employed selfemployed independent retired none student home unemployed
    own business various n a himself herself
"""
_NO_EMPLOYER = frozenset(_NO_EMPLOYER_WORDS.split())
_NO_HANDLE_WORDS = """
    info office hello hallo contact kontakt mail post admin team news support profile home index about
"""
_NO_HANDLE = frozenset(_NO_HANDLE_WORDS.split())
# How people write them who have no such keys.
_WITHOUT_UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
    }
)
_QUOTED = late_pattern(r"[\"“”„‘'(]([^\"“”„‘’'()]+)[\"“”’')]")


_HYPHEN = late_pattern(r"[-‐‑]")


class Form(NamedTuple):
    """Folded words by which a text may name somebody, and what they are of them.

    A `guessed` form is one that pnet made up, or a word that may be another: it counts only with a capital, unless it is
    also `unlike` other words.
    """

    words: tuple[str, ...]
    kind: str
    guessed: bool = False
    unlike: bool = False


def forms_of(names: Iterable[str], *, every: bool = True) -> Iterator[Form]:
    """Yield the forms of somebody's names, the surest first; the first name is their own, the others are aliases.

    Without `every`, only whole names, reversed or not, and aliases.
    """
    for number, name in enumerate(dict.fromkeys(names)):
        for spelling in dict.fromkeys((name, name.translate(_WITHOUT_UMLAUTS))):
            yield from _forms_of_name(spelling, is_alias=number > 0, every=every)


def name_forms(facts: Facts) -> frozenset[tuple[str, ...]]:
    """Return the words of every form of a note's names."""
    return frozenset(form.words for form in forms_of((facts.name, facts.stem, *facts.aliases)))


class FormsOfNames:
    """The words of every form of somebody's names, made once they are looked for: most are asked for by a plain first name."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._words = {word for name in names for word in split_words(fold(name))}
        self._initials = {word[0] for word in self._words}
        first = names[0].lower().partition(" ")[0]
        is_plain = first.isascii() and first.isalpha() and len(first) > 1 and first not in TITLES
        self._first = (first,) if is_plain else None

    @cached_property
    def _all(self) -> frozenset[tuple[str, ...]]:
        return frozenset(form.words for form in forms_of(self._names))

    def __contains__(self, words: object) -> bool:
        if words == self._first:
            return True
        if not isinstance(words, tuple):
            return False
        # Making all forms takes long, and most people have none that begins with such a letter.
        if words[0][0] not in self._initials and self._words.isdisjoint(nicknames_of(words[0])):
            return False
        return words in self._all


def _forms_of_name(name: str, *, is_alias: bool, every: bool) -> Iterator[Form]:
    called = list(_QUOTED.findall(name))
    bare = _QUOTED.sub(" ", name) if called else name
    head, comma, tail = bare.partition(",")
    if comma and tail.strip() and len(tail.split()) <= 3:
        bare = f"{tail} {head}"
    parts = [words for part in bare.replace("_", " ").split() if (words := tuple(split_words(fold(part))))]
    while len(parts) > 1 and parts[0][0] in TITLES:
        parts = parts[1:]
    whole = tuple(split_words(fold(name)))
    if whole:
        yield Form(whole, ALIAS if len(whole) == 1 and is_alias else NAME if len(whole) > 1 else FIRST_NAME)
    for each in called:
        if words := tuple(split_words(fold(each))):
            yield Form(words, NICKNAME)
    if not parts:
        return
    first, last = parts[0], parts[-1]
    if len(parts) > 1:
        yield from _whole_forms(parts, first, last, every=every)
    if is_alias and (first[0] in COMMON or first[0] in _PARTICLES):
        return
    if not every:
        return
    yield from _first_name_forms(first, guessed=is_alias and len(parts) > 1)
    if len(parts) == 1:
        return
    yield from _surname_forms(bare.split()[-1], last, guessed=is_alias)
    if is_alias:
        return
    for part in parts[1:-1]:
        # A middle name or, in Spanish, the first of two surnames.
        if part[0] not in _PARTICLES and len("".join(part)) > 2:
            yield Form(part, SURNAME, guessed=True)
    if len(parts) > 2 and parts[-2][0] in _PARTICLES and len(joined := "".join((*parts[-2], *last))) > 4:
        # `MacEoin` of somebody who writes `Mac Eoin`.
        yield Form((joined,), SURNAME)
    if not nicknames_of(first[0]) and nicknames_of(last[-1]):
        # A family name may come first.
        yield from _first_name_forms(last, guessed=True)
    for some in (parts, [first, last], [part for part in parts if part[0] not in _PARTICLES]):
        initials = "".join(part[0][0] for part in some)
        if 1 < len(initials) < 5 and initials not in ABBREVIATIONS:
            yield Form((initials,), INITIALS)


def _whole_forms(
    parts: list[tuple[str, ...]], first: tuple[str, ...], last: tuple[str, ...], *, every: bool
) -> Iterator[Form]:
    flat = tuple(word for part in parts for word in part)
    family = [
        part
        for number, part in enumerate(parts)
        if number and (number == len(parts) - 1 or part[0] in _PARTICLES)
    ]
    surname = tuple(word for part in family for word in part)
    for words in (
        flat,
        first + surname,
        first + last,
        surname + first,
        last + first,
        flat[len(first) :] + first,
    ):
        yield Form(words, NAME)
        yield Form(("".join(words),), NAME)
    if every:
        initial = last[0][0]
        for called in {first[0], *nicknames_of(first[0])}:
            yield Form((called, initial), NAME)
            yield Form((called, *last), NAME)
            yield Form((*last, called), NAME)
            yield Form((called + "".join(last),), NAME)
        for handle in (first[0][0] + "".join(last), "".join(last) + first[0][0]):
            if len(handle) > 5 and not is_ordinary(handle):
                yield Form((handle,), ADDRESS)
        if len(parts) > 2:
            yield Form((*first, parts[1][0][0], *last), NAME)
            yield Form((*first, *parts[1]), NAME)


def _surname_forms(written: str, words: tuple[str, ...], *, guessed: bool) -> Iterator[Form]:
    """Yield a surname, also written together, and each half of a double one: `O'Hara-Smith`, `O'Hara`, `OHara`, `Smith`."""
    halves = [tuple(split_words(fold(half))) for half in _HYPHEN.split(written)] if len(words) > 1 else []
    for number, surname in enumerate((words, *(half for half in halves if half != words))):
        if len("".join(surname)) > 2 or not number:
            yield Form(surname, SURNAME, guessed)
            if len(surname) > 1:
                yield Form(("".join(surname),), SURNAME, guessed)


def _first_name_forms(first: tuple[str, ...], *, guessed: bool) -> Iterator[Form]:
    """Yield a first name, and what friends make of it; of a double name, of each half."""
    if len(first) > 1 or len(first[0]) > 1:
        yield Form(first, FIRST_NAME, guessed)
    if len(first) > 1:
        yield Form(("".join(first),), FIRST_NAME)
    for word in first:
        if len(word) < 2:
            continue
        if len(first) > 1 and len(word) > 2:
            yield Form((word,), NICKNAME, guessed)
        for form in nicknames_of(word):
            yield Form((form,), NICKNAME, guessed)
        for form in shortened(word):
            # Another name is another person's: Mary is not short for Margaret.
            if len(form) > 2 and not is_ordinary(form) and not nicknames_of(form):
                unlike = len(form) > 3 and form[:4] == word[:4]
                yield Form((form,), NICKNAME, guessed=True, unlike=unlike)
        if len(word) > 3 and word[0] in "bcdfgmpst" and word[1] != "h":
            # As the Irish address somebody.
            yield Form((f"{word[0]}h{word[1:]}",), NICKNAME, guessed=True)


def address_forms(addresses: Iterable[str]) -> Iterator[Form]:
    """Yield the forms of e-mail addresses and of links to profiles: as a whole, and the part that is a person's own."""
    for address in addresses:
        bare = re.sub(r"^(?:mailto:|https?://)?(?:www\.)?", "", address.strip().lower()).rstrip("/")
        words = tuple(split_words(fold(bare)))
        if len(words) > 1:
            yield Form(words, ADDRESS)
        own = bare.rpartition("/")[2].lstrip("@~").partition("@")[0].partition("?")[0]
        handle = tuple(split_words(fold(own)))
        is_person = "@" in bare or "/" in bare
        if is_person and handle and not _NO_HANDLE.issuperset(handle) and len("".join(handle)) > 3:
            is_word = len(handle) == 1 and handle[0].isalpha() and is_ordinary(handle[0])
            if not is_word:
                yield Form(handle, ADDRESS)


def employer_forms(employers: Iterable[str]) -> Iterator[Form]:
    """Yield the forms of the names of employers; nothing for a text such as `freelance`."""
    for employer in employers:
        words = tuple(split_words(fold(employer)))
        if words and not _NO_EMPLOYER.issuperset(words):
            yield Form(words, EMPLOYER, guessed=True)
            if len(words) > 1:
                yield Form(("".join(words),), EMPLOYER, guessed=True)
