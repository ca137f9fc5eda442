"""Decides what to notify of, and when: at most one digest a day, then each promise that falls due later that day.

Sends nothing in quiet hours. Pure: shows and stores nothing, and reads no clock.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from plaintext_network.errors import joined
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.changes import same_matter
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.problems import shortened

# A notification lists this many names and promises, and counts the rest.
FEW = 4
# You may still be typing a promise, so it has to stay the same for this long.
SETTLED = timedelta(minutes=5)

Hours = tuple[time, time]
Key = tuple[str, ...]


class Notification(NamedTuple):
    """A title of one line and a body of a few lines, in plain text: the caller escapes them."""

    title: str
    body: str


class NotificationState(NamedTuple):
    """The day of the last digest, and the promises notified of in it or since, each with its day.

    `fresh` are due promises not notified of yet, unchanged since `since`; a restart may forget these two.
    """

    day: date | None = None
    promises: frozenset[Key] = frozenset()
    fresh: frozenset[Key] = frozenset()
    since: datetime | None = None


def next_notification(
    due: Iterable[DueEntry], shown: NotificationState, now: datetime, quiet: Hours | None
) -> tuple[Notification | None, NotificationState]:
    """Return the notification to show now, or None, and the state after showing it.

    `due` are today's entries, and `now` is in the user's time zone. Keep the old state if showing fails.
    """
    today = now.date()
    entries = [entry for entry in due if entry.kind != "waiting"]
    promises = {_key(e): e for e in entries if e.kind == "promise" and e.due is not None and e.due <= today}
    fresh = {key: entry for key, entry in promises.items() if key not in shown.promises}
    if is_quiet(now, quiet) or not entries:
        return None, _waiting(shown, fresh, now)
    if shown.day != today:
        # The digest drops promises that are no longer due, so the state stays small.
        return _digest(entries, list(fresh.values())), NotificationState(today, frozenset(promises))
    waiting = _waiting(shown, fresh, now)
    if waiting.since is None or now - waiting.since < SETTLED:
        return None, waiting
    return _promises(list(fresh.values())), NotificationState(today, shown.promises | fresh.keys())


def is_quiet(now: datetime, quiet: Hours | None) -> bool:
    """Return whether a time is within quiet hours, which may include midnight."""
    if quiet is None:
        return False
    begin, end = quiet
    clock = now.time()
    return begin <= clock < end if begin < end else clock >= begin or clock < end


def _key(entry: DueEntry) -> Key:
    # The key includes the day, so a postponed promise counts as new on its new day.
    return same_matter(entry)


def _waiting(shown: NotificationState, fresh: Iterable[Key], now: datetime) -> NotificationState:
    """Return the state in which these promises wait, since now or, if they are the same, since before."""
    keys = frozenset(fresh)
    same = keys == shown.fresh and shown.since is not None and shown.since <= now
    return shown._replace(fresh=keys, since=shown.since if same else now if keys else None)


def _digest(entries: Sequence[DueEntry], promises: Sequence[DueEntry]) -> Notification:
    people = list({entry.contact.path: entry.contact.name for entry in entries}.values())
    promised = _shortened_list(f"a promise to {_listed(names)}: {what}" for names, what in _shared(promises))
    if len(people) == 1:
        why = next((_line(entry.reason) for entry in entries if entry.kind != "promise"), "")
        return Notification(f"{_line(people[0])} is due", promised or why or "about an earlier promise")
    return Notification(f"{len(people)} people are due", "\n".join(filter(None, (_listed(people), promised))))


def _promises(promises: Sequence[DueEntry]) -> Notification:
    shared = _shared(promises)
    if len(shared) == 1:
        names, what = shared[0]
        return Notification(f"A promise to {_listed(names)} is due", what)
    return Notification(
        f"{len(shared)} promises are due",
        _shortened_list(f"{_listed(names)}: {what}" for names, what in shared),
    )


def _shared(promises: Iterable[DueEntry]) -> list[tuple[list[str], str]]:
    """Return the names and the text of each promise; one to several people is one item."""
    lines: dict[tuple[str, str], list[str]] = {}
    for entry in promises:
        lines.setdefault((entry.source, entry.reason), []).append(entry.contact.name)
    return [
        (names, _line(reason.removeprefix("you promised").lstrip(": ")))
        for (_, reason), names in lines.items()
    ]


def _listed(names: Sequence[str]) -> str:
    return joined([_line(name) for name in names], FEW)


def _shortened_list(items: Iterable[str]) -> str:
    lines = list(items)
    if len(lines) > FEW + 1:
        lines[FEW:] = [f"and {len(lines) - FEW} more"]
    return "\n".join(lines)


def _line(text: str) -> str:
    """Return a text on one line, and short enough for a notification."""
    return shortened(" ".join(text.split()), 120)
