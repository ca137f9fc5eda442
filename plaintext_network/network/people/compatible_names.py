"""Decides whether two names can be one person's: Kate and Katherine Smith, but not Anna and Bob Smith. Compares nothing but names."""

import re
from collections.abc import Iterable
from functools import lru_cache

from plaintext_network.model.language.nicknames import is_full_name, is_respelled, is_short_for
from plaintext_network.model.language.normalize import fold, without_signs
from plaintext_network.model.language.sounds import in_latin, spelling_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.name_forms import FAMILY, TITLES

# How well two names agree. DIFFERENT names are two people's. With FIRST_NAME, only that is equal: somebody may have married.
# COMPATIBLE names differ in initials, a short form, another order or a word more, or one of them is missing. SAME names have
# the same words, in any spelling.
DIFFERENT, FIRST_NAME, COMPATIBLE, SAME = range(4)

_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]+)[\"“”»]|(?:(?<=\s)|^)['‘]([^'‘’]+)['’](?=\s|$)")
_PRONOUNS = re.compile(r"^(?:she|he|they|xe|ze|her|him|them|any)(?:\s*/\s*\w+)+$", re.IGNORECASE)
# Apostrophes and joiners are silent. Everything else separates words.
_SILENT = str.maketrans(dict.fromkeys("'’‘ʼ`´\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+")
_PARTICLES_WORDS = """
    van von zu zur vom de der den del della dei di da das do dos du la le les lo el al bin ibn bint ben ter ten te af av mac mc ni nic o ua ui
    san st saint und y e
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
# Which of several people of one name.
_GENERATIONS = {
    "jr": "jr", "junior": "jr", "jun": "jr", "jnr": "jr", "sr": "sr", "senior": "sr", "sen": "sr", "snr": "sr", "ii": "2", "iii": "3",
    "iv": "4", "fils": "jr", "pere": "sr", "filho": "jr", "neto": "3", "hijo": "jr", "pai": "sr", "2nd": "2", "3rd": "3", "younger": "jr",
    "elder": "sr", "altere": "sr", "jungere": "jr", "aeltere": "sr", "juengere": "jr", "mladsi": "jr", "starsi": "sr",
}  # fmt: skip
_MEN = frozenset(
    [
        "mr",
        "mister",
        "herr",
        "hr",
        "monsieur",
        "senor",
        "don",
        "sir",
        "lord",
        "signor",
        "sig",
        "father",
        "uncle",
        "dad",
        "grandpa",
        "brother",
        "pan",
    ]
)
_WOMEN = frozenset(
    "mrs ms miss frau fr madame mme mlle mademoiselle senora senorita sra srta dona dame lady signora mother aunt auntie mum mom grandma sister pani".split()  # noqa: SIM905
)
_BEFORE = (
    TITLES | FAMILY | _MEN | _WOMEN | frozenset("ing dipl mag dott dra dres mx rabbi imam pastor".split())  # noqa: SIM905
)
_AFTER = frozenset(
    [
        "phd",
        "dphil",
        "md",
        "mba",
        "msc",
        "bsc",
        "ma",
        "ba",
        "esq",
        "cpa",
        "cfa",
        "pmp",
        "rn",
        "jd",
        "llm",
        "llb",
        "dds",
        "obe",
        "mbe",
        "cbe",
        "frcs",
        "ing",
        "dipl",
        "beng",
        "meng",
        "med",
        "ret",
    ]
)
# Words of which a name is no single person's.
_GROUP_WORDS = """
    ab ag agency agentur asociacion asbl association associates ateliers bakery bank bar bv bvba cabinet cafe center centre church
    cic city clinic clinique club co college comercial committee company congregation consulting corp corporation council couple customer department
    dept desk eg eltern ev familie families famille famiglia familia family firma foundation freunde friends front gbr gemeinde ges gesellschaft
    gmbh group gruppe haus helpdesk holding hospital hotel hotline household inc incorporated info institut institute kanzlei kft kg kindergarten
    kk klinik kundenservice lab labor laboratory library limited llc llp ltd ltda marketing mbh ministry museum nv office offices office
    ohg ooo organisation organization oy oyj parents partners partnership plc praxis press pte pty reception restaurant rezeption sarl sas
    sales salon school schule sekretariat service services shop sl slu society solutions spa spol sro srl stiftung store studio studios
    support systems team technologies theater theatre trust ug ug universidad universitat university uab verein verlag werkstatt yard zao
"""
_GROUPS = frozenset(_GROUP_WORDS.split())
# Between the names of two. A single letter or particle may also be part of one person's.
_TWO = frozenset(("&", "and", "und", "et", "og", "och"))
_TOGETHER = re.compile(r"[&+/]|\b(?:and|und|et|og|och)\b")
# What people add in brackets to one of several entries of one person.
_NO_BRACKETS = frozenset(
    [
        "work",
        "home",
        "mobile",
        "cell",
        "private",
        "privat",
        "office",
        "buro",
        "handy",
        "new",
        "neu",
        "old",
        "alt",
        "travail",
        "maison",
        "trabajo",
        "casa",
        "lavoro",
        "linkedin",
        "google",
    ]
)
_LONG = 5  # letters of a word in which a slip is still the same word


class NameParts(NamedTuple):
    """A name as it is compared: its words in Latin letters, without titles and degrees, the family name last.

    `generation` and `bracket` tell people of one name apart, `sex` is m or f after a title. With `is_group`, it is several
    people's or an organization's. An address for a name has no words, or those of its first part.
    """

    words: tuple[str, ...]
    keys: tuple[str, ...]
    generation: str = ""
    sex: str = ""
    bracket: str = ""
    is_group: bool = False


def agreement(ours: Iterable[str], theirs: Iterable[str]) -> int:
    """Return how well somebody's names agree with another's: DIFFERENT, FIRST_NAME, COMPATIBLE or SAME. The best two count."""
    ours, theirs = tuple(dict.fromkeys(ours)), tuple(dict.fromkeys(theirs))
    return max(
        (_agreement(name_parts(one), name_parts(other)) for one in ours for other in theirs),
        default=COMPATIBLE,
    )


def shares_word(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return whether two people's names have a word in common, or one of them has no name."""
    one, other = (
        [{key for key, word in zip(parts.keys, parts.words, strict=True) if len(word) > 1 and word not in _PARTICLES}
         for parts in map(name_parts, names)]
        for names in (ours, theirs)
    )  # fmt: skip
    words, others = set().union(*one), set().union(*other)
    return not words or not others or not words.isdisjoint(others)


def names_another(local: str, name: str) -> bool:
    """Return whether the part of an address before the @ has somebody's family name, and a first name that isn't theirs."""
    words = name_parts(name).words
    parts = [word for word in _WORD.findall(fold(local)) if len(word) > 2 and word.isalpha()]
    if len(words) < 2 or spelling_key(words[-1]) not in map(spelling_key, parts):
        return False
    others = [part for part in parts if spelling_key(part) != spelling_key(words[-1])]
    return bool(others) and not any(_same_first(part, word) for part in others for word in words[:-1])


def names_whole(local: str, name: str) -> bool:
    """Return whether the part of an address before the @ has somebody's first name, or its initial, and their family name."""
    words = name_parts(name).words
    if len(words) < 2:
        return False
    address = "".join(map(spelling_key, _WORD.findall(fold(local))))
    first, family = spelling_key(words[0]), spelling_key(words[-1])
    return address in {one + other for a in (first, first[:1]) for one, other in ((a, family), (family, a))}


def is_of_name(local: str, name: str) -> bool:
    """Return whether the part of an address before the @ has a word of somebody's name, or a short form of the first name."""
    words = name_parts(name).words
    address = spelling_key(fold(local))
    return any(len(word) > 1 and spelling_key(word) in address for word in words) or any(
        _same_first(fold(local), word) for word in words if len(local) > 1
    )


def is_legible(name: str) -> bool:
    """Return whether a name can be compared with one in Latin letters: Chinese, Arabic and others can't."""
    return all(word.isascii() for word in name_parts(name).words)


def is_family_name(name: str, other: str) -> bool:
    """Return whether a name is only the family name of the other, without a title that tells a man or a woman."""
    one, whole = name_parts(name), name_parts(other)
    return len(one.words) == 1 < len(whole.words) and not one.sex and one.keys[0] == whole.keys[-1]


@lru_cache(maxsize=50_000)
def name_parts(name: str) -> NameParts:
    """Return a name as it is compared."""
    text = fold(without_signs(name))
    if "@" in text[1:] and " " not in text.strip():
        words = tuple(_WORD.findall(text.partition("@")[0]))
        return _parts(
            words if len(words) > 1 and all(len(word) > 1 and word.isalpha() for word in words) else ()
        )
    brackets = [
        found
        for found in _BRACKETED.findall(text)
        if not (_PRONOUNS.match(found.strip()) or _NO_BRACKETS.issuperset(_words(found)))
    ]
    text = _QUOTED.sub(" ", _BRACKETED.sub(" ", text))
    is_group = _TOGETHER.search(text) is not None
    pieces = [_words(piece) for piece in text.split(",")]
    pieces = [
        piece
        for number, piece in enumerate(pieces)
        if piece and not (number and _AFTER.union(_GENERATIONS).issuperset(piece))
    ] + [piece for piece in pieces[1:] if piece and set(piece) <= _GENERATIONS.keys()]
    if len(pieces) > 1 and not _GENERATIONS.keys() >= set(pieces[1]):
        # The family name comes first.
        pieces = [*pieces[1:2], pieces[0], *pieces[2:]]
    words = tuple(word for piece in pieces for word in piece)
    return _parts(
        words, bracket=" ".join(word for each in brackets for word in _words(each)), is_group=is_group
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(in_latin(text.translate(_SILENT).replace(".", " "))))


def _parts(words: tuple[str, ...], *, bracket: str = "", is_group: bool = False) -> NameParts:
    sex = generation = ""
    while len(words) > 1 and words[0] in _BEFORE:
        sex = sex or ("m" if words[0] in _MEN else "f" if words[0] in _WOMEN else "")
        words = words[1:]
    while len(words) > 2 and (words[-1] in _AFTER or words[-1] in _GENERATIONS):
        generation = generation or _GENERATIONS.get(words[-1], "")
        words = words[:-1]
    if len(words) == 2 and words[-1] in _GENERATIONS:
        generation, words = _GENERATIONS[words[-1]], words[:-1]
    is_group = is_group or not _GROUPS.isdisjoint(words)
    if not any(word.isalpha() for word in words):
        words = () if not bracket else words
    return NameParts(words, tuple(map(spelling_key, words)), generation, sex, bracket, is_group)


def _agreement(one: NameParts, other: NameParts) -> int:
    if not one.words or not other.words:
        return COMPATIBLE
    if one.generation != other.generation or {one.sex, other.sex} == {"m", "f"}:
        return DIFFERENT
    if one.bracket and other.bracket and one.bracket != other.bracket:
        return DIFFERENT
    if _is_same(one, other):
        return SAME
    if one.is_group or other.is_group or _numbers(one) != _numbers(other):
        return DIFFERENT
    # A family name may come first.
    found = _in_order(one, other)
    if found < COMPATIBLE and min(len(one.words), len(other.words)) > 1:
        turned = (_in_order(_turned(one), other, turned=True), _in_order(one, _turned(other), turned=True))
        return COMPATIBLE if COMPATIBLE in turned else found
    return found


def _is_same(one: NameParts, other: NameParts) -> bool:
    if "".join(one.words) == "".join(other.words):
        return True
    if len(one.words) != len(other.words) or sorted(one.keys) != sorted(other.keys):
        return False
    ours, theirs = (sorted(zip(name.keys, name.words, strict=True)) for name in (one, other))
    return all(_is_respelled(a, b) for (_, a), (_, b) in zip(ours, theirs, strict=True))


def _numbers(name: NameParts) -> list[str]:
    return sorted(word for word in name.words if not word.isalpha())


def _turned(name: NameParts) -> NameParts:
    return (
        NameParts((*name.words[1:], name.words[0]), (*name.keys[1:], name.keys[0]))
        if len(name.words) > 1
        else name
    )


def _in_order(one: NameParts, other: NameParts, *, turned: bool = False) -> int:
    """Compare names whose family names come last."""
    if len(one.words) > len(other.words):
        one, other = other, one
    if len(one.words) == 1:
        return _single(one.words[0], other)
    (given, family), (first, surname) = _split(one), _split(other)
    same_family = _same_family(family, surname)
    if not same_family:
        if given[0] == first[0] and len(given[0]) > 1 and given[0] not in _PARTICLES:
            return FIRST_NAME
        return DIFFERENT
    if turned and not _same_first(given[0], first[0]):
        return DIFFERENT
    return COMPATIBLE if _same_given(given, first) else DIFFERENT


def _split(name: NameParts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a name into given names and the family name with its particles."""
    words = name.words
    end = len(words) - 1
    for number in range(1, end):
        if words[number] in _PARTICLES and len(words[number]) > 1:
            end = number
            break
    return words[:end], words[end:]


def _same_family(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    bare, others = (
        tuple(word for word in words if word not in _PARTICLES) or words for words in (one, other)
    )
    if len(bare) == len(others) == 1 and 1 in (len(bare[0]), len(others[0])):
        return bare[0][0] == others[0][0]
    ours, theirs = "".join(map(spelling_key, one)), "".join(map(spelling_key, other))
    if ours == theirs or "".join(map(spelling_key, bare)) == "".join(map(spelling_key, others)):
        return True
    return min(len(ours), len(theirs)) >= _LONG and ours[0] == theirs[0] and _is_slip(ours, theirs)


def _same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Compare given names: the first must agree, or one of them be all that the other has; no middle name may contradict."""
    if _same_first(one[0], other[0]):
        middle = zip(one[1:], other[1:], strict=False)
        return all(
            a[0] == b[0] and (1 in (len(a), len(b)) or spelling_key(a) == spelling_key(b)) for a, b in middle
        )
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and len(short[0]) == len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return True
    if len(long) > 1 and "".join(map(spelling_key, long)) == "".join(map(spelling_key, short)):
        return True
    # Goes by a middle name: `Heinz` of `Karl Heinz`.
    return (
        len(short) == 1
        and len(short[0]) > 1
        and any(spelling_key(short[0]) == spelling_key(word) for word in long[1:])
    )


def _same_first(one: str, other: str) -> bool:
    if one == other:
        return True
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    if _is_respelled(one, other) or is_respelled(one, other):
        return True
    return is_short_for(one, other) or is_short_for(other, one)


def _is_respelled(one: str, other: str) -> bool:
    """Return whether two words sound alike and are one name: Marc and Mark, Sergei and Sergey, but not Toni and Tony."""
    if one == other:
        return True
    if spelling_key(one) != spelling_key(other):
        return False
    if one[-1] == other[-1] or {one[-1], other[-1]}.isdisjoint("iyej"):
        return True
    return min(len(one), len(other)) > _LONG or is_full_name(one) or is_full_name(other)


def _single(word: str, other: NameParts) -> int:
    """Compare a name of one word with another: a first name, a nickname, or both names in one word."""
    if len(word) == 1:
        return DIFFERENT
    words = other.words
    if len(words) == 1:
        return COMPATIBLE if _same_first(word, words[0]) else DIFFERENT
    if _same_first(word, words[0]) or word == "".join(words):
        return COMPATIBLE
    return COMPATIBLE if word in (words[0][0] + words[-1], words[0] + words[-1]) else DIFFERENT


def _is_slip(one: str, other: str) -> bool:
    """Return whether two words differ by one letter more, less or else, or by two that changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
