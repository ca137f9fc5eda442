"""Reads a parsed note to Facts and Problems. Resolves no link and reads no file."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import ModuleType

from plaintext_network.errors import either
from plaintext_network.model.language.normalize import property_key, stem_of
from plaintext_network.model.note import properties
from plaintext_network.model.note.contact_facts import read_contact, read_introduction
from plaintext_network.model.note.daily_notes import day_called, day_of_path
from plaintext_network.model.note.entries.log_lines import (
    Entry,
    daily_entries,
    is_touch,
    log_entries,
    split_channel,
    split_fields,
    without_fields,
)
from plaintext_network.model.note.entries.participants import NO_PARTICIPANTS, listed_participants
from plaintext_network.model.note.facts import (
    Facts,
    Interaction,
    Reading,
    Ref,
    Task,
    UndatedTouch,
)
from plaintext_network.model.note.interaction_facts import (
    LONGEST_SUMMARY,
    day_in_name,
    is_over_several_days,
    make_interaction,
    summary_of,
)
from plaintext_network.model.note.kinds.kind_rules import (
    is_placeholder,
    is_template,
    kind_of,
    telling_properties,
)
from plaintext_network.model.note.kinds.note_name import title_of
from plaintext_network.model.note.logseq_page import LogseqPage
from plaintext_network.model.note.logseq_text import DONE
from plaintext_network.model.note.page_names import in_journals, last_part
from plaintext_network.model.note.rules import TEMPLATE, Rules
from plaintext_network.model.note.tasks import is_task, read_task
from plaintext_network.model.note.values.note_values import Values, flatten
from plaintext_network.model.note.values.visible_text import link_label, visible_text
from plaintext_network.notes.fields import Field
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import Link
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span, Spans
from plaintext_network.problems import Problem, problem, shortened


def read_facts(note: Note, path: str, rules: Rules, *, in_folder_of_another: bool = False) -> Facts:
    """Return a note's Facts. `path` is relative to the vault, with `/`, and is set in the Problems.

    `in_folder_of_another` is True if the note's folder belongs to the person of a folder note: see `kinds`.
    """
    return _NoteReader(note, path, rules).facts(in_folder_of_another=in_folder_of_another)


def own_fields(note: Note, facts: Facts, rules: Rules) -> list[Field]:
    """Return the inline fields that are properties of the note itself, not of a line or a task."""
    return _NoteReader(note, facts.path, rules).own_fields(facts.kind, facts.day)


def line_fields(note: Note, facts: Facts, rules: Rules) -> dict[int, tuple[Entry, list[Field]]]:
    """Return the list items and headings of a note that are interactions, by line, each with its inline fields."""
    return _NoteReader(note, facts.path, rules).line_fields(facts.kind, facts.day)


_new = tuple.__new__


class _NoteReader:
    def __init__(self, note: Note, path: str, rules: Rules) -> None:
        self.note, self.path, self.rules = note, path, rules
        self.body = body = note.body
        # Nothing may read what comments hide.
        self.source = note.visible_source if body.hidden else note.source
        self.problems: list[Problem] = list(note.problems)
        self.interactions: list[Interaction] = []
        self.undated: list[UndatedTouch] = []
        self.readings: list[Reading] = []
        # Where interactions say who logged them: a link there neither takes part nor counts as a mention.
        self.logged_by: list[Span] = []
        # Most notes have no web address.
        self.has_addresses = "://" in note.source.text or "www." in note.source.text
        self.header = flatten(note.header.properties)
        # Most notes have none of these.
        self.links = self._refs(body.links) if body.links else ()
        self.link_starts = [link.span.start for link in body.links] if body.links else []
        self.field_starts = [field.value.start for field in body.fields] if body.fields else []
        self.task_items = [item for item in body.items if is_task(item)] if body.items else []
        self.page = LogseqPage(note, path)
        if self.page.in_graph and (body.tags or body.fields):
            self._add_tags()

    def facts(self, *, in_folder_of_another: bool) -> Facts:
        plain = self._values("")
        body, path, page = self.body, self.path, self.page
        plain.add_flat(self.header)
        if body.fields:
            for field in page.own_fields(body.fields):
                plain.add_field(field, listed=page.is_page)
        tags = plain.tags("tags")
        if body.tags or len(tags) > 1:
            tags = tuple(dict.fromkeys([*tags, *[tag.text for tag in body.tags]]))
        telling = telling_properties(self.rules.kinds)
        written: dict[str, tuple[str, ...]] = {}
        for everything in (plain.known, plain.other):
            for written_name, texts in everything.items():
                if (key := property_key(written_name)) in telling:
                    written[key] = tuple([value.text for value in texts])
        kind = TEMPLATE
        first = body.headings[0] if body.headings else None
        title = first.text if first and first.level == 1 else ""
        front_matter = self.source.text[: self.note.header.body_start]
        if not is_template(front_matter) and not is_placeholder(title):
            types: tuple[str, ...] = ()
            if "type" in plain.known:
                types = tuple([text for value in plain.known["type"] for text in page.type_words(value.text)])
            kind = kind_of(
                path,
                types,
                page.kind_tags(plain, tags),
                written,
                self.rules,
                in_folder_of_another=in_folder_of_another,
            )
            if kind == "contact" and self._is_journal(plain):
                kind = "plain"
        if kind == TEMPLATE:
            return self._template(plain, tags)
        path_day = day_of_path(path, self.rules.daily.format)
        day = path_day or plain.date("date")
        if day is None and kind == "event":
            day = self._day_in_name(kind, is_missing=False)
        entries = self._entries(kind, day)
        name, heading = self._name_by_title(kind, plain, written)
        values = self._values(kind, title_is_name=name is not None)
        values.add_flat(self.header)
        outside, inside = self._split_fields(entries)
        for field in outside:
            values.add_field(field, listed=page.is_page)
        stem = stem_of(path)
        values.split_lists(stem)
        if path_day and kind == "interaction" and is_over_several_days(path):
            path_day = None
        day = (values.date("date") if "date" in values.words else plain.date("date")) or path_day
        if day is None and kind in _DATED_ANYWHERE:
            day = self._day_in_name(kind, is_missing=values.raw("date") is None)
        contact = introduction = None
        if kind == "contact":
            own_names = (stem, page.name_as("contact"), *[heading.text for heading in body.headings[:1]])
            contact = read_contact(values, own_names)
            if any(_is_privacy(values, name) for name in self.note.header.in_conflict):
                # Until the user resolves the conflict, no export may contain the contact.
                contact = contact._replace(private=True)
            if contact.last_contact:
                line = values.line("last_contact") or 1
                self.interactions.append(Interaction(contact.last_contact, "kept", line, owner=True))
        elif kind == "interaction":
            self._interaction(values, day)
        elif kind == "introduction":
            introduction = read_introduction(values, day)
        for entry, fields in zip(entries, inside, strict=True):
            self._line(entry, fields)
        if kind == "plain":
            self._plain_readings(values, day, tags)
        if kind != "interaction" and "read" in values.known:
            self.readings += _readings().read_outside(values, day, self.links, values.texts("topics"))
        front_links = values.links()
        links, hidden_links = (*front_links, *self.links), body.hidden_links and self._refs(body.hidden_links)
        if self.logged_by:
            links, said_by = self._without_logged_by(front_links)
            hidden_links = (*hidden_links, *said_by)
        self.problems += values.problems
        if plain.problems:
            self.problems += [p for p in plain.problems if p.code != "date-invalid"]
        has_references = kind not in ("interaction", "plain")
        # Their problems count, too.
        tasks = tuple(self._tasks()) if self.task_items else ()
        # The fields of Facts by position: by name, this would take several times as long for every note.
        return _new(
            Facts,
            (
                path,
                kind,
                self._first_visible(values.text("name"), heading, page.name_as(kind)),
                values.names("aliases"),
                None if kind == "contact" else day,
                contact,
                introduction,
                tuple(self.interactions),
                tasks,
                values.people(),
                links,
                tags,
                values.all_texts(),
                values.other_texts() if values.other else (),
                self._sorted(self.problems) if self.problems else (),
                values.references() if has_references else (),
                values.places() if has_references else (),
                page.name,
                tuple(self.undated),
                hidden_links or (),
                tuple(self.readings),
            ),
        )

    def _first_visible(self, *names: str | None) -> str:
        """Return the first name of which a reader sees anything, else the path."""
        return next((name for name in names if name and _is_visible(name)), self.path)

    def _template(self, values: Values, tags: tuple[str, ...]) -> Facts:
        """Return a template's facts. Its placeholders are filled in when a note is made from it, and only its links count."""
        problems = (p for p in self.note.problems if p.code != "yaml-invalid")
        return Facts(
            path=self.path,
            kind=TEMPLATE,
            name=stem_of(self.path),
            links=(*values.links(), *self.links),
            tags=tags,
            problems=self._sorted(problems),
            hidden_links=self._refs(self.body.hidden_links),
        )

    def _sorted(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple([p._replace(path=self.path) for p in sorted(set(problems))])

    def _is_journal(self, plain: Values) -> bool:
        """Return whether the note is a daily note that says nothing else itself: only its front matter could."""
        if day_called(self.path, self.rules.daily.format) is None:
            return False
        types = plain.known.get("type", ())
        return in_journals(self.path) or all(value.inline for value in types)

    def _add_tags(self) -> None:
        """Add the tags that are links to pages of Logseq's, and leave other tags unresolved."""
        links = dict(zip(self.link_starts, self.links, strict=True))
        tagged, tags = self.page.tags_that_link(self.link_starts, self.rules.log.tag)
        for start in tagged:
            links[start] = links[start]._replace(is_day=True)
        for tag in tags:
            links[tag.span.start] = self._ref(tag.text, tag.span, True)._replace(is_day=True)
        self.link_starts = sorted(links)
        self.links = tuple(links[start] for start in self.link_starts)

    def own_fields(self, kind: str, day: date | None) -> list[Field]:
        """Return the inline fields that are properties of the note itself."""
        return self._split_fields(self._entries(kind, day))[0]

    def line_fields(self, kind: str, day: date | None) -> dict[int, tuple[Entry, list[Field]]]:
        """Return the list items and headings that are interactions, by line, each with its inline fields."""
        entries = self._entries(kind, day)
        lines = (self.source.line_number(entry.own.start) for entry in entries)
        return dict(zip(lines, zip(entries, self._split_fields(entries)[1], strict=True), strict=True))

    def _split_fields(self, items: Sequence[Entry]) -> tuple[list[Field], list[list[Field]]]:
        """Split the inline fields outside of tasks into the note's own and those of each item."""
        if not self.body.fields:
            return [], [[] for _ in items]
        # A block that Logseq marks as DONE can be an interaction, and its fields then belong to it.
        done = {entry.own for entry in items if entry.item is None or entry.item.box is None}
        in_tasks = Spans(item.own for item in self.task_items if item.own not in done)
        outside, inside = split_fields(
            [field for field in self.body.fields if field.value.start not in in_tasks], items
        )
        return list(self.page.own_fields(outside)), inside

    def _values(self, kind: str, *, title_is_name: bool = False) -> Values:
        words = properties.words_of(kind, self.rules)
        if title_is_name:
            words = properties.with_title_as_name(words)
        return Values(self.source, words, self.rules.daily.format)

    def _name_by_title(
        self, kind: str, plain: Values, written: Mapping[str, Sequence[str]]
    ) -> tuple[str | None, str | None]:
        """Return the title if it is the note's name, or else the heading that is: see `title_of`."""
        if (
            kind in ("plain", "interaction")
            or plain.raw("name")
            or self.page.name not in ("", stem_of(self.path))
        ):
            return None, None
        title = next(iter(written["title"]), None) if "title" in written else None
        if title and any(
            property_key(word) == "title" for _, words in self.rules.properties for word in words
        ):
            title = None
        first = next((h.text for h in self.body.headings[:1] if h.level == 1), None)
        if not title and not first:
            return None, None
        name = title_of(stem_of(self.path), title, first and visible_text(first))
        return (name, None) if title and name == title else (None, name)

    def _refs(self, links: Sequence[Link]) -> tuple[Ref, ...]:
        return (
            tuple(
                [
                    self._ref(link.target, link.span, link.wiki, link_label(self.source.text, link))
                    for link in links
                ]
            )
            if links
            else ()
        )

    def _ref(self, target: str, span: Span, wiki: bool | None, label: str = "") -> Ref:
        is_day = day_called(target, self.rules.daily.format) is not None
        return _new(Ref, (target, *self.source.place(span), wiki, is_day, False, label))

    def _entries(self, kind: str, day: date | None) -> list[Entry]:
        """Return the list items and headings that are interactions."""
        if kind == "contact":
            found = list(log_entries(self.source, self.body, self.rules))
            self.problems += [line for line in found if isinstance(line, Problem)]
            return [line for line in found if not isinstance(line, Problem)]
        if kind == "interaction" or not self.body.items or not self.link_starts:
            return []
        # Only a journal can do without the tag: an event's note also lists people who are only expected.
        by_link = kind == "plain" and self.rules.daily.touch == "link"
        if by_link and day is None:
            # Late: most notes have a day or need the tag.
            from plaintext_network.model.note.entries.heading_days import is_journal

            by_link = is_journal(self.path)
        found_daily = daily_entries(self.body, self.link_starts, self.rules, self.path, day, by_link=by_link)
        found_dated = []
        for entry in found_daily:
            if entry.day is not None:
                found_dated.append(entry)
            elif kind == "plain":
                line = self.source.line_number(entry.own.start)
                self.undated.append(UndatedTouch(line, self._links_in(entry.own)))
        return found_dated

    def _day_in_name(self, kind: str, *, is_missing: bool) -> date | None:
        """Return the day anywhere in the file name; an interaction without one, or without a certain one, has a Problem."""
        named = day_in_name(self.path, self.rules.daily.format)
        if kind == "interaction" and is_missing and (named is None or named.day is None):
            if named is None:
                self.problems.append(problem("date-missing"))
            else:
                days = either([day.isoformat() for day in named.days])
                self.problems.append(problem("date-ambiguous", days=days, first=named.days[0]))
        return named.day if named else None

    def _links_in(self, span: Span) -> tuple[Ref, ...]:
        return self.links[bisect_left(self.link_starts, span.start) : bisect_left(self.link_starts, span.end)]

    def _without_logged_by(self, front_links: Sequence[Ref]) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
        """Return the links of the note, and apart from them those that say who logged something."""
        places = {self.source.place(span)[:2] for span in self.logged_by}
        inside = Spans(self.logged_by)
        found: tuple[list[Ref], list[Ref]] = ([], [])
        for ref in front_links:
            found[(ref.line, ref.column) in places].append(ref)
        for start, ref in zip(self.link_starts, self.links, strict=True):
            found[start in inside].append(ref)
        return tuple(found[0]), tuple(found[1])

    def _counted_links_in(self, span: Span) -> tuple[Ref, ...]:
        """Return the links in a span, without those that say who logged something."""
        links = self._links_in(span)
        if not self.logged_by or not links:
            return links
        inside = Spans(self.logged_by)
        first = bisect_left(self.link_starts, span.start)
        return tuple([ref for at, ref in enumerate(links, first) if self.link_starts[at] not in inside])

    def _fields_in(self, span: Span) -> tuple[Field, ...]:
        first, last = (bisect_left(self.field_starts, at) for at in span)
        return self.body.fields[first:last]

    def _interaction(self, values: Values, day: date | None) -> None:
        line = values.line("date") or values.line("with") or 1
        self.logged_by += [value.span for value in values.known.get("by", ())]
        summary = ", ".join(values.texts("topics")) or summary_of(
            self.note, self.path, self.rules.daily.format
        )
        made = make_interaction(values, day, "note", line, values.refs("with"), summary)
        self.interactions.append(self._with_listed_participants(made))
        self._readings_in(values, self.note.header.body_start, len(self.source.text))

    def _readings_in(self, values: Values, start: int, end: int) -> None:
        """Add what the last interaction says about things to read; its text is between two offsets."""
        has_properties = any(name in values.known for name in PASSED)
        if not has_properties and not self.has_addresses:
            return
        number, readings = len(self.interactions) - 1, _readings()
        interaction = self.interactions[-1]
        about = (*interaction.topics, interaction.summary)
        if has_properties:
            self.readings += readings.passed_in(values, number, interaction.day, about)
        if self.has_addresses:
            prose, span = self.note.prose, (start, end)
            self.readings += readings.linked_in(self.source, prose, span, number, interaction, self.readings)

    def _plain_readings(self, values: Values, day: date | None, tags: tuple[str, ...]) -> None:
        keys = {flat.key for flat in self.header}
        keys.update(property_key(name) for name in (*values.known, *values.other))
        if self.has_addresses or not keys.isdisjoint(OF_READING):
            self.readings += _readings().note_readings(self.note, self.path, values, day, tags, self.links)

    def _with_listed_participants(self, interaction: Interaction) -> Interaction:
        """Return a meeting with the participants that its text lists."""
        listed = listed_participants(self.note, self.rules)
        if listed is NO_PARTICIPANTS or not (listed.links or listed.names or listed.boxes):
            return interaction
        # A box before a participant's name says that they came. It promises nothing.
        self.task_items = [
            item
            for item in self.task_items
            if self.source.line_number(item.own.start) not in listed.boxes or _SIGN.search(item.text)
        ]
        return interaction._replace(
            people=(*interaction.people, *(self.links[number] for number in listed.links)),
            named=tuple(tuple(self._name(span) for span in group) for group in listed.names),
        )

    def _name(self, span: Span) -> Ref:
        return Ref(self.source.text[span.start : span.end], *self.source.place(span), None)

    def _line(self, entry: Entry, inline: Sequence[Field]) -> None:
        """Read one list item or heading as an interaction, with its inline fields."""
        values = self._values("interaction")
        for field in inline:
            values.add_field(field)
        channel, rest = split_channel(entry.text)
        if rest.startswith("DONE"):
            rest = DONE.sub("", rest, count=1)
        summary = visible_text(without_fields(rest))
        if entry.form == "daily":
            tag = self.rules.log.tag
            summary = " ".join(w for w in summary.split() if w[0] != "#" or not is_touch(w[1:], tag))
            if "#" in summary and self.page.in_graph:
                # A tag in a namespace is a link, which a reader sees by its name.
                words = (last_part(w[1:]) if w[0] == "#" and "/" in w else w for w in summary.split())
                summary = " ".join(words)
        elif entry.item is None:
            summary = shortened(summary, LONGEST_SUMMARY)
        line = self.source.line_number(entry.own.start)
        self.logged_by += [value.span for value in values.known.get("by", ())]
        interaction = make_interaction(values, entry.day, entry.form, line, values.refs("with"), summary)
        self.interactions.append(
            interaction._replace(
                channel=interaction.channel or channel,
                linked=self._counted_links_in(entry.extent if entry.form == "log" else entry.own),
            )
        )
        self.problems += values.problems
        self._readings_in(values, *(entry.extent if entry.form == "log" else entry.own))

    def _tasks(self) -> list[Task]:
        found: list[Task] = []
        reported = False
        prose = self.note.prose
        for item in self.task_items:
            within, people = self._fields_in(item.own), self._links_in(item.own)
            task, problems = read_task(self.source, item, within, people, self.rules, prose)
            found.append(task)
            for fault in problems:
                # Of a form that pnet does not read, the first example in a note is enough.
                if fault.code != "task-date-unread" or not reported:
                    self.problems.append(fault)
                reported = reported or fault.code == "task-date-unread"
        return found


def _readings() -> ModuleType:
    # Late: most notes mention nothing to read.
    from plaintext_network.model.note import readings

    return readings


# The properties of a line or a note that may name something to read, as `property_key` has those of a plain note.
PASSED = ("read", "gave", "got")
OF_READING = frozenset(
    (
        *("url", "source", "link", "links", "urls", "doi", "read", "type"),
        *("author", "authors", "by", "creator"),
        *("from", "via", "recommendedby", "givenby", "sharedby", "sentby"),
    )
)


# Kinds whose notes may have their day anywhere in the file name.
_DATED_ANYWHERE = ("interaction", "event")


# Blanks that count as printable: a space, fillers of Hangul, an empty Braille cell, a joiner and selectors.
_BLANK = frozenset(" \u115f\u1160\u3164\uffa0\u2800\u034f\ufe0e\ufe0f")


# What makes a box before a name a task: a date or a sign.
_SIGN = late_pattern(r"[^\W_]::|\d{4}-\d{2}|[📅📆🗓⏳⌛🛫🔁⏰]")


def _is_visible(name: str) -> bool:
    """Return whether a reader sees any character of a name."""
    return any(sign.isprintable() and sign not in _BLANK for sign in name)


def _is_privacy(values: Values, name: str) -> bool:
    """Return whether a property says that a contact is private."""
    definition = values.words.get(property_key(name))
    return definition is not None and definition.name == "private"
