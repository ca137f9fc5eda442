"""Defines what a sync would do, person by person, before anything is written. Decides nothing itself."""

from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.imports.plan import PlannedRecord
from plaintext_network.exchange.sync.sync_base import SyncedPerson
from plaintext_network.named_tuples import NamedTuple

# What is the case with a person: in both and equal or changed; only in one; gone from one; or not to be sent any more.
STATES = ("same", "changed", "new card", "new contact", "card gone", "contact gone", "withheld", "unreadable")
# Answers: which side counts, whether to add somebody, and what to do with somebody who is gone from one side.
VAULT, FOLDER = "vault", "folder"
ADD, SKIP, KEEP, ARCHIVE, TRASH, DELETE = "add", "skip", "keep", "archive", "trash", "delete"


class Conflict(NamedTuple):
    """A property that both sides changed: the values when they were last in step (None if not known), and those of each side."""

    property: str
    base: Values | None
    vault: Values
    folder: Values
    answer: str = ""


class SyncedChange(NamedTuple):
    """A property that changes on one side, for people to read: the values before and after."""

    property: str
    before: Values
    after: Values


class SyncEntry(NamedTuple):
    """What a sync does about one person.

    `path` is the note, and `file` the card; "" for what does not exist yet. `record` is what changes in the note, as for an import. `to_vault`
    and `to_folder` list the changes of each side. `card` is the card's new content, None if it stays; b"" removes it. `before` is the content
    that it replaces, None for a new file. `after` is what to remember once all is written. `answer` is the user's, or "" if open:
    then nothing happens to what is asked.
    """

    state: str
    name: str
    uid: str
    path: str = ""
    file: str = ""
    to_vault: tuple[SyncedChange, ...] = ()
    to_folder: tuple[SyncedChange, ...] = ()
    record: PlannedRecord | None = None
    before: bytes | None = None
    card: bytes | None = None
    conflicts: tuple[Conflict, ...] = ()
    after: SyncedPerson | None = None
    reason: str = ""
    answer: str = ""


class SyncPlan(NamedTuple):
    """A sync before it is carried out. `name` is that of the `[sync.NAME]` table, and `folder` the real path of the folder.

    `refusal` says why nothing may be written, or no card removed, and what to do; "" if all is well.
    """

    name: str
    folder: str
    entries: tuple[SyncEntry, ...]
    refusal: str = ""

    def of(self, state: str) -> tuple[SyncEntry, ...]:
        """Return the entries with one state, in order."""
        return tuple(entry for entry in self.entries if entry.state == state)
