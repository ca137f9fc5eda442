"""Defines what every input is converted to: source cards as a reader finds them, and records as notes would contain them."""

from collections.abc import Mapping

from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.named_tuples import NamedTuple


class Origin(NamedTuple):
    """Where a record is in the input: the file's name (with the member of a zip), the number of the record, its first line. Both start at 1."""

    file: str
    number: int
    line: int


class DatedEntry(NamedTuple):
    """An interaction that a source records: an ISO day, a channel, a direction, and one line of text."""

    day: str
    text: str
    channel: str = ""
    direction: str = "both"


class SourcePromise(NamedTuple):
    """A task that a source records: one line of text, an ISO day or "", and whether it is done."""

    text: str
    day: str = ""
    done: bool = False


class SourceCard(NamedTuple):
    """One person as a reader finds them. Readers of other formats than vCard build the card of the row's values.

    `id` is the source's own id, "" if it has none. `properties` are values under pnet's names that no vCard line expresses,
    such as a cadence. `notes` are texts for the body, beside the card's own NOTE.
    """

    card: Card
    origin: Origin
    id: str = ""
    properties: Mapping[str, tuple[str, ...]] = {}
    entries: tuple[DatedEntry, ...] = ()
    promises: tuple[SourcePromise, ...] = ()
    notes: tuple[str, ...] = ()
    # What wrote it, as people call it, where the kind of the file doesn't say.
    program: str = ""


class RefusedRecord(NamedTuple):
    """A record that can't be read, and why, as a sentence without a full stop."""

    origin: Origin
    reason: str
    name: str = ""


class SkippedRecord(NamedTuple):
    """A record that is deliberately no contact, such as a list of people, and why."""

    origin: Origin
    reason: str
    name: str = ""


class Attachment(NamedTuple):
    """A value too long for a note, which becomes a file: its media type, such as `image/jpeg`, and its bytes."""

    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of its bytes."""
        # Late: few imports have attachments.
        from hashlib import sha256

        return sha256(self.content).hexdigest()[:16]


class Record(NamedTuple):
    """One person of a source, in pnet's terms. Two equal records have the same `digest`.

    `values` map the names of properties to values as a note would contain them. `rest` are the card's lines that no property
    expresses, as text. `attachments` are by the names that `rest` and `values["photo"]` use for them.
    """

    source: str
    id: str
    origin: Origin
    name: str
    values: Mapping[str, tuple[str, ...]]
    rest: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    entries: tuple[DatedEntry, ...] = ()
    promises: tuple[SourcePromise, ...] = ()
    attachments: Mapping[str, Attachment] = {}
    # Properties that need a yes: `status: deceased` of DEATHDATE, `private: true` of CLASS, `knows` of RELATED.
    proposed: Mapping[str, tuple[str, ...]] = {}
    digest: str = ""
    # The kind of the note: contact, or organization for a company's card.
    kind: str = "contact"
    # What wrote it, as people call it, such as iPhone; "" if nobody knows, or if the source's name says it.
    program: str = ""


class UnchangedRecord(NamedTuple):
    """A record of which the vault already has everything, by its source's id, or without one by its digest."""

    origin: Origin
    id: str
    digest: str
