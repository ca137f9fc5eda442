"""Finds phrases that ask for silence, in a draft that people at work read. Ignores what they are about."""

from collections.abc import Iterator

from plaintext_network.network.posts.draft import Hit
from plaintext_network.network.posts.reading import Reading
from plaintext_network.network.posts.word_lists import phrases


def find_secrets(draft: Reading) -> Iterator[Hit]:
    """Yield phrases that ask for silence, if people at work read the draft."""
    readers = draft.audience.professional
    if readers is None:
        return
    for first, end in _secrets(draft):
        if first in draft.quoted:
            continue
        excerpt = draft.excerpt(first, end)
        reason = f"“{excerpt}” asks for discretion, and {readers} will read it"
        yield draft.hit("secret", first, end, reason, excerpt)


def _secrets(draft: Reading) -> Iterator[tuple[int, int]]:
    for _, first, end in phrases("secrets").find(draft.words):
        yield first, end
    openings = phrases("secrets at the start of a sentence")
    for first, last in draft.sentences.values():
        end = first + openings.length_at(draft.words, first)
        if first < end < last and draft.words[end].starts_clause:
            yield first, end
