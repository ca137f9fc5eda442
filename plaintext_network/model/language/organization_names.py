"""Compares names of organizations: the order of words, legal forms and initials don't matter. Knows no notes."""

from functools import lru_cache

from plaintext_network.model.language.equivalence import Synonyms, Tokens, degrees, spellings, word_lists
from plaintext_network.model.language.normalize import name_key

_FILLERS = frozenset("and of for the de la le du des di der die das y et und og och e".split())  # noqa: SIM905
_SEVERAL = 2
# Kinds of organizations whose full names stand beside their abbreviations.
_SPELLED_OUT_BESIDE = frozenset(("university", "college", "institute"))


def same_organization(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two names are of one organization: whole names, initials, or one without what the other adds."""
    return any(
        _is_same(_words(ours, synonyms), _words(theirs, synonyms))
        or _is_initials(ours, theirs, synonyms)
        or _is_initials(theirs, ours, synonyms)
        for ours in spellings(one)
        for theirs in spellings(other)
    )


@lru_cache(maxsize=10_000)
def organization_key(name: str, synonyms: Synonyms) -> tuple[str, ...]:
    """Return the words that tell an organization from others, sorted: names with equal keys are one organization's."""
    return tuple(sorted(_words(name, synonyms)))


def _is_same(ours: Tokens, theirs: Tokens) -> bool:
    if "".join(ours) == "".join(theirs) or sorted(ours) == sorted(theirs):
        return True
    shorter, longer = sorted((ours, theirs), key=len)
    if longer[: len(shorter)] != shorter:
        return False
    rest = set(longer[len(shorter) :])
    if rest <= _list("additions"):
        return True
    return len(shorter) >= _SEVERAL and not rest & _list("other bodies")


def _words(text: str, synonyms: Synonyms) -> Tokens:
    """Return the words that tell an organization from others."""
    tokens = synonyms.places.replaced(synonyms.organizations.replaced(synonyms.tokens(text)))
    end = len(tokens)
    while end > 1 and tokens[end - 1] in _list("legal forms") | {"and"}:
        end -= 1
    return tuple(word for word in tokens[:end] if word not in _FILLERS) or tokens[:end] or (name_key(text),)


def _is_initials(short: str, long: str, synonyms: Synonyms) -> bool:
    """Return whether a name in capitals is the initials of another: `UCL`, `F&T`."""
    letters = "".join(letter for letter in short if letter.isalnum())
    if not 2 <= len(letters) <= 6 or not letters.isupper() or " " in short.strip():
        return False
    if _begins_or_ends_with(letters, long, synonyms):
        return True
    with_fillers = synonyms.organizations.replaced(synonyms.tokens(long))
    wanted = letters.lower()
    return wanted in (
        "".join(word[0] for word in _words(long, synonyms)),
        "".join(word[0] for word in with_fillers),
    )


def _begins_or_ends_with(letters: str, long: str, synonyms: Synonyms) -> bool:
    """Return whether a name has its abbreviation beside it: `KTH Royal Institute of Technology`, unlike `BBC Studios`."""
    first, *middle = (word.strip("(),:–-") for word in long.split())
    if letters not in (first, *middle[-1:]):
        return False
    rest = set(_words(long, synonyms)) - {letters.lower()}
    return len(rest) >= _SEVERAL and not rest.isdisjoint(_SPELLED_OUT_BESIDE)


def is_organization(text: str, synonyms: Synonyms) -> bool:
    """Return whether a text looks like an organization's name: capitalized, with its kind or an abbreviation in capitals."""
    words = text.split()
    if not words or not (words[0][:1].isupper() or words[0][:1].isdigit()):
        return False
    if set(synonyms.tokens(text)) & _list("kinds of organizations"):
        return len(words) > 1
    return any(_is_abbreviation(word) for word in words)


def _is_abbreviation(word: str) -> bool:
    word = word.strip(".,()")
    if not (2 <= len(word) <= 5 and word.isalpha() and word.isupper()):
        return False
    # An abbreviation of a role, a degree or a place is no organization's.
    tokens, plain = Synonyms.of(()), word.lower()
    known = {plain} != {*tokens.roles.replaced(tokens.tokens(word))} or plain in degrees()
    return not known and plain not in {*word_lists()["acronyms"]}


@lru_cache(maxsize=8)
def _list(heading: str) -> frozenset[str]:
    words = Synonyms.of(())
    found = (words.organizations.replaced(words.tokens(text)) for text in word_lists()[heading])
    return frozenset(word for tokens in found for word in tokens)
