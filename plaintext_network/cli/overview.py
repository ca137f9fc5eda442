"""Prints what `pnet` alone shows: today, the week ahead, counts and the next commands. Applies no rule itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.command_table import GROUPS
from plaintext_network.cli.commands.agenda import readable_text
from plaintext_network.cli.commands.due import one_line_a_promise, readable_day
from plaintext_network.cli.output.days import KIND_STYLES, lateness, readable_days
from plaintext_network.cli.output.table import width, wrap
from plaintext_network.cli.session import NO_CONTACTS
from plaintext_network.errors import VaultNotFound, counted
from plaintext_network.model.dates.calendar import add_days
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.records.agenda_record import agenda_record
from plaintext_network.records.due_record import due_record
from plaintext_network.vault.cache.due_snapshot import KIND, OVERDUE_BY, PATH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plaintext_network.cli.output.styles import Style
    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.cli.session import Session
    from plaintext_network.vault.cache.due_snapshot import DueRow, DueRows

# With the other lines and the next prompt, these fill a screen of 24 lines.
MOST_DUE, MOST_COMING = 7, 4
# What a vault is used for, day by day.
DAILY = ("due", "review", "log", "agenda", "show")
# What a new vault needs, with its arguments.
FIRST = {"add": '"Ada Lovelace" --cadence monthly', "log": '"coffee with Ada"', "help": ""}
BEGIN = {"init": "", "help": ""}


class _Line(NamedTuple):
    """One line of the overview: a name, how far its day is away (`when` in words), and why."""

    name: str
    overdue_by: int
    text: str
    style: Style | None
    when: str


def overview(session: Session) -> int:
    """Print the overview, and return the exit status. Without a vault, print how to begin."""
    screen = session.screen
    try:
        notebook = session.notebook
    except VaultNotFound as error:
        screen.report_error(error)
        screen.warn("begin with one of these:")
        for line, purpose in _commands(BEGIN):
            screen.warn(line, purpose)
        return error.exit_code
    if not notebook.has_contacts:
        screen.print(NO_CONTACTS)
        screen.print("")
        for line, purpose in _commands(FIRST):
            screen.paragraph(("place", line), purpose)
        session.note_problem_counts()
        return 0
    rows = notebook.due_rows()
    due = [_due_line(entry, more) for entry, more in one_line_a_promise(rows.due)]
    coming = _coming(session)
    columns = _columns(screen, [*due[:MOST_DUE], *coming[:MOST_COMING]])
    people = notebook.due_count
    screen.print(
        ("heading", f"{counted(people, 'person', 'people')} due today" if people else "nobody is due today")
    )
    _section(screen, due, MOST_DUE, columns, "pnet due")
    if coming:
        screen.print(("heading", "within a week"))
        _section(screen, coming, MOST_COMING, columns, "pnet due --within 1w, pnet agenda")
    screen.print("")
    screen.print(("heading", "in all: "), _counts(session, rows))
    for line, purpose in _commands(dict.fromkeys(DAILY, "")):
        screen.paragraph(("place", line), purpose)
    session.note_problem_counts()
    return 0


def _due_line(entry: DueRow, more: list[str]) -> _Line:
    record = due_record(entry, more)
    return _Line(
        str(record["contact"]),
        entry[OVERDUE_BY] or 0,
        str(record["reason"]),
        KIND_STYLES.get(record["kind"]),
        readable_day(record),
    )


def _coming(session: Session) -> list[_Line]:
    """Return the days of the agenda, and who becomes due, from tomorrow to a week from today."""
    notebook, today = session.notebook, session.today
    until = add_days(today, 7)
    lines = [
        _Line(
            entry.contact.name,
            (today - entry.day).days,
            readable_text(agenda_record(entry)),
            KIND_STYLES.get(entry.kind),
            readable_days((today - entry.day).days),
        )
        for entry in notebook.agenda(until)
        if entry.day > today
    ]
    listed = ("promise", "birthday", "occasion")
    lines += [
        _due_line(entry, [])
        for entry in notebook.due_rows(until).due
        if (entry[OVERDUE_BY] or 0) < 0 and entry[KIND] not in listed
    ]
    return sorted(lines, key=lambda line: -line.overdue_by)


def _counts(session: Session, rows: DueRows) -> str:
    notebook = session.notebook
    waiting = len({entry[PATH] for entry in rows.waiting})
    promises = len({(each.path, each.line, each.text) for each in notebook.promises()})
    counts = [
        counted(len(notebook.contact_states()), "contact"),
        f"{rows.no_cadence} without a regular reminder" if rows.no_cadence else "",
        f"{waiting} waiting" if waiting else "",
        counted(promises, "open promise"),
    ]
    return ", ".join(filter(None, counts))


def _columns(screen: Screen, lines: Sequence[_Line]) -> tuple[int, int]:
    """Return the widths of the names and of the days."""
    names = [width(screen.out.clean(line.name)) for line in lines]
    days = [width(line.when) for line in lines]
    return max(names, default=0), max(days, default=0)


def _section(screen: Screen, lines: Sequence[_Line], most: int, columns: tuple[int, int], more: str) -> None:
    """Print the first lines, each on one line of the terminal, and where to see the others."""
    names, days = columns
    room = None if screen.out.columns is None else screen.out.columns - names - days - 6
    for line in lines[:most]:
        name, day = screen.out.clean(line.name), line.when
        text = screen.out.clean(line.text)
        if room is not None and width(text) > room:
            # Cut between words.
            text = wrap(text, max(room - 1, 2))[0].rstrip(",;:") + screen.out.mark
        screen.print(
            "  ",
            (line.style, name) if line.style else name,
            " " * (names - width(name) + 2),
            (lateness(line.overdue_by), day),
            " " * (days - len(day) + 2),
            text,
        )
    if len(lines) > most:
        # Lines, because people can have several.
        screen.print(("muted", f"  and {counted(len(lines) - most, 'more line')}: {more}"))


def _commands(arguments: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what to type for each command, all of one width, and its purpose."""
    purposes = {name: summary for _, _, summaries in GROUPS for name, summary in summaries.items()}
    typed = {f"pnet {name} {words}".rstrip(): purposes[name] for name, words in arguments.items()}
    widest = max(map(len, typed))
    return [(f"  {line:<{widest}}  ", purpose) for line, purpose in typed.items()]
