"""Implements `pnet log`: resolves the people and the day, asking about what is unclear, and logs the interaction."""

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


class LogRequest(NamedTuple):
    """An interaction to log: the sentence, the people named by options, and everything else from options."""

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
        return write_down(writes, LogRequest(text, people, options.date, given, options.form, options.anyway))
    except PnetError:
        if options.edit and text.strip():
            writes.screen.warn(_saved(text))
        raise


def write_down(writes: WriteCommand, request: LogRequest) -> int:
    """Log an interaction and print how it was read. On a terminal, ask about whatever is unclear first."""
    session = writes.session
    notebook = session.notebook
    heard = notebook.parse_log(request.text) if request.text.strip() else None
    if heard is None and not request.people:
        raise SentenceUnclear("nothing to log", "write what happened: pnet log 'coffee with Ada'")
    day = _day(writes, heard, request.date)
    what = new_interaction(heard, request.given, day, session.today)
    people = _Participants(writes)
    for name in request.people:
        people.named(name)
    if heard:
        people.heard(heard, take_part=not request.people)
    if not people.found:
        people.named(_somebody(writes, request.text))
    readback: list[tuple[Part, ...]] = [
        (("muted", f"{name:<{INDENT - 1}} "), text)
        for name, text in _readback(what, people.names, session.today)
    ]
    if heard and not request.people:
        for name in heard.unknown:
            writes.screen.note(
                ("warning", f"“{name}” isn't a contact; kept as text (pnet add makes a contact)")
            )
    for line in readback if writes.dry else ():
        writes.screen.note(*line)
    _think_twice(writes, people, what, anyway=request.anyway)
    with writes.desk() as desk:
        return writes.carry_out(desk, _written(desk, what, people, request.form), *readback)


def _think_twice(writes: WriteCommand, people: _Participants, what: NewInteraction, *, anyway: bool) -> None:
    """Print the reasons to wait, and ask whether to log anyway. Raises LogNotConfirmed when there is nobody to ask."""
    known = [
        writes.session.notebook.contact_at(path) for path in people.found if path not in people.strangers
    ]
    thoughts = writes.session.notebook.reports.log_warnings(known, what, len(people.found))
    reasons = [(thought.says, thought.sources[-MOST_PLACES:]) for thought in thoughts]
    if not reasons:
        return
    allowed = anyway or writes.dry
    if not allowed and not writes.prompter.possible:
        raise LogNotConfirmed(reasons)
    show = writes.screen.note if allowed else writes.screen.warn
    for text, places in reasons:
        show(("warning", text))
        show("  ", ("place", " ".join(places)))
    if not allowed and not writes.prompter.yes("Log it anyway?", default=False):
        raise Cancelled


def _written(desk: WriteSession, what: NewInteraction, people: _Participants, form: str | None) -> Operation:
    """Return one operation that logs the interaction and adds the contacts that are new."""
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
        # The Log line may go into a note that this operation creates.
        steps[step.path] = steps[step.path]._replace(after=step.after) if step.path in steps else step
    return written._replace(steps=tuple(steps.values()))


class _Participants:
    """The people who took part: paths of contacts, and names of those to add. Asks when a name is unclear."""

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
        """Add someone named by an option."""
        try:
            self._take(self.notebook.contact(name).path)
        except AmbiguousName as many:
            self._take(self._one_of(name, [path for _, path in many.candidates], many))
        except ContactNotFound:
            self._take(self._stranger(name))

    def heard(self, heard: ParsedLog, *, take_part: bool) -> None:
        """Add the people named in a sentence, if `take_part`. Either way, a link to nobody is an error or adds a contact."""
        for mention in heard.people:
            if mention.link and not mention.paths:
                if self.notebook.has_target(mention.typed):
                    continue
                person = self._stranger(mention.typed)
            elif not take_part:
                continue
            else:
                person = self._one_of(mention.typed, list(mention.paths))
            if take_part:
                self._take(person)
                self.spots.append((mention.start, mention.end, person))

    def _take(self, person: str) -> None:
        if person not in self.found:
            self.found.append(person)

    def _one_of(self, typed: str, paths: list[str], many: AmbiguousName | None = None) -> str:
        if len(paths) == 1:
            return paths[0]
        if typed not in self._meant:
            named = [(self.notebook.index.notes[path].name, path) for path in paths]
            if not self.writes.prompter.possible:
                raise many or AmbiguousName(typed, sorted(named))
            options = [f"{name}  ({path})" for name, path in named]
            self._meant[typed] = paths[self.writes.prompter.choice(f"Who is “{typed}”?", options)]
        return self._meant[typed]

    def _stranger(self, name: str) -> str:
        """Offer to add someone who is not a contact yet. Raises Stranger."""
        asker = self.writes.prompter
        if name not in self.strangers:
            if not asker.possible or not asker.yes(f"“{name}” isn't a contact. Add them?", default=True):
                raise UnknownParticipant(name)
            self.strangers.append(name)
        return name


def _event(session: Session, name: str) -> str:
    """Return the link to an event's note, or the name as typed: most events have no note."""
    try:
        return session.notebook.link_to(name)
    except NoteNotFound:
        return name


def _text(session: Session) -> str:
    """Return the sentence from the arguments, the editor or standard input."""
    options = session.options
    typed = " ".join(options.text)
    if options.edit:
        # Late: most sentences are typed as arguments.
        from plaintext_network.cli.editor import edit_text, require_terminal

        require_terminal("log -e", session.options.no_input, os.environ)
        return edit_text(f"{typed}\n" if typed else "", os.environ)
    if typed == "-" or (not typed and not options.people and sys.stdin and not sys.stdin.isatty()):
        read = sys.stdin.read() if sys.stdin else ""
        return read.removeprefix("\ufeff").replace("\r\n", "\n")
    return typed


def _saved(text: str) -> str:
    """Save text that could not be logged, and return a message with its place; if saving fails, with the text."""
    # Late: a log is seldom refused.
    from plaintext_network.vault.config.user_folders import keep_text

    try:
        return f"your text is saved in {keep_text('unwritten log', text)}"
    except OSError:
        return f"your text could not be saved: {text}"


def _day(writes: WriteCommand, heard: ParsedLog | None, named: str | None) -> date:
    today = writes.session.today
    if named is not None:
        return parse_log_date(named, today)
    if heard is None:
        return today
    if heard.doubts and writes.prompter.possible:
        doubt = heard.doubts[0]
        question = f"“{doubt.word}” may be a date. What day was this?"
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
        raise SentenceUnclear(
            f"no known contact in “{first}”", "add --with NAME, or add the contact first: pnet add NAME"
        )
    return writes.prompter.line("With whom?")


def _readback(what: NewInteraction, names: list[str], today: date) -> list[tuple[str, str]]:
    """Return how the sentence was read, dates resolved: a label and a text per line."""
    days = (what.day - today).days
    when = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(days, what.day.strftime("%A"))
    sides = {"out": "out: from you, no answer yet", "in": "in: from them, your turn to answer"}
    lines = [
        ("on", f"{what.day} ({when}{', planned' if days > 0 else ''})"),
        ("with", ", ".join(names)),
        ("channel", what.channel or ""),
        ("direction", sides.get(what.direction, "")),
        ("text", " ".join(what.text.split())),
    ]
    lines += [
        (name, text)
        for name in ("event", "goal", "topics", "gave", "got", "asked", "thanked")
        for text in getattr(what, name)
    ]
    lines += [("follow up", f"{day}{': ' if text else ''}{text}") for day, text in what.follow_ups]
    lines = [(name, text) for name, text in lines if text]
    return [("" if n and lines[n - 1][0] == name else name, text) for n, (name, text) in enumerate(lines)]
