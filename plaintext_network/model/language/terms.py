"""Weighs the words of a need or an offer: which it is about, which describe it, which say nothing. Knows no notes."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from plaintext_network.model.language.inflect import stem, without_possessive
from plaintext_network.model.language.keywords import is_stop_word
from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# How much a word counts, by its part of the text: “piano lessons for children”, “a room with a *piano*”.
HEAD, MODIFIER, CONTEXT = 1.0, 0.65, 0.4
# How much a word counts that says little, by its list in `term_words.txt`.
_LITTLE, _BROAD = 0.1, 0.4
_OF = frozenset("of on about regarding concerning".split())  # noqa: SIM905
_BEFORE_CONTEXT = frozenset(
    """after against along among around as at before behind beside between by during for from in inside into like near off onto outside over per
    since than that through to toward towards under until up upon via when where which while who whose with within without""".split()  # noqa: SIM905
)
_BEFORE_VERB = frozenset("to who can could may might must should that will would".split())  # noqa: SIM905
_WORD = late_pattern(r"[A-Za-z](?:\+\+|#)(?!\w)|[^\W_]+(?:['’][^\W_]+)*")
_BREAK = late_pattern(r"[,;:/()\[\]|+&•·.!?–—]|\s-\s")


class Term(NamedTuple):
    """A word of a text, by its stem. `weight` is how much it counts here; a `telling` one may make a match alone.

    `part` is HEAD, MODIFIER or CONTEXT. A `broad` one counts, but two texts may mean quite different rooms.
    """

    stem: str
    written: str
    weight: float
    part: float
    telling: bool
    broad: bool


class Terms(NamedTuple):
    """What a text says: its words, the strongest part of each, and the languages it translates."""

    words: tuple[Term, ...]
    translated: frozenset[str] = frozenset()


class _Lists(NamedTuple):
    frames: frozenset[str]
    little: frozenset[str]
    broad: frozenset[str]
    languages: frozenset[str]
    of_learning: frozenset[str]
    of_translating: frozenset[str]
    families: dict[str, str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    # Late: few questions compare needs and offers.
    from plaintext_network.model.language.phrase_lists import read_phrase_lists

    lists = read_phrase_lists("plaintext_network.model.language", "term_words.txt")
    families = {
        stem(word): stem(line.split()[0]) for line in reversed(lists["families"]) for word in line.split()
    }

    def stems(*headings: str) -> frozenset[str]:
        return frozenset(
            families.get(stem(word), stem(word))
            for heading in headings
            for line in lists[heading]
            for word in line.replace("-", " ").split()
        )

    return _Lists(
        stems("frames"),
        stems("qualities", "times and amounts", "titles", "actions", "countries"),
        stems("things and places"),
        frozenset(word for line in lists["languages"] for word in line.split()),
        stems("about a language: learning"),
        stems("about a language: translating"),
        families,
    )


class _Token(NamedTuple):
    key: str
    written: str
    weight: float
    telling: bool
    phrase: int
    part: float
    is_verb: bool


def word_key(word: str) -> str:
    """Return what all words of one meaning have in common: `photo`, `photographer`."""
    stemmed = stem(word)
    return _lists().families.get(stemmed, stemmed)


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
            )
    return Terms(tuple(found.values()), translated)


def _tokens(text: str, is_role: bool) -> list[_Token]:
    lists = _lists()
    found: list[_Token] = []
    phrase, part, end, says, before = 0, HEAD, 0, False, ""
    is_all_caps = text.isupper() and len(text.split()) > 1
    for match in _WORD.finditer(text):
        word = without_possessive(fold(match[0]).replace("’", "'"))
        if end and _BREAK.search(text, end, match.start()):
            phrase += 1
        end = match.end()
        is_acronym = not is_all_caps and len(word) > 1 and match[0].isupper()
        if not is_acronym or word == "a":
            if word in ("and", "or"):
                phrase += 1
                before = word
                continue
            if word in _OF or word in _BEFORE_CONTEXT:
                phrase += 1
                # Of “advice on acoustics” and “somebody for the garden”, only what follows says something.
                if says and word not in _OF:
                    part = CONTEXT
                before = word
                continue
            if is_stop_word(word):
                before = before if word in ("a", "an", "the") else word
                continue
        if len(word) < 2 and word.isascii():
            continue
        key = word.upper() if is_acronym and is_stop_word(word) else word_key(word)
        if word.isdigit():
            weight, telling = _LITTLE, False
        elif word in lists.languages:
            key, weight, telling = word, _LITTLE, False
        elif key in lists.frames:
            weight, telling = 0.0, False
        elif key in lists.little:
            weight, telling = _LITTLE, False
        elif key in lists.broad:
            weight, telling = _BROAD, False
        else:
            weight, telling = 1.0, True
        if is_role and part == CONTEXT:
            weight, telling = min(weight, _LITTLE), False
        is_verb = before in _BEFORE_VERB or (
            word.endswith("ing") and (not found or found[-1].phrase != phrase)
        )
        says = says or weight > _LITTLE or word in lists.languages
        found.append(_Token(key, match[0], weight, telling, phrase, part, is_verb))
        before = word
    return found


def _with_languages(tokens: list[_Token]) -> tuple[list[_Token], frozenset[str]]:
    """Return the words, where a language is a word of its own by use, and the languages that are translated.

    Who speaks or teaches German doesn't help with German law, nor with a translation.
    """
    lists = _lists()
    languages = {token.key for token in tokens if token.key in lists.languages}
    if not languages:
        return tokens, frozenset()
    others = {token.key for token in tokens} - languages
    if others & lists.of_translating:
        use = "translate"
    elif others & lists.of_learning or others <= lists.little | lists.frames:
        use = "speak"
    else:
        return tokens, frozenset()
    is_alone = use == "speak" and all(token.weight < 1 for token in tokens if token.key not in languages)
    known = [
        token._replace(key=f"{token.key} {use}", weight=1.0, telling=True, part=HEAD if is_alone else CONTEXT)
        if token.key in languages
        else token
        for token in tokens
    ]
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
        token if number in heads or token.is_verb or token.part == CONTEXT else token._replace(part=MODIFIER)
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
