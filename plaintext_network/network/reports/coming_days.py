"""Lists what is coming up: birthdays, occasions, promises, meetings and events. Suggests nobody."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple


class ComingDay(NamedTuple):
    """Something on a day to come: a kind of `pnet agenda`, or `event`. `name` is the contact's or the event's, `text` may be "".

    `others` are the names of the further contacts of a shared promise or meeting.
    """

    day: date
    kind: str
    name: str
    path: str | None
    text: str
    others: tuple[str, ...] = ()
