"""Asks whether a planned interaction happened, and carries the answer out. Decides nothing about who is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.errors import Cancelled
from plaintext_network.cli.prompts import Blank
from plaintext_network.errors import ChangedOnDisk, DateNotUnderstood
from plaintext_network.model.dates.date_words import day_in_words
from plaintext_network.network.people.log_sentence import parse_log_date
from plaintext_network.vault.edits.planned import plan_cancel, plan_confirm, plan_move, plans_at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.network.due.rules import DueEntry
    from plaintext_network.vault.edits.planned import PlannedInteraction

KEYS = {"y": "yes", "n": "no", "m": "move", "k": "skip"}
MEANINGS = (
    ("y", "it happened"),
    ("n", "it did not; never ask again"),
    ("m", "move it to another day"),
    ("k, Enter", "ask next time"),
)


class OtherKey(Cancelled):
    """Raised when a key that does not answer the question is pressed: one that the caller has a meaning for."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__()


def settle(writes: WriteCommand, entry: DueEntry, others: Mapping[str, str]) -> bool:
    """Ask whether what a due entry of the kind `planned` is about happened; return whether it is settled now.

    `others` maps more keys to labels; `?` among them lists the answers. Raises OtherKey for the rest of them, Cancelled,
    ChangedOnDisk if the plan is gone, and whatever the edit raises.
    """
    found = plans_at(writes.session.notebook.index, entry.source)
    if not found:
        raise ChangedOnDisk(entry.source.rpartition(":")[0])
    return ask(writes, found[0], others)


def ask(writes: WriteCommand, plan: PlannedInteraction, others: Mapping[str, str]) -> bool:
    """Ask whether a planned interaction happened, and carry the answer out; return whether it is settled now."""
    when = day_in_words(plan.day, writes.session.today)
    writes.screen.print(f"planned for {when}: ", ("today", plan.title))
    writes.screen.flush()
    while (key := writes.prompter.key("Did it happen?", {**KEYS, **others}, enter="k")) == "?":
        for name, meaning in (*MEANINGS, *others.items()):
            writes.screen.warn(f"  {name:<9}  {meaning}")
    if key in others:
        raise OtherKey(key)
    if key == "k":
        return False
    if key == "m":
        return _another_day(writes, plan, others)
    return confirm(writes, plan) if key == "y" else _cancel(writes, plan)


def confirm(writes: WriteCommand, plan: PlannedInteraction, day: date | None = None) -> bool:
    """Note that a planned interaction happened, and print what changed."""
    with writes.desk() as desk:
        operation = plan_confirm(desk, plan, day)
        writes.carry_out(desk, operation, [operation.what])
    return True


def _cancel(writes: WriteCommand, plan: PlannedInteraction) -> bool:
    with writes.desk() as desk:
        operation = plan_cancel(desk, plan)
        writes.carry_out(desk, operation, [operation.what])
    return True


def _another_day(writes: WriteCommand, plan: PlannedInteraction, others: Mapping[str, str]) -> bool:
    """Ask for the day: on one up to today it happened, for a later one it is planned. A blank answer goes back."""
    while True:
        try:
            typed = writes.prompter.line("On which day? A past one means that it happened then")
            day = parse_log_date(typed, writes.session.today)
        except Blank:
            return ask(writes, plan, others)
        except DateNotUnderstood as wrong:
            writes.screen.warn(str(wrong).replace("\n", "; "))
            continue
        if day <= writes.session.today:
            return confirm(writes, plan, day)
        with writes.desk() as desk:
            operation = plan_move(desk, plan, day)
            writes.carry_out(desk, operation, [operation.what])
        return True
