"""Owns words as a post is looked through for them: whole words without case, in their common forms, and runs of them. Knows no list."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from plaintext_network.model.language.normalize import fold

# Where words are not parted by blanks: Thai, Lao, Khmer, Burmese, Chinese, Japanese.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_ENDS_CLAUSE = re.compile(r"[,;:()—–!?]|\s-\s")
# A sentence ends, unless what follows goes on in small letters; so does what Markdown parts by lines.
_ENDS_SENTENCE = re.compile(
    r"[.!?…]+[\"'”’»)\]*_]*(?=\s+[^\sa-z]|\s*$)|[。！？]|(?:\r\n|\r|\n)[ \t>]*(?=\r|\n)|(?:\r\n|\r|\n)(?=[ \t>]*(?:[-*+]|\d{1,3}[.)]|#{1,6}|\|)\s)"
)
_SHORT = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|sr|jr|vs|etc|e\.g|i\.e|approx|no)|(?<!\w)[^\W\d_])\.$", re.IGNORECASE
)


class Word(NamedTuple):
    """One word of a text as it is compared, half-open where it stands, in which sentence; `parted` says that a clause ends before it.

    `owns` says that it ended in 's.
    """

    key: str
    start: int
    end: int
    sentence: int
    parted: bool
    owns: bool


def words_in(text: str) -> list[Word]:
    """Return the words of a text in order."""
    ends = [
        found.end()
        for found in _ENDS_SENTENCE.finditer(text)
        if not _SHORT.search(text[max(0, found.start() - 8) : found.start() + 1])
    ]
    found: list[Word] = []
    sentence, last = 0, 0
    for hit in _WORD.finditer(text):
        before = sentence
        while sentence < len(ends) and ends[sentence] <= hit.start():
            sentence += 1
        key = "and" if hit[0] == "&" else fold(hit[0]).replace("’", "'")
        owns = key.endswith("'s") and len(key) > 2
        parted = sentence != before or bool(_ENDS_CLAUSE.search(text, last, hit.start()))
        found.append(Word(key[:-2] if owns else key, hit.start(), hit.end(), sentence, parted, owns))
        last = hit.end()
    return found


class Phrase(NamedTuple):
    """A run of words: for each, the forms that will do; one that holds `*` stands for any letters. `text` is as it was written."""

    text: str
    words: tuple[frozenset[str], ...]
    globs: bool = False

    def length_at(self, words: list[Word], at: int) -> int:
        """Return how many words of a text it takes from a place on, 0 where it does not stand there. It crosses no sentence."""
        length = len(self.words)
        if at + length > len(words) or words[at].sentence != words[at + length - 1].sentence:
            return 0
        for number, forms in enumerate(self.words):
            key = words[at + number].key
            if key not in forms and not (
                self.globs and any("*" in form and fits(key, form) for form in forms)
            ):
                return 0
        return length


class Phrases:
    """Many phrases, all looked for in one pass."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        self._globs: list[Phrase] = []
        for phrase in phrases:
            if phrase.globs and any("*" in form for form in phrase.words[0]):
                self._globs.append(phrase)
                continue
            for form in phrase.words[0]:
                self._by_first.setdefault(form, []).append(phrase)

    def at(self, words: list[Word], at: int) -> tuple[Phrase, int] | None:
        """Return the longest phrase that stands at a place, and how many words it takes."""
        best: tuple[Phrase, int] | None = None
        for phrase in (*self._by_first.get(words[at].key, ()), *self._globs):
            length = phrase.length_at(words, at)
            if length and (best is None or length > best[1]):
                best = phrase, length
        return best

    def found(self, words: list[Word]) -> Iterator[tuple[Phrase, int, int]]:
        """Yield each phrase in a text, with the half-open range of its words; of those that overlap the first and longest."""
        at = 0
        while at < len(words):
            hit = self.at(words, at)
            if hit:
                yield hit[0], at, at + hit[1]
            at += hit[1] if hit else 1


def fits(word: str, glob: str) -> bool:
    """Tell whether a word is what a text with `*` for any letters stands for; takes no more than their lengths multiplied."""
    at = here = 0
    star = back = -1
    while at < len(word):
        if here < len(glob) and glob[here] == "*":
            star, back = here, at
            here += 1
        elif here < len(glob) and glob[here] == word[at]:
            at, here = at + 1, here + 1
        elif star >= 0:
            back += 1
            at, here = back, star + 1
        else:
            return False
    return all(letter == "*" for letter in glob[here:])


@lru_cache(maxsize=64)
def listed(text: str) -> Phrases:
    """Return the phrases of one of our own lists."""
    return Phrases(phrases_of(text))


def phrases_of(text: str) -> Iterator[Phrase]:
    """Yield the phrases of one of our own lists: parted by `;`, `|` between words of which any will do, `!` after one without forms."""
    for written in text.split(";"):
        if parts := written.split():
            words = [frozenset(form for word in part.split("|") for form in _ours(word)) for part in parts]
            flat = [w for part, forms in zip(parts, words, strict=True) for w in _hyphened(part, forms)]
            yield Phrase(" ".join(parts).rstrip("!"), tuple(flat))


def _hyphened(part: str, forms: frozenset[str]) -> list[frozenset[str]]:
    """Return one word of a list as the words it is in a text, where a hyphen parts."""
    if "-" not in part:
        return [forms]
    return [frozenset((piece,)) for piece in part.split("-")]


def _ours(word: str) -> set[str]:
    word = fold(word)
    return {word[:-1]} if word.endswith("!") else {word, *_with_s(word)}


def _with_s(word: str) -> set[str]:
    if len(word) < 4 or not word.isalpha():
        return set()
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return {word + "es"}
    return {word[:-1] + "ies"} if word[-1] == "y" and word[-2] not in "aeiou" else {word + "s"}


def asked(text: str) -> Phrase:
    """Return what somebody wrote to be looked for: words in their common forms, `*` for any letters."""
    words = [fold(found[0]).replace("’", "'").removesuffix("'s") for found in _ASKED.finditer(text)]
    words = [re.sub(r"\*+", "*", word) for word in words]
    return Phrase(text, tuple(frozenset(_theirs(word)) for word in words), any("*" in word for word in words))


_ASKED = re.compile(r"[^\W_*]*\*[^\W_]*(?:\*[^\W_]*)*|[^\W_]+(?:['’][^\W_]+)*")


def _theirs(word: str) -> set[str]:
    """Return the common forms of an English word; of one with `*`, itself."""
    if "*" in word or len(word) < 3 or not word.isalpha():
        return {word}
    forms = {word, *_with_s(word), word + "s"}
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        forms |= {word[:-1], word[:-3] + "y"} if word.endswith("ies") else {word[:-1]}
    if word.endswith("e"):
        forms |= {word + "d", word[:-1] + "ing"}
    elif word.endswith("y") and word[-2] not in "aeiou":
        forms |= {word[:-1] + "ied", word + "ing"}
    else:
        forms |= {word + "ed", word + "ing", word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms


def whole(text: str) -> Phrase | None:
    """Return a name as the run of its words, None where it has none."""
    words = [word.key for word in words_in(text)]
    return Phrase(text, tuple(frozenset((word,)) for word in words)) if words else None


def is_unparted(text: str) -> bool:
    """Tell whether a text is of a language that parts no words by blanks."""
    return _UNPARTED.search(text) is not None


def places_of(text: str, within: str) -> Iterator[tuple[int, int]]:
    """Yield where a text of such a language stands, whatever blanks are in it."""
    letters = [re.escape(letter) for letter in text if not letter.isspace() and letter != "*"]
    for found in re.finditer(r"\s?".join(letters), within, re.IGNORECASE) if letters else ():
        yield found.span()
