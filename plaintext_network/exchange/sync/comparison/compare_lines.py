"""Merges a card's raw lines into the block of its note. A line that a server dropped stays in the note. Reads no file."""

from collections.abc import Collection, Iterable, Mapping
from itertools import count

from plaintext_network.exchange.cards.card_lines import LABEL
from plaintext_network.exchange.cards.mapping import LISTS
from plaintext_network.exchange.cards.shown_values import label_text, shown_values, value_key
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.content_line import ContentLine, parse_line
from plaintext_network.exchange.vcard.values import unescape

# Types that add nothing to what the list says.
_NO_TYPES = {"internet", "voice", "pref", ""}
# Properties that describe the other lines of their group.
_ABOUT_GROUP = "X-AB"


def merge_units(
    own: Mapping[str, Values],
    others: Collection[str],
    card: Mapping[str, Values],
    before: Collection[str],
    lines: Card,
) -> Values | None:
    """Return the raw lines that the sync's own block has afterwards, None if they stay.

    `own` are the units of that block, and `others` the keys of units in the note's other blocks; `card` are those of the card, and
    `before` the keys that the card had when the two were last in sync. `lines` is the card.
    """
    new = {
        key: unit for key, unit in card.items() if key not in own and key not in others and key not in before
    }
    gone = [key for key in own if key in before and key not in card]
    said = _types_of(own[key] for key in gone)
    # A line with fewer types than its item had, or without the label: a server has dropped what it doesn't know.
    new = {
        key: unit
        for key, unit in new.items()
        if not (own_types := _types_of([unit]))
        or any(item not in said or types - said[item] for item, types in own_types.items())
    }
    items = _items(lines.lines)
    names = {line.key for line in lines.lines}
    new_items = {item for unit in new.values() for item in _unit_items(unit)}
    dropped = {key for key in gone if _is_replaced(own[key], items, new_items, names)}
    if not new and not dropped:
        return None
    kept = [unit for key, unit in own.items() if key not in dropped]
    taken = {parse_line(line).group.lower() for unit in kept for line in unit} - {""}
    found = [line for unit in kept for line in unit]
    for unit in new.values():
        found += _with_free_group(unit, taken)
    return tuple(found)


def decorated_lists(unit: Values) -> set[str]:
    """Return the properties of the lists whose values some raw lines decorate."""
    return {LISTS[key] for key, _ in _unit_items(unit)}


def _items(lines: Iterable[ContentLine]) -> set[tuple[str, str]]:
    """Return what lines of lists decorate: the name of the property, and the key of the value."""
    found: set[tuple[str, str]] = set()
    for line in lines:
        if line.key in LISTS:
            found.update((line.key, value_key(LISTS[line.key], text)) for text in shown_values(line, {}))
    return found


def _unit_items(unit: Values) -> set[tuple[str, str]]:
    return _items(map(parse_line, unit))


def _types_of(units: Iterable[Values]) -> dict[tuple[str, str], set[str]]:
    """Return what lines say of each item that they decorate: the types and the labels, in lower case."""
    found: dict[tuple[str, str], set[str]] = {}
    for unit in units:
        lines = [parse_line(line) for line in unit]
        labels = {label_text(unescape(line.value)).lower() for line in lines if line.key == LABEL}
        for line in lines:
            types = {text.strip().lower() for text in line.param("TYPE")} - _NO_TYPES
            for item in _items([line]):
                found.setdefault(item, set()).update(types | labels)
    return found


def _is_replaced(
    unit: Values,
    items: Collection[tuple[str, str]],
    new_items: Collection[tuple[str, str]],
    names: Collection[str],
) -> bool:
    """Return whether to remove a unit that the card has lost: its item is gone, or the card says the same in another way."""
    for line in map(parse_line, unit):
        if line.key.startswith(_ABOUT_GROUP) and len(unit) > 1:
            continue
        decorated = _items([line])
        if decorated:
            if decorated <= set(items) and not decorated & set(new_items):
                # Only the decoration is gone, as with a server that knows no labels.
                return False
        elif line.key not in names:
            # Perhaps the server doesn't keep lines of this name.
            return False
    return True


def _with_free_group(unit: Values, taken: set[str]) -> list[str]:
    group = parse_line(unit[0]).group
    if not group:
        return list(unit)
    free = group
    if group.lower() in taken:
        free = next(f"item{number}" for number in count(1) if f"item{number}" not in taken)
    taken.add(free.lower())
    return [f"{free}{line[len(group) :]}" for line in unit]
