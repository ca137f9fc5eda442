"""Reads files of mail: an mbox, and a file with one message."""

from __future__ import annotations

import re

from plaintext_network.exchange.record import Origin
from plaintext_network.exchange.touches.mail_in.dates import read_day
from plaintext_network.exchange.touches.mail_in.mbox import read_mbox
from plaintext_network.exchange.touches.mail_in.message import MailReader

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.touches.source_event import Event
    from plaintext_network.exchange.touches.touch_options import TouchOptions

_SEPARATOR_DATE = re.compile(rb"\S+\s+((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*)", re.S)
_ENDING = re.compile(r"\.(?:mbox|mbx|mbs|mail|txt)\Z", re.I)


def read_mbox_file(stream: BinaryIO, name: str, folder: str, options: TouchOptions) -> Iterator[Event]:
    """Yield the events of an mbox. `name` names the file in the places of events, and `folder` is the name of the mail folder."""
    reader = MailReader(options, options.own)
    folder = _ENDING.sub("", folder)
    for message in read_mbox(stream):
        dated = _SEPARATOR_DATE.search(message.separator, 5)
        other_day = read_day(dated[1].decode("ascii", "replace")) if dated else None
        origin = Origin(name, message.number, message.line)
        event = reader.event(message.header, origin, folder=folder, other_day=other_day)
        if event is not None:
            yield event
