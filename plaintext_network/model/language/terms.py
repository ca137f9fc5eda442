"""Weighs the words of a need or an offer: which it is about, which describe it, which say nothing. Knows no notes."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from plaintext_network.model.language.inflect import (
    base_forms,
    common_beginning,
    singulars,
    stem,
)
from plaintext_network.model.language.keywords import is_stop_word, words_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# How much a word counts, by its part of the text: “piano lessons for children”, “a room with a *piano*”.
HEAD, MODIFIER, CONTEXT = 1.0, 0.65, 0.4
# The language of a “German-speaking doctor”, who is a doctor first.
_ASIDE = 0.25
# How much a word counts that says little, by its list in `term_words.txt`.
_LITTLE, _BROAD = 0.1, 0.4
_OF = frozenset("of on about regarding concerning".split())  # noqa: SIM905
_BEFORE_CONTEXT = frozenset(
    """after against along among around as at before behind beside between by during for from in inside into like near off onto outside over per
    since than that through to toward towards under until up upon via when where which while who whose with within without""".split()  # noqa: SIM905
)
_BEFORE_VERB = frozenset("to who can could may might must should that will would".split())  # noqa: SIM905
_BREAK = late_pattern(r"[,;:/()\[\]|+&•·.!?–—]|\s-\s")


class Term(NamedTuple):
    """A word of a text, by its stem. `weight` is how much it counts here; a `telling` one may make a match alone.

    `part` is at most HEAD. A `broad` one counts, but two texts may mean quite different rooms.
    A `compound` is two broad words in a row, which also come by themselves.
    """

    stem: str
    written: str
    weight: float
    part: float
    telling: bool
    broad: bool
    compound: bool


class Terms(NamedTuple):
    """What a text says: its words, each by its strongest part, and the languages it translates.

    `key` is equal for two texts that say the same.
    """

    key: str
    words: tuple[Term, ...]
    translated: frozenset[str] = frozenset()


class _Lists(NamedTuple):
    frames: frozenset[str]
    little: frozenset[str]
    broad: frozenset[str]
    languages: frozenset[str]
    of_learning: frozenset[str]
    of_translating: frozenset[str]
    of_countries: dict[str, str]
    families: dict[str, str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    # Late: few questions compare needs and offers.
    from plaintext_network.model.language.phrase_lists import read_phrase_lists

    lists = read_phrase_lists("plaintext_network.model.language", "term_words.txt")

    def words(*headings: str) -> frozenset[str]:
        return frozenset(word for heading in headings for line in lists[heading] for word in line.split())

    return _Lists(
        words("frames"),
        words("qualities", "times and amounts", "titles", "actions", "countries"),
        words("things and places"),
        words("languages"),
        words("about a language: learning"),
        words("about a language: translating"),
        dict(map(str.split, lists["languages of countries"])),
        {word: line.split()[0] for line in reversed(lists["families"]) for word in line.split()},
    )


class _Token(NamedTuple):
    """A word of a text; `base` is the form of it that a list has, or else itself."""

    key: str
    base: str
    written: str
    weight: float
    telling: bool
    phrase: int
    part: float
    is_verb: bool


@lru_cache(maxsize=65536)
def find_terms(text: str, is_role: bool = False) -> Terms:
    """Return the words of a need or an offer that say something, each once.

    The last noun of a phrase counts most: `repair` and `pianos` in “repair of old pianos”. What only asks or offers does not
    count, as “help with”. In a role, what follows a preposition is the employer, and says nothing.
    """
    tokens, translated = _with_languages(_tokens(text, is_role))
    tokens = [token for token in tokens if token.weight]
    found: dict[str, Term] = {}
    for token in (*_with_heads(tokens), *_compounds(tokens)):
        if token.key not in found or found[token.key].weight < token.weight * token.part:
            found[token.key] = Term(
                token.key,
                token.written,
                token.weight * token.part,
                token.part,
                token.telling,
                token.weight == _BROAD,
                " " in token.written,
            )
    key = " ".join(f"{term.written}:{term.stem}:{term.weight}" for term in found.values())
    return Terms(key, tuple(found.values()), translated)


def term_beginnings(terms: Terms) -> set[str]:
    """Return beginnings of words, one of which is in each text that has one of these words in any form."""
    stems = {one for term in terms.words for one in term.stem.split()}
    related = (word for word, first in _lists().families.items() if stem(first) in stems)
    return {common_beginning(word) for word in (*stems, *related)}


def _tokens(text: str, is_role: bool) -> list[_Token]:
    lists = _lists()
    found: list[_Token] = []
    phrase, part, end, says, before = 0, HEAD, 0, False, ""
    for match, word, is_acronym in words_of(text):
        if text[end : match.start()] != " " and _BREAK.search(text, end, match.start()):
            phrase += 1
        end = match.end()
        if not is_acronym or word == "a":
            if word in ("and", "or"):
                phrase += 1
                before = word
                continue
            if word in _OF or word in _BEFORE_CONTEXT:
                phrase += 1
                # Of “advice on acoustics” and “somebody for the garden”, only what follows says something.
                # “Translation of contracts” is as “contract translation”.
                if says:
                    part = MODIFIER if word in _OF and part != CONTEXT else CONTEXT
                before = word
                continue
            if is_stop_word(word):
                before = before if word in ("a", "an", "the") else word
                continue
        if len(word) < 2 and word.isascii():
            continue
        is_upper = is_acronym and is_stop_word(word)
        key, base, weight = (word.upper(), word, 1.0) if is_upper else _look_up(word)
        telling = weight == 1.0
        if is_role and part == CONTEXT:
            weight, telling = min(weight, _LITTLE), False
        is_verb = before in _BEFORE_VERB or (
            word.endswith("ing") and (not found or found[-1].phrase != phrase)
        )
        says = says or weight > _LITTLE or base in lists.languages
        found.append(_Token(key, base, match[0], weight, telling, phrase, part, is_verb))
        before = word
    return found


@lru_cache(maxsize=65536)
def _look_up(word: str) -> tuple[str, str, float]:
    """Return what all words of the same meaning have in common, the form of the word that a list has, and its weight."""
    lists = _lists()
    if word.isdigit():
        return word, word, _LITTLE
    if word in lists.families:
        return stem(lists.families[word]), word, 1.0
    for base in base_forms(word):
        if base in lists.frames:
            return stem(base), base, 0.0
        if base in lists.little or base in lists.languages:
            return stem(base), base, _LITTLE
    # “Booking” is no form of “book” here.
    for base in singulars(word):
        if base in lists.broad:
            return stem(base), base, _BROAD
        if base in lists.families:
            return stem(lists.families[base]), base, 1.0
    for base in base_forms(word):
        if base in lists.of_learning or base in lists.of_translating:
            return stem(base), base, 1.0
    return stem(word), word, 1.0


def _with_languages(tokens: list[_Token]) -> tuple[list[_Token], frozenset[str]]:
    """Return the words, where a language is a word of its own by use, and the languages that are translated.

    Who speaks or teaches German doesn't help with German law, nor with a translation.
    """
    lists = _lists()
    bases = {token.base for token in tokens}
    is_translated = not bases.isdisjoint(lists.of_translating)
    if is_translated:
        tokens = [token._replace(base=lists.of_countries.get(token.base, token.base)) for token in tokens]
        bases = {token.base for token in tokens}
    languages = bases & lists.languages
    others = bases - languages
    if not languages:
        return tokens, frozenset()
    if is_translated:
        use = "translate"
    elif others & lists.of_learning or others <= lists.little | lists.frames:
        use = "speak"
    else:
        return tokens, frozenset()
    about = languages | (lists.of_learning if use == "speak" else frozenset())
    is_alone = use == "speak" and all(token.weight < 1 for token in tokens if token.base not in about)
    part = HEAD if is_alone else _ASIDE if use == "speak" else CONTEXT
    known: list[_Token] = []
    for token in tokens:
        if token.base in languages:
            known.append(token._replace(key=f"{token.base} {use}", weight=1.0, telling=True, part=part))
        elif use == "speak" and token.base in lists.of_learning:
            # “Speaker” in “German speaker” is about the language.
            known.append(token._replace(weight=0.0, telling=False))
        else:
            known.append(token)
    return known, frozenset(languages) - {"english"} if use == "translate" else frozenset()


def _with_heads(tokens: list[_Token]) -> list[_Token]:
    """Return the words with their parts: the last telling word of a phrase is its head, and so is a verb."""
    last: dict[int, int] = {}
    for number, token in enumerate(tokens):
        before = last.get(token.phrase)
        if before is None or tokens[before].weight <= token.weight:
            # A participle at the end is no noun: “letters checked”.
            if before is not None and token.written.endswith("ed") and tokens[before].weight >= _BROAD:
                continue
            last[token.phrase] = number
    heads = set(last.values())
    return [
        token if number in heads or token.is_verb or token.part < MODIFIER else token._replace(part=MODIFIER)
        for number, token in enumerate(tokens)
    ]


def _compounds(tokens: list[_Token]) -> Iterator[_Token]:
    """Yield two broad words in a row as one that says something: “product texts”, “children's stories”."""
    for one, other in pairwise(tokens):
        if one.phrase == other.phrase and one.weight == other.weight == _BROAD:
            yield other._replace(
                key=f"{one.key} {other.key}",
                written=f"{one.written} {other.written}",
                weight=1.0,
                telling=True,
            )
