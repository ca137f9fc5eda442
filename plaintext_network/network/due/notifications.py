"""Owns what of who is due is worth a notification, and when. Pure: shows nothing, keeps nothing, reads no clock.

At most one digest a day; after it, the promises that fall due later that day, once each. Nothing in quiet hours.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from plaintext_network.network.due.changes import same_matter
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.problems import shortened

# So many names, and so many promises, are told; more are counted.
FEW = 4
# Somebody may still be typing a promise: those due are told once they have stayed the same for so long.
SETTLED = timedelta(minutes=5)

Hours = tuple[time, time]
Key = tuple[str, ...]


class Notification(NamedTuple):
    """One notification: a title of one line, and a body of a few. Plain text: who shows it mends and escapes it."""

    title: str
    body: str


class NotificationState(NamedTuple):
    """What was shown: the day of the last digest, and the promises told in it or since, each with its day.

    `fresh` are promises not told yet, and `since` is when they were first found so; they need not be kept between runs.
    """

    day: date | None = None
    promises: frozenset[Key] = frozenset()
    fresh: frozenset[Key] = frozenset()
    since: datetime | None = None


def next_notification(
    due: Iterable[DueEntry], shown: NotificationState, now: datetime, quiet: Hours | None
) -> tuple[Notification | None, NotificationState]:
    """Return what to show now, if anything, and what will have been shown then.

    `due` is who is due today, `now` a time in the user's own zone. Until the notice could be shown, the old `shown` holds.
    """
    today = now.date()
    entries = [entry for entry in due if entry.kind != "waiting"]
    promises = {_key(e): e for e in entries if e.kind == "promise" and e.due is not None and e.due <= today}
    fresh = {key: entry for key, entry in promises.items() if key not in shown.promises}
    if is_quiet(now, quiet) or not entries:
        return None, _waiting(shown, fresh, now)
    if shown.day != today:
        # The digest forgets what is no longer due, so that what is kept stays as small as what is due.
        return _digest(entries, list(fresh.values())), NotificationState(today, frozenset(promises))
    waiting = _waiting(shown, fresh, now)
    if waiting.since is None or now - waiting.since < SETTLED:
        return None, waiting
    return _promises(list(fresh.values())), NotificationState(today, shown.promises | fresh.keys())


def next_check(shown: NotificationState, now: datetime, quiet: Hours | None) -> datetime | None:
    """Return when there may be something to show though nothing changes until then; None before another day begins."""
    if quiet and is_quiet(now, quiet):
        end = datetime.combine(now.date(), quiet[1], now.tzinfo)
        return end if end > now else end + timedelta(days=1)
    return shown.since + SETTLED if shown.since else None


def is_quiet(now: datetime, quiet: Hours | None) -> bool:
    """Tell whether a time is within quiet hours, which may go beyond midnight."""
    if quiet is None:
        return False
    begin, end = quiet
    clock = now.time()
    return begin <= clock < end if begin < end else clock >= begin or clock < end


def _key(entry: DueEntry) -> Key:
    # With its day: a promise that was put off is told again when that day comes.
    return same_matter(entry)


def _waiting(shown: NotificationState, fresh: Iterable[Key], now: datetime) -> NotificationState:
    """Return since when the same promises wait to be told."""
    keys = frozenset(fresh)
    same = keys == shown.fresh and shown.since is not None and shown.since <= now
    return shown._replace(fresh=keys, since=shown.since if same else now if keys else None)


def _digest(entries: Sequence[DueEntry], promises: Sequence[DueEntry]) -> Notification:
    people = list({entry.contact.path: entry.contact.name for entry in entries}.values())
    told = _told(f"a promise to {_listed(names)}: {what}" for names, what in _shared(promises))
    if len(people) == 1:
        why = next((_line(entry.reason) for entry in entries if entry.kind != "promise"), "")
        return Notification(f"{_line(people[0])} is due", told or why or "about an earlier promise")
    return Notification(f"{len(people)} people are due", "\n".join(filter(None, (_listed(people), told))))


def _promises(promises: Sequence[DueEntry]) -> Notification:
    shared = _shared(promises)
    if len(shared) == 1:
        names, what = shared[0]
        return Notification(f"A promise to {_listed(names)} is due", what)
    return Notification(
        f"{len(shared)} promises are due", _told(f"{_listed(names)}: {what}" for names, what in shared)
    )


def _shared(promises: Iterable[DueEntry]) -> list[tuple[list[str], str]]:
    """Return each promise as the names of those it was made to, and its text; one to several people is one."""
    lines: dict[tuple[str, str], list[str]] = {}
    for entry in promises:
        lines.setdefault((entry.source, entry.reason), []).append(entry.contact.name)
    return [
        (names, _line(reason.removeprefix("you promised").lstrip(": ")))
        for (_, reason), names in lines.items()
    ]


def _listed(names: Sequence[str]) -> str:
    """Join names; of many, the first few, and how many more there are."""
    told = [_line(name) for name in names]
    if len(told) > FEW + 1:
        told[FEW:] = [f"{len(told) - FEW} more"]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _told(lines: Iterable[str]) -> str:
    told = list(lines)
    if len(told) > FEW + 1:
        told[FEW:] = [f"and {len(told) - FEW} more"]
    return "\n".join(told)


def _line(text: str) -> str:
    """Return a text on one line, and short enough for a notification."""
    return shortened(" ".join(text.split()), 120)
