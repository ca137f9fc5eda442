"""Prints what an import did or would do: the counts, what is new in people's lives, and what to do next. Decides nothing."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from plaintext_network.cli.import_questions import (
    evidence_in_words,
    evidence_places,
    file_and_kind,
    first_values,
)
from plaintext_network.cli.output import records
from plaintext_network.errors import counted, shell_word
from plaintext_network.exchange.imports.plan import ASKED_BEFORE, OUTCOMES
from plaintext_network.model.dates.date_words import day_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plaintext_network.cli.output.record_types import Format
    from plaintext_network.cli.output.styles import Part
    from plaintext_network.cli.session import Session
    from plaintext_network.exchange.imports.apply_import import ImportResult
    from plaintext_network.exchange.imports.merge_values import PropertyChange
    from plaintext_network.exchange.imports.plan import PlannedRecord
    from plaintext_network.network.people.matching import MatchCandidate
    from plaintext_network.records.record_types import Record

# How many names a line lists, and how many lines an outcome has, before the rest is counted.
_NAMES, _LINES = 5, 40
_WORDS = {"same": "unchanged"}
_INDENT = 2


class ImportSummary:
    """The summary of one import."""

    def __init__(self, session: Session, result: ImportResult, command: str, plan_file: str) -> None:
        self._session, self._screen = session, session.screen
        self._result, self._plan = result, result.plan
        # The command line to run again, and the file that the plan was written to.
        self._command, self._plan_file = command, plan_file
        self._dry = session.options.dry_run

    def print(self, form: Format) -> None:
        """Print the summary as a table; everything as JSON, also on one line; or only the counts."""
        if form == "table":
            self._print()
        elif form == "json":
            records.one(self._screen, self._record())
        elif form == "jsonl":
            records.rows(self._screen, [found := self._record()], tuple(found), form)
        else:
            counts: list[Record] = [
                {"outcome": name, "count": number} for name, number in self._plan.counts().items()
            ]
            records.rows(self._screen, counts, ("outcome", "count"), form)
        self._say_what_follows()

    def _print(self) -> None:
        plan, counts = self._plan, self._plan.counts()
        waits = ", nothing written yet" if self._plan_file or self._dry else ""
        self._screen.print(
            ("heading", file_and_kind(plan)), f": {counted(len(plan.records), 'contact')}{waits}"
        )
        width = max((len(f"{number:,}") for number in counts.values()), default=1)
        for outcome, number in counts.items():
            if not number:
                continue
            label = f"{' ' * _INDENT}{number:>{width},} {_WORDS.get(outcome, outcome)}"
            names = self._names(outcome)
            self._screen.print(label, f": {names}" if names else "")
            lines = list(self._lines(outcome))
            for line in lines[:_LINES]:
                self._screen.print(" " * (_INDENT + width + 1), *line)
            if len(lines) > _LINES:
                self._screen.print(" " * (_INDENT + width + 1), f"and {len(lines) - _LINES:,} more")

    def _names(self, outcome: str) -> str:
        if outcome != "added":
            return ""
        names = [planned.name for planned in self._plan.of(outcome)]
        more = len(names) - _NAMES
        return ", ".join(names[:_NAMES]) + (f" and {more:,} more" if more > 0 else "")

    def _lines(self, outcome: str) -> Iterator[list[Part]]:
        found = self._plan.of(outcome)
        if outcome == "changed":
            for planned in found:
                yield [self._change(planned)]
        elif outcome == "asked":
            before = sum(planned.reason == ASKED_BEFORE for planned in found)
            for planned in found:
                if planned.reason != ASKED_BEFORE:
                    yield [self._question(planned)]
            if before:
                yield [f"{before:,} asked before" if before < len(found) else ASKED_BEFORE]
        elif outcome == "skipped":
            for reason, number in Counter(planned.reason for planned in found).most_common():
                yield [f"{reason} ({number:,})" if number < len(found) else reason]
        elif outcome == "refused":
            for planned in found:
                place = f"{planned.origin.file}:{planned.origin.line}"
                name = f" {planned.name}:" if planned.name else ""
                yield [("place", place), f":{name} {planned.reason}"]

    def _change(self, planned: PlannedRecord) -> str:
        """Return what changes of one contact, and from where it is."""
        parts = [_change_in_words(change) for change in planned.change.properties if change.property != "uid"]
        for values, noun in (
            (planned.change.notes, "note"),
            (planned.change.entries, "interaction"),
            (planned.change.promises, "promise"),
        ):
            if values:
                parts.append(f"{counted(len(values), noun)} added")
        if not parts:
            parts.append("other details" if planned.change.has_new_lines else "found, and no new values")
        day = day_in_words(self._session.today, self._session.today)
        why = f"; {evidence_in_words(planned.evidence[:1])}" if planned.evidence else ""
        asked = f"; {self._asked(planned)}?" if planned.open_questions else ""
        program = planned.record.program if planned.record else ""
        source = program or self._plan.title
        return f"{planned.contact}: {'; '.join(parts)} ({source}, {day}{why}){asked}"

    def _question(self, planned: PlannedRecord) -> str:
        if planned.asks_who:
            if planned.candidates:
                first = planned.candidates[0]
                more = (
                    f" Or {counted(len(planned.candidates) - 1, 'other')}?" if planned.candidates[1:] else ""
                )
                return f"{planned.name}: {first.name} ({self._place(first)})?{more} {evidence_in_words(first.evidence)}"
            return f"{planned.name}: {planned.reason}"
        return f"{planned.contact}: {self._asked(planned)}?"

    @cached_property
    def _place(self) -> Callable[[MatchCandidate], str]:
        return evidence_places(self._session.notebook)

    def _asked(self, planned: PlannedRecord) -> str:
        return "; ".join(
            f"{question.property} {first_values(question.ours)} or {first_values(question.theirs)}"
            if question.ours
            else f"{question.property} {first_values(question.theirs)}"
            for question in planned.open_questions
        )

    def _say_what_follows(self) -> None:
        plan, screen = self._plan, self._screen
        for remark in plan.remarks:
            screen.note(("muted", remark))
        waiting = plan.question_count
        if self._plan_file:
            where = shell_word(self._plan_file)
            screen.note(("muted", f"read or edit {self._plan_file}, then: pnet import --apply {where}"))
        elif waiting:
            wait = "question waits" if waiting == 1 else "questions wait"
            screen.note(f"{waiting:,} {wait}; to answer in a file: {self._command} --plan plan.json")
        skipped = sum(planned.record is not None and not planned.answer for planned in plan.of("skipped"))
        strangers = sum("nobody in your notes matches" in one.reason for one in plan.of("skipped"))
        if skipped and strangers:
            screen.note(
                ("muted", f"to add people you don't have: {self._command} --new add, or --new ask to choose")
            )
        if plan.twice and not self._session.options.dry_run:
            who = f"{counted(plan.twice, 'new contact')} may be the same person as another record"
            screen.note(("muted", f"{who}: pnet duplicates"))
        if plan.gone:
            self._say_gone()
        if self._session.options.dry_run or self._plan_file:
            return
        if not self._result.is_remembered:
            screen.warn("pnet could not store what this source contains; the next import asks more questions")
        if plan.of("added") or plan.of("changed") or plan.archive:
            screen.note(("muted", "to take it all back: pnet undo"))

    def _say_gone(self) -> None:
        plan, screen = self._plan, self._screen
        names = ", ".join(f"{gone.contact} ({gone.path})" for gone in plan.gone[:_NAMES])
        more = f" and {len(plan.gone) - _NAMES:,} more" if len(plan.gone) > _NAMES else ""
        if plan.archive:
            screen.note(
                f"archived {counted(len(plan.archive), 'contact')} who are no longer in {self._plan.title}"
            )
        left = len(plan.gone) - len(plan.archive)
        if left:
            screen.note(
                f"{counted(left, 'person', 'people')} no longer in {self._plan.title}, and kept: {names}{more}"
            )
            if self._session.options.gone == "archive" and not plan.archive:
                screen.note(
                    "nobody is archived: so many people are missing or unreadable that this may be only a part of the source"
                )

    def _record(self) -> Record:
        plan = self._plan

        def place(planned: PlannedRecord) -> Record:
            origin = planned.origin
            return {
                "file": origin.file,
                "record": origin.number,
                "line": origin.line,
                "name": planned.name,
                "reason": planned.reason or None,
            }

        found: Record = {
            "kind": plan.kind,
            "source": plan.source,
            "records": len(plan.records),
            **plan.counts(),
            "questions": plan.question_count,
            "dry_run": self._dry,
            "plan": self._plan_file or None,
            "contacts": [
                {"outcome": planned.outcome, "name": planned.contact or planned.name, "path": planned.path}
                for planned in plan.records
                if planned.outcome in ("added", "changed")
            ],
            "news": [
                {
                    "contact": one.contact,
                    "path": one.path,
                    "property": one.property,
                    "old": one.old,
                    "new": one.new or None,
                }
                for one in self._result.news
            ],
            **{f"{outcome}_records": [place(one) for one in plan.of(outcome)] for outcome in OUTCOMES[3:]},
            "gone": [
                {"contact": one.contact, "path": one.path, "archived": one.path in plan.archive}
                for one in plan.gone
            ],
        }
        return found


def _change_in_words(change: PropertyChange) -> str:
    """Return the change of one property: `Analytical Ltd → Acme`, `phones added 020 7946 0018`, `role Engineer`."""
    old, new = first_values(change.remove), first_values(change.add)
    if old and new:
        return f"{old} → {new}" if change.property == "organization" else f"{change.property} {old} → {new}"
    if new:
        return f"{change.property} {'added ' if change.old else ''}{new}"
    return f"{change.property} removed {old}"
