"""Splits names into words, finds their places in a text, and lists a name's short forms. Knows no contacts."""

from collections.abc import Iterator, Sequence
from unicodedata import category

from plaintext_network.model.language.normalize import fold
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span

MAX_NAME_WORDS = 16  # a contact with a longer name is matched only by links


class NameTable:
    """Maps each name to the numbers of its owners: `whole` for full names, `part` for parts of names.

    `longest` maps a first word to the largest word count of the names that start with it.
    """

    def __init__(self) -> None:
        self.longest: dict[str, int] = {}
        self.whole: dict[str, list[int]] = {}
        self.part: dict[str, list[int]] = {}

    def add(self, name: str, number: int, *, whole: bool) -> None:
        if _PLAIN.fullmatch(name):
            key, first, count = name, name.partition(" ")[0], name.count(" ") + 1
        else:
            folded = FoldedText(name)
            count = len(folded.words)
            if not 0 < count <= MAX_NAME_WORDS or not folded.is_all_words():
                return
            key, first = folded.key(0, count - 1), folded.word(0)
        if count > MAX_NAME_WORDS:
            return
        numbers = (self.whole if whole else self.part).setdefault(key, [])
        if numbers[-1:] != [number]:
            numbers.append(number)
        self.longest[first] = max(count, self.longest.get(first, 0))

    def __contains__(self, key: str) -> bool:
        return key in self.whole or key in self.part


_PLAIN = late_pattern(r"[a-z0-9]+(?: [a-z0-9]+)*")
_WORD = late_pattern(r"[^\W_]+")
_BLANKS = late_pattern(r"\s+")
_POSSESSIVE = late_pattern(r"'(?:s|d|ll|re|ve)(?!\w)")
# Whose somebody is: “Ada Byron's” in “Ada Byron's mother”.
_OWNER = late_pattern(r"(?:[^\W\d_a-z][\w.-]*\s+)*[\w.-]+(?:['’]s|(?<=[sxzß])['’])\s+(?=\w)")
# Marks such as **bold** may begin or end between the words of a name.
_MARKS = late_pattern(r"[*_=~]+")
# Unlike hyphens, they separate words.
_DASHES = "–—―"
_AROUND = " .,!?'\"()“”„"


def without_owner(name: str) -> str:
    """Return a name without whoever it says somebody belongs to: “mother” of “Ada's mother”."""
    return _OWNER.sub("", name) if "'" in name or "’" in name else name


class FoldedText:
    """A text folded for comparison, with its words, and the original offset of each folded character in `at`."""

    def __init__(self, text: str) -> None:
        self.at: Sequence[int]
        self.typed = text
        if text.isascii():
            self.text, self.at = fold(text), range(len(text) + 1)
        else:
            pieces = [fold(character) for character in text]
            self.text = "".join(pieces)
            self.at = [number for number, piece in enumerate(pieces) for _ in piece] + [len(text)]
        self.words = [Span(*found.span()) for found in _WORD.finditer(_lettered(self.text))]

    def word(self, number: int) -> str:
        start, end = self.words[number]
        return self.text[start:end]

    def next_piece(self, number: int) -> str:
        """Return the next word with the text before it, where spaces become one space."""
        return (
            _BLANKS.sub(
                " ", _MARKS.sub("", self.text[self.words[number].end : self.words[number + 1].start])
            )
            + self.word(number + 1)
        )  # fmt: skip

    def key(self, first: int, last: int) -> str:
        """Return the words from `first` to `last`, both included, as a key for comparison."""
        return self.word(first) + "".join(self.next_piece(number) for number in range(first, last))

    def _is_dash(self, offset: int) -> bool:
        return self.typed[self.at[offset]] in _DASHES

    def is_all_words(self) -> bool:
        """Return whether only punctuation surrounds the words."""
        around = self.text[: self.words[0].start] + self.text[self.words[-1].end :]
        return not around.strip(_AROUND)

    def is_whole(self, first: int, last: int) -> bool:
        """Return whether the words end here, and don't continue across a hyphen, dot or apostrophe or within a character."""
        start, end = self.words[first].start, self.words[last].end
        if (start and self.at[start] == self.at[start - 1]) or self.at[end] == self.at[end - 1]:
            return False
        before, after = self.text[max(0, start - 2) : start], self.text[end : end + 2]
        if (before[-1:] == "_" and before[0].isalnum()) or (after[:1] == "_" and after[1:].isalnum()):
            return False
        if before[-1:] in tuple("-'.") and before[0].isalnum() and not self._is_dash(start - 1):
            return False
        continues = after[:1] in tuple("-'.") and after[1:].isalnum() and not self._is_dash(end)
        return not continues or _POSSESSIVE.match(self.text, end) is not None


def _lettered(text: str) -> str:
    """Return a text with a letter for each combining mark or joiner, which are parts of words; the length stays."""
    if text.isascii():
        return text
    inside = {ord(sign): "x" for sign in set(text) if category(sign)[0] == "M" or sign in "\u200c\u200d"}
    return text.translate(inside)


def split_words(folded: str) -> list[str]:
    if folded.isascii():
        return _WORD.findall(folded)
    return [folded[found.start() : found.end()] for found in _WORD.finditer(_lettered(folded))]


_MAX_WORDS_OF_PART = 4
_PARTICLE_WORDS = """
    dr prof mr mrs ms sir dame lord lady jr sr ii iii phd and of the
    van von zu de der den del della di da dos du la le el al bin ibn
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())


def short_forms(name: str) -> Iterator[str]:
    """Yield the short forms of a name: adjoining words of it, and the first word with the last."""
    words = name.split()
    if not 1 < len(words) <= MAX_NAME_WORDS:
        return
    for first in range(len(words)):
        for end in range(first + 1, min(first + _MAX_WORDS_OF_PART, len(words)) + 1):
            part = words[first:end]
            bare_word = part[0].strip(_AROUND)
            if len(part) == 1 and (bare_word in _PARTICLES or (bare_word.isascii() and len(bare_word) < 2)):
                continue
            if len(part) < len(words):
                yield " ".join(part)
    if len(words) > 2:
        yield f"{words[0]} {words[-1]}"
