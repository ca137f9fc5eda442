"""Parses the texts of properties to values, and reports those that are invalid. Knows no kind of note."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from plaintext_network.model.dates.calendar import Cadence, YearlyDay, parse_cadence
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note import properties
from plaintext_network.model.note.daily_notes import day_called
from plaintext_network.model.note.facts import FollowUp, Occasion, Ref
from plaintext_network.model.note.page_lists import split_list, takes_list
from plaintext_network.model.note.values.date_values import (
    date_facts,
    read_date,
    read_yearly,
    split_date,
    split_yearly,
)
from plaintext_network.model.note.values.listed_values import LISTED, split_names, split_values
from plaintext_network.model.note.values.visible_text import ONE_LINK, WIKI, link_label, visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes import header
from plaintext_network.notes.fields import Field
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import links_in, wiki_target
from plaintext_network.notes.source import Source, Span
from plaintext_network.problems import Problem, problem

T = TypeVar("T")


class WrittenValue(NamedTuple):
    """One text value of a property and its span.

    `inline` is True for an inline field in the body, `item` for an item of a list.
    """

    text: str
    span: Span
    inline: bool = False
    item: bool = False


_new = tuple.__new__


class FlatProperty(NamedTuple):
    """A property of the front matter with its key and its texts; `nested` is the property itself if any value is no text."""

    name: str
    key: str
    values: list[WrittenValue]
    nested: header.Property | None


def flatten(properties: Sequence[header.Property]) -> list[FlatProperty]:
    """Return the properties of the front matter for `Values.add_flat`, once for all readings of a note."""
    # This runs for every value of every note.
    scalar_class, list_class, nulls = header.Scalar, header.ListValue, header.NULLS
    found: list[FlatProperty] = []
    for written in properties:
        name, _, value = written
        values: list[WrittenValue] = []
        nested = None
        if value.__class__ is scalar_class:
            text, span, is_plain = value
            shown = text.strip()
            if shown and not (is_plain and text in nulls):
                values = [_new(WrittenValue, (shown, span, False, False))]
        elif value.__class__ is list_class:
            for item in value.items:
                if item.__class__ is not scalar_class:
                    nested = written
                    break
                text, span, is_plain = item
                shown = text.strip()
                if shown and not (is_plain and text in nulls):
                    values.append(_new(WrittenValue, (shown, span, False, True)))
        else:
            nested = written
        found.append(_new(FlatProperty, (name, property_key(name), values, nested)))
    return found


_TICKED = late_pattern(r"(?<!\s)\s*✅\s*(?:\d{4}-\d{2}-\d{2})?")


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


class Values:
    """The properties of one note by our names, from front matter, then inline fields. Collects their Problems.

    `daily_format` is the format in which links name days.
    """

    __slots__ = (
        "_own_lists",
        "_refs",
        "_shown",
        "daily_format",
        "known",
        "other",
        "problems",
        "source",
        "words",
        "written",
    )

    def __init__(
        self,
        source: Source,
        words: Mapping[str, properties.PropertyDefinition],
        daily_format: str = "%Y-%m-%d",
    ) -> None:
        self.source, self.words, self.daily_format = source, words, daily_format
        self.problems: list[Problem] = []
        self.known: dict[str, list[WrittenValue]] = {}
        self.written: dict[str, str] = {}
        self.other: dict[str, list[WrittenValue]] = {}
        self._own_lists: dict[tuple[bool, str], list[WrittenValue]] = {}
        self._refs: dict[str, tuple[list[WrittenValue], tuple[Ref, ...]]] = {}
        self._shown: dict[str, tuple[list[WrittenValue], tuple[str, ...]]] = {}

    def add_header(self, properties: Sequence[header.Property]) -> None:
        """Add the properties of the front matter."""
        self.add_flat(flatten(properties))

    def add_flat(self, properties: Sequence[FlatProperty]) -> None:
        """Add the properties of the front matter from `flatten`."""
        # Lists of values are shared with other readings of the note, so nothing may change them.
        row_of, known, other, spelled = self.words.get, self.known, self.other, self.written
        for name, key, values, nested in properties:
            row = row_of(key)
            if nested is not None:
                values = list(self._flat(nested, known=row is not None))
            if row is None:
                other[name] = values
            elif not values:
                continue
            elif (our_name := row.name) in known:
                self._add_known(row, name, values)
            else:
                known[our_name], spelled[our_name] = values, name

    def add_field(self, field: Field, *, listed: bool = False) -> None:
        """Add an inline field. With `listed`, commas separate the values of a list, as in Logseq's pages."""
        row = self.words.get(property_key(field.name))
        values = [WrittenValue(field.text, field.value, inline=True)]
        if not field.text:
            return
        if listed and takes_list(row, field.text):
            values = [
                WrittenValue(field.text[span.start : span.end], _shifted(span, field.value.start), True, True)
                for span in split_list(field.text)
            ]
        if row is None:
            self._extend(self.other, field.name, values)
        elif row.many or row.name not in self.known:
            self._extend(self.known, row.name, values)
            self._refs.pop(row.name, None)
            self._shown.pop(row.name, None)
            self.written.setdefault(row.name, field.name)

    def _extend(
        self, texts: dict[str, list[WrittenValue]], name: str, values: Sequence[WrittenValue]
    ) -> None:
        own = self._own_lists.get((texts is self.known, name))
        if own is not None and own is texts.get(name):
            own.extend(values)
        else:
            # The list may be shared with another reading.
            texts[name] = self._own_lists[texts is self.known, name] = [*texts.get(name, ()), *values]

    def _add_known(self, row: properties.PropertyDefinition, name: str, values: list[WrittenValue]) -> None:
        earlier = self.known.get(row.name)
        if earlier and not row.many:
            # Our own name takes precedence over synonyms, and the first one over later ones.
            other = self.written[row.name]
            wins = property_key(name) == property_key(row.name) != property_key(other)
            used_values, ignored = (values, earlier) if wins else (earlier, values)
            if earlier[0].text != values[0].text:
                key, used = (other, name) if wins else (name, other)
                place = self.source.place(ignored[0].span)
                self.problems.append(problem("property-twice", place, key=key, other=used))
            self.known[row.name] = used_values
            self.written[row.name] = name if wins else other
            return
        self.known[row.name] = [*earlier, *values] if earlier else values
        self.written[row.name] = name

    def _flat(self, written: header.Property, *, known: bool) -> Iterator[WrittenValue]:
        value = written.value
        for item in value.items if isinstance(value, header.ListValue) else (value,):
            if isinstance(item, header.Scalar):
                if not item.is_null and item.text.strip():
                    yield WrittenValue(item.text.strip(), item.span, item=item is not value)
            elif known:
                self.problems.append(problem("value-nested", self.source.place(item.span), key=written.name))
            else:
                yield WrittenValue(self.source.text[item.span.start : item.span.end].strip(), item.span)

    def split_lists(self, stem: str) -> None:
        """Split the texts that list several values, `Adi, The Kiln`. `stem` is the note's file name."""
        for name in LISTED:
            values = self.known.get(name)
            if values and [value for value in values if "," in value.text or ";" in value.text]:
                own_names = (stem, self.text("name") or stem)
                self.known[name] = [
                    value._replace(text=part)
                    for value in values
                    for part in ((value.text,) if value.item else split_values(name, value.text, own_names))
                ]

    def line(self, name: str) -> int | None:
        """Return the line of a property's first value, or None if it has none."""
        values = self.known.get(name)
        return self.source.line_number(values[0].span.start) if values else None

    def lines(self, name: str) -> tuple[int, ...]:
        """Return the line of each of a property's values."""
        values = self.known.get(name)
        if not values:
            return ()
        line_number, shown = self.source.line_number, self._visible(name, values)
        return tuple(
            [line_number(value.span.start) for value, text in zip(values, shown, strict=True) if text]
        )

    def _visible(self, name: str, values: list[WrittenValue]) -> tuple[str, ...]:
        """Return the values of a property as visible text, including values that show nothing."""
        # Several fields of a note's facts contain the same texts.
        earlier = self._shown.get(name)
        if earlier is None or earlier[0] is not values:
            earlier = self._shown[name] = values, tuple([visible_text(value.text) for value in values])
        return earlier[1]

    def places(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return the line of each value, by property."""
        return tuple([(name, lines) for name in self.known if (lines := self.lines(name))])

    def references(self) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
        """Return the links and names in each property that refers to notes other than people."""
        names = [name for name in self.known if name in properties.REFERENCES]
        found = [(name, tuple([ref for ref in self.refs(name) if not ref.beside])) for name in names]
        return tuple([each for each in found if each[1]])

    def raw(self, name: str) -> str | None:
        """Return the first value as written."""
        values = self.known.get(name)
        return values[0].text if values else None

    def text(self, name: str) -> str | None:
        """Return the first value as visible text."""
        values = self.known.get(name)
        return (self._visible(name, values)[0] or None) if values else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return every value as visible text."""
        values = self.known.get(name)
        if not values:
            return ()
        shown = self._visible(name, values)
        return shown if "" not in shown else tuple(filter(None, shown))

    def file(self, name: str) -> str | None:
        """Return the file that the first value links or names, with the folder as written."""
        values = self.known.get(name)
        if not values:
            return None
        text = values[0].text
        if embedded := WIKI.search(text):
            return wiki_target(embedded[1].partition("|")[0]) or None
        # `links_in` leaves out links to other files than notes.
        label, between, rest = text.partition("](")
        return (rest.removesuffix(")") if between and label.lstrip("!").startswith("[") else text) or None

    def all_texts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return every value of every property as visible text."""
        return tuple([(name, self.texts(name)) for name in self.known])

    def other_texts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return every value of the properties that are not pnet's, as written."""
        return tuple([(name, tuple([value.text for value in values])) for name, values in self.other.items()])

    def names(self, name: str) -> tuple[str, ...]:
        """Return every value as visible text; a link to a page in a namespace gives the page's whole name first."""
        found: list[str] = []
        values = self.known.get(name)
        if not values:
            return ()
        for value in values:
            link = WIKI.fullmatch(value.text) if value.inline and value.item else None
            whole = wiki_target(link[1]) if link and "|" not in link[1] else ""
            found += [whole if "/" in whole else "", visible_text(value.text)]
        return tuple(filter(None, found))

    def tags(self, name: str, *, links: bool = True) -> tuple[str, ...]:
        """Return tags without `#`; one text may contain several, separated by commas or spaces, as in Obsidian.

        Without `links`, return only the bare words: to Logseq, `[[Person/Hal]]` and `#Person/Hal` are links.
        """
        values = self.known.get(name)
        if not values:
            return ()
        if not links:
            values = [value for value in values if "[[" not in value.text and "#" not in value.text]
        return tuple(tag for value in values for tag in _tags_in(value))

    def refs(self, name: str) -> tuple[Ref, ...]:
        """Return links and bare names."""
        values = self.known.get(name)
        if not values:
            return ()
        # Several fields of a note's facts contain the same links.
        earlier = self._refs.get(name)
        if earlier is None or earlier[0] is not values:
            earlier = self._refs[name] = (
                values,
                tuple([ref for value in values for ref in self.refs_in(value)]),
            )
        return earlier[1]

    def refs_in(self, value: WrittenValue) -> Sequence[Ref]:
        """Return the links in one value and the words between them, or the whole text as a name."""
        text = value.text
        if "[" not in text and "<" not in text:
            name = visible_text(text)
            return (Ref(name, *self.source.place(value.span), None),) if name else ()
        place = self.source.place(value.span)
        if (one := ONE_LINK.fullmatch(text)) and (target := one[1].strip()):
            is_day = day_called(target, self.daily_format) is not None
            return (_new(Ref, (target, *place, True, is_day, False, "")),)
        links = sorted(links_in(text), key=lambda link: link.span)
        found = [
            Ref(
                link.target,
                *place,
                link.wiki,
                day_called(link.target, self.daily_format) is not None,
                label=link_label(text, link),
            )
            for link in links
        ]
        if not links and "[[" not in text and (name := visible_text(text)):
            found.append(Ref(name, *place, None))
        if links and links[0].span != (0, len(text)):
            for words in _between(text, [link.span for link in links]):
                found += [Ref(name, *place, None, beside=True) for name in split_names(words)]
        return found

    def links(self) -> list[Ref]:
        """Return the links in properties that do not name people; bare names are not links.

        Links in inline fields are left out, since the body includes them.
        """
        found: list[Ref] = []
        people = properties.PEOPLE
        for texts, known in ((self.known, True), (self.other, False)):
            for name, values in texts.items():
                if known and name in people:
                    continue
                for value in values:
                    if "[" in value.text and not value.inline:
                        refs = self.refs_in(value)
                        found += [ref for ref in refs if ref.wiki is not None and not ref.is_day]
        return found

    def people(self) -> tuple[Ref, ...]:
        """Return the links and names in every property that names people."""
        names = [name for name in self.known if name in properties.PEOPLE]
        if len(names) == 1:
            return self.refs(names[0])
        return tuple([ref for name in names for ref in self.refs(name)])

    def _day(self, text: str) -> date | None:
        return read_date(text, self.daily_format)

    def date(self, name: str) -> date | None:
        """Return the first value as a day."""
        return self._read(name, self._day, "date-invalid")

    def yearly(self, name: str) -> YearlyDay | None:
        """Return the first value as a yearly date."""
        return self._read(name, read_yearly, "yearly-date-invalid")

    def cadence(self, name: str) -> Cadence | None:
        """Return the first value as a cadence."""
        return self._read(name, parse_cadence, "cadence-unknown")

    def _read(self, name: str, parse: Callable[[str], T | None], code: str) -> T | None:
        values = self.known.get(name)
        if not values:
            return None
        value = parse(values[0].text)
        if value is None:
            text, place = values[0].text, self.source.place(values[0].span)
            self.problems.append(problem(code, place, value=text, **date_facts(code, text)))
        return value

    def word(self, name: str, known: Sequence[str], code: str, default: str) -> str:
        """Return the first value as one of the `known` words, ignoring case, spaces and `_`; else `default`."""
        values = self.known.get(name)
        if not values:
            return default
        word = "-".join(values[0].text.lower().replace("_", " ").replace("-", " ").split())
        if word in known:
            return word
        place = self.source.place(values[0].span)
        self.problems.append(
            problem(code, place, value=values[0].text, used=default or "none", known=", ".join(known))
        )
        return default

    def flag(self, name: str, *, careful: bool) -> bool:
        """Return the first value as a boolean; anything else counts as `careful` and gives a Problem."""
        values = self.known.get(name)
        if not values:
            return False
        word = values[0].text.lower()
        if word in properties.YES:
            return True
        if word in properties.NO:
            return False
        used = "true" if careful else "false"
        self.problems.append(
            problem("yes-or-no-unknown", self.source.place(values[0].span), value=values[0].text, used=used)
        )
        return careful

    def planned(self, name: str) -> str | None:
        """Return the mark of a planned interaction, `true` or `cancelled`; None if there is none, or it is false or unknown."""
        values = self.known.get(name)
        if not values:
            return None
        word = values[0].text.lower()
        if word in properties.NO:
            return None
        if word in properties.YES:
            return "true"
        if word in properties.CANCELLED:
            return properties.CANCELLED[0]
        self.problems.append(
            problem("planned-unknown", self.source.place(values[0].span), value=values[0].text)
        )
        return None

    def follow_ups(self, name: str) -> tuple[FollowUp, ...]:
        """Return each value as a date and a promise."""
        if name not in self.known:
            return ()
        found = []
        for day, rest, line in self._dated(name, split_date, self._day, "date-invalid"):
            done = _TICKED.search(rest)
            found.append(FollowUp(day, visible_text(_TICKED.sub("", rest)), done is not None, line))
        return tuple(found)

    def occasions(self, name: str) -> tuple[Occasion, ...]:
        """Return each value as a yearly date and a text."""
        if name not in self.known:
            return ()
        found = self._dated(name, split_yearly, read_yearly, "yearly-date-invalid")
        return tuple([Occasion(day, visible_text(rest), line) for day, rest, line in found])

    def _dated(
        self, name: str, split: Callable[[str], tuple[str, str]], parse: Callable[[str], T | None], code: str
    ) -> Iterator[tuple[T, str, int]]:
        """Yield the day that each value begins with, the text after it, and the line; a value without a day is a Problem."""
        for value in self.known[name]:
            head, rest = split(value.text)
            day = parse(head)
            if day is None:
                self._invalid_head(value, head, code)
            else:
                yield day, rest, self.source.line_number(value.span.start)

    def _invalid_head(self, value: WrittenValue, head: str, code: str) -> None:
        if any(c.isdigit() for c in head):
            place = self.source.place(value.span)
            self.problems.append(problem(code, place, value=head, **date_facts(code, head)))
        else:
            self.problems.append(
                problem("dated-text-invalid", self.source.place(value.span), value=value.text)
            )


def _between(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """Yield what is written before, between and after some places, but not signs alone."""
    at = 0
    for start, end in (*spans, (len(text), len(text))):
        words = text[at : max(at, start)]
        if any(map(str.isalnum, words)) and words.strip(" ,;&").lower() not in ("and", "und", "et", "y"):
            yield words
        at = max(at, end)


_TAG = late_pattern(r"#?\[\[([^\[\]\r\n]+)\]\]|[^,，\s]+")


def _tags_in(value: WrittenValue) -> Iterator[str]:
    """Yield the tags in one value; `[[close friends]]` is one."""
    if value.inline and value.item and "[[" not in value.text and "#" not in value.text[1:]:
        yield value.text.strip("#/ ")
        return
    for part in _TAG.finditer(value.text):
        if tag := (wiki_target(part[1]) if part[1] else part[0]).strip("#/"):
            yield tag
