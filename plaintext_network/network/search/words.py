"""Parses the words of a full-text query: how each is found in a text, and its tokens in an index. Reads no note."""

import re
from functools import cached_property

from plaintext_network.model.language.phones import is_phone, phone_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.search.tokens import (
    INDIC,
    LETTER,
    NOT_TOKEN,
    TOKEN,
    UNPARTED,
    folded,
    number_tail,
    separated,
    tokens,
)
from plaintext_network.notes.late_patterns import late_pattern


class Phrase(NamedTuple):
    """Tokens that follow each other. If `is_open`, the last one may be only the beginning of a token."""

    tokens: tuple[str, ...]
    is_open: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds every place of the phrase in a text as it is indexed, even where two overlap."""
        first, *more = self.tokens
        rest = "".join(f"{NOT_TOKEN}+{token}" for token in more) + ("" if self.is_open else f"(?!{TOKEN})")
        # Check the text before a token after finding it: so `re` skips ahead to it.
        return re.compile(f"{first}(?<!{TOKEN}{first})" + (f"(?={rest})" if rest else ""))


class Word:
    """One word or quoted phrase of the query: a pattern that finds it in folded text, and its tokens.

    Every text in which `pattern` finds it contains `phrase`; only `pattern` knows punctuation. A word of punctuation alone
    has no tokens.
    """

    def __init__(self, expression: str, phrase: Phrase | None) -> None:
        self._expression = expression
        self.phrase = phrase

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the word in a folded text. Compiled on first use, since most notes lack one of the first words."""
        return re.compile(self._expression)


# This many words rank notes; the others only decide which notes match. SQLite refuses a query of a few hundred words.
MOST_WORDS = 100

_QUOTED = late_pattern(r'"([^"]*)"|([^\s"]+)')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"'})


def parse_words(query: str) -> tuple[Word, ...]:
    """Return the words of a query, each once. A query that is a telephone number is one word."""
    if is_phone(query.strip('" ')):
        return (_phone(query.strip('" ')),)
    words: dict[tuple[str, ...], Word] = {}
    for quoted, bare in _QUOTED.findall(query.translate(_QUOTES)):
        parts = tuple(folded(quoted or bare).split())
        if parts:
            words[parts] = Word(_expression(*map(re.escape, parts)), _phrase(parts))
    return tuple(words.values())


def phrases(words: tuple[Word, ...]) -> tuple[Phrase, ...]:
    """Return the phrases of the first words that have tokens."""
    return tuple(word.phrase for word in words if word.phrase is not None)[:MOST_WORDS]


def _phrase(parts: tuple[str, ...]) -> Phrase | None:
    text = separated(" ".join(parts))
    found = tokens(text)
    # After a sign, the last token is whole: the `c` of `c++`.
    return Phrase(tuple(found), text.rstrip(" ").endswith(found[-1])) if found else None


def _phone(number: str) -> Word:
    """Return a telephone number, however its digits are grouped, with or without its country's code."""
    key = phone_key(number)
    digits = key.lstrip("+")
    ways = [digits.removeprefix("0")]
    if key.startswith("+"):
        # The number of digits in a country's code is unknown here.
        ways += [f"(?<![0-9])0{digits[length:]}" for length in (1, 2, 3)]
    between = r"(?:[ ()./-]{0,3}(?:\(0\))?[ ()./-]{0,3})(?="
    spaced = (re.sub(r"([0-9])(?=[0-9]+\Z)", rf"\1{between}[0-9])", way) for way in ways)
    expression = "|".join(f"{way}(?![0-9])" for way in spaced)
    return Word(expression, Phrase((number_tail(digits),), is_open=False))


def _expression(first: str, *more: str) -> str:
    # As in `Phrase.pattern`: four times as fast.
    is_unparted = not first.isascii() and re.match(f"[{UNPARTED}]", first)
    start = "" if is_unparted else f"(?<!{LETTER}{first})(?<!{INDIC}{first})"
    return r"\s+".join((first + start, *more))
