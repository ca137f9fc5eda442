"""Finds what somebody else may not want others to know: their illness, divorce, debts or dismissal. No audience may read it."""

from collections.abc import Iterator

from plaintext_network.network.posts.draft import Hit
from plaintext_network.network.posts.matters import Matter, matter_of
from plaintext_network.network.posts.reading import Reading
from plaintext_network.network.posts.subject import PERSON, Subject
from plaintext_network.network.posts.word_lists import phrases

# How many words may be between somebody and what tells their secret.
_NEAR = 14


def secrets_of_others(draft: Reading) -> Iterator[Hit]:
    """Yield the personal matters of contacts, and of a colleague without a name."""
    told: set[tuple[int, str]] = set()
    signs = {
        draft.words[first].sentence
        for _, first, _ in phrases("signs of a secret", "secrets").find(draft.words)
    }
    for subject in draft.subjects:
        if subject.kind != PERSON or subject.start in draft.quoted:
            continue
        sentence = draft.words[subject.start].sentence
        found = matter_of(draft, subject.start, subject.end) or _wished_well(draft, subject)
        if found is None and not signs.isdisjoint(range(sentence - 1, sentence + 2)):
            found = _quiet_change(draft, subject)
        if found is None or (found.first, subject.label) in told:
            continue
        told.add((found.first, subject.label))
        excerpt = draft.excerpt(found.first, found.end)
        reason = f"“{excerpt}” is for {subject.label} to tell ({found.topic})"
        yield draft.hit(
            "secret-of-another", found.first, found.end, reason, *subject.names, excerpt, found.topic
        )


def _wished_well(draft: Reading, subject: Subject) -> Matter | None:
    """Return the wish of a sentence to somebody who is ill or in trouble: `get well soon, Bob`."""
    first, end = draft.sentences[draft.words[subject.start].sentence]
    first, end = max(first, subject.start - _NEAR), min(end, subject.end + _NEAR)
    for at in range(first, end):
        if length := phrases("wishes for the sick").length_at(draft.words, at):
            return Matter("health", at, at + length)
    return None


def _quiet_change(draft: Reading, subject: Subject) -> Matter | None:
    """Return a change of somebody's, in a sentence that says it is not known yet."""
    end = draft.sentences[draft.words[subject.start].sentence][1]
    for at in range(subject.end, min(end, subject.end + _NEAR)):
        if length := phrases("changes").length_at(draft.words, at):
            return Matter("plans", at, at + length)
    return None
