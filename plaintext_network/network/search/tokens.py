"""Splits text into the tokens that a full-text index stores. Knows neither queries nor notes."""

import re
from collections.abc import Iterator

from plaintext_network.model.language.normalize import fold
from plaintext_network.notes.late_patterns import late_pattern

# Thai, Lao, Tibetan, Myanmar, Hangul, Khmer, kana, Han: a word of these may begin anywhere.
UNPARTED = (
    "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fff\u3005-\u30ff\u3130-\u318f"
    "\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
LETTER = rf"[^\W_{UNPARTED}]"
# Python's `re` doesn't count Indic vowel signs as letters, but they are within words.
INDIC = r"[\u0900-\u0963\u0966-\u0dff]"
# As SQLite's tokenizer `ascii` sees it: all but ASCII signs is part of a token. `re` compiles the signs faster than the rest.
NOT_TOKEN = r"[\x00-/:-`{-\x7f]"  # noqa: S105
TOKEN = NOT_TOKEN.replace("[", "[^")
# Folding leaves no such sign in a text.
_TAIL = "№"

_TOKENS = re.compile(f"{TOKEN}+")
# For `str.translate`: blanks in place of ASCII punctuation. A text takes a sixth of the time of a mapping.
_NO_SIGNS = "".join(character if character.isalnum() else " " for character in map(chr, range(0x80)))
_IN_WORDS = f"{LETTER}|{INDIC}"
# Beside characters that are words of their own: arrows, symbols and emoji.
_ALONE = rf"[{UNPARTED}\u2190-\u2bff\U0001f000-\U0001faff]"
_APOSTROPHES = str.maketrans({"’": "'"})
_SEVEN_DIGITS = late_pattern(r"[0-9](?:[ ()./-]{0,6}[0-9]){6,}")
_DATE = late_pattern(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_DIGITS = late_pattern("[0-9]+")
_LEAST_DIGITS, _TAIL_DIGITS = 7, 4


def folded(text: str) -> str:
    """Return a text in searchable form: `fold`, with typographic apostrophes as plain ones."""
    if text.isascii():
        # `fold` maps the one other quotation mark of ASCII, too.
        return text.lower().replace("`", "'")
    # Most lines are ASCII even in other texts, and folding those is cheap.
    return "\n".join(map(fold, text.split("\n"))).translate(_APOSTROPHES)


def separated(text: str) -> str:
    """Return a folded text in which everything but ASCII letters, ASCII digits and other characters of tokens separates tokens.

    A token is a run of letters and digits, one character of a script without spaces between words, or one symbol.
    """
    return text.lower() if text.isascii() else text.translate(_SEPARATED)


def tokens(text: str) -> list[str]:
    """Return the tokens of a separated text."""
    # Other texts may contain blanks that are no ASCII signs.
    return text.translate(_NO_SIGNS).split() if text.isascii() else _TOKENS.findall(text)


def indexable(text: str) -> str:
    """Return a folded text as it is indexed: separated, and with a token for the end of each long number in it."""
    tails = " ".join(_number_tails(text))
    return f"{separated(text)} {tails}" if tails else separated(text)


def number_tail(digits: str) -> str:
    """Return the token for the end of a long number, however its digits are grouped."""
    return _TAIL + digits[-_TAIL_DIGITS:]


def _number_tails(text: str) -> Iterator[str]:
    for number in _SEVEN_DIGITS.finditer(text):
        if _DATE.fullmatch(number[0]):
            continue
        digits = ""
        for group in _DIGITS.findall(number[0]):
            digits += group
            if len(digits) >= _LEAST_DIGITS:
                yield number_tail(digits)


class _Separated(dict[int, str]):
    """Maps each character to what it is in a separated text, computed on first use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        # `re` compiles a pattern once; most texts are ASCII and never need these.
        if code < 0x80:
            # Folding may leave capitals, and SQLite's tokenizer none.
            result = character.lower()
        elif re.match(_ALONE, character):
            result = f" {character} "
        else:
            result = character if re.match(_IN_WORDS, character) else " "
        self[code] = result
        return result


_SEPARATED = _Separated()
