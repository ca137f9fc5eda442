"""Compares what people do for a living: roles, and the titles in a headline. Reads English; knows no notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from plaintext_network.model.language.equivalence import (
    Synonyms,
    Tokens,
    split_words,
    word_groups,
    word_lists,
)
from plaintext_network.model.language.inflect import stem
from plaintext_network.model.language.organization_names import is_organization
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# Words of a role that don't tell it from another.
_FILLERS = frozenset(
    """and of the for a an in at with on by to freelance freelancer independent self employed part full time contract
    currently now presently proud award winning""".split()  # noqa: SIM905
)
# An assistant to the director is no assistant director.
_TO_SOMEBODY = frozenset({"assistant", "secretary", "advisor", "adviser", "deputy"})
_EMPLOYER = late_pattern(
    r"(?:(?<=\s)(?:at|bei|chez|hos)\s+(?:the\s+)?|(?:(?<=\s)|^)@\s?(?:the\s+)?)"
    r"(?P<name>[^\W\d_a-z][^\s,;|·•()—–]*(?:\s+(?:(?:and|of|for|the|de|la|du|&|\+|und|van|von)\s+)*[^\Wa-z][^\s,;|·•()—–]*)*)"
)
_AFTER_TITLE = late_pattern(r"(?:,|\s[|·–—-])\s+(?:the\s+)?(?P<name>[^\W_][^,;|·•()–—.]*[^\W_])")
_NOT_EMPLOYED = late_pattern(
    r"(?i)(?:\bex|\bformer|\bformerly|\bpreviously|\bpast|\balumn\w{0,3}|\btalks?|\bspeak\w*|\bstud\w+|\bph\.?d|\bmba|\bdegree"
    r"|\bgraduate\w?|\beducated|\bvolunt\w+|\btrained|\bguest|\bonce|\bworked|\bused to (?:be|work))\W{0,3}(?:\w+\W{1,3}){0,3}$"
)
_SEGMENTS = late_pattern(r"\s*(?:[|·•–—;!?\n,:]|\.\s|\.$|\s-\s|\s/\s)\s*")
_UNITS = late_pattern(r"(?i)\s+(?:and|&|\+|und|et|y|turned)\s+|/|\+|&|\s\|\s")
_STOP = late_pattern(
    r"(?i)\s+(?:who|that|which|whose|for|with|at|in|from|on|by|since|until|till|helping|making|building|based|living|turned"
    r"|between|to|where|because|when|@)\b.*|\s*[@(].*|\s+\d.*"
)
_OPENING = late_pattern(
    r"(?i)^(?:(?:I\s+am|I['’]m|I\s+work\s+as|working\s+as|currently|now|your|the|an?|proud|award[- ]winning|experienced|passionate"
    r"|freelance|independent)\s+)+"
)
_PAST = late_pattern(
    r"(?i)\b(?:ex|former|formerly|previously|past|once|retired|aspiring|future|wannabe|amateur)\b"
)
_TO_WHOM = late_pattern(r"(?i)\s+to\s+(?:the|our|his|her|my)\s+.*")
_AGENT = late_pattern(r"(?:er|or|ist|ian|eer|man|woman)$")
# Words that end as professions do.
_THINGS = frozenset(
    """computer customer consumer water paper power career centre center theater interior exterior motor sector labor
    cancer laser silver winter summer order other under over""".split()  # noqa: SIM905
)
_MOST_WORDS = 6


class Title(NamedTuple):
    """One title: the stems of its words, and as written. `is_employed` says that an employer follows it."""

    words: frozenset[str]
    written: str
    is_first: bool = True
    is_employed: bool = False

    @property
    def levels(self) -> frozenset[str]:
        """The words that tell its level."""
        return self.words & _stems("levels")

    @property
    def field(self) -> frozenset[str]:
        """The other words."""
        return self.words - _stems("levels")

    @property
    def professions(self) -> frozenset[str]:
        """The words that tell its profession."""
        return self.words & _stems("professions")


def same_role(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two roles are the same, in any order of words, one maybe without a detail.

    A level or profession is no detail: an `Engineer` is no `Senior Engineer`, and a `Translator` no `Translator and interpreter`.
    """
    return any(
        _is_same_role(ours, theirs, synonyms) for ours in _meanings(one) for theirs in _meanings(other)
    )


def _meanings(role: str) -> list[str]:
    """Return a role, and with an abbreviation of several roles each of them: `PM`."""
    found = [role]
    for short, long in word_groups("ambiguous roles"):
        if short in split_words(role):
            found.append(" ".join(long if word == short else word for word in split_words(role)))
    return found


def _is_same_role(one: str, other: str, synonyms: Synonyms) -> bool:
    if _serves_somebody(one) != _serves_somebody(other):
        # An `Assistant to the director` is an `Assistant`.
        one, other = (_TO_WHOM.sub("", role) for role in (one, other))
    ours, theirs = role_words(one, synonyms), role_words(other, synonyms)
    if set(ours) == set(theirs):
        return True
    common = set(ours) & set(theirs)
    # A `Headteacher` is a `Head teacher`.
    mine, yours = (_joined(text, common, synonyms) for text in (one, other))
    if mine and mine == yours:
        return True
    if not common or (mine and yours):
        return False
    if _has_another_unit(one, common, synonyms) or _has_another_unit(other, common, synonyms):
        return False
    more = {word for role in (one, other) for word in _role_words(role, synonyms) if stem(word) not in common}
    return not any(
        stem(word) in _stems("levels") | _stems("professions")
        or (_AGENT.search(word) and word not in _THINGS)
        for word in more
    )


def _has_another_unit(role: str, common: set[str], synonyms: Synonyms) -> bool:
    """Return whether a role joins something to what two roles share: an `Analyst and poet` is more than an `Analyst`."""
    parts = [part for part in _UNITS.split(role) if split_words(part)]
    return len(parts) > 1 and any(not common & set(role_words(part, synonyms)) for part in parts)


def _serves_somebody(role: str) -> bool:
    return _TO_WHOM.search(role) is not None


def role_words(text: str, synonyms: Synonyms) -> Tokens:
    """Return the stems of the words that tell a role."""
    return tuple(map(stem, _role_words(text, synonyms)))


def _role_words(text: str, synonyms: Synonyms) -> Tokens:
    tokens = synonyms.roles.replaced(synonyms.tokens(text))
    fillers = _FILLERS - {"to"} if _TO_SOMEBODY & set(tokens) else _FILLERS
    return tuple(word for word in tokens if word not in fillers) or tokens or (text.strip().lower(),)


def employers_in(text: str, synonyms: Synonyms) -> Iterator[tuple[int, int, str]]:
    """Yield the half-open span and the name of each employer after `at`, `@`, or a title and a comma; without a former one."""
    end = 0
    for found in _EMPLOYER.finditer(text):
        if not _NOT_EMPLOYED.search(text[: found.start()]):
            end = found.end()
            yield found.start(), end, found["name"].rstrip(".!?:")
    for found in _AFTER_TITLE.finditer(text):
        is_known = found.start() < end or not is_organization(found["name"], synonyms)
        if not is_known and not _NOT_EMPLOYED.search(text[: found.start()]):
            yield found.start(), found.end(), found["name"]


def units(text: str, synonyms: Synonyms) -> list[Title]:
    """Return the titles that a role joins: `Founder & CEO` are two."""
    parts = [part for part in _UNITS.split(_SEGMENTS.sub(" / ", text)) if part and split_words(part)]
    return [Title(frozenset(role_words(part, synonyms)), part.strip()) for part in parts]


def titles_in(headline: str, synonyms: Synonyms, own: Iterable[Title] = ()) -> Iterator[Title]:
    """Yield the titles in a headline. A word that ends one of your `own` titles ends a title as a profession does."""
    ends = (
        _stems("professions")
        | _title_ends()
        | {word for title in own for word in title.professions or title.field}
    )
    employers = {start for start, _, _ in employers_in(headline, synonyms)}
    at, is_first = 0, True
    for segment in _SEGMENTS.split(headline):
        start = headline.find(segment, at)
        at = start + len(segment)
        employed = any(start <= employer < at for employer in employers)
        if _PAST.search(segment):
            continue
        for unit in _UNITS.split(_STOP.sub("", _OPENING.sub("", segment))):
            text = unit.strip(" .'\"“”‘’")
            words = split_words(text)
            if not words or len(words) > _MOST_WORDS or words[0] in ("i", "we", "my", "our"):
                continue
            tokens = role_words(text, synonyms)
            head = text.split(" of ")[0]
            if {tokens[-1], *role_words(head, synonyms)[-1:]} & ends:
                yield Title(frozenset(tokens), text, is_first, employed)
                is_first = False


def contradictions(titles: Sequence[Title], own: Sequence[Title]) -> Iterator[Title]:
    """Yield the titles of a headline that contradict all your own.

    Beside one of your own, another profession is something that you do, too.
    """
    is_yours = any(title.field & mine.field or title.words <= mine.words for title in titles for mine in own)
    for title in titles:
        if contradicts(title._replace(is_first=title.is_first and not is_yours), own):
            yield title


def contradicts(title: Title, own: Sequence[Title]) -> bool:
    """Return whether a title contradicts all your own: another level, employed as another, another profession."""
    if not own:
        return False
    near = max(own, key=lambda mine: (len(title.field & mine.field), len(title.words & mine.words)))
    everything = frozenset[str]().union(*(mine.words for mine in own))
    if any(title.words == mine.words for mine in own) or title.words == everything:
        return False
    if title.field & near.field:
        if title.levels != near.levels:
            return not any(
                title.levels == mine.levels and (title.field & mine.field or not mine.field) for mine in own
            )
        return title.is_employed and bool(
            title.professions and near.professions and not title.professions & everything
        )
    if not title.field:
        return not any(title.levels <= mine.levels for mine in own)
    if title.levels and any(title.levels & mine.levels for mine in own) and not title.is_employed:
        # A director of something else in other words may be the same director.
        return not any(title.levels == mine.levels for mine in own)
    return title.is_employed or title.is_first or bool(title.levels & _title_ends())


def _joined(text: str, without: set[str], synonyms: Synonyms) -> str:
    return "".join(word for word in _role_words(text, synonyms) if stem(word) not in without)


@lru_cache(maxsize=4)
def _stems(heading: str) -> frozenset[str]:
    known = Synonyms.of(())
    return frozenset(
        stem(word) for text in word_lists()[heading] for word in known.roles.replaced(known.tokens(text))
    )


@lru_cache(maxsize=1)
def _title_ends() -> frozenset[str]:
    names = "head director manager supervisor coordinator officer president partner founder owner professor lecturer intern trainee"
    return frozenset(map(stem, names.split()))
