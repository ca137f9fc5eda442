"""Returns keys under which names are equal that sound alike, in any of several scripts: Иван and Ivan, Müller and Mueller. Knows no names."""

import re
from functools import lru_cache

# Spellings that sound the same.
_SOUNDS = (("ph", "f"), ("ck", "k"), ("sch", "sh"), ("ou", "u"), ("ie", "i"), ("ee", "i"), ("y", "i"), ("j", "i"), ("c", "k"), ("q", "k"), ("z", "s"), ("w", "v"), ("h", ""))  # fmt: skip
_FIRST = {"c": "k", "y": "i", "j": "i", "z": "s", "w": "v"}
_TWICE = re.compile(r"(.)\1+")
# How German and Nordic letters are written without them, and without dots or rings.
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
_OTHERS = (("x", "ks"), ("tch", "ch"))
# Folded letters, as passports write them, or nearly so.
_LATIN = {
    **dict(zip("абвгдезиклмнопрстуфыэієґјѕ", "abvgdeziklmnoprstufieiegiz", strict=True)),
    **dict(zip("αβγδεζηικλμνξοπρστυφω", "avgdeziiklmnxoprstifo", strict=True)),
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
    "ћ": "c", "ђ": "dj", "љ": "lj", "њ": "nj", "џ": "dz", "θ": "th", "χ": "ch", "ψ": "ps", "ς": "s",
}  # fmt: skip
_TO_LATIN = str.maketrans(_LATIN)
_GREEK = (("ου", "u"), ("αυ", "av"), ("ευ", "ev"), ("μπ", "b"), ("ντ", "nt"), ("γκ", "g"), ("γγ", "ng"))


def without_umlauts(folded: str) -> str:
    """Return a folded word as if umlauts were never spelled out: `muller` for `mueller`."""
    for written, short in _UMLAUTS:
        folded = folded.replace(written, short)
    return folded


def in_latin(folded: str) -> str:
    """Return a folded text with Cyrillic and Greek letters in Latin ones: `ivan petrov` for `иван петров`."""
    if folded.isascii():
        return folded
    for written, latin in _GREEK:
        folded = folded.replace(written, latin)
    return folded.translate(_TO_LATIN)


@lru_cache(maxsize=50_000)
def sound_key(word: str) -> str:
    """Return a key under which folded words are equal that sound alike: Nadya and Nadia, Sophia and Zofia."""
    first, rest = word[:1], word[1:]
    for written, spoken in _SOUNDS:
        rest = rest.replace(written, spoken)
    for written, spoken in _SOUNDS[:2]:
        first = first.replace(written, spoken)
    return _TWICE.sub(r"\1", _FIRST.get(first, first) + rest)


@lru_cache(maxsize=50_000)
def spelling_key(word: str) -> str:
    """Return a key under which folded words are equal that are one name in another spelling or script: it is coarser than `sound_key`."""
    word = without_umlauts(in_latin(word))
    for written, short in _OTHERS:
        word = word.replace(written, short)
    return sound_key(word)
