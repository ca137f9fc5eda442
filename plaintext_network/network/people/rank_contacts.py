"""Ranks everybody whom a text that is still being typed may mean. Chooses nobody."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.contact_names import ContactNames
from plaintext_network.network.people.find_contact import AROUND_WORDS, WITHIN_WORDS, grade_of, part_and_words

# What is better than a whole word of a name: the whole name. The worst is letters within a name, in any order.
WHOLE_NAME, WORST = -1, 6


class _Texts(NamedTuple):
    """What a contact is found by: each name on a line and each address on one, the same by themselves, and all of it."""

    known: ContactNames
    names: str
    addresses: str
    text: str


class RankedContacts:
    """Contacts to search again and again while somebody types. What each is found by is joined once, so a search is quick."""

    def __init__(self, known_by: Iterable[ContactNames]) -> None:
        self._rows = list(map(_texts, known_by))

    def find(
        self, typed: str, without: Collection[str] = (), beside: Sequence[ContactNames] = ()
    ) -> dict[int, list[ContactNames]]:
        """Return everybody of whose names or addresses a text has all words, in any order, by grade; unsorted.

        The grades are those of `find_contact`; the lowest is best. A single ASCII letter fits the beginnings of words only, and a text without
        words fits everybody. Leaves out the contacts at the paths `without`, and searches others beside.
        """
        part, words = part_and_words(typed.strip())
        rows = [*self._rows, *map(_texts, beside)] if beside else self._rows
        if without:
            first_beside = len(self._rows)
            rows = [
                texts
                for number, texts in enumerate(rows)
                if number >= first_beside or texts.known[0] not in without
            ]
        if not words:
            return {} if part else {WHOLE_NAME: [texts.known for texts in rows]}
        grade = _Grader(part, words).grade
        longest = max(words, key=len)
        if len(part) == 1 and part.isascii():
            # Nearly everybody has most letters somewhere.
            begins = _begins(part)
            rows = [texts for texts in rows if part in texts.text and begins(texts.text)]
        else:
            rows = [texts for texts in rows if longest in texts.text]
        found: dict[int, list[ContactNames]] = {}
        for texts in rows:
            if (fits := grade(texts)) is not None:
                found.setdefault(fits, []).append(texts.known)
        return found

    def with_any(self, words: Collection[str]) -> list[ContactNames]:
        """Return everybody of whose names or addresses a text has one of some folded words, as part of a word, too."""
        return [texts.known for texts in self._rows if any(word in texts.text for word in words)]


def best_fit(known: ContactNames, typed: str) -> str:
    """Return the name or address of a contact that fits a text best, folded; "" if none does."""
    part, words = part_and_words(typed)
    fits = [each for each in known[4] if all(word in each for word in words)]
    return min(fits, key=lambda each: _exact(each, part, words), default="")


def _exact(known: str, part: str, words: Sequence[str]) -> int:
    return WHOLE_NAME if known == part else grade_of(known, part, words)


def _texts(known: ContactNames) -> _Texts:
    names = addresses = "\n"
    for each in known[4]:
        if "@" in each[1:] and " " not in each:
            addresses += each + "\n"
        else:
            names += each + "\n"
    return _Texts(known, names, addresses, names + addresses)


_WITHIN, _AROUND = re.escape("".join(map(chr, WITHIN_WORDS))), re.escape(AROUND_WORDS)
_WHOLE = f"[{_WITHIN}{_AROUND}\\s]{{}}[{_WITHIN}{_AROUND}\\s]"


def _begins(word: str) -> "Callable[[str], object]":
    """Return what finds the beginning of a word in lines, or of a piece of one, unless what is typed has several pieces itself."""
    is_piece = word.translate(WITHIN_WORDS) == word
    return re.compile(rf"(?:\s[{_AROUND}]*{f'|[{_WITHIN}]' if is_piece else ''}){re.escape(word)}").search


class _Grader:
    """Grades contacts for one typed text. To grade a name takes long, so most grades are found by searching alone."""

    def __init__(self, part: str, words: Sequence[str]) -> None:
        self.part, self.words = part, words
        self.first, *self.others = words
        self.line, self.at_start, self.at_word = f"\n{part}\n", f"\n{part}", f" {part}"
        self.whole = [re.compile(_WHOLE.format(re.escape(word))).search for word in words]
        self.begins = list(map(_begins, words))

    def grade(self, texts: _Texts) -> int | None:
        """Return how well a contact fits, None if not at all."""
        known, names, addresses, _ = texts
        best = self._grade(names, known) if self.first in names else None
        if self.first in addresses and (best is None or best > 3):
            other = self._grade(addresses, None)
            best = other if best is None else best if other is None else min(best, other)
        return best

    def _grade(self, lines: str, known: "ContactNames | None") -> int | None:
        """Return how well one of some lines fits; `known` is None for addresses, which have no whole words."""
        if self.others and not all(word in lines for word in self.others):
            return None
        if known is not None and self.whole[0](lines) and all(search(lines) for search in self.whole[1:]):
            fits = [each for each in known[4] if all(word in each for word in self.words)]
            return min((_exact(each, self.part, self.words) for each in fits), default=None)
        if self.line in lines:
            return WHOLE_NAME
        if self.at_start in lines or (known is not None and self.at_word in lines):
            return 3
        if self.others and lines.count("\n") > 2:
            # The words may be in different lines.
            found = (self._grade_line(f"\n{line}\n") for line in lines.split("\n"))
            return min((grade for grade in found if grade is not None), default=None)
        return self._grade_line(lines)

    def _grade_line(self, line: str) -> int | None:
        if self.others and not all(word in line for word in self.words):
            return None
        if self.begins[0](line) and all(search(line) for search in self.begins[1:]):
            return 4
        return 5 if self.part in line else WORST
