"""Splits a text into the word pieces that a sentence model reads, as BERT's uncased tokenizer does. Knows no model.

The algorithm: Schuster and Nakajima, “Japanese and Korean voice search” (2012). A library for it brings an HTTP client and
twenty packages that a private notebook doesn't need.
"""

import os
import re
from functools import cache
from unicodedata import category, normalize

# The most pieces of one text that the model was trained on, including the two around it.
MOST_PIECES = 128
# A longer word is unknown.
_LONGEST_WORD = 100
_UNKNOWN, _BEGIN, _END = "[UNK]", "[CLS]", "[SEP]"

_ASCII_PARTS = re.compile(r"[0-9a-z]+|[!-/:-@\[-`{-~]")
_IDEOGRAPHS = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)


@cache
def vocabulary() -> dict[str, int]:
    """Return the number of every word piece; a piece that continues a word begins with ##."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vocabulary.txt")
    with open(path, encoding="utf-8") as file:
        return {piece: number for number, piece in enumerate(file.read().split("\n")[:-1])}


def piece_numbers(text: str) -> list[int]:
    """Return the numbers of a text's word pieces, between those that begin and end a text. The end of a long text is cut."""
    known = vocabulary()
    numbers = [known[_BEGIN]]
    for word in _words(text):
        numbers += _pieces(word)
        if len(numbers) >= MOST_PIECES:
            del numbers[MOST_PIECES - 1 :]
            break
    return [*numbers, known[_END]]


def _words(text: str) -> list[str]:
    """Return the words and the punctuation marks of a text, lowercase and without accents."""
    if text.isascii() and text.isprintable():
        return _ASCII_PARTS.findall(text.lower())
    words: list[str] = []
    word = ""
    for character in normalize("NFD", "".join(map(_cleaned, text))):
        kind = category(character)
        if kind == "Mn":
            continue
        alone = kind[0] == "P" or (
            character.isascii() and _ASCII_PARTS.fullmatch(character) and kind[0] == "S"
        )
        if not alone and not character.isspace():
            # Each for itself: Greek's final sigma is another letter to `str.lower`.
            word += character.lower()
            continue
        if word:
            words.append(word)
            word = ""
        if alone:
            words.append(character)
    return [*words, word] if word else words


def _cleaned(character: str) -> str:
    """Return a space for white space, an ideograph between spaces, and nothing for a control character."""
    if character in "\t\n\r" or category(character) == "Zs":
        return " "
    if category(character) in ("Cc", "Cf", "Co", "Cs") or character == "\ufffd":
        return ""
    code = ord(character)
    if code >= _IDEOGRAPHS[0][0] and any(first <= code <= last for first, last in _IDEOGRAPHS):
        return f" {character} "
    return character


@cache
def _pieces(word: str) -> tuple[int, ...]:
    """Return the numbers of the longest pieces that make up a word, from its beginning."""
    known = vocabulary()
    if len(word) > _LONGEST_WORD:
        return (known[_UNKNOWN],)
    numbers: list[int] = []
    start, mark = 0, ""
    while start < len(word):
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in known), None)
        if end is None:
            return (known[_UNKNOWN],)
        numbers.append(known[mark + word[start:end]])
        start, mark = end, "##"
    return tuple(numbers)
