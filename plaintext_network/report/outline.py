"""Puts a report into words: lists with titles, for a note and a mail. Knows neither Markdown nor HTML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from plaintext_network.errors import counted
from plaintext_network.model.dates.calendar import add_days
from plaintext_network.model.dates.time_ago import ago, distance
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.report.contents import ComingDay, DuePerson, OpenItem, ReportContents
from plaintext_network.report.day_words import WEEKDAYS, day_and_year, short_day

# How many entries the lists have: of who is due, of what comes up, and of anything else.
MOST_DUE, MOST_COMING, MOST = 30, 12, 6
# The weeks in the strip of touches, and its characters: none, then few to many.
WEEKS = 26
LEVELS = "·░▒▓█"
# The title of the list of who is due.
TODAY = "Today"


class Item(NamedTuple):
    """One entry of a list: the people with the paths of their notes if known, a time in words, and sentences.

    Each of the three may be empty.
    """

    people: tuple[tuple[str, str | None], ...]
    when: str
    sentences: tuple[str, ...]


class Part(NamedTuple):
    """A list with a title. `rest` says what it leaves out, "" if nothing. With `is_short`, no entry has two sentences."""

    title: str
    items: tuple[Item, ...]
    rest: str
    is_short: bool


class Strip(NamedTuple):
    """The touches of the last weeks: a character for each week, the oldest first, and a sentence."""

    signs: str
    sentence: str


def summary(contents: ReportContents) -> str:
    """Return in a few words how many people are due, such as `4 people to get back to`."""
    number = contents.people_due
    return f"{counted(number, 'person', 'people')} to get back to" if number else "Nobody to get back to"


def outline(contents: ReportContents) -> Iterator[Part]:
    """Yield the lists that are not empty: who is due first, then what comes up, then what is open."""
    today = contents.today
    due = [_due_item(person, today) for person in contents.due]
    yield from _part(TODAY, due, MOST_DUE, contents.more_due, left_for_later(contents))
    waiting = [_waiting_item(person) for person in contents.waiting]
    yield from _part("Leave alone for now", waiting, more=contents.more_waiting)
    coming = [_coming_item(entry) for entry in contents.coming]
    yield from _part("Coming up", coming, MOST_COMING, contents.more_coming)
    promises = [_open_item(entry, today) for entry in _other_promises(contents)]
    title = "Promises" if len(promises) == len(contents.promises) else "Other promises"
    yield from _part(title, promises, more=contents.more_promises)
    thanks = [_open_item(entry, today) for entry in contents.thanks]
    yield from _part("Thanks", thanks, more=None if contents.has_more_thanks else 0)
    introductions = [_open_item(entry, today) for entry in contents.introductions]
    yield from _part("Introductions", introductions, more=contents.more_introductions)


def left_for_later(contents: ReportContents) -> str:
    """Return how many people the week's budget leaves for later, in the words of `pnet due`; "" for none."""
    return f"{contents.later:,} more left for later by the weekly limit" if contents.later else ""


def how_many_more(number: int | None) -> str:
    """Return how many items a list leaves out, such as `and 3 more`; "" for 0. None means an unknown number."""
    return "and more" if number is None else f"and {number:,} more" if number else ""


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
    signs = "".join(LEVELS[-(-count * (len(LEVELS) - 1) // most)] for count in weeks)
    since = day_and_year(add_days(touches.last, 1 - 7 * WEEKS), touches.last)
    return Strip(signs, f"{counted(sum(weeks), 'time')} in touch since {since}, week by week")


def _part(
    title: str, items: list[Item], most: int = MOST, more: int | None = 0, also: str = ""
) -> Iterator[Part]:
    """Yield a part with at most so many items, unless there is nothing to say.

    `more` counts items that were not given, None if nobody counted them. `also` says what else is left out.
    """
    if items or also:
        shown = items[:most]
        left = how_many_more(None if more is None else len(items) - len(shown) + more)
        is_short = all(len(item.sentences) < 2 for item in shown)
        yield Part(title, tuple(shown), "; ".join(filter(None, (left, also))), is_short)


def _other_promises(contents: ReportContents) -> Iterator[OpenItem]:
    """Yield the promises that no earlier list shows."""
    shown = {
        (person.path, reason.due)
        for person in contents.due[:MOST_DUE]
        for reason in person.reasons
        if reason.kind == "promise"
    }
    shown |= {
        (entry.path or "", entry.day) for entry in contents.coming[:MOST_COMING] if entry.kind == "promise"
    }
    for promise in contents.promises:
        if not any((path, promise.day) in shown for path in promise.paths):
            yield promise


def _due_item(person: DuePerson, today: date) -> Item:
    first, *others = person.reasons
    more = [
        f"{reason.text} ({distance(reason.due, today)})" if reason.due else reason.text for reason in others
    ]
    when = distance(first.due, today) if first.due else ""
    return Item(((person.name, person.path),), when, (first.text, *more, *_last_time(person, today)))


def _last_time(person: DuePerson, today: date) -> Iterator[str]:
    """Yield a sentence about the last touch, unless a reason already contains it."""
    about = next((reason.about for reason in person.reasons if reason.about), "")
    if any(reason.kind == "touch" for reason in person.reasons):
        # Such a reason says when, and may say what about.
        if about and not any(about in reason.text for reason in person.reasons):
            yield f"last time: {about}"
    elif person.last_touch:
        yield ": ".join(filter(None, (f"last in touch {ago(person.last_touch, today)}", about)))


def _waiting_item(person: DuePerson) -> Item:
    return Item(((person.name, person.path),), "", (person.reasons[0].text,))


def _coming_item(entry: ComingDay) -> Item:
    when = f"{WEEKDAYS[entry.day.weekday()][:3]} {short_day(entry.day)}"
    people = ((entry.name, entry.path), *((name, None) for name in entry.others))
    return Item(people, when, (entry.text,) if entry.text else ())


def _open_item(entry: OpenItem, today: date) -> Item:
    people = tuple(zip_longest(entry.names, entry.paths[: len(entry.names)]))
    when = distance(entry.day, today) if entry.day else ""
    return Item(people, when, (entry.text,) if entry.text else ())
