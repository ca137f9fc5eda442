"""Finds criticism of contacts, of the writer's work and of their field. `subjects` finds whom it is about."""

from collections.abc import Iterator

from plaintext_network.network.posts.criticism_before import (
    ANSWERED,
    Range,
    aversion_before,
    before_a_colon,
    fault_before,
    harmful_fault_at,
    warning_before,
)
from plaintext_network.network.posts.draft import Hit
from plaintext_network.network.posts.exceptions import (
    describes_a_thing,
    gap_at,
    is_matter_of_a_text,
    is_negated,
    is_reported,
    is_reported_after,
)
from plaintext_network.network.posts.predicates import Place, places
from plaintext_network.network.posts.reading import Reading
from plaintext_network.network.posts.subject import FIELD, GROUP, PERSON, WORK, Subject
from plaintext_network.network.posts.word_lists import phrases, words

# How many words may be between a subject and what the sentence says of it.
_INSULT, _FRAGMENT = 14, 8


def find_criticism(draft: Reading) -> Iterator[Hit]:
    """Yield the critical words about each subject: said of it outright, else the first insult in its sentence."""
    if not draft.subjects:
        return
    insults: dict[int, list[Range]] = {}
    for first, end in _insults(draft):
        insults.setdefault(draft.words[first].sentence, []).append((first, end))
    sentences: set[tuple[int, str]] = set()
    for subject in draft.subjects:
        if subject.start in draft.quoted or is_reported(draft, subject.start):
            continue
        sentence = draft.words[subject.start].sentence
        found = (
            fault_before(draft, subject)
            or _said_after(draft, subject)
            or aversion_before(draft, subject)
            or warning_before(draft, subject)
            or before_a_colon(draft, subject)
            or (_bad_work_made(draft, subject.end) if subject.kind == PERSON else None)
            or _in_a_fragment(draft, subject)
            or _insult_in_sentence(draft, subject, insults.get(sentence, []))
        )
        if (
            found
            and found[0] not in draft.quoted
            and (sentence, subject.label) not in sentences
            and not is_reported_after(draft, found[1])
        ):
            sentences.add((sentence, subject.label))
            reason = f"“{draft.excerpt(*found)}” is said in one breath with {subject.label}"
            yield draft.hit(subject.rule, *found, reason, *subject.names)


def _insults(draft: Reading) -> Iterator[Range]:
    """Yield the words that are an insult wherever they are in a sentence, the mild ones last."""
    for _, first, end in phrases("insults").find(draft.words):
        if (
            first not in draft.harmless
            and not is_negated(draft, first)
            and first not in draft.quoted
            and not is_matter_of_a_text(draft, first)
        ):
            yield first, end
    for _, first, end in phrases("mild insults").find(draft.words):
        if (
            first not in draft.harmless
            and not is_negated(draft, first)
            and first not in draft.quoted
            and not describes_a_thing(draft, end)
            and not is_matter_of_a_text(draft, first)
        ):
            yield first, end


def _insult_in_sentence(draft: Reading, subject: Subject, insults: list[Range]) -> Range | None:
    """Return an insult in the sentence of a subject. Of a pronoun or a field, the insult comes after it."""
    if subject.pronoun and draft.words[subject.start].key in words("owners"):
        return None
    for first, end in insults:
        if _is_said_of_the_writer(draft, first):
            continue
        near = -_INSULT <= first - subject.end <= _INSULT
        if near and (first >= subject.end or not (subject.pronoun or subject.kind in (FIELD, WORK))):
            return first, end
    return None


def _is_said_of_the_writer(draft: Reading, at: int) -> bool:
    """Return whether the writer says a word of themselves: `when I was useless at maths`."""
    before = [word.key for word in draft.words[max(0, at - 4) : at]]
    return any(key in words("contractions of I") or key in ("i", "we", "myself") for key in before)


def _said_after(draft: Reading, subject: Subject) -> Range | None:
    """Return a misdeed, a fault after a form of `to be`, or a virtue or an ability that is denied."""
    first, end = draft.sentences[draft.words[subject.start].sentence]
    if subject.kind == FIELD and draft.ends_in_a_question(end) and draft.words[first].key != "why":
        # `Is nursing a dying profession?` is a debate.
        return None
    for place in places(draft, subject.start, subject.end):
        found = _at_place(draft, subject, place)
        if found and not is_matter_of_a_text(draft, found[0], subject.end):
            return found
    return None


def _at_place(draft: Reading, subject: Subject, place: Place) -> Range | None:
    at = place.at
    if place.does and place.negation is None and (length := _misdeed_at(draft, at)):
        return at, at + length
    if place.does and subject.kind in (PERSON, GROUP, FIELD) and (end := _inability(draft, at)):
        return at, end
    if found := _shortcoming(draft, place):
        return found
    if place.does and _nobody_before(draft, subject) and draft.words[at].key in words("what nobody does"):
        return at, at + 1
    if place.has and not place.is_ and (length := harmful_fault_at(draft, at)):
        end = at + length
        if end < len(draft.words) and draft.words[end].key in words("traits") and place.negation is None:
            return at, end + 1
    if not place.is_:
        return None
    # Bob's terrible day is none of his faults, Bob's so terrible is.
    if draft.words[subject.end - 1].is_possessive and at == subject.end:
        return None
    if place.negation is None and (length := harmful_fault_at(draft, at)):
        return at, at + length
    if place.negation is not None and (length := phrases("virtues").length_at(draft.words, at)):
        return place.negation, at + length
    return None


def _misdeed_at(draft: Reading, at: int) -> int:
    """Return the number of words of what somebody does, 0 if nothing begins here."""
    if at in draft.harmless:
        return 0
    return phrases("misdeeds", "insults").length_at(draft.words, at) or gap_at(draft, at, "with a gap")


def _shortcoming(draft: Reading, place: Place) -> Range | None:
    """Return what somebody lacks or does not do although they ought to: `has no talent`, `doesn't pay`."""
    text, at = draft.words, place.at
    key = text[at].key
    if key in words("lacks") and (place.has or (place.does and key.startswith("lack"))):
        for number in range(at + 1, min(at + 4, len(text))):
            if text[number].starts_clause:
                break
            if text[number].key in words("qualities"):
                return at, number + 1
    if place.has and place.negation is not None and key in words("qualities"):
        return place.negation, at + 1
    if place.does and place.negation is not None and not is_prevented(draft, at):
        if key in words("what one ought to do"):
            return place.negation, at + 1
        if (
            text[at - 1].key == "never"
            and text[at - 2].key in words("forms of to have")
            and _in_their_life(draft, at)
        ):
            return at - 1, at + 1
    return None


def _in_their_life(draft: Reading, at: int) -> bool:
    """Return whether `in his life` or the like follows: `has never paid a bill in his life`."""
    keys = [word.key for word in draft.words[at : at + 9] if word.sentence == draft.words[at].sentence]
    return any(
        key in ("life", "lives") and keys[number - 1] in words("owners") for number, key in enumerate(keys)
    )


def is_prevented(draft: Reading, at: int) -> bool:
    """Return whether what follows a verb makes it a matter of time or place: `can't sing on Tuesday`."""
    after = draft.words[at + 1] if at + 1 < len(draft.words) else None
    return (
        after is not None
        and not after.starts_clause
        and after.key in words("after an ability that is only prevented")
    )


def _inability(draft: Reading, at: int) -> int | None:
    """Return where `can't` and an ability end, if nothing says that it is a matter of time or place."""
    text = draft.words
    if text[at].key not in ("can't", "cannot", "couldn't", "cant") or at + 1 >= len(text):
        return None
    after = at + 2 if text[at + 1].key in words("adverbs") else at + 1
    if (
        after >= len(text)
        or text[after].key not in words("abilities")
        or text[after].sentence != text[at].sentence
    ):
        return None
    return None if is_prevented(draft, after) else after + 1


def _nobody_before(draft: Reading, subject: Subject) -> bool:
    """Return whether a subject follows `nobody in` or `no one at`."""
    before = [word.key for word in draft.words[max(0, subject.start - 3) : subject.start]]
    return before[-2:-1] in (["nobody"], ["one"]) and before[-1] in words("prepositions")


def _bad_work_made(draft: Reading, start: int) -> Range | None:
    """Return the fault before a work that somebody makes: after `gave`, `the dullest keynote`."""
    text = draft.words
    making = next(
        (at for at in range(start, min(start + 3, len(text))) if text[at].key in words("making a work")), None
    )
    if making is None or any(text[at].starts_clause for at in range(start, making + 1)):
        return None
    for at in range(making + 1, min(making + 5, len(text))):
        if text[at].starts_clause:
            return None
        length = harmful_fault_at(draft, at)
        if length and at + length < len(text) and text[at + length].key in words("works"):
            return None if is_negated(draft, at) else (at, at + length)
    return None


def _in_a_fragment(draft: Reading, subject: Subject) -> Range | None:
    """Return criticism in a sentence without a verb that follows the subject's: `Bob came late. Useless as ever.`"""
    own_first, own_end = draft.sentences[draft.words[subject.start].sentence]
    if subject.kind == FIELD and own_end - own_first > ANSWERED:
        return None
    first, end = draft.sentence_after(subject.start)
    if not 0 < end - first <= _FRAGMENT or draft.words[first].sentence in draft.sentences_about_somebody:
        return None
    keys = [word.key for word in draft.words[first:end]]
    if phrases("verdicts").length_at(draft.words, first) == end - first:
        return first, end
    if any(
        key in words("forms of to be", "other subjects")
        for key in keys[1:]
        if key not in words("degree words")
    ):
        return None
    at = first + 1 if keys[0] == "what" else first
    while at < end and draft.words[at].key in words("degree words"):
        at += 1
    length = harmful_fault_at(draft, at) if at < end else 0
    if not length or describes_a_thing(draft, at + length) or is_negated(draft, at) or at in draft.quoted:
        return None
    return at, at + length
