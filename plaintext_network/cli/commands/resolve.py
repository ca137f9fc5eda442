"""Implements `pnet resolve`: resolves the conflicts of notes, and merges conflict copies into their originals."""

from __future__ import annotations

import os

from plaintext_network.cli.conflict_questions import Questions
from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.cli.signals import hangup_interrupts
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import EditRefused, NoteNotFound, PnetError, WriteFailed, counted, shell_word
from plaintext_network.notes.conflict_parts import values_in
from plaintext_network.vault.edits.resolve_conflicts import (
    NoteInConflict,
    Resolution,
    notes_in_conflict,
    plan_resolve,
)
from plaintext_network.vault.edits.settle_note import SettledNote, conflict_parts_of, settle_note
from plaintext_network.vault.git.errors import MergeFailed
from plaintext_network.vault.git.unmerged import all_unmerged, picked_commit, to_finish

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.records.record_types import Record

FIELDS = ("path", "line", "property", "ours", "theirs", "base", "copy")
# While git picks a commit, ours and theirs are not what their names say.
_PICKED = {
    "rebase": "a rebase is in progress: ours is the branch that you rebase onto, theirs is your own commit {}",
    "cherry-pick": "a cherry-pick is in progress: theirs is the commit {}",
    "revert": "a revert is in progress: theirs is the note without the change of {}",
}
_REFUSALS = (EditRefused, NoteNotFound, MergeFailed, WriteFailed)


def run(session: Session) -> int:
    """Run `pnet resolve`."""
    options = session.options
    writes = WriteCommand(session)
    asks = writes.prompter.possible and not options.format
    found = _wanted(session, options.names)
    others = not options.names and _note_unmerged(session, found)
    if not found:
        if not options.names and not others:
            session.note_nothing("no note is in conflict")
        if options.format in ("json", "csv"):
            _list(session, ())
        return 1 if others else 0
    if any(each.has_markers for each in found) and (picked := picked_commit(session.notebook.root)):
        session.screen.note(("muted", _PICKED[picked.what].format(picked.commit)))
    if options.format or options.fields or not (asks or options.take or options.names):
        return _list(session, found)
    questions = Questions(session, writes.prompter if asks else None, options.take)
    with hangup_interrupts():
        return _resolve(writes, found, questions) or (1 if others else 0)


def _wanted(session: Session, names: Sequence[str]) -> tuple[NoteInConflict, ...]:
    """Return the notes in conflict with these names; without names, all."""
    notebook = session.notebook
    every = notes_in_conflict(notebook.problems())
    if not names:
        return every
    wanted: list[NoteInConflict] = []
    for name in names:
        meant = [each for each in every if name in _names(each)]
        if not meant:
            path = notebook.path(name)
            meant = [each for each in every if each.path == path]
            if not meant:
                session.screen.note(("muted", f"{path} has no conflict"))
        wanted += [each for each in meant if each not in wanted]
    return tuple(wanted)


def _names(each: NoteInConflict) -> set[str]:
    """Return the paths of a note and its copies, and the copies' file names: no index has them."""
    files = {copy.rpartition("/")[2] for copy in each.copies}
    return {each.path, *each.copies, *files, *(file[:-3] for file in files)}


def _resolve(writes: WriteCommand, found: Sequence[NoteInConflict], questions: Questions) -> int:
    """Resolve one note after another, and write all in one operation; return the exit status."""
    screen, session = writes.screen, writes.session
    settled: list[SettledNote] = []
    left, status = 0, 0
    # Without the lock, so that no other pnet waits for the answers.
    desk = session.notebook.dry_run()
    instead = "--ours or --theirs" if session.options.take == "both" else "--ours, --theirs or --both"
    remedy = f"choose with {instead}, or on a terminal"
    for each in found:
        try:
            one = settle_note(desk, each, questions)
        except _REFUSALS as refused:
            screen.report_error(refused)
            status = refused.exit_code
            continue
        left += one.left
        settled.append(one)
        if one.left and not questions.asks:
            screen.note(
                ("place", each.path),
                f": {counted(one.left, 'conflict')} left; {remedy}",
            )
    resolutions = [one.resolution for one in settled if one.resolution]
    if resolutions:
        _write(writes, resolutions, [one for one in settled if one.resolution])
    elif not status:
        screen.note("nothing to change")
    if questions.asks and left:
        screen.note(("muted", f"{counted(left, 'conflict')} left: pnet resolve"))
    return status or (1 if left else 0)


def _write(writes: WriteCommand, resolutions: Sequence[Resolution], settled: Sequence[SettledNote]) -> None:
    screen = writes.screen
    summary = [[line] for one in settled for line in one.summary]
    root = writes.session.notebook.root
    # A resolved conflict of a merge belongs in the commit of that merge.
    in_merge = set(all_unmerged(root)) & {one.path for one in settled if one.had_markers}
    with writes.desk(commit=False if in_merge and not writes.session.options.commit else None) as desk:
        writes.carry_out(desk, plan_resolve(desk, resolutions), *summary)
    done = tuple(one.path for one in settled if one.had_markers and not one.left)
    if not writes.dry and done:
        waiting, finish = to_finish(root, done)
        if waiting:
            git = _git(root)
            add = f"{git} add {' '.join(map(shell_word, waiting))}"
            then = f" && {git}{finish.removeprefix('git')}" if finish else ""
            screen.note(f"to tell git: {add}{then}")


def _git(root: str) -> str:
    """Return how to run git on paths in the vault from the folder that the shell is in."""
    try:
        here = os.path.samefile(os.curdir, root)
    except OSError:
        here = False
    return "git" if here else f"git -C {shell_word(root)}"


def _note_unmerged(session: Session, found: Sequence[NoteInConflict]) -> bool:
    """Print which other notes git's merge left to resolve; return whether there are any."""
    known = {each.path for each in found}
    others = {
        path: happened
        for path, happened in all_unmerged(session.notebook.root).items()
        if path.endswith(".md") and path not in known
    }
    git = _git(session.notebook.root)
    for path, happened in others.items():
        word = shell_word(path)
        is_there = os.path.lexists(os.path.join(session.notebook.root, path))
        keep = f"to keep the file: {git} add {word}; " if is_there else ""
        session.screen.note(("place", path), f": {happened}; {keep}to remove it: {git} rm {word}")
    return bool(others)


def _list(session: Session, found: Sequence[NoteInConflict]) -> int:
    """List conflicts; return the exit status."""
    options, screen = session.options, session.screen
    desk = session.notebook.dry_run()
    records: list[Record] = []
    for each in found:
        try:
            parts = conflict_parts_of(desk, each)
        except PnetError as refused:
            screen.report_error(refused)
            parts = ()
        for copy, one in parts:
            records.append(
                {
                    "path": each.path,
                    "line": one.line or None,
                    "property": one.part.name or None,
                    "ours": _value(one.part.name, values_in(one.part, one.part.ours)),
                    "theirs": _value(one.part.name, values_in(one.part, one.part.theirs)),
                    "base": None
                    if one.part.base is None
                    else _value(one.part.name, values_in(one.part, one.part.base)),
                    "copy": copy,
                }
            )
        listed = {copy for copy, _ in parts}
        # Copies that merge without a question, copies that can't be merged here, and notes with a conflict that has no parts.
        records += [{"path": each.path, "copy": copy} for copy in each.copies if copy not in listed]
        if each.has_markers and None not in listed:
            records.append({"path": each.path})
    form = choose_format(options.format, screen)
    rows(screen, records, choose_fields(options.fields, form, known=FIELDS, usual=FIELDS), form)
    return 1


def _value(name: str, values: Sequence[str]) -> str:
    return (", " if name else "\n").join(values)
