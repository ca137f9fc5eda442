"""Merges one property of a note and a card, both ways. Reads no note and no card, and asks nobody.

Compares each side with its own values when the two were last in sync. So a value that only one side can express, or a private one, is
no change. If those earlier values are unknown, they are None, and the merge removes nothing.
"""

from collections.abc import Iterable

from plaintext_network.exchange.cards.shown_values import value_key
from plaintext_network.exchange.imports.merge_values import Values, is_respelled, is_same_value
from plaintext_network.model.dates.calendar import parse_yearly
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.named_tuples import NamedTuple

# Properties that a card never removes from a note.
KEPT = frozenset(("name", "former"))


class SidesOf(NamedTuple):
    """One property on both sides, now and when they were last in sync.

    `note` has all values of the note, and `leaving` those that may leave the vault. With `is_sent`, the note's changes go to the card.
    """

    name: str
    note: Values
    leaving: Values
    card: Values
    note_before: Values | None
    card_before: Values | None
    is_sent: bool = True


class BothWays(NamedTuple):
    """The result for one property: the values of each side afterwards, None if they stay, and whether only the user can decide."""

    note: Values | None = None
    card: Values | None = None
    is_conflict: bool = False


NOTHING = BothWays()


def has(name: str, values: Iterable[str], wanted: str) -> bool:
    """Return whether a value is among others, in whatever spelling."""
    return any(is_same_value(name, wanted, other) for other in values)


def without(name: str, values: Iterable[str], others: Iterable[str]) -> Values:
    """Return the values that are not among others, each once."""
    others, found = tuple(others), list[str]()
    for value in values:
        if not has(name, (*others, *found), value):
            found.append(value)
    return tuple(found)


def merge_lists(sides: SidesOf) -> BothWays:
    """Merge a list as a set: what one side added or removed, the other one does, too."""
    name, note, card = sides.name, sides.note, sides.card
    note_before, card_before = sides.note_before or (), sides.card_before or ()
    if sides.note_before is None or sides.card_before is None:
        # Nobody knows who removed what.
        note_before = card_before = ()
    gone_from_note = without(name, note_before, note)
    gone_from_card = without(name, card_before, card) if name not in KEPT else ()
    new_in_note = without(name, sides.leaving, (*note_before, *card)) if sides.is_sent else ()
    new_in_card = without(name, card, (*card_before, *note))
    # What one side wrote anew has not been removed.
    lost_in_card = gone_from_note if sides.is_sent else ()
    new_note = (
        *(value for value in note if not has(name, gone_from_card, value)),
        *new_in_card,
    )
    new_card = (*(value for value in card if not has(name, lost_in_card, value)), *new_in_note)
    if sides.is_sent:
        new_card = _respelled(sides, new_card)
        new_card = _in_order(name, new_card, sides.leaving, note_before)
    new_note = _in_order(name, new_note, card, card_before)
    return BothWays(
        new_note if new_note != note else None,
        new_card if new_card != card else None,
    )


def _respelled(sides: SidesOf, card: Values) -> Values:
    """Return the card's values with the spelling that the note got since, unless the card's spelling changed, too."""
    before, seen = sides.note_before, sides.card_before
    if before is None or seen is None:
        return card
    found = []
    for value in card:
        new = next((own for own in sides.leaving if is_same_value(sides.name, own, value)), value)
        is_news = new not in before and has(sides.name, before, new)
        found.append(new if is_news and value in seen else value)
    return tuple(found)


def _in_order(name: str, values: Values, other: Values, other_before: Values) -> Values:
    """Return a side's values in an order that begins with the value that the other side has put first since."""
    if not other or not other_before or is_same_value(name, other[0], other_before[0]):
        return values
    if not has(name, other_before, other[0]) or not has(name, other, other_before[0]):
        # One was added or removed: that says nothing of the order.
        return values
    first = [value for value in values if is_same_value(name, value, other[0])]
    return (*first[:1], *(value for value in values if value not in first[:1])) if first else values


def merge_singles(sides: SidesOf, synonyms: Synonyms) -> BothWays:
    """Merge a property that has one value at most, as in diff3."""
    name = sides.name
    note, leaving, card = map(_first, (sides.note, sides.leaving, sides.card))
    if (note and not leaving) or not sides.is_sent:
        # A private value and the card's value never replace each other.
        return NOTHING
    if sides.note_before is None or sides.card_before is None:
        return _merge_unknown(name, leaving, card, synonyms)
    note_before, card_before = _first(sides.note_before), _first(sides.card_before)
    note_changed, card_changed = leaving != note_before, card != card_before
    if leaving == card or not (note_changed or card_changed):
        return NOTHING
    if not card_changed:
        return BothWays(card=_values(leaving))
    if not note_changed:
        if is_same_value(name, card, card_before) and is_same_value(name, note, card):
            # Perhaps only a server's spelling.
            return NOTHING
        if not card and name in KEPT:
            return NOTHING
        return BothWays(note=_values(card))
    if is_same_value(name, card, card_before) and card:
        return BothWays(card=_values(leaving))
    if is_same_value(name, leaving, note_before) and leaving:
        return BothWays(note=_values(card))
    if is_same_value(name, leaving, card):
        return NOTHING
    if leaving and card and (is_respelled(name, leaving, card, synonyms) or _has_detail(name, leaving, card)):
        return _merge_unknown(name, leaving, card, synonyms)
    return BothWays(is_conflict=True)


def _merge_unknown(name: str, note: str, card: str, synonyms: Synonyms) -> BothWays:
    """Merge two values whose earlier values are unknown: a single one fills the other side, and two are a conflict."""
    if not note or not card:
        if note:
            return BothWays(card=(note,))
        return BothWays(note=(card,)) if card else NOTHING
    if _has_detail(name, note, card):
        return BothWays(note=(card,))
    if _has_detail(name, card, note):
        return BothWays(card=(note,))
    if is_respelled(name, note, card, synonyms):
        return NOTHING
    return BothWays(is_conflict=True)


def _has_detail(name: str, less: str, more: str) -> bool:
    """Return whether the second is the same birthday with its year, which the first lacks."""
    if name != "birthday":
        return False
    one, other = parse_yearly(less), parse_yearly(more)
    if one is None or other is None or one.year is not None or other.year is None:
        return False
    return (one.month, one.day) == (other.month, other.day)


def _first(values: Values) -> str:
    return values[0].strip() if values else ""


def _values(text: str) -> Values:
    return (text,) if text else ()


def is_expressible(name: str, value: str, shown: Iterable[str]) -> bool:
    """Return whether a value that was written to a card reads back as itself."""
    return any(value_key(name, value) == value_key(name, each) for each in shown)
