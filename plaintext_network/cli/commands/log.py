"""Writes down what passed between you and others, in words."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from plaintext_network.cli.commands.add import new_contact
from plaintext_network.cli.session import Session
from plaintext_network.cli.writes import Writes
from plaintext_network.errors import AmbiguousName, ContactNotFound, SentenceUnclear
from plaintext_network.model.entry import known_channel
from plaintext_network.model.sentence import understand
from plaintext_network.model.when import parse_when
from plaintext_network.vault.writing.log import Passed, log

if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.network.hearing import Heard

LISTS = ("gave", "got", "asked", "thanked", "topic")
INDENT = 12


def run(session: Session) -> int:
    """Run `pnet log`."""
    writes = Writes(session)
    return write_down(writes, _text(session), session.options.people or ())


def write_down(writes: Writes, typed: str, people: tuple[str, ...] | list[str] = ()) -> int:
    """Write down what was typed; `people` are those named by an option, who then took part alone."""
    session, options = writes.session, writes.session.options
    named = [_person(writes, name) for name in people]
    heard = session.notebook.hear(typed) if typed.strip() else None
    if heard is None and not named:
        raise SentenceUnclear("nothing was said", "say what happened: pnet log 'coffee with Ada'")
    day = _day(writes, heard)
    chosen = {} if named or heard is None else _chosen(writes, heard)
    notes = session.notebook.index.notes
    paths = tuple(dict.fromkeys(named)) or (
        heard.took_part(chosen, lambda path: notes[path].name) if heard else ()
    )
    if not paths:
        paths = (_somebody(writes, typed),)
    passed = _passed(session, heard, day, paths, chosen, by_option=bool(named))
    _tell(writes, passed)
    if heard and not named:
        for name in heard.unknown:
            writes.screen.talk(("warning", f"{name} is no contact, and stays text; `pnet add` makes one"))
    with writes.desk() as desk:
        return writes.carry_out(desk, log(desk, passed, getattr(options, "form", None)))


def _passed(
    session: Session,
    heard: Heard | None,
    day: date,
    paths: tuple[str, ...],
    chosen: dict[str, str],
    *,
    by_option: bool,
) -> Passed:
    options = session.options
    said = heard.sentence if heard else None
    spots = heard.spots(chosen) if heard and not by_option else ()
    given = {
        name: (*(getattr(said, _FIELD[name]) if said else ()), *(getattr(options, name, None) or ()))
        for name in LISTS
    }
    later = [*(said.follow_ups if said else ())]
    for text in getattr(options, "follow_up", None) or ():
        later += understand(f"follow up {text}", session.today).follow_ups
    channel = getattr(options, "channel", None)
    return Passed(
        day=day,
        people=paths,
        text=heard.text if heard else "",
        spots=spots,
        channel=known_channel(channel) if channel else said.channel if said else None,
        direction=getattr(options, "direction", None) or "both",
        topics=given["topic"],
        gave=given["gave"],
        got=given["got"],
        asked=given["asked"],
        thanked=given["thanked"],
        follow_ups=tuple((promise.day, promise.text) for promise in later),
    )


_FIELD = {name: "topics" if name == "topic" else name for name in LISTS}


def _text(session: Session) -> str:
    """Return what was typed: as words, in the editor, or into standard input."""
    options = session.options
    typed = " ".join(options.text)
    if options.edit:
        # Late: most logs are one line.
        from plaintext_network.cli.editor import edit_text

        return edit_text(f"{typed}\n" if typed else "", os.environ)
    if typed == "-" or (not typed and not options.people and sys.stdin and not sys.stdin.isatty()):
        return sys.stdin.read()
    return typed


def _day(writes: Writes, heard: Heard | None) -> date:
    session = writes.session
    if named := getattr(session.options, "date", None):
        return parse_when(named, session.today)
    if heard is None:
        return session.today
    if heard.doubts and writes.asker.possible:
        doubt = heard.doubts[0]
        usual = (doubt.day or heard.sentence.day or session.today).isoformat()
        answer = writes.asker.line(f"“{doubt.word}” stands in the text. On which day did it happen?", usual)
        return parse_when(answer, session.today)
    return heard.day(None, session.today)


def _chosen(writes: Writes, heard: Heard) -> dict[str, str]:
    """Ask who is meant by each name that fits several, and whether to add those who are linked and unknown."""
    chosen: dict[str, str] = {}
    notebook = writes.session.notebook
    for spotted in heard.open if writes.asker.possible else ():
        if spotted.typed not in chosen:
            options = [f"{notebook.index.notes[path].name}  ({path})" for path in spotted.paths]
            chosen[spotted.typed] = spotted.paths[
                writes.asker.choice(f"Who is meant by “{spotted.typed}”?", options)
            ]
    for spotted in heard.strangers:
        if not notebook.leads_somewhere(spotted.typed):
            chosen[spotted.typed] = _stranger(writes, spotted.typed)
    return chosen


def _person(writes: Writes, name: str) -> str:
    notebook = writes.session.notebook
    try:
        return notebook.contact(name).path
    except AmbiguousName as many:
        if not writes.asker.possible:
            raise
        options = [f"{who}  ({path})" for who, path in many.candidates]
        return many.candidates[writes.asker.choice(f"Who is meant by “{name}”?", options)][1]
    except ContactNotFound:
        return _stranger(writes, name)


def _stranger(writes: Writes, name: str) -> str:
    """Offer to add somebody who is not known yet."""
    if not writes.asker.possible or writes.dry:
        return writes.session.notebook.contact(name).path
    if not writes.asker.yes(f"No contact goes by “{name}”. Add one?", default=True):
        return writes.session.notebook.contact(name).path
    return new_contact(writes, name, {})


def _somebody(writes: Writes, typed: str) -> str:
    if not writes.asker.possible:
        first = " ".join(typed.split())[:60]
        raise SentenceUnclear(f"nobody who is known is named in “{first}”", "say who took part: --with NAME")
    return _person(writes, writes.asker.line("With whom?"))


def _tell(writes: Writes, passed: Passed) -> None:
    """Say what was understood, days resolved."""
    screen, session = writes.screen, writes.session
    names = [session.notebook.index.notes[path].name for path in passed.people]
    days = (passed.day - session.today).days
    when = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(days, passed.day.strftime("%A"))
    said = [
        ("on", f"{passed.day} ({when}{', planned' if days > 0 else ''})"),
        ("with", ", ".join(names)),
        ("channel", passed.channel or ""),
        ("direction", "" if passed.direction == "both" else passed.direction),
        ("text", " ".join(passed.text.split())),
    ]
    said += [
        (name, text)
        for name in ("topics", "gave", "got", "asked", "thanked")
        for text in getattr(passed, name)
    ]
    said += [("follow up", f"{day}{': ' if text else ''}{text}") for day, text in passed.follow_ups]
    say = screen.talk if writes.dry else screen.say
    for name, text in said:
        if text:
            say(("muted", f"{name:<{INDENT - 1}} "), text)
