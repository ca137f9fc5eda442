"""Reads a draft as text about somebody: its subjects, its sentences and what it quotes. Judges nothing."""

from functools import cached_property

from plaintext_network.network.posts.draft import Draft
from plaintext_network.network.posts.exceptions import harmless_words, quoted_words
from plaintext_network.network.posts.subject import Subject
from plaintext_network.network.posts.subjects import subjects


class Reading(Draft):
    """A draft with its subjects in order, the half-open words of each sentence, and its words in quotation marks and in harmless phrases."""

    @cached_property
    def subjects(self) -> list[Subject]:
        return subjects(self)

    @cached_property
    def quoted(self) -> frozenset[int]:
        return quoted_words(self)

    @cached_property
    def harmless(self) -> frozenset[int]:
        return harmless_words(self)

    @cached_property
    def sentences(self) -> dict[int, tuple[int, int]]:
        """The half-open range of words of each sentence that has words, by its number, in order."""
        firsts = [
            at for at, word in enumerate(self.words) if not at or self.words[at - 1].sentence != word.sentence
        ]
        ends = [*firsts[1:], len(self.words)] if firsts else []
        return {self.words[first].sentence: (first, end) for first, end in zip(firsts, ends, strict=True)}

    @cached_property
    def sentences_about_somebody(self) -> frozenset[int]:
        """The numbers of the sentences that have a subject."""
        return frozenset(self.words[subject.start].sentence for subject in self.subjects)

    def sentence_after(self, at: int) -> tuple[int, int]:
        """Return the half-open words of the sentence after the one of a word; none if it is the last."""
        end = self.sentences[self.words[at].sentence][1]
        return self.sentences[self.words[end].sentence] if end < len(self.words) else (end, end)
