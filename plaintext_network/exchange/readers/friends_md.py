"""Reads friends.md, the file of the program `friends`: friends, and the activities and notes that name them."""

from __future__ import annotations

import re
from datetime import date
from itertools import count

from plaintext_network.exchange.readers.card_builder import CardBuilder
from plaintext_network.exchange.readers.held_records import check_size, limited, with_unique_ids
from plaintext_network.exchange.readers.text_lines import TextLines
from plaintext_network.exchange.record import DatedEntry, Origin, RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions

KIND = "friends"
TITLE = "friends.md"

_MARK = re.compile(rb"^###[ \t]*(?:Friends|Activities):[ \t]*$", re.MULTILINE | re.IGNORECASE)
_SECTION = re.compile(r"#{1,6}\s*(\w+):?\s*$")
_ITEM = re.compile(r"\s*[-*]\s+(.*)")
_FRIEND = re.compile(
    r"(?P<name>[^(\[@]*[^(\[@\s])"
    r"(?:\s+\(a\.k\.a\. (?P<nicknames>.+)\))?"
    r"(?:\s+\[(?P<location>[^\]]+)\])?"
    r"(?P<rest>.*)"
)
# An activity becomes an entry of each friend it names.
_MOST_NAMES = 200
_TAG = re.compile(r"(?<!\w)@([^\W_]+(?:[:-]?[^\W_]+)*)")
_EVENT = re.compile(r"(\d{4}-\d\d-\d\d):\s*(.*)")
# Names and places as the program marks them.
_NAME = re.compile(r"\*\*(\w[^*]*)\*\*")
_PLACE = re.compile(r"(?<!\w)_(\w[^_]*)_(?!\w)")


class _Item(NamedTuple):
    """One item of a list: the section in lower case, its line, and its text."""

    section: str
    line: int
    text: str


class _Friend(NamedTuple):
    """One friend: the line, the parsed item, and what the file says of them."""

    line: int
    name: str
    match: re.Match[str] | None
    entries: list[DatedEntry]
    notes: list[str]


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file has one of the program's headings of friends or activities."""
    return bool(_MARK.search(head.replace(b"\0", b"").replace(b"\r", b"\n")))


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per friend, also per one whom only an activity names; then what is about nobody."""
    check_size(stream, file_name)
    found = list(limited(_list_items(TextLines(stream, file_name, options)), file_name, "lines"))
    return with_unique_ids(limited(_items(found, file_name), file_name, "friends"))


def _items(found: list[_Item], file_name: str) -> Iterator[Item]:
    numbers = count(1)

    def origin(line: int) -> Origin:
        return Origin(file_name, next(numbers), line)

    friends: list[_Friend] = []
    others: list[tuple[int, str, bool]] = []
    for item in found:
        if item.section == "friends":
            match = _FRIEND.fullmatch(item.text)
            if match:
                friends.append(_Friend(item.line, match["name"].strip(), match, [], []))
            else:
                others.append((item.line, "the line has no name of a friend", True))
    by_name = {friend.name: friend for friend in reversed(friends)}
    for item in found:
        if item.section not in ("activities", "notes"):
            continue
        day, text = _event(item.text)
        plain = _PLACE.sub(r"\1", _NAME.sub(r"\1", text)).strip()
        names = dict.fromkeys(name.strip() for name in _NAME.findall(item.text))
        if not day:
            others.append((item.line, "the line has no date such as 2026-11-24", True))
        elif not names:
            others.append((item.line, "it names no friend", False))
        elif len(names) > _MOST_NAMES:
            others.append((item.line, f"it names more than {_MOST_NAMES} friends", True))
        for name in names if day and len(names) <= _MOST_NAMES else ():
            if name not in by_name:
                by_name[name] = _Friend(item.line, name, None, [], [])
                friends.append(by_name[name])
            _add_event(by_name[name], item.section, day, plain)
    for friend in friends:
        yield _card(friend, origin(friend.line))
    for line, reason, is_fault in others:
        yield (RefusedRecord if is_fault else SkippedRecord)(origin(line), reason)
    places = [item for item in found if item.section == "locations"]
    if places:
        yield SkippedRecord(origin(places[0].line), _places(len(places)))


def _list_items(lines: TextLines) -> Iterator[_Item]:
    """Yield the items below each heading; an indented line continues an item, and its dash is optional."""
    section = ""
    parts: list[str] = []
    start = 0
    for line in lines:
        text = lines.text(line)
        dashed = _ITEM.match(text)
        if parts and text[:1] in (" ", "\t") and text.strip() and not dashed:
            parts.append(text.strip())
            continue
        if parts:
            yield _Item(section, start, " ".join(parts))
            parts = []
        if heading := _SECTION.match(text):
            section = heading[1].lower()
        elif text.strip() and section:
            parts, start = [(dashed[1] if dashed else text).strip()], line.number
    if parts:
        yield _Item(section, start, " ".join(parts))


def _event(text: str) -> tuple[str, str]:
    """Return the day and the text of an activity or note; "" and the text if it has no day."""
    match = _EVENT.match(text)
    try:
        return (date.fromisoformat(match[1]).isoformat(), match[2]) if match else ("", text)
    except ValueError:
        return "", text


def _add_event(friend: _Friend, section: str, day: str, text: str) -> None:
    if section == "activities":
        friend.entries.append(DatedEntry(day, text))
    else:
        friend.notes.append(f"{day}: {text}")


def _card(friend: _Friend, origin: Origin) -> Item:
    lines = CardBuilder()
    lines.add("FN", friend.name)
    properties: dict[str, tuple[str, ...]] = {}
    if friend.match:
        lines.add_list("NICKNAME", (friend.match["nicknames"] or "").split(" a.k.a. "))
        rest = friend.match["rest"]
        lines.add_list("CATEGORIES", _TAG.findall(rest))
        lines.add_own("FRIENDS", "OTHER", " ".join(_TAG.sub("", rest).split()))
        if location := friend.match["location"]:
            properties["location"] = (location,)
    card = Card(lines.lines(), line=origin.line)
    return SourceCard(card, origin, friend.name, properties, tuple(friend.entries), notes=tuple(friend.notes))


def _places(count: int) -> str:
    return "it is a place, not a person" if count == 1 else f"they are {count} places, not people"
