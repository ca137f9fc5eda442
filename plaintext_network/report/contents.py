"""Gathers what a report shows from the answers of a notebook. Formats nothing, and shows nobody who is private."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.reports.charts.circle_standings import CircleStanding
from plaintext_network.network.reports.charts.growth import Growth
from plaintext_network.network.reports.charts.rings import Rings
from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.network.reports.coming_days import ComingDay as ComingDay
from plaintext_network.network.reports.due_people import DuePerson as DuePerson
from plaintext_network.network.reports.due_people import DueReason as DueReason
from plaintext_network.network.reports.open_items import OpenItem as OpenItem
from plaintext_network.network.reports.person_cards import PersonCard


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
