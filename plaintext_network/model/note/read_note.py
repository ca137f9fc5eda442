"""Owns the way from a note to what it says: Note to Facts and Problems. Resolves no link, reads no file."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from plaintext_network.model.language.normalize import name_key, property_key, stem_of
from plaintext_network.model.note import properties
from plaintext_network.model.note.daily_notes import day_called, day_of_path
from plaintext_network.model.note.facts import Contact, Facts, Interaction, Introduction, Ref, Task
from plaintext_network.model.note.kinds import is_template, kind_of
from plaintext_network.model.note.log_lines import (
    daily_items,
    is_touch,
    log_items,
    split_channel,
    split_fields,
    without_fields,
)
from plaintext_network.model.note.prose import ONLY_TAGS
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.tasks import read_task
from plaintext_network.model.note.values import Values, visible_text
from plaintext_network.notes.body import Field, Item
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span, Spans
from plaintext_network.problems import Problem, problem


def read_facts(note: Note, path: str, rules: Rules) -> Facts:
    """Return what a note says. `path` is relative to the vault, with `/`; the Problems carry it."""
    return _Reading(note, path, rules).facts()


def own_fields(note: Note, facts: Facts, rules: Rules) -> list[Field]:
    """Return the inline fields of a note that are its own properties, and not those of a line or a task."""
    return _Reading(note, facts.path, rules).own_fields(facts.kind, facts.day)


class _Reading:
    def __init__(self, note: Note, path: str, rules: Rules) -> None:
        self.note, self.path, self.rules = note, path, rules
        self.source, self.body = note.source, note.body
        self.problems: list[Problem] = list(note.problems)
        self.interactions: list[Interaction] = []
        self.links = tuple(self._ref(link.target, link.span, link.wiki) for link in self.body.links)
        self.link_starts = [link.span.start for link in self.body.links]
        self.field_starts = [field.value.start for field in self.body.fields]
        self.code = Spans(self.body.code)
        self.tasks_at = [item for item in self.body.items if item.box is not None]

    def facts(self) -> Facts:
        plain = self._values("")
        plain.add_header(self.note.header.properties)
        for field in self.body.fields:
            plain.add_field(field)
        tags = _unique((*plain.tags("tags"), *(tag.text for tag in self.body.tags)))
        given = {property_key(name): texts for name, texts in self._texts(plain)}
        kind = "plain"
        if not (template := is_template(self.source.text[: self.note.header.body_start])):
            kind = kind_of(self.path, plain.raw("type"), tags, given, self.rules)
        path_day = day_of_path(self.path, self.rules.daily.format)

        entries = self._entries(kind, path_day or plain.date("date"))
        values = self._values(kind)
        values.add_header(self.note.header.properties)
        outside, inside = self._shared_out([item for item, *_ in entries])
        for field in outside:
            values.add_field(field)
        day = (values.date("date") if "date" in values.words else plain.date("date")) or path_day
        contact = introduction = None
        if kind == "contact":
            contact = self._contact(values)
        elif kind == "interaction":
            self._interaction(values, day)
        elif kind == "introduction":
            introduction = self._introduction(values, day)
        for (item, item_day, text, form), given_here in zip(entries, inside, strict=True):
            self._line(item, item_day, text, form, given_here)
        self.problems += values.problems
        self.problems += [p for p in plain.problems if p.code != "date-invalid"]
        if template:
            # What it leaves open is no fault: it is filled in when a note is made of it.
            self.problems = [p for p in self.note.problems if p.code != "yaml-invalid"]
        told = kind not in ("interaction", "plain")
        return Facts(
            path=self.path,
            kind=kind,
            name=values.text("name") or stem_of(self.path),
            aliases=values.texts("aliases"),
            day=None if kind == "contact" else day,
            contact=contact,
            introduction=introduction,
            interactions=tuple(self.interactions),
            tasks=tuple(self._tasks()),
            people=values.people(),
            links=(*values.links(), *self.links),
            tags=tags,
            properties=tuple((name, values.texts(name)) for name in values.known),
            other=tuple(
                (name, tuple(given.text for given in givens)) for name, givens in values.other.items()
            ),
            problems=tuple(p._replace(path=self.path) for p in sorted(set(self.problems))),
            references=values.references() if told else (),
            places=values.places() if told else (),
        )

    def own_fields(self, kind: str, day: date | None) -> list[Field]:
        """Return the inline fields that are the note's own properties."""
        return self._shared_out([item for item, *_ in self._entries(kind, day)])[0]

    def _shared_out(self, items: Sequence[Item]) -> tuple[list[Field], list[list[Field]]]:
        """Part the inline fields that are no task's into the note's own and those of each of these items."""
        in_tasks = Spans(item.own for item in self.tasks_at)
        return split_fields([field for field in self.body.fields if field.value.start not in in_tasks], items)

    def _values(self, kind: str) -> Values:
        return Values(self.source, properties.words_of(kind, self.rules), self.rules.daily.format)

    def _texts(self, values: Values) -> list[tuple[str, tuple[str, ...]]]:
        everything = (*values.known.items(), *values.other.items())
        return [(name, tuple(given.text for given in givens)) for name, givens in everything]

    def _ref(self, target: str, span: Span, wiki: bool | None) -> Ref:
        is_day = day_called(target, self.rules.daily.format) is not None
        return Ref(target, *self.source.place(span), wiki, is_day)

    def _entries(self, kind: str, day: date | None) -> list[tuple[Item, date, str, str]]:
        """The list items of this note that are interactions of their own."""
        found = []
        if kind == "contact":
            for line in log_items(self.source, self.body, self.rules):
                if isinstance(line, Problem):
                    self.problems.append(line)
                else:
                    found.append((*line, "log"))
        elif kind != "interaction" and day is not None:
            # Only a daily note may do without the tag: an event's note also names those who are expected.
            by_link = kind == "plain" and self.rules.daily.touch == "link"
            lines = daily_items(self.body, self.rules.log.tag, by_link=by_link)
            found = [(item, day, item.text, "daily") for item in lines]
        return found

    def _links_in(self, span: Span) -> tuple[Ref, ...]:
        return self.links[bisect_left(self.link_starts, span.start) : bisect_left(self.link_starts, span.end)]

    def _fields_in(self, span: Span) -> tuple[Field, ...]:
        first, last = (bisect_left(self.field_starts, at) for at in span)
        return self.body.fields[first:last]

    def _contact(self, values: Values) -> Contact:
        # A touch kept by hand.
        kept = values.date("last_contact")
        if kept:
            line = values.line("last_contact") or 1
            self.interactions.append(Interaction(kept, "kept", line, owner=True))
        through = values.refs("met_through")
        return Contact(
            emails=values.texts("emails"),
            phones=values.texts("phones"),
            links=values.texts("links"),
            organization=values.text("organization"),
            role=self._role(values),
            location=values.text("location"),
            former=values.texts("former"),
            birthday=values.yearly("birthday"),
            occasions=values.occasions("occasions"),
            circles=values.texts("circles"),
            cadence=values.cadence("cadence"),
            met_on=values.date("met_on"),
            met_at=values.text("met_at"),
            met_through=through[0] if through else None,
            knows=values.refs("knows"),
            needs=values.texts("needs"),
            offers=values.texts("offers"),
            interests=values.texts("interests"),
            status=values.word("status", properties.STATUSES, "status-unknown", "active"),
            snooze=values.date("snooze"),
            last_contact=kept,
            follow_ups=values.follow_ups("follow_up"),
            private=values.flag("private", careful=True),
            uid=values.text("uid"),
        )

    def _role(self, values: Values) -> str | None:
        """Return what somebody does; a `title` that is their name is the note's title, as many tools write it."""
        role = values.text("role")
        names = (values.text("name") or "", stem_of(self.path), *(h.text for h in self.body.headings[:1]))
        return role if role and name_key(role) not in map(name_key, names) else None

    def _interaction(self, values: Values, day: date | None) -> None:
        if day is None and values.raw("date") is None:
            self.problems.append(problem("date-missing"))
        line = values.line("date") or values.line("with") or 1
        summary = ", ".join(values.texts("topics")) or self._summary()
        self.interactions.append(self._passed(values, day, "note", line, values.refs("with"), summary))

    def _passed(
        self, values: Values, day: date | None, form: str, line: int, people: tuple[Ref, ...], summary: str
    ) -> Interaction:
        event = values.refs("event")
        places = ((name, values.lines(name)) for name in LINE_PROPERTIES)
        return Interaction(
            day=day,
            form=form,
            line=line,
            people=people,
            owner=form == "log",
            channel=values.text("channel"),
            direction=values.word("direction", properties.DIRECTIONS, "direction-unknown", "both"),
            event=values.text("event"),
            place=values.text("place"),
            topics=values.texts("topics"),
            gave=values.texts("gave"),
            got=values.texts("got"),
            asked=values.texts("asked"),
            thanked=values.texts("thanked"),
            follow_ups=values.follow_ups("follow_up"),
            goals=values.refs("goal"),
            summary=summary,
            at=event[0] if event else None,
            places=tuple((name, lines) for name, lines in places if set(lines) - {line}),
        )

    def _summary(self) -> str:
        """Say what it was about: the title after the date in the file's name, else the first line of text."""
        stem = stem_of(self.path)
        title = _TIME.sub("", stem[10:]).strip(" -–—_") if day_of_path(self.path, "%Y-%m-%d") else ""
        if title:
            return title
        text = self.source.text[self.note.header.body_start :][:2000]
        for line in text.splitlines():
            said = line.strip().lstrip(">*-+ ")
            if said and not said.startswith("#") and not ONLY_TAGS.fullmatch(said):
                return visible_text(said)
        return ""

    def _line(self, item: Item, day: date, text: str, form: str, inline: Sequence[Field]) -> None:
        """Read one list item as an interaction, with its inline fields."""
        values = self._values("interaction")
        for field in inline:
            values.add_field(field)
        channel, rest = split_channel(text)
        summary = visible_text(without_fields(rest))
        if form == "daily":
            tag = self.rules.log.tag
            summary = " ".join(w for w in summary.split() if w[0] != "#" or not is_touch(w[1:], tag))
        line = self.source.line_number(item.own.start)
        passed = self._passed(values, day, form, line, values.refs("with"), summary)
        self.interactions.append(
            passed._replace(
                channel=passed.channel or channel,
                linked=self._links_in(item.extent if form == "log" else item.own),
            )
        )
        self.problems += values.problems

    def _introduction(self, values: Values, day: date | None) -> Introduction:
        status = values.word("status", properties.INTRODUCTION_STATUSES, "status-unknown", "")
        return Introduction(
            between=values.refs("between"),
            status=status or None,
            why=values.text("why"),
            day=day,
            line=values.line("date") or values.line("status") or 1,
        )

    def _tasks(self) -> list[Task]:
        found = []
        for item in self.tasks_at:
            within, people = self._fields_in(item.own), self._links_in(item.own)
            task, problems = read_task(self.source, item, within, people, self.rules, self.code)
            found.append(task)
            self.problems += problems
        return found


# What one asks of an interaction line by line.
LINE_PROPERTIES = ("topics", "gave", "got", "asked", "thanked", "event")

# The time that some tools put behind the day in a file's name: `T12-47-58`, ` 1830`.
_TIME = re.compile(r"^[T _-]\d{2}[-:.]?\d{2}(?:[-:.]?\d{2})?(?![^\W_])")


def _unique(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
