"""Writes a new interaction as a note, as a Log line or as a line of a daily note. Resolves no name."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.model.edits.marks import add_marks
from plaintext_network.model.edits.page_properties import property_editor
from plaintext_network.model.note.entries.dated_text import split_day
from plaintext_network.model.note.entries.log_lines import has_log_heading, split_channel, without_fields
from plaintext_network.model.note.facts import Facts, Interaction, Ref
from plaintext_network.model.note.kinds.kind_rules import is_template, type_word
from plaintext_network.model.note.page_names import is_page
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Mark, Rules
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Item, label_of
from plaintext_network.notes.edit import encode_text, parse_for_edit, same_front
from plaintext_network.notes.edit_body import ItemPlace, insert_item, is_in_item
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.scalars import YamlText


class LinkedInteraction(NamedTuple):
    """A new interaction with its participants as links, for one note. A Log line goes into the first person's note.

    `linked_text` is the text with names replaced by links, followed by links to participants it does not name.
    """

    interaction: NewInteraction
    people: tuple[str, ...]
    linked_text: str = ""


def interaction_note(
    entry: LinkedInteraction,
    path: str,
    rules: Rules,
    nearby_names: Callable[[], Sequence[str]] = tuple,
    usual_marks: Callable[[], Sequence[Mark]] | None = None,
    template: bytes = b"",
    list_indent: str | None = None,
) -> Note:
    """Return a new interaction note for a path; `nearby_names` is as for PropertyEditor.

    It begins as a filled template, and its text comes last. `list_indent` is as for `add_marks`. `usual_marks` are those of a note whose path and settings don't make it an interaction; without them, its type is.
    Raises EditRefused if the note would not read back the same.
    """
    interaction = entry.interaction
    start = add_marks(parse_for_edit(template), rules.new.interaction_marks, list_indent)
    facts = read_facts(start, path, rules)
    if facts.kind != "interaction":
        own_type = (Mark("type", (type_word("interaction", rules),)),)
        start = add_marks(start, usual_marks() if usual_marks else own_type, list_indent)
    editor = property_editor(start, facts._replace(kind="interaction"), rules, nearby_names)
    editor.set("date", [YamlText(interaction.day.isoformat(), bare=True)])
    editor.set("with", [YamlText(link) for link in entry.people])
    if interaction.channel:
        editor.set("channel", [YamlText(interaction.channel)])
    if interaction.direction != "both":
        editor.set("direction", [YamlText(interaction.direction)])
    if interaction.planned:
        editor.set("planned", [YamlText("true", bare=True)])
    if interaction.by:
        editor.set("by", [YamlText(interaction.by)])
    for name in (*_LISTS, *_SUBJECTS):
        if texts := getattr(interaction, name):
            editor.set(name, [YamlText(text) for text in texts])
    if interaction.promised:
        editor.set("follow_up", [YamlText(text, bare=len(text) == 10) for text in interaction.promised])
    before = editor.note.source.text
    front = before[: editor.note.header.body_start]
    if is_template(front):
        raise EditRefused(
            "a text that begins with {{ or <% would make the note a template; begin it with a word"
        )
    body = interaction.text.strip()
    if body and (above := before[len(front) :].rstrip()):
        before = f"{front}{above}\n\n"
    note = parse(encode_text(editor.note.source, before + (body + "\n" if body else "")))
    if not same_front(editor.note, note):
        raise EditRefused("its text would read as properties")
    written = read_facts(note, path, rules)
    first = written.interactions[0] if written.interactions else None
    if first is not None and interaction.planned != (first.planned is not None):
        raise EditRefused("its text contains another `planned::`; remove it from the text")
    if written.kind != "interaction" or first is None or first.day != interaction.day:
        raise EditRefused("it would not read as an interaction on that day")
    return note


def add_log_line(note: Note, facts: Facts, rules: Rules, entry: LinkedInteraction) -> Note:
    """Return a contact's note with a new Log line. Raises EditRefused."""
    others = entry.people[1:]
    text = _one_line(entry.interaction.text)
    prefix, fields = _channel(entry, text)
    parts = [f"{prefix}: {text}".rstrip() if prefix else text, *fields]
    parts += [f"[with:: {link}]" for link in others]
    parts += _fields(entry)
    content = " ".join(part for part in parts if part)
    items = [item for item in note.body.items if item.box is None and _day_of_line(item, rules)]
    place, lead = _place_in_log(note, facts.path, items, entry.interaction.day, rules)
    start = dated_like(lead, entry.interaction.day)
    if content and (again := split_day(start + content)) and again.rest != content:
        # A text that begins with a time or a weekday would be read as part of the date.
        start = f"{entry.interaction.day} – "
    after = insert_item(note, start + content if content else start.rstrip(" :–—-"), place)
    return _verified(note, after, facts, rules, entry)


def add_daily_line(note: Note, facts: Facts, rules: Rules, entry: LinkedInteraction) -> Note:
    """Return a daily note with a new line for an interaction. Raises EditRefused."""
    text = _one_line(entry.linked_text)
    prefix, fields = _channel(entry, text)
    parts = [f"{prefix}: {text}".rstrip() if prefix else text, *fields, *_fields(entry)]
    if rules.daily.touch != "link" or facts.kind != "plain":
        parts.append("#" + rules.log.tag.lstrip("#"))
    after = insert_item(note, " ".join(part for part in parts if part), place_in_daily_note(note))
    return _verified(note, after, facts, rules, entry)


def place_in_daily_note(note: Note) -> ItemPlace:
    """Return where a new line of a daily note goes: after the list at its end, else at its end."""
    empty = _ENDS_EMPTY.search(note.source.text)
    if empty and (note.body.items or not note.source.text[: empty.start()].strip()):
        return ItemPlace(as_block=True)
    last = note.body.items[-1] if note.body.items else None
    ends_in_list = last is not None and not note.source.text[last.extent.end :].strip()
    tops = [item for item in note.body.items if item.depth == 1]
    return ItemPlace(after=tops[-1]) if ends_in_list and tops else ItemPlace()


# The empty item at a journal's end, where Logseq leaves the cursor.
_ENDS_EMPTY = re.compile(r"(?<![^\r\n])-[ \t]*\s*\Z")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _channel(entry: LinkedInteraction, text: str) -> tuple[str | None, list[str]]:
    """Return the channel as a prefix for a line's text, or else as an inline field."""
    if entry.interaction.channel is None:
        return None, []
    fits = entry.interaction.channel == split_channel(f"{entry.interaction.channel}: x")[0]
    if fits and not text.lower().startswith(entry.interaction.channel):
        return entry.interaction.channel, []
    return None, [f"[channel:: {entry.interaction.channel}]"]


def _fields(entry: LinkedInteraction) -> list[str]:
    fields = [] if entry.interaction.direction == "both" else [f"[direction:: {entry.interaction.direction}]"]
    if entry.interaction.planned:
        fields.append("[planned:: true]")
    if entry.interaction.by:
        fields.append(f"[by:: {entry.interaction.by}]")
    for name in (*_LISTS, *_SUBJECTS):
        fields += [f"[{name}:: {_one_line(text)}]" for text in getattr(entry.interaction, name)]
    return fields + [f"[follow_up:: {_one_line(text)}]" for text in entry.interaction.promised]


def _day_of_line(item: Item, rules: Rules) -> str | None:
    """Return the day that a Log line begins with, in ISO 8601; None for any other item."""
    if not has_log_heading(item.under, rules.log.headings):
        return None
    dated = split_day(item.text, rules.daily.format)
    return dated.day.isoformat() if dated and dated.day else None


def _place_in_log(
    note: Note, path: str, lines: Sequence[Item], day: date, rules: Rules
) -> tuple[ItemPlace, str]:
    """Return where a Log line for a day belongs, and the text of the neighbouring line."""
    body = note.body
    # Lines nested in another belong to it.
    top = min((item.depth for item in lines), default=1)
    lines = [item for item in lines if item.depth == top]
    if lines:
        return _among(lines, day, rules)
    wanted = rules.log.headings
    for heading in body.headings:
        if has_log_heading((heading.text,), wanted):
            in_item = is_in_item(note, heading)
            return ItemPlace(inside=heading.line) if in_item else ItemPlace(under=heading), ""
    for item in body.items:
        if item.box is None and has_log_heading((label_of(item.text),), wanted):
            return ItemPlace(inside=note.source.line_number(item.own.start)), ""
    return ItemPlace(new_heading=wanted[0] if wanted else "Log", as_block=is_page(path)), ""


def _among(lines: Sequence[Item], day: date, rules: Rules) -> tuple[ItemPlace, str]:
    """Return where a line for a day belongs among others, which are sorted by day in either direction."""
    days = [found for item in lines if (found := _day_of_line(item, rules))]
    newest_first = days[0] > days[-1]
    for number, other in enumerate(days):
        if other > day.isoformat() if not newest_first else other <= day.isoformat():
            return _before(lines, days, number, day), lines[number].text
    return ItemPlace(after=lines[-1]), lines[-1].text


def _before(lines: Sequence[Item], days: Sequence[str], number: int, day: date) -> ItemPlace:
    """Return the place before a line: after the line above it, so that text nested in that line stays with it.

    If the two are under different headings, such as years, prefer the line of the same year.
    """
    above = number - 1
    if number == 0:
        return ItemPlace(before=lines[0])
    if lines[above].headings != lines[number].headings and days[above][:4] != f"{day.year:04}":
        return ItemPlace(before=lines[number])
    return ItemPlace(after=lines[above])


# A style that can be repeated: marks around the date, but no word, time or path.
_LEAD = re.compile(r"(?:<\w+>|[^\w\s]|[_ ])*DAY(?:</\w+>|[^\w\s]|[_ ])*")


def dated_like(neighbour: str, day: date) -> str:
    """Return the start of a line for a day, in the style of a neighboring line if that style can be repeated."""
    dated = split_day(neighbour)
    if dated and dated.is_plain and dated.lead.endswith(" "):
        lead = dated.lead.replace(dated.written, "DAY")
        written = lead.replace("DAY", day.isoformat())
        again = split_day(written + "x")
        if _LEAD.fullmatch(lead) and again and (again.day, again.rest) == (day, "x"):
            return written
    return f"{day} "


def _verified(before: Note, after: Note, facts: Facts, rules: Rules, entry: LinkedInteraction) -> Note:
    """Return the edited note if its only change is the new interaction. Raises EditRefused otherwise."""
    old = read_facts(before, facts.path, rules).interactions
    new = read_facts(after, facts.path, rules).interactions
    missing = [without_places(interaction) for interaction in old]
    added = []
    for interaction in new:
        plain = without_places(interaction)
        if plain in missing:
            missing.remove(plain)
        else:
            added.append(interaction)
    if missing or len(added) != 1:
        raise EditRefused("the line would not read as one interaction; write it as a note (`--as note`)")
    actual, expected = added[0], entry.interaction
    compared = ("day", "direction", *_LISTS)
    if (
        any(_as_read(getattr(expected, name)) != _as_read(getattr(actual, name)) for name in compared)
        or tuple((day, visible_text(_one_line(text))) for day, text in expected.follow_ups)
        != tuple((follow_up.day, follow_up.text) for follow_up in actual.follow_ups)
        or (expected.channel is not None and actual.channel != expected.channel)
        or expected.planned != (actual.planned is not None)
        or (expected.by is not None and actual.by != (expected.by,))
        or _as_read(expected.event) != ((actual.event,) if actual.event else ())
        or _as_read(expected.place) != ((actual.place,) if actual.place else ())
        or len(expected.goal) != len(actual.goals)
        or not _has_same_text(actual, entry)
    ):
        raise EditRefused("a line can't hold all of it unchanged; write it as a note (`--as note`)")
    return after


def _has_same_text(actual: Interaction, entry: LinkedInteraction) -> bool:
    """Return whether an interaction has the entry's text; a line may read a word before a colon as the channel."""
    text = _one_line(entry.linked_text if actual.form == "daily" else entry.interaction.text)
    expected = " ".join(
        word for word in visible_text(without_fields(text)).split() if not word.startswith("#")
    )
    summary = " ".join(word for word in actual.summary.split() if not word.startswith("#"))
    if entry.interaction.channel is None and actual.channel:
        return expected.lower().endswith(summary.lower())
    return summary == expected


_LISTS = ("topics", "gave", "got", "asked", "thanked")
_SUBJECTS = ("event", "goal", "place")


def without_places(interaction: Interaction) -> Interaction:
    """Return an interaction without line numbers, which a new line above it changes."""
    return interaction._replace(
        line=0,
        people=_refs_without_places(interaction.people),
        linked=_refs_without_places(interaction.linked),
        goals=_refs_without_places(interaction.goals),
        at=next(iter(_refs_without_places((interaction.at,))), None) if interaction.at else None,
        follow_ups=tuple(promise._replace(line=0) for promise in interaction.follow_ups),
        places=(),
    )


def _refs_without_places(refs: Sequence[Ref]) -> tuple[Ref, ...]:
    return tuple(ref._replace(line=0, column=0) for ref in refs)


def _as_read(value: object) -> object:
    return tuple(visible_text(_one_line(str(text))) for text in value) if isinstance(value, tuple) else value
