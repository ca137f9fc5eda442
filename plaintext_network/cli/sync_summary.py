"""Prints what a sync did, would do or found: who got which values from where, what waits, and what to do next. Decides nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from plaintext_network.cli.import_questions import evidence_in_words, first_values
from plaintext_network.cli.sync_questions import WORDS, question_count
from plaintext_network.errors import counted, shell_word
from plaintext_network.exchange.sync.outcomes import OUTCOMES, QUIET, outcome_of
from plaintext_network.exchange.sync.run_sync import PreparedSync, last_synced
from plaintext_network.exchange.sync.sync_plan import NO_MATCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plaintext_network.cli.output.styles import Part
    from plaintext_network.cli.session import Session
    from plaintext_network.exchange.imports.merge_values import Values
    from plaintext_network.exchange.sync.sync_plan import Conflict, SyncedChange, SyncEntry
    from plaintext_network.exchange.sync.writing.apply_sync import SyncResult
    from plaintext_network.records.record_types import Record

# How many names and lines a summary has, before the rest is counted.
_NAMES, _LINES = 5, 40
# No name of a file that somebody has given is longer than so many letters, but every UID is.
_LONG_NAME = 30
# What changes if no property does: types and labels, or what only a card expresses.
_OTHERS = "other details"
_NAMED = ("contact added", "card added", "archived", "trashed", "card removed")


class SyncSummary:
    """The summary of one sync; without a result, of what it would do."""

    def __init__(
        self,
        session: Session,
        prepared: PreparedSync,
        result: SyncResult | None = None,
        *,
        is_status: bool = False,
    ) -> None:
        self._session, self._screen = session, session.screen
        self._prepared, self._plan, self._result = prepared, prepared.plan, result
        self._is_status = is_status
        self._name = prepared.plan.name
        self._command = f"pnet sync {shell_word(self._name)}"
        left = {each.entry.key: each.reason for each in result.skipped} if result else {}
        self._reasons = left
        self._by_outcome: dict[str, list[SyncEntry]] = {outcome: [] for outcome in OUTCOMES}
        for entry in prepared.plan.entries:
            outcome = "skipped" if entry.key in left else outcome_of(entry)
            self._by_outcome[outcome].append(entry)

    @property
    def text(self) -> str:
        """What happened, on one line: `2 cards updated, 1 contact added (Bea Lind); 1 question: pnet sync phone --resolve`."""
        busy = [part for outcome, part in self._counts() if outcome not in QUIET]
        return "; ".join(filter(None, (", ".join(busy) or "in sync", self._questions_in_words())))

    @property
    def needs(self) -> str:
        """What needs the user, in words; "" if nothing does."""
        found = [part for outcome, part in self._counts() if outcome in ("asked", "unreadable", "skipped")]
        return ", ".join(filter(None, (*found, self._questions_in_words(), self._who_in_words())))

    @property
    def questions(self) -> int:
        """How many answers are needed."""
        return question_count(self._plan)

    def _who_in_words(self) -> str:
        """Say that the query of the settings matches nobody, and how to see whom it would match; "" if it matches somebody."""
        if not self._plan.matches_nobody:
            return ""
        who = self._prepared.settings.who
        return f"`who` of [sync.{self._name}] matches nobody, so every card stays as it is; try: pnet list {shell_word(who)}"

    def _questions_in_words(self) -> str:
        count = self.questions
        return f"{counted(count, 'question')}: {self._command} --resolve" if count else ""

    @property
    def is_in_sync(self) -> bool:
        """Whether nothing changes, waits or is asked."""
        busy = any(found for outcome, found in self._by_outcome.items() if outcome not in QUIET)
        return not (busy or self._plan.refusal or question_count(self._plan))

    @property
    def is_quiet(self) -> bool:
        """Whether everybody is in sync, and there is nothing to say of anybody."""
        entries = self._plan.entries
        return self.is_in_sync and not any(entry.reason or entry.open_conflicts for entry in entries)

    @property
    def status(self) -> int:
        """The exit status of the sync: 4 if it was refused or a card can't be read, 1 if something needs the user, else 0."""
        if self._plan.refusal or self._by_outcome["unreadable"]:
            return 4
        needs = question_count(self._plan) or self._by_outcome["skipped"] or self._plan.matches_nobody
        return int(bool(needs) if not self._is_status else not self.is_in_sync)

    def print(self) -> None:
        """Print the summary as text."""
        if self._plan.refusal:
            if self._is_status:
                self._screen.print(("heading", self._name), ": not in sync", self._when())
            self._screen.report_error(_Refusal(self._plan.refusal))
            return
        self._screen.print(("heading", self._name), *self._head())
        for outcome, entries in self._by_outcome.items():
            lines = list(self._lines(outcome, entries))
            for line in lines[:_LINES]:
                self._screen.print("  ", *line)
            if len(lines) > _LINES:
                self._screen.print(f"  and {len(lines) - _LINES:,} more")
        self._say_what_follows()

    def _head(self) -> Iterator[Part]:
        if self._is_status:
            yield ": in sync" if self.is_in_sync else ": not in sync"
            yield self._when()
            yield ": " if self._plan.entries else ""
        else:
            yield ("muted", " (dry run, nothing written)") if self._session.options.dry_run else ""
            yield ": "
        yield self.counts

    @property
    def counts(self) -> str:
        """How many people have each outcome, in words."""
        return ", ".join(part for _, part in self._counts()) or "no contacts or cards to sync yet"

    def _when(self) -> str:
        last = self._last_synced()
        return f", last synced {last[:16].replace('T', ' ')}" if last else ", never synced"

    def _counts(self) -> Iterator[tuple[str, str]]:
        """Yield each outcome that somebody has, with its count in words."""
        quiet = list(QUIET)
        for outcome in [*(name for name in OUTCOMES if name not in quiet), *quiet]:
            found = self._by_outcome[outcome]
            if found:
                yield outcome, counted(len(found), *OUTCOMES[outcome]) + self._named(outcome, found)

    def _named(self, outcome: str, entries: Sequence[SyncEntry]) -> str:
        if outcome not in _NAMED:
            return ""
        more = len(entries) - _NAMES
        names = ", ".join(entry.name for entry in entries[:_NAMES])
        return f" ({names}{f' and {more:,} more' if more > 0 else ''})"

    def _lines(self, outcome: str, entries: Iterable[SyncEntry]) -> Iterator[list[Part]]:
        for entry in entries:
            if outcome == "unreadable":
                yield [("place", entry.file), f": {entry.reason}"]
            elif self._plan.matches_nobody and entry.reason == NO_MATCH:
                continue
            elif outcome == "skipped":
                left = self._reasons.get(entry.key)
                yield [f"{entry.name}: {f'{left}; the next sync handles it' if left else entry.reason}"]
            elif parts := list(self._parts(outcome, entry)):
                yield [f"{entry.name}: {'; '.join(parts)}"]

    def _parts(self, outcome: str, entry: SyncEntry) -> Iterator[str]:
        """Yield what there is to say of one person."""
        if outcome not in ("contact added", "card added"):
            here = "; ".join(map(_change_in_words, entry.to_vault))
            there = "; ".join(map(_change_in_words, entry.to_folder))
            if here:
                yield f"{here} (from {_card_in_words(entry.file)})"
            if there and outcome != "card removed":
                yield f"{there} (to {_card_in_words(entry.file)})"
            if not (here or there) and outcome in ("note updated", "card updated", "both updated"):
                yield _OTHERS
        for conflict in entry.open_conflicts:
            yield _conflict_in_words(conflict)
        if entry.asks:
            yield self._asked(entry)
        elif entry.reason:
            yield entry.reason

    def _asked(self, entry: SyncEntry) -> str:
        if entry.state == "new contact":
            return f"no card, and {entry.reason}: write one?"
        if entry.state == "card gone":
            return "their card is gone: keep the contact, archive it, or move the note to the trash?"
        if entry.state == "contact gone":
            return f"no longer in the vault: remove {_the_card(entry.file)}?"
        if entry.state == "withheld":
            return entry.reason or "no longer sent"
        if entry.candidates:
            first, more = entry.candidates[0], len(entry.candidates) - 1
            other = f" Or {counted(more, 'other')}?" if more else ""
            evidence = evidence_in_words(first.evidence)
            return f"a new card ({entry.file}): the card of {first.name} ({first.path})?{other} {evidence}"
        return f"a new card ({entry.file}): add them?"

    def _say_what_follows(self) -> None:
        screen, command = self._screen, self._command
        if waiting := self.questions:
            screen.note(self._questions_in_words())
        gone = [entry for entry in self._plan.of("contact gone") if entry.asks]
        if gone:
            whose = counted(len(gone), "card of a contact", "cards of contacts")
            screen.note(f"{whose} no longer in the vault; to remove: {command} --deletes")
        withheld = self._by_outcome["withheld"]
        if self._plan.matches_nobody:
            screen.warn(self._who_in_words())
        elif withheld:
            screen.note(f"to remove a withheld card: {command} --withdraw {shell_word(withheld[0].name)}")
        if self._by_outcome["unreadable"]:
            screen.note(f"to see what is wrong with the cards: {command} --check")
        if self._result is None:
            if self._is_status and not self.is_in_sync and not waiting:
                screen.note(("muted", f"to sync both: {command}"))
            return
        for notice in self._result.notices:
            screen.note(("warning", notice))
        if not self._result.is_remembered:
            screen.warn(
                "pnet could not store the values of both sides; the next sync will ask more questions"
            )
        if self._result.cards_written or self._result.cards_removed or self._result.notes_written:
            screen.note(("muted", "to take it all back: pnet undo"))

    def record(self) -> Record:
        """Return the summary for programs."""
        plan, result = self._plan, self._result
        counts = {name.replace(" ", "_"): len(found) for name, found in self._by_outcome.items()}
        return {
            "sync": self._name,
            "folder": plan.folder,
            "in_sync": self.is_in_sync,
            "text": self.text,
            "people": len(plan.entries),
            **counts,
            "conflicts": plan.conflict_count,
            "questions": plan.question_count,
            "last_synced": self._last_synced(),
            "refusal": plan.refusal or None,
            "dry_run": result is None,
            "cards_written": result.cards_written if result else 0,
            "cards_removed": result.cards_removed if result else 0,
            "notes_written": result.notes_written if result else 0,
            "entries": [
                self._entry(outcome, entry)
                for outcome, found in self._by_outcome.items()
                for entry in found
                if outcome not in QUIET or entry.reason or entry.open_conflicts
            ],
        }

    def _entry(self, outcome: str, entry: SyncEntry) -> Record:
        return {
            "outcome": outcome,
            "name": entry.name,
            "path": entry.path or None,
            "file": entry.file or None,
            "to_vault": [_change(change) for change in entry.to_vault],
            "to_folder": [_change(change) for change in entry.to_folder],
            "conflicts": [
                {
                    "property": one.property,
                    "base": None if one.base is None else list(one.base),
                    "vault": list(one.vault),
                    "folder": list(one.folder),
                }
                for one in entry.open_conflicts
            ],
            "asks": entry.asks,
            "candidates": [{"name": one.name, "path": one.path} for one in entry.candidates],
            "reason": self._reasons.get(entry.key) or entry.reason or None,
        }

    def _last_synced(self) -> str | None:
        seconds = last_synced(self._session.notebook.root, self._name)
        if seconds is None:
            return None
        return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")


def _the_card(file: str) -> str:
    """Return `the card` with the name of its file, unless that is a UID."""
    return f"the card {file}" if len(file) <= _LONG_NAME else "the card"


def _card_in_words(file: str) -> str:
    """Return the name of a card's file, unless it is a UID, which tells nobody anything."""
    return file if len(file) <= _LONG_NAME else "the card"


class _Refusal(Exception):
    """A refusal, to print as an error while other syncs go on."""


def _change(change: SyncedChange) -> Record:
    return {"property": change.property, "before": list(change.before), "after": list(change.after)}


def _change_in_words(change: SyncedChange) -> str:
    """Return the change of one property: `role Analyst → Engineer`, `phones added 020 7946 0018`, `emails removed a@b`."""
    if change.property == "vcard":
        # Lines of a card are nothing to read.
        return _OTHERS
    what = WORDS.get(change.property, change.property)
    if change.property == "photo":
        # The name of a file or a digest on one of the sides.
        return (
            f"photo {'changed' if change.before and change.after else 'added' if change.after else 'removed'}"
        )
    gone = _without(change.before, change.after)
    new = _without(change.after, change.before)
    if gone and new:
        return f"{what} {first_values(gone)} → {first_values(new)}"
    if new:
        return f"{what} {'added ' if change.before else ''}{first_values(new)}"
    if gone:
        return f"{what} removed {first_values(gone)}"
    return f"{what} in another order" if change.before else what


def _without(values: Values, others: Values) -> Values:
    return tuple(value for value in values if value not in others)


def _conflict_in_words(conflict: Conflict) -> str:
    what = WORDS.get(conflict.property, conflict.property)
    was = f" (was {first_values(conflict.base)})" if conflict.base else ""
    return (
        f"{what}{was}: {first_values(conflict.vault) or 'none'} (vault) or "
        f"{first_values(conflict.folder) or 'none'} (folder)?"
    )
