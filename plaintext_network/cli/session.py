"""Owns one run: options, screen, vault and today together. Holds no rule."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import cached_property

from plaintext_network.errors import PnetError
from plaintext_network.vault.config.find_vault import Place, find_vault
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.pending import pending

# Named here rather than imported: only annotations want `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable

    from plaintext_network.cli.output.terminal import Screen

NO_CONTACTS = "no note here is a contact; `pnet init` looks which may be, pnet.toml says which are"


class Session:
    """What a command is given: what was asked, where, and on which day."""

    def __init__(self, options: Namespace, screen: Screen | None = None) -> None:
        self.options = options
        self._screen = screen

    @property
    def screen(self) -> Screen:
        if self._screen is None:
            raise RuntimeError("completion writes nothing")
        return self._screen

    @cached_property
    def today(self) -> date:
        """The day asked for, `$PNET_TODAY`, or the owner's local date."""
        now = datetime.now().astimezone().date()
        named = self.options.today
        if named is None:
            named = os.environ.get("PNET_TODAY") or None
        if named is None:
            return now
        if len(named) == 10 and named[4] == named[7] == "-":
            try:
                return date.fromisoformat(named)
            except ValueError:
                pass
        # Late: a day as programs write it needs no words for days.
        from plaintext_network.model.dates.date_words import parse_when

        return parse_when(named, now)

    @cached_property
    def place(self) -> Place:
        try:
            here = os.getcwd()
        except FileNotFoundError:
            # The working directory was deleted; a vault that is named in full needs none.
            here = os.sep
        return find_vault(self.options.vault, os.environ, here)

    @cached_property
    def notebook(self) -> Notebook:
        root, screen = self.place.root, self._screen
        if screen and pending(root):
            self._heal(root)
        return Notebook(root, self.today, screen.progress if screen else None)

    def _heal(self, root: str) -> None:
        """Complete a write that was interrupted, and say so."""
        # Late: it happens after a crash.
        from plaintext_network.vault.transaction.transaction import recover

        try:
            if told := recover(root):
                self.screen.note(("warning", told))
        except PnetError as left:
            # What was asked can be answered all the same.
            self.screen.report_error(left)

    def names(self, prefix: str) -> list[str]:
        """Return the contacts' names and aliases with this prefix; none where the vault can't be read."""
        return self._completed(prefix, lambda: self.notebook.names())

    def circles(self, prefix: str) -> list[str]:
        """Return the circles with this prefix; none where the vault can't be read."""
        return self._completed(prefix, lambda: self.notebook.circles().values())

    def _completed(self, prefix: str, words: Callable[[], Iterable[str]]) -> list[str]:
        # Late: only completion compares words.
        from plaintext_network.model.language.normalize import fold

        wanted = fold(prefix)
        try:
            # What could steer a terminal is left out: the shell shows words as they are.
            return sorted({w for w in words() if w.isprintable() and fold(w).startswith(wanted)})
        except (PnetError, OSError):
            return []

    def mind_problems(self) -> None:
        """Say how many errors and warnings there are, where there are any."""
        errors, warnings = self.notebook.problem_counts
        said = [
            _counted(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number
        ]
        if said:
            self.screen.note(("warning", f"{' and '.join(said)} in the notes; `pnet check` lists them"))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
