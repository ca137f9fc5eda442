"""Finds contacts who may be the same person under another spelling. Reads no notes, and decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from plaintext_network.model.language.first_names import is_short_for
from plaintext_network.model.language.normalize import fold, name_key, without_signs
from plaintext_network.model.language.phones import is_phone, is_same_phone
from plaintext_network.model.language.shared_addresses import mailbox_key
from plaintext_network.model.language.sounds import spelling_key
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.people.contact_names import ContactNames

MOST = 5

NEAR = 0.88  # of two whole names, as difflib measures it
_NEAR_WORD = 0.6  # Tim and Jim are near; Anna and Paul are not, however long their shared family name.
_LONGEST = 100  # The longest name that is compared letter by letter, in characters.
_LEAST = 3  # letters that a short form shares with the whole: Kate and Katherine
_ENDINGS = ("", "e", "y", "i", "ie")

# Apostrophes, joiners and direction marks are silent. Everything else separates words.
_SIGNS = str.maketrans(
    {**dict.fromkeys("'’ʼ\u061c\u200c\u200d\u200e\u200f"), **dict.fromkeys('.-‐_()[]"“”„«»@', " ")}
)

# A reason why two may be one, after how uncertain it is: up to ONE_NAME, the names are the same.
Reason: TypeAlias = tuple[float, str]
ONE_NAME, FIRST_NAME_ALONE = 3, 7


class ComparedName(NamedTuple):
    """The folded words of a name, the family name last if a comma marks it; and the same as one text."""

    words: tuple[str, ...]
    text: str


class _NewPerson(NamedTuple):
    """The names and addresses of the new person, and the letters of each name."""

    keys: frozenset[str]
    mailboxes: frozenset[str]
    phones: tuple[str, ...]
    whole: ComparedName
    names: tuple[tuple[ComparedName, SequenceMatcher[str]], ...]


def probable_duplicates(
    name: str,
    aliases: Sequence[str],
    emails: Sequence[str],
    people: Sequence[ContactNames],
    phones: Sequence[str] = (),
) -> tuple[tuple[str, str, str], ...]:
    """Return name, path and reason of contacts who may be the same person, most certain first, at most `MOST`."""
    keys = frozenset(map(_key, (name, *aliases, *emails))) - {""}
    names = {compared_name(word) for word in (name, *aliases) if not is_address(word)}
    # SequenceMatcher caches only what it learns about its second text.
    letters = [(each, SequenceMatcher(None, "", each.text, autojunk=False)) for each in sorted(names)]
    phones = tuple(phone for phone in phones if is_phone(phone))
    mailboxes = frozenset(mailbox_key(word) for word in (name, *aliases, *emails) if is_address(word)) - {""}
    asked = _NewPerson(keys, mailboxes, phones, compared_name(name), tuple(letters))
    found = [(reason, person[1], person[0]) for person in people if (reason := _reason(asked, person))]
    return tuple((who, path, why) for (_, why), who, path in sorted(found)[:MOST])


def _reason(asked: _NewPerson, person: ContactNames) -> Reason | None:
    _, name, aliases, keys, words = person
    if not asked.keys.isdisjoint(keys):
        return _same(next(key for key in keys if key in asked.keys), name, aliases)
    if asked.mailboxes:
        for key in keys:
            if is_address(key) and mailbox_key(key) in asked.mailboxes:
                return 0, f"the same e-mail address {key}"
    numbers = [key for key in keys if key.startswith("tel:")] if asked.phones else []
    if number := next((p for p in asked.phones if any(is_same_phone(p, key) for key in numbers)), None):
        return 0, f"the same telephone number {number}"
    reasons = [
        reason
        for word in words
        if not is_address(word) and (theirs := _split(word)).words
        for ours, letters in asked.names
        if ours.words and (reason := compare_names(ours, theirs, letters))
    ]
    if not reasons:
        return compare_first_names(asked.whole, compared_name(name))
    return min(reasons)


def compare_names(
    ours: ComparedName, theirs: ComparedName, letters: SequenceMatcher[str] | None = None
) -> Reason | None:
    """Return why two names may be one person's, or None. `letters` has counted those of ours, as its second text."""
    if not (ours.words and theirs.words):
        return None
    letters = letters or SequenceMatcher(None, "", ours.text, autojunk=False)
    return (
        compare_words(ours, theirs) or _near(ours.text, theirs.text, letters) or _same_otherwise(ours, theirs)
    )


def compare_first_names(ours: ComparedName, theirs: ComparedName) -> Reason | None:
    """Return a reason if one of two names is only the first name of the other."""
    if _one_first_name(ours.words, theirs.words):
        return FIRST_NAME_ALONE, "the same first name; one of the two has no other name"
    return None


def _key(text: str) -> str:
    return without_signs(name_key(text))


def _same(key: str, name: str, aliases: Sequence[str]) -> Reason:
    if is_address(key):
        return 0, f"the same e-mail address {key}"
    if key == _key(name):
        return 1, "the same name"
    alias = next((alias for alias in aliases if _key(alias) == key), None)
    return 1, f"also goes by “{' '.join(alias.split())}”" if alias else "the note is called so"


def compare_words(ours: ComparedName, theirs: ComparedName) -> Reason | None:
    """Return why two names may be one person's by their words alone: the same, more of them, or short forms."""
    if ours.words == theirs.words:
        return 2, "the same name but for accents or signs"
    if len(ours.text) == len(theirs.text) and sorted(ours.words) == sorted(theirs.words):
        return 3, "the same words in another order"
    short, long = sorted((ours.words, theirs.words), key=len)
    if len(short) < 2:
        return None
    if len(short) < len(long) and set(short) <= set(long):
        return 4, "one name has more words"
    if _is_short_for(short, long) or _is_short_for(long, short):
        return 5, "one of the two may be short for the other"
    return None


def _is_short_for(short: Sequence[str], whole: Sequence[str]) -> bool:
    """Return whether initials or a short form stand for a first name: A. Lovelace, JRR Tolkien, Kate Smith, Ada L."""
    *given, family = short
    *first_names, surname = whole
    if family != surname:
        return given == first_names and len(family) == 1 and surname.startswith(family)
    if len(first_names) > 1 and given == ["".join(word[0] for word in first_names)]:
        return True
    middle = zip(given[1:], first_names[1:], strict=False)
    return _is_short_form(given[0], first_names[0]) and all(a[0] == b[0] for a, b in middle)


def _is_short_form(short: str, whole: str) -> bool:
    if len(short) == 1 or short == whole:
        return whole.startswith(short)
    for ending in _ENDINGS:
        base = short.removesuffix(ending)
        # Jenny and Jennifer, but also Danny and Daniel.
        bases = (base, base[:-1]) if base[-2:-1] == base[-1:] and ending else (base,)
        if short.endswith(ending) and any(len(b) >= _LEAST and whole.startswith(b) for b in bases):
            return True
    return False


def _near(ours: str, theirs: str, letters: SequenceMatcher[str]) -> Reason | None:
    """Compare two names by their letters: one or two slips, at most one a word. `letters` counts the new name's."""
    if max(len(ours), len(theirs)) > _LONGEST:
        return None
    # A cheap upper bound for the measure: letters that only one name has can't match.
    needed = NEAR * (len(ours) + len(theirs)) / 2
    if min(len(ours), len(theirs)) < needed or len(ours) - len(set(ours).difference(theirs)) < needed:
        return None
    letters.set_seq1(theirs)
    if letters.quick_ratio() < NEAR or (ratio := letters.ratio()) < NEAR:
        return None
    words, others = theirs.split(), ours.split()
    if [word for word in words if not word.isalpha()] != [word for word in others if not word.isalpha()]:
        # Different numbers mean different people.
        return None
    pairs = zip(words, others, strict=False) if len(words) == len(others) else ()
    if any(SequenceMatcher(None, *pair, autojunk=False).ratio() < _NEAR_WORD for pair in pairs):
        return None
    return 7 - ratio, "nearly the same name"


def _same_otherwise(ours: ComparedName, theirs: ComparedName) -> Reason | None:
    """Compare two names by their sounds, which also reads other scripts, and by nicknames."""
    words, others = ours.words, theirs.words
    if len(words) < 2 or len(others) < 2:
        return None
    if len(words) == len(others) and sorted(map(spelling_key, words)) == sorted(map(spelling_key, others)):
        return 6, "the same name in another spelling"
    first, other = words[0], others[0]
    if words[-1] == others[-1] and (is_short_for(first, other) or is_short_for(other, first)):
        return 6, "one of the two may be short for the other"
    return None


def _one_first_name(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return bool(ours and theirs) and ours[0] == theirs[0] and min(len(ours), len(theirs)) == 1


def compared_name(name: str) -> ComparedName:
    """Return a name as it is compared."""
    return _split(fold(without_signs(name)))


def _split(folded: str) -> ComparedName:
    if "," in folded:
        family, _, rest = folded.partition(",")
        folded = f"{rest.replace(',', ' ')} {family}"
    words = tuple(folded.translate(_SIGNS).split())
    return ComparedName(words, " ".join(words))


def is_address(text: str) -> bool:
    """Return whether a name is an e-mail address or a handle with a server."""
    return "@" in text[1:] and " " not in text.strip()
