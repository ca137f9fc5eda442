"""Converts a source's card to a record: values as a note has them, and raw lines for the rest. Knows no vault.

No line is lost: `to_card` makes the card's lines again from the values and the raw lines.
"""

import re
from collections import Counter
from collections.abc import Mapping

from plaintext_network.exchange.cards.addresses import address_city, is_only_city
from plaintext_network.exchange.cards.attachments import FILE_MARK, as_file, stays_in_note
from plaintext_network.exchange.cards.card_lines import CardLines, value_of
from plaintext_network.exchange.cards.dates import date_line
from plaintext_network.exchange.cards.digest import card_digest
from plaintext_network.exchange.cards.mapping import LISTS, LISTS_IN_LINES, OCCASIONS, OWN_LISTS, SINGLE
from plaintext_network.exchange.cards.names import card_name, name_value
from plaintext_network.exchange.cards.preference import preferred_first
from plaintext_network.exchange.cards.shown_values import value_key
from plaintext_network.exchange.cards.to_card import NOTE_MARK
from plaintext_network.exchange.cards.value_lines import photo_line, plain_line
from plaintext_network.exchange.file_kinds import file_kind, is_picture
from plaintext_network.exchange.record import Attachment, Record, RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.content_line import ContentLine, line_text
from plaintext_network.exchange.vcard.values import escape, join_list, unescape
from plaintext_network.notes.inert_text import plain_text, text_digest

# In characters. A longer NOTE becomes a file.
LONGEST_NOTE = 50_000
# The order in which a careful person writes a note's properties.
ORDER = (
    "aliases", "emails", "phones", "links", "organization", "role", "former", "location", "addresses", "birthday", "died",
    "occasions", "tags", "circles", "cadence", "met_on", "met_at", "met_through", "knows", "needs", "offers", "interests",
    "status", "snooze", "last_contact", "follow_up", "private", "photo", "uid",
)  # fmt: skip


def to_record(
    source: SourceCard, name: str, *, photos: bool = True
) -> Record | RefusedRecord | SkippedRecord:
    """Return the record of one person or organization of a source that has this name.

    A list of people is skipped, and a card without any name is refused. Without `photos`, pictures are left out.
    """
    return _RecordMaker(source, name, photos=photos).record()


class _RecordMaker:
    def __init__(self, source: SourceCard, name: str, *, photos: bool) -> None:
        self.source, self.source_name, self.photos = source, name, photos
        self.version = source.card.version
        self.card = CardLines(source.card.lines)
        # Numbers of the lines that a value of the note expresses completely.
        self.expressed: set[int] = set()
        self.values: dict[str, tuple[str, ...]] = {}
        self.attachments: dict[str, Attachment] = {}
        self.replaced: dict[int, ContentLine] = {}
        self.notes: list[str] = []
        self.company = self.card.is_company

    def record(self) -> Record | RefusedRecord | SkippedRecord:
        name = card_name(self.source.card, company=self.company)
        if self.card.kind == "group":
            return SkippedRecord(self.source.origin, "it is a list of people, not a person", name)
        if not name:
            return RefusedRecord(
                self.source.origin, "it has no name, and nothing else that says whom it is about"
            )
        self._name(name)
        for key in LISTS_IN_LINES:
            self._in_lines(key)
        for key in LISTS:
            self._list(key)
        self._single("UID")
        if not self.company:
            # An organization's note has none of these.
            for key in SINGLE:
                self._single(key)
            self._location()
            self._occasions()
            for key, own in OWN_LISTS.items():
                self._own_list(key, own)
        self._attachments()
        self._notes()
        for known, texts in self.source.properties.items():
            added = tuple(filter(None, map(plain_text, texts)))
            self.values[known] = tuple(dict.fromkeys((*self.values.get(known, ()), *added)))
        ordered = {key: self.values[key] for key in (*ORDER, *self.values) if self.values.get(key)}
        return Record(
            source=self.source_name,
            id=self.source.id or value_of(self.card.all("UID")),
            origin=self.source.origin,
            name=name,
            values=ordered,
            rest=tuple(self._rest()),
            notes=(*self.notes, *self.source.notes),
            entries=self.source.entries,
            promises=self.source.promises,
            attachments=self.attachments,
            proposed=self._proposed(),
            digest=card_digest(self.source),
            kind="organization" if self.company else "contact",
        )

    # One property each

    def _name(self, name: str) -> None:
        full, parts = self.card.by_key.get("FN", []), self.card.by_key.get("N", [])
        if len(parts) == 1 and self._is(parts[0], ContentLine("N", name_value(name, company=self.company))):
            self.expressed.update(parts)
        if len(full) == 1 and self._is(full[0], ContentLine("FN", escape(name))):
            self.expressed.update(full)
        rest = [self.card.lines[number] for number in (*full, *parts) if number not in self.expressed]
        if rest and card_name(Card(tuple(rest)), company=self.company) != name:
            # Only both lines say that the note's name is the card's.
            self.expressed.difference_update(full, parts)

    def _has_more(self, number: int) -> bool:
        line = self.card.lines[number]
        return bool(line.group or line.params)

    def _is(self, number: int, generated: ContentLine | None) -> bool:
        line = self.card.lines[number]
        return (
            generated is not None
            and not line.group
            and line.params == generated.params
            and line.value == generated.value
        )

    def _list(self, key: str) -> None:
        name = LISTS[key]
        items: dict[str, str] = {}
        owners: dict[str, list[int]] = {}
        for number in self.card.preferred(key):
            text = self.card.shown(number)[0]
            items.setdefault(value_key(name, text), text)
            owners.setdefault(value_key(name, text), []).append(number)
        for each, numbers in owners.items():
            if len(numbers) == 1 and self._is(numbers[0], plain_line(key, items[each], self.version)):
                self.expressed.update(numbers)
        if items:
            self.values[name] = tuple(items.values())

    def _in_lines(self, key: str) -> None:
        name = LISTS_IN_LINES[key]
        items: dict[str, str] = {}
        numbers = self.card.by_key.get(key, [])
        for number in self.card.preferred(key):
            for text in self.card.shown(number):
                items.setdefault(value_key(name, text), text)
        own = value_key(name, card_name(self.source.card, company=self.company))
        if key == "NICKNAME" and own in items:
            # The name itself is no other name.
            del items[own]
        elif (
            items and len(numbers) == 1 and self._is(numbers[0], ContentLine(key, join_list(items.values())))
        ):
            self.expressed.update(numbers)
        if items:
            self.values[name] = tuple(items.values())

    def _single(self, key: str) -> None:
        found = self.card.preferred(key)
        if not found:
            return
        text = self.card.shown(found[0])[0]
        self.values[SINGLE[key]] = (text,)
        if len(self.card.by_key[key]) == 1 and self._is(found[0], plain_line(key, text, self.version)):
            self.expressed.update(found)

    def _location(self) -> None:
        lines = preferred_first(line for line in self.card.all("ADR") if stays_in_note(line))
        only = [line for line in lines if is_only_city(line)]
        if city := next(filter(None, map(address_city, (*only, *lines))), ""):
            self.values["location"] = (city,)
        for number in self.card.by_key.get("ADR", ()):
            generated = ContentLine("ADR", f";;;{escape(city)};;;")
            if len(only) == 1 and is_only_city(self.card.lines[number]) and self._is(number, generated):
                self.expressed.add(number)

    def _occasions(self) -> None:
        items: dict[str, list[int]] = {}
        for key in OCCASIONS:
            for number in self.card.by_key.get(key, ()):
                if shown := self.card.shown(number):
                    items.setdefault(shown[0], []).append(number)
        if items:
            self.values["occasions"] = tuple(items)
        for text, numbers in items.items():
            day, _, label = text.partition(" ")
            alone = len(self.card.by_key.get("ANNIVERSARY", ())) == len(numbers) == 1
            if alone and label == "anniversary" and self.card.lines[numbers[0]].key == "ANNIVERSARY":
                generated = date_line("ANNIVERSARY", day, self.version)
                if self._is(numbers[0], generated):
                    self.expressed.update(numbers)

    def _own_list(self, key: str, name: str) -> None:
        texts = [text for number in self.card.by_key.get(key, ()) for text in self.card.shown(number)]
        if texts:
            self.values[name] = tuple(dict.fromkeys(texts))
            self.expressed.update(self.card.by_key[key])

    def _attachments(self) -> None:
        for number, line in enumerate(self.card.lines):
            is_text = line.key in ("NOTE", "") and len(line.value) <= LONGEST_NOTE
            is_safe = line.key == "NOTE" or FILE_MARK not in line.value
            if (is_text and is_safe) or number in self.expressed:
                continue
            found = as_file(line)
            if found is None:
                continue
            marked, file = found
            if line.key == "PHOTO" and not self.photos:
                self.expressed.add(number)
                continue
            name = self._free_name(line.key, file)
            if (
                line.key == "PHOTO"
                and number not in self.card.nested
                and "photo" not in self.values
                and is_picture(file.content)
            ):
                self.values["photo"] = (name,)
                if self._is_plain_photo(line, file):
                    self.expressed.add(number)
            self.attachments[name] = file
            self.replaced[number] = marked._replace(
                value=marked.value.replace(FILE_MARK, f"{FILE_MARK}{name}", 1)
            )

    def _is_plain_photo(self, line: ContentLine, file: Attachment) -> bool:
        if line.group or len(self.card.by_key["PHOTO"]) > 1:
            return False
        generated = photo_line(file, self.version)
        # The kind may be in lower case, and parameters in any order.
        found = sorted((name.upper(), *map(str.lower, values)) for name, values in line.params)
        usual = sorted((name.upper(), *map(str.lower, values)) for name, values in generated.params)
        return found == usual and line.value == generated.value

    def _free_name(self, key: str, file: Attachment) -> str:
        stem = re.sub(r"[^a-z0-9-]+", "-", key.lower()).strip("-") or "value"
        ending = "txt" if file.media_type == "text/plain" else file_kind(file.content)[0]
        name, count = f"{stem}.{ending}", 1
        while name in self.attachments:
            count += 1
            name = f"{stem}-{count}.{ending}"
        return name

    def _notes(self) -> None:
        texts = {
            number: text
            for number in self.card.by_key.get("NOTE", ())
            if number not in self.replaced and (text := unescape(self.card.lines[number].value)).strip()
        }
        count = Counter(texts.values())
        self.notes += count
        for number, text in texts.items():
            # The quotation of a note can't tell how often a card has it.
            if count[text] > 1 or self._has_more(number):
                mark = f"{NOTE_MARK}{text_digest(text)}"
                self.replaced[number] = self.card.lines[number]._replace(value=mark)
            else:
                self.expressed.add(number)

    def _rest(self) -> list[str]:
        return [
            line_text(self.replaced.get(number, self.card.lines[number]))
            for number in self.card.own()
            if number not in self.expressed
        ]

    def _proposed(self) -> Mapping[str, tuple[str, ...]]:
        proposed: dict[str, tuple[str, ...]] = {}
        if value_of(self.card.all("DEATHDATE")):
            proposed["status"] = ("deceased",)
        if value_of(self.card.all("CLASS")).upper() in ("PRIVATE", "CONFIDENTIAL"):
            proposed["private"] = ("true",)
        related = [
            plain_text(unescape(line.value))
            for key in ("RELATED", "X-ABRELATEDNAMES")
            for line in self.card.all(key)
        ]
        names = [
            text for text in related if text and "@" not in text and not re.match(r"[a-zA-Z][\w+.-]*:", text)
        ]
        if names:
            proposed["knows"] = tuple(dict.fromkeys(names))
        return proposed
