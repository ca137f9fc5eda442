"""Owns how an interaction is written down: as a note of its own, a Log line, or a line of a daily note. Resolves no name."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.set_property import PropertyEditor
from plaintext_network.model.note.facts import Facts, Interaction, Ref
from plaintext_network.model.note.kinds import is_template, type_word
from plaintext_network.model.note.log_lines import DATED, has_log_heading, split_channel, without_fields
from plaintext_network.model.note.properties import CHANNELS
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values import visible_text
from plaintext_network.notes.body import Body, Item
from plaintext_network.notes.edit import encode_text, same_front
from plaintext_network.notes.edit_body import ItemPlace, insert_item
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.scalars import YamlText

MAX_TITLE_LENGTH = 60


class NewInteraction(NamedTuple):
    """What passed between you and others, as it was said; who took part is told beside it.

    `event` is one text or link, or none; `goal` are links.
    """

    day: date
    text: str = ""
    channel: str | None = None
    direction: str = "both"
    topics: tuple[str, ...] = ()
    gave: tuple[str, ...] = ()
    got: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    thanked: tuple[str, ...] = ()
    follow_ups: tuple[tuple[date, str], ...] = ()
    event: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()

    @property
    def promised(self) -> tuple[str, ...]:
        """What is promised, each with its day, as a property says it."""
        return tuple(f"{day} {text}".strip() for day, text in self.follow_ups)


class LinkedInteraction(NamedTuple):
    """What passed, to be written into a note. `people` are links, the first of them whose Log a line goes to.

    `linked` is the text with links in the place of names, and all who are not named there behind it.
    """

    passed: NewInteraction
    people: tuple[str, ...]
    linked: str = ""


def interaction_title(passed: NewInteraction, names: Sequence[str]) -> str:
    """Return what a note about it is called: the first words of its text, else who took part."""
    first = next((line.strip() for line in passed.text.splitlines() if line.strip()), "")
    words = " ".join(visible_text(first).split())
    if not words:
        named = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        return " and ".join(named.rsplit(", ", 1)) if len(names) in (2, 3) else named
    if len(words) > MAX_TITLE_LENGTH:
        words = words[:MAX_TITLE_LENGTH].rpartition(" ")[0] or words[:MAX_TITLE_LENGTH]
        words = words.rstrip(" ,;:-–—")
    return words[0].upper() + words[1:]


def interaction_note(
    told: LinkedInteraction, path: str, rules: Rules, beside: Callable[[], Sequence[str]] = tuple
) -> Note:
    """Return a new note of an interaction, for a path; `beside` as for Wishes. Raises EditRefused where it can't be written so."""
    passed = told.passed
    facts = read_facts(parse(b""), path, rules)
    wishes = PropertyEditor(parse(b""), facts._replace(kind="interaction"), rules, beside)
    if facts.kind != "interaction":
        wishes.set("type", [YamlText(type_word("interaction", rules))])
    wishes.set("date", [YamlText(passed.day.isoformat(), bare=True)])
    wishes.set("with", [YamlText(link) for link in told.people])
    if passed.channel:
        wishes.set("channel", [YamlText(passed.channel)])
    if passed.direction != "both":
        wishes.set("direction", [YamlText(passed.direction)])
    for name in (*_LISTS, *_SUBJECTS):
        if texts := getattr(passed, name):
            wishes.set(name, [YamlText(text) for text in texts])
    if passed.promised:
        wishes.set("follow_up", [YamlText(text, bare=len(text) == 10) for text in passed.promised])
    front = wishes.note.source.text
    if is_template(front):
        raise EditRefused("a text that begins with {{ or <% would make the note a template")
    body = passed.text.strip()
    note = parse(encode_text(wishes.note.source, front + (body + "\n" if body else "")))
    if not same_front(wishes.note, note):
        raise EditRefused("its text would be read as properties")
    written = read_facts(note, path, rules)
    found = written.interactions[0] if written.interactions else None
    if written.kind != "interaction" or found is None or found.day != passed.day:
        raise EditRefused("it would not be read as an interaction of that day")
    return note


def add_log_line(note: Note, facts: Facts, rules: Rules, told: LinkedInteraction) -> Note:
    """Return a contact's note with a line more in its Log. Raises EditRefused."""
    others = told.people[1:]
    text = _one_line(told.passed.text)
    channel, beyond = _channel(told, text)
    parts = [f"{channel}: {text}" if channel else text, *beyond]
    parts += [f"[with:: {link}]" for link in others]
    parts += _fields(told)
    said = " ".join(part for part in parts if part)
    items = [item for item in note.body.items if item.box is None and _is_log_line(item, rules)]
    place, lead = _place_in_log(note.body, items, told.passed.day, rules)
    written = _dated(lead, told.passed.day)
    after = insert_item(note, written + said if said else written.rstrip(" :–—-"), place)
    return _proved(note, after, facts, rules, told)


def add_daily_line(note: Note, facts: Facts, rules: Rules, told: LinkedInteraction) -> Note:
    """Return a day's note with a line about what passed. Raises EditRefused."""
    text = _one_line(told.linked)
    channel, beyond = _channel(told, text)
    parts = [f"{channel}: {text}" if channel else text, *beyond, *_fields(told)]
    if rules.daily.touch != "link" or facts.kind != "plain":
        parts.append("#" + rules.log.tag.lstrip("#"))
    last = note.body.items[-1] if note.body.items else None
    ends_in_list = last is not None and not note.source.text[last.extent.end :].strip()
    tops = [item for item in note.body.items if item.depth == 1]
    place = ItemPlace(after=tops[-1]) if ends_in_list and tops else ItemPlace()
    after = insert_item(note, " ".join(part for part in parts if part), place)
    return _proved(note, after, facts, rules, told)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _channel(told: LinkedInteraction, text: str) -> tuple[str | None, list[str]]:
    """Return the channel where a line's text may begin with it, and does not by itself; else as a field."""
    if told.passed.channel is None:
        return None, []
    plain = told.passed.channel == split_channel(f"{told.passed.channel}: x")[0]
    if plain and not text.lower().startswith(told.passed.channel):
        return told.passed.channel, []
    return None, [f"[channel:: {told.passed.channel}]"]


def _fields(told: LinkedInteraction) -> list[str]:
    found = [] if told.passed.direction == "both" else [f"[direction:: {told.passed.direction}]"]
    for name in (*_LISTS, *_SUBJECTS):
        found += [f"[{name}:: {_one_line(text)}]" for text in getattr(told.passed, name)]
    return found + [f"[follow_up:: {_one_line(text)}]" for text in told.passed.promised]


def _is_log_line(item: Item, rules: Rules) -> bool:
    return has_log_heading(item.headings, rules.log.headings) and DATED.match(item.text) is not None


def _place_in_log(body: Body, lines: Sequence[Item], day: date, rules: Rules) -> tuple[ItemPlace, str]:
    """Return where a Log line of a day belongs, and what the one beside it begins with."""
    # Lines nested in another are its own.
    top = min((item.depth for item in lines), default=1)
    lines = [item for item in lines if item.depth == top]
    if lines:
        return _among(lines, day)
    for heading in body.headings:
        if has_log_heading((heading.text,), rules.log.headings):
            return ItemPlace(under=heading), ""
    return ItemPlace(new_heading=rules.log.headings[0] if rules.log.headings else "Log"), ""


def _among(lines: Sequence[Item], day: date) -> tuple[ItemPlace, str]:
    """Return where a line of a day belongs among others, which go by their days, the oldest or the newest first."""
    days = [found["day"] for item in lines if (found := DATED.match(item.text))]
    newest_first = days[0] > days[-1]
    for number, other in enumerate(days):
        if other > day.isoformat() if not newest_first else other <= day.isoformat():
            # After the one before it where there is one, so that what is nested there stays with it.
            return _beside(lines, days, number, day), lines[number].text
    return ItemPlace(after=lines[-1]), lines[-1].text


def _beside(lines: Sequence[Item], days: Sequence[str], number: int, day: date) -> ItemPlace:
    """Return the place before a line: after the one above it, so that what is nested there stays with that.

    Where the two stand under different headings, as of years, the one of the same year counts.
    """
    above = number - 1
    if number == 0:
        return ItemPlace(before=lines[0])
    if lines[above].headings != lines[number].headings and days[above][:4] != f"{day.year:04}":
        return ItemPlace(before=lines[number])
    return ItemPlace(after=lines[above])


_LEAD = re.compile(r"(?:\*{1,2}|__?|\[\[)?DAY(?:\]\])?:?(?:\*{1,2}|__?)?(?:[\s:,–—-]*)")


def _dated(beside: str, day: date) -> str:
    """Return how a line begins on a day, as the line beside it does where that is nothing unusual."""
    if (found := DATED.match(beside)) and not found["time"]:
        lead = found[0].replace(found["day"], "DAY")
        if _LEAD.fullmatch(lead) and lead.endswith(" "):
            return lead.replace("DAY", day.isoformat())
    return f"{day} "


def _proved(before: Note, after: Note, facts: Facts, rules: Rules, told: LinkedInteraction) -> Note:
    """Return the note if it tells of one more interaction, as was said, and of all others as before. Raises EditRefused."""
    old = read_facts(before, facts.path, rules).interactions
    new = read_facts(after, facts.path, rules).interactions
    known = [_placeless(passed) for passed in old]
    fresh = []
    for passed in new:
        plain = _placeless(passed)
        if plain in known:
            known.remove(plain)
        else:
            fresh.append(passed)
    if known or len(fresh) != 1:
        raise EditRefused("the line would not be read as one interaction; write it as a note (`--as note`)")
    said, wish = fresh[0], told.passed
    kept = tuple((f.day, f.text) for f in said.follow_ups)
    wished = (wish.day, wish.direction, *(getattr(wish, name) for name in _LISTS))
    found = (said.day, said.direction, *(getattr(said, name) for name in _LISTS))
    if (
        tuple(map(_flattened, wished)) != tuple(map(_flattened, found))
        or kept != tuple((day, visible_text(_one_line(text))) for day, text in wish.follow_ups)
        or (wish.channel is not None and said.channel != wish.channel)
        or _flattened(wish.event) != ((said.event,) if said.event else ())
        or len(wish.goal) != len(said.goals)
        or not _says(said, told)
    ):
        raise EditRefused("a line could not say all of it as it was said; write it as a note (`--as note`)")
    return after


def _says(said: Interaction, told: LinkedInteraction) -> bool:
    """Tell whether an interaction is about what was said, a word before a colon being a channel in a line."""
    text = _one_line(told.linked if said.form == "daily" else told.passed.text)
    wished = " ".join(word for word in visible_text(without_fields(text)).split() if not word.startswith("#"))
    about = " ".join(word for word in said.summary.split() if not word.startswith("#"))
    if told.passed.channel is None and said.channel:
        return wished.lower().endswith(about.lower())
    return about == wished


_LISTS = ("topics", "gave", "got", "asked", "thanked")
_SUBJECTS = ("event", "goal")


def _placeless(passed: Interaction) -> Interaction:
    """Return an interaction wherever it stands: a line above it moves all that it says."""
    return passed._replace(
        line=0,
        people=_flat(passed.people),
        linked=_flat(passed.linked),
        goals=_flat(passed.goals),
        at=next(iter(_flat((passed.at,))), None) if passed.at else None,
        follow_ups=tuple(promise._replace(line=0) for promise in passed.follow_ups),
        places=(),
    )


def _flat(refs: Sequence[Ref]) -> tuple[Ref, ...]:
    return tuple(ref._replace(line=0, column=0) for ref in refs)


def _flattened(value: object) -> object:
    return tuple(visible_text(_one_line(str(text))) for text in value) if isinstance(value, tuple) else value


def normalize_channel(word: str) -> str:
    """Return a channel as it is written: a known one in its own spelling, any other as typed."""
    key = "-".join(word.lower().replace("_", " ").split())
    return key if key in CHANNELS else word.strip()
