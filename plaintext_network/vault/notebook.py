"""Owns the notebook: one vault opened, read and asked; where the floors meet. Prints nothing."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from plaintext_network.model.facts import Facts
from plaintext_network.model.read import read
from plaintext_network.model.spelling import circle_key
from plaintext_network.network.due import Answer, Entry, Verdict, due, verdicts
from plaintext_network.network.index import Index
from plaintext_network.network.lookup import find_contact, find_note
from plaintext_network.network.person import Person
from plaintext_network.network.standing import Standing, standing
from plaintext_network.notes.note import parse
from plaintext_network.notes.source import decode
from plaintext_network.problems import Problem, problem
from plaintext_network.vault import copies, files
from plaintext_network.vault.settings import Settings, load

if TYPE_CHECKING:
    from plaintext_network.network.find import Hit
    from plaintext_network.network.stats import Stats
    from plaintext_network.network.timeline import Happening

Progress = Callable[[int, int], None]


class Notebook:
    """One vault on one day. Nothing is read before it is asked for; `root` is a real path."""

    def __init__(self, root: str, today: date, progress: Progress | None = None) -> None:
        self.root = os.path.realpath(root)
        self.today = today
        self._progress = progress
        self._problems: list[Problem] = []

    @cached_property
    def settings(self) -> Settings:
        """What pnet.toml says. Raises SettingsInvalid."""
        return load(self.root)

    @cached_property
    def index(self) -> Index:
        """Every note, read now."""
        walked = files.walk(self.root, self.settings.rules.ignore)
        self._problems = list(walked.problems)
        with _without_collecting():
            facts = {found.path: found for found in self._read(walked.files)}
        for path in self._doubtful_copies(facts):
            del facts[path]
        return Index.build(facts.values())

    def _read(self, found: tuple[files.File, ...]) -> Iterator[Facts]:
        for number, file in enumerate(found):
            if self._progress:
                self._progress(number, len(found))
            base = copies.copy_of(file.path.rpartition("/")[2])
            if base is not None:
                self._copy(file.path, base)
                continue
            try:
                content = files.read(self.root, file)
            except FileNotFoundError:
                continue
            except files.NotRead as refused:
                self._problems.append(refused.problem)
                continue
            size = file.fingerprint.size if file.fingerprint.size > files.LIMIT else None
            yield read(parse(content, size), file.path, self.settings.rules)

    def _copy(self, path: str, base: str) -> None:
        self._problems.append(problem("conflict-copy", base=base)._replace(path=path))

    def _doubtful_copies(self, facts: dict[str, Facts]) -> list[str]:
        """Find the notes that OneDrive or iCloud may have copied: the base stands beside them and says the same person."""
        found = []
        for path, copy in facts.items():
            folder, slash, name = path.rpartition("/")
            for base in copies.maybe_copy_of(name) if copy.contact else ():
                original = facts.get(folder + slash + base)
                if original is not None and _same_person(original, copy):
                    self._copy(path, base)
                    found.append(path)
                    break
        return found

    def standings(self) -> list[Standing]:
        """Return what `due` must know of everyone."""
        return [
            standing(self.index, facts.path, self.settings.rules, self.today)
            for facts in self.index.contacts()
        ]

    def due(self, until: date | None = None, circles: Iterable[str] = ()) -> tuple[Entry, ...]:
        """Return who is due today, or early by `until`, in order; `answer` has also who is waiting."""
        return self.answer(until, circles).due

    def answer(self, until: date | None = None, circles: Iterable[str] = ()) -> Answer:
        """Return who is due today, or early by `until`; who is waiting; and how many are only counted.

        Where circles are named, only people of one of them are looked at.
        """
        wanted = {circle_key(circle) for circle in circles}
        standings = [who for who in self.standings() if not wanted or wanted & self._circles(who.path)]
        return due(standings, self.settings.rules.due, self.today, until)

    def _circles(self, path: str) -> set[str]:
        contact = self.index.notes[path].contact
        return {circle_key(circle) for circle in contact.circles} if contact else set()

    def explain(self, name: str) -> tuple[Verdict, ...]:
        """Go through every rule of `due` for one contact."""
        who = self.contact(name).standing
        return tuple(verdicts(who, self.settings.rules.due, self.today, self.today))

    def contact(self, name: str) -> Person:
        """Return the one contact that goes by this. Raises ContactNotFound or AmbiguousName."""
        return self.person(find_contact(self.index, name))

    def person(self, path: str) -> Person:
        """Return the contact at a path."""
        return Person(self.index, path, self.settings.rules, self.today)

    def contacts(self) -> tuple[Person, ...]:
        """Return everyone, by path."""
        return tuple(self.person(facts.path) for facts in self.index.contacts())

    def select(self, query: str) -> tuple[Person, ...]:
        """Return the contacts for which a query holds, by path; all for an empty one. Raises QueryInvalid."""
        # Late: most answers need no query language.
        from plaintext_network.network.query import contacts_scope, matches, parse_query

        asked = parse_query(query, contacts_scope(self.index, self.settings.rules, self.today))
        return tuple(person for person in self.contacts() if matches(person, asked))

    def timeline(self, query: str = "") -> "tuple[Happening, ...]":
        """Return the interactions for which a query holds, newest first. Raises QueryInvalid."""
        from plaintext_network.network.query import interactions_scope, parse_query
        from plaintext_network.network.timeline import timeline

        rules = self.settings.rules
        asked = parse_query(query, interactions_scope(self.index, rules, self.today))
        return timeline(self.index, rules, self.today, asked)

    def find(self, words: str, limit: int | None = None) -> "tuple[Hit, ...]":
        """Return the notes in which all words occur, best first; one text is held at a time."""
        from plaintext_network.network.find import rank, searchable

        texts = (searchable(facts, partial(self.text, path)) for path, facts in self.index.notes.items())
        return rank(words, texts, limit)

    def stats(self) -> "Stats":
        """Return the network in numbers."""
        from plaintext_network.network.stats import stats

        return stats(self.index, self.settings.rules, self.today)

    def circles(self) -> dict[str, str]:
        """Return every circle, of the settings and the notes, as spelled there, by the key under which spellings are equal."""
        from plaintext_network.network.stats import circle_names

        contacts = (facts.contact for facts in self.index.contacts() if facts.contact)
        return circle_names(contacts, self.settings.rules)

    def path(self, name: str) -> str:
        """Return the path of the one note that goes by this, relative to the vault. Raises NoteNotFound or AmbiguousName."""
        return find_note(self.index, name)

    def problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong, by path and line."""
        found = self.index.problems()
        return tuple(sorted([*self.settings.problems, *self._problems, *found], key=lambda p: p.rank))

    def text(self, path: str) -> str:
        """Return a note's text as it is now; empty where it can't be read."""
        seen = files.fingerprint(os.path.join(self.root, path))
        try:
            return decode(files.read(self.root, path), seen.size if seen else None)[0].text
        except (FileNotFoundError, files.NotRead):
            return ""

    def prose(self, path: str) -> tuple[str, ...]:
        """Return what a note says in its own words, by paragraphs and items: no heading, task, field, code or Log."""
        # Late: only a page about one person shows it.
        from plaintext_network.model.prose import prose

        return prose(parse(self.text(path).encode("utf-8", "replace")), self.settings.rules)

    def lines(self, path: str) -> list[str]:
        """Return a note's lines as it counts them: LF, CRLF and CR end one."""
        return self.text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the collector of circles rest: reading makes none, and looking for them takes a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _same_person(original: Facts, copy: Facts) -> bool:
    if original.contact is None or copy.contact is None:
        return False
    named = dict(original.properties).get("name"), dict(copy.properties).get("name")
    if named[0] and named[0] == named[1]:
        return True
    if original.contact.uid and original.contact.uid == copy.contact.uid:
        return True
    return bool(set(original.contact.emails) & set(copy.contact.emails))
