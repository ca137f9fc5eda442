"""Implements `pnet goal`: lists goals, or shows one as a page. Decides nothing about them."""

from __future__ import annotations

from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from plaintext_network.network.reports.goals.goal_list import GoalSummary
    from plaintext_network.network.reports.goals.goal_page import GoalDetails, GoalTask
    from plaintext_network.network.reports.goals.goal_steps import GoalPromise, GoalStep
    from plaintext_network.network.reports.goals.reach_helpers import Help

MOST_HELPERS = 5
MOST_STEPS = 10
NO_GOALS = "no goals yet; add a note in goals/, with `organizations`, `topics`, `roles` or `people`"


def run(session: Session) -> int:
    """Run `pnet goal`."""
    if name := " ".join(session.options.name):
        _one(session, session.notebook.reports.goal(name))
    else:
        _all(session, session.notebook.reports.goals())
    session.note_problem_counts()
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
        session.note_nothing(NO_GOALS)
    elif folded and session.options.format in (None, "table"):
        session.screen.note(("muted", f"{counted(folded, 'finished goal')} hidden: pnet goal --all"))


def _one(session: Session, found: GoalDetails) -> None:
    sections = (
        Section(found.name, [Line(remark.says, remark.sources) for remark in found.remarks]),
        Section("who can help", list(_helps(found.helps))),
        Section("leave alone for now", list(_left_alone(found.helps))),
        Section("what you did", list(_steps(found.steps))),
        Section("tasks", [_task(task) for task in found.tasks]),
        Section("you promised", [_promise(promise) for promise in found.promises]),
        Section("missing", [Line(gap.says, gap.sources) for gap in found.missing]),
    )
    page(session, sections, found)


def _helps(helps: Iterable[Help]) -> Iterable[Line]:
    """Yield who can help with each part of a goal, and once per person how to reach them."""
    shown: set[str] = set()
    for each in helps:
        for helper in each.people[:MOST_HELPERS]:
            reach, reached_by = ("", ()) if helper.path in shown else (f"; {helper.reach}", helper.reached_by)
            if helper.meeting and helper.path not in shown:
                reach, reached_by = f"{reach}; {helper.meeting.says}", (*reached_by, helper.meeting.source)
            shown.add(helper.path)
            named = "" if each.kind == "person" else f"{each.name}: "
            yield Line(f"{named}{helper.name} {helper.why}{reach}", _unique((*helper.sources, *reached_by)))
        if len(each.people) > MOST_HELPERS:
            yield Line(f"{each.name}: {len(each.people) - MOST_HELPERS} more", (each.source,))


def _left_alone(helps: Iterable[Help]) -> Iterable[Line]:
    """Yield who could help but is to be left alone, each once."""
    shown: set[str] = set()
    for each in helps:
        for helper in each.left_alone:
            if helper.leave_alone and helper.path not in shown:
                shown.add(helper.path)
                named = "" if each.kind == "person" else f"{each.name}: "
                text = f"{named}{helper.name} {helper.why}; {helper.leave_alone.says}"
                yield Line(text, _unique((*helper.sources, helper.leave_alone.source)))


def _unique(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))


def _steps(steps: tuple[GoalStep, ...]) -> Iterable[Line]:
    for step in steps[:MOST_STEPS]:
        yield Line(f"{step.day}  {step.says}", step.sources)
    if len(steps) > MOST_STEPS:
        first = steps[-1]
        yield Line(f"{len(steps) - MOST_STEPS} more, back to {first.day}", first.sources)


def _task(task: GoalTask) -> Line:
    day = f", by {task.day}" if task.day and task.open else ""
    start = f", not before {task.start}" if task.start and task.open else ""
    return Line(f"{'to do' if task.open else 'done'}: {task.text}{start}{day}", (task.source,))


def _promise(promise: GoalPromise) -> Line:
    whom = f" (to {', '.join(promise.people)})" if promise.people else ""
    day = f"{promise.day}  " if promise.day else ""
    return Line(f"{day}{promise.text}{whom}", (promise.source,))
