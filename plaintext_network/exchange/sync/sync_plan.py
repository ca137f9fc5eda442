"""Defines what a sync would do, person by person, before anything is written. Decides nothing itself."""

from collections.abc import Mapping

from plaintext_network.exchange.contact_notes.note_changes import NoteChange
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.sync.sync_base import SyncedPerson
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.matching import MatchCandidate

# States of a person: in both and equal or changed; only in one; gone from one; not to be sent any more;
# or left alone, since the card or the note can't be read or changed.
STATES = (
    "same",
    "changed",
    "new card",
    "new contact",
    "card gone",
    "contact gone",
    "withheld",
    "unreadable",
    "skipped",
)
# States of people who have a card, or get one.
SENT = ("same", "changed", "new contact")
# Why somebody is withheld whom the query of the settings doesn't match.
NO_MATCH = "the query `who` doesn't match them"
HAD_CARD = "they had one before"
# Answers: which side counts, whether to add somebody, and what to do with somebody who is gone from one side.
# For a new card, any other answer is the name or path of the contact whose card it is.
VAULT, FOLDER = "vault", "folder"
ADD, SKIP, KEEP, ARCHIVE, TRASH, DELETE = "add", "skip", "keep", "archive", "trash", "delete"
# By state, the answers that a person has.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "new card": (ADD, SKIP),
    "new contact": (ADD, KEEP),
    "card gone": (KEEP, ARCHIVE, TRASH),
    "contact gone": (DELETE, KEEP),
    "withheld": (DELETE, KEEP),
}


class Conflict(NamedTuple):
    """A property that both sides changed: the values when they were last in sync (None if not known), and those of each side.

    `answer` is VAULT, FOLDER, or "" if open.
    """

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

    `path` is the note, and `file` the card; "" if it does not exist yet, but a new card has its file's name. `to_vault` and
    `to_folder` list the changes of each side. With `asks`, an answer is open, and nothing happens until then. `candidates` are
    the contacts to whom a new card may belong. `answer` comes from the user or the settings.

    `change` is the note's change, None for nothing. `note` is the digest of the note's bytes at planning, "" for a new note.
    `card` is the card's new content: None keeps it, and b"" removes it. `before` is the content that it replaces, None for a new
    file. `after` is what to remember after writing, None for nobody; `prepare_entry` completes it, and its fingerprint is still
    that of the old file. `previous` is what is remembered now.
    """

    state: str
    name: str
    uid: str
    path: str = ""
    file: str = ""
    to_vault: tuple[SyncedChange, ...] = ()
    to_folder: tuple[SyncedChange, ...] = ()
    change: NoteChange | None = None
    note: str = ""
    before: bytes | None = None
    card: bytes | None = None
    conflicts: tuple[Conflict, ...] = ()
    after: SyncedPerson | None = None
    reason: str = ""
    answer: str = ""
    asks: bool = False
    candidates: tuple[MatchCandidate, ...] = ()
    previous: SyncedPerson | None = None

    @property
    def key(self) -> str:
        """What identifies the entry among those of its plan, and in answers: the card's file, else the note's path."""
        return self.file or self.path

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts without an answer."""
        return tuple(one for one in self.conflicts if not one.answer)

    @property
    def writes_vault(self) -> bool:
        """Whether a note changes, is added, archived or moved to the trash."""
        return self.change is not None or (self.state == "card gone" and self.answer in (ARCHIVE, TRASH))

    @property
    def writes_folder(self) -> bool:
        """Whether a card is written or removed."""
        return self.card is not None


class SyncAnswers(NamedTuple):
    """The user's answers: about people, by the entry's key, and about conflicts, by key and property."""

    people: Mapping[str, str] = {}
    values: Mapping[tuple[str, str], str] = {}


NO_ANSWERS = SyncAnswers()


class SyncPlan(NamedTuple):
    """A sync before it is carried out. `name` is that of the `[sync.NAME]` table, and `folder` the real path of the folder.

    `refusal` says why nothing may be written, or no card removed, and what to do; "" if all is well. `rules` is the digest of the
    settings by which the notes were read.
    """

    name: str
    folder: str
    entries: tuple[SyncEntry, ...]
    refusal: str = ""
    rules: str = ""

    def of(self, state: str) -> tuple[SyncEntry, ...]:
        """Return the entries with one state, in order."""
        return tuple(entry for entry in self.entries if entry.state == state)

    @property
    def matches_nobody(self) -> bool:
        """Whether the query of the settings withholds everybody who has a card."""
        is_withheld = any(entry.reason == NO_MATCH for entry in self.of("withheld"))
        return is_withheld and not any(entry.state in SENT for entry in self.entries)

    @property
    def conflict_count(self) -> int:
        """How many conflicts are open."""
        return sum(len(entry.open_conflicts) for entry in self.entries)

    @property
    def question_count(self) -> int:
        """How many people need an answer."""
        return sum(entry.asks for entry in self.entries)
