"""Goes through the contacts who may be one person: each key merges the two, notes that they are two, or leaves them for later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from plaintext_network.cli.commands.duplicates import show_pair
from plaintext_network.cli.commands.merge import merge
from plaintext_network.cli.session import NO_CONTACTS
from plaintext_network.cli.signals import hangup_interrupts
from plaintext_network.errors import Cancelled, PnetError, counted
from plaintext_network.vault.edits.mark_apart import plan_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.network.people.duplicate_pairs import DuplicatePair

KEYS = {"m": "merge", "s": "swap and merge", "a": "apart", "l": "later", "q": "quit", "?": "keys"}
MEANINGS = (
    ("m", "merge the second into the first"),
    ("s", "merge the first into the second"),
    ("a", "they are two people; never ask again"),
    ("l, Enter", "leave them for later"),
    ("q, Ctrl-D", "quit"),
    ("?", "show these keys"),
)


def review(writes: WriteCommand, query: str, limit: int | None) -> int:
    """Ask about one pair after another; return the exit status: 1 if there is none."""
    screen, notebook = writes.screen, writes.session.notebook
    found = notebook.duplicates(query, limit=limit)
    if not found:
        nothing = "no two contacts look like one person" if notebook.has_contacts else NO_CONTACTS
        screen.note(("muted", nothing))
        return 1
    done = {"merged": 0, "apart": 0}
    with hangup_interrupts():
        for number, pair in enumerate(found, 1):
            # Merged away, by an earlier answer.
            if any(path not in notebook.index.notes for path in (pair.path, pair.other_path)):
                continue
            if not _one(writes, pair, f"{number} of {len(found)}", done):
                break
    screen.note(("muted", f"{counted(done['merged'], 'pair')} merged, {done['apart']} apart"))
    return 0


def _one(writes: WriteCommand, pair: DuplicatePair, position: str, done: dict[str, int]) -> bool:
    """Ask about one pair; return False to quit."""
    writes.screen.print("")
    show_pair(writes.screen, pair)
    writes.screen.flush()
    while True:
        try:
            while (key := writes.prompter.key(position, KEYS, enter="l")) == "?":
                for name, meaning in MEANINGS:
                    writes.screen.warn(f"  {name:<9}  {meaning}")
        except Cancelled:
            return False
        if key in ("q", "l"):
            return key == "l"
        paths = (pair.path, pair.other_path) if key != "s" else (pair.other_path, pair.path)
        action = partial(_apart if key == "a" else merge, writes, *paths)
        if _attempt(writes, action):
            done["apart" if key == "a" else "merged"] += 1
            return True


def _apart(writes: WriteCommand, first: str, second: str) -> int:
    with writes.desk() as desk:
        operation = plan_apart(desk, first, second)
        return writes.carry_out(desk, operation, [operation.what.removeprefix("note that ")])


def _attempt(writes: WriteCommand, action: Callable[[], object]) -> bool:
    """Run an action and print its error; return whether it was carried through."""
    try:
        action()
    except Cancelled:
        return False
    except PnetError as refused:
        writes.screen.report_error(refused)
        return False
    return True
