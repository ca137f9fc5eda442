"""Lists who is due today, and whom to leave alone for now, each person once with every reason. Decides nothing: `network/due` does."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple


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


class DuePeople(NamedTuple):
    """Who is due today, whom to leave alone for now, and how many more the week's budget leaves for later."""

    due: tuple[DuePerson, ...]
    waiting: tuple[DuePerson, ...]
    more_due: int
