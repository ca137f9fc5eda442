"""Implements `pnet check`: prints every problem, and with --fix applies the safe remedies."""

from __future__ import annotations

import os

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.output.records import choose_fields, rows
from plaintext_network.cli.session import Session
from plaintext_network.errors import PnetError, counted, joined
from plaintext_network.problems import SEVERITIES, Problem
from plaintext_network.records.problem_record import FIELDS, problem_record
from plaintext_network.vault import FILE
from plaintext_network.vault.config.user_config import user_config

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.bases.files.faults import BaseFault
    from plaintext_network.cli.output.styles import Style
    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.vault.chosen_paths import ChosenPaths

STYLES: dict[str, Style] = {"error": "error", "warning": "warning", "information": "information"}
# The most paths to name; pnet counts the others.
MOST_LISTED = 5


def run(session: Session) -> int:
    """Run `pnet check`."""
    options, screen = session.options, session.screen
    chosen = _choose_notes(session) if options.paths else None
    refused = 0
    if options.fix:
        refused = _fix(session, chosen)
    elif options.dry_run:
        raise WrongUsage("pnet check", "--dry-run works only with --fix")
    wanted = SEVERITIES[: SEVERITIES.index(options.severity) + 1]
    if chosen is None:
        # The user's own settings are outside the vault, so their lines are not shown.
        everything = [p._replace(width=0) for p in user_config().problems]
        everything += session.notebook.problems()
    else:
        everything = _problems(session, chosen)
        _note_others(session, chosen, everything)
    found = [p for p in everything if p.severity in wanted]
    if options.format == "gcc":
        for p in found:
            screen.print_whole(f"{p.path}:{p.line}:{p.column}: {p.severity}: {p.message} [{p.code}]")
    elif options.format == "table" and options.fields is None:
        _text(session, found)
    else:
        fields = choose_fields(options.fields, options.format, known=FIELDS, usual=FIELDS)
        records = [problem_record(p) for p in found]
        rows(screen, records, fields, options.format, whole="message")
    return 1 if any(p.severity == "error" for p in everything) else refused


def _choose_notes(session: Session) -> ChosenPaths:
    """Return the notes and folders that the paths on the command line name. Without --vault, choose the vault by them, too."""
    # Late: most checks are of the whole vault.
    from plaintext_network.vault.chosen_paths import choose_paths, vault_of

    options = session.options
    if options.vault is None and not os.environ.get("PNET_VAULT"):
        options.vault = vault_of(options.paths)
    return choose_paths(session.notebook.root, options.paths)


def _problems(session: Session, chosen: ChosenPaths | None) -> list[Problem]:
    """Return the problems of the chosen notes, found as part of the whole vault."""
    return [p for p in session.notebook.problems() if chosen is None or chosen.contain(p.path)]


def _note_others(session: Session, chosen: ChosenPaths, found: list[Problem]) -> None:
    """Print which paths are not notes: pnet checks nothing there."""
    notebook, with_problems = session.notebook, {p.path for p in found}
    others = list(chosen.outside)
    for path in chosen.inside:
        is_known = path in notebook.index.notes or path in with_problems or path in ("", FILE)
        if not is_known and not os.path.isdir(os.path.join(notebook.root, *path.split("/"))):
            others.append(path)
    if others:
        what, them = ("is not a note", "it") if len(others) == 1 else ("are not notes", "them")
        session.screen.note(
            (
                "muted",
                f"{joined(others, MOST_LISTED)} {what} of {notebook.root}, and pnet didn't check {them}",
            )
        )


def _fix(session: Session, chosen: ChosenPaths | None) -> int:
    """Apply all safe remedies in one transaction. A refused note does not stop the others.

    Return the exit status: 0, or that of the last refusal.
    """
    # Late: most checks write nothing.
    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.vault.edits.fix_problems import fix_problems

    writes, screen = WriteCommand(session), session.screen
    status = 0

    def refuse(refused: PnetError) -> None:
        nonlocal status
        status = refused.exit_code
        screen.report_error(refused)

    with writes.desk() as desk:
        fixes, notices = fix_problems(desk, _problems(session, chosen), refuse)
    for notice in notices:
        screen.note(("warning", notice))
    for p, done in fixes:
        screen.note(("place", f"{p.path}:{p.line}"), f": {p.code}: {done}")
    if not fixes and not status:
        screen.note(("muted", "nothing to fix automatically"))
    return status


def _text(session: Session, found: list[Problem]) -> None:
    screen = session.screen
    texts: dict[str, list[str]] = {}
    for p in found:
        lines = texts.get(p.path)
        if lines is None and p.width:
            # Problems are sorted by path, so one note's lines at a time are enough.
            texts.clear()
            lines = texts[p.path] = session.notebook.visible_lines(p.path)
        show_problem(screen, p, lines or ())
    counts = [(sum(1 for p in found if p.severity == s), s) for s in SEVERITIES]
    # Information has no plural.
    screen.note(", ".join(counted(number, s, s if s == "information" else "") for number, s in counts))


def show_problem(screen: Screen, p: Problem | BaseFault, lines: Sequence[str]) -> None:
    """Print a problem with its line, one of its note's `lines`, and its remedy."""
    screen.print(
        ("place", f"{p.path}:{p.line}:{p.column}"), ": ", (STYLES[p.severity], p.code), f": {p.message}"
    )
    if p.width and p.line <= len(lines):
        # Late: only a line with a problem needs it.
        from plaintext_network.cli.output.excerpt import excerpt

        excerpt(screen, lines[p.line - 1], p.line, p.column, p.width)
    screen.print_remedy(f"  {p.hint}")
