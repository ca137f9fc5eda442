"""Implements `pnet log`: resolves the people and the day, asking about what is unclear, and logs the interaction."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

from plaintext_network.cli.errors import Cancelled, LogNotConfirmed
from plaintext_network.cli.log_questions import (
    Participants,
    Typed,
    ask_day,
    ask_parts,
    ask_promises,
    ask_spoken_promises,
    somebody,
)
from plaintext_network.cli.session import Session
from plaintext_network.cli.unlogged_text import save_unlogged
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import PnetError, SentenceUnclear, joined
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.log_sentence import LogDetails, new_interaction
from plaintext_network.vault.edits.add_contact import plan_contact
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.transaction.record import FileStep, Operation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from plaintext_network.cli.output.styles import Part
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
    template: bool = True

    @property
    def typed(self) -> Typed:
        """Return the options and values that repeat these details."""
        named = zip(LogDetails._fields, _OPTIONS, self.given, strict=True)
        words = [
            word
            for name, option, value in named
            for each in ([value] if name in ("channel", "direction") and value else value or ())
            for word in (option, str(each))
        ]
        words += [*(["--date", self.date] if self.date else []), *(["--as", self.form] if self.form else [])]
        words += [*(["--anyway"] if self.anyway else []), *([] if self.template else ["--no-template"])]
        return Typed(self.text.strip(), self.people, tuple(words))


_OPTIONS = (
    "--channel", "--direction", "--topic", "--gave", "--got", "--asked", "--thanked", "--follow-up", "--event", "--goal",
)  # fmt: skip


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
        event=[session.notebook.event_link(options.event)] if options.event is not None else [],
        goal=[session.notebook.link_to(name) for name in options.goal or ()],
    )
    people = tuple(options.people or ())
    text = _text(session)
    request = LogRequest(text, people, options.date, given, options.form, options.anyway, options.template)
    try:
        return write_down(writes, request)
    except (PnetError, KeyboardInterrupt):
        keep_sentence(writes, request, edited=options.edit)
        raise


def keep_sentence(writes: WriteCommand, request: LogRequest, *, edited: bool = False) -> None:
    """Print a sentence that was not logged so that it can be pasted; save a longer text, or one from the editor."""
    text = request.text.strip()
    if not text:
        return
    if edited or ("\n" in text and writes.prompter.possible):
        writes.screen.warn(save_unlogged(request.text))
    elif writes.prompter.possible:
        writes.screen.warn(f"not logged: {request.typed.command}")


def write_down(writes: WriteCommand, request: LogRequest) -> int:
    """Log an interaction and print how it was read. On a terminal, ask about whatever is unclear first."""
    session = writes.session
    notebook = session.notebook
    heard = notebook.parse_log(request.text) if request.text.strip() else None
    if heard is None and not request.people:
        raise SentenceUnclear("nothing to log", "write what happened: pnet log 'coffee with Ada'")
    if heard:
        heard = ask_parts(writes, heard, request.text)
    people = Participants(writes, request.typed)
    for name in (*request.people, *(heard.sentence.people if heard else ())):
        people.named(name)
    if heard:
        people.heard(heard, take_part=not request.people)
    if not people.found:
        people.named(somebody(people, heard.near if heard else ()))
    day = ask_day(writes, heard, request.date)
    undated = sum(promise.day is None for promise in heard.sentence.follow_ups) if heard else 0
    if heard and undated:
        heard = ask_promises(writes, heard)
        if not writes.prompter.possible:
            writes.screen.note(("muted", _no_day_named(undated)))
    if heard:
        heard = ask_spoken_promises(writes, heard, people)
    what = new_interaction(heard, request.given, day, session.today)
    readback: list[tuple[Part, ...]] = [
        (("muted", f"{name:<{INDENT - 1}} "), text)
        for name, text in _readback(what, people.names, session.today, request.given.direction)
    ]
    if counts := _touch(what, heard, people.names, session.today):
        readback.append((("muted", f"{'':<{INDENT}}{counts}"),))
    for name in people.as_text:
        writes.screen.note(("warning", _kept_as_text(name, people)))
    for line in readback if writes.dry else ():
        writes.screen.note(*line)
    _think_twice(writes, people, what, anyway=request.anyway)
    with writes.desk() as desk:
        return writes.carry_out(
            desk, _written(desk, what, people, request.form, template=request.template), *readback
        )


def log_with_each(writes: WriteCommand, paths: Sequence[str], given: LogDetails, *, anyway: bool) -> int:
    """Log one interaction of today with each of these contacts, all in one write, and print how each was read."""
    today = writes.session.today
    what = new_interaction(None, given, today, today)
    readback: list[tuple[Part, ...]] = []
    for path in paths:
        people = Participants(writes, LogRequest("", (path,), given=given, anyway=anyway).typed)
        people.named(path)
        lines: list[tuple[Part, ...]] = [
            (("muted", f"{name:<{INDENT - 1}} "), text)
            for name, text in _readback(what, people.names, today, given.direction)
        ]
        if counts := _touch(what, None, people.names, today):
            lines.append((("muted", f"{'':<{INDENT}}{counts}"),))
        for line in lines if writes.dry else ():
            writes.screen.note(*line)
        readback += lines
        _think_twice(writes, people, what, anyway=anyway)
    with writes.desk() as desk:
        return writes.carry_out(desk, _written_with_each(desk, what, paths), *readback)


def _written_with_each(desk: WriteSession, what: NewInteraction, paths: Sequence[str]) -> Operation:
    """Return one operation that logs an interaction with each of these contacts."""
    steps: dict[str, FileStep] = {}
    planned: list[Operation] = []
    for path in paths:
        planned.append(plan_interaction(desk, what, (path,)))
        for step in planned[-1].steps:
            # Several lines may go into one note.
            steps[step.path] = steps[step.path]._replace(after=step.after) if step.path in steps else step
        desk = desk.after(planned[-1])
    return planned[0]._replace(
        what="; ".join(one.what for one in planned),
        steps=tuple(steps.values()),
        notices=tuple(notice for one in planned for notice in one.notices),
        warnings=tuple(warning for one in planned for warning in one.warnings),
    )


def _kept_as_text(name: str, people: Participants) -> str:
    noted = people.names
    are = f"only {noted[0]} is" if len(noted) == 1 else f"{', '.join(noted)} are"
    return (
        f"“{name}” isn't a contact and stays text; {are} noted as taking part (pnet add {shlex.quote(name)})"
    )


def _touch(what: NewInteraction, heard: ParsedLog | None, names: Sequence[str], today: date) -> str:
    """Return what the interaction counts as, where a reader might not expect it; else an empty text."""
    if what.day > today:
        return ""
    who = joined(names)
    if what.direction == "out":
        return f"counts as being in touch with {who} once there is an answer"
    if heard and not heard.tells_contact and what.direction == "both":
        return f"counts as being in touch with {who}"
    return ""


def _no_day_named(promises: int) -> str:
    what = (
        "a promise names no day, so it is"
        if promises == 1
        else f"{promises} promises name no day, so they are"
    )
    return f"{what} for a week from today; to say the day: `promised by friday: send slides`"


def _think_twice(writes: WriteCommand, people: Participants, what: NewInteraction, *, anyway: bool) -> None:
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


def _written(
    desk: WriteSession, what: NewInteraction, people: Participants, form: str | None, *, template: bool
) -> Operation:
    """Return one operation that logs the interaction and adds the contacts that are new."""
    made: dict[str, str] = {}
    steps: dict[str, FileStep] = {}
    for name in people.strangers:
        adding = plan_contact(desk, name, force=True, template=template)
        made[name] = adding.steps[0].path
        steps.update((step.path, step) for step in adding.steps)
        desk = desk.after(adding)
    paths = [made.get(each, each) for each in people.found]
    spots = [(start, end, made.get(each, each)) for start, end, each in people.spots]
    written = plan_interaction(desk, what, paths, spots, form, template=template)
    for step in written.steps:
        # The Log line may go into a note that this operation creates.
        steps[step.path] = steps[step.path]._replace(after=step.after) if step.path in steps else step
    return written._replace(steps=tuple(steps.values()))


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


def _readback(
    what: NewInteraction, names: list[str], today: date, given_direction: str | None
) -> list[tuple[str, str]]:
    """Return how the sentence was read, dates resolved: a label and a text per line."""
    days = (what.day - today).days
    when = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(days, what.day.strftime("%A"))
    sides = {"out": "out: from you, no answer yet", "in": "in: from them, your turn to answer"}
    if given_direction:
        sides["both"] = "both: a conversation"
    lines = [
        ("on", f"{what.day} ({when}{', planned' if days > 0 else ''})"),
        ("with", ", ".join(names)),
        ("channel", what.channel or ""),
        ("direction", sides.get(what.direction, "")),
        ("text", " ".join(what.text.split())),
    ]
    lines += [
        (name, text)
        for name in ("event", "place", "goal", "topics", "gave", "got", "asked", "thanked")
        for text in getattr(what, name)
    ]
    lines += [("follow up", f"{day}{': ' if text else ''}{text}") for day, text in what.follow_ups]
    lines = [(name, text) for name, text in lines if text]
    return [("" if n and lines[n - 1][0] == name else name, text) for n, (name, text) in enumerate(lines)]
