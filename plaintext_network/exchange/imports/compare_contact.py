"""Compares one record with the contact's note that it belongs to, and returns what changes. Writes nothing, and asks nobody."""

from collections.abc import Iterator

from plaintext_network.exchange.contact_notes.note_attachments import AttachmentFolder
from plaintext_network.exchange.contact_notes.source_block import SourceBlock
from plaintext_network.exchange.imports.base import (
    SeenRecord,
    entry_key,
    line_key,
    photo_digest,
    record_line_key,
)
from plaintext_network.exchange.imports.merge_values import (
    Merged,
    PropertyChange,
    Values,
    add_lines,
    is_respelled,
    is_same_value,
    merge_lines,
    merge_list,
    merge_single,
)
from plaintext_network.exchange.imports.plan import ContactChange, Question
from plaintext_network.exchange.record import Attachment, DatedEntry, Record, SourcePromise
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.inert_text import quotes_in, text_digest
from plaintext_network.vault.edits.write_session import NoteEdit

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T", DatedEntry, SourcePromise)

# A record of which nothing was ever seen: all of it is new.
NEVER_SEEN = SeenRecord("", "", "")
# Properties that are compared in ways of their own, or that nobody compares.
_OWN_WAY = frozenset(("name", "photo", "type"))


class Comparison(NamedTuple):
    """What a record changes in a note, and what only the user can decide."""

    change: ContactChange
    questions: tuple[Question, ...]


def compare_contact(
    draft: NoteEdit,
    record: Record,
    block: SourceBlock | None,
    seen: SeenRecord | None,
    rules: Rules,
    files: AttachmentFolder,
    *,
    is_other: bool = False,
) -> Comparison:
    """Return what a record changes in a contact's note. `files` finds the files of raw lines.

    `seen` is what the source said before: NEVER_SEEN for a record that is new to the note, None if it is not known. With
    `is_other`, the block is of another file, and the record's raw lines are added to it.
    """
    return _Comparer(draft, record, block, seen, rules, files, is_other=is_other).compared()


class _Comparer:
    def __init__(
        self,
        draft: NoteEdit,
        record: Record,
        block: SourceBlock | None,
        seen: SeenRecord | None,
        rules: Rules,
        files: AttachmentFolder,
        *,
        is_other: bool,
    ) -> None:
        self._files, self._is_other = files, is_other
        self._draft, self._record, self._block, self._seen = draft, record, block, seen
        self._words = words_of(draft.facts.kind if draft.facts.kind != "plain" else "contact", rules)
        self._synonyms = Synonyms.of(rules.profile.synonyms)

    def compared(self) -> Comparison:
        record, seen = self._record, self._seen
        changes: list[PropertyChange] = []
        questions: list[Question] = []
        for merged in (*self._name(), *self._properties(), *self._photo()):
            if merged.change:
                changes.append(merged.change)
            if merged.difference:
                questions.append(Question(*merged.difference))
        changes, questions = _with_job(changes, questions)
        questions += self._proposed()
        ours = self._block.lines if self._block else ()
        their_key = record_line_key(record)
        unclear: Values = ()
        if self._is_other:
            before = seen.lines if seen else frozenset()
            lines = add_lines(ours, record.rest, lambda line: their_key(line) in before)
        else:
            lines, unclear = merge_lines(
                ours, None if seen is None else seen.lines, record.rest, self._our_key, their_key
            )
        if unclear:
            questions.append(Question("vcard", ours, unclear))
        notes = self._new_notes()
        if notes and seen is None:
            questions.append(Question("notes", (), notes))
            notes = ()
        entries = tuple(self._new_entries(record.entries))
        promises = tuple(self._new_entries(record.promises))
        if seen is None and (entries or promises):
            questions.append(Question("log", (), (*map(log_text, entries), *map(log_text, promises))))
            entries = promises = ()
        change = ContactChange(
            tuple(changes), lines, notes, entries, promises, tuple(self._former(changes))
        )._replace(has_new_lines=lines != ours)
        return Comparison(change, tuple(questions))

    def _ours(self, name: str) -> Values:
        return tuple(value for value in self._draft.values(name) if value.strip())

    def _properties(self) -> Iterator[Merged]:
        values, seen = self._record.values, self._seen
        for name in dict.fromkeys((*values, *(seen.values if seen else ()))):
            if name in _OWN_WAY:
                continue
            row = self._words.get(name)
            ours, theirs = self._ours(name), values.get(name, ())
            base = None if seen is None else seen.values.get(name, ())
            if row.many if row else max(map(len, (ours, theirs, base or ()))) > 1:
                yield merge_list(name, ours, base, theirs)
            else:
                yield merge_single(name, ours, base, theirs, self._synonyms)

    def _name(self) -> Iterator[Merged]:
        """Yield what to do about the name: an existing contact keeps it, and another spelling becomes an alias."""
        facts, name = self._draft.facts, self._record.name
        known = (facts.name, facts.stem, *facts.aliases)
        if not name or any(is_same_value("name", name, other) for other in known):
            return
        if self._seen is NEVER_SEEN:
            if not _is_part(name, facts.name):
                yield Merged(PropertyChange("aliases", facts.aliases, (name,)))
        elif self._seen is not None and not is_same_value("name", name, self._seen.name):
            if is_same_value("name", self._seen.name, facts.name):
                yield Merged(PropertyChange("name", (facts.name,), (name,), (facts.name,)))
                yield Merged(PropertyChange("aliases", facts.aliases, (facts.name,)))
            else:
                yield merge_single("name", (facts.name,), (self._seen.name,), (name,), self._synonyms)

    def _photo(self) -> Iterator[Merged]:
        """Yield what to do about the photo: it fills an empty property, or replaces the one that the source gave."""
        theirs, ours = photo_digest(self._record), self._ours("photo")
        if not theirs or self._seen is None:
            return
        before = self._seen.values.get("photo", ())
        if theirs != before and tuple(map(self._digest_of, ours)) == before:
            yield Merged(PropertyChange("photo", ours, self._record.values["photo"], ours))

    def _our_key(self, line: str) -> str:
        return line_key(line, self._digest_of)

    def _digest_of(self, path: str) -> str:
        """Return the digest of a file of the vault, or its path if it can't be read."""
        found = self._files.find(visible_text(path), self._draft.path)
        content = self._files.read(found) if found else None
        return path if content is None else Attachment("", content).digest

    def _proposed(self) -> Iterator[Question]:
        answered = self._seen.answered if self._seen else frozenset()
        for name, theirs in self._record.proposed.items():
            ours = self._ours(name)
            new = tuple(one for one in theirs if not any(is_same_value(name, one, our) for our in ours))
            if new and name not in answered:
                yield Question(name, ours, new, is_proposed=True)

    def _new_notes(self) -> Values:
        known = {*(self._seen.notes if self._seen else ()), *(self._block.notes if self._block else ())}
        quoted = {text_digest(text) for _, text in quotes_in(self._draft.note.source.text)}
        return tuple(note for note in self._record.notes if text_digest(note) not in known | quoted)

    def _new_entries(self, entries: "tuple[T, ...]") -> "Iterator[T]":
        known = self._seen.entries if self._seen else frozenset()
        facts = self._draft.facts
        noted = {(str(one.day or ""), name_key(one.summary)) for one in facts.interactions}
        tasks = {name_key(task.text) for task in facts.tasks}
        for entry in entries:
            text = name_key(entry.text)
            is_noted = (entry.day, text) in noted if isinstance(entry, DatedEntry) else text in tasks
            if entry_key(entry) not in known and not is_noted:
                yield entry

    def _former(self, changes: list[PropertyChange]) -> Iterator[str]:
        """Yield the organization that the contact has left, unless the new one is only another spelling."""
        former = self._ours("former")
        for change in changes:
            if change.property == "organization" and change.remove:
                left, new = change.remove[0], change.add[0] if change.add else ""
                is_known = any(is_respelled("organization", left, one, self._synonyms) for one in former)
                if not is_known and not is_respelled("organization", left, new, self._synonyms):
                    yield left


def _with_job(
    changes: list[PropertyChange], questions: list[Question]
) -> tuple[list[PropertyChange], list[Question]]:
    """Ask about a new role if it is open whether its organization counts: it is a role there."""
    role = next((change for change in changes if change.property == "role"), None)
    if role is None or not any(question.property == "organization" for question in questions):
        return changes, questions
    kept = [change for change in changes if change is not role]
    return kept, [*questions, Question("role", role.old, role.add)]


def log_text(one: DatedEntry | SourcePromise) -> str:
    """Return an interaction or a promise as a question shows it."""
    return f"{one.day} {one.text}".strip()


def _is_part(name: str, whole: str) -> bool:
    """Return whether every word of a name is one of a longer name."""
    return set(name_key(name).split()) <= set(name_key(whole).split())
