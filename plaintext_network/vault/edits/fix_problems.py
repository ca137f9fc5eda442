"""Fixes the problems that have one safe fix, as `check --fix` does: all notes in one transaction. Guesses nothing."""

from collections.abc import Callable, Iterable

from plaintext_network.errors import (
    ChangedOnDisk,
    EditRefused,
    FileAlreadyExists,
    NoteNotFound,
    PnetError,
    WriteFailed,
    WriteLeftPending,
)
from plaintext_network.model.edits.fixes import FIXES, fix_note, fix_problem
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import Problem
from plaintext_network.vault.edits.resolve_conflicts import original_of
from plaintext_network.vault.edits.trash import trash_step
from plaintext_network.vault.edits.write_session import WriteSession, operation
from plaintext_network.vault.transaction.record import FileStep, Operation

SAME_COPY = "a copy that is the same to the byte as its original is moved to the trash"


class FixedProblem(NamedTuple):
    """One problem that has a safe fix, and what the fix does."""

    problem: Problem
    done: str


def fix_problems(
    desk: WriteSession, problems: Iterable[Problem], passed_over: Callable[[PnetError], None]
) -> tuple[tuple[FixedProblem, ...], tuple[str, ...]]:
    """Fix every problem that has one safe fix, in one transaction; return the fixes and the notices for the user.

    `passed_over` receives the reason for each note that can't be read or written; the others are fixed without it.
    Raises WriteLeftPending if the system also refuses to revert a write.
    """
    planned = plan_fixes(desk, problems, passed_over)
    while planned:
        whole = operation("check --fix", [step for step, _ in planned.values()])
        try:
            notices = desk.perform(whole)
        except WriteLeftPending:
            raise
        except (ChangedOnDisk, FileAlreadyExists, WriteFailed) as refused:
            path = _path_in(planned, refused.path)
            if path is None:
                raise
            passed_over(refused)
            del planned[path]
            continue
        return tuple(fix for _, fixes in planned.values() for fix in fixes), notices
    return (), ()


def plan_fix(desk: WriteSession, problem: Problem) -> Operation:
    """Plan the safe fix of one problem. Raises EditRefused if there is none, or none any more."""
    content = desk.content(problem.path)
    after = fix_problem(content, problem)
    if after is None:
        raise EditRefused(f"there is no safe fix: {problem.hint}", problem.path)
    return operation(f"fix {problem.code}", [FileStep(problem.path, content, after)])


def plan_fixes(
    desk: WriteSession, problems: Iterable[Problem], passed_over: Callable[[PnetError], None] | None = None
) -> dict[str, tuple[FileStep, tuple[FixedProblem, ...]]]:
    """Return the change and the fixes of each note whose problems have one safe fix, by the note's path.

    If such a note can't be read any more, `passed_over` receives the reason.
    """
    planned: dict[str, tuple[FileStep, tuple[FixedProblem, ...]]] = {}
    wanted: dict[str, list[Problem]] = {}
    for problem in problems:
        wanted.setdefault(problem.path, []).append(problem)
    for path, found in wanted.items():
        copy = next((p for p in found if p.code == "conflict-copy"), None)
        if not copy and not any(p.code in FIXES for p in found):
            continue
        try:
            content = desk.content(path)
        except (EditRefused, NoteNotFound) as refused:
            if passed_over:
                passed_over(refused)
            continue
        if copy:
            taken = [other.path for other, _ in planned.values()]
            if step := _away(desk, path, content, original_of(copy), taken):
                planned[path] = step, (FixedProblem(copy, SAME_COPY),)
            continue
        after, done = fix_note(content)
        if done:
            told = tuple(FixedProblem(p._replace(path=path), FIXES[p.code]) for p in done)
            planned[path] = FileStep(path, content, after), told
    return planned


def _path_in(planned: dict[str, tuple[FileStep, tuple[FixedProblem, ...]]], refused: str) -> str | None:
    """Return the planned note that a refusal is about: its path, or where it would move."""
    return next((path for path, (step, _) in planned.items() if refused in (path, step.path)), None)


def _away(
    desk: WriteSession, path: str, content: bytes, original: str, taken: Iterable[str]
) -> FileStep | None:
    """Return the step that moves an identical conflict copy to the trash, under a path that is not in `taken`."""
    try:
        if desk.content(original) != content:
            return None
    except (EditRefused, NoteNotFound):
        return None
    return trash_step(desk, path, content, taken)
