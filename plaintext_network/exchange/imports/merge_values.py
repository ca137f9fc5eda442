"""Merges what a source says now with what it said before and what a note says. Reads no note, and asks nobody.

Single values merge as in diff3, and lists as sets. `base` is what the source said when the note was last updated: an
empty tuple if it said nothing or has never been imported, and None if that is not known. Then nothing changes: whatever differs
becomes a question, since the user may have removed it on purpose.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import count

from plaintext_network.model.dates.calendar import parse_yearly
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.language.phones import is_same_phone
from plaintext_network.model.language.same_value import IS_SAME
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.web_links import address_key

Values = tuple[str, ...]


class PropertyChange(NamedTuple):
    """The change of one property: the values of the note as written, and those to add and to remove.

    A single value is replaced: `remove` is the old one and `add` the new one. Without `add`, it is removed.
    """

    property: str
    old: Values = ()
    add: Values = ()
    remove: Values = ()


class Difference(NamedTuple):
    """A property about which only the user can decide: the values of the note, and those of the source."""

    property: str
    ours: Values
    theirs: Values


class Merged(NamedTuple):
    """The result for one property; both are None if there is nothing to do."""

    change: PropertyChange | None = None
    difference: Difference | None = None


NOTHING = Merged()


def is_same_value(name: str, one: str, other: str) -> bool:
    """Return whether two values of a property are equal, in whatever spelling: phone numbers by digits, links by address."""
    if one == other:
        return True
    same = _SAME.get(name)
    if same is not None:
        return same(one, other)
    return _key(one) == _key(other)


def _says_as_much(name: str, our: str, their: str, synonyms: Synonyms) -> bool:
    """Return whether the note says what the source says, or more."""
    return is_respelled(name, our, their, synonyms) or _adds_detail(name, their, our)


def is_respelled(name: str, one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two values mean the same organization, role or place, such as `Acme` and `Acme Ltd`."""
    same = IS_SAME.get(name)
    return is_same_value(name, one, other) or (
        same is not None and same(visible_text(one), visible_text(other), synonyms)
    )


def merge_single(name: str, ours: Values, base: Values | None, theirs: Values, synonyms: Synonyms) -> Merged:
    """Merge a property that has one value at most."""
    our, their = _first(ours), _first(theirs)
    if is_same_value(name, our, their) or (name in _ONLY_FILLED and our):
        return NOTHING
    if base is None:
        is_news = their and not (our and _says_as_much(name, our, their, synonyms))
        return Merged(difference=Difference(name, ours, theirs)) if is_news else NOTHING
    before = _first(base)
    if is_same_value(name, before, their):
        return NOTHING
    if is_same_value(name, before, our) or _adds_detail(name, our, their):
        if not their and name in _KEPT:
            return NOTHING
        return Merged(PropertyChange(name, ours, (their,) if their else (), ours))
    if not their or (our and _says_as_much(name, our, their, synonyms)):
        return NOTHING
    return Merged(difference=Difference(name, ours, theirs))


def merge_list(name: str, ours: Values, base: Values | None, theirs: Values) -> Merged:
    """Merge a list as a set: what the source added is added, and what it removed is removed, unless the user did so before."""

    def missing(values: Iterable[str], among: Sequence[str]) -> Values:
        found: list[str] = []
        for value in values:
            if not any(is_same_value(name, value, other) for other in (*among, *found)):
                found.append(value)
        return tuple(found)

    new = missing(theirs, ours)
    if base is None:
        return Merged(difference=Difference(name, ours, new)) if new else NOTHING
    add = missing(new, base)
    gone = missing(base, theirs) if name not in _KEPT else ()
    remove = tuple(value for value in ours if any(is_same_value(name, value, other) for other in gone))
    return Merged(PropertyChange(name, ours, add, remove)) if add or remove else NOTHING


def merge_lines(
    ours: Values,
    base: frozenset[str] | None,
    theirs: Values,
    our_key: Callable[[str], str],
    their_key: Callable[[str], str],
) -> tuple[Values, Values]:
    """Merge raw lines as sets; return the lines to have now, and those about which only the user can decide.

    `base` are the keys of lines that the source had. The functions return the key of a line of the note and of the source.
    """
    known = {our_key(line): line for line in ours}
    present = {their_key(line): line for line in theirs}
    new = tuple(
        line for key, line in present.items() if key not in known and (base is None or key not in base)
    )
    if base is None:
        return ours, new
    gone = base.difference(present)
    kept = {key: line for key, line in known.items() if key not in gone}
    if not new and len(kept) == len(known):
        return ours, ()
    in_order = (
        kept.pop(key) if key in kept else line for key, line in present.items() if key in kept or line in new
    )
    return (*in_order, *kept.values()), ()


def add_lines(ours: Values, theirs: Values, is_known: Callable[[str], bool]) -> Values:
    """Return raw lines of one card with those of another that they lack, whose groups get names that are free.

    `is_known` returns whether a line was there before: then the user has removed it.
    """
    present = set(map(tuple, _by_group(ours).values()))
    names = {group for group in _by_group(ours) if group}
    added: list[str] = []
    for group, lines in _by_group(theirs).items():
        if not group:
            added += [line for line in lines if line not in ours and not is_known(line)]
        elif tuple(lines) not in present and not any(is_known(f"{group}.{line}") for line in lines):
            name = next(f"item{number}" for number in count(1) if f"item{number}" not in names)
            names.add(name)
            added += [f"{name}.{line}" for line in lines]
    return (*ours, *added)


def _by_group(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return lines without their groups, by group; those without one are under ""."""
    found: dict[str, list[str]] = {}
    for line in lines:
        group = _GROUP.match(line)
        found.setdefault(group[1].lower() if group else "", []).append(line[group.end() :] if group else line)
    return found


_GROUP = re.compile(r"([\w-]{1,40})\.(?=[\w-]{1,60}[:;])")


def text_key(text: str) -> str:
    """Return a short key of a text, under which it is remembered without its content."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# What a source never takes away: it would reveal somebody, or forget who they are.
_KEPT = frozenset(("private", "uid", "name", "status", "different_from", "former"))
# What a source only fills in.
_ONLY_FILLED = frozenset(("uid", "private"))


def _first(values: Values) -> str:
    return values[0].strip() if values else ""


def _key(text: str) -> str:
    return name_key(visible_text(text))


def _same_email(one: str, other: str) -> bool:
    return one.removeprefix("mailto:").strip().casefold() == other.removeprefix("mailto:").strip().casefold()


def _same_link(one: str, other: str) -> bool:
    return address_key(one) == address_key(other)


def _same_address(one: str, other: str) -> bool:
    def words(text: str) -> list[str]:
        return "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()

    return words(one) == words(other)


def _same_day(one: str, other: str) -> bool:
    day = parse_yearly(one)
    return (day is not None and day == parse_yearly(other)) or _key(one) == _key(other)


def _same_tag(one: str, other: str) -> bool:
    return one.strip("#/ ").casefold() == other.strip("#/ ").casefold()


_SAME: dict[str, Callable[[str, str], bool]] = {
    "emails": _same_email,
    "phones": is_same_phone,
    "links": _same_link,
    "addresses": _same_address,
    "birthday": _same_day,
    "tags": _same_tag,
}


def _adds_detail(name: str, less: str, more: str) -> bool:
    """Return whether the second is the first with its year."""
    if name != "birthday":
        return False
    one, other = parse_yearly(less), parse_yearly(more)
    return (
        one is not None
        and other is not None
        and one.year is None
        and other.year is not None
        and (one.month, one.day) == (other.month, other.day)
    )
