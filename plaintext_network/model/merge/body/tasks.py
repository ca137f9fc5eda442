"""Resolves tasks that a side ticked while the other left them open: ticked wins. Leaves all other lines to git."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import date

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.merge.body.body_units import MarkdownBody
from plaintext_network.model.merge.body.task_lines import TaskLine, recurs, task_line
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.task_parts import task_text
from plaintext_network.model.note.tasks import is_open, is_task
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Item
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Source

_ISO_DAY = late_pattern(r"\d{4}-\d{2}-\d{2}")


class _Task(NamedTuple):
    """A task: its first line, and its `text` without dates. `around` are the lines above and below."""

    line: TaskLine
    is_open: bool
    recurs: bool
    text: str
    under: tuple[str, ...]
    around: tuple[str, str]

    @property
    def tick(self) -> tuple[str, str]:
        return self.line.state, self.line.stamps

    @property
    def day(self) -> date:
        """The day on which it was closed, the last of all if none is written."""
        found = _ISO_DAY.search(self.line.stamps)
        return (parse_day(found[0]) if found else None) or date.max


def align_tasks(
    base: MarkdownBody, ours: MarkdownBody, theirs: MarkdownBody, rules: Rules
) -> tuple[str, str, str]:
    """Return the three texts with the same line for each task that a side closed and whose text is not in conflict."""
    first, second, third = (_tasks(parsed, rules) for parsed in (base, ours, theirs))
    changes: tuple[dict[int, tuple[int, str]], ...] = ({}, {}, {})
    for three in _same_tasks(first, second, third):
        joined = _joined(*three)
        if joined is None:
            continue
        for task, changed in zip(three, changes, strict=True):
            if task.line.written != joined:
                changed[task.line.line] = (task.line.start, joined)
    return (
        _changed(base.source.text, changes[0]),
        _changed(ours.source.text, changes[1]),
        _changed(theirs.source.text, changes[2]),
    )


def _changed(text: str, changes: dict[int, tuple[int, str]]) -> str:
    if not changes:
        return text
    lines = text.split("\n")
    for line, (start, written) in changes.items():
        lines[line] = lines[line][:start] + written
    return "\n".join(lines)


def _tasks(parsed: MarkdownBody, rules: Rules) -> list[_Task]:
    tasks = (_task(parsed.source, item, rules) for item in parsed.body.items if is_task(item))
    return [task for task in tasks if task]


def _task(source: Source, item: Item, rules: Rules) -> _Task | None:
    line = task_line(source, item)
    if line is None:
        return None
    return _Task(
        line=line,
        is_open=is_open(item, rules),
        recurs=recurs(item, source.text),
        text=task_text(line.written[len(line.state) :].strip(), rules.tasks.filter, rules.daily.format),
        under=item.under,
        around=(_line(source, line.line - 1), _line(source, line.line + 1)),
    )


def _line(source: Source, line: int) -> str:
    starts = source.line_starts
    return source.text[starts[line] : source.line_stop(line + 1)] if 0 <= line < len(starts) else ""


def _same_tasks(
    base: Sequence[_Task], ours: Sequence[_Task], theirs: Sequence[_Task]
) -> list[tuple[_Task, _Task, _Task]]:
    """Return the tasks that all three texts contain: what tells them apart occurs once in each text."""
    found: list[tuple[_Task, _Task, _Task]] = []
    left = [list(base), list(ours), list(theirs)]
    for name in (_core, _core_and_place, _text_and_place):
        named = [_single(tasks, name) for tasks in left]
        matched = [set[int](), set[int](), set[int]()]
        for key, task in named[0].items():
            if key in named[1] and key in named[2]:
                three = (task, named[1][key], named[2][key])
                found.append(three)
                for each, lines in zip(three, matched, strict=True):
                    lines.add(each.line.line)
        left = [
            [t for t in tasks if t.line.line not in lines] for tasks, lines in zip(left, matched, strict=True)
        ]
    return found


def _single(tasks: Sequence[_Task], name: Callable[[_Task], Hashable]) -> dict[Hashable, _Task]:
    counts = Counter(name(task) for task in tasks)
    return {name(task): task for task in tasks if counts[name(task)] == 1}


def _core(task: _Task) -> Hashable:
    return task.line.core.strip()


def _core_and_place(task: _Task) -> Hashable:
    return task.line.core.strip(), task.under


def _text_and_place(task: _Task) -> Hashable:
    return task.text, task.under


def _joined(base: _Task, ours: _Task, theirs: _Task) -> str | None:
    """Return the line with the changes of both sides; None if it is uncertain, or nobody closed the task."""
    if not base.is_open or (ours.is_open and theirs.is_open):
        return None
    both_closed = not ours.is_open and not theirs.is_open
    core, other = ours.line.core, theirs.line.core
    if base.recurs and (core != other or (both_closed and ours.around != theirs.around)):
        # The next task may be written twice, or for another day.
        return None
    if base.line.core == other:
        text = ours
    elif base.line.core == core or core == other:
        text = theirs
    else:
        return None
    if both_closed:
        if ours.line.state.lower() != theirs.line.state.lower():
            # It can't be both done and cancelled.
            return None
        ticked = min(ours, theirs, key=lambda task: (task.day, not task.line.stamps, task.line.written))
    else:
        ticked = theirs if ours.is_open else ours
    return text.line.written if text.tick == ticked.tick else _with_tick(text.line, ticked.line)


def _with_tick(text: TaskLine, ticked: TaskLine) -> str | None:
    """Return a task's line with the box and the dates of another one, in the same place.

    That is at the end, or before the name of a block.
    """
    tail = ticked.core[ticked.at :]
    if not text.core.endswith(tail):
        return None
    at = len(text.core) - len(tail)
    return ticked.state + text.core[:at] + ticked.stamps + text.core[at:]
