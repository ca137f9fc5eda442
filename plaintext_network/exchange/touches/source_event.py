"""Defines what readers of mail, calendars and chats yield: events, each with the people of it. Knows no vault."""

from __future__ import annotations

from plaintext_network.exchange.record import Origin
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Event: TypeAlias = "SourceEvent | SkippedEvent | RefusedEvent"

# Why a reader skips an event.
BULK, AUTOMATIC, SPAM, DELETED, DRAFT = "bulk", "automatic", "spam", "deleted", "draft"
OWN, NOBODY, ELSEWHERE, COPY, LINK = "own", "nobody", "elsewhere", "copy", "link"
DECLINED, CANCELLED, CALENDAR_DAY, AHEAD, CROWD, DIED = (
    "declined",
    "cancelled",
    "calendar day",
    "ahead",
    "crowd",
    "died",
)
# What a message says of them, after a number: “12 left out: 8 from lists and newsletters”.
REASONS = {
    BULK: "from lists and newsletters",
    AUTOMATIC: "that programs sent",
    SPAM: "in spam",
    DELETED: "that you deleted",
    DRAFT: "not sent yet",
    OWN: "only to yourself",
    NOBODY: "with nobody else",
    ELSEWHERE: "not addressed to you",
    COPY: "to others, with a copy to you",
    LINK: "that are links to other files",
    DECLINED: "declined",
    CANCELLED: "cancelled",
    CALENDAR_DAY: "birthdays and holidays",
    AHEAD: "still ahead",
    CROWD: "with too many people",
    DIED: "with somebody who has died",
}


class Participant(NamedTuple):
    """Somebody in an event: an email address in lower case, a name, or both; a phone number or handle in chats.

    `role` is from, to, cc, organizer, attendee, or named (found in a text).
    """

    address: str = ""
    name: str = ""
    role: str = "attendee"


class SourceEvent(NamedTuple):
    """One message, meeting or line of a chat. `day` is ISO, in the time zone of this machine.

    `channel` is one of pnet's channels, and `direction` out, in or both as in notes. `people` are all others than the user. `text` is the
    subject or summary, "" unless asked for. `id` is the Message-ID, the UID with the occurrence, or a digest. `group` is the number of
    everybody who got it.
    """

    day: str
    channel: str
    direction: str
    people: tuple[Participant, ...]
    origin: Origin
    id: str = ""
    text: str = ""
    group: int = 1


class SkippedEvent(NamedTuple):
    """An event that a reader skips on purpose, and why: a key of REASONS."""

    origin: Origin
    reason: str


class RefusedEvent(NamedTuple):
    """Something that can't be read, and why, as a sentence without a full stop."""

    origin: Origin
    reason: str
