"""Finds the dates and marks in a task's text, in every form that task programs write. Knows no task and no note.

The forms are those of Obsidian Tasks, Dataview, Logseq, TaskPaper, todo.txt, NotePlan, and the Reminder and Kanban plugins.
"""

import re
from collections.abc import Iterator
from datetime import date

from plaintext_network.model.note.entries.log_lines import without_fields
from plaintext_network.model.note.logseq_text import CLOSED_WORDS, OPEN_WORDS
from plaintext_network.model.note.values.date_values import read_date
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# A task's date is the first of these that it has.
DUE, SCHEDULED, REMINDER, START = "due", "scheduled", "reminder", "start"
DAY_NAMES = (DUE, SCHEDULED, REMINDER)
# Dates that only record what happened.
_RECORD = ""


class TaskPart(NamedTuple):
    """A date in a task's text, with the half-open offsets of all of it and of its `value`.

    `name` is one of the names above, or "" for a date that only records something. `day` is None if the value is no day.
    """

    name: str
    day: date | None
    start: int
    end: int
    value: tuple[int, int]
    form: str


_NAMES = {
    "📅": DUE, "📆": DUE, "🗓": DUE, "⏳": SCHEDULED, "⌛": SCHEDULED, "⏰": REMINDER, "🛫": START,
    "due": DUE, "deadline": DUE, "scheduled": SCHEDULED, "start": START, "defer": START,
}  # fmt: skip
_SIGNS = "📅📆🗓⏳⌛🛫✅❌➕⏰"
_FORM = late_pattern(
    r"(?:(?<=\n)|\A)[ \t>]*(?P<org>DEADLINE|SCHEDULED):[ \t]*<(?P<stamp>[^<>\r\n]*)>"
    # The characters that the other forms begin with: to look for one is faster than to try each form.
    rf"|(?=[{_SIGNS}@>(dDsS])(?:"
    rf"(?P<sign>[{_SIGNS}])\ufe0f?[^\S\r\n]*"
    r"|(?<![\w:/])(?P<orgline>DEADLINE|SCHEDULED):[ \t]*<(?P<linestamp>[^<>\r\n]*)>"
    r"|(?<![\w@/])@(?P<at>due|deadline|scheduled|start|defer)\((?P<called>[^()\r\n]*)\)"
    r"|\(@(?P<reminder>[^()\r\n]{1,60})\)"
    r"|(?<![\w@/])@\{(?P<card>[^{}\r\n]{1,60})\}"
    r"|(?<![\w@/])@(?=\[\[)(?P<cardlink>\[\[[^\[\]\r\n]+\]\])"
    r"|(?<![\w@./])@(?P<plain>\d{4}-\d{1,2}-\d{1,2}(?![\w-]))"
    r"|(?<!\S)>(?P<noteplan>\d{4}-\d{1,2}-\d{1,2}(?![\w-]))"
    r"|(?<=[^\s>*+-][ \t])(?P<name>due|deadline|scheduled|start)::[ \t]?(?P<bare>\d[\w-]*|\[\[[^\[\]\r\n]+\]\])"
    r"|(?<![\w:/@#-])(?P<word>due|deadline|scheduled|start):(?!:)(?P<space>[ \t]?)(?=[^\s:/])"
    r")",
    re.IGNORECASE,
)
_MAY_BE = late_pattern(rf"[{_SIGNS}@>:]")
_DAY = late_pattern(
    r"\d{4}-\d{2}-\d{2}(?:(?:T|[ \t]+)\d{1,2}:\d{2}(?::\d{2})?(?:[ \t]?[ap]m)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-])"
    r"|\[\[[^\[\]\r\n]+\]\]|\[[^\[\]\r\n]*\]\((?:<[^<>\r\n]*>|[^()\s]*)\)",
    re.IGNORECASE,
)
_TIME = late_pattern(r"[ \t]*\d{1,2}:\d{2}(?:[ \t]?[ap]m)?(?!\w)", re.IGNORECASE)
# What a date in another form looks like: 2026-11-1, 01.11.2026, 20261101.
_LIKE_A_DAY = late_pattern(
    r"\d{1,4}([-./])\d{1,2}\1\d{1,4}\w*|\d{4}-\d{1,2}\w*|\d{4}-?W\d{1,2}\w*|\d{8}(?!\w)"
)
# Days in words, which need a day to count from.
_DAY_WORDS = late_pattern(
    r"(?:(?:next|this|on|by)[ \t]+)?(?:today|tonight|tomorrow|weekend|(?:next|this)[ \t]+(?:week|month|year)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![\w-])",
    re.IGNORECASE,
)
# Where the text after a sign ends: at another mark, a field, a tag or a block ID.
_REST = late_pattern(rf"(?:(?![{_SIGNS}🔁🔺⏫🔼🔽⏬🆔⛔🏁\r\n]|\[[^\[\]]*::|\([^()]*::|[#^]\w|%%|<!--).)*")
# Text longer than this after a sign is not a mistyped date; the sign is decoration.
_MOST_WORDS = 3


def task_parts(text: str, daily_format: str = "%Y-%m-%d") -> list[TaskPart]:
    """Return the dates in a task's text outside of Dataview's brackets, in the order written, valid or not."""
    if not _MAY_BE.search(text):
        return []
    found: list[TaskPart] = []
    at = 0
    while form := _FORM.search(text, at):
        part = _part(text, form, daily_format)
        if part is None:
            at = form.end()
        else:
            # A day that is crossed out only records something.
            is_struck = text.startswith("~~", part.end) and text.endswith("~~", 0, part.start)
            found.append(part._replace(name=_RECORD) if is_struck and part.day else part)
            at = max(part.end, form.end())
    return found


def _part(text: str, form: "re.Match[str]", daily_format: str) -> TaskPart | None:
    kind, written = form.lastgroup or "", form[form.lastgroup or 0]
    if sign := form["sign"]:
        return _after_sign(text, form, _NAMES.get(sign, _RECORD), daily_format)
    if form["word"]:
        return _after_word(text, form, daily_format)
    start, end = form.start(), form.end()
    if kind in ("stamp", "linestamp"):
        name = _NAMES[(form["org"] or form["orgline"]).lower()]
        return TaskPart(
            name, read_date(written.strip()[:10], daily_format), start, end, form.span(kind), "org"
        )
    if kind == "called":
        day = _day(written, daily_format)
        return TaskPart(_NAMES[form["at"].lower()], day, start, end, form.span(kind), "at")
    day = _day(written, daily_format)
    if kind == "bare":
        wrong = day is None and not _LIKE_A_DAY.match(written.strip("["))
        return (
            None
            if wrong
            else TaskPart(_NAMES[form["name"].lower()], day, start, end, form.span(kind), "word")
        )
    if kind == "noteplan":
        return TaskPart(SCHEDULED, day, start, end, form.span(kind), "at")
    if day is None and not (_LIKE_A_DAY.match(written.strip()) or _DAY_WORDS.fullmatch(written.strip())):
        return None
    if kind == "plain" and (time := _TIME.match(text, end)):
        end = time.end()
    return TaskPart(REMINDER, day, start, end, form.span(kind), "at")


def _day(written: str, daily_format: str) -> date | None:
    """Return the day of a date, with or without a time, or of a link to a day."""
    found = _DAY.fullmatch(written.strip())
    if not found:
        return None
    return read_date(found[0] if found[0].startswith("[") else found[0][:10], daily_format)


def _after_sign(text: str, form: "re.Match[str]", name: str, daily_format: str) -> TaskPart | None:
    start, at = form.span()
    if (found := _DAY.match(text, at)) and (day := _day(found[0], daily_format)):
        return TaskPart(name, day, start, found.end(), found.span(), "sign")
    if name == REMINDER and (time := _TIME.match(text, at)):
        return TaskPart(_RECORD, None, start, time.end(), (at, at), "sign")
    following = _REST.match(text, at)
    rest = following[0].rstrip() if following else ""
    if not rest:
        return TaskPart(name, None, start, at, (at, at), "sign")
    opened = 2 if rest.startswith("[[") else 0
    if wrong := _LIKE_A_DAY.match(rest, opened):
        end = max(rest.find("]]"), 0) + 2 if opened else wrong.end()
        return TaskPart(name, None, start, at + end, (at, at + end), "sign")
    if name == REMINDER and (wrong := _DAY_WORDS.match(rest)):
        return TaskPart(name, None, start, at + wrong.end(), (at, at + wrong.end()), "sign")
    if not any(map(str.isalnum, rest)):
        return TaskPart(_RECORD, None, start, at, (at, at), "sign")
    is_short = len(rest.split()) <= _MOST_WORDS and "[" not in rest
    if is_short and name not in (_RECORD, REMINDER) and text[:start].strip():
        return TaskPart(name, None, start, at + len(rest), (at, at + len(rest)), "sign")
    # The sign decorates the text after it.
    return TaskPart(_RECORD, None, start, at, (at, at), "sign")


def _after_word(text: str, form: "re.Match[str]", daily_format: str) -> TaskPart | None:
    at = form.end()
    name = _NAMES[form["word"].lower()]
    if form["space"] and name != DUE:
        # “start: 2026-12-01” may be part of the text.
        return None
    found = _DAY.match(text, at)
    if found and (day := _day(found[0], daily_format)):
        return TaskPart(name, day, form.start(), found.end(), found.span(), "word")
    wrong = _LIKE_A_DAY.match(text, at)
    if wrong is None and form["space"]:
        wrong = re.compile(_DAY_WORDS.pattern + r"(?=\W*$)", re.IGNORECASE).match(text, at)
    if wrong is None and not form["space"] and name == DUE and form["word"].islower():
        wrong = re.compile(r"[^\W\d_]+(?![\w/.:])").match(text, at)
    return TaskPart(name, None, form.start(), wrong.end(), wrong.span(), "word") if wrong else None


# Marks that are no dates

_RULE = r"🔁\ufe0f?[ \t]*[a-zA-Z0-9, !]*"
_MARK = late_pattern(
    rf"{_RULE}|[🔺⏫🔼🔽⏬]\ufe0f?"
    r"|🆔\ufe0f?[ \t]*[\w-]*|⛔\ufe0f?[ \t]*(?:[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?|🏁\ufe0f?[ \t]*(?:\w+)?"
    r"|@@\{[^{}\r\n]*\}"
)
# What is left of a text around a date: `send **📅 2026-12-04**`, `send - 📅 2026-12-04`, `send | 📅 2026-12-04 | today`.
_EMPTY_MARKS = late_pattern(r"(?<![\w*_=~])(\*{1,3}|_{1,3}|==|~~)\s+\1(?![\w*_=~])")
_PARTED = late_pattern(r"([|·•–—])(?:\s+\1)+")
_BEFORE_POINT = late_pattern(r"(?<=\w)\s+(?=[.,;](?:\s|$))")
_AROUND_DATES = " \t\n|·•–—-,;:→"
_EMPTY_BRACKETS = late_pattern(r"\(\s*\)|\[\s*\]")
_BLOCK_ID = late_pattern(r"(?:^|(?<=\s))\^[\w-]+[ \t]*$", re.MULTILINE)
_DRAWER = late_pattern(r"(?:^|\n)[ \t>]*:[A-Z]+:(?:.*?\n[ \t>]*:END:|.*)", re.DOTALL)
# Logseq's words before a task, and its priority.
_WORD = late_pattern(rf"({'|'.join((*OPEN_WORDS, *CLOSED_WORDS))})(?=[ \t]+\S|[ \t]*$)", re.MULTILINE)
_INITIALS = tuple({word[0] for word in (*OPEN_WORDS, *CLOSED_WORDS)})
_PRIORITY = late_pattern(r"[ \t]*\[#[A-Z]\](?=\s|$)")
# Logseq's properties of a block, each on a line below it.
_PROPERTY_LINE = late_pattern(r"\n[ \t>]*[\w-]+::[^\n]*")
_MAY_BE_LOGSEQ = late_pattern(r"[A-Z]{3}|:\w+:|\[#|::")


def task_word(text: str) -> str | None:
    """Return the word of Logseq's that makes a list item a task, or None."""
    # Most list items are no tasks, and this is asked of each.
    match = _WORD.match(text) if text[:1] in _INITIALS else None
    return match[1] if match else None


def is_closing_word(word: str) -> bool:
    """Return whether a word of Logseq's closes its task."""
    return word in CLOSED_WORDS


def task_text(text: str, tag: str = "#task", daily_format: str = "%Y-%m-%d") -> str:
    """Return a task's text as a reader sees it: without dates, marks, fields, IDs, link brackets and the `tag` of all tasks."""
    if _MAY_BE_LOGSEQ.search(text):
        if word := _WORD.match(text):
            text = text[word.end() :].lstrip()
        text = _PROPERTY_LINE.sub("", _DRAWER.sub("", _PRIORITY.sub("", text)))
    pieces: list[str] = []
    at = 0
    for part in task_parts(text, daily_format):
        pieces.append(text[at : part.start])
        at = part.end
    whole, text = text, " ".join([*pieces, text[at:]])
    # Most tasks have none of these, and looking for one character is ten times faster.
    if not text.isascii() or "@@{" in text:
        text = _MARK.sub(" ", text)
    if "^" in text:
        text = _BLOCK_ID.sub("", text)
    text = without_fields(text)
    if "(" in text or "[" in text:
        text = _EMPTY_BRACKETS.sub(" ", text)
    if len(text) < len(whole):
        text = _EMPTY_MARKS.sub(" ", text)
        text = _BEFORE_POINT.sub("", _PARTED.sub(r"\1", text.strip())).strip(_AROUND_DATES)
    words = visible_text(text).split()
    if tag:
        words = [word for word in words if word != tag]
    return " ".join(words)


def unread_dates(text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open offsets of each date that looks like a task's own, in a form that pnet does not read."""
    if "-" in text:
        for found in _UNREAD.finditer(text):
            yield found.span()


_UNREAD = late_pattern(
    r"(?<!\w)(?:due|deadline|by|until)[ \t]+(?:on[ \t]+|date:?[ \t]+)?\d{4}-\d{2}-\d{2}(?![\w-])"
    r"|(?<![@\w])\{\d{4}-\d{2}-\d{2}\}|(?<![\w:])(?::[ \t]*)?<\d{4}-\d{2}-\d{2}[^<>\r\n]*>|(?<!\S)!\d{4}-\d{2}-\d{2}(?![\w-])",
    re.IGNORECASE,
)
