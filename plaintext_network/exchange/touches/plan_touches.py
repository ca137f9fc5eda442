"""Reads sources of mail, calendars and chats from where the last run ended, and proposes touches. The one entry point for a run."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta

from plaintext_network.errors import PnetError
from plaintext_network.exchange.errors import OwnAddressMissing
from plaintext_network.exchange.touches.own_addresses import OwnAddresses
from plaintext_network.exchange.touches.people_finder import own_identifiers
from plaintext_network.exchange.touches.propose_touches import propose_touches
from plaintext_network.exchange.touches.source_event import SourceEvent
from plaintext_network.exchange.touches.sources import NOTMUCH, read_events
from plaintext_network.exchange.touches.touch_memory import TouchMemory, digest, load_memory
from plaintext_network.exchange.touches.touch_options import TouchOptions
from plaintext_network.exchange.touches.touch_plan import ReadSource, TouchPlan
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plaintext_network.exchange.touches.source_event import Event
    from plaintext_network.vault.notebook import Notebook

    # Gets how many events were read, how many there are (None: nobody knows), and what pnet does.
    Progress = Callable[[int, int | None, str], None]

# How far back a source is read that was never read before.
FIRST_DAYS = 30
_STEP = 200


class UnreadSource(NamedTuple):
    """A source that can't be read, and the error that says why."""

    source: str
    error: PnetError


class ReadTouches(NamedTuple):
    """What a run proposes, and the sources that it could not read."""

    plan: TouchPlan
    unread: tuple[UnreadSource, ...] = ()


def plan_touches(
    notebook: Notebook,
    sources: Sequence[str],
    options: TouchOptions | None = None,
    *,
    memory: TouchMemory | None = None,
    progress: Progress | None = None,
) -> ReadTouches:
    """Read sources and propose interactions. A source is the path of a file or folder, or `notmuch:` and a query.

    Each is read from where the last run ended, and a new one from 30 days ago; `options.since` replaces both. Raises
    OwnAddressMissing if there is mail and nothing says who the user is, and the error of a source if none can be read.
    """
    memory = memory or load_memory(notebook.root)
    options = options or TouchOptions()
    own = own_identifiers(notebook, options.me)
    run = _Run(notebook, options._replace(me=own, until=notebook.today), memory, progress)
    events: Iterable[Event] = run.events(sources)
    if not OwnAddresses(own):
        events = _without_mail(list(events), options, sources)
    reads = run.reads(sources)
    first = min((read.since for read in reads), default="")
    plan = propose_touches(
        notebook,
        events,
        own,
        date.fromisoformat(first) if first else None,
        memory=memory,
    )
    unread = tuple(run.unread)
    if unread and len(unread) == len(sources):
        raise unread[0].error
    failed = {source_key(one.source) for one in unread}
    done = tuple(read for read in reads if read.key not in failed)
    return ReadTouches(plan._replace(sources=done), unread)


class _Run:
    """Reads the sources of one run."""

    def __init__(
        self, notebook: Notebook, options: TouchOptions, memory: TouchMemory, progress: Progress | None
    ) -> None:
        self._today, self._options, self._memory, self._progress = (
            notebook.today,
            options,
            memory,
            progress or (lambda *_: None),
        )
        self.unread: list[UnreadSource] = []

    def reads(self, sources: Iterable[str]) -> list[ReadSource]:
        """Return each source with the day from which it is read."""
        return [ReadSource(key := source_key(one), self._since(key).isoformat()) for one in sources]

    def events(self, sources: Iterable[str]) -> Iterator[Event]:
        """Yield the events of all sources. What can't be read at all is in `unread` afterwards."""
        number = 0
        for source in sources:
            options = self._options._replace(since=self._since(source_key(source)))
            try:
                for event in read_events(source, options):
                    if not number % _STEP:
                        self._progress(number, None, "reading messages and meetings")
                    number += 1
                    yield event
            except PnetError as error:
                self.unread.append(UnreadSource(source, error))
        self._progress(1, 1, "reading messages and meetings")

    def _since(self, key: str) -> date:
        return self._options.since or self._memory.since(key) or self._today - timedelta(FIRST_DAYS)


def source_key(source: str) -> str:
    """Return a digest of what a source is: its real path, or its query."""
    if source.startswith(NOTMUCH):
        return digest(source)
    return digest(os.path.realpath(os.path.expanduser(source)))


def _without_mail(events: list[Event], options: TouchOptions, sources: Sequence[str]) -> list[Event]:
    """Return the events if none is mail. Without the user's addresses, the direction of mail is unknown. Raises OwnAddressMissing."""
    found = [event for event in events if isinstance(event, SourceEvent)]
    counts = Counter(
        address for event in found for address in {who.address for who in event.people if "@" in who.address}
    )
    # The owner of a mailbox or calendar takes part in most of it, on one side or the other.
    likely = counts.most_common(1)[0][0] if counts else ""
    if any(event.channel == "email" for event in found):
        raise OwnAddressMissing(likely, sources)
    if likely:
        options.remark(
            f'to leave yourself out of meetings, add your own addresses to config.toml: me = ["{likely}"]'
        )
    return events
