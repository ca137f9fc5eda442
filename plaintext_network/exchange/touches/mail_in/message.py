"""Makes an event of a message's header: the day, the direction, and the people. Decides what is left out, and why."""

from __future__ import annotations

from plaintext_network.exchange.touches.mail_in.addresses import plain_address, read_addresses
from plaintext_network.exchange.touches.mail_in.dates import read_day
from plaintext_network.exchange.touches.mail_in.encoded_words import decode_text
from plaintext_network.exchange.touches.mail_in.folder_names import SENT, folder_kind
from plaintext_network.exchange.touches.mail_in.header import HEADER_LIMIT, read_header
from plaintext_network.exchange.touches.mail_in.skip_reasons import (
    is_chat,
    is_program,
    labels_of,
    skip_reason,
)
from plaintext_network.exchange.touches.source_event import (
    AHEAD,
    AUTOMATIC,
    COPY,
    ELSEWHERE,
    NOBODY,
    OWN,
    Participant,
    RefusedEvent,
    SkippedEvent,
    SourceEvent,
)
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from plaintext_network.exchange.record import Origin
    from plaintext_network.exchange.touches.mail_in.header import Header
    from plaintext_network.exchange.touches.own_addresses import OwnAddresses
    from plaintext_network.exchange.touches.source_event import Event
    from plaintext_network.exchange.touches.touch_options import TouchOptions

# Whose mailbox it was delivered to, whatever To says.
_DELIVERY = (
    b"delivered-to", b"x-delivered-to", b"x-original-to", b"envelope-to", b"x-envelope-to", b"x-rcpt-to", b"x-forwarded-to", b"x-forwarded-for",
    b"apparently-to",
)  # fmt: skip
_LONGEST_ID = 250
# Before it, nobody had mail; a clock that was never set says 1970 or 1980.
_FIRST_YEAR = 1982


class MailReader(NamedTuple):
    """Reads the headers of one source. `own` are the user's addresses."""

    options: TouchOptions
    own: OwnAddresses

    def event(
        self, content: bytes | None, origin: Origin, *, folder: str = "", other_date: str = ""
    ) -> Event | None:
        """Return what a header is; None if its day is before those that count.

        `folder` is the name or path of the mail folder, and `other_date` the date to assume if the header has none that can be read.
        `content` None stands for a header that is too long.
        """
        if content is None:
            return RefusedEvent(origin, f"its header is longer than {HEADER_LIMIT >> 10} KB")
        header = read_header(content)
        day = self._day(header) or read_day(other_date)
        if day is None:
            return RefusedEvent(origin, "it has no date that pnet can read")
        if self.options.is_past(day):
            return None
        if reason := skip_reason(header, folder):
            return SkippedEvent(origin, reason)
        if self.options.is_ahead(day):
            return SkippedEvent(origin, AHEAD)
        return self._event(header, origin, day.isoformat(), is_sent=_is_sent(header, folder))

    def _day(self, header: Header) -> date | None:
        day = read_day(decode_text(header.first(b"resent-date"))) if b"resent-date" in header else None
        day = day or read_day(decode_text(header.first(b"date")))
        if day is None or day.year < _FIRST_YEAR or self.options.is_ahead(day):
            # The clock of a sender may be wrong; the server that delivered it wrote the first line.
            return read_day(header.first(b"received").rpartition(";")[2]) or day
        return day

    def _event(self, header: Header, origin: Origin, day: str, *, is_sent: bool) -> Event:
        senders = self._people(header, "from", b"from") or self._people(header, "from", b"sender")
        to, cc = self._people(header, "to", b"to"), self._people(header, "cc", b"cc", b"bcc")
        if resent := self._people(header, "from", b"resent-from"):
            recipients = self._people(header, "to", b"resent-to", b"resent-cc")
            # A forward to oneself changes nothing; if somebody passes mail on, it is theirs.
            if not all(one.address in self.own for one in (*resent, *recipients)):
                senders, to, cc = resent, recipients, []
        is_own = is_sent or any(one.address in self.own for one in senders)
        if not senders and not is_sent:
            senders = self._return_path(header)
            if not senders:
                return RefusedEvent(origin, "it doesn't say who sent it")
        reached = {one.address or one.name for one in (*to, *cc)}
        if not is_own:
            # A calendar that writes in a person's name says so in Sender.
            by = [*senders, *self._people(header, "from", b"sender")]
            if any(is_program(one.address) for one in by):
                return SkippedEvent(origin, AUTOMATIC)
            if not self._reached_me(header, reached):
                return SkippedEvent(origin, ELSEWHERE)
            if to and not _has_own(to, self.own) and _has_own(cc, self.own):
                # It is to somebody else, and nobody waits for the user's answer.
                return SkippedEvent(origin, COPY)
        found = to + cc if is_own else senders + to + cc
        people = {one.address or one.name: one for one in reversed(found) if one.address not in self.own}
        others = tuple(one for one in reversed(people.values()) if not is_program(one.address))
        if not others:
            return SkippedEvent(origin, OWN if reached else NOBODY)
        text = decode_text(header.first(b"subject")) if self.options.subjects else ""
        channel = "message" if is_chat(header) else "email"
        direction = "out" if is_own else "in"
        return SourceEvent(day, channel, direction, others, origin, _id(header), text, max(1, len(reached)))

    def _people(self, header: Header, role: str, *names: bytes) -> list[Participant]:
        return [
            Participant(address, name, role)
            for value in header.every(*names)
            for name, address in read_addresses(value)
        ]

    def _return_path(self, header: Header) -> list[Participant]:
        address = plain_address(header.first(b"return-path"))
        return [Participant(address, "", "from")] if address else []

    def _reached_me(self, header: Header, reached: set[str]) -> bool:
        """Return whether the user got a message: as a recipient or by a blind copy. If that is unknown, they did."""
        if not self.own or not reached or header.has_any(_DELIVERY):
            return True
        return any(address in self.own for address in reached)


def _has_own(people: Iterable[Participant], own: OwnAddresses) -> bool:
    return any(one.address in own for one in people)


def _is_sent(header: Header, folder: str) -> bool:
    return (bool(folder) and folder_kind(folder) == SENT) or SENT in labels_of(header)


def _id(header: Header) -> str:
    """Return the Message-ID, or a digest of who wrote to whom and when if there is none that identifies anything."""
    found = "".join(header.first(b"message-id").split()).strip("<>")
    if found and len(found) <= _LONGEST_ID and found.isprintable():
        return found
    # Late: messages have an id.
    from hashlib import sha256

    parts = header.every(b"date", b"from", b"to", b"cc", b"subject", b"message-id")
    return "digest:" + sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
