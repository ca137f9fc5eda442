"""Changes properties of a card in its own bytes. Lines of other properties keep every byte. Knows no note.

The mapping writes the card twice from all of its own lines: with the old values, and with the new ones. Only the lines that differ
between the two change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from plaintext_network.exchange.cards.addresses import is_only_city
from plaintext_network.exchange.cards.dates import NO_YEAR, OMIT_YEAR
from plaintext_network.exchange.cards.mapping import LISTS as LISTS_OF_CARD
from plaintext_network.exchange.cards.shown_values import shown_values, value_key
from plaintext_network.exchange.cards.to_card import to_card
from plaintext_network.exchange.cards.value_lines import photo_line
from plaintext_network.exchange.cards.versions import in_version
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.record import Attachment
from plaintext_network.exchange.sync.comparison.card_side import CardSide
from plaintext_network.exchange.vcard.content_line import ContentLine, line_text, parse_line
from plaintext_network.exchange.vcard.patch_card import patch_card
from plaintext_network.exchange.vcard.values import (
    escape,
    join_structured,
    split_list,
    split_structured,
    unescape,
)
from plaintext_network.notes.inert_text import text_digest

# When the value of a property with one line changes, the line keeps its parameters, except those that describe the old value.
_ONE_LINE = frozenset(("FN", "N", "ORG", "TITLE", "BDAY"))
_OF_VALUE = frozenset(("SORT-AS", "LANGUAGE", "ALTID", "VALUE", "ENCODING", "CHARSET", OMIT_YEAR))


def changed_card(
    content: bytes,
    side: CardSide,
    values: Mapping[str, Values],
    *,
    decorations: Sequence[str] = (),
    notes: Mapping[str, str] | None = None,
    photo: Attachment | None = None,
    drops_photo: bool = False,
) -> bytes:
    """Return a card's bytes with other values; a property that is not among them stays.

    `decorations` are raw lines of the note, for items that are new in the card. `notes` are the texts of NOTE by digest, None if they
    stay. `photo` replaces the card's photo, and `drops_photo` removes it.
    """
    card = side.card
    old = list(card.lines)
    new = _with_values(side, values, decorations) if values else list(old)
    if notes is not None:
        new = _with_notes(new, notes)
    if photo is not None or drops_photo:
        line = photo_line(photo, card.version) if photo else None
        new = _with_photo(new, line)
    return patch_card(content, old, new)


def separate_names(line: ContentLine) -> list[ContentLine]:
    """Return a NICKNAME with several names as one line for each: vobject, and so Radicale and khard, drop all but the first of a line."""
    names = split_list(line.value) if line.key == "NICKNAME" and "," in line.value else ()
    return [line._replace(value=escape(name)) for name in names] or [line]


def _with_values(
    side: CardSide, values: Mapping[str, Values], decorations: Sequence[str]
) -> list[ContentLine]:
    card = side.card
    company = side.record.kind == "organization"
    before = {name: given for name, given in side.values.items() if name != "photo"}
    after = {**before, **values}
    if "location" not in values and not side.has_own_city:
        # It is that of an address.
        before.pop("location", None)
        after.pop("location", None)
    raw = [line_text(line) for line in card.lines]
    fitting = [line_text(line) for line in _fitting(side, values, decorations)]
    if uid := side.record.values.get("uid"):
        before["uid"] = after["uid"] = uid
    was = to_card(before, raw, card.version, company=company).lines
    now = to_card(after, [*raw, *fitting], card.version, company=company).lines
    removed, added = _difference(was, now)
    added = [each for line in added for each in separate_names(line)]
    written = [in_version(parse_line(text), card.version) for text in raw]
    if values.get("location") == ():
        # The mapping keeps a city that no property has.
        removed += [line for line in written if line.key == "ADR" and is_only_city(line)]
    return _patched(side, list(card.lines), written, removed, added)


def _difference(
    was: Iterable[ContentLine], now: Iterable[ContentLine]
) -> tuple[list[ContentLine], list[ContentLine]]:
    """Return the lines that only the first has, and those that only the second has, with repeated lines counted."""
    left = list(was)
    added = []
    counts: dict[ContentLine, int] = {}
    for line in left:
        counts[line] = counts.get(line, 0) + 1
    for line in now:
        if counts.get(line):
            counts[line] -= 1
        else:
            added.append(line)
    removed = []
    for line in left:
        if counts.get(line):
            counts[line] -= 1
            removed.append(line)
    return removed, added


def _patched(
    side: CardSide,
    lines: list[ContentLine],
    written: Sequence[ContentLine],
    removed: Sequence[ContentLine],
    added: Sequence[ContentLine],
) -> list[ContentLine]:
    """Return a card's lines after a change. Each new line replaces a removed one, or follows another one of its name.

    `written` are the lines as the mapping writes them.
    """
    version = side.card.version
    places: list[int] = []
    free = dict(enumerate(written))
    for line in removed:
        at = next((number for number, own in free.items() if own == line), None)
        if at is not None:
            places.append(at)
            del free[at]
    new: dict[int, list[ContentLine]] = {}
    gone = set(places)
    for line in added:
        at = _replaced_by(line, lines, places, new)
        if at is not None:
            new.setdefault(at, []).append(_in_style(lines[at], line, side) if not new.get(at) else line)
            continue
        if line.key == "CATEGORIES" and (at := _last_of(lines, line.key, gone)) is not None:
            # Most programs show only one line of this name.
            gone.add(at)
            new[at] = [lines[at]._replace(value=f"{lines[at].value},{line.value}")]
            continue
        if line.key == "N" and not any(one.key == "N" for one in lines) and version == "4.0":
            # Version 4.0 needs none.
            continue
        new.setdefault(_place_for(lines, line, new), []).append(line)
    # A line that describes a group, such as its label, stays as long as another line of the group.
    groups = {line.group.lower() for added_lines in new.values() for line in added_lines} - {""}
    gone -= {
        at
        for at in gone
        if lines[at].key.startswith("X-AB") and lines[at].group.lower() in groups and not new.get(at)
    }
    found = list(new.get(-1, ()))
    for number, line in enumerate(lines):
        if number not in gone:
            found.append(line)
        found += new.get(number, ())
    return found


def _replaced_by(
    line: ContentLine,
    lines: Sequence[ContentLine],
    places: Sequence[int],
    new: Mapping[int, Sequence[ContentLine]],
) -> int | None:
    """Return the number of the removed line that a new one replaces: the one with the same value, else the first that is free."""
    same = [at for at in places if lines[at].key == line.key]
    free = [at for at in same if not new.get(at)]
    equal = [at for at in free if lines[at].value == line.value]
    return next(iter((*equal, *free, *same[-1:])), None)


def _last_of(lines: Sequence[ContentLine], key: str, gone: Collection[int]) -> int | None:
    """Return the number of the last line of a name that has a value and stays, None without one."""
    found = (at for at in range(len(lines) - 1, -1, -1) if lines[at].key == key and at not in gone)
    return next((at for at in found if lines[at].value.strip()), None)


def _place_for(
    lines: Sequence[ContentLine], line: ContentLine, new: Mapping[int, Sequence[ContentLine]]
) -> int:
    """Return the number of the line after which a new one belongs: the last of its name or its group, else the last one."""
    if line.group:
        for at, others in new.items():
            if any(other.group == line.group for other in others):
                return at
    same = [number for number, other in enumerate(lines) if other.key == line.key]
    if not same:
        return len(lines) - 1
    at = same[-1]
    group = lines[at].group.lower()
    while group and at + 1 < len(lines) and lines[at + 1].group.lower() == group:
        at += 1
    return at


def _in_style(old: ContentLine, new: ContentLine, side: CardSide) -> ContentLine:
    """Return a new line in the style of the one that it replaces: with its group and types, and a date in its form."""
    if new.key not in _ONE_LINE or new.group or (new.params and new.key != "BDAY"):
        return new
    kept = tuple((name, values) for name, values in old.params if _fits_any_value(name, values))
    styled = new._replace(name=old.name, group=old.group, params=(*kept, *new.params))
    if new.key == "BDAY":
        return _dated(old, styled)
    if new.key == "N":
        return styled._replace(value=_with_titles(old, new, side))
    return styled


def _fits_any_value(name: str, values: Values) -> bool:
    """Return whether a parameter stays correct if the value changes."""
    return name.upper() not in _OF_VALUE or (name.upper(), *map(str.lower, values)) == ("VALUE", "date")


def _dated(old: ContentLine, new: ContentLine) -> ContentLine:
    """Return a birthday in the form of the old one: `1815-12-10`, `18151210`, `--1210`, or with the year 1604."""
    found = re.fullmatch(r"(\d{4}|--)-?(\d\d)-?(\d\d)", new.value)
    if found is None:
        return new
    year, month, day = found.groups()
    has_year = year not in ("--", str(NO_YEAR))
    text = old.value.strip()
    params = tuple((name, values) for name, values in new.params if name.upper() != OMIT_YEAR)
    is_basic = re.match(r"(?:\d{4}|--)\d{4}", text) is not None
    if has_year:
        return new._replace(
            value=f"{year}{month}{day}" if is_basic else f"{year}-{month}-{day}", params=params
        )
    if text.startswith("--"):
        return new._replace(value=f"--{month}{day}" if is_basic else f"--{month}-{day}", params=params)
    return new


def _with_titles(old: ContentLine, new: ContentLine, side: CardSide) -> str:
    """Return the parts of a new name with those of the old one that the shown name didn't have, such as a title."""
    before = [*split_structured(old.value), "", "", "", "", ""][:5]
    after = [*split_structured(new.value), "", "", "", "", ""][:5]
    shown = side.record.name
    for at in (2, 3, 4):
        is_hidden = before[at].strip() and before[at] not in shown and not after[at]
        if is_hidden and (at > 2 or before[1] == after[1]):
            after[at] = before[at]
    return join_structured(after)


def _fitting(side: CardSide, values: Mapping[str, Values], decorations: Sequence[str]) -> list[ContentLine]:
    """Return the raw lines of a note that decorate items which are new in the card, in groups that are free there."""
    lines = [parse_line(text) for text in decorations]
    new = {
        (key, value_key(name, value))
        for key, name in LISTS_OF_CARD.items()
        for value in values.get(name, ())
        if not any(value_key(name, value) == value_key(name, own) for own in side.values.get(name, ()))
    }
    if not new:
        return []
    taken = {line.group.lower() for line in side.card.lines} - {""}
    chosen: list[ContentLine] = []
    for line in lines:
        name = LISTS_OF_CARD.get(line.key)
        if name is None or not any(
            (line.key, value_key(name, text)) in new for text in shown_values(line, {})
        ):
            continue
        if not line.group:
            chosen.append(line)
            continue
        number = 1
        while f"item{number}" in taken:
            number += 1
        free = f"item{number}"
        taken.add(free)
        about = (
            other for other in lines if other.group.lower() == line.group.lower() and other.key == "X-ABLABEL"
        )
        chosen += (one._replace(group=free) for one in (line, *about))
    return chosen


def _with_notes(lines: Sequence[ContentLine], notes: Mapping[str, str]) -> list[ContentLine]:
    """Return lines with exactly these texts of NOTE."""
    left = dict(notes)
    found: list[ContentLine] = []
    last = -1
    for line in lines:
        if line.key == "NOTE" and unescape(line.value).strip():
            if left.pop(text_digest(unescape(line.value)), None) is None:
                last = len(found)
                continue
            last = len(found) + 1
        found.append(line)
    new = [ContentLine("NOTE", escape(text)) for text in left.values()]
    at = last if last >= 0 else len(found)
    return [*found[:at], *new, *found[at:]]


def _with_photo(lines: Sequence[ContentLine], photo: ContentLine | None) -> list[ContentLine]:
    """Return lines with another photo in place of the first, or without it."""
    at = next((number for number, line in enumerate(lines) if line.key == "PHOTO"), None)
    new = [photo] if photo else []
    if at is None:
        return [*lines, *new]
    return [*lines[:at], *new, *lines[at + 1 :]]
