"""Lists what is open: promises that you haven't kept, favours you haven't thanked for, and introductions under way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.open_promises import OpenPromise
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.giving.thanks import Owed, latest_unthanked
from plaintext_network.network.reports.reach.introductions import OpenIntroduction, introductions_under_way

# Recent favours are the easiest to thank for, and a long list would discourage.
MOST_THANKS = 20
_GET_BACK = "get back to them"


class OpenItem(NamedTuple):
    """A promise that you haven't kept, thanks that nobody noted, or an introduction under way: about whom, words that can follow, and a day.

    `days` is how many days ago the day was, negative for one to come. `paths` are those of the contacts in `names`, in this
    order; an introduction has none. `is_old` marks what is so long ago that no list of who is due shows it.
    """

    names: tuple[str, ...]
    text: str
    day: date | None
    days: int | None
    paths: tuple[str, ...] = ()
    is_old: bool = False


class OpenItems(NamedTuple):
    """What is open: promises, overdue ones first, those without a day and old ones last; thanks and introductions, the newest first.

    `more_promises` and `more_introductions` count those that are not listed. Nobody counts favours: `has_more_thanks` says only that there are more.
    """

    promises: tuple[OpenItem, ...]
    thanks: tuple[OpenItem, ...]
    introductions: tuple[OpenItem, ...]
    more_promises: int = 0
    more_introductions: int = 0
    has_more_thanks: bool = False


def open_items(view: SuggestionView, promises: Iterable[OpenPromise], limit: int | None = None) -> OpenItems:
    """Return what is open with contacts whom the view may name: at most `limit` promises and introductions, and MOST_THANKS favours.

    `promises` are all, as `open_promises` returns them. A promise that the user hid until a day is not listed before it.
    """
    # A text may name the dead, and those not to be contacted.
    records = view.of_records()
    found = _in_order(view, promises)
    shown = found[:limit]
    records.prefetch_places(f"{some[0].path}:{some[0].line}" for some in shown)
    favours = {path: found for path, found in records.favours.items() if path not in view.unnamed}
    unthanked = latest_unthanked(records, favours, MOST_THANKS + 1)
    under_way = sorted(introductions_under_way(view), key=_newest_first)
    return OpenItems(
        # Two promises without their words are one.
        tuple(dict.fromkeys(_promise(records, some) for some in shown)),
        tuple(
            _thanks([thing.owed(records) for thing in some], view.today) for some in unthanked[:MOST_THANKS]
        ),
        tuple(_introduction(one, view) for one in under_way[:limit]),
        len(found) - len(shown),
        len(under_way[limit:]) if limit is not None else 0,
        len(unthanked) > MOST_THANKS,
    )


def _newest_first(one: OpenIntroduction) -> tuple[int, str]:
    return -(one.day or date.min).toordinal(), one.path


def _in_order(view: SuggestionView, promises: Iterable[OpenPromise]) -> list[list[OpenPromise]]:
    """Return the promises, each with an entry for everybody it was made to and who may be named."""
    today, hidden = view.today, view.unnamed
    together: dict[tuple[str, int, str, date | None], list[OpenPromise]] = {}
    for one in promises:
        if one.contact.path not in hidden and (one.start is None or one.start <= today):
            together.setdefault((one.path, one.line, one.text, one.due), []).append(one)

    def order(some: list[OpenPromise]) -> tuple[bool, bool, date]:
        day = some[0].due
        return _is_old(view, day), day is None, day or date.max

    return sorted(together.values(), key=order)


def _is_old(view: SuggestionView, day: date | None) -> bool:
    return day is not None and view.rules.due.stale.after(day) < view.today


def _promise(view: SuggestionView, some: list[OpenPromise]) -> OpenItem:
    first = some[0]
    may_say = view.may_quote_from(f"{first.path}:{first.line}", first.text, first.contact.path)
    return OpenItem(
        tuple(one.contact.name for one in some),
        (first.text if may_say else "") or _GET_BACK,
        first.due,
        _days(first.due, view.today),
        tuple(one.contact.path for one in some),
        _is_old(view, first.due),
    )


def _thanks(some: list[Owed], today: date) -> OpenItem:
    first = some[0]
    return OpenItem(
        tuple(one.name for one in some),
        first.says.removeprefix(f"{first.name} "),
        first.day,
        _days(first.day, today),
        tuple(one.path for one in some),
    )


def _introduction(one: OpenIntroduction, view: SuggestionView) -> OpenItem:
    return OpenItem(one.between, one.says, one.day, _days(one.day, view.today))


def _days(day: date | None, today: date) -> int | None:
    return None if day is None else (today - day).days
