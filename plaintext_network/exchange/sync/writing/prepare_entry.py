"""Makes what a sync writes to the vault for one person, and what to remember of them afterwards. Writes nothing."""

from __future__ import annotations

from plaintext_network.errors import EditRefused
from plaintext_network.exchange.contact_notes.note_changes import plan_new_note, plan_note_change
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.sync.comparison.card_side import LISTS, content_digest
from plaintext_network.exchange.sync.comparison.compare_values import has
from plaintext_network.exchange.sync.comparison.note_side import fact_values
from plaintext_network.exchange.sync.sync_base import SyncedPerson
from plaintext_network.exchange.sync.sync_plan import ADD, ARCHIVE, TRASH, SyncEntry
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.inert_text import quotes_in, text_digest
from plaintext_network.notes.source import decode
from plaintext_network.vault.edits.archive_contact import plan_archive
from plaintext_network.vault.edits.trash import trash_step
from plaintext_network.vault.transaction.record import FileStep

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from plaintext_network.model.note.facts import Facts
    from plaintext_network.vault.edits.write_session import WriteSession


class PreparedEntry(NamedTuple):
    """The entry with what to remember of it, and the steps of the vault, the note's first; none if the vault stays."""

    entry: SyncEntry
    steps: tuple[FileStep, ...] = ()


def prepare_entry(session: WriteSession, entry: SyncEntry) -> PreparedEntry:
    """Return what a sync writes to the vault for one person, and the entry with `path` and `after` as they are then.

    Pass a `BulkSession`, and let it `take` the steps before the next person. Raises EditRefused, NoteNotFound or another PnetError
    if the note has changed since it was planned, or can't be written: then leave the person out of this sync, the card too.
    """
    if entry.state == "card gone" and entry.answer in (ARCHIVE, TRASH):
        return PreparedEntry(entry, _removed(session, entry))
    change = entry.change
    if change is None or entry.asks:
        return PreparedEntry(entry)
    if not entry.path:
        steps = plan_new_note(session, entry.name, change) if entry.answer == ADD else ()
        if not steps:
            return PreparedEntry(entry)
        after = entry.after._replace(path=steps[0].path) if entry.after else None
        entry = entry._replace(path=steps[0].path)
        before: dict[str, Values] = {}
    else:
        content = session.content(entry.path)
        if entry.note and content_digest(content) != entry.note:
            raise EditRefused("it has changed since the sync was planned; run it again", entry.path)
        before = fact_values(session.draft(entry.path).facts)
        steps = plan_note_change(session, entry.path, change)
        after = entry.after
    note = next((step for step in steps if step.path == entry.path and step.after is not None), None)
    if after is None or note is None or note.after is None:
        return PreparedEntry(entry, steps)
    facts = _facts(session, note.path, note.after)
    after = _with_texts(_with_note(after, before, fact_values(facts)), decode(note.after)[0].text)
    return PreparedEntry(entry._replace(after=after), steps)


def _facts(session: WriteSession, path: str, content: bytes) -> Facts:
    return session.read(parse_for_edit(content), path)


def _with_note(after: SyncedPerson, before: Mapping[str, Values], now: Mapping[str, Values]) -> SyncedPerson:
    """Return what to remember with what the note says now: what it said before and is private is not among it."""
    known = dict(after.note_values)
    for name, values in now.items():
        if name in after.conflicts:
            continue
        old, planned = before.get(name, ()), known.get(name, ())
        if name in LISTS:
            known[name] = tuple(
                value for value in values if has(name, planned, value) or not has(name, old, value)
            )
        elif values != old:
            known[name] = values
    for name in before:
        if name not in now and name not in after.conflicts:
            known.pop(name, None)
    return after._replace(note_values={name: values for name, values in known.items() if values})


def _with_texts(after: SyncedPerson, text: str) -> SyncedPerson:
    """Return what to remember with the card's texts that the note quotes now."""
    quoted = {text_digest(quote) for _, quote in quotes_in(text)}
    found = quoted & {*after.notes, *after.note_values.get("notes", ())}
    others = {name: values for name, values in after.note_values.items() if name != "notes"}
    return after._replace(note_values={**others, "notes": tuple(sorted(found))} if found else others)


def _removed(session: WriteSession, entry: SyncEntry) -> tuple[FileStep, ...]:
    """Return the steps that archive a contact or move the note to the trash."""
    if entry.note and content_digest(session.content(entry.path)) != entry.note:
        raise EditRefused("it has changed since the sync was planned; run it again", entry.path)
    if entry.answer == TRASH:
        return (trash_step(session, entry.path, session.content(entry.path)),)
    return plan_archive(session, entry.path).steps
