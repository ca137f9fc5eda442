"""Finds criticism that stands before whom it is about: `never trust Bob`, `the worst business there is: marketing`."""

from plaintext_network.network.posts.exceptions import fault_at, gap_at, is_matter_of_a_text, is_negated
from plaintext_network.network.posts.reading import Reading
from plaintext_network.network.posts.subject import FIELD, Subject
from plaintext_network.network.posts.word_lists import phrases, words

# How many words may be between criticism and its subject; and how many words an answer has: `The worst? Marketing.`
_BEFORE, _AVERSION, _TO_COLON, ANSWERED = 2, 8, 9, 3
# What may be between what nobody does and somebody: `nobody wants to work with Bob`.
_WITH = frozenset(("to", "work", "with", "for", "at", "in", "on"))

Range = tuple[int, int]


def harmful_fault_at(draft: Reading, at: int) -> int:
    """Return the number of words of the criticism that begins at a word, 0 if there is none or it is harmless."""
    return 0 if at in draft.harmless else fault_at(draft, at)


def fault_before(draft: Reading, subject: Subject) -> Range | None:
    """Return a fault right before a subject or within it: `the worst client`, `my terrible new boss`."""
    if subject.kind == FIELD or subject.pronoun:
        return None
    for at in range(max(0, subject.start - _BEFORE), subject.end):
        length = harmful_fault_at(draft, at)
        if not length or at + length >= subject.end:
            continue
        if phrases("faults only after to be").length_at(draft.words, at):
            continue
        between = draft.words[at + length : subject.start]
        if (
            all(word.key in words("degree words") for word in between)
            and _is_one_clause(draft, at, subject.start)
            and not is_negated(draft, at)
            and at not in draft.quoted
            and not is_matter_of_a_text(draft, at)
        ):
            return at, at + length
    return None


def aversion_before(draft: Reading, subject: Subject) -> Range | None:
    """Return an aversion that leads to a subject: `never work with Bob`, `why did I ever go into marketing`."""
    for at in range(max(0, subject.start - _AVERSION), subject.start):
        length = phrases("aversions").length_at(draft.words, at) or gap_at(draft, at, "aversions with a gap")
        if not length or at + length > subject.start:
            continue
        between = draft.words[at + length : subject.start]
        if (
            all(word.key in words("degree words", "between an aversion and its target") for word in between)
            and _is_one_clause(draft, at, subject.start)
            and not is_negated(draft, at)
            and at not in draft.quoted
        ):
            return at, at + length
    return None


def warning_before(draft: Reading, subject: Subject) -> Range | None:
    """Return what warns of somebody: `never put Bob in charge`, `nobody trusts Bob`."""
    text = draft.words
    last = subject.start - 1
    while (
        last > 0
        and (text[last].key in _WITH or text[last].key in words("degree words"))
        and not text[last + 1].starts_clause
    ):
        last -= 1
    if last < 1 or text[last].sentence != text[subject.start].sentence or text[last + 1].starts_clause:
        return None
    sentence_first = draft.sentences[text[last].sentence][0]
    if last - sentence_first == 1 and text[sentence_first].key == "never":
        return None if text[last].key in words("what nobody warns of") else (sentence_first, last + 1)
    if text[last].key in words("what everybody deserves"):
        for at in range(max(sentence_first, last - _AVERSION), last):
            if text[at].key == "nobody" or (text[at].key == "one" and at and text[at - 1].key == "no"):
                return at, last + 1
    return None


def before_a_colon(draft: Reading, subject: Subject) -> Range | None:
    """Return a fault that a colon, a question or `is` leads from to a subject: `the worst business there is: marketing`."""
    text = draft.words
    first = subject.start
    while first > 0 and not text[first].starts_clause and subject.start - first < 2:
        first -= 1
    if first == 0:
        return None
    between = draft.text[text[first - 1].end : text[first].start]
    is_answer = text[first].starts_clause and any(sign in between for sign in ":?–—")
    is_inverted = not is_answer and text[subject.start - 1].key in ("is", "are", "was", "called", "remains")
    if not is_answer and not is_inverted:
        return None
    end = first if is_answer else subject.start - 1
    sentence = text[end - 1].sentence
    own_first, own_end = draft.sentences[text[subject.start].sentence]
    if sentence != text[subject.start].sentence and own_end - own_first > ANSWERED:
        return None
    for at in range(max(0, end - _TO_COLON), end):
        length = phrases("faults", "mild insults", "insults", "aversions").length_at(text, at)
        if length and at + length <= end and text[at].sentence == sentence and not is_negated(draft, at):
            return at, at + length
    return None


def _is_one_clause(draft: Reading, first: int, last: int) -> bool:
    """Return whether no clause begins after one word and up to another."""
    return not any(word.starts_clause for word in draft.words[first + 1 : last + 1])
