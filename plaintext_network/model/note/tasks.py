"""Reads tasks: list items with a box, in the form of Obsidian Tasks or Dataview. Knows no contacts."""

import re
from collections.abc import Sequence
from datetime import date

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.note.facts import Ref, Task
from plaintext_network.model.note.log_lines import without_fields
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values import read_date, visible_text
from plaintext_network.notes.body import Field, Item
from plaintext_network.notes.source import Source, Span, Spans
from plaintext_network.problems import Problem, problem

_SIGN = re.compile(r"(📅|📆|🗓|⏳|⌛|🛫|✅|❌|➕)\ufe0f?\s*(\d{4}-\d{2}-\d{2})?")
_DECORATION = re.compile(
    r"(?:📅|📆|🗓|⏳|⌛|🛫|✅|❌|➕)\ufe0f?\s*(?:\d{4}-\d{2}-\d{2})?|🔁[^📅📆🗓⏳⌛🛫✅❌➕⏫🔼🔽🔺⏬]*|[⏫🔼🔽🔺⏬]\ufe0f?"
)
_SIGN_NAMES = {"📅": "due", "📆": "due", "🗓": "due", "⏳": "scheduled", "⌛": "scheduled", "🛫": "start"}


def read_task(
    source: Source,
    item: Item,
    fields: Sequence[Field],
    people: tuple[Ref, ...],
    rules: Rules,
    code: Spans,
) -> tuple[Task, tuple[Problem, ...]]:
    """Read a list item with a box; `fields` are the inline fields in its own text, and signs in `code` are ignored."""
    days: dict[str, date] = {}
    problems = []
    recurring = "🔁" in item.text
    for sign in _SIGN.finditer(source.text, *item.own):
        name = _SIGN_NAMES.get(sign[1])
        if name is None or sign[2] is None or sign.start() in code:
            continue
        day = parse_day(sign[2])
        if day is None:
            problems.append(problem("date-invalid", source.place(Span(*sign.span(2))), value=sign[2]))
        else:
            days.setdefault(name, day)
    for field in fields:
        name = field.name.lower()
        recurring = recurring or name in ("repeat", "recurrence")
        if name in ("due", "scheduled", "start") and field.text:
            day = read_date(field.text, rules.daily.format)
            if day is None:
                problems.append(problem("date-invalid", source.place(field.value), value=field.text))
            else:
                days.setdefault(name, day)
    task = Task(
        text=task_text(item.text),
        open=item.box not in rules.tasks.closed,
        day=days.get("due", days.get("scheduled")),
        start=days.get("start"),
        recurring=recurring,
        people=people,
        line=source.line_number(item.own.start),
    )
    return task, tuple(problems)


def task_text(text: str) -> str:
    """Return a task's text without dates, signs, fields and link brackets."""
    return " ".join(visible_text(without_fields(_DECORATION.sub("", text))).split())
