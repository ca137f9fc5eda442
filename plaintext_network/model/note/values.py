"""Owns how a property's text becomes a value, and the Problems where it does not. Knows no kind of note."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from plaintext_network.model.dates.calendar import Cadence, YearlyDay, parse_cadence, parse_day, parse_yearly
from plaintext_network.model.language.normalize import property_key, stem_of
from plaintext_network.model.note import properties
from plaintext_network.model.note.daily_notes import day_called, day_of_path
from plaintext_network.model.note.facts import FollowUp, Occasion, Ref
from plaintext_network.notes import header
from plaintext_network.notes.body import Field, links_in, wiki_target
from plaintext_network.notes.source import Source, Span
from plaintext_network.problems import Problem, problem

T = TypeVar("T")


class WrittenValue(NamedTuple):
    """One text value of a property, and where it stands; `inline` in the body, as a field."""

    text: str
    span: Span
    inline: bool = False


WIKI = re.compile(r"!?\[\[([^\[\]\r\n]+)\]\]")
_MARKDOWN_LINK = re.compile(
    r"\[([^\[\]]*)\]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:[ \t]+[\"'][^\"'\n]*[\"'])?\)"
)
_TICKED = re.compile(r"(?<!\s)\s*✅\s*(?:\d{4}-\d{2}-\d{2})?")


def visible_text(text: str) -> str:
    """Return a text as a reader sees it: `[[Ada Lovelace|Ada]]` is `Ada`, `[[people/Ada]]` is `Ada`."""
    if "[" not in text:
        return text.strip()

    def visible(link: re.Match[str]) -> str:
        target, _, label = link[1].partition("|")
        return label.strip() or wiki_target(target).rsplit("/", 1)[-1] or target.strip()

    return _MARKDOWN_LINK.sub(lambda link: link[1], WIKI.sub(visible, text)).strip()


def read_date(text: str, daily_format: str) -> date | None:
    """Read a date, a date-time or a link to a dated note as the day written."""
    text = text.strip()
    target = _linked(text)
    return day_of_path(target, daily_format) if target else parse_day(text)


def _linked(text: str) -> str | None:
    """Return the name or path of the note that a text is a link to, and nothing else."""
    link = next(links_in(text), None) if text.startswith("[") else None
    return link.target if link and link.span == (0, len(text)) else None


class Values:
    """The properties of one note by our names; front matter, then inline fields. Collects their Problems.

    `daily_format` is how links name days.
    """

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

    def add_header(self, properties: Sequence[header.Property]) -> None:
        """Take in the front matter."""
        for written in properties:
            row = self.words.get(property_key(written.name))
            givens = list(self._flat(written, known=row is not None))
            if row is None:
                self.other.setdefault(written.name, []).extend(givens)
            elif givens:
                self._take(row, written.name, givens)

    def add_field(self, field: Field) -> None:
        """Take in an inline field."""
        row = self.words.get(property_key(field.name))
        given = WrittenValue(field.text, field.value, inline=True)
        if not field.text:
            return
        if row is None:
            self.other.setdefault(field.name, []).append(given)
        elif row.many or row.name not in self.known:
            self.known.setdefault(row.name, []).append(given)
            self.written.setdefault(row.name, field.name)

    def _take(self, row: properties.PropertyDefinition, name: str, givens: list[WrittenValue]) -> None:
        before = self.known.get(row.name)
        if before and not row.many:
            # Our own word counts before others, and the first before the second.
            other = self.written[row.name]
            wins = property_key(name) == property_key(row.name) != property_key(other)
            counts, loses = (givens, before) if wins else (before, givens)
            if before[0].text != givens[0].text:
                key, used = (other, name) if wins else (name, other)
                place = self.source.place(loses[0].span)
                self.problems.append(problem("property-twice", place, key=key, other=used))
            self.known[row.name] = counts
            self.written[row.name] = name if wins else other
            return
        self.known.setdefault(row.name, []).extend(givens)
        self.written[row.name] = name

    def _flat(self, written: header.Property, *, known: bool) -> Iterator[WrittenValue]:
        value = written.value
        for item in value.items if isinstance(value, header.Sequence) else (value,):
            if isinstance(item, header.Scalar):
                if not item.is_null and item.text.strip():
                    yield WrittenValue(item.text.strip(), item.span)
            elif known:
                self.problems.append(problem("value-nested", self.source.place(item.span), key=written.name))
            else:
                yield WrittenValue(self.source.text[item.span.start : item.span.end].strip(), item.span)

    def line(self, name: str) -> int | None:
        """Return the line of a property's first value, None where it has none."""
        givens = self.known.get(name)
        return self.source.line_number(givens[0].span.start) if givens else None

    def lines(self, name: str) -> tuple[int, ...]:
        """Return the line of each of a property's values."""
        return tuple(
            self.source.line_number(given.span.start)
            for given in self.known.get(name, ())
            if visible_text(given.text)
        )

    def places(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return the line of each value, by property."""
        return tuple((name, lines) for name in self.known if (lines := self.lines(name)))

    def references(self) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
        """Return the links and names in each property that names something but people."""
        types = ("reference", "links")
        names = [name for name in self.known if self.words[property_key(name)].type in types]
        return tuple((name, refs) for name in names if (refs := self.refs(name)))

    def raw(self, name: str) -> str | None:
        """Return the first value as written."""
        givens = self.known.get(name)
        return givens[0].text if givens else None

    def text(self, name: str) -> str | None:
        """Return the first value as a reader sees it."""
        raw = self.raw(name)
        return (visible_text(raw) or None) if raw is not None else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return every value as a reader sees it."""
        return tuple(text for given in self.known.get(name, ()) if (text := visible_text(given.text)))

    def tags(self, name: str) -> tuple[str, ...]:
        """Return tags without `#`; one text may hold several, parted by commas or spaces, as in Obsidian."""
        parts = (part for given in self.known.get(name, ()) for part in re.split(r"[,\s]+", given.text))
        return tuple(tag for part in parts if (tag := part.strip("#/")))

    def refs(self, name: str) -> tuple[Ref, ...]:
        """Return links and bare names; a text that holds links is those links."""
        return tuple(ref for given in self.known.get(name, ()) for ref in self.refs_in(given))

    def refs_in(self, given: WrittenValue) -> Iterator[Ref]:
        """Yield the links in one text, or the whole text as a name."""
        place = self.source.place(given.span)
        links = sorted(links_in(given.text), key=lambda link: link.span)
        for link in links:
            is_day = day_called(link.target, self.daily_format) is not None
            yield Ref(link.target, *place, link.wiki, is_day)
        if not links and "[[" not in given.text and (name := visible_text(given.text)):
            yield Ref(name, *place, None)

    def links(self) -> Iterator[Ref]:
        """Yield the links in properties that do not name people; bare names are not links.

        What stands in the body is found there.
        """
        known = [
            givens for name, givens in self.known.items() if self.words[property_key(name)].type != "people"
        ]
        for givens in (*known, *self.other.values()):
            for given in givens:
                if "[" in given.text and not given.inline:
                    yield from (ref for ref in self.refs_in(given) if ref.wiki is not None and not ref.is_day)

    def people(self) -> tuple[Ref, ...]:
        """Return the links and names in every property that names people."""
        names = [name for name in self.known if self.words[property_key(name)].type == "people"]
        return tuple(ref for name in names for ref in self.refs(name))

    def _day(self, text: str) -> date | None:
        return read_date(text, self.daily_format)

    def date(self, name: str) -> date | None:
        """Return the first value as a day."""
        return self._read(name, self._day, "date-invalid")

    def yearly(self, name: str) -> YearlyDay | None:
        """Return the first value as a day of the year."""
        return self._read(name, _read_yearly, "yearly-date-invalid")

    def cadence(self, name: str) -> Cadence | None:
        """Return the first value as a cadence."""
        return self._read(name, parse_cadence, "cadence-unknown")

    def _read(self, name: str, parse: Callable[[str], T | None], code: str) -> T | None:
        givens = self.known.get(name)
        if not givens:
            return None
        value = parse(givens[0].text)
        if value is None:
            self.problems.append(problem(code, self.source.place(givens[0].span), value=givens[0].text))
        return value

    def word(self, name: str, known: Sequence[str], code: str, default: str) -> str:
        """Return the first value as a word of a fixed set; case, spaces and `_` do not count."""
        givens = self.known.get(name)
        if not givens:
            return default
        word = "-".join(givens[0].text.lower().replace("_", " ").replace("-", " ").split())
        if word in known:
            return word
        place = self.source.place(givens[0].span)
        self.problems.append(
            problem(code, place, value=givens[0].text, used=default or "none", known=", ".join(known))
        )
        return default

    def flag(self, name: str, *, careful: bool) -> bool:
        """Return the first value as yes or no; what is neither is `careful`, and a Problem."""
        givens = self.known.get(name)
        if not givens:
            return False
        word = givens[0].text.lower()
        if word in ("true", "yes", "on", "y", "1"):
            return True
        if word in ("false", "no", "off", "n", "0"):
            return False
        used = "true" if careful else "false"
        self.problems.append(
            problem("yes-or-no-unknown", self.source.place(givens[0].span), value=givens[0].text, used=used)
        )
        return careful

    def follow_ups(self, name: str) -> tuple[FollowUp, ...]:
        """Return each value as a day and what was promised for it."""
        found = []
        for given in self.known.get(name, ()):
            head, rest = _head(given.text)
            day = self._day(head)
            if day is None:
                self._invalid_head(given, head, "date-invalid")
                continue
            done = _TICKED.search(rest)
            text = visible_text(_TICKED.sub("", rest))
            found.append(FollowUp(day, text, done is not None, self.source.line_number(given.span.start)))
        return tuple(found)

    def occasions(self, name: str) -> tuple[Occasion, ...]:
        """Return each value as a day of the year and what it is."""
        found = []
        for given in self.known.get(name, ()):
            head, rest = _head(given.text)
            day = _read_yearly(head)
            if day is None:
                self._invalid_head(given, head, "yearly-date-invalid")
                continue
            found.append(Occasion(day, visible_text(rest), self.source.line_number(given.span.start)))
        return tuple(found)

    def _invalid_head(self, given: WrittenValue, head: str, code: str) -> None:
        if any(c.isdigit() for c in head):
            self.problems.append(problem(code, self.source.place(given.span), value=head))
        else:
            self.problems.append(
                problem("dated-text-invalid", self.source.place(given.span), value=given.text)
            )


def _read_yearly(text: str) -> YearlyDay | None:
    target = _linked(text)
    return parse_yearly(stem_of(target) if target else text)


def _head(text: str) -> tuple[str, str]:
    """Part a dated text into its date, as written, and the rest."""
    link = next(links_in(text), None) if text.startswith("[") else None
    if link and not link.span.start:
        return text[: link.span.end], text[link.span.end :].lstrip(" :–—-")
    head, _, rest = text.partition(" ")
    return head.rstrip(":"), rest.lstrip(" :–—-")
