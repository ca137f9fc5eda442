"""Prepares a draft for the checks: its words, who is mentioned, who reads it. Judges nothing."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.phrases import Phrase, Phrases, find_unspaced, is_unspaced, words_in
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.mentions import NameFinder
from plaintext_network.network.posts.audience import Audience
from plaintext_network.network.posts.published_text import email_addresses, published, without_link_targets
from plaintext_network.notes.note import Note


class Hit(NamedTuple):
    """Something that a check found: its rule, its half-open place, why, and every spelling of what it is about."""

    rule: str
    start: int
    end: int
    reason: str
    about: tuple[str, ...]


class Draft:
    """A draft and its readers.

    `linked_text` is what is published, links included; in `text` only what a reader sees of the links. Both have the note's
    length. `words` are those of `text`; the checks count words, half-open. `mentions` are the contacts named in `linked_text`.
    """

    def __init__(self, index: Index, note: Note, path: str, audience: Audience) -> None:
        self.index, self.note, self.path, self.audience = index, note, path, audience
        self.linked_text = published(note)
        self.text = without_link_targets(self.linked_text)
        self.words = words_in(self.text)
        self._starts = [word.start for word in self.words]
        fetch(index.notes, [*index.names.of_kind("me"), *index.names.of_kind("organization")])
        self.contacts = {facts.path: facts for facts in index.contacts()}
        self.mentions = NameFinder([contact_names(facts) for facts in self.contacts.values()]).find(
            self.linked_text
        )
        self.email_addresses = email_addresses(note)

    def hit(self, rule: str, first: int, end: int, reason: str, *about: str) -> Hit:
        """Return a hit at a half-open range of words."""
        return Hit(rule, self.words[first].start, self.words[end - 1].end, reason, about)

    def excerpt(self, first: int, end: int) -> str:
        """Return a half-open range of words as the text has them, on one line."""
        return " ".join(self.text[self.words[first].start : self.words[end - 1].end].split())

    def word_range(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the half-open range of words between two offsets, None if there are none."""
        first, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return (first, after) if first < after else None

    def ends_in_a_question(self, end: int) -> bool:
        """Return whether a question mark follows the word before this one."""
        after = self.words[end].start if end < len(self.words) else len(self.text)
        return "?" in self.text[self.words[end - 1].end : min(after, self.words[end - 1].end + 4)]

    def find(
        self, phrases: Iterable[Phrase | None], unspaced: Iterable[str] = ()
    ) -> Iterator[tuple[int, int]]:
        """Yield the half-open places of phrases, and of those texts that are of a script without spaces."""
        wanted = [phrase for phrase in phrases if phrase is not None and phrase.words]
        for phrase, first, end in Phrases(wanted).find(self.words):
            keys = [word.key for word in self.words[first:end] if word.key != "and"]
            start, stop = self.words[first].start, self.words[end - 1].end
            # F and T are no F&T.
            if max(map(len, keys)) > 1 or _letters(self.text[start:stop]) == _letters(phrase.text):
                yield start, stop
        for text in filter(is_unspaced, unspaced):
            yield from find_unspaced(text, self.text)

    def names_of(self, path: str) -> tuple[str, ...]:
        """Return the name, file name and aliases of a contact."""
        return names_of(self.contacts[path])

    def is_private(self, path: str) -> bool:
        """Return whether the note at a path is of a private contact."""
        facts = self.contacts.get(path)
        return facts is not None and facts.contact is not None and facts.contact.private

    @cached_property
    def writers(self) -> list[Facts]:
        """The notes about the writer, of type `me`."""
        return [self.index.notes[path] for path in self.index.names.of_kind("me")]


def names_of(facts: Facts) -> tuple[str, ...]:
    """Return the name, file name and aliases of a note."""
    return tuple(dict.fromkeys((facts.name, facts.stem, *facts.aliases)))


def _letters(text: str) -> str:
    return "".join(fold(text).split())
