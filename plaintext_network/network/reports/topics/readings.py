"""Reports what was read or shared about a topic: by whom, who gave it to you, and to whom you passed it on.

What one page, note or title is about counts for each time it was mentioned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from plaintext_network.model.language.normalize import fold, name_key, stem_of
from plaintext_network.model.note.facts import Facts, Reading, Ref
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.topics.looks import Look, is_new, seen_key
from plaintext_network.notes.web_links import address_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

# What may have happened to something to read, the order of one day's.
HOWS = ("author", "from", "got", "read", "mentioned", "gave")
# The kind and the text by which two mentions of one thing to read are equal: its note, its address or its title.
Key: TypeAlias = "tuple[str, str]"
# A bare title is the label of a link only if it is longer than `here` or `the notes`.
_TELLING_WORDS = 2


class Sharing(NamedTuple):
    """One mention of something to read: `how` is one of HOWS, and `names` and `paths` are those of the people.

    Nobody is named where you read it alone, or where those who gave it may not be named. `day` is None if it is unknown.
    """

    how: str
    day: date | None
    names: tuple[str, ...]
    paths: tuple[str, ...]
    source: str
    new: bool = False

    @property
    def says(self) -> str:
        """Return it as part of a sentence."""
        who = " and ".join(filter(None, (", ".join(self.names[:-1]), *self.names[-1:])))
        day = f" on {self.day}" if self.day else ""
        if self.how == "read":
            return f"{who or 'you'} read it{day}"
        if self.how == "author":
            return f"by {who}"
        if self.how == "gave":
            return f"passed on{f' to {who}' if who else ''}{day}"
        if self.how == "mentioned":
            return f"came up{f' with {who}' if who else ''}{day}"
        return f"from {who}{day}" if who else f"shared with you{day}"


class Shared(NamedTuple):
    """Something to read: its title, its address and its note's path, each None if unknown, and what happened to it.

    `day` is the last day of `shared`, which is in order, or else the note's. `source` is where the notes name it first.
    """

    title: str | None
    address: str | None
    note: str | None
    day: date | None
    shared: tuple[Sharing, ...]
    source: str
    new: bool = False

    def seen_on(self, day: date) -> Iterator[int]:
        """Yield what a look on a day recognizes of that day; see `seen_key`."""
        what = self.note or self.address or self.title or ""
        yield from (_mention_key(what, one) for one in self.shared if one.day == day)
        if not self.shared and self.day == day:
            yield seen_key((what,))

    @property
    def says(self) -> str:
        """Return its title with its address."""
        return ", ".join(part for part in (self.title, self.address) if part)

    @property
    def happened(self) -> tuple[str, ...]:
        """What happened to it, each as part of a sentence; what happened to several people on a day is one."""
        groups: dict[tuple[str, date | None, bool], list[Sharing]] = {}
        for one in self.shared:
            groups.setdefault((one.how, one.day, bool(one.names)), []).append(one)
        return tuple(
            some[0]._replace(names=tuple(dict.fromkeys(name for one in some for name in one.names))).says
            for some in groups.values()
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """The `path:line` of each mention."""
        return tuple(
            dict.fromkeys((*(one.source for one in self.shared), *((self.source,) if self.note else ())))
        )


class _Found:
    """Every mention of one thing to read, each with its note's path."""

    __slots__ = ("mentions",)

    def __init__(self) -> None:
        self.mentions: list[tuple[str, Reading]] = []


class ReadingList:
    """Everything to read that the notes mention and that may be shown, grouped by what it is."""

    def __init__(self, view: SuggestionView) -> None:
        self._view = view
        self._found: dict[Key, _Found] = {}
        self._notes: dict[str, Facts] = {}
        self._titles: dict[str, Key] = {}
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
        # An address that a note is about is that note.
        self._owners: dict[str, Key] = {}
        for path, one in everything:
            if one.how == "note":
                key = ("note", path)
                if one.address:
                    self._owners.setdefault(address_key(one.address), key)
                for title in (one.text, stem_of(path)):
                    self._titles.setdefault(name_key(title), key)
        linked = self._linked_notes(everything)
        bare: list[tuple[str, Reading]] = []
        for path, one in everything:
            if known := self._key(path, one, linked):
                self._of(known).mentions.append((path, one))
            elif one.target is None and one.text:
                bare.append((path, one))
        for path, one in bare:
            # A title alone may be that of a note or a page.
            title = name_key(one.text)
            self._of(self._titles.get(title, ("title", title))).mentions.append((path, one))

    def _of(self, key: Key) -> _Found:
        return self._found.setdefault(key, _Found())

    def _linked_notes(self, everything: Iterable[tuple[str, Reading]]) -> dict[tuple[str, Ref], str]:
        """Return the notes that are linked as something to read, and read those that aren't about something to read."""
        linked = {
            (path, one.target): note
            for path, one in everything
            if one.target is not None and (note := self._view.note_linked(one.target, path)) is not None
        }
        plain = {note for note in linked.values() if self._view.kind_of(note) == "plain"}
        known = {key[1] for key in self._titles.values()}
        others = sorted(plain - known)
        self._view.fetch_notes(others)
        for note in others:
            if (facts := self._view.note(note)) and self._view.may_quote(facts.name):
                self._notes[note] = facts
                self._titles.setdefault(name_key(facts.name), ("note", note))
        return {each: note for each, note in linked.items() if note in plain}

    def _key(self, path: str, one: Reading, linked: Mapping[tuple[str, Ref], str]) -> Key | None:
        if one.is_note:
            key: Key = ("note", path)
            return self._owners.get(address_key(one.address), key) if one.address else key
        if one.target is not None:
            if note := linked.get((path, one.target)):
                return "note", note
            # A link to a note that doesn't exist is a title; a link to a person is nothing to read.
            title = stem_of(one.target.target)
            is_title = one.how == "read" and self._view.note_linked(one.target, path) is None
            return ("title", name_key(title)) if is_title and self._view.may_quote(title) else None
        if one.address:
            page = address_key(one.address)
            key = self._owners.get(page, ("page", page))
            if len(one.text.split()) >= _TELLING_WORDS:
                self._titles.setdefault(name_key(one.text), key)
            return key
        return None

    def since(self, day: date) -> ReadingList:
        """Return the list of what was mentioned on a day or later."""
        notes = [key[1] for key in self._found if key[0] == "note"]
        later = {
            ("note", note)
            for note, _, _ in self._view.interactions_linking(notes, lambda _, one: one.day >= day)
        }
        recent = ReadingList.__new__(ReadingList)
        recent._view, recent._notes, recent._titles, recent._owners = (
            self._view,
            self._notes,
            self._titles,
            self._owners,
        )
        recent._found = {
            key: found
            for key, found in self._found.items()
            if key in later or any(one.day is not None and one.day >= day for _, one in found.mentions)
        }
        return recent

    def about(self, is_about_it: Callable[[str], bool], since: Look | None = None) -> list[Shared]:
        """Return what is about a topic, the latest first, and what has no day last, by title. Nobody is named yet: see `named`."""
        view = self._view
        about = {
            key: [each for each in found.mentions if self._is_about(each[1], is_about_it)]
            for key, found in self._found.items()
        }
        view.fetch_interactions_in(path for each in about.values() for path, one in each if one.number >= 0)
        matching = [
            key
            for key, mentions in about.items()
            if self._is_note_about(key, is_about_it) or any(self._may_tell(*each) for each in mentions)
        ]
        view.fetch_interactions_in(
            path for key in matching for path, one in self._found[key].mentions if one.number >= 0
        )
        by_line = self._lines_about(matching, is_about_it)
        found = [
            shared
            for key in dict.fromkeys((*matching, *by_line))
            if (shared := self._shared(key, by_line.get(key, []), since)) is not None
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
        facts = self._notes.get(key[1]) if key[0] == "note" else None
        return facts is not None and any(
            is_about_it(text) and self._view.may_quote(text) for text in _subjects(facts)
        )

    def _is_about(self, one: Reading, is_about_it: Callable[[str], bool]) -> bool:
        return any(is_about_it(text) and self._view.may_quote(text) for text in one.about)

    def _may_tell(self, path: str, one: Reading) -> bool:
        return one.number < 0 or one.number in self._view.told_in(path, (one.number,))

    def named(self, items: Iterable[Shared]) -> tuple[Shared, ...]:
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
        notes = {key[1] for key in self._found if key[0] == "note"}

        def wanted(note: str, one: DatedInteraction) -> bool:
            return note in about or any(map(is_about_it, (*(text for text, _ in one.topics), one.summary)))

        found: dict[Key, list[tuple[str, DatedInteraction, Ref]]] = {}
        for note, one, ref in self._view.interactions_linking(sorted(notes), wanted):
            found.setdefault(("note", note), []).append((note, one, ref))
        return found

    def _shared(
        self,
        key: Key,
        linking: Iterable[tuple[str, DatedInteraction, Ref]],
        since: Look | None,
    ) -> Shared | None:
        view, mentions = self._view, self._found[key].mentions if key in self._found else []
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
                sharings.append(_in_interaction("link", told, ref.line))
        received = {one.paths for one in sharings if one.how == "got"}
        # The note says who gave it, and an interaction when.
        sharings = [one for one in sharings if one.how != "from" or one.paths not in received]
        if not shown and not sharings:
            return None
        title, address = self._named(key, shown)
        note = key[1] if key[0] == "note" else None
        what = note or address or title or ""
        sharings = [
            one._replace(new=is_new(since, one.day, _mention_key(what, one)))
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
        return Shared(title, address, note, day, tuple(sharings), f"{note}:1" if note else where, new)

    def _named(self, key: Key, shown: Iterable[tuple[str, Reading]]) -> tuple[str | None, str | None]:
        """Return the title and the address: those of its note, else the first ones that are noted."""
        named = [one for _, one in shown]
        named.sort(key=lambda one: one.how != "note")
        title = next((one.text for one in named if one.text), None)
        if title is None and key[0] == "note":
            facts = self._notes.get(key[1])
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
            return _in_interaction(one.how, told, one.line)
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
        kind, path = self._titles.get(name_key(title), ("", ""))
        return path if kind == "note" else None

    def find(self, *, address: str = "", note: str | None = None) -> Shared | None:
        """Return something to read by its address or its note, whatever it is about; None if no note mentions it."""
        key: Key = ("note", note) if note else ("page", address_key(address))
        if address and not note:
            key = self._owners.get(key[1], key)
        linking = self._view.interactions_linking((key[1],), lambda _, __: True) if key[0] == "note" else ()
        item = self._shared(key, linking, None)
        return self.named((item,))[0] if item else None


def _mention_key(what: str, one: Sharing) -> int:
    return seen_key((what, one.how, *one.paths))


def _subjects(facts: Facts) -> Iterator[str]:
    """Yield the texts that say what a plain note is about: its topics, tags and name."""
    for name, texts in (*facts.properties, *facts.other):
        if name.lower() in ("topics", "topic"):
            yield from texts
    yield from facts.tags
    yield facts.name


def _in_interaction(how: str, one: DatedInteraction, line: int) -> Sharing:
    if how == "link":
        how = {"in": "got", "out": "gave"}.get(one.direction, "mentioned")
    return Sharing(how, one.day, (), one.people, f"{one.path}:{line}")
