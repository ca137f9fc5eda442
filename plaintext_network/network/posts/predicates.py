"""Reads what a sentence says of a subject: after a form of `to be`, of `to have`, or as a verb. Knows no criticism and no matters.

It follows a small grammar, word by word from the subject's end: `Bob [in Cork] [still] [is] [not] [a very] LAZY [and] RUDE`.
"""

from collections.abc import Iterator

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.posts.draft import Draft
from plaintext_network.network.posts.exceptions import adds
from plaintext_network.network.posts.word_lists import words

# How many words after a subject count, how many of them may be its own (`my boss in Cork`), and how many before a noun
# (`a small, grey tyrant`).
_LENGTH, _OWN, _BEFORE_NOUN = 18, 5, 2


class Place(NamedTuple):
    """A word at which a phrase said of the subject may begin.

    `is_`, `has`, `does`: in which forms. `negation` is the word that denies it. `possible`: the sentence says that it could be.
    """

    at: int
    is_: bool
    has: bool
    does: bool
    negation: int | None
    possible: bool


def places(draft: Draft, start: int, end: int) -> Iterator[Place]:
    """Yield where phrases said of a subject, a half-open range of words, may begin, up to the end of its sentence."""
    return _Clause(draft, start, end).places()


class _Clause:
    """The state of one reading: which forms are open, and how many words belong to the subject or precede a noun."""

    def __init__(self, draft: Draft, start: int, end: int) -> None:
        self.draft, self.start, self.end = draft, start, end
        last = draft.words[end - 1]
        # After Bob's come what he is, what he has, or what is his.
        self.is_ = last.is_possessive or last.key in words("subjects with a form of to be")
        self.has = last.is_possessive or last.key in words("subjects with a form of to have", "owners")
        self.is_possessive = last.is_possessive
        self.is_owner = last.key in words("owners")
        self.does = not self.is_owner and (
            not last.is_possessive or last.key in words("pronouns of a person")
        )
        self.negation: int | None = None
        before = draft.words[start - 1] if start else None
        self.possible = (
            before is not None
            and before.sentence == draft.words[start].sentence
            and before.key in words("only supposed")
        )
        # `Why is Bob so rude?`
        self.is_ = self.is_ or (
            before is not None and before.key in ("is", "are", "was", "were") and _is_inverted(draft, start)
        )
        self.own = self.fillers = 0

    @property
    def is_open(self) -> bool:
        return self.is_ or self.has or self.does

    def places(self) -> Iterator[Place]:
        text, sentence = self.draft.words, self.draft.words[self.start].sentence
        for at in range(self.end, min(self.end + _LENGTH, len(text))):
            word = text[at]
            if word.sentence != sentence or (word.starts_clause and not self._continues(at)):
                return
            if self.is_open:
                yield Place(at, self.is_, self.has, self.does, self.negation, self.possible)
            if word.key == "and" and at == self.end and self._joins_a_name(at + 1):
                self.own = 1
            elif word.key in words("joining words"):
                if at + 1 < len(text) and text[at + 1].key in words("other subjects"):
                    return
                self._begin_again()
            else:
                self._read(word.key, at)

    def _continues(self, at: int) -> bool:
        """Return whether a clause that begins here is still about the subject."""
        key = self.draft.words[at].key
        between = self.draft.text[self.draft.words[at - 1].end : self.draft.words[at].start]
        if at == self.end and ":" in between:
            self.is_, self.does = True, False
            return True
        if key in words("joining words"):
            return True
        if key in words("other subjects") or between.strip(" *_") != ",":
            return False
        # `Graham, as ever, is late`, and `is small, grey and dull`.
        self.fillers = 0
        self.own = max(1, self.own) if self.does else self.own
        return True

    def _joins_a_name(self, at: int) -> bool:
        """Return whether the sentence is about the subject and somebody else: `Ann and Michael are`, `Bob and his wife`."""
        text = self.draft.words
        if at >= len(text):
            return False
        return text[at].key in ("his", "her", "i") or self.draft.text[text[at].start].isupper()

    def _begin_again(self) -> None:
        """Begin another statement about the subject; an adjective may follow one: `is late and rude`."""
        self.does, self.negation, self.fillers, self.own = True, None, 0, 0

    def _read(self, key: str, at: int) -> None:
        """Take in one word: it opens a form, changes nothing, or leads away from the subject."""
        if key in words("negations") and not adds(self.draft, at):
            self.negation = at
        if key in words("verbs of what is only possible"):
            self.possible = True
        if not self.is_open:
            return
        if key in ("of", "by") and at > self.end and self.draft.words[at - 1].key in words("leads on"):
            return
        belongs = self.is_owner or (self.is_possessive and self.fillers)
        if belongs and key in words("forms of to be", "auxiliary verbs", "forms of to have"):
            # `Her mayor is a liar` says nothing of her.
            self.is_ = self.has = False
            return
        is_be, is_have = key in words("forms of to be"), key in words("forms of to have")
        if is_be or is_have:
            self.is_ = is_be or (self.is_ and is_have and key not in words("prepositions"))
            self.has = is_have or (self.has and not is_be)
            self.does = self.does and key in ("has", "have", "had", "having")
            self.fillers = 0
        elif key in words("auxiliary verbs", "negations", "adverbs") or (key.endswith("ly") and len(key) > 4):
            pass
        elif (self.is_ or self.has) and key in words("degree words"):
            self.does = False
        elif self.does and not self.is_ and not self.has and (self.own or key in words("prepositions")):
            self.own += 1
            self.does = self.own <= _OWN
        elif (self.is_ or self.has) and key not in words("prepositions") and self.fillers < _BEFORE_NOUN:
            self.does = False
            self.fillers += 1
        else:
            self.is_ = self.has = self.does = False


def _is_inverted(draft: Draft, start: int) -> bool:
    """Return whether the form of `to be` before a subject begins a question: `is Bob`, `why is Bob`, `or is Bob`."""
    at = start - 1
    before = draft.words[at - 1] if at else None
    if before is None or before.sentence != draft.words[at].sentence or draft.words[at].starts_clause:
        return True
    return before.key in ("why", "how", "or", "and", "when", "since", "but")
