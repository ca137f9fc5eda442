"""Compares words, names and web addresses, ignoring case, punctuation and synonyms. Knows no notes.

`places`, `organization_names` and `job_titles` compare what these are about.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from plaintext_network.model.language.name_words import TITLES
from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.language.phrase_lists import read_phrase_lists
from plaintext_network.notes.late_patterns import late_pattern

_PARTS = late_pattern(r"[^\s.,;:!?/\\|·•()\[\]{}<>\"“”„«»*_&+#@'’‘`´–—-]+|[&+#]")
_APOSTROPHES = late_pattern(r"['’‘`´]")
_DOTTED = late_pattern(r"(?<!\w)(?:\w{1,2}\.){2,}(?!\w)|(?<!\w)(?:\w\.)+\w(?!\w)")
_PRONOUNS = late_pattern(r"(?i)[(\[]?\b(?:she|he|they|xe|ze)\s*/\s*\w+(?:\s*/\s*\w+)?[)\]]?")
# How German and Nordic letters are written without them, where `fold` only drops the dots.
_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa"}
)
_IN_LANGUAGE = late_pattern(r"^[a-z]{2}\.(?=(?:linkedin|xing|facebook)\.com$)")
# What a site or a sender adds to an address: where you came from, and which part of the page was open.
_COUNTING = late_pattern(
    r"(?:utm_\w+|fbclid|gclid|igsh|igshid|trk|originalSubdomain|locale|tab)=[^&]*&?", re.IGNORECASE
)
Tokens = tuple[str, ...]


class WordTable:
    """Runs of words by their first word, the longest first, each with the run that represents it."""

    __slots__ = ("by_first",)

    def __init__(self, by_first: Mapping[str, tuple[tuple[Tokens, Tokens], ...]]) -> None:
        self.by_first = by_first

    def replaced(self, tokens: Tokens) -> Tokens:
        """Return words with each run replaced by the one that represents it."""
        found: list[str] = []
        at = 0
        while at < len(tokens):
            for run, representative in self.by_first.get(tokens[at], ()):
                if tokens[at : at + len(run)] == run:
                    found += representative
                    at += len(run)
                    break
            else:
                found.append(tokens[at])
                at += 1
        return tuple(found)


class Synonyms:
    """The synonyms of `synonyms.txt` and a vault's own: those of all texts, and of roles, organizations and places.

    Get one with `of`, which returns the same object for the same groups.
    """

    __slots__ = ("organizations", "places", "roles", "words")

    def __init__(
        self, words: WordTable, roles: WordTable, organizations: WordTable, places: WordTable
    ) -> None:
        self.words, self.roles, self.organizations, self.places = words, roles, organizations, places

    @classmethod
    def of(cls, groups: Iterable[Sequence[str]]) -> "Synonyms":
        """Return the built-in synonyms and these groups of synonyms."""
        return _synonyms(tuple(map(tuple, groups)))

    def tokens(self, text: str) -> Tokens:
        """Return a text's words with synonyms replaced, for comparison."""
        return self.words.replaced(split_words(text))

    def key(self, text: str) -> str:
        """Return a key that is equal for texts with the same meaning."""
        return "".join(self.roles.replaced(self.tokens(text))) or name_key(text)

    def person(self, text: str) -> Tokens:
        """Return the words of a person's name, the family name last, without titles and degrees: `Dr`, `PhD`, `(she/her)`."""
        return _person(self, text) or (name_key(text),)

    def same_person(self, one: str, other: str) -> bool:
        """Return whether two names are one, of which either may lack the middle names, or the family name."""
        return any(
            _is_same_name(self.person(ours), self.person(theirs))
            for ours in spellings(one)
            for theirs in spellings(other)
        )


def word_lists() -> dict[str, tuple[str, ...]]:
    """Return the lists of `synonyms.txt`, by heading."""
    return _word_lists()


@lru_cache(maxsize=1)
def _word_lists() -> dict[str, tuple[str, ...]]:
    return read_phrase_lists("plaintext_network.model.language", "synonyms.txt")


def word_groups(heading: str) -> Iterator[list[str]]:
    """Yield each line of a list as the spellings of one thing, the usual one first."""
    for line in _word_lists()[heading]:
        yield [text.strip() for text in line.split(" = ")]


def spellings(text: str) -> tuple[str, ...]:
    """Return a text, and how it is written without umlauts: `Müller` is `Muller` and `Mueller`."""
    other = text.translate(_SPELLED_OUT)
    return (text,) if other == text else (text, other)


def address_key(url: str) -> str:
    """Return a key for a web address, without scheme, `www.`, the host's case, a final `/`, and what only counts visits."""
    rest = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?//|^mailto:", "", url.strip().strip("<>"), flags=re.IGNORECASE)
    host, slash, path = rest.partition("/")
    host = host.lower().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    # `se.linkedin.com` is the same page in another language.
    host = _IN_LANGUAGE.sub("", host)
    path, mark, query = path.partition("?")
    query = _COUNTING.sub("", query).rstrip("&")
    return (host + slash + path).rstrip("/") + (mark + query if query else "")


@lru_cache(maxsize=4096)
def split_words(text: str) -> Tokens:
    """Return a text's folded words: `Mary's` is `marys`, `U.K.` is `uk`, and `&` is `and`."""
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), fold(text))
    # + and # distinguish C++ from C#.
    parts = _PARTS.findall(_APOSTROPHES.sub("", text))
    return tuple("and" if word == "&" else word for word in parts if _is_significant(word))


def _is_significant(word: str) -> bool:
    return word in "&+#" or any(letter.isalnum() for letter in word)


@lru_cache(maxsize=1)
def degrees() -> frozenset[str]:
    """Return the degrees and posts that may follow a name."""
    return frozenset("".join(split_words(text)) for text in _word_lists()["degrees"])


def _person(synonyms: Synonyms, text: str) -> Tokens:
    text = _PRONOUNS.sub(" ", text)
    head, comma, tail = text.partition(",")
    # `Byrne, Ada` is a name in reverse order, unlike `Ada Byrne, PhD`.
    if comma and len(split_words(head)) == 1 and _without_degrees(split_words(tail)) != ():
        text = f"{tail} {head}"
    tokens = _without_degrees(split_words(text))
    start = 0
    while start < len(tokens) - 1 and tokens[start] in TITLES:
        start += 1
    return synonyms.words.replaced(tokens[start:])


def _without_degrees(tokens: Tokens) -> Tokens:
    end = len(tokens)
    while end and tokens[end - 1] in degrees():
        end -= 1
    return tokens[:end]


def _is_same_name(one: Tokens, other: Tokens) -> bool:
    if "".join(one) == "".join(other):
        return True
    if one[0] != other[0]:
        # `A. Lovelace` may be Ada, but an initial alone is nobody.
        initial, first = sorted((one[0], other[0]), key=len)
        if len(initial) > 1 or not first.startswith(initial) or min(len(one), len(other)) == 1:
            return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return True
    if shorter[-1] != longer[-1]:
        return False
    ours, theirs = shorter[1:-1], longer[1:-1]
    return all(any(name.startswith(part) or part.startswith(name) for name in theirs) for part in ours)


@lru_cache(maxsize=16)
def _synonyms(own: tuple[tuple[str, ...], ...]) -> Synonyms:
    words = _table([*word_groups("words"), *own], None)
    return Synonyms(
        words,
        _table([*word_groups("roles"), *own], words),
        _table([*word_groups("organizations"), *own], words),
        _table([*word_groups("places"), *own], words),
    )


def _table(groups: Iterable[Sequence[str]], before: WordTable | None) -> WordTable:
    representatives: dict[Tokens, Tokens] = {}
    for group in groups:
        runs = [run for text in group if (run := split_words(text.strip()))]
        if before is not None:
            runs = [before.replaced(run) for run in runs]
        for run in runs:
            # If the first word already has a representative, the whole group gets it.
            first = representatives.get(runs[0], runs[0])
            if run != first:
                representatives[run] = first
    by_first: dict[str, list[tuple[Tokens, Tokens]]] = {}
    for run, first in sorted(representatives.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        by_first.setdefault(run[0], []).append((run, first))
    # What is itself a representative is not replaced in part: `senior vice president` before `vice president`.
    for first in set(representatives.values()):
        if len(first) > 1:
            by_first.setdefault(first[0], []).append((first, first))
    return WordTable(
        {
            word: tuple(sorted(dict.fromkeys(runs), key=lambda pair: -len(pair[0])))
            for word, runs in by_first.items()
        }
    )
