"""Reports what was read or shared about a topic: by whom, who gave it to you, and to whom you passed it on.

What one page, note or title is about counts for each time it was mentioned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from plaintext_network.model.language.normalize import fold, name_key, stem_of
from plaintext_network.model.note.facts import Facts, Reading, Ref
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.topics.looks import Look, is_new, seen_key
from plaintext_network.network.reports.topics.reading_groups import Key, ReadingGroups
from plaintext_network.network.reports.topics.things_to_read import (
    HOWS,
    ReadingItem,
    Sharing,
    mention_key,
    sharing_in,
)
from plaintext_network.notes.web_links import address_key


class ReadingList:
    """Everything to read that the notes mention and that may be shown, grouped by what it is."""

    def __init__(self, view: SuggestionView, groups: ReadingGroups | None = None) -> None:
        self._view = view
        self._groups = groups or ReadingGroups(view)

    def since(self, day: date) -> ReadingList:
        """Return the list of what was mentioned on a day or later."""
        mentions = self._groups.mentions
        notes = [key[1] for key in mentions if key[0] == "note"]
        later = {
            ("note", note)
            for note, _, _ in self._view.interactions_linking(notes, lambda _, one: one.day >= day)
        }
        recent = {
            key
            for key, found in mentions.items()
            if key in later or any(one.day is not None and one.day >= day for _, one in found)
        }
        return ReadingList(self._view, self._groups.limited_to(recent))

    def about(self, is_about_it: Callable[[str], bool], since: Look | None = None) -> list[ReadingItem]:
        """Return what is about a topic, the latest first, and what has no day last, by title. Nobody is named yet: see `named`."""
        view = self._view
        about = {
            key: [each for each in mentions if self._is_about(each[1], is_about_it)]
            for key, mentions in self._groups.mentions.items()
        }
        view.fetch_interactions_in(path for each in about.values() for path, one in each if one.number >= 0)
        matching = [
            key
            for key, mentions in about.items()
            if self._is_note_about(key, is_about_it) or any(self._may_tell(*each) for each in mentions)
        ]
        view.fetch_interactions_in(
            path for key in matching for path, one in self._groups.mentions[key] if one.number >= 0
        )
        by_line = self._lines_about(matching, is_about_it)
        found = [
            shared
            for key in dict.fromkeys((*matching, *by_line))
            if (shared := self._item(key, by_line.get(key, []), since)) is not None
        ]
        return sorted(
            found,
            key=lambda one: (
                -(one.day or date.min).toordinal(),
                fold(one.title or one.address or ""),
                one.source,
            ),
        )

    def _is_note_about(self, key: Key, is_about_it: Callable[[str], bool]) -> bool:
        facts = self._groups.notes.get(key[1]) if key[0] == "note" else None
        return facts is not None and any(
            is_about_it(text) and self._view.may_quote(text) for text in _subjects(facts)
        )

    def _is_about(self, one: Reading, is_about_it: Callable[[str], bool]) -> bool:
        return any(is_about_it(text) and self._view.may_quote(text) for text in one.about)

    def _may_tell(self, path: str, one: Reading) -> bool:
        return one.number < 0 or one.number in self._view.told_in(path, (one.number,))

    def named(self, items: Iterable[ReadingItem]) -> tuple[ReadingItem, ...]:
        """Return these with the names of the people, whose notes are read at once."""
        view, items = self._view, tuple(items)
        view.fetch_notes(path for item in items for one in item.shared for path in one.paths)
        return tuple(
            item._replace(
                shared=tuple(
                    one._replace(names=tuple(view.name_of(path) for path in one.paths)) for one in item.shared
                )
            )
            for item in items
        )

    def _lines_about(
        self, matching: Iterable[Key], is_about_it: Callable[[str], bool]
    ) -> dict[Key, list[tuple[str, DatedInteraction, Ref]]]:
        """Return the interactions that link a note to read: any if the note is about the topic, else those about it."""
        about = {key[1] for key in matching if key[0] == "note"}
        notes = {key[1] for key in self._groups.mentions if key[0] == "note"}

        def wanted(note: str, one: DatedInteraction) -> bool:
            return note in about or any(map(is_about_it, (*(text for text, _ in one.topics), one.summary)))

        found: dict[Key, list[tuple[str, DatedInteraction, Ref]]] = {}
        for note, one, ref in self._view.interactions_linking(sorted(notes), wanted):
            found.setdefault(("note", note), []).append((note, one, ref))
        return found

    def _item(
        self,
        key: Key,
        linking: Iterable[tuple[str, DatedInteraction, Ref]],
        since: Look | None,
    ) -> ReadingItem | None:
        view, mentions = self._view, self._groups.mentions.get(key, [])
        sharings: list[Sharing] = []
        seen: set[tuple[str, int]] = set()
        shown: list[tuple[str, Reading]] = []
        for path, one in mentions:
            if one.how == "note":
                shown.append((path, one))
            elif (sharing := self._sharing(path, one)) is not None:
                sharings.append(sharing)
                shown.append((path, one))
                seen.add((path, one.number))
        for _, told, ref in linking:
            if (told.path, told.number) not in seen:
                seen.add((told.path, told.number))
                sharings.append(sharing_in(told, "link", ref.line))
        received = {one.paths for one in sharings if one.how == "got"}
        # The note says who gave it, and an interaction when.
        sharings = [one for one in sharings if one.how != "from" or one.paths not in received]
        if not shown and not sharings:
            return None
        title, address = self._named(key, shown)
        note = key[1] if key[0] == "note" else None
        what = note or address or title or ""
        sharings = [
            one._replace(new=is_new(since, one.day, mention_key(what, one)))
            for one in sorted(
                set(sharings), key=lambda one: (one.day or date.min, HOWS.index(one.how), one.source)
            )
        ]
        own = next((one for _, one in shown if one.how == "note"), None)
        days = [one.day for one in sharings if one.day]
        day = max(days) if days else own.day if own else None
        if day and day > view.today:
            day = None
        where = next((f"{path}:{one.line}" for path, one in shown), sharings[0].source if sharings else "")
        is_own_new = not sharings and is_new(since, day, seen_key((what,)))
        new = is_own_new or any(one.new for one in sharings)
        return ReadingItem(title, address, note, day, tuple(sharings), f"{note}:1" if note else where, new)

    def _named(self, key: Key, shown: Iterable[tuple[str, Reading]]) -> tuple[str | None, str | None]:
        """Return the title and the address: those of its note, else the first ones that are noted."""
        named = [one for _, one in shown]
        named.sort(key=lambda one: one.how != "note")
        title = next((one.text for one in named if one.text), None)
        if title is None and key[0] == "note":
            facts = self._groups.notes.get(key[1])
            title = facts.name if facts else stem_of(key[1])
        if title is None:
            title = next((stem_of(one.target.target) for one in named if one.target), None)
        return title, next((one.address for one in named if one.address), None)

    def _sharing(self, path: str, one: Reading) -> Sharing | None:
        """Return a mention as it may be shown; None for one that may not be, or that is of the future."""
        view = self._view
        if one.number >= 0:
            told = view.told_in(path, (one.number,)).get(one.number)
            texts = (one.text, one.address)
            if told is None or not all(view.may_quote(text, None, told.source) for text in texts if text):
                return None
            return sharing_in(told, one.how, one.line)
        if one.day and one.day > view.today:
            return None
        people = view.contacts_named(one.people, path)
        if one.how in ("author", "from") and not people:
            return None
        if one.how == "read" and not people:
            if view.names_hidden(one.people, path):
                return None
            # In a contact's own note, it is the contact who read it.
            people = (path,) if view.kind_of(path) == "contact" else ()
        return Sharing(one.how, one.day, (), people, f"{path}:{one.line}")

    # One thing to read

    def note_titled(self, title: str) -> str | None:
        """Return the note about something to read with this title; None if there is none."""
        kind, path = self._groups.titles.get(name_key(title), ("", ""))
        return path if kind == "note" else None

    def find(self, *, address: str = "", note: str | None = None) -> ReadingItem | None:
        """Return something to read by its address or its note, whatever it is about; None if no note mentions it."""
        key: Key = ("note", note) if note else ("page", address_key(address))
        if address and not note:
            key = self._groups.owners.get(key[1], key)
        linking = self._view.interactions_linking((key[1],), lambda _, __: True) if key[0] == "note" else ()
        item = self._item(key, linking, None)
        return self.named((item,))[0] if item else None


def _subjects(facts: Facts) -> Iterator[str]:
    """Yield the texts that say what a plain note is about: its topics, tags and name."""
    for name, texts in (*facts.properties, *facts.other):
        if name.lower() in ("topics", "topic"):
            yield from texts
    yield from facts.tags
    yield facts.name
