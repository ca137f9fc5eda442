"""Owns the notebook: one vault opened, read and asked; where the floors meet. Prints nothing.

What is asked most, who is due today, needs none of the modules that read notes while nothing changed: they are imported
where they are used.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cached_property

from plaintext_network.vault import FILE
from plaintext_network.vault.cache.check_unchanged import VaultCheck
from plaintext_network.vault.cache.locations import settings_key
from plaintext_network.vault.reports import Craft

# Named here rather than imported: only annotations want `typing`, which costs more than a warm answer.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from plaintext_network.network.due.answer import DueList
    from plaintext_network.network.due.contact_state import ContactState
    from plaintext_network.network.due.rules import DueEntry, RuleResult
    from plaintext_network.network.index.index import Index
    from plaintext_network.network.people.find_contact import ContactNames
    from plaintext_network.network.people.log_sentence import LogDetails, ParsedLog
    from plaintext_network.network.people.person import Person
    from plaintext_network.network.reports.stats import Stats
    from plaintext_network.network.search.full_text import SearchResult
    from plaintext_network.network.search.timeline import TimelineEntry
    from plaintext_network.problems import Problem
    from plaintext_network.vault.cache.due_snapshot import DueRows
    from plaintext_network.vault.cache.status import CacheStatus
    from plaintext_network.vault.cache.vault_state import VaultState
    from plaintext_network.vault.config.settings import Settings
    from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
    from plaintext_network.vault.transaction.record import Operation
    from plaintext_network.vault.watch.change_stream import WatchStream

    Progress = Callable[[int, int, str], None]


class Notebook(Craft):
    """One vault on one day. Nothing is read before it is asked for; `root` is a real path.

    What was read is kept in the user's cache folder and holds only as long as no note changed; `cache=False` does
    without. `live`, a watcher is asked where there is one, and what is asked later may be of a later moment; else all answers
    are of one.
    """

    def __init__(
        self,
        root: str,
        today: date,
        progress: Progress | None = None,
        *,
        cache: bool = True,
        live: bool = True,
    ) -> None:
        self.root = os.path.realpath(root)
        self.today = today
        self._progress = progress
        self._cached, self._live = cache, live
        self._settings_key: bytes | None = None

    @cached_property
    def settings(self) -> Settings:
        """What pnet.toml says. Raises SettingsInvalid."""
        check: VaultCheck | None = vars(self).get("_check")
        if check is not None and check.snapshot is not None:
            # Late, here and below: a warm answer needs none of it.
            from plaintext_network.vault.serialize import deserialize

            kept: Settings = deserialize(check.snapshot.facts["rules"])
            self._settings_key = check.settings_key
            return kept
        from plaintext_network.vault.config.settings import load_settings

        before = settings_key(self.root, FILE)
        settings = load_settings(self.root)
        # Under this key they may be kept; under none, if they changed while they were read.
        self._settings_key = before if settings_key(self.root, FILE) == before else None
        return settings

    @cached_property
    def index(self) -> Index:
        """Every note, as it is when first asked for."""
        return self._reading.index

    # What is kept, and what is read

    @cached_property
    def _check(self) -> VaultCheck:
        return VaultCheck(self.root, lambda: self.settings.rules.ignore, cached=self._cached, ask=self._live)

    @cached_property
    def _reading(self) -> VaultState:
        from plaintext_network.vault.cache.due_answer import read_vault

        settings = self.settings
        if self._settings_key != self._check.settings_key:
            # What is in force here is not what the file said at the look: nothing is kept under that.
            self._check.settings_key = None
        return read_vault(self._check, settings, self.today, self._progress)

    @cached_property
    def _known(self) -> list[ContactNames]:
        kept: list[ContactNames] | None = self._check.part("known") if self._check.unchanged else None
        return self._reading.known() if kept is None else kept

    @property
    def due_count(self) -> int:
        """How many people are due today."""
        kept = self._check.due_count(self.today.isoformat())
        return self.told().people if kept is None else kept

    @property
    def has_contacts(self) -> bool:
        """Whether any note is a contact."""
        kept: bool | None = self._check.fact("has_contacts")
        return any(self.index.contacts()) if kept is None else kept

    @property
    def problem_counts(self) -> tuple[int, int]:
        """How many errors and how many warnings `problems` has."""
        errors, warnings = self._check.fact("errors"), self._check.fact("warnings")
        if errors is None:
            from plaintext_network.network.index.problem_counts import count_problems

            errors, warnings = self._reading.problem_counts().plus(count_problems(self.settings.problems))
        odd = self._check.listing_severities
        return errors + odd.count("error"), warnings + odd.count("warning")

    def told(self, until: date | None = None, circles: Iterable[str] = ()) -> DueRows:
        """Return what `answer` does, in plain values."""
        circles = tuple(circles)
        usual = until is None and not circles
        if usual and (told := self._check.due_rows(self.today.isoformat())):
            return told
        from plaintext_network.vault.cache.due_answer import due_rows

        return due_rows(self._reading, self.settings, self.today, until, circles)

    def contact_states(self) -> tuple[ContactState, ...]:
        """Return what `due` must know of everyone today, by path."""
        from plaintext_network.network.due.contact_state import as_of

        return tuple(as_of(who, self.today) for who in self._reading.contact_states(self.today))

    def due(self, until: date | None = None, circles: Iterable[str] = ()) -> tuple[DueEntry, ...]:
        """Return who is due today, or early by `until`, in order; `answer` has also who is waiting."""
        return self.answer(until, circles).due

    def answer(self, until: date | None = None, circles: Iterable[str] = ()) -> DueList:
        """Return who is due today, or early by `until`; who is waiting; and how many are only counted.

        Where circles are named, only people of one of them are looked at.
        """
        from plaintext_network.vault.cache.due_answer import to_due_list

        return to_due_list(self.told(until, circles))

    def explain(self, name: str) -> tuple[RuleResult, ...]:
        """Go through every rule of `due` for one contact."""
        from plaintext_network.network.due.rules import apply_rules

        who = self.contact(name).state
        return tuple(apply_rules(who, self.settings.rules.due, self.today, self.today))

    def contact(self, name: str) -> Person:
        """Return the one contact that goes by this. Raises ContactNotFound or AmbiguousName."""
        from plaintext_network.network.people.find_contact import find_contact

        return self.person(find_contact(self._known, lambda: self.index, self._from_root(name)))

    def _from_root(self, name: str) -> str:
        """Return a path as shells complete it, from the vault's root; anything else as it is."""
        if not name.startswith(("./", "/", "../")) or not name.endswith(".md"):
            return name
        whole = os.path.join(self.root, name[2:]) if name.startswith("./") else name
        if not os.path.lexists(whole):
            whole = os.path.abspath(name)
        inside = os.path.relpath(os.path.realpath(os.path.dirname(whole)), self.root)
        path = os.path.normpath(os.path.join(inside, os.path.basename(whole))).replace(os.sep, "/")
        return name if path.startswith("../") else path

    def person(self, path: str) -> Person:
        """Return the contact at a path."""
        from plaintext_network.network.people.person import Person

        return Person(self.index, path, self.settings.rules, self.today)

    def contacts(self) -> tuple[Person, ...]:
        """Return everyone, by path."""
        return tuple(self.person(facts.path) for facts in self.index.contacts())

    def select(self, query: str) -> tuple[Person, ...]:
        """Return the contacts for which a query holds, by path; all for an empty one. Raises QueryInvalid."""
        from plaintext_network.network.search.query import contacts_scope, matches
        from plaintext_network.network.search.query_parser import parse_query

        asked = parse_query(query, contacts_scope(self.index, self.settings.rules, self.today))
        return tuple(person for person in self.contacts() if matches(person, asked))

    def timeline(self, query: str = "") -> tuple[TimelineEntry, ...]:
        """Return the interactions for which a query holds, newest first. Raises QueryInvalid."""
        from plaintext_network.network.search.query import interactions_scope
        from plaintext_network.network.search.query_parser import parse_query
        from plaintext_network.network.search.timeline import timeline

        rules = self.settings.rules
        asked = parse_query(query, interactions_scope(self.index, rules, self.today))
        return timeline(self.index, rules, self.today, asked)

    def find(self, words: str, limit: int | None = None) -> tuple[SearchResult, ...]:
        """Return the notes in which all words occur, best first; one text is held at a time."""
        from functools import partial

        from plaintext_network.network.search.full_text import rank, searchable

        texts = (searchable(facts, partial(self.text, path)) for path, facts in self.index.notes.items())
        return rank(words, texts, limit)

    def stats(self) -> Stats:
        """Return the network in numbers."""
        from plaintext_network.network.reports.stats import stats

        return stats(self.view(), self.timeline())

    def names(self) -> tuple[str, ...]:
        """Return everyone's names and aliases, by path."""
        return tuple(word for _, name, aliases, *_ in self._known for word in (name, *aliases))

    def circles(self) -> dict[str, str]:
        """Return every circle, of the settings and the notes, as spelled there, by the key under which spellings are equal."""
        from plaintext_network.network.reports.stats import circle_names

        contacts = (facts.contact for facts in self.index.contacts() if facts.contact)
        return circle_names(contacts, self.settings.rules)

    def path(self, name: str) -> str:
        """Return the path of the one note that goes by this, relative to the vault. Raises NoteNotFound or AmbiguousName."""
        from plaintext_network.network.people.find_contact import find_note

        return find_note(self._known, lambda: self.index, self._from_root(name))

    def parse_log(self, sentence: str) -> ParsedLog:
        """Read a sentence about what passed, among this vault's people. Raises SentenceUnclear."""
        from plaintext_network.network.people.log_sentence import parse_log

        return parse_log(sentence, self._known, self.today)

    def has_target(self, target: str) -> bool:
        """Tell whether a link by this target leads to one note or several."""
        from plaintext_network.model.note.facts import Ref

        found = self.index.names.resolve(Ref(target, 1, 1, 0), "", people=False)
        return found.path is not None or bool(found.candidates)

    def problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong, by path and line."""
        reading = self._reading
        found = [
            *self.settings.problems,
            *self._check.listing_problems,
            *reading.skipped,
            *reading.index.problems(),
        ]
        return tuple(sorted(found, key=lambda p: p.rank))

    # What is written

    def refresh(self) -> None:
        """Forget what was read, so that the next question is answered from the vault as it is then."""
        for name in ("settings", "index", "_check", "_reading", "_known"):
            vars(self).pop(name, None)

    @contextmanager
    def writing(self, waiting: Callable[[float], None] | None = None) -> Iterator[WriteSession]:
        """Hold the vault for writing: no other pnet writes meanwhile, and what is read now is what is changed.

        `waiting` is told for how many seconds another one is waited for. Raises VaultBusy after a minute, and WriteFailed
        where nothing could be remembered of a write. Don't ask for it again while you have it. What was interrupted before
        is completed first: raises Unfinished or StillPending where that can't be.
        """
        from plaintext_network.vault.transaction.transaction import perform, recover_locked
        from plaintext_network.vault.transaction.write_lock import hold_write_lock

        with hold_write_lock(self.root, waiting=waiting):
            # First of all: nothing is to be worked out from a vault that is half written.
            settled = recover_locked(self.root)
            self.refresh()
            try:
                desk = self.desk(lambda operation: perform(self.root, operation))
                desk.settled = settled
                yield desk
            finally:
                self.refresh()

    def desk(self, perform: Callable[[Operation], tuple[str, ...]]) -> WriteSession:
        """Return a desk on which operations are worked out; who only looks at them needs no `writing`."""
        from plaintext_network.network.people.find_contact import find_contact
        from plaintext_network.vault.edits.write_session import WriteSession

        def find(name: str) -> str:
            return find_contact(self._known, lambda: self.index, name)

        def unread() -> tuple[Problem, ...]:
            found = (*self._check.listing_problems, *self._reading.skipped)
            return tuple(p for p in found if p.code in ("unreadable", "evicted"))

        return WriteSession(
            self.root, self.today, self.settings.rules, lambda: self.index, find, perform, unread
        )

    @contextmanager
    def edit(self, who: Person | str) -> Iterator[NoteEdit]:
        """Change one note's properties: written when the block ends, all or, where it raises, nothing.

        `who` is a person, or the name or path of any note. Raises what `path` does, EditRefused or ChangedOnDisk.
        """
        with self.writing() as desk:
            draft = desk.draft(self.path(who) if isinstance(who, str) else who.path)
            yield draft
            desk.perform(draft.operation(f"edit {draft.name}"))

    def log(
        self,
        sentence: str = "",
        people: Iterable[Person | str] = (),
        day: date | None = None,
        given: LogDetails | None = None,
        form: str | None = None,
    ) -> str:
        """Write down what passed, in words; return the path of the note it was written into.

        `people`, where there are any, are those who took part, and `day` the day, whatever the sentence says. Raises
        SentenceUnclear, AmbiguousName or ContactNotFound where something is not certain: nothing is asked.
        """
        from plaintext_network.network.people.log_sentence import LogDetails, new_interaction
        from plaintext_network.vault.edits.log_interaction import plan_interaction

        heard = self.parse_log(sentence) if sentence.strip() else None
        named = [self.contact(who) if isinstance(who, str) else who for who in people]
        paths = [who.path for who in named]
        spots: list[tuple[int, int, str]] = []
        if heard and not paths:
            for spotted in heard.people:
                who = self.contact(spotted.typed).path if len(spotted.paths) != 1 else spotted.paths[0]
                paths.append(who)
                spots.append((spotted.start, spotted.end, who))
        happened = heard.day(day, self.today) if heard else day or self.today
        what = new_interaction(heard, given or LogDetails(), happened, self.today)
        with self.writing() as desk:
            operation = plan_interaction(desk, what, paths, spots, form)
            desk.perform(operation)
        return operation.steps[0].path

    def undo(self) -> str:
        """Take back the last write of pnet in this vault and return what it was.

        Raises NothingToUndo, or UndoRefused where a file is no longer as that write left it.
        """
        from plaintext_network.vault.transaction.transaction import undo

        with self.writing() as desk:
            operation = undo(self.root)
            desk.perform(operation)
        return operation.what

    def watch(self) -> WatchStream:
        """Return a watch over the vault: what becomes due, is kept or goes wrong, as it happens. One process a vault may watch.

        It is gone through with `for`, or in asyncio with `async for`; close it, or use it in a `with`. This notebook stays as
        it was read: `refresh` it to ask more about a change. A notebook opened for another day watches on that day. Raise
        NotWatchable if this Python has no SQLite.
        """
        # Late: only who watches needs it.
        from datetime import datetime

        from plaintext_network.vault.watch import require_sqlite

        # First: without SQLite, the next module can't be imported.
        require_sqlite(self.root)
        from plaintext_network.vault.watch.change_stream import WatchStream

        day = self.today
        real = datetime.now().astimezone()
        now = None if day == real.date() else (lambda: datetime.combine(day, real.timetz()))
        return WatchStream(self.root, now, self._progress)

    @property
    def kept(self) -> CacheStatus:
        """What is kept of this vault between runs."""
        from plaintext_network.vault.cache.status import cache_status

        return cache_status(self._check)

    def text(self, path: str) -> str:
        """Return a note's text as it is now; empty where it can't be read."""
        from plaintext_network.notes.source import decode
        from plaintext_network.vault.files.read_file import NotRead, read

        try:
            size = os.stat(os.path.join(self.root, path)).st_size
            return decode(read(self.root, path), size)[0].text
        except (OSError, NotRead):
            return ""

    def prose(self, path: str) -> tuple[str, ...]:
        """Return what a note says in its own words, by paragraphs and items: no heading, task, field, code or Log."""
        from plaintext_network.model.note.prose import prose
        from plaintext_network.notes.note import parse

        return prose(parse(self.text(path).encode("utf-8", "replace")), self.settings.rules)

    def lines(self, path: str) -> list[str]:
        """Return a note's lines as it counts them: LF, CRLF and CR end one."""
        return self.text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
