"""Plans the resolution of one conflict between markers by one side of it, or both. Asks nothing."""

from typing import Literal, TypeAlias

from plaintext_network.errors import EditRefused
from plaintext_network.model.merge.conflicts.conflict_answers import OpenPart, take_both
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.vault.edits.resolve_conflicts import NoteInConflict, plan_resolve
from plaintext_network.vault.edits.settle_note import settle_note
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.record import Operation

Side: TypeAlias = Literal["ours", "theirs", "both"]


def plan_side(desk: WriteSession, path: str, line: int, side: Side) -> Operation:
    """Plan that a side of the conflict at a line of a note counts. Raises EditRefused if it can't, or if no conflict is there."""
    settled = settle_note(desk, NoteInConflict(path, has_markers=True), _Answers(line, side))
    if settled.resolution is None:
        reason = "both can't count: it is one value" if side == "both" else f"no conflict is on line {line}"
        raise EditRefused(reason, path)
    return plan_resolve(desk, [settled.resolution])


class _Answers:
    """Answers the questions of the conflict at a line."""

    def __init__(self, line: int, side: Side) -> None:
        self.line, self.side = line, side

    def lines(self, _path: str, each: OpenPart, facts: Facts, rules: Rules, /) -> str | None:
        if each.line != self.line:
            return None
        return take_both(each.part, facts, rules) if self.side == "both" else getattr(each.part, self.side)

    def yes(self, _question: str, /) -> bool:
        return False
