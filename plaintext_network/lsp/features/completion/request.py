"""Holds one request for completion, and what several answers to it need: the note, its kind, the vault's rules. Offers nothing."""

from functools import cached_property
from itertools import chain

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.completion.places.front_place import front_end
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.lsp.positions import Position
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.properties import PropertyDefinition, own_identifiers, words_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.link_text import LinkStyle
from plaintext_network.network.index.value_counts import has_value, values_in_use
from plaintext_network.notes.header import UNREADABLE, ListValue, Scalar
from plaintext_network.notes.note import Note, parse
from plaintext_network.vault.edits.link_style import link_style
from plaintext_network.vault.edits.write_session import WriteSession


class Request:
    """What an editor asks: what fits at a position. `snippets` and `replaces` are what the editor can do: see `complete`."""

    def __init__(
        self,
        view: EditorView,
        document: Document,
        at: Position,
        *,
        explicit: bool,
        snippets: bool,
        replaces: bool,
    ) -> None:
        self.view, self.document = view, document
        self.lines = document.lines
        # Within the text, wherever the editor believes the cursor to be.
        self.cursor = self.lines.offset(at)
        self.at = self.lines.position(self.cursor)
        self.explicit, self.snippets, self.replaces = explicit, snippets, replaces

    @property
    def path(self) -> str:
        """The path of the note."""
        return self.document.path

    @property
    def text(self) -> str:
        """The note's text."""
        return self.document.text

    @cached_property
    def before(self) -> str:
        """The text of the cursor's line before the cursor."""
        return self.lines.line(self.at.line)[: self.at.column]

    @cached_property
    def after(self) -> str:
        """The text of the cursor's line after the cursor."""
        return self.lines.line(self.at.line)[self.at.column :]

    @cached_property
    def front_end(self) -> int | None:
        """The line that ends the front matter around the cursor; None if the cursor is in the body."""
        return front_end(self.lines, self.at)

    @cached_property
    def body_line(self) -> int:
        """The line on which the body begins."""
        if self.front_end is not None or self.lines.line(0).rstrip() != "---":
            return 0
        return self.lines.position(self.note.header.body_start).line

    @cached_property
    def index(self) -> Index:
        """The index of the vault with the texts of the open notes."""
        return self.view.notebook.index

    @cached_property
    def rules(self) -> Rules:
        """The settings about notes."""
        return self.view.notebook.settings.rules

    @cached_property
    def session(self) -> WriteSession:
        """What plans edits with the texts of the open notes."""
        return self.view.notebook.dry_run()

    @cached_property
    def style(self) -> LinkStyle:
        """How the vault writes links."""
        return link_style(self.view.notebook.root, self.rules.new)

    @cached_property
    def note(self) -> Note:
        """The parsed note; without the line at the cursor if its front matter can't be read with it, as while somebody types."""
        note = self.document.note
        if self.front_end is None or all(problem.code not in UNREADABLE for problem in note.problems):
            return note
        start = self.lines.starts[self.at.line]
        rest = self.text[start + len(self.lines.with_endings[self.at.line]) :]
        is_closed = self.lines.line(self.front_end).rstrip() in ("---", "...")
        closing = "" if is_closed else "---\n"
        without = parse((self.text[:start] + closing + rest).encode("utf-8", "surrogatepass"))
        return without if all(problem.code not in UNREADABLE for problem in without.problems) else note

    @cached_property
    def facts(self) -> Facts:
        """What pnet reads from the note."""
        return self.session.read(self.note, self.path)

    @property
    def kind(self) -> str:
        """The kind of the note."""
        return self.facts.kind

    @cached_property
    def definitions(self) -> dict[str, PropertyDefinition]:
        """The note's properties by the `property_key` of each of their names."""
        return own_identifiers(self.kind, self.rules)

    def typing(self, place: Place) -> str:
        """Return the whole text at a place, up to the end of what an item replaces."""
        return self.text[place.start : place.end].strip()

    def others_of_list(self, place: Place) -> list[str]:
        """Return the other items of the list that is being typed."""
        if self.front_end is None:
            return []
        values = [p.value for p in self.note.header.properties if p.name == place.property]
        items = [value.items for value in values if isinstance(value, ListValue)]
        texts = [item.text for item in chain(*items) if isinstance(item, Scalar)]
        if (typing := self.typing(place)) in texts:
            texts.remove(typing)
        return texts

    def in_use(self, name: str, place: Place) -> list[str]:
        """Return the values that notes have of a property, or tags, the most frequent first; without what is being typed."""
        counts = values_in_use(self.index.value_counts, name)
        if counts.get(typing := self.typing(place)) == 1 and has_value(self.facts, name, typing):
            del counts[typing]
        return sorted(counts, key=lambda text: (-counts[text], text))

    def definition(self, name: str) -> PropertyDefinition | None:
        """Return the property that has a name where the cursor is, None for one of the user's own."""
        key = property_key(name)
        found = self.definitions.get(key)
        if found is None and self.front_end is None:
            # A line of a Log or a journal has the properties of an interaction.
            found = words_of("interaction", self.rules).get(key)
        return found
