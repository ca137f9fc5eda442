"""Finds the forms of an English word: stems, plurals, verb forms. Knows no texts and no lists."""

from __future__ import annotations

from functools import lru_cache

from plaintext_network.model.language.normalize import fold

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


_BEGINNING = 4
# Beginnings of words that Snowball confuses with another word: engineer with engine, officer with office.
_OWN_STEMS = """animat authorit booking conversion customer customs engineer experiment generator hospitality importan lettering marketing mastering
    officer organism organiz physical training universit""".split()  # noqa: SIM905


# Plurals that Snowball takes for another word. They share the letters of `common_beginning` with their singulars.
_PLURALS = {
    "analyses": "analysis",
    "children": "child",
    "crises": "crisis",
    "diagnoses": "diagnosis",
    "hypotheses": "hypothesis",
    "theses": "thesis",
    "thieves": "thief",
}


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # Late: few questions compare words.
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem that all forms of a folded word share (Snowball's English stemmer, without its confusions)."""
    for beginning in _OWN_STEMS:
        if word.startswith(beginning):
            return beginning
    if word.startswith("organis"):
        return "organiz"
    # Shelves, and whatever ends in them: bookshelves.
    if word.endswith("shelves"):
        word = word.removesuffix("ves") + "f"
    stemmed: str = _stemmer().stemWord(_PLURALS.get(word, word))
    return stemmed


def common_beginning(stem: str) -> str:
    """Return the letters with which all forms of a word begin, at most 4 and maybe none, given its stem.

    A text without them holds no form of the word: a fast first look. `die` and `dying` begin with `d`.
    """
    letters = fold(stem)
    end = next((at for at, letter in enumerate(letters) if not letter.isalnum()), len(letters))
    return letters[:end].rstrip("iey")[:_BEGINNING]


def without_possessive(word: str) -> str:
    """Return a word without a final `'s`."""
    return word.removesuffix("'s")


def plural(noun: str) -> str:
    """Return the plural of a folded noun; a noun that is a plural stays as it is."""
    if noun.endswith(("ss", "us", "as", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("is"):
        return noun[:-2] + "es"
    if noun.endswith("s"):
        return noun
    return noun[:-1] + "ies" if _ends_in_consonant_y(noun) else noun + "s"


def common_forms(word: str) -> frozenset[str]:
    """Return a folded word with its singular, plural and verb forms: `salary`, `salaries`; `stop`, `stopped`.

    Some of the forms are no English words. Stems would not do here: they make one of `busy` and `business`.
    """
    if len(word) < 3 or not word.isalpha():
        return frozenset((word,))
    forms = {word, plural(word), word + "s"}
    if word.endswith("s"):
        forms.add(word + "es")
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        forms.add(word[:-1])
        if word.endswith("ies"):
            forms.add(word[:-3] + "y")
    if word.endswith("e"):
        forms |= {word + "d", word[:-1] + "ing"}
    elif _ends_in_consonant_y(word):
        forms |= {word[:-1] + "ied", word + "ing"}
    else:
        forms |= {word + "ed", word + "ing", word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(forms)


def singulars(word: str) -> Iterator[str]:
    """Yield a folded word and what it may be a plural of: `bakeries`, `bakery`. Some are no English words."""
    yield word
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("ies"):
            yield word[:-3] + "y"
        elif word.endswith("es"):
            yield word[:-2]


def base_forms(word: str) -> Iterator[str]:
    """Yield a folded word and what it may be a plural or a verb form of: `fitted`, `fit`. Some are no English words."""
    yield from singulars(word)
    for ending in ("ed", "ing"):
        begun = word.removesuffix(ending)
        if begun != word and len(begun) > 1:
            yield begun
            yield begun + "e"
            if len(begun) > 2 and begun[-1] == begun[-2]:
                yield begun[:-1]
            if begun.endswith("i"):
                yield begun[:-1] + "y"


def _ends_in_consonant_y(word: str) -> bool:
    return len(word) > 2 and word[-1] == "y" and word[-2] not in "aeiou"
