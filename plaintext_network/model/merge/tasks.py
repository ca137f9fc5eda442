"""Resolves tasks that a side ticked while the other left them open: ticked wins. Leaves all other lines to git."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from itertools import pairwise

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.task_parts import task_text, task_word
from plaintext_network.model.note.tasks import is_open, is_task, repetition
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Item, read_body
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Source

# What a program writes when it closes a task: Obsidian Tasks, Dataview, Logseq's and TaskPaper's users.
_STAMP = late_pattern(
    r"[ \t]*(?:[✅❌]\ufe0f?[ \t]*\d{4}-\d{2}-\d{2}"
    r"|\[(?:completion|completed|done|cancelled|canceled)::[^\[\]\n]*\]"
    r"|\((?:completion|completed|done|cancelled|canceled)::[^()\n]*\)"
    r"|(?<![\w@])@(?:completed|done|cancelled|canceled)\([^()\n]*\))"
)
_ISO_DAY = late_pattern(r"\d{4}-\d{2}-\d{2}")


class _Task(NamedTuple):
    """The first line of a task, from its box or word on. `core` is the text without `state` and `stamps`.

    `at` is where the stamps are in the core.
    """

    line: int
    start: int
    written: str
    state: str
    core: str
    stamps: str
    at: int
    is_open: bool
    recurs: bool
    text: str
    under: tuple[str, ...]

    @property
    def tick(self) -> tuple[str, str]:
        return self.state, self.stamps

    @property
    def day(self) -> date:
        """The day on which it was closed, the last of all if none is written."""
        found = _ISO_DAY.search(self.stamps)
        return (parse_day(found[0]) if found else None) or date.max


def align_tasks(base: str, ours: str, theirs: str, rules: Rules) -> tuple[str, str, str]:
    """Return the three texts with the same line for each task that a side closed and whose text is not in dispute.

    All lines end with a line feed.
    """
    texts = (base, ours, theirs)
    first, second, third = (read_tasks(text, rules) for text in texts)
    changes: tuple[dict[int, tuple[int, str]], ...] = ({}, {}, {})
    for three in _same_tasks(first, second, third):
        joined = _joined(*three)
        if joined is None:
            continue
        for task, changed in zip(three, changes, strict=True):
            if task.written != joined:
                changed[task.line] = (task.start, joined)
    return (_changed(base, changes[0]), _changed(ours, changes[1]), _changed(theirs, changes[2]))


def _changed(text: str, changes: dict[int, tuple[int, str]]) -> str:
    if not changes:
        return text
    lines = text.split("\n")
    for line, (start, written) in changes.items():
        lines[line] = lines[line][:start] + written
    return "\n".join(lines)


def read_tasks(text: str, rules: Rules) -> list[_Task]:
    """Return the tasks of a body."""
    source = Source(text)
    body, _ = read_body(source, 0)
    tasks = (_task(source, item, rules) for item in body.items if is_task(item))
    return [task for task in tasks if task]


def _task(source: Source, item: Item, rules: Rules) -> _Task | None:
    start = item.own.start if item.box is None else item.box_start
    line = source.line_number(start) - 1
    begin = source.line_starts[line]
    written = source.text[start : source.line_stop(line + 1)].rstrip("\n")
    state = task_word(written) if item.box is None else f"[{item.box}]"
    if state is None or not written.startswith(state):
        return None
    rest = written[len(state) :]
    stamps = list(_STAMP.finditer(rest))
    if stamps and any(one.end() != two.start() for one, two in pairwise(stamps)):
        # The dates are not in one place.
        return None
    at = stamps[0].start() if stamps else len(rest)
    end = stamps[-1].end() if stamps else at
    return _Task(
        line=line,
        start=start - begin,
        written=written,
        state=state,
        core=rest[:at] + rest[end:],
        stamps=rest[at:end],
        at=at,
        is_open=is_open(item, rules),
        recurs=_recurs(item, source.text),
        text=task_text(rest.strip(), rules.tasks.filter, rules.daily.format),
        under=item.under,
    )


def _recurs(item: Item, text: str) -> bool:
    own = text[item.own.start : item.own.end].lower()
    return repetition(item, (), text) is not None or "repeat::" in own or "recurrence::" in own


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
                    lines.add(each.line)
        left = [[t for t in tasks if t.line not in lines] for tasks, lines in zip(left, matched, strict=True)]
    return found


def _single(tasks: Sequence[_Task], name: Callable[[_Task], Hashable]) -> dict[Hashable, _Task]:
    counts = Counter(name(task) for task in tasks)
    return {name(task): task for task in tasks if counts[name(task)] == 1}


def _core(task: _Task) -> Hashable:
    return task.core.strip()


def _core_and_place(task: _Task) -> Hashable:
    return task.core.strip(), task.under


def _text_and_place(task: _Task) -> Hashable:
    return task.text, task.under


def _joined(base: _Task, ours: _Task, theirs: _Task) -> str | None:
    """Return the line that says what both sides wanted, None if that is not sure or nobody closed the task."""
    if not base.is_open or (ours.is_open and theirs.is_open):
        return None
    both_closed = not ours.is_open and not theirs.is_open
    if base.recurs and (both_closed or ours.core != theirs.core):
        # The next task may be written twice, or for another day.
        return None
    if base.core == theirs.core:
        core = ours
    elif base.core == ours.core or ours.core == theirs.core:
        core = theirs
    else:
        return None
    if both_closed:
        if ours.state.lower() != theirs.state.lower():
            # It can't be both done and cancelled.
            return None
        ticked = min(ours, theirs, key=lambda task: (task.day, not task.stamps, task.written))
    else:
        ticked = theirs if ours.is_open else ours
    if core.tick == ticked.tick:
        return core.written
    # The stamps go where they are, counted from the end: before the name of a block.
    tail = ticked.core[ticked.at :]
    if not core.core.endswith(tail):
        return None
    at = len(core.core) - len(tail)
    return ticked.state + core.core[:at] + ticked.stamps + core.core[at:]
