"""Logs the proposals that the user accepted as one operation, which one undo reverts, and remembers the answers. Asks nobody."""

from __future__ import annotations

from datetime import date

from plaintext_network.errors import EditRefused, NoteNotFound, counted
from plaintext_network.exchange.touches.noted_days import NotedDays, direction_of, sides_of
from plaintext_network.exchange.touches.touch_memory import TouchMemory, load_memory
from plaintext_network.exchange.touches.touch_plan import ACCEPT, DECLINE, Touch, TouchPlan
from plaintext_network.exchange.touches.write_touch import plan_touch, same_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.transaction.record import FileStep, Operation
from plaintext_network.vault.transaction.transaction import last_write

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plaintext_network.vault.edits.write_session import WriteSession
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress


class RefusedTouch(NamedTuple):
    """A proposal that could not be logged, and why, as a sentence without a full stop."""

    touch: Touch
    reason: str


class TouchResult(NamedTuple):
    """What a run did: the touches that it logged, those that the vault had by then, and those that could not be logged.

    `declined` counts the proposals that pnet won't make again. `paths` are the notes that were written. `is_remembered` is False
    if the answers could not be stored.
    """

    logged: tuple[Touch, ...] = ()
    noted: tuple[Touch, ...] = ()
    refused: tuple[RefusedTouch, ...] = ()
    declined: int = 0
    paths: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    is_remembered: bool = True


def apply_touches(
    notebook: Notebook,
    plan: TouchPlan,
    *,
    memory: TouchMemory | None = None,
    progress: Progress | None = None,
    on_wait: Callable[[float], None] | None = None,
) -> TouchResult:
    """Log the touches with the answer `accept`, remember those with `decline`, and return the result.

    One `undo` reverts all of it; later runs propose them again. Leaves out what the vault has by now. Raises what
    `Notebook.write_session` and its `perform` raise.
    """
    memory = memory or load_memory(notebook.root)
    declined = plan.of(DECLINE)
    result, write = TouchResult(declined=len(declined)), ""
    if wanted := plan.of(ACCEPT):
        with notebook.write_session(on_wait) as session:
            operation, result = _planned(session, wanted, memory, progress)
            notices = session.perform(operation) if operation.steps else ()
            write = last_write(notebook.root) if operation.steps else ""
            paths = tuple(step.path for step in operation.steps)
            result = result._replace(notices=notices, paths=paths, declined=len(declined))
    for touch in result.logged:
        memory.accept(touch.keys, write)
    for touch in declined:
        memory.decline(touch.keys, write)
    open_days = [touch.day for touch in plan.touches if touch.answer not in (ACCEPT, DECLINE)]
    open_days += [one.touch.day for one in result.refused]
    memory.read(plan.sources, date.fromisoformat(plan.day), open_days, write)
    return result._replace(is_remembered=memory.store())


def preview_touches(notebook: Notebook, plan: TouchPlan) -> tuple[TouchResult, Operation]:
    """Return what logging the accepted touches of a plan would do, without writing or remembering anything."""
    operation, result = _planned(notebook.dry_run(), plan.of(ACCEPT), load_memory(notebook.root), None)
    return result, operation


def _planned(
    session: WriteSession, touches: Sequence[Touch], memory: TouchMemory, progress: Progress | None
) -> tuple[Operation, TouchResult]:
    """Return one operation that logs touches, oldest first, and what becomes of each."""
    steps: dict[str, FileStep] = {}
    logged: list[Touch] = []
    noted: list[Touch] = []
    refused: list[RefusedTouch] = []
    known = _noted_days(session, touches)
    desk = session
    touches = sorted(touches, key=lambda one: one.day)
    for number, touch in enumerate(touches):
        if progress:
            progress(number, len(touches), "logging")
        left = None if memory.was_logged(touch.keys) else _left(touch, known)
        if left is None:
            noted.append(touch)
            continue
        try:
            one = plan_touch(desk, left)
        except (EditRefused, NoteNotFound) as fault:
            refused.append(RefusedTouch(touch, _reason(fault)))
            continue
        for step in one.steps:
            # Several lines may go into one note.
            steps[step.path] = steps[step.path]._replace(after=step.after) if step.path in steps else step
        desk = desk.after(one)
        logged.append(touch)
    if progress:
        progress(1, 1, "logging")
    people = {person for touch in logged for person in touch.people}
    what = f"log {counted(len(logged), 'interaction')} with {counted(len(people), 'person', 'people')} from pnet touches"
    return Operation(what, tuple(steps.values())), TouchResult(tuple(logged), tuple(noted), tuple(refused))


def _noted_days(session: WriteSession, touches: Sequence[Touch]) -> NotedDays:
    days = [date.fromisoformat(touch.day) for touch in touches] or [session.today]
    return NotedDays(session.index, session.rules, min(days), max(days))


def _left(touch: Touch, known: NotedDays) -> Touch | None:
    """Return what of a touch the vault does not have yet: the plan may be from yesterday. None if it has everything."""
    if not touch.is_written:
        # Two meetings on one day are two: only the same one counts.
        people = [
            person
            for person in touch.people
            if not any(
                one.channel == touch.channel and same_text(one.summary, touch.text)
                for one in known.talks(person.path, touch.day)
            )
        ]
        return touch._replace(people=tuple(people)) if people else None
    sides = sides_of(touch.direction)
    left = frozenset(
        side for person in touch.people for side in known.unsaid_sides(person.path, touch.day, sides)
    )
    return touch._replace(direction=direction_of(left)) if left else None


def _reason(fault: EditRefused | NoteNotFound) -> str:
    if isinstance(fault, NoteNotFound):
        return f"{fault.name} is gone; run pnet touches again"
    return fault.reason
