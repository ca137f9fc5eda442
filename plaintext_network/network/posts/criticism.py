"""Finds criticism of contacts, of the writer's work and of their field. Whom it is about, `criticism_targets` finds."""

from collections.abc import Iterator

from plaintext_network.model.language.phrases import Phrases
from plaintext_network.network.posts.criticism_targets import Target, targets
from plaintext_network.network.posts.draft import Draft, Hit
from plaintext_network.network.posts.word_lists import phrases, words

# How many words may be between a target and what the sentence says of it.
_BEFORE, _AFTER, _AVERSION, _NEGATION = 2, 7, 8, 3


def find_criticism(draft: Draft) -> Iterator[Hit]:
    """Yield the critical words about each target: said of it outright, else the first insult in its sentence."""
    by_sentence: dict[int, list[Target]] = {}
    for target in targets(draft):
        by_sentence.setdefault(draft.words[target.start].sentence, []).append(target)
    if not by_sentence:
        return
    insults: dict[int, tuple[int, int]] = {}
    for first, end in _insults(draft):
        insults.setdefault(draft.words[first].sentence, (first, end))
    for sentence, in_sentence in by_sentence.items():
        for target in in_sentence:
            found = (
                _fault_before(draft, target)
                or _criticism_after(draft, target)
                or _aversion_before(draft, target)
                or insults.get(sentence)
            )
            if found:
                reason = f"“{draft.excerpt(*found)}” is said in one breath with {target.label}"
                yield draft.hit(target.rule, *found, reason, *target.names)


def _faults() -> Phrases:
    return phrases("faults", "mild insults", "insults")


def _insults(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield the words that are an insult wherever they are in a sentence, the mild ones last."""
    for _, first, end in phrases("insults").find(draft.words):
        if not _is_negated(draft, first):
            yield first, end
    for _, first, end in phrases("mild insults").find(draft.words):
        if not _is_negated(draft, first) and not _describes_a_thing(draft, end):
            yield first, end


def _is_negated(draft: Draft, first: int) -> bool:
    """Return whether a negation stands at most three words before a word, in its clause."""
    for at in range(first - 1, max(-1, first - 1 - _NEGATION), -1):
        if draft.words[at + 1].starts_clause:
            return False
        if draft.words[at].key in words("negations"):
            return draft.words[at + 1].key not in words("after a negation that adds")
    return False


def _describes_a_thing(draft: Draft, end: int) -> bool:
    """Return whether an adjective that ends here comes before a noun that is nobody and no workplace."""
    if end >= len(draft.words) or draft.words[end].starts_clause:
        return False
    key = draft.words[end].key
    if key in words("sentence continues", "nouns for people and workplaces"):
        return False
    return not _faults().length_at(draft.words, end)


def _fault_before(draft: Draft, target: Target) -> tuple[int, int] | None:
    """Return a fault right before a target or within it: `the worst client`, `my terrible new boss`."""
    for at in range(max(0, target.start - _BEFORE), target.end):
        length = _faults().length_at(draft.words, at)
        if not length or at + length >= target.end:
            continue
        between = draft.words[at + length : target.start]
        if (
            all(word.key in words("degree words") for word in between)
            and _is_one_clause(draft, at, target.start)
            and not _is_negated(draft, at)
        ):
            return at, at + length
    return None


def _criticism_after(draft: Draft, target: Target) -> tuple[int, int] | None:
    """Return a misdeed, a fault after a form of `to be`, or a virtue that is denied: `my boss is not competent`."""
    # `Bob's so rude`: a form of `to be`. Right after the name it is possession: `Bob's terrible day`.
    has_verb = draft.words[target.end - 1].is_possessive and target.rule != "field-ill"
    negation: int | None = None
    for at in range(target.end, min(target.end + _AFTER, len(draft.words))):
        if draft.words[at].starts_clause:
            return None
        key = draft.words[at].key
        if not has_verb and negation is None and (length := phrases("misdeeds").length_at(draft.words, at)):
            return at, at + length
        if has_verb and at > target.end:
            if negation is None and (length := _faults().length_at(draft.words, at)):
                return at, at + length
            if negation is not None and (length := phrases("virtues").length_at(draft.words, at)):
                return negation, at + length
        if key in words("forms of to be"):
            has_verb = True
        elif key not in words("auxiliary verbs", "negations", "degree words"):
            return None
        if key in words("negations"):
            negation = at
    return None


def _aversion_before(draft: Draft, target: Target) -> tuple[int, int] | None:
    """Return an aversion that leads to a target: `never work with Bob`."""
    for at in range(max(0, target.start - _AVERSION), target.start):
        length = phrases("aversions").length_at(draft.words, at)
        if not length or at + length > target.start:
            continue
        between = draft.words[at + length : target.start]
        if (
            all(word.key in words("degree words", "between an aversion and its target") for word in between)
            and _is_one_clause(draft, at, target.start)
            and not _is_negated(draft, at)
        ):
            return at, at + length
    return None


def _is_one_clause(draft: Draft, first: int, last: int) -> bool:
    """Return whether no clause begins after one word and up to another."""
    return not any(word.starts_clause for word in draft.words[first + 1 : last + 1])
