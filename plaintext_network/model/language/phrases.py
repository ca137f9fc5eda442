"""Splits a text into words and finds phrases in it: whole words, ignoring case. Holds no list of phrases."""

import re
from collections.abc import Iterable, Iterator

from plaintext_network.model.language.inflect import common_forms, plural, without_possessive
from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# Scripts without spaces between words: Thai, Lao, Khmer, Burmese, Chinese, Japanese.
_UNSPACED = late_pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD = late_pattern(r"[^\W_]+(?:['’][^\W_]+)*|&")
_ENDS_CLAUSE = late_pattern(r"[,;:()—–!?]|\s-\s")
# A sentence ends, unless the next word begins with a small letter. A Markdown list item, heading or paragraph ends one too.
_ENDS_SENTENCE = late_pattern(
    r"[.!?…]+[\"'”’»)\]*_]*(?=\s+[^\sa-z]|\s*$)|[。！？]|(?:\r\n|\r|\n)[ \t>]*(?=\r|\n)|(?:\r\n|\r|\n)(?=[ \t>]*(?:[-*+]|\d{1,3}[.)]|#{1,6}|\|)\s)"
)
_SHORT = late_pattern(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|sr|jr|vs|etc|e\.g|i\.e|approx|no)|(?<!\w)[^\W\d_])\.$", re.IGNORECASE
)


class Word(NamedTuple):
    """One word of a text: its folded form, its half-open place, and the number of its sentence.

    `starts_clause`: a clause ends before it. `is_possessive`: it ends in `'s`, which `key` leaves out.
    """

    key: str
    start: int
    end: int
    sentence: int
    starts_clause: bool
    is_possessive: bool


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
        folded = "and" if hit[0] == "&" else _folded(hit[0])
        key = without_possessive(folded)
        starts_clause = sentence != before or bool(_ENDS_CLAUSE.search(text, last, hit.start()))
        found.append(Word(key, hit.start(), hit.end(), sentence, starts_clause, key != folded))
        last = hit.end()
    return found


def keys_in(text: str) -> list[str]:
    """Return the folded words of a text in order."""
    return [word.key for word in words_in(text)]


class Phrase(NamedTuple):
    """Words that follow each other: of each, the forms that match. In a form, `*` matches any letters if `globs` is set."""

    text: str
    words: tuple[frozenset[str], ...]
    globs: bool = False

    def length_at(self, words: list[Word], at: int) -> int:
        """Return the phrase's number of words if it begins at a word of a text and stays in its sentence, else 0."""
        length = len(self.words)
        if at + length > len(words) or words[at].sentence != words[at + length - 1].sentence:
            return 0
        for number, forms in enumerate(self.words):
            key = words[at + number].key
            if key not in forms and not (
                self.globs and any("*" in form and matches_glob(key, form) for form in forms)
            ):
                return 0
        return length


class Phrases:
    """Many phrases, found in one pass over a text."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        self._globs: list[Phrase] = []
        for phrase in phrases:
            if phrase.globs and any("*" in form for form in phrase.words[0]):
                self._globs.append(phrase)
                continue
            for form in phrase.words[0]:
                self._by_first.setdefault(form, []).append(phrase)

    def length_at(self, words: list[Word], at: int) -> int:
        """Return the number of words of the longest phrase that begins at a word of a text, 0 if none does."""
        return self.longest_at(words, at)[1]

    def longest_at(self, words: list[Word], at: int) -> tuple[Phrase | None, int]:
        """Return the longest phrase that begins at a word of a text, and its number of words; None and 0 if none does."""
        best: tuple[Phrase | None, int] = (None, 0)
        if at >= len(words):
            return best
        candidates = self._by_first.get(words[at].key, ())
        for phrase in (*candidates, *self._globs) if self._globs else candidates:
            length = phrase.length_at(words, at)
            if length > best[1]:
                best = phrase, length
        return best

    def find(self, words: list[Word]) -> Iterator[tuple[Phrase, int, int]]:
        """Yield each phrase in a text, with the half-open range of its words. If two overlap, the first and longest counts."""
        at = 0
        while at < len(words):
            phrase, length = self.longest_at(words, at)
            if phrase is not None:
                yield phrase, at, at + length
            at += length or 1


def matches_glob(word: str, glob: str) -> bool:
    """Return whether a word matches a text in which `*` stands for any letters. Takes at most the product of their lengths."""
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


def listed_phrase(text: str) -> Phrase:
    """Return a phrase of one of our own lists: each word matches its plural too.

    `|` separates words of which any matches; a word that ends in `!` matches in this form only.
    """
    words: list[frozenset[str]] = []
    for part in text.split():
        forms = frozenset(form for word in part.split("|") for form in _listed_forms(word))
        # A hyphen separates words in a text.
        words += [frozenset((piece,)) for piece in part.split("-")] if "-" in part else [forms]
    return Phrase(text, tuple(words))


def _listed_forms(word: str) -> set[str]:
    folded = without_possessive(_folded(word))
    if folded.endswith("!"):
        return {folded[:-1]}
    return {folded, plural(folded)} if len(folded) > 3 and folded.isalpha() else {folded}


def search_phrase(text: str) -> Phrase:
    """Return a phrase that a user wants to find: words in their common forms, `*` for any letters."""
    words = [without_possessive(_folded(found[0])) for found in _SEARCH_WORD.finditer(text)]
    words = [re.sub(r"\*+", "*", word) for word in words]
    return Phrase(text, tuple(map(common_forms, words)), any("*" in word for word in words))


_SEARCH_WORD = late_pattern(r"[^\W_*]*\*[^\W_]*(?:\*[^\W_]*)*|[^\W_]+(?:['’][^\W_]+)*")


def exact_phrase(text: str) -> Phrase | None:
    """Return the words of a name as a phrase, in this form only; None if it has no words."""
    keys = keys_in(text)
    return Phrase(text, tuple(frozenset((key,)) for key in keys)) if keys else None


def _folded(word: str) -> str:
    return fold(word).replace("’", "'")


def is_unspaced(text: str) -> bool:
    """Return whether a text has letters of a script without spaces between words."""
    return _UNSPACED.search(text) is not None


def find_unspaced(text: str, within: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open places of a text of such a script, whatever spaces are in it."""
    letters = [re.escape(letter) for letter in text if not letter.isspace() and letter != "*"]
    for found in re.finditer(r"\s?".join(letters), within, re.IGNORECASE) if letters else ():
        yield found.span()
