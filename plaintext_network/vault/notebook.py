"""Opens one vault: answers questions about its contacts, and writes to it. Prints nothing.

A cached `pnet due` imports this module, so it imports whatever parses or writes notes only where a method needs it.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cached_property
from itertools import islice

from plaintext_network.vault.vault_reader import VaultReader

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from typing import Literal, Self

    from plaintext_network.network.due.agenda import AgendaEntry
    from plaintext_network.network.due.answer import DueList
    from plaintext_network.network.due.contact_state import ContactState
    from plaintext_network.network.due.open_promises import OpenPromise
    from plaintext_network.network.due.rules import DueEntry, RuleResult
    from plaintext_network.network.index.index import Index
    from plaintext_network.network.people.duplicate_pairs import DuplicatePair
    from plaintext_network.network.people.log_sentence import LogDetails, ParsedLog
    from plaintext_network.network.people.person import Person, PersonInteraction
    from plaintext_network.network.people.split_name import NameAndRest
    from plaintext_network.network.search.change_list import ListedChange
    from plaintext_network.network.search.full_text import SearchResult
    from plaintext_network.network.search.meaning import Meaning
    from plaintext_network.network.search.query import MayShow
    from plaintext_network.network.search.timeline import TimelineEntry
    from plaintext_network.problems import Problem
    from plaintext_network.vault.cache.due_snapshot import DueRows
    from plaintext_network.vault.cache.status import CacheStatus
    from plaintext_network.vault.commits.commit_result import Committed, NotCommitted
    from plaintext_network.vault.config.vault_settings import Settings
    from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
    from plaintext_network.vault.git.note_history import NoteHistory
    from plaintext_network.vault.parallel_map import Progress
    from plaintext_network.vault.reports import Reports
    from plaintext_network.vault.transaction.transaction import Operation
    from plaintext_network.vault.watch.change_stream import WatchStream
    from plaintext_network.vault.window.window import Window


class Notebook:
    """One vault on one day. Reads nothing until a method needs it; `root` is a real path.

    Answers come from the cache while no file has changed; `cache=False` neither reads nor writes the cache. With `live`, a
    running watcher answers, and later answers may describe a later state; otherwise all answers describe one state, until
    `refresh`. `settings` are used in place of those in pnet.toml, and without the cache. `commit` says whether each write becomes a
    commit, in place of `[git] commit`, and with "hooks", by `git commit` with its hooks; `on_commit` receives what became of it.
    """

    def __init__(
        self,
        root: str,
        today: date,
        progress: Progress | None = None,
        *,
        cache: bool = True,
        live: bool = True,
        settings: Settings | None = None,
        commit: bool | Literal["hooks"] | None = None,
        on_commit: Callable[[Committed | NotCommitted], None] | None = None,
    ) -> None:
        self.root = os.path.realpath(root)
        self.today = today
        self._progress = progress
        # The cache belongs to the settings of pnet.toml.
        self._cached, self._live = cache and settings is None, live and settings is None
        self._settings = settings
        self._commit, self._on_commit = commit, on_commit
        # The `with` blocks of a notebook of a window, innermost last.
        self._held: list[AbstractContextManager[None]] = []
        # How to open another reader, for a notebook that answers from a window or from unsaved texts. Not a method of this
        # one, which would keep the database open until garbage collection.
        self._reopen: Callable[[], VaultReader] | None = None

    @cached_property
    def _reader(self) -> VaultReader:
        return self._open_reader()

    def _open_reader(self) -> VaultReader:
        if self._reopen is not None:
            return self._reopen()
        reader = VaultReader(self.root, self.today, self._progress, cached=self._cached, live=self._live)
        if self._settings is not None:
            reader.use_settings(self._settings)
        return reader

    def _with_reader(self, reader: VaultReader, reopen: Callable[[], VaultReader]) -> Notebook:
        """Return a notebook on the same vault that answers from a reader; after `refresh`, from another."""
        other = Notebook(self.root, reader.today, self._progress, cache=self._cached, live=self._live)
        other._settings, other._reopen = self._settings, reopen
        other._commit, other._on_commit = self._commit, self._on_commit
        vars(other)["_reader"] = reader
        return other

    def __enter__(self) -> Self:
        self._held.append(held := self._reader.hold())
        held.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.pop().__exit__(None, None, None)

    def refresh(self) -> None:
        """Forget what was read, so that the next answer describes the vault as it is then."""
        for name in ("_reader", "reports"):
            vars(self).pop(name, None)

    @property
    def settings(self) -> Settings:
        """The settings of pnet.toml. Raises SettingsInvalid."""
        return self._reader.settings

    @property
    def index(self) -> Index:
        """The index of every note."""
        return self._reader.index

    @cached_property
    def reports(self) -> Reports:
        """Reports about the whole network: balance, events, goals, introductions and more."""
        from plaintext_network.vault.reports import Reports

        return Reports(
            self.index,
            self.settings.rules,
            self.today,
            contact=self.contact,
            contact_states=self.contact_states,
            due_list=self.due_list,
            due_rows=self.due_rows,
            text=self.text,
            lines=self.lines,
            meaning=self._meaning,
            shared_names=lambda: self._reader.shared_names,
            agenda=self.agenda,
            promises=self.promises,
        )

    def _meaning(self) -> Meaning | None:
        """Return what compares texts by meaning; None if it is not installed, or turned off."""
        from plaintext_network.vault.find_by_meaning import meaning_of_reports

        return meaning_of_reports(self._reader, self._progress)

    # Who is due

    def due(self, until: date | None = None, circles: Iterable[str] = ()) -> tuple[DueEntry, ...]:
        """Return who is due today, or by `until`, most urgent first. `circles` limits the answer to their members."""
        return self.due_list(until, circles).due

    def due_list(self, until: date | None = None, circles: Iterable[str] = ()) -> DueList:
        """Return what `due` does, and who is waiting, who is left for later, and how many are only counted."""
        from plaintext_network.vault.cache.due_answer import to_due_list

        return to_due_list(self.due_rows(until, circles))

    def due_rows(self, until: date | None = None, circles: Iterable[str] = ()) -> DueRows:
        """Return `due_list` as tuples of texts and numbers, which takes less time. Raises TypeError for one text as `circles`."""
        if isinstance(circles, str):
            raise TypeError(f"`circles` takes several circles: circles=[{circles!r}]")
        circles = tuple(circles)
        usual = until is None and not circles
        if usual and (rows := self._reader.check.due_rows(self.today.isoformat())):
            return rows
        from plaintext_network.vault.cache.due_answer import due_rows

        return due_rows(self._reader.state, self.settings, self.today, until, circles)

    @property
    def due_count(self) -> int:
        """The number of contacts due today."""
        cached = self._reader.check.due_count(self.today.isoformat())
        if cached is None:
            cached = self._reader.state.due_count
        return self.due_rows().people if cached is None else cached

    def explain(self, name: str) -> tuple[RuleResult, ...]:
        """Return the result of every rule of `due` for one contact."""
        from plaintext_network.network.due.rules import apply_rules

        state = self.contact(name).state
        return tuple(apply_rules(state, self.settings.rules.due, self.today, self.today))

    def next_entry(self, who: Person | str) -> DueEntry | None:
        """Return what is due next for one contact, today or later; None if nothing will be."""
        from plaintext_network.network.due.rules import next_entry

        state = self.contact_at(self._path_of(who)).state
        return next_entry(state, self.settings.rules.due, self.today)

    def agenda(self, until: date) -> tuple[AgendaEntry, ...]:
        """Return what is coming up, from today to `until`, in order: yearly days, promises, plans and ends of snoozes."""
        from plaintext_network.model.dates.calendar import add_months
        from plaintext_network.network.due.agenda import agenda, from_plain
        from plaintext_network.vault.cache.due_snapshot import AGENDA_MONTHS

        if until <= add_months(self.today, AGENDA_MONTHS):
            rows = self._reader.check.served_rows("agenda", self.today.isoformat())
            if rows is not None:
                last = until.toordinal()
                return tuple(from_plain(row) for row in rows if row[0] <= last)
        return agenda(self._open_states(), self.today, until)

    def promises(self, who: Person | str | None = None) -> tuple[OpenPromise, ...]:
        """Return the open promises to everyone, or to one contact, earliest first; those without a day come last."""
        from plaintext_network.network.due.open_promises import from_plain, open_promises

        if who is None:
            rows = self._reader.check.served_rows("promises", self.today.isoformat())
            if rows is not None:
                return tuple(map(from_plain, rows))
        states = self._open_states() if who is None else (self.contact_at(self._path_of(who)).state,)
        return open_promises(states)

    def contact_states(self) -> tuple[ContactState, ...]:
        """Return what the rules of `due` read about every contact, by path."""
        from plaintext_network.network.due.contact_state import as_of

        return tuple(as_of(state, self.today) for state in self._reader.state.contact_states(self.today))

    def _open_states(self) -> tuple[ContactState, ...]:
        # No list of what is open reads the interactions that `as_of` leaves out.
        from plaintext_network.network.due.contact_state import without_fulfilled

        states = self._reader.state.open_states(self.today)
        return tuple(without_fulfilled(state, self.today) for state in states)

    # Contacts, interactions and notes

    def contact(self, name: str) -> Person:
        """Return the one contact that a name, alias, address or path matches. Raises ContactNotFound or AmbiguousName."""
        return self.contact_at(self._reader.find_contact(name))

    def split_name(
        self, items: Sequence[str], read: Callable[[Sequence[str]], object] | None = None
    ) -> NameAndRest:
        """Split typed words into a contact's name and what `read` can read; without it, into a name in whole words and the rest.

        The name may match no contact, or several. Raises NameUnclear.
        """
        from plaintext_network.network.people.split_name import split_name, split_whole_words

        known = self._reader.known
        return split_name(known, items, read) if read else split_whole_words(known, items)

    def split_promise(self, items: Sequence[str]) -> NameAndRest:
        """Split typed words into a contact's name, and the day and the text of a promise; the value is None without a day.

        The name may match no contact, or several. Raises NameUnclear.
        """
        from plaintext_network.network.people.split_name import split_promise

        return split_promise(self._reader.known, items, self.today)

    def contact_at(self, path: str) -> Person:
        """Return the contact at a path, relative to the vault."""
        from plaintext_network.network.people.person import Person

        return Person(self.index, path, self.settings.rules, self.today)

    def contacts(
        self,
        query: str = "",
        sort: str | None = None,
        *,
        reverse: bool = False,
        limit: int | None = None,
        may_show: MayShow | None = None,
    ) -> tuple[Person, ...]:
        """Return the contacts that match a query, at most `limit`; every contact for an empty query. Raises QueryInvalid.

        `sort` is one of `SORTS` or `COLUMNS` in `network.search.sort_contacts`; without it they are sorted by path. With `may_show`,
        the query is compared with the texts for which it is true, given the path of their note.
        """
        from plaintext_network.network.people.person import people_at

        index, rules = self.index, self.settings.rules
        states: Mapping[str, ContactState] = {}
        parsed = None
        if query.strip():
            from plaintext_network.network.search.query import asks_who_is_due, contacts_scope, matches
            from plaintext_network.network.search.query_parser import parse_query

            parsed = parse_query(query, contacts_scope(index, rules, self.today))
            if asks_who_is_due(parsed):
                states = {state.path: state for state in self.contact_states()}
        ordered = self._reader.ordered_names(reverse=reverse) if sort == "name" else None
        if ordered is None and sort == "name" and limit is not None and not parsed:
            # Everybody's names take less to read than everybody's values.
            ordered = self._reader.names_in_order(reverse=reverse)
        paths = index.names.of_kind("contact") if ordered is None else [path for path, _ in ordered]
        if sort in (None, "path"):
            paths = paths[::-1] if reverse else paths
        is_sorted = sort in (None, "path") or ordered is not None
        if is_sorted and not parsed:
            # Those after the limit need not be read.
            paths = paths[:limit]
        people: Iterable[Person] = people_at(index, paths, rules, self.today, states)
        if parsed:
            people = (person for person in people if matches(person, parsed, may_show))
        if sort is not None and not is_sorted:
            from plaintext_network.network.search.sort_contacts import sort_contacts

            people = sort_contacts(people, sort, reverse=reverse)
        return tuple(islice(people, limit))

    def contact_names(
        self, *, reverse: bool = False, limit: int | None = None
    ) -> tuple[tuple[str, str], ...]:
        """Return the name and the path of the contacts that `contacts(sort="name")` returns, which takes less time."""
        return tuple((name, path) for path, name in self._reader.names_in_order(reverse=reverse)[:limit])

    @property
    def has_contacts(self) -> bool:
        """Whether any note is a contact."""
        cached: bool | None = self._reader.check.fact("has_contacts")
        return bool(self.index.names.of_kind("contact")) if cached is None else cached

    def names(self) -> tuple[str, ...]:
        """Return the names and aliases of every contact, by path."""
        return tuple(word for _, name, aliases, *_ in self._reader.known for word in (name, *aliases))

    def circles(self) -> dict[str, str]:
        """Return every circle as the settings or notes spell it, by the key that all its spellings share."""
        from plaintext_network.network.reports.stats import circle_names

        contacts = (facts.contact for facts in self.index.contacts() if facts.contact)
        return circle_names(contacts, self.settings.rules)

    def distinct_names(self, names: Mapping[str, str]) -> dict[str, str]:
        """Return the names of contacts by path, with the organization, else the file, where several have one name."""
        if len({name.lower() for name in names.values()}) == len(names):
            return dict(names)
        # Late: few lists have two people of one name.
        from plaintext_network.model.note.values.visible_text import visible_text
        from plaintext_network.network.people.distinguished_names import distinguished_names

        organizations = {
            path: visible_text(contact.organization)
            for path in names
            if (contact := self.index.notes[path].contact) and contact.organization
        }
        return distinguished_names([(name, path) for path, name in names.items()], organizations)

    def values(self, name: str) -> tuple[str, ...]:
        """Return every value that notes have of a property, as a reader sees it, sorted."""
        from plaintext_network.network.search.query import values_in_notes

        return values_in_notes(self.index, name)

    def interactions(
        self,
        query: str = "",
        since: date | None = None,
        until: date | None = None,
        *,
        limit: int | None = None,
        reverse: bool = False,
        may_show: MayShow | None = None,
    ) -> tuple[TimelineEntry, ...]:
        """Return the interactions that match a query, newest first, from the day `since` to the day `until`.

        `reverse` returns the oldest first. With a `limit`, it reads no more notes than it needs. `may_show` as for `contacts`.
        Raises QueryInvalid.
        """
        from plaintext_network.network.search.query import interactions_scope
        from plaintext_network.network.search.query_parser import parse_query
        from plaintext_network.network.search.timeline import timeline

        index, rules = self.index, self.settings.rules
        parsed = parse_query(query, interactions_scope(index, rules, self.today))
        return timeline(
            index, rules, self.today, parsed, since, until, limit, reverse=reverse, may_show=may_show
        )

    def interactions_with(
        self, who: Person | str, since: date | None = None, until: date | None = None
    ) -> tuple[TimelineEntry, ...]:
        """Return the interactions with one contact, newest first, from the day `since` to the day `until`."""
        from plaintext_network.network.search.timeline import timeline_with

        return timeline_with(self.index, self.settings.rules, self.today, self._path_of(who), since, until)

    def changes(
        self,
        query: str = "",
        since: date | None = None,
        until: date | None = None,
        *,
        limit: int | None = None,
        reverse: bool = False,
    ) -> tuple[ListedChange, ...]:
        """Return the changes of roles, organizations and locations noted from `since` to `until`, newest first.

        `query` limits them to the contacts that match it. `reverse` returns the oldest first. Raises QueryInvalid.
        """
        from plaintext_network.network.search.change_list import list_changes

        only = {person.path for person in self.contacts(query)} if query.strip() else None
        return list_changes(self.index, self.today, since, until, only, limit, reverse=reverse)

    def crowded_days(self, since: date | None = None, until: date | None = None) -> tuple[date, ...]:
        """Return the days on which so many contacts changed, as after an import, that `changes` lists none of them."""
        from plaintext_network.network.search.change_list import crowded_days

        return crowded_days(self.index, since, until or self.today)

    def history(self, name: str, *, private: bool = False) -> NoteHistory:
        """Return how a note changed over time, from git: its properties, Log entries and tasks, and where it was, newest first.

        `name` is a contact, or the name or path of any note; or else the path or name of a contact whose note is gone. Without
        `private`, leaves out what names somebody else who is private. Raises NoteNotFound, AmbiguousName or HistoryUnavailable.
        """
        from plaintext_network.vault.read_history import read_history

        return read_history(self, name, private=private)

    def find_interactions(self, typed: str) -> tuple[TimelineEntry, ...]:
        """Return the interactions on a day, or with these words in their title, text or people, newest first."""
        from plaintext_network.network.search.find_interactions import find_interactions

        return find_interactions(self.interactions(), typed, self.today, self.text)

    def last_interaction(self, who: Person | str) -> PersonInteraction:
        """Return the newest interaction with a contact up to today. Raises InteractionNotFound."""
        from plaintext_network.errors import InteractionNotFound

        person = self.contact(who) if isinstance(who, str) else who
        for interaction in person.interactions:
            if interaction.day <= self.today:
                return interaction
        raise InteractionNotFound(person.name)

    def find(self, words: str, limit: int | None = None) -> tuple[SearchResult, ...]:
        """Return the notes that contain all the words, best first."""
        from plaintext_network.vault.find_notes import find_notes

        return find_notes(self._reader, words, limit, self._progress)

    def find_by_meaning(self, text: str, limit: int | None = None) -> tuple[SearchResult, ...]:
        """Return the notes with a passage that means the same as a text, or something similar, nearest first.

        `score` is the similarity, up to 1.0, and `shown` the passage. Raises MeaningUnavailable without the extra `meaning`.
        """
        from plaintext_network.vault.find_by_meaning import find_by_meaning

        return find_by_meaning(self._reader, text, limit, self._progress)

    def path(self, name: str) -> str:
        """Return the path, relative to the vault, of the one note with this name. Raises NoteNotFound or AmbiguousName."""
        return self._reader.find_note(name)

    def link_to(self, name: str) -> str:
        """Return a link to the one note with this name. Raises NoteNotFound or AmbiguousName."""
        from plaintext_network.network.index.link_text import link_to

        return link_to(self.index.names, self.index.notes[self.path(name)], "", people=False)

    def has_target(self, target: str) -> bool:
        """Return whether a link with this target matches one note or several."""
        from plaintext_network.model.note.facts import Ref

        matched = self.index.names.resolve(Ref(target, 1, 1, 0), "", people=False)
        return matched.path is not None or bool(matched.candidates)

    def text(self, path: str) -> str:
        """Return a note's text as it is now; empty if it can't be read."""
        from plaintext_network.vault.files.read_file import Reader

        with Reader(self.root) as files:
            return self._reader.content(files, path).text

    def lines(self, path: str) -> list[str]:
        """Return a note's lines. LF, CRLF and CR end a line."""
        return self.text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def visible_lines(self, path: str) -> list[str]:
        """Return a note's lines with spaces for its comments."""
        from plaintext_network.notes.note import without_comments

        return without_comments("\n".join(self.lines(path))).split("\n")

    def parse_log(self, sentence: str) -> ParsedLog:
        """Parse a sentence about an interaction with these contacts, its event and goals as links.

        Raises SentenceUnclear, or NoteNotFound for a goal that has no note.
        """
        from plaintext_network.network.people.log_sentence import parse_log

        parsed = parse_log(sentence, self._reader.known, self.today)
        said = parsed.sentence
        if said.event or said.goal:
            links = tuple(map(self.link_to, said.goal))
            said = said._replace(event=tuple(map(self.event_link, said.event)), goal=links)
            parsed = parsed._replace(sentence=said)
        return parsed

    def event_link(self, name: str) -> str:
        """Return the link to an event's note, or the name as typed: most events have no note."""
        from plaintext_network.errors import NoteNotFound

        try:
            return self.link_to(name)
        except NoteNotFound:
            return name

    def near_contacts(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the name and path of contacts whose names are spelled like one that nobody has, nearest first."""
        from plaintext_network.network.people.near_names import near_contacts

        return near_contacts(name, self._reader.known)

    def duplicates(self, query: str = "", limit: int | None = None) -> tuple[DuplicatePair, ...]:
        """Return the pairs of contacts who may be one person, likeliest first, at most `limit`.

        With a query, one of the two matches it. Raises QueryInvalid.
        """
        from plaintext_network.network.people.duplicate_pairs import duplicate_pairs

        among = {person.path for person in self.contacts(query)} if query.strip() else None
        return duplicate_pairs(self.index, self.settings.rules, among, limit)

    # Problems and the cache

    @property
    def state_key(self) -> str:
        """What identifies what the notes and the settings say: it stays as long as no file changes. Empty without a cache."""
        return self._reader.state_key

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem in the settings, files and notes, by path and line."""
        from plaintext_network.vault.list_problems import list_problems

        return list_problems(self._reader)

    def problems_of(self, path: str) -> tuple[Problem, ...]:
        """Return those of `problems` that are in one file, by line. Reads no other note."""
        from plaintext_network.vault.list_problems import list_problems_of

        return list_problems_of(self._reader, path)

    @property
    def problem_counts(self) -> tuple[int, int]:
        """The numbers of errors and warnings in `problems`."""
        check = self._reader.check
        errors, warnings = check.fact("errors"), check.fact("warnings")
        if errors is None:
            from plaintext_network.network.index.problem_counts import count_problems

            errors, warnings = self._reader.state.problem_counts().plus(
                count_problems(self.settings.problems)
            )
        odd = check.listing_severities
        return errors + odd.count("error"), warnings + odd.count("warning")

    @property
    def cache_status(self) -> CacheStatus:
        """The size, age and validity of this vault's cache."""
        from plaintext_network.vault.cache.status import cache_status

        return cache_status(self._reader.check)

    # Other texts

    def over(self, texts: Mapping[str, bytes | None]) -> Notebook:
        """Return a notebook of the same moment in which these notes have these texts; None for a note that doesn't exist.

        `texts` maps paths relative to the vault to bytes, such as an editor's unsaved text. Nothing is written.
        Raises TypeError for a text that isn't bytes.
        """
        for path, text in texts.items():
            if not isinstance(text, bytes | None):
                raise TypeError(f"the text of {path} must be bytes, not {type(text).__name__}: text.encode()")
        return self._changed(texts, ())

    def without(self, paths: Iterable[str]) -> Notebook:
        """Return a notebook of the same moment in which the notes at these paths, and their conflict copies, don't exist.

        Links to them match no note, and no contact has their names. The texts of other notes stay as they are.
        Raises TypeError for one path in place of several.
        """
        if isinstance(paths, str):
            raise TypeError(f"`without` takes several paths: without([{paths!r}])")
        return self._changed({}, paths)

    def _changed(self, texts: Mapping[str, bytes | None], hidden: Iterable[str]) -> Notebook:
        from plaintext_network.vault.changed_reader import ChangedReader

        hidden = frozenset(hidden)
        return self._with_reader(
            ChangedReader(self._reader, texts, hidden),
            lambda: ChangedReader(self._open_reader(), texts, hidden),
        )

    def live(self) -> Window:
        """Return a window on the vault, which stays up to date. Close it, or use it in a `with` block.

        If this notebook was opened for a day other than today, its window stays at that day.
        """
        # Late: only programs that keep running need it.
        from plaintext_network.vault.window.window import Window

        return Window(
            self.root,
            self._with_reader,
            self._now(),
            self._progress,
            cached=self._cached,
            settings=self._settings,
        )

    def _now(self) -> Callable[[], datetime] | None:
        """Return the clock of a notebook that was opened for another day than today."""
        from datetime import datetime

        day, real = self.today, datetime.now().astimezone()
        return None if day == real.date() else (lambda: datetime.combine(day, real.timetz()))

    # Writing

    @contextmanager
    def write_session(
        self, on_wait: Callable[[float], None] | None = None, *, commit: bool | None = None
    ) -> Iterator[WriteSession]:
        """Lock the vault for writing, complete an interrupted write, and read the vault anew.

        Sessions don't nest. `on_wait` receives the seconds for which another process has held the lock. `commit` says whether its writes
        become commits, in place of what the notebook or the settings say. Raises VaultBusy
        after a minute, InterruptedWrite or WriteStillPending if the earlier write can't be completed, and WriteFailed if
        the lock can't be made.
        """
        from plaintext_network.vault.transaction.transaction import recover_locked
        from plaintext_network.vault.transaction.write_lock import hold_write_lock

        if self._reader.unsaved:
            # Late: rarely raised.
            from plaintext_network.errors import EditRefused

            raise EditRefused(
                "this notebook has unsaved texts, or leaves out notes; write with another one", self.root
            )
        with hold_write_lock(self.root, waiting=on_wait):
            # First, so that nothing is planned from a half-written vault.
            settled = recover_locked(self.root)
            self.refresh()
            try:
                session = self.dry_run(lambda operation: self._perform(operation, commit))
                session.settled = settled
                yield session
            finally:
                self.refresh()

    def _perform(
        self, operation: Operation, commit: bool | Literal["hooks"] | None = None
    ) -> tuple[str, ...]:
        """Apply an operation and, if writes are to be committed, commit it; return the notices for the user."""
        from plaintext_network.vault.transaction.transaction import perform

        if commit is None:
            commit = self.settings.git.commit if self._commit is None else self._commit
        if not commit and operation.undoes is None:
            return perform(self.root, operation)
        # Late: most vaults don't commit.
        from plaintext_network.vault.commits.perform_and_commit import perform_and_commit

        notices, result = perform_and_commit(
            self.root, operation, commit=bool(commit), with_hooks=commit == "hooks"
        )
        if result is not None and self._on_commit:
            self._on_commit(result)
        elif result is not None and not result.is_committed:
            notices = (*notices, result.text)
        return notices

    def dry_run(
        self,
        perform: Callable[[Operation], tuple[str, ...]] = lambda _: (),
        find: Callable[[str], str] | None = None,
    ) -> WriteSession:
        """Return a session without a lock that passes each operation to `perform` instead of writing it.

        `find` finds contacts by name in place of this notebook, such as in one without some of its contacts.
        """
        from plaintext_network.vault.edits.write_session import WriteSession

        reader = self._reader

        def unread() -> tuple[Problem, ...]:
            skipped = (*reader.check.listing_problems, *reader.state.skipped)
            return tuple(problem for problem in skipped if problem.code in ("unreadable", "evicted"))

        session = WriteSession(
            self.root,
            self.today,
            self.settings.rules,
            lambda: reader.index,
            find or reader.find_contact,
            perform,
            unread,
        )
        session._lay_over(reader.unsaved)
        return session

    @contextmanager
    def edit(self, who: Person | str) -> Iterator[NoteEdit]:
        """Change the properties of one note: on exit, write every change, or none if the block raises.

        `who` is a contact, or the name or path of any note. Raises NoteNotFound, AmbiguousName, EditRefused or ChangedOnDisk.
        """
        with self.write_session() as session:
            draft = session.draft(self.path(who) if isinstance(who, str) else who.path)
            yield draft
            session.perform(draft.operation(f"edit {draft.name}"))

    def log(
        self,
        sentence: str = "",
        people: Iterable[Person | str] = (),
        day: date | None = None,
        details: LogDetails | None = None,
        form: str | None = None,
        *,
        template: bool = True,
    ) -> str:
        """Log an interaction in a sentence, and return the path of the note it was written to.

        `people` and `day` replace those in the sentence; `form` is `note`, `log` or `daily`. A new note begins
        as the vault's template unless `template` is false. Asks nothing: raises SentenceUnclear, AmbiguousName or
        ContactNotFound, which is an UnknownParticipant for a name in the sentence.
        """
        from plaintext_network.vault.edits.read_sentence import read_sentence

        if isinstance(people, str):
            raise TypeError(f"`people` takes several people: people=[{people!r}]")
        logged = read_sentence(self, sentence, [self._path_of(who) for who in people], day, details)
        with self.write_session() as session:
            operation = logged.plan(session, form, template=template)
            session.perform(operation)
        return operation.steps[0].path

    def introduce(
        self,
        one: Person | str,
        other: Person | str,
        why: str | None = None,
        status: str = "asked",
        day: date | None = None,
    ) -> str:
        """Create the note of an introduction, dated today or `day`, and return its path.

        Without `why`, uses what one needs and the other offers. Raises IntroductionRefused, ContactNotFound or AmbiguousName.
        """
        from plaintext_network.vault.edits.add_introduction import plan_introduction

        first, second = self._path_of(one), self._path_of(other)
        with self.write_session() as session:
            operation = plan_introduction(
                session, first, second, why, status, day.isoformat() if day else None
            )
            session.perform(operation)
        return operation.steps[0].path

    def undo(self) -> str:
        """Undo the last write in this vault, and return its description. Raises NothingToUndo or UndoRefused."""
        from plaintext_network.vault.commits.committed_writes import undo_or_revert

        with self.write_session() as session:
            operation = undo_or_revert(self.root)
            session.perform(operation)
        return operation.what

    def redo(self) -> str:
        """Redo the write that was undone last, and return its description. Raises NothingToRedo or RedoRefused."""
        from plaintext_network.vault.transaction.transaction import redo

        with self.write_session() as session:
            operation = redo(self.root)
            session.perform(operation)
        return operation.what

    def delete(self, name: str) -> str:
        """Move the one note with this name to the vault's trash, and return its path there.

        Links to it stay as they are. Raises NoteNotFound or AmbiguousName.
        """
        from plaintext_network.vault.edits.delete_note import plan_delete

        with self.write_session() as session:
            operation = plan_delete(session, self.path(name))
            session.perform(operation)
        return operation.steps[0].path

    def archive(self, who: Person | str) -> None:
        """Archive a contact. Raises ContactNotFound, AmbiguousName or EditRefused."""
        from plaintext_network.vault.edits.archive_contact import plan_archive

        with self.write_session() as session:
            session.perform(plan_archive(session, self._path_of(who)))

    def unarchive(self, who: Person | str) -> None:
        """Make an archived contact active again. Raises ContactNotFound or AmbiguousName."""
        from plaintext_network.vault.edits.archive_contact import plan_unarchive

        with self.write_session() as session:
            session.perform(plan_unarchive(session, self._path_of(who)))

    def _path_of(self, who: Person | str) -> str:
        return self.contact(who).path if isinstance(who, str) else who.path

    def watch(self) -> WatchStream:
        """Return a stream of changes in the vault, for `for` or `async for`. Close it, or use it in a `with`.

        Only one process can watch a vault. The notebook doesn't change; call `refresh` to see the new state. A notebook that
        was opened for another day watches on that day. Raises NotWatchable if this Python has no SQLite.
        """
        # Late: only a watcher needs it.
        from plaintext_network.vault.watch import require_sqlite

        # First: without SQLite, the next module can't be imported.
        require_sqlite(self.root)
        from plaintext_network.vault.watch.change_stream import WatchStream

        return WatchStream(self.root, self._now(), self._progress)
