"""Compares two answers, or the problems before and after a change, and describes the difference. Pure; reads no files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from plaintext_network.errors import counted, joined
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import history_of
from plaintext_network.network.due.entry_texts import promise_text
from plaintext_network.network.due.noted_promises import Promise, fulfilled_by
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.network.index.index import Index
from plaintext_network.problems import Problem

# The events that `pnet watch` reports; programs rely on these names.
EVENTS = ("watching", "due", "kept", "settled", "problem", "digest", "day", "sync", "notice")
# More changes than this are summed up in one digest.
FEW = 10
# The kinds of entries of which one line may concern several people.
SHARED = ("promise", "planned")


class WatchEvent(NamedTuple):
    """One event of EVENTS, with a sentence that describes it.

    `entry` is set for `due`, `kept` and `settled`, `problem` for `problem`. `counts` are the named numbers of a `watching`,
    `digest`, `day` or `sync`.
    """

    event: str
    text: str
    entry: DueEntry | None = None
    problem: Problem | None = None
    counts: tuple[tuple[str, int], ...] = ()


def same_matter(entry: DueEntry) -> tuple[str, ...]:
    """Return a key that stays equal while an entry is about the same matter, on any day and when its line moves."""
    contact, kind = entry.contact.path, entry.kind
    if kind == "promise":
        return contact, kind, entry.reason, str(entry.due)
    if kind == "planned":
        # Its day reads otherwise in another year.
        return contact, kind, entry.reason.partition("?")[2], str(entry.due)
    if kind in ("birthday", "occasion", "introduction"):
        return contact, kind, str(entry.due), entry.source.rpartition(":")[0]
    return contact, kind


def changes_between(
    before: Iterable[DueEntry], after: Iterable[DueEntry], is_fulfilled: Callable[[DueEntry], bool]
) -> tuple[WatchEvent, ...]:
    """Return the promises that were fulfilled, the entries settled in another way, and the new entries, in this order.

    A promise to several people is one change, as is a meeting planned with them. `is_fulfilled` decides for a promise that is no longer due whether it was
    fulfilled.
    """
    old = {same_matter(entry): entry for entry in before}
    new = {same_matter(entry): entry for entry in after}
    still = {entry.contact.path for entry in new.values()}
    found = []
    for entry, more in _shared(e for key, e in old.items() if key not in new):
        fulfilled = entry.kind == "promise" and is_fulfilled(entry)
        found.append(
            _fulfilled(entry, more) if fulfilled else _settled(entry, more, entry.contact.path in still)
        )
    found += [_due(entry, more) for entry, more in _shared(e for key, e in new.items() if key not in old)]
    return tuple(found)


def _shared(entries: Iterable[DueEntry]) -> list[tuple[DueEntry, list[str]]]:
    """Group the entries of one promise or plan with several people: the first entry, and the others' names."""
    lines: dict[tuple[str, ...], tuple[DueEntry, list[str]]] = {}
    for entry in entries:
        shared = entry.kind in SHARED
        key = (entry.kind, entry.source, entry.reason) if shared else same_matter(entry)
        if key in lines:
            lines[key][1].append(entry.contact.name)
        else:
            lines[key] = (entry, [])
    return list(lines.values())


def _names(entry: DueEntry, more: Sequence[str]) -> str:
    return joined([entry.contact.name, *more])


def _are(more: Sequence[str]) -> str:
    return "are" if more else "is"


def _due(entry: DueEntry, more: Sequence[str]) -> WatchEvent:
    return WatchEvent("due", f"{_names(entry, more)} {_are(more)} due: {entry.reason}", entry)


def _fulfilled(entry: DueEntry, more: Sequence[str]) -> WatchEvent:
    what = entry.reason.removeprefix("you promised: ").removeprefix("you promised ")
    return WatchEvent("kept", f"promise to {_names(entry, more)} kept: {what}", entry)


def _settled(entry: DueEntry, more: Sequence[str], is_still_due: bool) -> WatchEvent:
    names, was = _names(entry, more), f"was: {entry.reason}"
    if is_still_due and not more:
        return WatchEvent("settled", f"{names} is due for one reason less ({was})", entry)
    return WatchEvent("settled", f"{names} {_are(more)} no longer due ({was})", entry)


def new_problems(
    before: Mapping[str, Iterable[Problem]], after: Mapping[str, Iterable[Problem]]
) -> tuple[WatchEvent, ...]:
    """Return the new problems of notes, by path; a problem that only moved to another line is not new."""
    found: list[WatchEvent] = []
    for path, problems in after.items():
        known = [_same_problem(problem) for problem in before.get(path, ())]
        for problem in sorted(problems, key=lambda p: p.rank):
            if _same_problem(problem) in known:
                known.remove(_same_problem(problem))
            elif problem.severity != "information":
                place = f"{problem.path}:{problem.line}:{problem.column}"
                found.append(
                    WatchEvent("problem", f"{place}: {problem.code}: {problem.message}", problem=problem)
                )
    return tuple(found)


def _same_problem(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.message


def digest(changes: Sequence[WatchEvent], notes: int, few: int = FEW) -> tuple[WatchEvent, ...]:
    """Return the changes, or one that counts them if they are more than `few`. `notes` is the number of changed notes."""
    if len(changes) <= few:
        return tuple(changes)
    counts = {"due": 0, "kept": 0, "settled": 0, "problem": 0}
    for change in changes:
        counts[change.event] += 1
    parts = [
        counted(counts[event], one, several)
        for event, one, several in (
            ("due", "became due", "became due"),
            ("kept", "promise kept", "promises kept"),
            ("settled", "no longer due", "no longer due"),
            ("problem", "new problem", "new problems"),
        )
        if counts[event]
    ]
    where = " and ".join(
        command
        for command, events in (("`pnet due`", ("due", "kept", "settled")), ("`pnet check`", ("problem",)))
        if any(counts[event] for event in events)
    )
    return (
        WatchEvent(
            "digest",
            f"{counted(notes, 'note')} changed: {', '.join(parts)}; see {where}",
            counts=(("notes", notes), *counts.items()),
        ),
    )


def was_fulfilled(index: Index, entry: DueEntry, rules: Rules, today: date) -> bool:
    """Return whether a promise that is no longer due was fulfilled: ticked, marked as done, or by a later interaction.

    A promise that was moved to another day, hidden or deleted was not.
    """
    facts = index.notes.get(entry.source.rpartition(":")[0])
    if facts is None:
        return False
    follow_ups = [f for interaction in facts.interactions for f in interaction.follow_ups]
    if facts.contact:
        follow_ups += facts.contact.follow_ups
    promises: list[tuple[str, bool, date | None]] = [(task.text, not task.open, None) for task in facts.tasks]
    path, is_met = entry.contact.path, False
    # Nothing fulfils a promise that is no longer made to this contact, or whose contact is gone.
    if entry.due is not None and index.names.kinds.get(path) == "contact":
        promise = Promise(entry.due, entry.reason, entry.source, None, True)
        is_met = fulfilled_by(promise, history_of(index, path, rules), today) is not None
    promises += [(f.text, f.done or is_met, f.day) for f in follow_ups]
    return any(
        done and promise_text(text) == entry.reason and day in (None, entry.due)
        for text, done, day in promises
    )
