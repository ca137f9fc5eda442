"""Applies the operation of a writing command and prints the result, or with --dry-run its diff. Plans no operation itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from plaintext_network.cli.output.diff import print_diff
from plaintext_network.cli.prompts import Prompter
from plaintext_network.errors import counted
from plaintext_network.vault import TRASH
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.write_lock import PATIENCE

# Files to name before the rest is counted: the undo of an import can have thousands.
MOST_LISTED = 100

if TYPE_CHECKING:
    from plaintext_network.cli.output.styles import Part
    from plaintext_network.cli.session import Session
    from plaintext_network.vault.transaction.record import FileStep, Operation


class WriteCommand:
    """One run of a writing command, real or --dry-run."""

    def __init__(self, session: Session) -> None:
        self.session, self.screen = session, session.screen
        self.dry: bool = getattr(session.options, "dry_run", False)

    @cached_property
    def prompter(self) -> Prompter:
        """Asks questions on a terminal, unless --no-input is set."""
        return Prompter(self.screen, allowed=not self.session.options.no_input)

    @contextmanager
    def desk(self, *, commit: bool | None = None) -> Iterator[WriteSession]:
        """Hold the vault's write lock. Ask no question meanwhile: other pnet commands may be waiting.

        `commit` decides whether its writes become commits, instead of the option and the setting.
        """
        notebook = self.session.notebook
        if self.dry:
            yield notebook.dry_run(self.print_diff)
            return
        with notebook.write_session(self.show_waiting, commit=commit) as desk:
            yield desk

    def carry_out(self, desk: WriteSession, operation: Operation, *summary: Sequence[Part]) -> int:
        """Apply an operation, then print `summary` and the files written. With --dry-run, print the diff instead."""
        if not operation.steps and not operation.others and operation.undoes is None:
            self.screen.note("nothing to change")
            return 0
        for warning in operation.warnings:
            self.screen.warn(warning)
        notices = [notice for notice in desk.perform(operation) if notice not in operation.warnings]
        if not self.dry:
            # From here on the write counts, even if standard output is closed.
            self.screen.wrote = True
            for line in summary:
                self.screen.print(*line)
            steps = _all_steps(operation)
            for step in steps[:MOST_LISTED]:
                if step.after is None or step.path.startswith(f"{TRASH}/"):
                    self.screen.print(
                        "  moved " if step.after else "  removed ",
                        ("place", step.moved_from or step.path),
                        *self._to(step.path),
                    )
                elif step.moved_from:
                    self.screen.print("  moved ", ("place", step.moved_from), " to ", ("place", step.path))
                else:
                    self.screen.print("  wrote ", ("place", step.path))
            if (more := len(steps) - MOST_LISTED) > 0:
                self.screen.print(f"  and {counted(more, 'more file')}")
        for notice in notices:
            self.screen.note(("warning", notice))
        self.session.report_commits()
        return 0

    def _to(self, path: str) -> tuple[str, ...]:
        return (f" to {path}",) if path.startswith(f"{TRASH}/") else ()

    def print_diff(self, operation: Operation) -> tuple[str, ...]:
        """Print the diff of an operation, and return no notices."""
        for step in _all_steps(operation):
            old = None if step.before is None else step.moved_from or step.path
            print_diff(self.screen, old, None if step.after is None else step.path, step.before, step.after)
        return ()

    def show_waiting(self, seconds: float) -> None:
        """Show how long the command has waited for the write lock."""
        self.screen.progress(int(seconds), int(PATIENCE), "waiting for another pnet: seconds")


def _all_steps(operation: Operation) -> tuple[FileStep, ...]:
    """Return the steps of an operation; those in folders outside the vault have whole paths."""
    others = (
        step._replace(path=f"{other.root}/{step.path}")
        for other in operation.others
        if other.is_listed
        for step in other.steps
    )
    return (*operation.steps, *others)
