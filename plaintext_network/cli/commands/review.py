"""Implements `pnet review`: shows the people due one by one, and maps each key to another command's function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.commands.done import tick
from plaintext_network.cli.commands.edit import edit
from plaintext_network.cli.commands.log import LogRequest, write_down
from plaintext_network.cli.commands.show import brief
from plaintext_network.cli.commands.snooze import snooze
from plaintext_network.cli.planned_question import ask_all
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import Cancelled, NoPromiseDue, PnetError, TerminalRequired
from plaintext_network.vault.edits.promises import dated_promises

if TYPE_CHECKING:
    from plaintext_network.network.due.rules import DueEntry

KEYS = {"l": "log", "s": "snooze", "d": "done", "o": "open", "k": "skip", "q": "quit"}
INSTEAD = "use `pnet due`, and then `pnet log`, `snooze`, `done` or `edit`"


def run(session: Session) -> int:
    """Run `pnet review`."""
    writes = WriteCommand(session)
    if not (writes.prompter.possible and session.screen.out.terminal):
        raise TerminalRequired("review", INSTEAD)
    seen: set[str] = set()
    while entries := _next(session, seen):
        seen.add(entries[0].contact.path)
        if not _one(writes, entries, _left(session, seen)):
            return 0
    if not seen:
        session.screen.note(("muted", "nobody is due" if session.notebook.has_contacts else NO_CONTACTS))
    return 0


def _due(session: Session) -> tuple[DueEntry, ...]:
    return session.notebook.due(circles=session.options.circle or ())


def _next(session: Session, seen: set[str]) -> list[DueEntry]:
    """Return the due entries of the next person not seen yet."""
    left = [entry for entry in _due(session) if entry.contact.path not in seen]
    return [entry for entry in left if entry.contact.path == left[0].contact.path]


def _left(session: Session, seen: set[str]) -> int:
    return len({entry.contact.path for entry in _due(session)} - seen)


def _one(writes: WriteCommand, entries: list[DueEntry], left: int) -> bool:
    """Show one person and act on keys until they are no longer due; return whether to go on to the next."""
    session, screen = writes.session, writes.screen
    path = entries[0].contact.path
    asked: set[str] = set()
    while True:
        screen.print("")
        brief(session, session.notebook.contact_at(path))
        for entry in entries:
            screen.print(
                ("today", "" if entry.kind in ("promise", "planned") else f"{entry.kind}: "), entry.reason
            )
        screen.flush()
        try:
            settled = ask_all(writes, entries, asked)
        except Cancelled:
            return False
        if settled:
            entries = [entry for entry in _due(session) if entry.contact.path == path]
            if not entries:
                return True
            continue
        try:
            key = writes.prompter.key(f"{left} more to go." if left else "Last one.", KEYS)
        except Cancelled:
            return False
        if key in ("k", "q"):
            return key == "k"
        try:
            _do(writes, key, path, entries)
        except Cancelled:
            continue
        except PnetError as refused:
            screen.report_error(refused)
            continue
        again = [entry for entry in _due(session) if entry.contact.path == path]
        if not again:
            return True
        if key != "o" and again == entries:
            return True
        entries = again


def _do(writes: WriteCommand, key: str, path: str, entries: list[DueEntry]) -> None:
    session = writes.session
    if key == "l":
        sentence = writes.prompter.line("What happened? (blank to cancel)", "")
        if not sentence:
            return
        named = session.notebook.parse_log(sentence).people
        write_down(writes, LogRequest(sentence, () if named else (path,)))
    elif key == "s":
        snooze(writes, path, writes.prompter.line("Snooze until?", "1 week"))
    elif key == "d":
        person = session.notebook.contact_at(path)
        promised = [
            each
            for each in dated_promises(session.notebook.index, [person.state])
            if any(
                entry.kind == "promise" and entry.source == each.place and entry.reason.endswith(each.text)
                for entry in entries
            )
        ]
        if not promised:
            raise NoPromiseDue(person.name)
        chosen = 0
        if len(promised) > 1:
            chosen = writes.prompter.choice("Which one is done?", [each.told for each in promised])
        tick(writes, promised[chosen])
    else:
        edit(session, path)
