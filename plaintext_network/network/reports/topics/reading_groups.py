"""Groups the mentions of what to read by what it is: a note, an address or a title. Knows no topic."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from copy import copy

from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.note.facts import Facts, Reading, Ref
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.notes.web_links import address_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

# The kind and the text by which two mentions of one thing to read are equal: its note, its address or its title.
Key: TypeAlias = "tuple[str, str]"
# A bare title is the label of a link only if it is longer than `here` or `the notes`.
_TELLING_WORDS = 2


class ReadingGroups:
    """Every mention of something to read that may be shown, with its note's path, by what it is.

    `notes` are those that are linked as something to read, and don't say so. `titles` has the key of each title, and `owners`
    the key of the note that is about an address.
    """

    def __init__(self, view: SuggestionView) -> None:
        self._view = view
        self.mentions: dict[Key, list[tuple[str, Reading]]] = {}
        self.notes: dict[str, Facts] = {}
        self.titles: dict[str, Key] = {}
        # An address that a note is about is that note.
        self.owners: dict[str, Key] = {}
        everything = [
            (path, one)
            for path, one in view.readings()
            if all(
                view.may_quote(text, None, f"{path}:{one.line}") for text in (one.text, one.address) if text
            )
        ]
        # Leave out what only somebody who may not be named gave you.
        secret = {
            (path, one.line)
            for path, one in everything
            if one.how == "from" and not one.is_note and view.names_hidden(one.people, path)
        }
        everything = [(path, one) for path, one in everything if (path, one.line) not in secret]
        for path, one in everything:
            if one.how == "note":
                key = ("note", path)
                if one.address:
                    self.owners.setdefault(address_key(one.address), key)
                for title in (one.text, stem_of(path)):
                    self.titles.setdefault(name_key(title), key)
        linked = self._linked_notes(everything)
        bare: list[tuple[str, Reading]] = []
        for path, one in everything:
            if known := self._key(path, one, linked):
                self.mentions.setdefault(known, []).append((path, one))
            elif one.target is None and one.text:
                bare.append((path, one))
        for path, one in bare:
            # A title alone may be that of a note or a page.
            title = name_key(one.text)
            self.mentions.setdefault(self.titles.get(title, ("title", title)), []).append((path, one))

    def _linked_notes(self, everything: Iterable[tuple[str, Reading]]) -> dict[tuple[str, Ref], str]:
        """Return the notes that are linked as something to read, and read those that aren't about something to read."""
        linked = {
            (path, one.target): note
            for path, one in everything
            if one.target is not None and (note := self._view.note_linked(one.target, path)) is not None
        }
        plain = {note for note in linked.values() if self._view.kind_of(note) == "plain"}
        known = {key[1] for key in self.titles.values()}
        others = sorted(plain - known)
        self._view.fetch_notes(others)
        for note in others:
            if (facts := self._view.note(note)) and self._view.may_quote(facts.name):
                self.notes[note] = facts
                self.titles.setdefault(name_key(facts.name), ("note", note))
        return {each: note for each, note in linked.items() if note in plain}

    def _key(self, path: str, one: Reading, linked: Mapping[tuple[str, Ref], str]) -> Key | None:
        if one.is_note:
            key: Key = ("note", path)
            return self.owners.get(address_key(one.address), key) if one.address else key
        if one.target is not None:
            if note := linked.get((path, one.target)):
                return "note", note
            # A link to a note that doesn't exist is a title; a link to a person is nothing to read.
            title = stem_of(one.target.target)
            is_title = one.how == "read" and self._view.note_linked(one.target, path) is None
            return ("title", name_key(title)) if is_title and self._view.may_quote(title) else None
        if one.address:
            page = address_key(one.address)
            key = self.owners.get(page, ("page", page))
            if len(one.text.split()) >= _TELLING_WORDS:
                self.titles.setdefault(name_key(one.text), key)
            return key
        return None

    def limited_to(self, keys: Container[Key]) -> ReadingGroups:
        """Return the groups with these keys."""
        limited = copy(self)
        limited.mentions = {key: mentions for key, mentions in self.mentions.items() if key in keys}
        return limited
