"""Searches one text for the forms of a table, where they are used as names. Decides nothing about who is private."""

import re
from collections.abc import Iterator

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.ordinary_words import is_ordinary, is_used_as_name
from plaintext_network.network.people.form_table import FormTable
from plaintext_network.network.people.name_forms import (
    ADDRESS,
    EMPLOYER,
    FIRST_NAME,
    INITIALS,
    NAME,
    NICKNAME,
    SURNAME,
    TITLES,
    Form,
)
from plaintext_network.network.people.naming import Naming, folded_text
from plaintext_network.notes.late_patterns import late_pattern

_WORD = late_pattern(r"[^\W_]+")
INITIALS_WITH_DOTS = late_pattern(r"(?<!\w)(?:[^\W\d_]\.[ \u00a0]?){1,3}[^\W\d_](?:\.|(?!\w))")
# What may be between the words of one name: no sentence ends there.
_WITHIN = late_pattern(r"[^\w!?;:\n\r]{0,4}|[^\w!?;]{0,2}\n[^\w!?;\n]{0,3}")


class NameSearch:
    """One pass through one text."""

    def __init__(self, table: FormTable, text: str) -> None:
        self.table, self.text = table, text
        self.folded = folded_text(text)
        self.words = [self.folded.word(number) for number in range(len(self.folded.words))]

    def find(self) -> Iterator[Naming]:
        """Yield where the text may name the contacts of the table."""
        number = 0
        while number < len(self.words):
            if not self.table.may_begin(self.words[number]):
                number += 1
                continue
            found = list(self._at(number))
            longest = max((count for _, count in found), default=0)
            yield from (naming for naming, count in found if count == longest)
            number += longest or 1
        if self.table.has_initials and "." in self.text:
            for dotted in INITIALS_WITH_DOTS.finditer(self.text):
                yield from self._initials(dotted)

    def _place(self, first: int, last: int) -> tuple[int, int]:
        at, words = self.folded.at, self.folded.words
        return at[words[first].start], at[words[last].end]

    def _at(self, number: int) -> Iterator[tuple[Naming, int]]:
        """Yield who is named from this word on, and by how many words."""
        done: set[str] = set()
        following = self.words[number + 1] if number + 1 < len(self.words) else ""
        # Many may have one name.
        is_here: dict[Form, bool] = {}
        for form, path in self.table.forms_at(self.words[number], following):
            if path in done:
                continue
            here = is_here.get(form)
            if here is None:
                here = is_here[form] = self._matches(form, number) and self._counts(form, number)
            if here:
                done.add(path)
                count = len(form.words)
                start, end = self._place(number, number + count - 1)
                kind = form.kind
                if kind == SURNAME and self._is_titled(number, path):
                    kind = NICKNAME
                weak = form.guessed if self.table.is_private(path) else kind == FIRST_NAME
                yield Naming(path, start, end, form.words, kind, weak), count

    def _matches(self, form: Form, number: int) -> bool:
        """Return whether the words of a form are here, with nothing but signs between them."""
        count = len(form.words)
        if number + count > len(self.words):
            return False
        for offset in range(1, count):
            word = self.words[number + offset]
            is_last = offset == count - 1
            if word != form.words[offset] and not (
                is_last and len(word) > 3 and word == form.words[offset] + "s"
            ):
                return False
            before, after = self.folded.words[number + offset - 1], self.folded.words[number + offset]
            if not _WITHIN.fullmatch(self.folded.text, before.end, after.start):
                return False
        return True

    def _counts(self, form: Form, number: int) -> bool:
        """Return whether words that may be a name are used as one here."""
        if form.kind == ADDRESS:
            return True
        start, end = self._place(number, number + len(form.words) - 1)
        typed = self.text[start:end]
        if form.kind == INITIALS:
            return typed.isupper()
        if len(form.words) > 1:
            last_start, last_end = self._place(number + len(form.words) - 1, number + len(form.words) - 1)
            # An initial has a capital: `Ann h`.
            if len(form.words[-1]) == 1 and form.kind == NAME:
                return self.text[last_start:last_end].isupper()
            return form.kind != EMPLOYER or not typed.islower()
        if is_ordinary(self.words[number]):
            return is_used_as_name(self.text, start, end)
        return form.unlike or not form.guessed or not typed[0].islower()

    def _is_titled(self, number: int, path: str) -> bool:
        """Return whether a surname comes after a title, or after the initial of the first name."""
        if not number or not _WITHIN.fullmatch(
            self.folded.text, self.folded.words[number - 1].end, self.folded.words[number].start
        ):
            return False
        word = self.words[number - 1]
        if word in TITLES:
            return True
        if len(word) > 1 or not self.text[self._place(number - 1, number - 1)[0]].isupper():
            return False
        return self.table.initial(path) == word

    def _initials(self, dotted: re.Match[str]) -> Iterator[Naming]:
        letters = "".join(_WORD.findall(fold(dotted[0])))
        if not "".join(_WORD.findall(dotted[0])).isupper():
            return
        for form, path in self.table.forms_at(letters):
            if form.kind == INITIALS and form.words == (letters,):
                yield Naming(path, *dotted.span(), form.words, INITIALS)
