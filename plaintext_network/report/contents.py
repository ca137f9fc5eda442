"""Gathers what a report shows from the answers of a notebook. Formats nothing, and shows nobody who is private."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.reports.charts.circle_standings import CircleStanding
from plaintext_network.network.reports.charts.growth import Growth
from plaintext_network.network.reports.charts.rings import Rings
from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.network.reports.person_cards import PersonCard


class DueReason(NamedTuple):
    """One reason to be in touch: a kind of `pnet due`, the words, the day, and the days since, negative before it.

    `about` is what you last talked about, "" if nothing says so or it names somebody private.
    """

    kind: str
    text: str
    due: date | None
    overdue_by: int | None
    about: str = ""


class DuePerson(NamedTuple):
    """A contact who is due, in the order of `pnet due`, with every reason; `last_touch` is None without a touch."""

    name: str
    path: str
    reasons: tuple[DueReason, ...]
    last_touch: date | None
    cadence: str | None


class ComingDay(NamedTuple):
    """Something on a day to come: a kind of `pnet agenda`, or `event`. `name` is the contact's or the event's, `text` may be ""."""

    day: date
    kind: str
    name: str
    path: str | None
    text: str


class OpenItem(NamedTuple):
    """A promise that you haven't kept, thanks that nobody noted, or an introduction under way: about whom, a sentence, and a day if there is one.

    `days` is how many days ago the day was, negative for one to come.
    """

    names: tuple[str, ...]
    text: str
    day: date | None
    days: int | None


class ReportContents(NamedTuple):
    """What a report shows. `vault` is the name of the folder; `more_due` counts whom the week's budget leaves for later.

    `waiting` are those to leave alone for now. `people` counts the contacts who may be shown, of whom `cards` may be some.
    `private` is true if the user asked to include private people.
    """

    vault: str
    today: date
    due: tuple[DuePerson, ...]
    waiting: tuple[DuePerson, ...]
    more_due: int
    touches: TouchDays
    circles: tuple[CircleStanding, ...]
    rings: Rings
    growth: tuple[Growth, ...]
    coming: tuple[ComingDay, ...]
    promises: tuple[OpenItem, ...]
    thanks: tuple[OpenItem, ...]
    introductions: tuple[OpenItem, ...]
    cards: tuple[PersonCard, ...]
    people: int
    private: bool = False
