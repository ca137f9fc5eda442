"""Writes down what passed between you and others, in words."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import (
    AmbiguousName,
    Cancelled,
    ContactNotFound,
    DateNotUnderstood,
    LogNotConfirmed,
    NoteNotFound,
    PnetError,
    SentenceUnclear,
    UnknownParticipant,
)
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.network.people.log_sentence import LogDetails, new_interaction, parse_log_date
from plaintext_network.vault.edits.add_contact import plan_contact
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.transaction.record import FileStep, Operation

if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.cli.output.terminal import Part
    from plaintext_network.network.people.log_sentence import ParsedLog
    from plaintext_network.vault.edits.write_session import WriteSession

INDENT = 12
MOST_PLACES = 3


class Asked(NamedTuple):
    """What is to be written down: the sentence, who took part where that is said beside it, and all else."""

    text: str
    people: tuple[str, ...] = ()
    date: str | None = None
    given: LogDetails = LogDetails()
    form: str | None = None
    anyway: bool = False


def run(session: Session) -> int:
    """Run `pnet log`."""
    options, writes = session.options, WriteCommand(session)
    given = LogDetails(
        options.channel,
        options.direction,
        *(
            tuple(getattr(options, name) or ())
            for name in ("topic", "gave", "got", "asked", "thanked", "follow_up")
        ),
    )._replace(
        event=[_event(session, options.event)] if options.event is not None else [],
        goal=[session.notebook.link_to(name) for name in options.goal or ()],
    )
    people = tuple(options.people or ())
    text = _text(session)
    try:
        return write_down(writes, Asked(text, people, options.date, given, options.form, options.anyway))
    except PnetError:
        if options.edit and text.strip():
            writes.screen.warn(_kept(text))
        raise


def write_down(writes: WriteCommand, asked: Asked) -> int:
    """Write down what was asked for; whatever is not certain is asked first, where there is a terminal."""
    session = writes.session
    notebook = session.notebook
    heard = notebook.parse_log(asked.text) if asked.text.strip() else None
    if heard is None and not asked.people:
        raise SentenceUnclear("nothing was said", "say what happened: pnet log 'coffee with Ada'")
    day = _day(writes, heard, asked.date)
    what = new_interaction(heard, asked.given, day, session.today)
    people = _People(writes)
    for name in asked.people:
        people.named(name)
    if heard:
        people.heard(heard, take_part=not asked.people)
    if not people.found:
        people.named(_somebody(writes, asked.text))
    told: list[tuple[Part, ...]] = [
        (("muted", f"{name:<{INDENT - 1}} "), text) for name, text in _told(what, people.names, session.today)
    ]
    if heard and not asked.people:
        for name in heard.unknown:
            writes.screen.note(("warning", f"{name} is no contact, and stays text; `pnet add` makes one"))
    for line in told if writes.dry else ():
        writes.screen.note(*line)
    _think_twice(writes, people, what, anyway=asked.anyway)
    with writes.desk() as desk:
        return writes.carry_out(desk, _written(desk, what, people, asked.form), *told)


def _think_twice(writes: WriteCommand, people: _People, what: NewInteraction, *, anyway: bool) -> None:
    """Say what patience has against it, and ask whether to go on; where nobody can be asked, it is not written."""
    known = [
        writes.session.notebook.contact_at(path) for path in people.found if path not in people.strangers
    ]
    thoughts = writes.session.notebook.reports.log_warnings(known, what, len(people.found))
    told = [(thought.says, thought.sources[-MOST_PLACES:]) for thought in thoughts]
    if not told:
        return
    aside = anyway or writes.dry
    if not aside and not writes.prompter.possible:
        raise LogNotConfirmed(told)
    say = writes.screen.note if aside else writes.screen.warn
    for says, places in told:
        say(("warning", says))
        say("  ", ("place", " ".join(places)))
    if not aside and not writes.prompter.yes("Write it down all the same?", default=False):
        raise Cancelled


def _written(desk: WriteSession, what: NewInteraction, people: _People, form: str | None) -> Operation:
    """Return what writes it down, and makes the notes of those who are new, as one operation."""
    made: dict[str, str] = {}
    steps: dict[str, FileStep] = {}
    for name in people.strangers:
        adding = plan_contact(desk, name, force=True)
        made[name] = adding.steps[0].path
        steps.update((step.path, step) for step in adding.steps)
        desk = desk.after(adding)
    paths = [made.get(each, each) for each in people.found]
    spots = [(start, end, made.get(each, each)) for start, end, each in people.spots]
    written = plan_interaction(desk, what, paths, spots, form)
    for step in written.steps:
        # The line may go into a note that is made just now.
        steps[step.path] = steps[step.path]._replace(after=step.after) if step.path in steps else step
    return written._replace(steps=tuple(steps.values()))


class _People:
    """Who took part: paths, and the names of those who are yet to be added; asked for where that is not certain."""

    def __init__(self, writes: WriteCommand) -> None:
        self.writes, self.notebook = writes, writes.session.notebook
        self.found: list[str] = []
        self.strangers: list[str] = []
        self.spots: list[tuple[int, int, str]] = []
        self._meant: dict[str, str] = {}

    @property
    def names(self) -> list[str]:
        return [
            each if each in self.strangers else self.notebook.index.notes[each].name for each in self.found
        ]

    def named(self, name: str) -> None:
        """Take in somebody who was named by an option."""
        try:
            self._take(self.notebook.contact(name).path)
        except AmbiguousName as many:
            self._take(self._one_of(name, [path for _, path in many.candidates], many))
        except ContactNotFound:
            self._take(self._stranger(name))

    def heard(self, heard: ParsedLog, *, take_part: bool) -> None:
        """Take in those who are named in a sentence, unless others took part; nobody in it may be a stranger by link."""
        for spotted in heard.people:
            if spotted.link and not spotted.paths:
                if self.notebook.has_target(spotted.typed):
                    continue
                who = self._stranger(spotted.typed)
            elif not take_part:
                continue
            else:
                who = self._one_of(spotted.typed, list(spotted.paths))
            if take_part:
                self._take(who)
                self.spots.append((spotted.start, spotted.end, who))

    def _take(self, who: str) -> None:
        if who not in self.found:
            self.found.append(who)

    def _one_of(self, typed: str, paths: list[str], many: AmbiguousName | None = None) -> str:
        if len(paths) == 1:
            return paths[0]
        if typed not in self._meant:
            named = [(self.notebook.index.notes[path].name, path) for path in paths]
            if not self.writes.prompter.possible:
                raise many or AmbiguousName(typed, sorted(named))
            options = [f"{name}  ({path})" for name, path in named]
            self._meant[typed] = paths[self.writes.prompter.choice(f"Who is meant by “{typed}”?", options)]
        return self._meant[typed]

    def _stranger(self, name: str) -> str:
        """Offer to add somebody who is not known yet."""
        asker = self.writes.prompter
        if name not in self.strangers:
            if not asker.possible or not asker.yes(f"No contact goes by “{name}”. Add one?", default=True):
                raise UnknownParticipant(name)
            self.strangers.append(name)
        return name


def _event(session: Session, name: str) -> str:
    """Return the link to an event's note, or its name as it was typed: most events have no note."""
    try:
        return session.notebook.link_to(name)
    except NoteNotFound:
        return name


def _text(session: Session) -> str:
    """Return what was typed: as words, in the editor, or into standard input."""
    options = session.options
    typed = " ".join(options.text)
    if options.edit:
        # Late: most logs are one line.
        from plaintext_network.cli.editor import edit_text, mind_terminal

        mind_terminal("log -e", session.options.no_input, os.environ)
        return edit_text(f"{typed}\n" if typed else "", os.environ)
    if typed == "-" or (not typed and not options.people and sys.stdin and not sys.stdin.isatty()):
        read = sys.stdin.read() if sys.stdin else ""
        return read.removeprefix("\ufeff").replace("\r\n", "\n")
    return typed


def _kept(text: str) -> str:
    """Keep what was written in the editor, and say where; where that fails, say all of it."""
    # Late: it is seldom refused.
    from plaintext_network.vault.config.user_folders import keep_text

    try:
        return f"what you wrote is kept in {keep_text('unwritten log', text)}"
    except OSError:
        return f"what you wrote could not be kept: {text}"


def _day(writes: WriteCommand, heard: ParsedLog | None, named: str | None) -> date:
    today = writes.session.today
    if named is not None:
        return parse_log_date(named, today)
    if heard is None:
        return today
    if heard.doubts and writes.prompter.possible:
        doubt = heard.doubts[0]
        question = f"“{doubt.word}” stands in the text. On which day did it happen, if it did?"
        while True:
            usual = doubt.day.isoformat() if doubt.day and doubt.day <= today else None
            answer = writes.prompter.line(question, usual)
            try:
                return parse_log_date(answer, today)
            except DateNotUnderstood as wrong:
                writes.screen.warn(str(wrong).replace("\n", "; "))
    return heard.day(None, today)


def _somebody(writes: WriteCommand, typed: str) -> str:
    if not writes.prompter.possible:
        first = " ".join(typed.split())[:60]
        raise SentenceUnclear(f"nobody who is known is named in “{first}”", "say who took part: --with NAME")
    return writes.prompter.line("With whom?")


def _told(what: NewInteraction, names: list[str], today: date) -> list[tuple[str, str]]:
    """Return what was understood, days resolved: what each line is about, and what it says."""
    days = (what.day - today).days
    when = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(days, what.day.strftime("%A"))
    sides = {"out": "out: from you, no answer yet", "in": "in: from them, yours to answer"}
    said = [
        ("on", f"{what.day} ({when}{', planned' if days > 0 else ''})"),
        ("with", ", ".join(names)),
        ("channel", what.channel or ""),
        ("direction", sides.get(what.direction, "")),
        ("text", " ".join(what.text.split())),
    ]
    said += [
        (name, text)
        for name in ("event", "goal", "topics", "gave", "got", "asked", "thanked")
        for text in getattr(what, name)
    ]
    said += [("follow up", f"{day}{': ' if text else ''}{text}") for day, text in what.follow_ups]
    said = [(name, text) for name, text in said if text]
    return [("" if n and said[n - 1][0] == name else name, text) for n, (name, text) in enumerate(said)]
