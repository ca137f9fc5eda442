"""Plans the fixes of `check --fix`: the problems of one note at a time that have one safe fix. Guesses nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from plaintext_network.errors import EditRefused, NoteNotFound, PnetError
from plaintext_network.model.edits.fixes import FIXES, fix_note
from plaintext_network.problems import Problem
from plaintext_network.vault.edits.trash import trash_step
from plaintext_network.vault.edits.write_session import WriteSession, operation
from plaintext_network.vault.transaction.record import FileStep, Operation

SAME_COPY = "a copy that is the same to the byte as its original is moved to the trash"


class FixedProblem(NamedTuple):
    """One problem that has a safe fix, and what the fix does."""

    problem: Problem
    done: str


def plan_fixes(
    desk: WriteSession, problems: Iterable[Problem], passed_over: Callable[[PnetError], None] | None = None
) -> Iterator[tuple[Operation, tuple[FixedProblem, ...]]]:
    """Yield an operation for each note whose problems have one safe fix, with the fixes.

    If such a note can't be read any more, `passed_over` receives the reason.
    """
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
            if step := _away(desk, path, content, dict(copy.facts)["base"]):
                yield operation(f"check --fix {path}", [step]), (FixedProblem(copy, SAME_COPY),)
            continue
        after, done = fix_note(content)
        if done:
            told = tuple(FixedProblem(p._replace(path=path), FIXES[p.code]) for p in done)
            yield operation(f"check --fix {path}", [FileStep(path, content, after)]), told


def _away(desk: WriteSession, path: str, content: bytes, base: str) -> FileStep | None:
    """Return the step that moves an identical conflict copy to the trash."""
    folder, slash, _ = path.rpartition("/")
    try:
        if desk.content(f"{folder}{slash}{base}") != content:
            return None
    except (EditRefused, NoteNotFound):
        return None
    return trash_step(desk, path, content)
