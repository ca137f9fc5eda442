"""Splits the first line of a task into its box or word, its text and what a program writes when it closes the task."""

from itertools import pairwise

from plaintext_network.model.note.task_parts import task_word
from plaintext_network.model.note.tasks import repetition
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Item
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Source

# What a program writes when it closes a task: Obsidian Tasks, Dataview, Logseq's and TaskPaper's users.
_STAMP = late_pattern(
    r"[ \t]*(?:[✅❌]\ufe0f?[ \t]*\d{4}-\d{2}-\d{2}"
    r"|\[(?:completion|completed|done|cancelled|canceled)::[^\[\]\n]*\]"
    r"|\((?:completion|completed|done|cancelled|canceled)::[^()\n]*\)"
    r"|(?<![\w@])@(?:completed|done|cancelled|canceled)\([^()\n]*\))"
)


class TaskLine(NamedTuple):
    """The first line of a task from its box or word on. `core` is the text without `state` and `stamps`.

    `line` is counted from 0, `start` within it. `at` is where the stamps are in the core.
    """

    line: int
    start: int
    written: str
    state: str
    core: str
    stamps: str
    at: int


def task_line(source: Source, item: Item) -> TaskLine | None:
    """Split the first line of a task, or return None if its box or its dates are not as usual."""
    start = item.own.start if item.box is None else item.box_start
    line = source.line_number(start) - 1
    written = source.text[start : source.line_stop(line + 1)].rstrip("\n")
    state = task_word(written) if item.box is None else f"[{item.box}]"
    if state is None or not written.startswith(state):
        return None
    rest = written[len(state) :]
    stamps = list(_STAMP.finditer(rest))
    if any(one.end() != two.start() for one, two in pairwise(stamps)):
        # The dates are not in one place.
        return None
    at = stamps[0].start() if stamps else len(rest)
    end = stamps[-1].end() if stamps else at
    core, found = rest[:at] + rest[end:], rest[at:end]
    return TaskLine(line, start - source.line_starts[line], written, state, core, found, at)


def recurs(item: Item, text: str) -> bool:
    """Return whether a task of a text recurs."""
    own = text[item.own.start : item.own.end].lower()
    return repetition(item, (), text) is not None or "repeat::" in own or "recurrence::" in own
