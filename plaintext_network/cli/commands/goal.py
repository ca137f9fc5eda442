"""Shows your goals, a line each; or one as a page: who can help, what was done, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plaintext_network.network.reports.goals.goals import (
        GoalDetails,
        GoalPromise,
        GoalSummary,
        GoalTask,
        Help,
        Step,
    )

MOST_HELPERS = 5
MOST_STEPS = 10
HOW = "no goal is written down yet; a note in goals/ is one, with `organizations`, `topics`, `roles` and `people`"


def run(session: Session) -> int:
    """Run `pnet goal`."""
    if name := " ".join(session.options.name):
        _one(session, session.notebook.reports.goal(name))
    else:
        _all(session, session.notebook.reports.goals())
    session.mind_problems()
    return 0


def _all(session: Session, found: tuple[GoalSummary, ...]) -> None:
    shown = [goal for goal in found if session.options.all or goal.standing != "finished"]
    sections = [
        Section(standing, [Line(f"{g.name}: {g.says}", g.sources) for g in shown if g.standing == standing])
        for standing in ("open", "paused", "finished")
    ]
    page(session, sections, shown)
    folded = len(found) - len(shown)
    if not found:
        session.screen.note(("muted", HOW))
    elif folded and session.options.format in (None, "table"):
        goals = "1 finished goal" if folded == 1 else f"{folded} finished goals"
        session.screen.note(("muted", f"{goals} more with --all"))


def _one(session: Session, found: GoalDetails) -> None:
    sections = (
        Section(found.name, [Line(told.says, told.sources) for told in found.remarks]),
        Section("who can help", list(_helps(found.helps))),
        Section("what was done", list(_steps(found.steps))),
        Section("tasks", [_task(task) for task in found.tasks]),
        Section("you promised", [_promise(promise) for promise in found.promises]),
        Section("missing", [Line(told.says, told.sources) for told in found.missing]),
    )
    page(session, sections, found)


def _helps(helps: Iterable[Help]) -> Iterable[Line]:
    """Tell who can help, thing by thing; how to reach somebody only once."""
    told: set[str] = set()
    for each in helps:
        for helper in each.people[:MOST_HELPERS]:
            reach, reached_by = ("", ()) if helper.path in told else (f"; {helper.reach}", helper.reached_by)
            told.add(helper.path)
            named = "" if each.kind == "person" else f"{each.name}: "
            yield Line(f"{named}{helper.name} {helper.why}{reach}", _unique((*helper.sources, *reached_by)))
        if len(each.people) > MOST_HELPERS:
            yield Line(f"{each.name}: {len(each.people) - MOST_HELPERS} more", (each.source,))


def _unique(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))


def _steps(steps: tuple[Step, ...]) -> Iterable[Line]:
    for step in steps[:MOST_STEPS]:
        yield Line(f"{step.day}  {step.says}", step.sources)
    if len(steps) > MOST_STEPS:
        first = steps[-1]
        yield Line(f"{len(steps) - MOST_STEPS} more before, since {first.day}", first.sources)


def _task(task: GoalTask) -> Line:
    day = f", by {task.day}" if task.day and task.open else ""
    start = f", not before {task.start}" if task.start and task.open else ""
    return Line(f"{'to do' if task.open else 'done'}: {task.text}{start}{day}", (task.source,))


def _promise(promise: GoalPromise) -> Line:
    whom = f" (to {', '.join(promise.people)})" if promise.people else ""
    day = f"{promise.day}  " if promise.day else ""
    return Line(f"{day}{promise.text}{whom}", (promise.source,))
