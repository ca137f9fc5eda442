"""Holds a vault's write lock while edits are planned, and applies their operations.

Between `Notebook.write_session()` and its end, no other pnet writes to the vault. Every operation is planned from files read in
that time, and none is applied if one of them has changed since.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial

from plaintext_network.errors import AmbiguousName, EditRefused, NoteNotFound
from plaintext_network.model.edits.file_names import file_stem, free_stem
from plaintext_network.model.edits.page_properties import property_editor
from plaintext_network.model.edits.parse_value import ValueContext, parse_value
from plaintext_network.model.edits.set_property import PropertyEditor, find_property
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.kinds.folder_notes import folders_around
from plaintext_network.model.note.page_names import is_page
from plaintext_network.model.note.properties import PropertyDefinition
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.link_text import LinkStyle, link_to
from plaintext_network.network.index.names import is_in_folder_of_another
from plaintext_network.network.index.reference_link import linked_note
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.links import links_in
from plaintext_network.notes.note import Note
from plaintext_network.problems import Problem
from plaintext_network.vault.config.logseq_graph import graph_of
from plaintext_network.vault.edits.link_style import link_style
from plaintext_network.vault.edits.notes_alike import notes_alike
from plaintext_network.vault.files import read_file
from plaintext_network.vault.files.ignore import is_left_out
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.transaction.record import FileStep, Operation


class WriteSession:
    """A vault locked for writing. Its methods and the functions of this package plan operations, and `perform` applies one."""

    def __init__(
        self,
        root: str,
        today: date,
        rules: Rules,
        index: Callable[[], Index],
        find: Callable[[str], str],
        perform: Callable[[Operation], tuple[str, ...]],
        unread: Callable[[], tuple[Problem, ...]] = tuple,
    ) -> None:
        self.root, self.today, self.rules = root, today, rules
        self._index, self._find = index, find
        self._perform, self._unread = perform, unread
        # By path, the bytes of notes that differ from the file on disk; None if there is none.
        self._made: dict[str, bytes | None] = {}
        # What several plans of the session share, by the name of who plans.
        self.shared: dict[str, object] = {}
        # Notices from the start of the session, to return with the first operation.
        self.settled: str | None = None

    @property
    def index(self) -> Index:
        """Return the index as of the start of the session."""
        return self._index()

    @property
    def unread(self) -> tuple[Problem, ...]:
        """Return the files and folders that couldn't be read, whose content is unknown here."""
        return self._unread()

    def perform(self, operation: Operation) -> tuple[str, ...]:
        """Apply an operation; return the notices for the user. Raises ChangedOnDisk, FileAlreadyExists or WriteFailed."""
        settled, self.settled = self.settled, None
        told = (settled,) if settled else ()
        return (*told, *self._perform(operation), *operation.warnings, *operation.notices)

    def after(self, operation: Operation) -> "WriteSession":
        """Return a session in which an operation's notes exist already, to plan the operation that follows it."""
        made = {step.path: step.after for step in operation.steps if step.after is not None}
        index = self.index.replace(
            {path: self.read(parse_for_edit(text), path) for path, text in made.items()}
        )
        desk = WriteSession(
            self.root, self.today, self.rules, lambda: index, self._find, self._perform, self._unread
        )
        desk._made = {**self._made, **made}
        return desk

    def _lay_over(self, texts: Mapping[str, bytes | None]) -> None:
        """Plan from these bytes instead of the files at these paths; None for a file that doesn't exist."""
        self._made = {**self._made, **texts}

    def read(self, note: Note, path: str) -> Facts:
        """Return the facts of a note as the vault would read it at this path."""
        among = bool(folders_around(path, self.rules)) and is_in_folder_of_another(
            path, self.index.names, self.rules
        )
        return read_facts(note, path, self.rules, in_folder_of_another=among)

    def draft(self, path: str) -> "NoteEdit":
        """Return a note to edit. Raises EditRefused if it must not be edited, NoteNotFound if it is missing."""
        content = self.content(path)
        try:
            note = parse_for_edit(content)
        except EditRefused as refused:
            raise EditRefused(refused.reason, path) from None
        return NoteEdit(self, path, content, note)

    def content(self, path: str) -> bytes:
        """Return a note's bytes as of now. Raises EditRefused if they can't be read, NoteNotFound if the note is gone."""
        if path in self._made:
            made = self._made[path]
            if made is None:
                raise NoteNotFound(path)
            return made
        try:
            return read_file.read_whole(self.root, path)
        except FileNotFoundError:
            raise NoteNotFound(path) from None
        except read_file.NotRead as refused:
            raise EditRefused(refused.problem.message, path) from None

    def link(
        self, path: str, source: str, *, people: bool = True, body: bool = False, label: str = ""
    ) -> str:
        """Return the link from one note to another, in the form the vault uses.

        With `body`, it may be a Markdown link; in properties, Obsidian shows only `[[…]]` as links.
        """
        style = self._link_style if body else self._link_style._replace(markdown=False)
        return link_to(
            self.index.names, self.index.notes[path], source, people=people, style=style, label=label
        )

    @cached_property
    def _link_style(self) -> LinkStyle:
        return link_style(self.root, self.rules.new)

    def in_vault_form(self, text: str, source: str, *, body: bool) -> str:
        """Return a text that is one plain `[[…]]` in the form the vault uses for links; any other text as it is."""
        if self._link_style == LinkStyle() or not text.startswith("[["):
            return text
        link = next(links_in(text), None)
        if link is None or link.span != (0, len(text)) or text != f"[[{link.target}]]":
            return text
        path = self.index.names.resolve(Ref(link.target, 1, 1, 0), "", people=False).path
        return text if path is None else self.link(path, source, people=False, body=body)

    def person_link(self, name: str, source: str) -> str:
        """Return the link to the one contact that a name matches. Raises ContactNotFound or AmbiguousName."""
        return self.link(self._find(name), source)

    def new_path(self, folder: str, title: str) -> str:
        """Return a free path for a note with this title. Raises NameInvalid."""
        taken = (stem_of(name) for name in self.names_in(folder) if is_note(name))
        stem = free_stem(file_stem(title), taken)
        path = f"{folder}/{stem}.md" if folder else f"{stem}.md"
        self.check_path(path)
        return path

    def check_path(self, path: str) -> None:
        """Refuse a path that pnet wouldn't read as a note: hidden, or matched by `ignore`."""
        if is_left_out(path, self.rules.ignore):
            raise EditRefused(
                "no note is read there: it is hidden, or left out by `ignore` in pnet.toml", path
            )

    def is_logseq(self, path: str) -> bool:
        """Return whether a note is a page of a Logseq graph."""
        return is_page(path) and graph_of(self.root, path) is not None

    def names_in(self, folder: str) -> list[str]:
        """Return the names in a folder of the vault; empty if it is missing."""
        here = {
            path.rpartition("/")[2]: made
            for path, made in self._made.items()
            if path.rpartition("/")[0] == folder
        }
        made = [name for name, text in here.items() if text is not None]
        try:
            there = os.listdir(os.path.join(self.root, *folder.split("/")) if folder else self.root)
        except (OSError, ValueError):
            # A name with a zero byte in it is no path.
            return made
        return [*(name for name in there if here.get(name, b"") is not None), *made]

    def property_names(self, path: str, kind: str) -> list[str]:
        """Return the property names of a few notes of a kind, those in the same folder first."""
        alike = notes_alike(self.index.names, self.content, path, kind)
        return [p.name for note in alike for p in note.header.properties]


class NoteEdit:
    """One note in edit. Each change is verified at once, and nothing is written before the operation is applied."""

    def __init__(self, desk: WriteSession, path: str, content: bytes, note: Note) -> None:
        self._desk = desk
        self.path, self.content = path, content
        self._take(note)
        self.notices: list[str] = []
        # Whether a name that no one contact has stays text in a property of people, as imported names may.
        self.keeps_unknown_names = False
        # As for `set_values`: how a note without a list begins one.
        self.list_indent: str | None = None

    @property
    def name(self) -> str:
        """Return the note's name."""
        return self.facts.name

    def value(self, name: str) -> str:
        """Return a property's value as text, or empty text."""
        return ", ".join(self.values(name))

    def values(self, name: str) -> tuple[str, ...]:
        """Return a property's values as they are written."""
        return property_editor(self.note, self.facts, self._desk.rules).values(name)

    def set(self, name: str, *values: str, any_name: bool = False, former: bool = False) -> "NoteEdit":
        """Set a property to exactly these values; for a single value, the words may come separately.

        With `former`, the organization until now is added to the property `former`. Raises EditRefused for other properties.
        """
        row = find_property(name, self.facts.kind, self._desk.rules, any_name=any_name)
        if row is not None and not row.many:
            values = (" ".join(values),)
        before = self.values(name)
        if former:
            self._check_former(row)
        self._wish(
            lambda w: w.set(name, [parse_value(row, value, self._value_context()) for value in values])
        )
        if former:
            self._keep_as_former(before)
        return self

    def add(self, name: str, *values: str, any_name: bool = False) -> "NoteEdit":
        """Add a value to a list."""
        row = find_property(name, self.facts.kind, self._desk.rules, any_name=any_name)
        return self._wish(
            lambda w: w.add(name, [parse_value(row, value, self._value_context()) for value in values])
        )

    def remove(self, name: str, *values: str, any_name: bool = False) -> "NoteEdit":
        """Remove a value from a list or property."""
        row = find_property(name, self.facts.kind, self._desk.rules, any_name=any_name)
        if row is not None and row.type == "people":
            values = tuple(map(self._as_linked, values))
        return self._wish(lambda w: w.remove(name, values))

    def unset(self, name: str, *, any_name: bool = False, former: bool = False) -> "NoteEdit":
        """Remove a property. With `former`, as for `set`."""
        row = find_property(
            name, self.facts.kind, self._desk.rules, any_name=any_name or bool(self.value(name))
        )
        before = self.values(name)
        if former:
            self._check_former(row)
        self._wish(lambda w: w.unset(name))
        if former:
            self._keep_as_former(before)
        if row is not None and self.value(name):
            other = ", ".join(property_editor(self.note, self.facts, self._desk.rules).written_names(name))
            self.notices.append(f"{self.path} says it as {other}, too, which stays")
        return self

    def _keep_as_former(self, organizations: Sequence[str]) -> None:
        """Add organizations to the property `former`, except those that are still the contact's."""
        # Late: most edits keep nothing.
        from plaintext_network.model.language.equivalence import Synonyms
        from plaintext_network.model.language.same_value import is_same_organization
        from plaintext_network.model.note.values.visible_text import visible_text

        synonyms = Synonyms.of(self._desk.rules.profile.synonyms)
        now = [visible_text(value) for value in self.values("organization")]
        old = [
            value
            for value in organizations
            if not any(is_same_organization(visible_text(value), one, synonyms) for one in now)
        ]
        if old:
            self.add("former", *old)

    def _check_former(self, row: PropertyDefinition | None) -> None:
        if row is None or row.name != "organization" or self.facts.contact is None:
            raise EditRefused(
                "only a contact's organization can be kept in `former`; leave out --former", self.path
            )

    def edit(self, change: Callable[[Note, Facts], Note]) -> None:
        """Apply another change, which verifies itself."""
        try:
            self._take(change(self.note, self.facts))
        except EditRefused as refused:
            raise EditRefused(refused.reason, self.path) from None

    def step(self) -> FileStep:
        """Return the change of the file."""
        return FileStep(self.path, self.content, self.note.as_bytes)

    def operation(self, what: str) -> Operation:
        """Return the operation for the vault."""
        return operation(what, [self.step()], self.notices)

    def _wish(self, wish: Callable[[PropertyEditor], Note]) -> "NoteEdit":
        beside = partial(self._desk.property_names, self.path, self.facts.kind)
        in_graph = self._desk.is_logseq(self.path)

        def edited(note: Note, facts: Facts) -> Note:
            editor = property_editor(note, facts, self._desk.rules, beside, in_graph=in_graph)
            editor.list_indent = self.list_indent
            return wish(editor)

        self.edit(edited)
        return self

    def _take(self, note: Note) -> None:
        self.note = note
        self.facts = self._desk.read(note, self.path)

    def _as_linked(self, name: str) -> str:
        """Return a person as a link, so that part of a name works; a name that matches nobody stays as it is."""
        try:
            return name if name.startswith("[") else self._desk.person_link(name, self.path)
        except (NoteNotFound, AmbiguousName):
            return name

    def _person_link(self, name: str) -> str:
        return self._desk.person_link(name, self.path)

    def _value_context(self) -> ValueContext:
        return ValueContext(
            self._desk.today,
            self._as_linked if self.keeps_unknown_names else self._person_link,
            self.facts.kind,
            self._as_reference,
        )

    def _as_reference(self, name: str, text: str) -> str:
        """Return a property's text as a link if it names a note and the vault links such notes there."""
        path = linked_note(self._desk.index, name, text, self.path)
        try:
            return text if path is None else self._desk.link(path, self.path, people=False)
        except EditRefused:
            # A note that no link can lead to is named all the same.
            return text


def value_context(draft: NoteEdit) -> ValueContext:
    """Return what parsing a value for a note needs."""
    return draft._value_context()


def operation(
    what: str, steps: Iterable[FileStep], notices: Iterable[str] = (), warnings: Iterable[str] = ()
) -> Operation:
    """Return an operation with the steps that change something; `what` fits on one line."""
    kept = tuple(s for s in steps if s.moved_from is not None or s.before != s.after)
    return Operation(" ".join(what.split()), kept, notices=tuple(notices), warnings=tuple(warnings))
