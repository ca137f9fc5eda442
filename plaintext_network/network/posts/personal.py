"""Finds the writer's own personal matters in a draft that people at work read. Ignores the settings' own topics."""

from collections.abc import Iterator

from plaintext_network.network.posts.draft import Hit
from plaintext_network.network.posts.exceptions import (
    describes_a_thing,
    is_matter_of_a_text,
    is_negated,
    is_part_of_another_thing,
)
from plaintext_network.network.posts.matters import Matter, longest, matter_of, matters_of_relatives
from plaintext_network.network.posts.reading import Reading
from plaintext_network.network.posts.word_lists import (
    ANYWHERE,
    DOES,
    HAS,
    IS,
    WRITER_ONLY,
    matters,
    phrases,
    topics_by_phrase,
    words,
)

# Words between `I` and a personal matter, between a relative and theirs, and before a matter without a subject.
_DISTANCE, _OPENING = 6, 3
# What nobody minds after many years.
_LONG_AGO = ("work", "drinking")
# What is personal to say, whoever says it of whom.
_OPINIONS = ("politics", "religion")


def find_personal(draft: Reading) -> Iterator[Hit]:
    """Yield personal matters, if people at work read the draft."""
    readers = draft.audience.professional
    if readers is None:
        return
    for topic, first, end, excerpt in personal_matters(draft):
        reason = f"“{excerpt}” is a personal matter ({topic}), and {readers} will read it"
        yield draft.hit("personal", first, end, reason, excerpt, topic)


def personal_matters(draft: Reading, topic: str | None = None) -> Iterator[tuple[str, int, int, str]]:
    """Yield the personal matters of the writer, of one topic or all: topic, half-open words, and the text they are about."""
    covered: set[int] = set()
    long_ago = {draft.words[first].sentence for _, first, _ in phrases("long ago").find(draft.words)}
    for found, start in _all(draft):
        if topic not in (None, found.topic) or found.first in draft.quoted or found.first in draft.harmless:
            continue
        if found.topic in _LONG_AGO and draft.words[found.first].sentence in long_ago:
            continue
        if covered.isdisjoint(range(found.first, found.end)):
            covered.update(range(found.first, found.end))
            yield found.topic, found.first, found.end, draft.excerpt(start, found.end)


def _all(draft: Reading) -> Iterator[tuple[Matter, int]]:
    """Yield every personal matter, with the word where its excerpt begins."""
    of_others = {
        number
        for subject in draft.subjects
        if subject.path and (other := matter_of(draft, subject.start, subject.end))
        for number in range(other.first, other.end)
    }
    for found in (
        *_in_any_place(draft),
        *_after_i_or_my(draft),
        *_without_a_subject(draft),
        *_said_of_the_writer(draft),
    ):
        if found.first not in of_others:
            yield found, found.first
    yield from ((found, at) for at, found in matters_of_relatives(draft))
    yield from _listed_matters_of_relatives(draft)


def _in_any_place(draft: Reading) -> Iterator[Matter]:
    """Yield matters that need no form, in a sentence in which the writer speaks of themselves."""
    topics = topics_by_phrase(ANYWHERE)
    for phrase, first, end in matters(ANYWHERE).find(draft.words):
        topic = topics[phrase.text]
        sentence_first = draft.sentences[draft.words[first].sentence][0]
        if (
            _is_not_the_writers(draft, first)
            or is_matter_of_a_text(draft, first)
            or is_part_of_another_thing(draft, end)
            or is_negated(draft, first)
        ):
            continue
        if topic in _OPINIONS or _speaks_of_the_writer(draft, first):
            if not (
                end - first == 1
                and draft.words[first].key in words("adjectives of a matter")
                and describes_a_thing(draft, end)
            ):
                yield Matter(topic, first, end)
        elif first == sentence_first and end < len(draft.words) and draft.words[end].starts_clause:
            yield Matter(topic, first, end)


def _is_not_the_writers(draft: Reading, first: int) -> bool:
    """Return whether a matter is somebody else's or only supposed: `his girlfriend`, `asked whether I was drunk`."""
    before = draft.words[first - 1] if first else None
    if before is None or before.sentence != draft.words[first].sentence:
        return False
    if before.key in ("his", "her", "their", "your") or before.is_possessive:
        return True
    return any(word.key in words("only supposed") for word in draft.words[max(0, first - 5) : first])


def _speaks_of_the_writer(draft: Reading, at: int) -> bool:
    first, end = draft.sentences[draft.words[at].sentence]
    return any(
        draft.words[number].key in words("first person")
        for number in range(max(first, at - 12), min(end, at + 12))
    )


def _after_i_or_my(draft: Reading) -> Iterator[Matter]:
    topics = topics_by_phrase(HAS, WRITER_ONLY)
    for phrase, first, end in matters(HAS, WRITER_ONLY).find(draft.words):
        if not _is_the_writers(draft, first) or is_part_of_another_thing(draft, end):
            continue
        if not is_matter_of_a_text(draft, first):
            yield Matter(topics[phrase.text], first, end)


def _is_the_writers(draft: Reading, first: int) -> bool:
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


def _without_a_subject(draft: Reading) -> Iterator[Matter]:
    """Yield matters at the start of a sentence that leaves out `I`: `Second panic attack this month`."""
    for first, end in draft.sentences.values():
        if draft.ends_in_a_question(end):
            continue
        at = first
        while at < end and at - first < _OPENING:
            found = _opening_matter(draft, at, at > first)
            if found and found.end <= end and not is_part_of_another_thing(draft, found.end):
                yield found
                break
            if draft.words[at].key not in words("before a matter without a subject"):
                break
            at += 1


def _opening_matter(draft: Reading, at: int, has_words_before: bool) -> Matter | None:
    found = longest(draft, at, IS)
    if found and found.end - found.first > 1:
        return found
    if (
        found
        and draft.words[at].key in words("states without a subject")
        and not describes_a_thing(draft, found.end)
    ):
        return found
    found = longest(draft, at, DOES)
    if found and found.end - found.first > 1:
        return found
    found = longest(draft, at, HAS)
    if found and (
        has_words_before
        or (found.end < len(draft.words) and draft.words[found.end].key in words("diagnosis"))
    ):
        return found
    return None


def _said_of_the_writer(draft: Reading) -> Iterator[Matter]:
    for at, word in enumerate(draft.words):
        if word.key in ("i", "i'm", "i've", "i'd", "we", "we're", "we've") and (
            found := matter_of(draft, at, at + 1)
        ):
            if word.key[0] == "i" or found.topic in ("health", "family", "relationships"):
                yield found
        elif (
            word.key == "my" and at + 1 < len(draft.words) and draft.words[at + 1].key in words("belongings")
        ):
            found = matter_of(draft, at, at + 1)
            if found:
                yield found


def _listed_matters_of_relatives(draft: Reading) -> Iterator[tuple[Matter, int]]:
    """Yield the first listed matter after each `my mother` and the like, within the sentence."""
    relatives, of_relatives = phrases("relatives"), phrases("matters of relatives")
    for at, relative in enumerate(draft.words):
        if not at or draft.words[at - 1].key != "my" or relative.starts_clause:
            continue
        if not relatives.length_at(draft.words, at):
            continue
        for first in range(at + 1, min(at + 1 + _DISTANCE, len(draft.words))):
            if draft.words[first].sentence != relative.sentence:
                break
            end = first + of_relatives.length_at(draft.words, first)
            if (
                end > first
                and not is_part_of_another_thing(draft, end)
                and not is_matter_of_a_text(draft, first)
            ):
                yield Matter("family", first, end), at - 1
                break
