"""Puts a report into words: lists with titles, for a note and a mail. Knows neither Markdown nor HTML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from plaintext_network.errors import counted, joined
from plaintext_network.model.dates.time_ago import ago, distance
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.report.contents import ComingDay, DuePerson, OpenItem, ReportContents
from plaintext_network.report.day_words import WEEKDAYS, day_and_year, short_day

# How many people, and how many of anything else, a list has.
MOST_DUE, MOST = 30, 12
# How many weeks the strip of touches has, and its signs: none, then few to many.
WEEKS = 26
LEVELS = "·░▒▓█"
# What an upcoming day is; birthdays, occasions and events say it themselves.
_COMING = {"promise": "you promised", "planned": "planned", "snooze": "snoozed until then"}


class Item(NamedTuple):
    """One entry of a list: about whom, with the path of their note, when in words, and sentences. Either may be ""."""

    name: str
    path: str | None
    when: str
    sentences: tuple[str, ...]


class Part(NamedTuple):
    """A list with a title. `rest` says what it leaves out, "" if nothing."""

    title: str
    items: tuple[Item, ...]
    rest: str = ""


class Strip(NamedTuple):
    """The touches of the last weeks: a sign for each week, the oldest first, and a sentence."""

    signs: str
    sentence: str


def summary(contents: ReportContents) -> str:
    """Return in a few words how many people are due, such as `4 people to get back to`."""
    number = len(contents.due) + contents.more_due
    return f"{counted(number, 'person', 'people')} to get back to" if number else "Nobody to get back to"


def outline(contents: ReportContents) -> Iterator[Part]:
    """Yield the lists that are not empty: who is due first, then what comes up, then what is open."""
    today = contents.today
    due = [_due_item(person, today) for person in contents.due]
    yield from _part("Due today", due, MOST_DUE, contents.more_due)
    yield from _part("Leave in peace for now", [_waiting_item(person) for person in contents.waiting])
    yield from _part("Coming up", [_coming_item(entry) for entry in contents.coming])
    paths = _paths_by_name(contents)
    for title, entries in (
        ("Promises", contents.promises),
        ("Thanks", contents.thanks),
        ("Introductions", contents.introductions),
    ):
        yield from _part(title, [_open_item(entry, today, paths) for entry in entries])


def strip(touches: TouchDays) -> Strip | None:
    """Return the touches by week, up to the week that ends today; None without one."""
    weeks = [0] * WEEKS
    for day, count in touches.counts:
        number = (touches.last - day).days // 7
        if 0 <= number < WEEKS:
            weeks[WEEKS - 1 - number] += count
    most = max(weeks)
    if not most:
        return None
    since = touches.last - timedelta(days=7 * WEEKS - 1)
    signs = "".join(LEVELS[-(-count * (len(LEVELS) - 1) // most)] for count in weeks)
    return Strip(
        signs,
        f"{counted(sum(weeks), 'time')} in touch since {day_and_year(since, touches.last)}, week by week",
    )


def _part(title: str, items: list[Item], most: int = MOST, more: int = 0) -> Iterator[Part]:
    """Yield a part with at most so many items, unless there are none; `more` counts items that were not given."""
    if items:
        shown = items[:most]
        left = len(items) - len(shown) + more
        yield Part(title, tuple(shown), f"and {left:,} more" if left else "")


def _due_item(person: DuePerson, today: date) -> Item:
    first, *others = person.reasons
    more = [
        f"{reason.text} ({distance(reason.due, today)})" if reason.due else reason.text for reason in others
    ]
    when = distance(first.due, today) if first.due else ""
    return Item(person.name, person.path, when, (first.text, *more, *_last_time(person, today)))


def _last_time(person: DuePerson, today: date) -> Iterator[str]:
    """Yield when you were last in touch, and what about, unless a reason says so."""
    about = next((reason.about for reason in person.reasons if reason.about), "")
    if any(reason.kind == "touch" for reason in person.reasons):
        # Such a reason says when, and may say what about.
        if about and not any(about in reason.text for reason in person.reasons):
            yield f"last time: {about}"
    elif person.last_touch:
        yield ": ".join(filter(None, (f"last in touch {ago(person.last_touch, today)}", about)))


def _waiting_item(person: DuePerson) -> Item:
    return Item(person.name, person.path, "", (person.reasons[0].text,))


def _coming_item(entry: ComingDay) -> Item:
    when = f"{WEEKDAYS[entry.day.weekday()][:3]} {short_day(entry.day)}"
    words = ": ".join(filter(None, (_COMING.get(entry.kind, ""), entry.text)))
    return Item(entry.name, entry.path, when, (words,) if words else ())


def _open_item(entry: OpenItem, today: date, paths: dict[str, str]) -> Item:
    path = paths.get(entry.names[0]) if len(entry.names) == 1 else None
    return Item(
        joined(entry.names) if entry.names else "",
        path,
        distance(entry.day, today) if entry.day else "",
        (entry.text,) if entry.text else (),
    )


def _paths_by_name(contents: ReportContents) -> dict[str, str]:
    """Return the path of each note whose name only one contact of the report has."""
    paths: dict[str, set[str]] = {}
    people = [(card.name, card.path) for card in contents.cards]
    people += [(person.name, person.path) for person in (*contents.due, *contents.waiting)]
    for name, path in people:
        paths.setdefault(name, set()).add(path)
    return {name: next(iter(found)) for name, found in paths.items() if len(found) == 1}
