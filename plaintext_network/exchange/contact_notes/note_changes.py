"""Plans what an import writes in one note: properties, the source block, quoted texts, files, entries and promises. Writes nothing.

Each plan is proved: the note's facts afterwards are those before, and the change. What a stranger wrote adds no fact of its own.
"""

from collections.abc import Mapping
from functools import partial

from plaintext_network.errors import EditRefused
from plaintext_network.exchange.cards.attachments import file_of_line
from plaintext_network.exchange.cards.to_record import ORDER
from plaintext_network.exchange.contact_notes.inert_proof import WishedFacts, prove_inert
from plaintext_network.exchange.contact_notes.note_attachments import AttachmentFolder, with_paths
from plaintext_network.exchange.contact_notes.note_entries import write_entries, write_promises
from plaintext_network.exchange.contact_notes.note_text import with_block, with_quote, with_replaced_quote
from plaintext_network.exchange.contact_notes.source_block import SourceBlock, find_blocks
from plaintext_network.exchange.contact_notes.source_names import shown_source
from plaintext_network.exchange.record import Attachment, DatedEntry, SourcePromise
from plaintext_network.exchange.vcard.content_line import ContentLine, line_text
from plaintext_network.exchange.vcard.values import escape
from plaintext_network.model.edits.page_properties import property_editor
from plaintext_network.model.edits.parse_value import parse_value
from plaintext_network.model.edits.set_property import find_property
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.edit_front import add_properties
from plaintext_network.notes.inert_text import quoted, text_digest
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText
from plaintext_network.vault.edits.add_contact import NewNotes
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession, value_context
from plaintext_network.vault.transaction.record import FileStep

Values = tuple[str, ...]


class NoteChange(NamedTuple):
    """What an import changes in one note.

    Names of properties that pnet doesn't know are the user's own. `set` gives properties exactly these values, none to remove one; `add` and `remove` change lists. With `former`, the
    organization until now goes to `former`. `notes` are texts to quote, unless they were before; `title` says what they are from, if it is not the block's source.
    `replaced_notes` are texts by the digest of the quoted one that each replaces.
    `attachments` are by the names that the values and the block's lines use for them. `kind` is that of a new note.
    """

    set: Mapping[str, Values] = {}
    add: Mapping[str, Values] = {}
    remove: Mapping[str, Values] = {}
    former: bool = False
    block: SourceBlock | None = None
    notes: Values = ()
    replaced_notes: Mapping[str, str] = {}
    title: str = ""
    attachments: Mapping[str, Attachment] = {}
    entries: tuple[DatedEntry, ...] = ()
    promises: tuple[SourcePromise, ...] = ()
    kind: str = "contact"


def plan_new_note(
    session: WriteSession, name: str, change: NoteChange, *, folder: str | None = None
) -> tuple[FileStep, ...]:
    """Plan a new note; the first step has its path. A folder counts more than the settings.

    Raises NameInvalid, ValueInvalid, PropertyUnknown or EditRefused.
    """
    plans = _plans_of(session)
    begun = plans.new_notes(change.kind, folder).begin(" ".join(name.split()))
    draft, name = begun
    return _NotePlan(plans, draft, change, name).steps()


def plan_note_change(session: WriteSession, path: str, change: NoteChange) -> tuple[FileStep, ...]:
    """Plan the change of a note that the vault has; the first step is the note's, unless nothing changes.

    Raises NoteNotFound, ValueInvalid, PropertyUnknown or EditRefused.
    """
    return _NotePlan(_plans_of(session), session.draft(path), change, None).steps()


class _SharedPlans:
    """What all plans of one session share."""

    def __init__(self, session: WriteSession) -> None:
        self.files = AttachmentFolder(session)
        self._new: dict[tuple[str, str | None], NewNotes] = {}
        # By folder and property, the name that a new note has for it.
        self.names: dict[tuple[str, str, str], str] = {}

    def new_notes(self, kind: str, folder: str | None) -> NewNotes:
        key = kind, folder
        if key not in self._new:
            self._new[key] = NewNotes(self.files.session, kind, folder=folder)
        return self._new[key]


def _plans_of(session: WriteSession) -> _SharedPlans:
    plans = session.shared.get("imports")
    if not isinstance(plans, _SharedPlans):
        plans = session.shared["imports"] = _SharedPlans(session)
    return plans


class _NotePlan:
    """One note and its change. `name` is that of a new note, None for one that the vault has."""

    def __init__(self, plans: _SharedPlans, draft: NoteEdit, change: NoteChange, name: str | None) -> None:
        self.plans, self.session, self.draft = plans, plans.files.session, draft
        self.change, self.name = change, name
        self.rules = self.session.rules
        self.before = draft.facts
        self.before_content = draft.content
        draft.keeps_unknown_names = True
        self.written: dict[str, Values] = {}
        self.blocks = list(find_blocks(draft.note.source.text))
        self.old = self._own_block()

    def steps(self) -> tuple[FileStep, ...]:
        files = self._place_files()
        if self.name is None:
            self._change_properties()
        else:
            self._new_properties()
        entries, promises = (
            write_entries(self.draft, self.change.entries, self.rules, self.session.today),
            write_promises(self.draft, self.change.promises, self.rules),
        )
        self._write_notes_and_block()
        after = self.draft.facts
        if self.name is not None and (after.kind, after.name) != (self.change.kind, self.name):
            raise EditRefused(f"a note there would not be read as “{self.name}”", self.draft.path)
        prove_inert(self.before, after, WishedFacts(self.written, entries, promises))
        step = self.draft.step()
        if self.name is not None:
            step = step._replace(before=None)
        steps = (step, *files)
        return tuple(one for one in steps if one.before != one.after)

    def _own_block(self) -> SourceBlock | None:
        new = self.change.block
        if new is None:
            return None
        own = [placed.block for placed in self.blocks if placed.block.source == new.source]
        same = [block for block in own if block.id == new.id]
        return same[0] if same else None

    # Files

    def _place_files(self) -> tuple[FileStep, ...]:
        """Give files their paths, and put these into the photo's value and the block's lines."""
        if not self.change.attachments:
            return ()
        files, path = self.plans.files, self.draft.path
        photo = self.before.contact.photo if self.before.contact else None
        lines = [line for placed in self.blocks for line in placed.block.lines]
        named = (photo or "", *filter(None, map(file_of_line, lines)))
        block = self.change.block
        used = {file_of_line(line) for line in block.lines} if block else set()
        used |= {value for values in self.change.set.values() for value in values}
        needed = {name: file for name, file in self.change.attachments.items() if name in used}
        placed = files.place(path, needed, files.known(path, named) if self.name is None else None)
        if block:
            block = block._replace(lines=tuple(with_paths(line, placed.paths) for line in block.lines))
        changed = dict(self.change.set)
        if (given := changed.get("photo")) and given[0] in placed.paths:
            new = placed.paths[given[0]]
            if photo and files.find(photo, path) == new:
                del changed["photo"]
            else:
                changed["photo"] = (files.link(new, path),)
        self.change = self.change._replace(set=changed, block=block)
        return placed.steps

    # Properties

    def _new_properties(self) -> None:
        """Write the properties of a new note, all that its template lacks in one step."""
        draft = self.draft
        given = {**self.change.set, **self.change.add}
        names = [name for name in (*ORDER, *given) if given.get(name)]
        editor = property_editor(draft.note, draft.facts, self.rules)
        is_page = type(editor).__name__ == "PagePropertyEditor" or self.session.is_logseq(draft.path)
        new: list[tuple[str, list[YamlText], bool]] = []
        later: list[str] = []
        for name in dict.fromkeys(names):
            row = find_property(name, draft.facts.kind, self.rules, any_name=True)
            if is_page or editor.written_names(name) or row is None:
                later.append(name)
                continue
            context = value_context(draft)
            values = [parse_value(row, value, context) for value in given[name]]
            new.append((self._name_for(name), values, row.many))
            self.written[name] = tuple(value.text for value in values)
        if self.name is not None and self._needs_name(draft):
            new.insert(0, (self._name_for("name"), [YamlText(self.name)], False))
        draft.edit(lambda note, _: add_properties(note, new, indent=draft.list_indent))
        for name in later:
            self._add_or_set(name, given[name])
        if self.name is not None and draft.facts.name != self.name:
            draft.set("name", self.name)
        self.written["name"] = draft.facts.texts("name")

    def _needs_name(self, draft: NoteEdit) -> bool:
        return (
            draft.facts.name != self.name
            and not draft.facts.texts("name")
            and not self.session.is_logseq(draft.path)
        )

    def _name_for(self, name: str) -> str:
        """Return the name that a new note has for a property: the vault's own, if others have it."""
        draft = self.draft
        key = draft.path.rpartition("/")[0], draft.facts.kind, name
        if key not in self.plans.names:
            kind = draft.facts.kind
            editor = property_editor(
                draft.note, draft.facts, self.rules, lambda: self.session.property_names(draft.path, kind)
            )
            self.plans.names[key] = editor.name_for(name)
        return self.plans.names[key]

    def _add_or_set(self, name: str, values: Values) -> None:
        row = find_property(name, self.draft.facts.kind, self.rules, any_name=True)
        if row is not None and row.many:
            values = self._without_commas(values)
        (self.draft.add if row is not None and row.many else self.draft.set)(name, *values, any_name=True)
        self.written[name] = self.draft.values(name)

    def _without_commas(self, values: Values) -> Values:
        """Return the values of a list; in a Logseq page, where commas separate them, with semicolons in place of these."""
        is_page = self.session.is_logseq(self.draft.path) and not self.draft.note.header.body_start
        return tuple(value.replace(",", ";") for value in values) if is_page else values

    def _change_properties(self) -> None:
        """Change the properties in the order in which a careful person writes them."""
        change = self.change
        names = (*ORDER, *change.remove, *change.set, *change.add)
        for name in dict.fromkeys(names):
            self._remove(name, change.remove.get(name, ()))
            if name in change.set:
                self._set(name, change.set[name], former=change.former and name == "organization")
            if values := change.add.get(name):
                self.draft.add(name, *self._without_commas(values), any_name=True)
                self.written[name] = self.draft.values(name)

    def _remove(self, name: str, values: Values) -> None:
        """Remove the values that a list still has."""
        present = set(self.draft.values(name)) if values else set()
        if wanted := [value for value in values if value in present]:
            self.draft.remove(name, *wanted, any_name=True)
            self.written[name] = self.draft.values(name)

    def _set(self, name: str, values: Values, *, former: bool) -> None:
        if values:
            self.draft.set(name, *values, any_name=True, former=former)
        else:
            self.draft.unset(name, former=former)
        self.written[name] = self.draft.values(name)
        if former:
            self.written["former"] = self.draft.values("former")

    # The body

    def _write_notes_and_block(self) -> None:
        block = self.change.block
        title = self.change.title or shown_source(block.source if block else "")
        known = set(self.old.notes if self.old else ())
        new = [
            text
            for text in dict.fromkeys(self.change.notes)
            if text.strip() and text_digest(text) not in known
        ]
        for old, text in self.change.replaced_notes.items():
            if not self._replace_quote(old, text):
                new.append(text)
        if block:
            digests = (*(self.old.notes if self.old else block.notes), *map(text_digest, new))
            block = block._replace(notes=tuple(dict.fromkeys(digests)))
        for text in self._write_quotes(new, title):
            if block is None:
                raise EditRefused("a quoted text would be read as more than text", self.draft.path)
            # Where a quotation would be read as more, it is safe as code.
            raw = line_text(ContentLine("NOTE", escape(text)))
            block = block._replace(lines=(*block.lines, raw))
        if block is not None and block != self.old:
            is_page = self.session.is_logseq(self.draft.path)
            self.draft.edit(lambda note, _: with_block(note, block, self.old, is_page=is_page))

    def _replace_quote(self, old: str, text: str) -> bool:
        """Put a text in place of a quoted one, and return whether that worked."""
        before = self.draft.note

        def replaced(note: Note, facts: Facts) -> Note:
            after = with_replaced_quote(note, old, text)
            prove_inert(facts, self.session.read(after, self.draft.path), WishedFacts({}))
            return after

        try:
            self.draft.edit(replaced)
        except EditRefused:
            return False
        return self.draft.note is not before

    def _write_quotes(self, texts: list[str], source: str) -> list[str]:
        """Quote texts in one block, else those that can be quoted; return the others."""
        for group in ([texts], [[text] for text in texts]) if texts else ():
            left = []
            for each in group:
                try:
                    self.draft.edit(partial(self._quoted, quoted(each, source)))
                except EditRefused:
                    left += each
            if len(group) > 1 or not left or len(texts) == 1:
                return left
        return []

    def _quoted(self, quote: str, note: Note, facts: Facts) -> Note:
        path = self.draft.path
        after = with_quote(note, quote, self.rules, is_page=self.session.is_logseq(path))
        prove_inert(facts, self.session.read(after, path), WishedFacts({}))
        return after
