"""Asks what a sentence for `pnet log` leaves open: who, when, what a part means. Without a terminal, raises an error instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.errors import (
    AmbiguousName,
    Cancelled,
    ContactNotFound,
    DateNotUnderstood,
    SentenceUnclear,
    UnknownParticipant,
)
from plaintext_network.model.dates.date_words import parse_coming_day
from plaintext_network.model.edits.log_sentence import usual_day, usual_promise_day
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.values import visible_text
from plaintext_network.network.people.distinguished_names import distinguished_names
from plaintext_network.network.people.log_sentence import parse_log_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.network.people.log_sentence import ParsedLog
    from plaintext_network.vault.notebook import Notebook

# The parts to choose from for a word before a colon that is none.
CHOICES = {
    "gave": "what you gave",
    "got": "what you got",
    "asked": "what you asked for",
    "thanked": "what you thanked them for",
    "promised": "what you promised",
    "topics": "what you talked about",
    "place": "where it was",
    "with": "who took part",
    "event": "the event where it happened",
    "goal": "a goal that it helped",
    "channel": "how you were in touch",
    "direction": "out, in or both",
    "date": "the day it happened",
}
OFFERED = ("gave", "got", "asked", "thanked", "promised", "topics", "place")
MOST_QUESTIONS = 3


def told_apart(notebook: Notebook, paths: Iterable[str]) -> dict[str, str]:
    """Return the names of contacts by path; names that several of them share get an organization, else the file."""
    notes = {path: notebook.index.notes[path] for path in paths}
    organizations = {
        path: visible_text(facts.contact.organization)
        for path, facts in notes.items()
        if facts.contact and facts.contact.organization
    }
    return distinguished_names([(facts.name, path) for path, facts in notes.items()], organizations)


class Participants:
    """The people who took part: paths of contacts, and names of those to add. Asks when a name is unclear."""

    def __init__(self, writes: WriteCommand) -> None:
        self.writes, self.notebook = writes, writes.session.notebook
        self.found: list[str] = []
        self.strangers: list[str] = []
        self.spots: list[tuple[int, int, str]] = []
        self.as_text: list[str] = []
        self._meant: dict[str, str | None] = {}

    @property
    def names(self) -> list[str]:
        known = [each for each in self.found if each not in self.strangers]
        # Others in the vault may have the same names.
        names = {name_key(self.notebook.index.notes[path].name) for path in known}
        same = (facts.path for facts in self.notebook.index.contacts() if name_key(facts.name) in names)
        shown = told_apart(self.notebook, [*known, *same])
        return [shown.get(each, each) for each in self.found]

    def named(self, name: str) -> None:
        """Add someone named by an option, or in a part such as `with: Ada`."""
        try:
            person: str | None = self.notebook.contact(name).path
        except AmbiguousName as many:
            person = self._one_of(name, [path for _, path in many.candidates], many)
        except ContactNotFound:
            person = self._unknown(name, self.notebook.near_contacts(name), may_be_text=False)
        if person:
            self._take(person)

    def heard(self, heard: ParsedLog, *, take_part: bool) -> None:
        """Add the people named in a sentence, if `take_part`. Either way, a link to nobody is an error or adds a contact."""
        unsettled = heard.unsettled(others=bool(self.found))
        for mention in heard.people:
            person: str | None
            if mention.link and not mention.paths:
                if self.notebook.has_target(mention.typed):
                    continue
                near = self.notebook.near_contacts(mention.typed)
                person = self._unknown(mention.typed, near, may_be_text=False)
            elif not take_part:
                continue
            else:
                person = self._one_of(mention.typed, list(mention.paths))
            if take_part and person:
                self._take(person)
                self.spots.append((mention.start, mention.end, person))
        for name in heard.unknown if take_part else ():
            if name not in unsettled:
                self.as_text.append(name.typed)
            elif person := self._unknown(name.typed, name.near, may_be_text=bool(self.found)):
                self._take(person)
                self.spots.append((name.start, name.end, person))

    def _take(self, person: str) -> None:
        if person not in self.found:
            self.found.append(person)

    def _one_of(self, typed: str, paths: list[str], many: AmbiguousName | None = None) -> str:
        if len(paths) == 1:
            return paths[0]
        if not (meant := self._meant.get(typed)):
            named = [(self.notebook.index.notes[path].name, path) for path in paths]
            if not self.writes.prompter.possible:
                raise many or AmbiguousName(typed, sorted(named))
            meant = paths[self.writes.prompter.choice(f"Who is “{typed}”?", self._options(paths))]
            self._meant[typed] = meant
        return meant

    def _options(self, paths: Sequence[str]) -> list[str]:
        shown = told_apart(self.notebook, paths)
        return [
            name if path in name else f"{name}  ({path})" for path, name in ((p, shown[p]) for p in paths)
        ]

    def _unknown(self, name: str, near: Sequence[tuple[str, str]], *, may_be_text: bool) -> str | None:
        """Return who an unknown name means: a contact with a near name, somebody to add, or None for a text.

        Raises UnknownParticipant if there is nobody to ask, Cancelled if nobody is chosen who must be.
        """
        if name in self._meant:
            return self._meant[name]
        asker = self.writes.prompter
        paths = [path for _, path in near]
        if not asker.possible:
            shown = told_apart(self.notebook, paths)
            others = self.names if may_be_text else []
            raise UnknownParticipant(name, [shown[path] for path in paths], others)
        if not near and not may_be_text:
            if not asker.yes(f"“{name}” isn't a contact. Add them?", default=False):
                raise Cancelled
            self._meant[name] = name
            self.strangers.append(name)
            return name
        known = [self.notebook.index.notes[path].name for path in paths]
        meant = f" Did you mean {' or '.join(dict.fromkeys(known))}?" if known else ""
        self.writes.screen.warn(("warning", f"“{name}” isn't a contact.{meant}"))
        last = f"keep “{name}” as text" if may_be_text else "none of them: log nothing"
        options = [*self._options(paths), f"add “{name}” as a new contact", last]
        chosen = asker.pick("Who took part?", options, len(options) - 1)
        person: str | None = paths[chosen] if chosen < len(paths) else None
        if chosen == len(paths):
            person = name
            self.strangers.append(name)
        elif person is None and not may_be_text:
            raise Cancelled
        elif person is None:
            self.as_text.append(name)
        self._meant[name] = person
        return person


def ask_parts(writes: WriteCommand, heard: ParsedLog, typed: str) -> ParsedLog:
    """Ask what each word before a colon means that is not a part, and read the sentence again; or warn about it."""
    asker, unknown = writes.prompter, heard.sentence.unknown
    if not unknown:
        return heard
    if not asker.possible or len(unknown) > MOST_QUESTIONS:
        for part in unknown:
            fault = f"“{part.word}:” is not a part that pnet knows"
            meant = f"; did you mean “{part.near}:”? It stays" if part.near else "; it stays"
            writes.screen.note(("warning", f"{fault}{meant} in the text"))
        writes.screen.note(("muted", f"parts: {', '.join(OFFERED)}, follow up"))
        return heard
    changed = typed
    for part in reversed(unknown):
        writes.screen.warn(("warning", f"“{part.word}:” is not a part that pnet knows."))
        ordered = [*([part.near] if part.near else []), *(each for each in OFFERED if each != part.near)]
        options = ["text, kept as you wrote it", *(f"{each}: {CHOICES[each]}" for each in ordered)]
        if chosen := asker.pick("What is it?", options, 0):
            changed = changed[: part.start] + ordered[chosen - 1] + changed[part.end :]
    return heard if changed == typed else writes.session.notebook.parse_log(changed)


def ask_day(writes: WriteCommand, heard: ParsedLog | None, named: str | None) -> date:
    """Return the day it happened, asking if the sentence leaves it open; a blank answer means the day shown."""
    today = writes.session.today
    if named is not None:
        return parse_log_date(named, today)
    if heard is None:
        return today
    asker, screen = writes.prompter, writes.screen
    if not heard.doubts or not asker.possible:
        return heard.day(None, today)
    dates = [doubt for doubt in heard.doubts if not doubt.not_yet]
    for doubt in heard.doubts:
        if doubt.not_yet:
            screen.warn(("warning", f"“{doubt.word}” sounds as if it were yet to be done."))
            if not asker.yes("Did it happen?", default=False):
                screen.note("to keep it in mind: pnet promise NAME WHEN TEXT")
                raise Cancelled
    if not dates:
        return heard.sentence.day or today
    doubt = dates[0]
    usual = heard.sentence.day or usual_day(doubt, today)
    screen.warn(("warning", f"“{doubt.word}” may be the day it happened."))
    return _asked_day(writes, "Which day was it?", usual, lambda text: parse_log_date(text, today))


def ask_promises(writes: WriteCommand, heard: ParsedLog) -> ParsedLog:
    """Ask for the day of each promise without one; a blank answer means a week from today."""
    today, promises = writes.session.today, heard.sentence.follow_ups
    if not writes.prompter.possible or all(promise.day for promise in promises):
        return heard
    dated = []
    for promise in promises:
        day = promise.day
        if day is None:
            writes.screen.warn(f"You promised: {promise.text}")
            day = _asked_day(
                writes,
                "By which day?",
                usual_promise_day(today),
                lambda text: _coming(text, today),
            )
        dated.append(promise._replace(day=day))
    return heard._replace(sentence=heard.sentence._replace(follow_ups=tuple(dated)))


def _coming(text: str, today: date) -> date:
    day = parse_coming_day(text.lower().removeprefix("by ").removeprefix("on "), today)
    if day < today:
        raise DateNotUnderstood(text)
    return day


def _asked_day(writes: WriteCommand, question: str, usual: date, read: Callable[[str], date]) -> date:
    while True:
        answer = writes.prompter.line_or_back(question, f"{usual}, {usual:%A}")
        if answer is None:
            return usual
        try:
            return read(answer)
        except DateNotUnderstood as wrong:
            writes.screen.report_error(wrong)


def somebody(writes: WriteCommand, typed: str) -> str:
    """Ask who took part when the sentence names nobody. Raises SentenceUnclear if there is nobody to ask."""
    if not writes.prompter.possible:
        first = " ".join(typed.split())[:60]
        raise SentenceUnclear(
            f"no known contact in “{first}”", "add --with NAME, or add the contact first: pnet add NAME"
        )
    answer = writes.prompter.line_or_back("With whom?", "nobody: log nothing")
    if answer is None:
        raise Cancelled
    return answer
