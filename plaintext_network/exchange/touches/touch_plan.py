"""Defines what a run of `pnet touches` proposes, before anything is written. Decides nothing itself."""

from __future__ import annotations

from plaintext_network.errors import joined
from plaintext_network.exchange.record import Origin
from plaintext_network.exchange.touches.source_event import RefusedEvent
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Answers to a proposal: log it, never propose it again, or propose it again the next time.
ACCEPT, DECLINE, LATER = ANSWERS = ("accept", "decline", "later")
# What happened to an event, where no reader skipped it. The first that applies to one of its people counts.
PROPOSED, NOTED, ANSWERED, UNCLEAR, UNKNOWN = ("proposed", "noted", "answered", "unclear", "unknown")
EARLIER, REPEATED, REFUSED = ("earlier", "repeated", "refused")
# Channels of messages: several on one day are one touch.
WRITTEN = ("email", "message")
# Channels of what people write. Others, and none, are of people who talked.
IN_WRITING = (*WRITTEN, "letter", "social")


class TouchPerson(NamedTuple):
    """A contact in a proposal: the name, and the path of the note."""

    name: str
    path: str


class Touch(NamedTuple):
    """One interaction to propose. `day` is ISO; `channel`, `direction` and `text` are as in `pnet log`, `text` often "".

    `events` is the number of events that it stands for. `places` are where they are,
    as `file:line`, at most three. `keys` identify the events and the day, as digests. `answer` is one of ANSWERS, or "".
    """

    day: str
    channel: str
    direction: str
    people: tuple[TouchPerson, ...]
    text: str = ""
    events: int = 1
    places: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    answer: str = ""

    @property
    def is_written(self) -> bool:
        """Whether it stands for messages, and not for a meeting or a call."""
        return self.channel in WRITTEN

    @property
    def names(self) -> str:
        """The names of its people as part of a sentence."""
        return joined([person.name for person in self.people])


class Stranger(NamedTuple):
    """Somebody whom the user writes to or meets, and whom no contact's note has.

    `written` and `received` count messages, and `met` meetings. `contact` is the one contact who has exactly that name, if
    there is one: the address may be theirs.
    """

    address: str
    name: str = ""
    written: int = 0
    received: int = 0
    met: int = 0
    contact: TouchPerson | None = None

    @property
    def events(self) -> int:
        """How many messages and meetings there are."""
        return self.written + self.received + self.met


class UnclearPerson(NamedTuple):
    """An address or a name that may be several contacts', or that is not one person's; in how many events it is, and the day of the newest."""

    shown: str
    candidates: tuple[TouchPerson, ...]
    events: int = 1
    day: str = ""


class ReadSource(NamedTuple):
    """A source that was read: a digest of what it is, and the first day that the next run has to read, in ISO 8601."""

    key: str
    since: str


class TouchPlan(NamedTuple):
    """What a run proposes: touches by people, then newest first. `counts` are events by outcome.

    `since` is the first day that was read, in ISO 8601, "" if there is no limit.
    """

    day: str
    since: str
    touches: tuple[Touch, ...]
    counts: Mapping[str, int] = {}
    strangers: tuple[Stranger, ...] = ()
    unclear: tuple[UnclearPerson, ...] = ()
    refused: tuple[RefusedEvent, ...] = ()
    sources: tuple[ReadSource, ...] = ()

    @property
    def events(self) -> int:
        """The number of events that were read."""
        return sum(self.counts.values())

    def groups(self) -> tuple[tuple[Touch, ...], ...]:
        """Return the touches by their people: those with the newest touch first, and in each group the newest first."""
        found: dict[tuple[TouchPerson, ...], list[Touch]] = {}
        for touch in sorted(self.touches, key=lambda one: one.day, reverse=True):
            found.setdefault(touch.people, []).append(touch)
        return tuple(map(tuple, found.values()))

    def of(self, answer: str) -> tuple[Touch, ...]:
        """Return the touches with an answer, "" for those without."""
        return tuple(touch for touch in self.touches if touch.answer == answer)

    def with_touches(self, touches: Sequence[Touch]) -> TouchPlan:
        """Return the plan with other touches."""
        return self._replace(touches=tuple(touches))


def place_of(origin: Origin) -> str:
    """Return where an event is, as `file:line`."""
    return f"{origin.file}:{origin.line}" if origin.line else origin.file
