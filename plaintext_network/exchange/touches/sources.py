"""Finds what a source of events is, from its content and its path, and reads it. The one entry point for all kinds."""

from __future__ import annotations

import os
from stat import S_ISREG

from plaintext_network.errors import EventSourceNotFound, EventSourceUnknown
from plaintext_network.exchange import limits

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.exchange.touches.source_event import Event
    from plaintext_network.exchange.touches.touch_options import TouchOptions


def read_events(source: str, options: TouchOptions) -> Iterator[Event]:
    """Yield the events of a source: the path of a file or folder, or `notmuch:` and a query. Streams: it never holds a whole mailbox.

    Raises a PnetError if there is no such source, or if pnet can't read its kind.
    """
    # Late: a calendar needs no mail.
    from plaintext_network.exchange.touches import chat_table
    from plaintext_network.exchange.touches.mail_in.files import read_mbox_file
    from plaintext_network.exchange.touches.mail_in.mbox import is_mbox

    path = os.path.expanduser(source)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise EventSourceNotFound(source, error.strerror or "it can't be read") from error
    with os.fdopen(descriptor, "rb") as stream:
        if not S_ISREG(os.fstat(descriptor).st_mode):
            raise EventSourceUnknown(source)
        head = stream.read(limits.HEAD)
        stream.seek(0)
        name = os.path.basename(path)
        if options.take or (not is_mbox(head) and chat_table.matches(head, name)):
            yield from chat_table.read(stream, source, options)
            return
        if not is_mbox(head):
            raise EventSourceUnknown(source)
        yield from read_mbox_file(stream, source, name, options)
