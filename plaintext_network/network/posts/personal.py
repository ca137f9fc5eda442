"""Finds personal matters and secrets in a draft that people at work read. The settings' own topics are not its matter."""

from collections.abc import Iterator

from plaintext_network.network.posts.draft import Draft, Hit
from plaintext_network.network.posts.word_lists import (
    own_phrases,
    personal_phrases,
    personal_topics,
    phrases,
    words,
)

# Words between `I` and a personal matter, and words of a sentence between a relative and theirs.
_DISTANCE = 6


def find_personal(draft: Draft) -> Iterator[Hit]:
    """Yield personal matters, if people at work read the draft."""
    readers = draft.audience.professional
    if readers is None:
        return
    for topic in personal_topics():
        for first, end, excerpt in personal_matters(draft, topic):
            reason = f"“{excerpt}” is a personal matter ({topic}), and {readers} will read it"
            yield draft.hit("personal", first, end, reason, excerpt, topic)


def personal_matters(draft: Draft, topic: str) -> Iterator[tuple[int, int, str]]:
    """Yield the personal matters of a topic: the half-open words, and what they are about as the text has it."""
    for _, first, end in personal_phrases(topic).find(draft.words):
        yield first, end, draft.excerpt(first, end)
    for _, first, end in own_phrases(topic).find(draft.words):
        if _is_the_writers(draft, first) and not _is_part_of_another_thing(draft, end):
            yield first, end, draft.excerpt(first, end)
    if topic == "family":
        yield from _matters_of_relatives(draft)


def _is_the_writers(draft: Draft, first: int) -> bool:
    """Return whether what begins at a word is the writer's own: it follows `my`, or `I` and words that lead to it."""
    for at in range(first - 1, max(-1, first - 1 - _DISTANCE), -1):
        if draft.words[at + 1].starts_clause:
            return False
        key = draft.words[at].key
        if key == "my":
            return first - at <= 2
        if key in words("contractions of I"):
            return True
        if key == "i":
            return first - at > 1
        if key not in words("between I and a matter"):
            return False
    return False


def _is_part_of_another_thing(draft: Draft, end: int) -> bool:
    """Return whether the next word makes another thing of it: `cancer ward`."""
    if end >= len(draft.words) or draft.words[end].starts_clause:
        return False
    return draft.words[end].key in words("part of another thing")


def _matters_of_relatives(draft: Draft) -> Iterator[tuple[int, int, str]]:
    """Yield the first personal matter after each `my mother` and the like, within the sentence."""
    relatives, matters = phrases("relatives"), phrases("matters of relatives")
    for at, relative in enumerate(draft.words):
        if not at or draft.words[at - 1].key != "my" or relative.starts_clause:
            continue
        if not relatives.length_at(draft.words, at):
            continue
        for first in range(at + 1, min(at + 1 + _DISTANCE, len(draft.words))):
            if draft.words[first].sentence != relative.sentence:
                break
            end = first + matters.length_at(draft.words, first)
            if end > first and not _is_part_of_another_thing(draft, end):
                yield first, end, draft.excerpt(at - 1, end)
                break


def find_secrets(draft: Draft) -> Iterator[Hit]:
    """Yield phrases that ask for silence, if people at work read the draft."""
    readers = draft.audience.professional
    if readers is None:
        return
    for first, end in _secrets(draft):
        excerpt = draft.excerpt(first, end)
        reason = f"“{excerpt}” says that it should stay where it is, and {readers} will read it"
        yield draft.hit("secret", first, end, reason, excerpt)


def _secrets(draft: Draft) -> Iterator[tuple[int, int]]:
    for _, first, end in phrases("secrets").find(draft.words):
        yield first, end
    openings = phrases("secrets at the start of a sentence")
    for at, word in enumerate(draft.words):
        if at and draft.words[at - 1].sentence == word.sentence:
            continue
        end = at + openings.length_at(draft.words, at)
        if end > at and end < len(draft.words) and draft.words[end].starts_clause:
            yield at, end
