"""Implements `pnet bases`: writes views for Obsidian, and checks and shows `.base` files."""

from __future__ import annotations

import os

from plaintext_network.bases.errors import FolderInvalid
from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.commands.check import show_problem
from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.errors import VaultNotFound, counted, joined, shell_word
from plaintext_network.problems import SEVERITIES

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.bases.files.faults import BaseFault
    from plaintext_network.bases.update_bases import PlannedBases
    from plaintext_network.bases.vault_bases import CheckedBase, ShownView
    from plaintext_network.cli.output.record_types import Format
    from plaintext_network.records.record_types import Record, Value
    from plaintext_network.vault.edits.write_session import WriteSession
    from plaintext_network.vault.transaction.record import Operation

FIELDS = ("path", "line", "column", "code", "severity", "message", "hint")
FILE_FIELDS = ("path", "state")
# The options that belong to one action.
_OF_ACTION = {"to": "write", "dry_run": "write", "commit": "write", "view": "show", "embedded_in": "show"}
_SPELLED = {"dry_run": "--dry-run", "embedded_in": "--in"}


def run(session: Session) -> int:
    """Run `pnet bases`."""
    options = session.options
    for name, action in _OF_ACTION.items():
        if getattr(options, name) not in (None, False) and options.action != action:
            raise WrongUsage("pnet bases", f"{_SPELLED.get(name, f'--{name}')} works only with {action}")
    if options.action == "check":
        return _check(session)
    if options.format == "gcc":
        raise WrongUsage("pnet bases", "--format gcc works only with check")
    if options.action == "show":
        return _show(session)
    if options.files:
        raise WrongUsage("pnet bases", "write takes no file; to choose a folder, give --to FOLDER")
    return _write(session)


# Write


def _write(session: Session) -> int:
    # Late: reading and showing write nothing.
    from plaintext_network.bases.update_bases import FOLDER, difference_text, plan_bases
    from plaintext_network.cli.write_result import WriteCommand

    writes, screen = WriteCommand(session), session.screen
    options = session.options
    folder = _folder(session.notebook.root, FOLDER if options.to is None else options.to)
    with writes.desk() as desk:
        planned = plan_bases(desk, folder, screen.progress)
        if options.format is None and options.fields is None:
            status = writes.carry_out(desk, planned.operation)
        else:
            status = (
                0 if writes.dry or not planned.operation.steps else _perform(session, desk, planned.operation)
            )
            _list_files(session, planned)
    for difference in planned.differences:
        screen.note(("warning", difference_text(difference)))
    if planned.left:
        them, differ = ("it", "it differs") if len(planned.left) == 1 else ("them", "they differ")
        screen.note(
            (
                "warning",
                f"{joined(planned.left)}: {differ} from what pnet wrote, so pnet left {them} alone",
            ),
        )
        screen.note(
            (
                "muted",
                f"to see what pnet would write, write to another folder: pnet bases --to {_other(folder)}",
            )
        )
    return status or (1 if planned.left else 0)


def _perform(session: Session, desk: WriteSession, operation: Operation) -> int:
    for notice in desk.perform(operation):
        session.screen.note(("warning", notice))
    session.report_commits()
    return 0


def _list_files(session: Session, planned: PlannedBases) -> None:
    """Print the path of each file, and whether pnet writes it."""
    states = [
        *((step.path, "written") for step in planned.operation.steps),
        *((path, "unchanged") for path in planned.unchanged),
        *((path, "yours") for path in planned.left),
    ]
    form = choose_format(session.options.format, session.screen)
    fields = choose_fields(session.options.fields, form, known=FILE_FIELDS, usual=FILE_FIELDS)
    records: list[Record] = [dict(zip(FILE_FIELDS, state, strict=True)) for state in sorted(states)]
    rows(session.screen, records, fields, form)


def _other(folder: str) -> str:
    return shell_word(f"{folder} 2" if folder else "Bases")


def _folder(root: str, typed: str) -> str:
    """Return a folder as a path in the vault. Raises FolderInvalid."""
    # Late: only this action needs it.
    from plaintext_network.vault.files.walk import inside_of

    whole = os.path.normpath(os.path.join(root, typed))
    inside = inside_of(root, os.path.realpath(whole))
    if inside is None or "\0" in typed:
        raise FolderInvalid(typed, "this folder is outside of the vault")
    if any(part.startswith(".") for part in inside.split("/")):
        raise FolderInvalid(typed, "Obsidian shows no hidden folder")
    if os.path.lexists(whole) and not os.path.isdir(whole):
        raise FolderInvalid(typed, "this is a file")
    return _as_on_disk(root, inside)


def _as_on_disk(root: str, inside: str) -> str:
    """Return a path in the spelling of a folder that differs in case only: Obsidian, and most disks, take the two for one."""
    parts: list[str] = []
    for part in inside.split("/") if inside else ():
        here = os.path.join(root, *parts)
        names = os.listdir(here) if os.path.isdir(here) else []
        alike = (name for name in sorted(names) if name.casefold() == part.casefold())
        parts.append(part if part in names else next(alike, part))
    return "/".join(parts)


# Check


def _check(session: Session) -> int:
    # Late: each action needs only its own modules.
    from plaintext_network.bases.vault_bases import check_bases

    options, screen = session.options, session.screen
    checked = check_bases(_root(session), options.files)
    found = [fault for each in checked for fault in each.faults]
    if options.format == "gcc":
        for fault in found:
            screen.print_whole(
                f"{fault.path}:{fault.line}:{fault.column}: {fault.severity}: {fault.message} [{fault.code}]"
            )
    elif options.format in (None, "table") and options.fields is None:
        for each in checked:
            _show_faults(session, each)
        _note_counts(session, len(checked), found)
    else:
        form: Format = options.format or "table"
        fields = choose_fields(options.fields, form, known=FIELDS, usual=FIELDS)
        rows(
            screen,
            [{name: getattr(f, name) for name in FIELDS} for f in found],
            fields,
            form,
            whole="message",
        )
    return 1 if any(fault.severity == "error" for fault in found) else 0


def _root(session: Session) -> str | None:
    """Return the vault; None if there is none, which files that are given don't need."""
    try:
        root: str = session.place.root
    except VaultNotFound:
        if session.options.files and session.options.vault is None:
            return None
        raise
    return root


def _show_faults(session: Session, checked: CheckedBase) -> None:
    # Late: most files have no fault.
    from plaintext_network.notes.source import decode

    if not checked.faults:
        return
    lines = decode(checked.content)[0].text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in checked.faults:
        show_problem(session.screen, fault, lines)


def _note_counts(session: Session, files: int, found: list[BaseFault]) -> None:
    counts = [(sum(1 for fault in found if fault.severity == s), s) for s in SEVERITIES[:2]]
    numbers = ", ".join(counted(number, severity) for number, severity in counts)
    session.screen.note(f"{counted(files, 'file')} checked: {numbers}")


# Show


def _show(session: Session) -> int:
    # Late: as in `_check`.
    from plaintext_network.bases.vault_bases import show_view

    options, screen, notebook = session.options, session.screen, session.notebook
    if len(options.files) != 1:
        if not options.files:
            raise WrongUsage("pnet bases", "FILE is missing; for example: pnet bases show People")
        name = shell_word(" ".join(options.files))
        raise WrongUsage(
            "pnet bases", f"show takes one file; if its name has spaces, quote it: pnet bases show {name}"
        )
    shown = show_view(notebook, options.files[0], options.view, options.embedded_in, screen.progress)
    form = choose_format(options.format, screen)
    names = shown.rows.properties
    fields = choose_fields(options.fields, form, known=("path", *names), usual=names)
    headings = dict(zip(names, shown.titles, strict=True))
    rows(screen, list(_records(shown)), fields, form, headings=headings)
    if not shown.rows.rows and screen.out.terminal:
        is_alone = shown.for_embedding and options.embedded_in is None
        hint = "; to see what a note that embeds it shows, add --in NOTE" if is_alone else ""
        screen.note(("muted", f"no file matches this view{hint}"))
    _note_failures(session, shown)
    return 0 if shown.rows.rows else 1


def _records(shown: ShownView) -> list[Record]:
    return [
        {
            "path": row.path,
            **{name: _cell(value) for name, value in zip(shown.rows.properties, row.values, strict=True)},
        }
        for row in shown.rows.rows
    ]


def _cell(value: object) -> Value:
    # Late: as in `_check`.
    from plaintext_network.bases.evaluation.methods import shown_text
    from plaintext_network.bases.evaluation.rows import Failure

    if isinstance(value, Failure):
        return f"({value.reason})"
    if isinstance(value, tuple):
        return tuple(map(_cell, value))
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return shown_text(value)


def _note_failures(session: Session, shown: ShownView) -> None:
    reasons: dict[str, list[str]] = {}
    for failure in shown.rows.failures:
        reasons.setdefault(failure.reason, []).append(failure.path)
    for reason, paths in list(reasons.items())[:3]:
        many = counted(len(paths), "file")
        session.screen.note(("warning", f"a filter failed for {many}, such as {paths[0]}: {reason}"))
