"""Reads what a note says, as a sync compares it: all of its values, those that may leave, and its source blocks. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256

from plaintext_network.exchange.gate.gate import ExportedContact, one_line
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.sync.comparison.card_side import COMPARED
from plaintext_network.model.dates.calendar import YearlyDay
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.notes.inert_text import text_digest

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.model.note.facts import Facts
    from plaintext_network.network.people.person import Person
    from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession


class NoteSide:
    """One contact's note. `values` has all of its values, and `leaving` those that may leave the vault.

    `contact` is the contact as they may leave, and `uid` the property, "" without one.
    """

    def __init__(
        self, contact: ExportedContact, values: Mapping[str, Values], uid: str, status: str = ""
    ) -> None:
        self.contact, self.values, self.uid, self.status = contact, values, uid, status
        self.path, self.name = contact.path, next(iter(values.get("name", ())), contact.name)
        self.leaving: dict[str, Values] = {
            name: found for name in COMPARED if (found := contact.properties.get(name, ()))
        }
        if photo := contact.photo:
            self.leaving["photo"] = (photo.digest,)

    def with_uid(self, uid: str) -> NoteSide:
        """Return the note with another UID for the contact, which it doesn't have as a property yet."""
        properties = {**self.contact.properties, "uid": (uid,)}
        return NoteSide(self.contact._replace(uid=uid, properties=properties), self.values, "", self.status)

    @property
    def names(self) -> Values:
        """All names of the contact in the note: the name, the file's, and other names."""
        return (self.name, stem_of(self.path), *self.values.get("aliases", ()))

    @cached_property
    def notes(self) -> dict[str, str]:
        """The quoted texts that may leave, by digest."""
        return {text_digest(text): text for text in self.contact.notes}

    @cached_property
    def digest(self) -> str:
        """The digest of all that a sync reads of the note."""
        said = repr(
            (
                sorted(self.values.items()),
                sorted(self.leaving.items()),
                self.uid,
                self.contact.uid,
                self.contact.lines,
                self.contact.notes,
            )
        )
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def person_values(person: Person) -> dict[str, Values]:
    """Return all that a contact's note says of what a sync compares."""
    values = person.values
    birthday = YearlyDay(*values.birthday).text if values.birthday else ""
    return _compared(values.name, values.aliases, dict(values.properties), birthday)


def fact_values(facts: Facts) -> dict[str, Values]:
    """Return the same for a note that is not in the index."""
    birthday = facts.contact.birthday if facts.contact else None
    return _compared(facts.name, facts.aliases, dict(facts.properties), birthday.text if birthday else "")


def _compared(
    name: str, aliases: Values, properties: Mapping[str, Values], birthday: str
) -> dict[str, Values]:
    known = {**properties, "name": (name,), "aliases": aliases, "birthday": (birthday,) if birthday else ()}
    known["tags"] = tuple(tag.lstrip("#") for tag in known.get("tags", ()))
    found = {}
    for each in COMPARED:
        if values := tuple(filter(None, map(one_line, known.get(each, ())))):
            found[each] = values
    return found


class NoteDraft:
    """A note that is read only if something may change in it."""

    def __init__(self, session: WriteSession, path: str) -> None:
        self._session, self._path = session, path

    @cached_property
    def edit(self) -> NoteEdit:
        """The note. Raises EditRefused or NoteNotFound."""
        return self._session.draft(self._path)
