"""Decides whether words of a draft are an exception: quoted, reported, or the subject of a novel. Finds nothing itself."""

import re

from plaintext_network.network.posts.draft import Draft
from plaintext_network.network.posts.word_lists import comparisons, gapped, phrases, words

# How many words back the reasons for an exception may be.
_TEXT, _REPORT, _NEGATION, _GAP = 9, 7, 3, 4
_QUOTED = re.compile(
    r"“[^”\n]{1,600}”|„[^“”\n]{1,600}[“”]|«[^»\n]{1,600}»|\"[^\"\n]{1,600}\"|(?<![^\W_])[‘'](?=\w)[^’'\n]{1,80}[’'](?!\w)|^[ \t]*>.*$",
    re.MULTILINE,
)


def quoted_words(draft: Draft) -> frozenset[int]:
    """Return the numbers of the words in block quotes, and of several words in quotation marks; none if all words are.

    One word in quotation marks is the writer's own: `Bob is “difficult”`.
    """
    numbers: set[int] = set()
    for found in _QUOTED.finditer(draft.text):
        place = draft.word_range(*found.span())
        if place and place[1] - place[0] > 1:
            numbers.update(range(*place))
    return frozenset(numbers) if len(numbers) < len(draft.words) else frozenset()


def harmless_words(draft: Draft) -> frozenset[int]:
    """Return the numbers of the words in harmless phrases: `killing it`, `dying to see you`."""
    return frozenset(
        number for _, first, end in phrases("harmless").find(draft.words) for number in range(first, end)
    )


def is_matter_of_a_text(draft: Draft, first: int, floor: int = 0) -> bool:
    """Return whether a word is what a text or somebody's work is about: `a novel about a drunk notary`.

    `floor` is the word before which no reason counts, such as the end of the name that the sentence is about.
    """
    words_ = draft.words
    sentence = words_[first].sentence
    leads = False
    for at in range(first - 1, max(floor, first - _TEXT, 0) - 1, -1):
        word = words_[at]
        if word.sentence != sentence:
            return False
        key = word.key
        if key in words("working on a matter") and at + 1 < len(words_) and not _is_stop(draft, at, first):
            return True
        if leads and key in words("texts and events"):
            return True
        if key == "about" and words_[at + 1].key != "to":
            return True
        leads = leads or key in words("leads to a matter") or word.is_possessive
        if key in words("contractions of I") or key == "i":
            return (
                at > floor
                and words_[at - 1].sentence == sentence
                and words_[at - 1].key in words("working on a matter")
            )
        if words_[at].starts_clause and key not in words("leads to a matter"):
            return False
    return False


def _is_stop(draft: Draft, at: int, first: int) -> bool:
    """Return whether a clause begins between a verb and a matter."""
    return any(draft.words[number].starts_clause for number in range(at + 1, first + 1))


def is_reported(draft: Draft, at: int) -> bool:
    """Return whether somebody else than the writer says what begins at a word: `she said that my boss is late`."""
    sentence = draft.words[at].sentence
    for number in range(at - 1, max(-1, at - 1 - _REPORT), -1):
        word = draft.words[number]
        if word.sentence != sentence:
            break
        if word.key in words("verbs of saying"):
            before = draft.words[number - 1] if number else None
            if before is None or before.sentence != sentence:
                return False
            speaks = before.key in words("who speaks for the writer")
            if number > 1 and not speaks and before.key in words("auxiliary verbs", "negations", "adverbs"):
                speaks = draft.words[number - 2].key in words("who speaks for the writer")
            return not speaks
    return False


def is_reported_after(draft: Draft, end: int) -> bool:
    """Return whether words are followed by who said them: `useless, said my boss`."""
    if end >= len(draft.words):
        return False
    sentence = draft.words[end - 1].sentence
    for number in range(end, min(len(draft.words), end + _REPORT)):
        word = draft.words[number]
        if word.sentence != sentence:
            return False
        if word.key in ("said", "says", "say"):
            neighbours = draft.words[number - 1 : number] + draft.words[number + 1 : number + 2]
            return word.starts_clause or any(
                one.starts_clause and one.key not in words("who speaks for the writer") for one in neighbours
            )
    return False


def is_negated(draft: Draft, first: int) -> bool:
    """Return whether a negation stands at most three words before a word, in its clause."""
    for at in range(first - 1, max(-1, first - 1 - _NEGATION), -1):
        if draft.words[at + 1].starts_clause:
            return False
        if draft.words[at].key in words("negations"):
            return not adds(draft, at)
    return False


def adds(draft: Draft, at: int) -> bool:
    """Return whether a negation denies nothing: `not only`, `nothing but`."""
    if at + 1 >= len(draft.words):
        return False
    after = draft.words[at + 1].key
    if draft.words[at].key == "nothing":
        return after in words("after nothing that limits")
    return after in words("after a negation that adds")


def describes_a_thing(draft: Draft, end: int) -> bool:
    """Return whether an adjective that ends here comes before a noun that is nobody and no workplace."""
    if end >= len(draft.words) or draft.words[end].starts_clause:
        return False
    key = draft.words[end].key
    if key in words(
        "sentence continues", "nouns for people and workplaces", "auxiliary verbs", "forms of to be"
    ):
        return False
    if key in words("prepositions", "adverbs", "negations"):
        return False
    return not fault_at(draft, end)


def is_part_of_another_thing(draft: Draft, end: int) -> bool:
    """Return whether the next word makes another thing of it: `cancer ward`."""
    if end >= len(draft.words) or draft.words[end].starts_clause:
        return False
    return draft.words[end].key in words("part of another thing")


def _is_ill_by_form(key: str) -> bool:
    """Return whether the form of an adjective says that something is missing: `charmless`, `unreadable`."""
    if key.endswith("less") and len(key) > 6:
        return key not in words("good words in “-less”")
    return (
        key.startswith("un")
        and key.endswith(("able", "ible", "ful", "ed", "ing", "al"))
        and not key.startswith(("under", "uni", "until"))
        and key not in words("good words in “un-”")
    )


def gap_at(draft: Draft, at: int, heading: str) -> int:
    """Return the number of words of the longest phrase with a gap that begins at a word, 0 if none does."""
    best, sentence = 0, draft.words[at].sentence
    for before, after in gapped(heading):
        length = before.length_at(draft.words, at)
        for start in range(at + length + 1, min(at + length + 1 + _GAP, len(draft.words))) if length else ():
            if draft.words[start].sentence != sentence:
                break
            if second := after.length_at(draft.words, start):
                best = max(best, start + second - at)
    return best


def fault_at(draft: Draft, at: int) -> int:
    """Return the number of words of the criticism that begins at a word, 0 if none does: `lazy`, `lazier`, `the laziest`."""
    lists = ("faults", "mild insults", "insults")
    if at < len(draft.words) and _is_ill_by_form(draft.words[at].key):
        return 1
    return phrases(*lists).length_at(draft.words, at) or comparisons(*lists[:2]).length_at(draft.words, at)
