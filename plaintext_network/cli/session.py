"""Bundles what a command needs: options, screen, vault and today. Decides nothing about contacts."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import cached_property

from plaintext_network.errors import PnetError, counted
from plaintext_network.vault.config.find_vault import Place, find_vault
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.pending import pending

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable

    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.vault.commits.commit_result import Committed, NotCommitted

NO_CONTACTS = 'No contacts yet. Add one: pnet add "Ada Lovelace" --cadence monthly'


class Session:
    """One run of a command."""

    def __init__(self, options: Namespace, screen: Screen | None = None, *, cache: bool = True) -> None:
        self.options = options
        self._screen = screen
        self._cache = cache
        # The results of commits that `report_commits` hasn't printed yet.
        self._commits: list[Committed | NotCommitted] = []

    @property
    def has_used_cache(self) -> bool:
        """Whether an answer may have come from the cache."""
        return self._cache and "notebook" in vars(self)

    def without_cache(self) -> Session:
        """Return a session for the same run, without the cache."""
        other = Session(self.options, self._screen, cache=False)
        other._commits = self._commits
        return other

    @property
    def screen(self) -> Screen:
        if self._screen is None:
            raise RuntimeError("completion writes nothing")
        return self._screen

    @property
    def is_day_given(self) -> bool:
        """Whether --today or $PNET_TODAY replaces the day of the clock."""
        return bool(self.options.today or os.environ.get("PNET_TODAY"))

    @cached_property
    def today(self) -> date:
        """Today: --today, else $PNET_TODAY, else the local date."""
        now = datetime.now().astimezone().date()
        typed = self.options.today
        if typed is None:
            typed = os.environ.get("PNET_TODAY") or None
        if typed is None:
            return now
        if len(typed) == 10 and typed[4] == typed[7] == "-":
            try:
                return date.fromisoformat(typed)
            except ValueError:
                pass
        # Late: an ISO date needs no parser of words.
        from plaintext_network.model.dates.date_words import parse_when

        return parse_when(typed, now)

    @cached_property
    def place(self) -> Place:
        try:
            here = os.getcwd()
        except FileNotFoundError:
            # The working directory was deleted; a vault with an absolute path needs none.
            here = os.sep
        return find_vault(self.options.vault, os.environ, here)

    @cached_property
    def notebook(self) -> Notebook:
        root, screen = self.place.root, self._screen
        if screen and pending(root):
            self._complete_write(root)
        return Notebook(
            root,
            self.today,
            screen.progress if screen else None,
            cache=self._cache,
            commit=getattr(self.options, "commit", None),
            on_commit=self._commits.append,
        )

    def report_commits(self) -> None:
        """Print the results of the commits so far."""
        while self._commits:
            result = self._commits.pop(0)
            if result.is_committed:
                self.screen.note(("muted", result.text))
            else:
                # The option asks for the commit, so --quiet doesn't hide that it failed.
                show = self.screen.warn if getattr(self.options, "commit", None) else self.screen.note
                reason, remedy = result
                show(("warning", f"not committed: {reason}"))
                if remedy:
                    show(f"  {remedy}")

    def _complete_write(self, root: str) -> None:
        """Complete an interrupted write, and print that."""
        # Late: only needed after a crash.
        from plaintext_network.vault.transaction.transaction import recover

        try:
            if notice := recover(root):
                self.screen.note(("warning", notice))
        except PnetError as error:
            # Reading still works.
            self.screen.report_error(error)

    def names(self, prefix: str) -> list[str]:
        """Return contacts' names and aliases with this prefix; empty if the vault can't be read."""
        return self._completed(prefix, lambda: self.notebook.names())

    def circles(self, prefix: str) -> list[str]:
        """Return circles with this prefix; empty if the vault can't be read."""
        return self._completed(prefix, lambda: self.notebook.circles().values())

    def _completed(self, prefix: str, words: Callable[[], Iterable[str]]) -> list[str]:
        # Late: only completion compares words.
        from plaintext_network.model.language.normalize import fold

        wanted = fold(prefix)
        try:
            # The shell prints these as they are, so leave out what could steer a terminal.
            return sorted({w for w in words() if w.isprintable() and fold(w).startswith(wanted)})
        except Exception:  # noqa: BLE001 - nothing may disturb a line that is being typed, not even a damaged cache
            return []

    def note_nothing(self, hint: str) -> None:
        """Say why there is no answer: a vault without a contact needs one first."""
        self.screen.note(("muted", hint if self.notebook.has_contacts else NO_CONTACTS))

    def note_problem_counts(self) -> None:
        """Print how many errors and warnings the notes have, if any."""
        errors, warnings = self.notebook.problem_counts
        counts = [
            counted(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number
        ]
        if counts:
            self.screen.note(("warning", f"{' and '.join(counts)} in the notes: pnet check"))
