"""Owns news: what differs between two answers, as one would tell it. Pure: knows no files and no clock."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import Promise, fulfilled_by, interaction_summaries
from plaintext_network.network.due.rules import DueEntry, promise_text
from plaintext_network.network.index.index import Index
from plaintext_network.problems import Problem

# What a change may be; each is documented, and a program may rely on it.
EVENTS = ("watching", "due", "kept", "settled", "problem", "digest", "day", "notice")
# So many lines are told one by one; more are one digest.
FEW = 10


class WatchEvent(NamedTuple):
    """One thing to tell: what kind it is (one of EVENTS), a sentence, and what it is about.

    `entry` is whom a `due`, `kept` or `settled` is about, `problem` the fault of a `problem`; `counts` are the numbers of a
    `watching`, `digest` or `day`, by name.
    """

    event: str
    text: str
    entry: DueEntry | None = None
    problem: Problem | None = None
    counts: tuple[tuple[str, int], ...] = ()


def same_matter(entry: DueEntry) -> tuple[str, ...]:
    """Return what stays equal while an entry is about the same matter, whatever day it is and wherever its line stands."""
    who, kind = entry.contact.path, entry.kind
    if kind == "promise":
        return who, kind, entry.reason, str(entry.due)
    if kind in ("birthday", "occasion", "introduction"):
        return who, kind, str(entry.due), entry.source.rpartition(":")[0]
    return who, kind


def changes_between(
    before: Iterable[DueEntry], after: Iterable[DueEntry], was_fulfilled: Callable[[DueEntry], bool]
) -> tuple[WatchEvent, ...]:
    """Return which promises were kept, what is settled otherwise, and then who became due, in the order of the answers.

    A promise to several people is one change. `was_kept` tells of a promise that is no longer due whether it was kept.
    """
    old = {same_matter(entry): entry for entry in before}
    new = {same_matter(entry): entry for entry in after}
    still = {entry.contact.path for entry in new.values()}
    found = []
    for entry, more in _shared(e for key, e in old.items() if key not in new):
        kept = entry.kind == "promise" and was_fulfilled(entry)
        found.append(_kept(entry, more) if kept else _settled(entry, more, entry.contact.path in still))
    found += [_due(entry, more) for entry, more in _shared(e for key, e in new.items() if key not in old)]
    return tuple(found)


def _shared(entries: Iterable[DueEntry]) -> list[tuple[DueEntry, list[str]]]:
    """Join the entries of one promise to several people, with the others' names."""
    lines: dict[tuple[str, ...], tuple[DueEntry, list[str]]] = {}
    for entry in entries:
        promise = entry.kind == "promise"
        key = ("promise", entry.source, entry.reason) if promise else same_matter(entry)
        if key in lines:
            lines[key][1].append(entry.contact.name)
        else:
            lines[key] = (entry, [])
    return list(lines.values())


def _names(entry: DueEntry, more: Sequence[str]) -> str:
    names = [entry.contact.name, *more]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _are(more: Sequence[str]) -> str:
    return "are" if more else "is"


def _due(entry: DueEntry, more: Sequence[str]) -> WatchEvent:
    return WatchEvent("due", f"{_names(entry, more)} {_are(more)} due: {entry.reason}", entry)


def _kept(entry: DueEntry, more: Sequence[str]) -> WatchEvent:
    what = entry.reason.removeprefix("you promised: ").removeprefix("you promised ")
    return WatchEvent("kept", f"promise to {_names(entry, more)} kept: {what}", entry)


def _settled(entry: DueEntry, more: Sequence[str], still: bool) -> WatchEvent:
    names, was = _names(entry, more), f"was: {entry.reason}"
    if still and not more:
        return WatchEvent("settled", f"{names} is due for one thing less ({was})", entry)
    return WatchEvent("settled", f"{names} {_are(more)} no longer due ({was})", entry)


def new_problems(
    before: Mapping[str, Iterable[Problem]], after: Mapping[str, Iterable[Problem]]
) -> tuple[WatchEvent, ...]:
    """Return the problems of notes, by path, that were not there before; one that only moved to another line is not new."""
    found: list[WatchEvent] = []
    for path, problems in after.items():
        known = [_same_fault(problem) for problem in before.get(path, ())]
        for problem in sorted(problems, key=lambda p: p.rank):
            if _same_fault(problem) in known:
                known.remove(_same_fault(problem))
            elif problem.severity != "information":
                place = f"{problem.path}:{problem.line}:{problem.column}"
                found.append(
                    WatchEvent("problem", f"{place}: {problem.code}: {problem.message}", problem=problem)
                )
    return tuple(found)


def _same_fault(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.message


def digest(changes: Sequence[WatchEvent], notes: int, few: int = FEW) -> tuple[WatchEvent, ...]:
    """Return the changes themselves, or, where they are more than a few, one that counts them; `notes` were changed."""
    if len(changes) <= few:
        return tuple(changes)
    counts = {"due": 0, "kept": 0, "settled": 0, "problem": 0}
    for change in changes:
        counts[change.event] += 1
    said = [
        words if number == 1 else words.replace("promise ", "promises ").replace("problem", "problems")
        for number, words in (
            (counts["due"], f"{counts['due']:,} became due"),
            (counts["kept"], f"{counts['kept']:,} promise kept"),
            (counts["settled"], f"{counts['settled']:,} no longer due"),
            (counts["problem"], f"{counts['problem']:,} new problem"),
        )
        if number
    ]
    where = " and ".join(
        command
        for command, events in (("`pnet due`", ("due", "kept", "settled")), ("`pnet check`", ("problem",)))
        if any(counts[event] for event in events)
    )
    many = "1 note" if notes == 1 else f"{notes:,} notes"
    return (
        WatchEvent(
            "digest",
            f"{many} changed: {', '.join(said)}; {where} {'tell' if ' and ' in where else 'tells'}",
            counts=(("notes", notes), *counts.items()),
        ),
    )


def was_fulfilled(index: Index, entry: DueEntry, rules: Rules, today: date) -> bool:
    """Tell whether a promise that is no longer due was kept: ticked, marked as done, or kept by what passed since.

    One that was moved to another day, put off or taken out was not.
    """
    facts = index.notes.get(entry.source.rpartition(":")[0])
    if facts is None:
        return False
    follow_ups = [f for passed in facts.interactions for f in passed.follow_ups]
    if facts.contact:
        follow_ups += facts.contact.follow_ups
    said: list[tuple[str, bool, date | None]] = [(task.text, not task.open, None) for task in facts.tasks]
    path, passed_since = entry.contact.path, False
    # One that is no longer promised to this person is kept by nothing; nor is one to somebody who is gone.
    if entry.due is not None and index.names.kinds.get(path) == "contact":
        promise = Promise(entry.due, entry.reason, entry.source, None, True)
        passed_since = fulfilled_by(promise, interaction_summaries(index, path, rules), today) is not None
    said += [(f.text, f.done or passed_since, f.day) for f in follow_ups]
    return any(
        done and promise_text(text) == entry.reason and day in (None, entry.due) for text, done, day in said
    )
