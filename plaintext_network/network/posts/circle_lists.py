"""Finds what the settings list for a circle: words to avoid, and topics that other circles keep. Names are not its matter."""

from collections.abc import Iterator

from plaintext_network.model.language.normalize import circle_key, name_key
from plaintext_network.model.language.phrases import search_phrase
from plaintext_network.network.posts.draft import Hit
from plaintext_network.network.posts.personal import personal_matters
from plaintext_network.network.posts.reading import Reading
from plaintext_network.network.posts.word_lists import personal_topics


def words_to_avoid(draft: Reading) -> Iterator[Hit]:
    """Yield the words that the readers' `avoid` lists."""
    for circle, table in draft.audience.tables:
        for text in table.avoid:
            for start, end in draft.find([search_phrase(text)], [text]):
                yield Hit("avoid", start, end, f"“{text}” is to be avoided with {circle}", (text,))


def kept_topics(draft: Reading) -> Iterator[Hit]:
    """Yield the topics that other circles keep to themselves, by `keeps` in their tables."""
    keepers: dict[str, list[str]] = {}
    topics: dict[str, str] = {}
    for circle, table in draft.audience.all_tables:
        for topic in table.keeps:
            keepers.setdefault(name_key(topic), []).append(circle)
            topics[name_key(topic)] = topic
    for key, topic in topics.items():
        readers = draft.audience.keys
        if readers and readers <= set(map(circle_key, keepers[key])):
            continue
        reason = f"“{topic}” is kept among {' and '.join(keepers[key])}"
        for start, end in draft.find([search_phrase(topic)], [topic]):
            yield Hit("kept-topic", start, end, reason, (topic,))
        if key in personal_topics():
            for _, first, after, _ in personal_matters(draft, key):
                yield draft.hit("kept-topic", first, after, reason, topic)
