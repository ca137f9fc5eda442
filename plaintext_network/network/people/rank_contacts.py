"""Ranks everybody whom a text that is still being typed may mean. Chooses nobody."""

import re
from collections.abc import Collection, Iterable, Sequence

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
        self, typed: str, without: Collection[str] = (), beside: Iterable[ContactNames] = ()
    ) -> dict[int, list[ContactNames]]:
        """Return everybody of whose names or addresses a text has all words, in any order, by grade; unsorted.

        The grades are those of `find_contact`; the lowest is best. A text without words fits everybody. Leaves out the contacts at the
        paths `without`, and searches others beside.
        """
        part, words = part_and_words(typed)
        rows = self._rows
        if beside:
            rows = [*rows, *map(_texts, beside)]
        if words:
            longest = max(words, key=len)
            rows = [texts for texts in rows if longest in texts.text]
        elif part:
            return {}
        found: dict[int, list[ContactNames]] = {}
        grader = _Grader(part, words) if words else None
        beside_paths = {known[0] for known in beside}
        for texts in rows:
            path = texts.known[0]
            if path in without and path not in beside_paths:
                continue
            fits = grader.grade(texts) if grader else WHOLE_NAME
            if fits is not None:
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


_BETWEEN = re.escape("".join(map(chr, WITHIN_WORDS)) + AROUND_WORDS) + r"\s"


class _Grader:
    """Grades contacts for one typed text. To grade a name takes long, so most grades are found by searching alone."""

    def __init__(self, part: str, words: Sequence[str]) -> None:
        self.part, self.words = part, words
        self.at_start, self.at_word = f"\n{part}", f" {part}"
        self.whole = [re.compile(rf"[{_BETWEEN}]{re.escape(word)}[{_BETWEEN}]").search for word in words]
        self.begins = [re.compile(rf"[{_BETWEEN}]{re.escape(word)}").search for word in words]

    def grade(self, texts: _Texts) -> int | None:
        """Return how well a contact fits, None if not at all."""
        best = self._grade(texts.names, texts.known)
        if texts.addresses != "\n" and (best is None or best > 3):
            other = self._grade(texts.addresses, None)
            best = other if best is None else best if other is None else min(best, other)
        return best

    def _grade(self, lines: str, known: "ContactNames | None") -> int | None:
        """Return how well one of some lines fits; `known` is None for addresses, which have no whole words."""
        if not all(word in lines for word in self.words):
            return None
        if known is not None and all(search(lines) for search in self.whole):
            fits = [each for each in known[4] if all(word in each for word in self.words)]
            return min((_exact(each, self.part, self.words) for each in fits), default=None)
        if self.at_start in lines or (known is not None and self.at_word in lines):
            return 3
        if len(self.words) > 1 and lines.count("\n") > 2:
            # The words may be in different lines.
            found = (self._grade_line(f"\n{line}\n") for line in lines.split("\n"))
            return min((grade for grade in found if grade is not None), default=None)
        return self._grade_line(lines)

    def _grade_line(self, line: str) -> int | None:
        if not all(word in line for word in self.words):
            return None
        if all(search(line) for search in self.begins):
            return 4
        return 5 if self.part in line else WORST
