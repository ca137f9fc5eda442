"""Owns where an interaction is written down: a new note, the Log of who took part, or the day's own note."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from plaintext_network.errors import EditRefused
from plaintext_network.model.daily import day_called
from plaintext_network.model.entry import Entry, as_note, title_of, with_daily_line, with_log_line
from plaintext_network.model.kinds import folder_of
from plaintext_network.model.read import read
from plaintext_network.network.links import resolve_note
from plaintext_network.notes.edit import editable
from plaintext_network.vault.store import Operation, Step
from plaintext_network.vault.walk import is_note
from plaintext_network.vault.writing.desk import Desk, Draft

FORMS = ("note", "log", "daily")


class Passed(NamedTuple):
    """What passed, as it was said: who took part, by path, and where their names stand in the text."""

    day: date
    people: tuple[str, ...]
    text: str = ""
    spots: tuple[tuple[int, int, str], ...] = ()
    channel: str | None = None
    direction: str = "both"
    topics: tuple[str, ...] = ()
    gave: tuple[str, ...] = ()
    got: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    thanked: tuple[str, ...] = ()
    follow_ups: tuple[tuple[date, str], ...] = ()


def log(desk: Desk, passed: Passed, form: str | None = None) -> Operation:
    """Write down what passed, as a `note`, a `log` line or a `daily` line; as pnet.toml says where nothing is.

    Raises EditRefused where it could not be read back as it was said.
    """
    form = form or desk.rules.log.write
    if not passed.people:
        raise EditRefused("nobody took part in it")
    names = [desk.index.notes[path].name for path in passed.people]
    what = f"log {passed.day} {', '.join(names)}"
    if form == "log":
        return _in_log(desk, passed, what)
    if form == "daily":
        return _in_daily_note(desk, passed, what)
    return _as_note(desk, passed, names, what)


def _as_note(desk: Desk, passed: Passed, names: Sequence[str], what: str) -> Operation:
    folder = _folder(desk, passed.day)
    entry = _entry(desk, passed, f"{folder}/x.md")
    path = desk.new_path(folder, f"{passed.day} {title_of(entry, names)}")
    try:
        note = as_note(entry, path, desk.rules, lambda: desk.spoken(path, "interaction"))
    except EditRefused as refused:
        raise EditRefused(refused.reason, path) from None
    content = note.source.encode(note.source.text)
    _check_people(desk, path, content, passed, None)
    return Operation(what, (Step(path, None, content),))


def _folder(desk: Desk, day: date) -> str:
    """Return where a note of that day is made: by years, unless the vault keeps its interactions side by side."""
    top = folder_of("interaction", desk.rules)
    if not top:
        # Made by type or tag, wherever most of them are.
        paths = [path for path, kind in desk.index.names.kinds.items() if kind == "interaction"]
        folders = Counter(path.rpartition("/")[0] for path in paths)
        return folders.most_common(1)[0][0] if folders else "interactions"
    names = desk.names_in(top)
    by_year = any(re.fullmatch(r"\d{4}", name) for name in names)
    return top if not by_year and any(map(is_note, names)) else f"{top}/{day.year:04}"


def _in_log(desk: Desk, passed: Passed, what: str) -> Operation:
    path = passed.people[0]
    draft = desk.draft(path)
    entry = _entry(desk, passed, path)
    draft.edit(lambda note, facts: with_log_line(note, facts, desk.rules, entry))
    _check_people(desk, path, draft.step().after or b"", passed, draft)
    return draft.operation(what)


def _in_daily_note(desk: Desk, passed: Passed, what: str) -> Operation:
    path = daily_note(desk, passed.day)
    if path in desk.index.notes or desk_has(desk, path):
        draft = desk.draft(path)
        before: bytes | None = draft.content
    else:
        draft, before = Draft(desk, path, b"", editable(b"")), None
    entry = _entry(desk, passed, path)
    draft.edit(lambda note, facts: with_daily_line(note, facts, desk.rules, entry))
    after = draft.step().after or b""
    _check_people(desk, path, after, passed, draft)
    return Operation(what, (Step(path, before, after),))


def desk_has(desk: Desk, path: str) -> bool:
    """Tell whether a file is there, whether it is read as a note or not."""
    folder, _, name = path.rpartition("/")
    return name in desk.names_in(folder)


def daily_note(desk: Desk, day: date) -> str:
    """Return the path of a day's own note, which need not exist; beside the others, named as they are."""
    pattern = desk.rules.daily.format
    dailies = {
        path: found
        for path, kind in desk.index.names.kinds.items()
        if kind == "plain" and (found := day_called(path, pattern)) is not None
    }
    for path, found in sorted(dailies.items()):
        if found == day:
            return path
    name = _written(day, pattern)
    if not dailies:
        return f"{name}.md"
    latest = max(dailies, key=lambda path: (dailies[path], path))
    tail = _written(dailies[latest], pattern) + ".md"
    folder = latest[: len(latest) - len(tail)] if latest.endswith(tail) else latest.rpartition("/")[0] + "/"
    return (
        _folder_of_day(folder, day, dailies)
        + (name if latest.endswith(tail) else name.rpartition("/")[2])
        + ".md"
    )


# How folders of daily notes are called after their days.
_FOLDERS = ("%Y", "%m", "%Y-%m", "%m-%B", "%B", "%m %B", "%y")


def _folder_of_day(folder: str, day: date, dailies: Mapping[str, date]) -> str:
    """Return a folder of daily notes as it is called for another day, where all of them lie by their days."""
    parts = folder.split("/")
    for number, _ in enumerate(parts[:-1]):
        beside = [(path.split("/"), found) for path, found in dailies.items()]
        beside = [
            (p, found)
            for p, found in beside
            if len(p) > number + 1 and p[:number] == folder.split("/")[:number]
        ]
        for pattern in _FOLDERS:
            if all(p[number] == _written(found, pattern) for p, found in beside):
                parts[number] = _written(day, pattern)
                break
    return "/".join(parts)


def _written(day: date, pattern: str) -> str:
    return datetime.combine(day, time()).strftime(pattern)


def _entry(desk: Desk, passed: Passed, source: str) -> Entry:
    """Return what passed with links in the place of paths, for a note."""
    people = tuple(desk.link(path, source) for path in passed.people)
    linked = _linked(desk, passed, source)
    shared = {name: getattr(passed, name) for name in Entry._fields if name in Passed._fields}
    return Entry(**{**shared, "people": people, "linked": linked})


def _linked(desk: Desk, passed: Passed, source: str) -> str:
    """Return the text with the names in it as links, and behind it those who are not named there."""
    parts: list[str] = []
    at = 0
    named = set()
    for start, end, path in sorted(passed.spots):
        typed = passed.text[start:end]
        link = desk.link(path, source, people=False)
        if typed.startswith("[["):
            shown = typed
        elif "|" in typed or "]" in typed:
            continue
        else:
            shown = link if link[2:-2] == typed else f"{link[:-2]}|{typed}]]"
        parts += [passed.text[at:start], shown]
        at = end
        named.add(path)
    text = "".join([*parts, passed.text[at:]])
    missing = [desk.link(path, source, people=False) for path in passed.people if path not in named]
    return " ".join(part for part in (text, ", ".join(missing)) if part)


def _check_people(desk: Desk, path: str, content: bytes, passed: Passed, draft: Draft | None) -> None:
    """Refuse what would bring others together than those who were said to have taken part."""
    facts = read(editable(content), path, desk.rules)
    index = desk.index.replace({path: facts})
    parties = resolve_note(index.notes[path], index.names).parties
    wanted = set(passed.people)
    if not any(
        set(party.people) == wanted and found.day == passed.day
        for party, found in zip(parties, facts.interactions, strict=True)
    ):
        raise EditRefused("it would not be read as an interaction with just those who took part", path)
    if draft is not None and facts.kind != draft.facts.kind:
        raise EditRefused("the note would be read as another kind", path)
