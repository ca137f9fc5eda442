"""Implements `pnet review`: shows the people due one by one, and maps each key to another command's function."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from plaintext_network.cli.commands.done import ask_which, tick
from plaintext_network.cli.commands.edit import edit
from plaintext_network.cli.commands.log import LogRequest, write_down
from plaintext_network.cli.commands.show import brief
from plaintext_network.cli.commands.snooze import snooze
from plaintext_network.cli.errors import Cancelled, NoPromiseDue, TerminalRequired
from plaintext_network.cli.output.days import KIND_WORDS
from plaintext_network.cli.planned_question import OtherKey, settle
from plaintext_network.cli.prompts import Blank
from plaintext_network.cli.review_history import LOGGED, SETTLED, SNOOZED, TICKED, ReviewHistory
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.cli.signals import hangup_interrupts
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import DateNotUnderstood, PnetError, ValueInvalid
from plaintext_network.model.dates.calendar import add_days
from plaintext_network.vault.edits.promises import promises_to
from plaintext_network.vault.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.network.due.rules import DueEntry
    from plaintext_network.network.people.person import Person
    from plaintext_network.vault.edits.promises import UntickedPromise

KEYS = {
    "l": "log",
    "s": "snooze",
    "d": "done",
    "o": "open",
    "b": "back",
    "u": "undo",
    "k": "next",
    "q": "quit",
    "?": "keys",
}
MEANINGS = (
    ("l", "log what happened"),
    ("s", "snooze until a day; promises still show"),
    ("d", "tick a promise"),
    ("o", "open the note in your editor"),
    ("b", "back to the previous person"),
    ("u", "undo the last write of this review"),
    ("k, Enter", "next person"),
    ("q, Ctrl-D", "quit"),
    ("?", "show these keys"),
)
# The keys that also work in the question about a planned interaction.
AT_A_PLAN = {key: KEYS[key] for key in ("b", "u", "q", "?")}
SOON = 7  # days in which somebody is due soon
INSTEAD = "use `pnet due`, and then `pnet log`, `snooze`, `done` or `edit`"


def run(session: Session) -> int:
    """Run `pnet review`."""
    writes = WriteCommand(session)
    if not (writes.prompter.possible and session.screen.out.terminal):
        raise TerminalRequired("review", INSTEAD)
    review = _Review(writes)
    with hangup_interrupts():
        try:
            review.go_through()
        finally:
            review.finish()
    if not review.people:
        _nobody(session)
    return 0


def _nobody(session: Session) -> None:
    """Print that nobody is due, and who is next within a week."""
    notebook, screen = session.notebook, session.screen
    if not notebook.has_contacts:
        screen.note(("muted", NO_CONTACTS))
        return
    screen.note(("muted", "nobody is due"))
    until = add_days(session.today, SOON)
    coming = [entry for entry in notebook.due(until, session.options.circle or ()) if entry.due]
    if coming:
        first = min(coming, key=lambda entry: (entry.due, entry.order))
        screen.paragraph(("muted", f"next on {first.due}: "), f"{first.contact.name}, {first.reason}")
        if others := len({entry.contact.path for entry in coming}) - 1:
            screen.note(("muted", f"{others} more within a week: pnet due --within 1w"))


class _Review:
    """One review: the people shown so far, which of them is on screen, and what was written."""

    def __init__(self, writes: WriteCommand) -> None:
        self.writes, self.session, self.screen = writes, writes.session, writes.screen
        self.people: list[str] = []
        self.history = ReviewHistory()
        self._at = 0
        # The places of planned interactions asked about.
        self._asked: set[str] = set()

    def go_through(self) -> None:
        """Show one person after another, until nobody is left or the user quits."""
        while (path := self._current()) and self._one(path):
            pass

    def finish(self) -> None:
        """Save what was typed and not logged, and print what was done."""
        self.history.save_drafts(self.screen)
        if self.people:
            self.screen.note(("muted", self.history.summary(self.people, len(self._upcoming()))))

    # Who is shown

    def _due(self) -> tuple[DueEntry, ...]:
        return self.session.notebook.due(circles=self.session.options.circle or ())

    def _entries(self, path: str) -> list[DueEntry]:
        return [entry for entry in self._due() if entry.contact.path == path]

    def _upcoming(self) -> list[str]:
        """Return the people who are due and not shown yet."""
        paths = dict.fromkeys(entry.contact.path for entry in self._due())
        return [path for path in paths if path not in self.people]

    def _current(self) -> str | None:
        """Return whom to show: someone shown before, or the next person due."""
        if self._at == len(self.people) and (upcoming := self._upcoming()):
            self.people.append(upcoming[0])
        return self.people[self._at] if self._at < len(self.people) else None

    def _show(self, person: Person, entries: list[DueEntry]) -> None:
        self.screen.print("")
        brief(self.session, person)
        for entry in entries:
            label = (
                "" if entry.kind in ("promise", "planned") else f"{KIND_WORDS.get(entry.kind, entry.kind)}: "
            )
            self.screen.paragraph(("today", label), entry.reason)
        done = self.history.did(person.path)
        states = ["not due now"] if not entries else []
        states += [f"in this review: {', '.join(done)}"] if done else []
        if states:
            self.screen.print(("muted", "; ".join(states)))
        self.screen.flush()

    # One person

    def _one(self, path: str) -> bool:
        """Show one person and act on one key; return False to quit."""
        notebook = self.session.notebook
        facts = notebook.index.notes.get(path)
        if facts is None or facts.contact is None:
            self.screen.note(("warning", f"{path} is no longer a contact"))
            del self.people[self._at]
            return True
        entries = self._entries(path)
        self._show(notebook.contact_at(path), entries)
        if plans := [each for each in entries if each.kind == "planned" and each.source not in self._asked]:
            return self._settle(path, plans)
        try:
            key = self._key()
        except Cancelled:
            return False
        if key == "q":
            return False
        if key == "k":
            self.history.skipped.add(path)
            self._at += 1
        elif key == "b":
            self._back()
        else:
            self._act(key, path, entries)
        return True

    def _key(self) -> str:
        position = f"{self._at + 1} of {len(self.people) + len(self._upcoming())}"
        while (key := self.writes.prompter.key(position, KEYS, enter="k")) == "?":
            for name, meaning in MEANINGS:
                self.screen.warn(f"  {name:<9}  {meaning}")
        return key

    def _back(self) -> None:
        if self._at:
            self._at -= 1
        else:
            self.screen.warn("this is the first person")

    def _settle(self, path: str, plans: list[DueEntry]) -> bool:
        """Ask whether what was planned happened; return False to quit."""
        for entry in plans:
            self._asked.add(entry.source)
            try:
                if not self._attempt(partial(settle, self.writes, entry, AT_A_PLAN), SETTLED, path):
                    break
            except OtherKey as pressed:
                self._asked.discard(entry.source)
                if pressed.key == "b":
                    self._back()
                elif pressed.key == "u":
                    self._attempt(self._undo)
                return pressed.key != "q"
        if not self._entries(path):
            self._at += 1
        return True

    def _act(self, key: str, path: str, entries: list[DueEntry]) -> None:
        """Do what a key means, and go on if the person is no longer due."""
        if key == "u":
            self._attempt(self._undo)
            return
        if key == "l":
            self._attempt(lambda: self._log(path), LOGGED, path)
        elif key == "s":
            self._attempt(lambda: self._snooze(path), SNOOZED, path)
        elif key == "d":
            self._attempt(lambda: tick(self.writes, self._promise(path, entries)), TICKED, path)
        else:
            self._attempt(lambda: edit(self.session, path))
        if path in self.history.drafts:
            self.screen.warn("your text is not logged yet; press l to go on with it")
        elif entries and not self._entries(path):
            self._at += 1

    def _attempt(self, action: Callable[[], object], did: str = "", path: str = "") -> bool:
        """Run an action, print its error and record what it wrote; return whether the user carried it through."""
        screen = self.screen
        wrote, screen.wrote = screen.wrote, False
        try:
            action()
        except OtherKey:
            raise
        except Cancelled:
            return False
        except KeyboardInterrupt:
            screen.warn("back to the person; Ctrl-C again ends the review")
            return False
        except PnetError as refused:
            screen.report_error(refused)
        finally:
            if screen.wrote and did:
                self._record(did, path)
            screen.wrote = screen.wrote or wrote
        return True

    def _record(self, did: str, path: str) -> None:
        try:
            record = transaction.undo(self.session.notebook.root).undoes
        except PnetError:
            record = None
        self.history.write(path, did, record)

    def _log(self, path: str) -> None:
        """Ask what happened and log it. The sentence is a draft until it is written."""
        history = self.history
        try:
            sentence = self.writes.prompter.line("What happened?", draft=history.draft(path))
        except Blank:
            history.drop_draft(path)
            raise
        except KeyboardInterrupt as stopped:
            if typed := getattr(stopped, "typed", ""):
                history.drafts[path] = typed
            raise
        history.drafts[path] = sentence
        named = self.session.notebook.parse_log(sentence).people
        write_down(self.writes, LogRequest(sentence, () if named else (path,)))

    def _snooze(self, path: str) -> None:
        """Ask until when, and again if the answer is no day to come."""
        while True:
            try:
                snooze(self.writes, path, self.writes.prompter.line("Snooze until?", "1 week"))
            except (DateNotUnderstood, ValueInvalid) as refused:
                self.screen.report_error(refused)
            else:
                return

    def _promise(self, path: str, entries: list[DueEntry]) -> UntickedPromise:
        """Return the promise to tick: the one that is due, else one of all to this person. Raises NoPromiseDue."""
        notebook = self.session.notebook
        person = notebook.contact_at(path)
        promised = promises_to(notebook.index, person)
        due = [
            each
            for each in promised
            if any(
                entry.kind == "promise" and entry.source == each.place and entry.reason.endswith(each.text)
                for entry in entries
            )
        ]
        if not promised:
            raise NoPromiseDue(person.name)
        return ask_which(self.writes, due or promised, sure=bool(due))

    def _undo(self) -> None:
        """Undo the last write of this review, and go back to the person it is about."""
        if not self.history.written:
            self.screen.warn("nothing to undo: this review has written nothing")
            return
        with self.writes.desk() as desk:
            operation = transaction.undo(self.session.notebook.root)
            if operation.undoes != self.history.written[-1].record:
                self.screen.warn("not undone: another write came later; see pnet undo --list")
                return
            self.writes.carry_out(desk, operation, [f"undone: {operation.what}"])
        if self.history.written[-1].did == SETTLED:
            # The review has to ask about it again.
            self._asked.clear()
        path = self.history.undo()
        if path in self.people:
            self._at = self.people.index(path)
