"""Reads mbox files, with the date and the folder that they add to a message's header."""

from __future__ import annotations

import re

from plaintext_network.exchange.record import Origin
from plaintext_network.exchange.touches.mail_in.mbox import read_mbox
from plaintext_network.exchange.touches.source_event import RefusedEvent

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.touches.mail_in.message import MailReader
    from plaintext_network.exchange.touches.source_event import Event

_DATE = re.compile(rb"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*", re.S)


def read_mbox_file(stream: BinaryIO, name: str, folder: str, reader: MailReader) -> Iterator[Event]:
    """Yield the events of an mbox. `name` names the file in the places of events, and `folder` is the name of the mail folder."""
    number = line = 1
    try:
        for message in read_mbox(stream):
            number, line = message.number, message.line
            dated = _DATE.search(message.separator)
            other_date = dated[0].decode("ascii", "replace") if dated else ""
            origin = Origin(name, number, line)
            event = reader.event(message.header, origin, folder=folder, other_date=other_date)
            if event is not None:
                yield event
    except OSError as error:
        yield RefusedEvent(Origin(name, number, line), f"the rest of it can't be read: {error.strerror}")
