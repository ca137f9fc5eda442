"""Asks on the terminal which version of each conflict counts. Writes nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from plaintext_network.cli.errors import EditorFailed
from plaintext_network.errors import EditRefused, counted
from plaintext_network.model.merge.conflicts.conflict_answers import edited_lines, take_both, with_value
from plaintext_network.notes.conflict_parts import is_list, values_in
from plaintext_network.notes.source import lines_of

if TYPE_CHECKING:
    from plaintext_network.cli.prompts import Prompter
    from plaintext_network.cli.session import Session
    from plaintext_network.model.merge.conflicts.conflict_answers import OpenPart
    from plaintext_network.model.note.facts import Facts
    from plaintext_network.model.note.rules import Rules

KEYS = {"o": "ours", "t": "theirs", "b": "both", "e": "edit", "s": "skip", "q": "quit", "?": "keys"}
MEANINGS = (
    ("o", "take our version"),
    ("t", "take their version"),
    ("b", "take both: all items of a list, or our lines and then theirs"),
    ("e", "write another version"),
    ("s, Enter", "leave this conflict for later"),
    ("q", "leave all others for later, and write the answers so far"),
    ("Ctrl-D", "cancel: write nothing"),
    ("?", "show these keys"),
)
# The most lines of a version to show.
_MOST_LINES = 12


class Questions:
    """Answers each part of a conflict: asks the user, or takes one side of all. None leaves the part in conflict.

    `has_quit` is true once the user has left all others for later.
    """

    def __init__(self, session: Session, prompter: Prompter | None, take: str | None) -> None:
        self._session, self._screen, self._take = session, session.screen, take
        # With one side for all conflicts, there is nothing to ask.
        self._prompter = None if take else prompter
        self.has_quit = False

    @property
    def asks(self) -> bool:
        """Whether to ask the user."""
        return self._prompter is not None

    @property
    def takes_theirs(self) -> bool:
        """Whether to take their side of all conflicts."""
        return self._take == "theirs"

    def lines(self, path: str, each: OpenPart, facts: Facts, rules: Rules) -> str | None:
        """Return the lines that count for a part of the conflicts in the note at a path; None to leave it.

        Raises Cancelled at the end of input.
        """
        part = each.part
        if self._take or self._prompter is None:
            sides = {"ours": part.ours, "theirs": part.theirs}
            return take_both(part, facts, rules) if self._take == "both" else sides.get(self._take or "")
        if self.has_quit:
            return None
        both = take_both(part, facts, rules)
        self._show(path, each)
        keys = {key: word for key, word in KEYS.items() if key != "b" or both is not None}
        while True:
            pressed = self._prompter.key(f"Which {part.name or 'text'}?", keys, enter="s")
            if pressed == "?":
                for key, meaning in MEANINGS:
                    if key in keys or len(key) > 1:
                        self._screen.warn(f"  {key:<9}  {meaning}")
            elif pressed == "e":
                lines = self._edited(self._prompter, each, facts, rules)
                if lines is not None:
                    return lines
            else:
                self.has_quit = pressed == "q"
                return {"o": part.ours, "t": part.theirs, "b": both}.get(pressed)

    def yes(self, question: str) -> bool:
        """Ask whether to do something other than choosing a version. Without questions, the answer is yes if theirs counts."""
        if self._prompter is None:
            return self.takes_theirs
        return not self.has_quit and self._prompter.yes(question, default=True)

    def _show(self, path: str, each: OpenPart) -> None:
        part = each.part
        self._screen.warn()
        self._screen.warn(
            ("place", f"{path}:{each.line}" if each.line else path), "  ", ("heading", part.name or "text")
        )
        ours, theirs = each.labels
        self._show_side("ours", ours, each, part.ours)
        self._show_side("theirs", theirs, each, part.theirs)
        if part.base is not None:
            self._show_side("base", "", each, part.base)

    def _show_side(self, word: str, label: str, each: OpenPart, lines: str) -> None:
        part = each.part
        named = f"  ({label})" if label not in ("", word) else ""
        if part.name or not lines:
            values = ", ".join(values_in(part, lines))
            self._screen.warn(f"  {word:<6}  ", values or ("muted", "missing"), ("muted", named))
            return
        self._screen.warn(f"  {word:<6}  ", ("muted", named.strip()))
        shown = [line.rstrip() for line in lines_of(lines)]
        for line in shown[:_MOST_LINES]:
            self._screen.warn(f"    {line}")
        if len(shown) > _MOST_LINES:
            self._screen.warn(("muted", f"    and {counted(len(shown) - _MOST_LINES, 'more line')}"))

    def _edited(self, prompter: Prompter, each: OpenPart, facts: Facts, rules: Rules) -> str | None:
        """Return the lines that the user writes: a value on the terminal, anything longer in the editor. None to ask again."""
        part = each.part
        sides = [part.ours, part.theirs]
        try:
            if part.is_whole and not any(is_list(part, side) or len(lines_of(side)) > 1 for side in sides):
                draft = ", ".join(values_in(part, part.ours or part.theirs))
                return with_value(part, prompter.line(part.name, draft=draft), facts, rules)
            # Late: most conflicts need no editor.
            from plaintext_network.cli.editor import edit_text

            return edited_lines(part, edit_text(part.ours + part.theirs, os.environ))
        except (EditRefused, EditorFailed) as refused:
            self._screen.report_error(refused)
            return None
