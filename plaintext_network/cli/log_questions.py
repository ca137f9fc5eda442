"""Asks what a sentence for `pnet log` leaves open: who, when, what a part means. Without a terminal, raises an error instead."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from plaintext_network.cli.errors import Cancelled, NobodyNamed
from plaintext_network.errors import AmbiguousName, ContactNotFound, DateNotUnderstood, UnknownParticipant
from plaintext_network.model.dates.date_words import parse_coming_day
from plaintext_network.model.edits.sentence.log_sentence import ParsedFollowUp, usual_day, usual_promise_day
from plaintext_network.model.language.normalize import name_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.log_sentence import parse_log_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.network.people.log_sentence import ParsedLog

# The parts to offer if a word before a colon is not a part.
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
    "goal": "a goal that it helped with",
    "channel": "how you were in touch",
    "direction": "out, in or both",
    "date": "the day it happened",
}
OFFERED = ("gave", "got", "asked", "thanked", "promised", "topics", "place")
MOST_QUESTIONS = 3
READ_FIELD = "what somebody read goes in brackets: [read:: The Quiet School]"


class Typed(NamedTuple):
    """What was typed after `pnet log`: the sentence, the names after `--with`, and the words of the other options."""

    text: str
    people: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """Return it as a command line for a shell."""
        named = [word for name in self.people for word in ("--with", name)]
        return shlex.join(["pnet", "log", *([self.text] if self.text else []), *named, *self.others])

    def naming(self, *names: str) -> Typed:
        """Return it with these people instead of those named after `--with`."""
        return self._replace(people=names)

    def replacing(self, name: str, other: str, span: tuple[int, int] | None) -> Typed:
        """Return it with another name at this place of the sentence; without one, wherever the name was typed."""
        if span and self.text[slice(*span)] == name:
            return self._replace(text=self.text[: span[0]] + other + self.text[span[1] :])
        if name in self.people:
            return self._replace(people=tuple(other if each == name else each for each in self.people))
        if name in self.text:
            return self._replace(text=self.text.replace(name, other, 1))
        return self.naming(*self.people, other)


class Participants:
    """The people who took part: paths of contacts, and names of those to add. Asks when a name is unclear."""

    def __init__(self, writes: WriteCommand, typed: Typed) -> None:
        self.writes, self.notebook, self.typed = writes, writes.session.notebook, typed
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
        shown = self.distinct_names([*known, *same])
        return [shown.get(each, each) for each in self.found]

    def distinct_names(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the names of contacts by path, with what distinguishes those of one name."""
        return self.notebook.distinct_names({path: self.notebook.index.notes[path].name for path in paths})

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
            asked = name in unsettled or (name.took_part and self.writes.prompter.possible)
            if not asked:
                self.as_text.append(name.typed)
                continue
            begin = heard.sentence.start
            span = (begin + name.start, begin + name.end)
            may_be_text = bool(self.found)
            if person := self._unknown(
                name.typed, name.near, may_be_text=may_be_text, span=span, is_word=name.is_word
            ):
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
            meant = paths[self.writes.prompter.choice(f"Who is “{typed}”?", self.options(paths))]
            self._meant[typed] = meant
        return meant

    def options(self, paths: Sequence[str]) -> list[str]:
        """Return how questions show these contacts, with what tells them apart."""
        shown = self.distinct_names(paths)
        return [
            name if path in name else f"{name}  ({path})" for path, name in ((p, shown[p]) for p in paths)
        ]

    def _unknown(
        self,
        name: str,
        near: Sequence[tuple[str, str]],
        *,
        may_be_text: bool,
        span: tuple[int, int] | None = None,
        is_word: bool = False,
    ) -> str | None:
        """Return who an unknown name means: a contact with a near name, somebody to add, or None for a text.

        Raises UnknownParticipant if there is nobody to ask, Cancelled if nobody is chosen who must be.
        """
        if name in self._meant:
            return self._meant[name]
        asker = self.writes.prompter
        paths = [path for _, path in near]
        if not asker.possible:
            shown = self.distinct_names(paths)
            others = self.names if may_be_text else []
            raise UnknownParticipant(
                name,
                [shown[path] for path in paths],
                others,
                is_word=is_word,
                corrected=self._corrected(name, near, span, is_word=is_word),
                as_text=self.typed.naming(*self.typed_names()).command if others else "",
            )
        if not near and not may_be_text:
            if not asker.yes(f"“{name}” isn't a contact. Add them?", default=False):
                raise Cancelled
            self._meant[name] = name
            self.strangers.append(name)
            return name
        known = [self.notebook.index.notes[path].name for path in paths]
        meant = f" Did you mean {' or '.join(dict.fromkeys(known))}?" if known else ""
        fault = f"“{name}” may be {' or '.join(known)}." if is_word else f"“{name}” isn't a contact.{meant}"
        self.writes.screen.warn(("warning", fault))
        last = f"keep “{name}” as text" if may_be_text else "none of them: log nothing"
        options = [*self.options(paths), f"add “{name}” as a new contact", last]
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

    def _corrected(
        self, name: str, near: Sequence[tuple[str, str]], span: tuple[int, int] | None, *, is_word: bool
    ) -> str:
        """Return the command line with the nearest contact's name."""
        if not near:
            return ""
        other = self.typed_name(near[0][1])
        if is_word or other != near[0][0]:
            return self.typed.naming(*self.typed_names(), other).command
        return self.typed.replacing(name, other, span).command

    def typed_names(self) -> list[str]:
        """Return the values of `--with` for the people who are known to have taken part."""
        return [each if each in self.strangers else self.typed_name(each) for each in self.found]

    def typed_name(self, path: str) -> str:
        """Return the name of a contact, or the path if others have that name."""
        name = self.notebook.index.notes[path].name
        same = [facts for facts in self.notebook.index.contacts() if name_key(facts.name) == name_key(name)]
        return name if len(same) == 1 else path


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
            if part.word.lower() == "read":
                writes.screen.note(("muted", READ_FIELD))
        writes.screen.note(("muted", f"parts: {', '.join(OFFERED)}, follow up"))
        return heard
    changed = typed
    for part in reversed(unknown):
        writes.screen.warn(("warning", f"“{part.word}:” is not a part that pnet knows."))
        if part.word.lower() == "read":
            writes.screen.note(("muted", READ_FIELD))
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
            screen.warn(("warning", f"“{doubt.word}” sounds like something still to do."))
            if not asker.yes("Did it happen?", default=False):
                screen.note("to note a promise: pnet promise NAME WHEN TEXT")
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


def ask_spoken_promises(writes: WriteCommand, heard: ParsedLog, people: Participants) -> ParsedLog:
    """Offer to add what was promised in plain words as a promise; without a terminal, print how to do so."""
    added = []
    for said in heard.sentence.spoken:
        if writes.prompter.possible:
            writes.screen.warn(f"You promised: {said.text}")
            if writes.prompter.yes(f"Add a promise, for {said.day}?", default=False):
                added.append(ParsedFollowUp(said.day, said.text))
            continue
        who = people.typed_names()
        to = who[0] if len(who) == 1 else "NAME"
        command = shlex.join(["pnet", "promise", to, *said.when.split(), *said.text.split()])
        writes.screen.note(("muted", f"“{said.words}” kept as text; to promise it: {command}"))
        writes.screen.note(("muted", f"next time: … ; promised by {said.when}: {said.text}"))
    later = (*heard.sentence.follow_ups, *added)
    return heard._replace(sentence=heard.sentence._replace(follow_ups=later)) if added else heard


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


def somebody(people: Participants, near: Sequence[tuple[str, str]]) -> str:
    """Ask who took part when the sentence names nobody; `near` are contacts it may mean.

    Raises NobodyNamed if there is nobody to ask, Cancelled if the answer is nobody.
    """
    writes, asker = people.writes, people.writes.prompter
    paths = [path for _, path in near]
    if not asker.possible:
        shown = people.distinct_names(paths)
        names = [people.typed_name(path) for path in paths[:1]] or ["NAME"]
        first = " ".join(people.typed.text.split())[:60]
        raise NobodyNamed(first, [shown[path] for path in paths], people.typed.naming(*names).command)
    if paths:
        options = [*people.options(paths), "somebody else", "nobody: log nothing"]
        writes.screen.warn(("warning", "The sentence doesn't clearly name a contact."))
        chosen = asker.pick("With whom?", options, len(options) - 1)
        if chosen < len(paths):
            return paths[chosen]
        if chosen > len(paths):
            raise Cancelled
    answer = asker.line_or_back("With whom?", "nobody: log nothing")
    if answer is None:
        raise Cancelled
    return answer
