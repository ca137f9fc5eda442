"""Defines what an import would do, record by record, before anything is written. Decides nothing itself."""

from collections.abc import Sequence

from plaintext_network.exchange.imports.merge_values import PropertyChange, Values
from plaintext_network.exchange.record import DatedEntry, Origin, Record, SourcePromise
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.matching import Evidence, MatchCandidate

OUTCOMES = ("added", "changed", "same", "asked", "skipped", "refused")

# Answers to the question who a person is; any other answer is a contact's name or path.
ADD, SKIP = "add", "skip"
# Answers to the question which value counts.
OURS, THEIRS = "ours", "theirs"

# The reason of a record that the user doesn't want.
LEFT_OUT = "you left them out"
# The reason of a record whose questions an earlier import has asked already.
ASKED_BEFORE = "asked before"


class Question(NamedTuple):
    """What only the user can decide about a contact: the values of the note, and those of the source.

    `property` is a property's name, or `vcard` for raw lines and `notes` for texts. With `is_proposed`, the source suggests a
    property that needs a yes, such as `status: deceased`. `answer` is `ours`, `theirs` or "".
    """

    property: str
    ours: Values
    theirs: Values
    is_proposed: bool = False
    answer: str = ""


class ContactChange(NamedTuple):
    """What changes in one contact's note. `lines` are the raw lines that its block has afterwards.

    `notes`, `entries` and `promises` are those to add. `former` are organizations to keep in `former`. `apart` are paths of
    contacts who are somebody else.
    """

    properties: tuple[PropertyChange, ...] = ()
    lines: Values = ()
    notes: Values = ()
    entries: tuple[DatedEntry, ...] = ()
    promises: tuple[SourcePromise, ...] = ()
    former: Values = ()
    apart: Values = ()
    # Whether the raw lines differ from those of the note.
    has_new_lines: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes but the block's first line."""
        return self == ContactChange(lines=self.lines)

    def of(self, name: str) -> PropertyChange | None:
        """Return the change of a property."""
        return next((change for change in self.properties if change.property == name), None)


class PlannedRecord(NamedTuple):
    """What happens to one record: its outcome, its place in the file, and why.

    `path` is the note of the contact it belongs to, "" for a new one; `contact` is that contact's name. `note` is the digest of
    the note's text when this was planned. `block` is the digest in the note's block, "" without one. `candidates` are
    contacts it may belong to: then `answer` says which, or `add` or `skip`. With `is_other`, the note has what another file of the
    same kind says of the contact: this one only adds to it.
    """

    outcome: str
    origin: Origin
    name: str
    reason: str = ""
    record: Record | None = None
    path: str = ""
    contact: str = ""
    note: str = ""
    block: str = ""
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[MatchCandidate, ...] = ()
    change: ContactChange = ContactChange()
    questions: tuple[Question, ...] = ()
    answer: str = ""
    is_other: bool = False

    @property
    def asks_who(self) -> bool:
        """Whether it is open which contact it belongs to."""
        return self.outcome == "asked" and not self.path

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions without an answer."""
        return tuple(question for question in self.questions if not question.answer)

    @property
    def has_job_question(self) -> bool:
        """Whether organization and role are open, which one answer decides: a role belongs to its organization."""
        return {"organization", "role"} <= {one.property for one in self.open_questions}


class GonePerson(NamedTuple):
    """A contact who was in the source and no longer is."""

    id: str
    path: str
    contact: str


class InputFile(NamedTuple):
    """The file that a plan was made from: an absolute path, "" for standard input, and its SHA-256 in hexadecimal digits."""

    path: str
    digest: str


class Plan(NamedTuple):
    """An import before it is carried out: one planned record for each record of the source, in its order.

    `kind` is the kind of the file, and `title` what messages call the source. `day` is ISO. `tags`, `circles` and `folder`
    are for new contacts. `archive` are the notes of people who are gone, to archive. `twice` counts new contacts who share an
    address with another record of the same file.
    """

    source: str
    kind: str
    title: str
    day: str
    records: tuple[PlannedRecord, ...]
    gone: tuple[GonePerson, ...] = ()
    archive: Values = ()
    tags: Values = ()
    circles: Values = ()
    folder: str = ""
    input: InputFile = InputFile("", "")
    remarks: Values = ()
    twice: int = 0

    def counts(self) -> dict[str, int]:
        """Return the number of records with each outcome; the sum is the number of records."""
        found = dict.fromkeys(OUTCOMES, 0)
        for planned in self.records:
            found[planned.outcome] += 1
        return found

    def of(self, outcome: str) -> tuple[PlannedRecord, ...]:
        """Return the records with one outcome, in order."""
        return tuple(planned for planned in self.records if planned.outcome == outcome)

    @property
    def question_count(self) -> int:
        """The number of questions without an answer."""
        return sum(
            (planned.asks_who and not planned.answer) + len(planned.open_questions) - planned.has_job_question
            for planned in self.records
        )

    def replace_records(self, records: Sequence[PlannedRecord]) -> "Plan":
        """Return the plan with other records."""
        return self._replace(records=tuple(records))
