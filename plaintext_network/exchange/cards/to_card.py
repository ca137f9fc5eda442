"""Builds a card from a note's properties and raw lines: the way out. Knows no file and no vault.

A raw line with the same value as an item gives it back its types, group and label. If the item is gone, so is the line.
"""

from collections.abc import Mapping, Sequence

from plaintext_network.exchange.cards.addresses import address_city, is_only_city
from plaintext_network.exchange.cards.attachments import marked_file, stays_in_note
from plaintext_network.exchange.cards.card_draft import CardDraft
from plaintext_network.exchange.cards.card_lines import CardLines
from plaintext_network.exchange.cards.dates import date_line
from plaintext_network.exchange.cards.mapping import LISTS, LISTS_IN_LINES, OCCASIONS, OWN_LISTS, SINGLE
from plaintext_network.exchange.cards.names import card_name, has_name, name_value
from plaintext_network.exchange.cards.preference import with_preference
from plaintext_network.exchange.cards.shown_values import value_key
from plaintext_network.exchange.cards.value_lines import photo_line, plain_line
from plaintext_network.exchange.cards.versions import in_version
from plaintext_network.exchange.record import Attachment
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.content_line import ContentLine, parse_line
from plaintext_network.exchange.vcard.values import escape, join_list, join_structured, split_list
from plaintext_network.notes.inert_text import text_digest

NOTE_MARK = "pnet-note:"


def to_card(
    properties: Mapping[str, Sequence[str]],
    raw_lines: Sequence[str] = (),
    version: str = "3.0",
    *,
    files: Mapping[str, Attachment] | None = None,
    notes: Sequence[str] = (),
    company: bool = False,
) -> Card:
    """Return the card of a contact whose properties have these values; `name` is one of them.

    `raw_lines` are those of the note's source blocks. `files` are the attachments by the path that `photo` and raw lines
    have; a line whose file is missing is left out. `notes` are the texts of NOTE. What may not leave the vault is not among
    all these: see `gate`. With `company`, it is the card of an organization.
    """
    return _CardWriter(properties, raw_lines, version, files or {}, notes, company).card()


class _CardWriter:
    def __init__(
        self,
        properties: Mapping[str, Sequence[str]],
        raw_lines: Sequence[str],
        version: str,
        files: Mapping[str, Attachment],
        notes: Sequence[str],
        company: bool,
    ) -> None:
        self.properties, self.version, self.files, self.notes = properties, version, files, notes
        self.raw = CardLines(map(parse_line, raw_lines))
        self.company = company or self.raw.is_company
        self.draft = CardDraft(self.raw, files)

    def card(self) -> Card:
        self._name()
        self._in_lines("NICKNAME")
        for key in () if self.company else ("ORG", "TITLE"):
            self._single(key)
        for key in LISTS:
            self._list(key)
        if not self.company:
            self._location()
            self._single("BDAY")
            self._occasions()
            for key, name in OWN_LISTS.items():
                self._own_list(key, name)
            self._died()
        self._photo()
        self._in_lines("CATEGORIES")
        self._notes()
        self._kind()
        self._single("UID")
        self.draft.take_rest()
        return Card(tuple(in_version(line, self.version) for line in self.draft.lines), self.version)

    def _name(self) -> None:
        name = _one(self.properties, "name")
        full, parts = (
            [number for number in self.raw.by_key.get(key, ()) if has_name(self.raw.lines[number])]
            for key in ("FN", "N")
        )
        original = [self.raw.lines[number] for number in (*full, *parts)]
        others = [line for key in ("ORG", "NICKNAME", "EMAIL") for line in self.raw.all(key)]
        known = card_name(Card((*original, *(() if full or parts else others))), company=self.company)
        same = not original or not known or known == name
        if same and full:
            self.draft.take(*full)
        else:
            self.draft.leave_out(*full)
            self.draft.add(ContentLine("FN", escape(name)))
        # A name without FN may be that of N alone.
        if parts and same:
            self.draft.take(*parts)
        else:
            self.draft.leave_out(*parts)
            self.draft.add(ContentLine("N", name_value(name, company=self.company)))

    def _single(self, key: str) -> None:
        """Write the one line that has a property's value; other raw lines of that name stay as they are."""
        texts = list(self.properties.get(SINGLE[key], ()))[:1]
        found = self.raw.preferred(key)
        if found and texts and self._says(key, found[0], texts[0]):
            self.draft.take(found[0])
        else:
            self.draft.leave_out(*found[:1])
            if texts and (line := plain_line(key, texts[0], self.version)):
                self.draft.add(line)

    def _says(self, key: str, number: int, text: str) -> bool:
        return any(
            value_key(SINGLE[key], each) == value_key(SINGLE[key], text) for each in self.raw.shown(number)
        )

    def _list(self, key: str) -> None:
        """Write a line for each item, in their order, as the raw line that decorates it or as a new one."""
        name = LISTS[key]
        by_key: dict[str, list[int]] = {}
        for number in self.raw.by_key.get(key, ()):
            for text in self.raw.shown(number):
                by_key.setdefault(value_key(name, text), []).append(number)
        written: list[tuple[int | None, ContentLine]] = []
        of_first = 0
        for text in dict.fromkeys(self.properties.get(name, ())):
            numbers = by_key.pop(value_key(name, text), [])
            is_written = any(text in self.raw.shown(number) for number in numbers)
            for number in numbers:
                line = self.raw.lines[number]
                if not is_written and key != "ADR":
                    # The same number or address, written in another way since.
                    line = line._replace(value=escape(text))
                written.append((number, line))
            if not numbers and (new := plain_line(key, text, self.version)):
                written.append((None, new))
            of_first = of_first or len(written)
        for numbers in by_key.values():
            for number in numbers:
                self.draft.leave_out(number)
        for place, line in with_preference(written, of_first):
            if place is None:
                self.draft.add(line)
            else:
                self.draft.write(place, line)

    def _in_lines(self, key: str) -> None:
        """Write the lines whose values are lists: each raw line with the items that are left, and one line for new items."""
        name = LISTS_IN_LINES[key]
        numbers = self.raw.by_key.get(key, [])
        left = {value_key(name, text): text for text in self.properties.get(name, ())}
        wanted = set(left)
        own = value_key(name, _one(self.properties, "name"))
        for number in numbers:
            line = self.raw.lines[number]
            parts = split_list(line.value)
            kept = []
            for part in parts:
                shown = self.raw.shown_of(line._replace(value=escape(part)))
                if not shown or value_key(name, shown[0]) in (*wanted, own):
                    kept.append(part)
                left.pop(value_key(name, shown[0]) if shown else "", None)
            if kept or not parts:
                self.draft.write(
                    number, line if len(kept) == len(parts) else line._replace(value=join_list(kept))
                )
            else:
                self.draft.leave_out(number)
        if left:
            self.draft.add(ContentLine(key, join_list(left.values())))

    def _location(self) -> None:
        location = _one(self.properties, "location")
        cities = [
            number
            for number in self.raw.by_key.get("ADR", ())
            if stays_in_note(self.raw.lines[number]) and is_only_city(self.raw.lines[number])
        ]
        known = {address_city(line) for line in self.draft.lines if line.key == "ADR"}
        for number in cities:
            if not location or address_city(self.raw.lines[number]) == location:
                self.draft.take(number)
            else:
                self.draft.leave_out(number)
            known.add(address_city(self.raw.lines[number]))
        if location and location not in known:
            self.draft.add(ContentLine("ADR", join_structured(("", "", "", location, "", "", ""))))

    def _occasions(self) -> None:
        left = list(self.properties.get("occasions", ()))
        for number in (n for key in OCCASIONS for n in self.raw.by_key.get(key, ())):
            shown = self.raw.shown(number)
            if not shown:
                continue
            if shown[0] in self.properties.get("occasions", ()):
                self.draft.take(number)
                if shown[0] in left:
                    left.remove(shown[0])
            else:
                self.draft.leave_out(number)
        for text in left:
            self.draft.add(*self._occasion_lines(text))

    def _occasion_lines(self, text: str) -> list[ContentLine]:
        day, _, label = text.partition(" ")
        key = "ANNIVERSARY" if label == "anniversary" and not self.draft.has("ANNIVERSARY") else "X-ABDATE"
        line = date_line(key, day, self.version)
        if line is None or key == "ANNIVERSARY":
            return [line] if line else []
        group = self.draft.free_group()
        return [line._replace(group=group), ContentLine("X-ABLabel", escape(label), group)]

    def _photo(self) -> None:
        path = _one(self.properties, "photo")
        numbers = self.raw.by_key.get("PHOTO", [])
        marked = [marked_file(self.raw.lines[number].value) for number in numbers]
        if path in marked:
            self.draft.take(numbers[marked.index(path)])
            return
        # Another picture, or none, took the place of the first.
        for number, name in zip(numbers, marked, strict=True):
            if name and (old := self.files.get(name)) and old.media_type.startswith("image/"):
                self.draft.leave_out(number)
                break
        if path and (file := self.files.get(path)):
            self.draft.add(photo_line(file, self.version))

    def _notes(self) -> None:
        texts = {text_digest(text): text for text in self.notes}
        marked = set[str]()
        for number in self.raw.by_key.get("NOTE", ()):
            line = self.raw.lines[number]
            _, mark, digest = line.value.partition(NOTE_MARK)
            if mark and digest in texts:
                self.draft.write(number, line._replace(value=escape(texts[digest])))
                marked.add(digest)
            elif mark:
                self.draft.leave_out(number)
        left = (text for digest, text in texts.items() if digest not in marked)
        self.draft.add(*(ContentLine("NOTE", escape(text)) for text in left))

    def _own_list(self, key: str, name: str) -> None:
        texts = list(dict.fromkeys(self.properties.get(name, ())))
        for number in self.raw.by_key.get(key, ()):
            self.draft.leave_out(number)
        self.draft.add(*(ContentLine(key, escape(text)) for text in texts))

    def _died(self) -> None:
        died = _one(self.properties, "died")
        if (
            died
            and "DEATHDATE" not in self.raw.by_key
            and (line := date_line("DEATHDATE", died, self.version))
        ):
            self.draft.add(line)

    def _kind(self) -> None:
        if not self.company:
            return
        if not self.raw.is_company:
            is_new = self.version == "4.0"
            self.draft.add(ContentLine("KIND", "org") if is_new else ContentLine("X-ABShowAs", "COMPANY"))


def _one(properties: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(properties.get(name, ())), "")
