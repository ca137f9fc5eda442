"""Gathers what a report shows from the answers of a notebook. Formats nothing, and names no private people by default."""

from __future__ import annotations

import os
from datetime import date

from plaintext_network.model.dates.calendar import add_days
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.reports.charts.circle_standings import CircleStanding
from plaintext_network.network.reports.charts.growth import Growth
from plaintext_network.network.reports.charts.people_by_place import PeopleByPlace
from plaintext_network.network.reports.charts.rings import Rings
from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.network.reports.coming_days import ComingDay as ComingDay
from plaintext_network.network.reports.due_people import DuePerson as DuePerson
from plaintext_network.network.reports.due_people import DueReason as DueReason
from plaintext_network.network.reports.open_items import OpenItem as OpenItem
from plaintext_network.network.reports.person_cards import PersonCard, usual_number

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook


# The limits of the lists keep the page of a large network short and small.
MOST_DUE = 100
MOST_COMING = 100
MOST_OPEN = 50
COMING_DAYS = 56


class ReportContents(NamedTuple):
    """What a report shows. `vault` is the name of the folder.

    `due` and `waiting`, those to leave alone for now, are at most MOST_DUE each. `later` counts the people whom the week's budget
    leaves for later. `more_due` and the like count what is beyond the most of these; of thanks, `has_more_thanks` says only that there are more.
    `people` counts the contacts who may be shown, of whom `cards` may be some, by name. `private` is true if the user asked to
    include private people.
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
    more_coming: int = 0
    more_promises: int = 0
    places: PeopleByPlace = PeopleByPlace((), 0)
    more_introductions: int = 0
    more_waiting: int = 0
    later: int = 0
    has_more_thanks: bool = False

    @property
    def people_due(self) -> int:
        """How many people are due today: the number of `pnet due --count` without the people left out here."""
        return len(self.due) + self.more_due

    @property
    def people_waiting(self) -> int:
        """How many people to leave alone for now."""
        return len(self.waiting) + self.more_waiting


def gather(notebook: Notebook, limit: int | None = None, *, private: bool = False) -> ReportContents:
    """Return what a report shows of a notebook's vault on its day, with at most `limit` cards; by default as many as `usual_number` says.

    It names private people only if `private` is true. It suggests neither the dead nor people not to be contacted.
    """
    with notebook:
        asked = notebook.reports.including_private() if private else notebook.reports
        reports = asked.for_several()
        today = notebook.today
        people = reports.due_people(MOST_DUE)
        coming = reports.coming(add_days(today, COMING_DAYS), MOST_COMING)
        open_items = reports.open_items(MOST_OPEN)
        shown = reports.people_counts().shown
        return ReportContents(
            vault=os.path.basename(notebook.root) or notebook.root,
            today=today,
            due=people.due,
            waiting=people.waiting,
            more_due=people.more_due,
            touches=reports.touch_days(),
            circles=reports.circle_standings(),
            rings=reports.rings(),
            growth=reports.growth(),
            coming=coming.days,
            promises=open_items.promises,
            thanks=open_items.thanks,
            introductions=open_items.introductions,
            cards=reports.person_cards(usual_number(shown) if limit is None else limit),
            people=shown,
            private=private,
            more_coming=coming.more,
            more_promises=open_items.more_promises,
            places=reports.people_by_place(),
            more_introductions=open_items.more_introductions,
            more_waiting=people.more_waiting,
            later=people.later,
            has_more_thanks=open_items.has_more_thanks,
        )
