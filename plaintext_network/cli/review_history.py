"""Records what one `pnet review` wrote, skipped and left unlogged, and sums it up. Asks and writes to no note."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from plaintext_network.cli.unlogged_text import save_unlogged
from plaintext_network.errors import counted
from plaintext_network.named_tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.output.terminal import Screen

LOGGED, SNOOZED, TICKED, SETTLED = "logged", "snoozed", "ticked", "plan settled"


class Written(NamedTuple):
    """One write: whom it is about, what it did, the record that undo would revert, and the sentence it came from."""

    path: str
    did: str
    record: str | None
    sentence: str


class ReviewHistory:
    """What happened in one review, by the paths of contacts."""

    def __init__(self) -> None:
        self.written: list[Written] = []
        self.skipped: set[str] = set()
        # Sentences that are not logged yet, and those of logs that were undone.
        self.drafts: dict[str, str] = {}
        self.undone: dict[str, str] = {}

    def did(self, path: str) -> list[str]:
        """Return what was done for someone, each once."""
        return list(dict.fromkeys(each.did for each in self.written if each.path == path))

    def write(self, path: str, did: str, record: str | None) -> None:
        """Record a write. Logging removes the draft."""
        sentence = self.drafts.pop(path, "") if did == LOGGED else ""
        self.undone.pop(path, None)
        self.written.append(Written(path, did, record, sentence))

    def undo(self) -> str:
        """Take back the last write, and return whom it was about. The sentence of a log becomes a draft again."""
        last = self.written.pop()
        if last.sentence:
            self.undone[last.path] = last.sentence
        return last.path

    def draft(self, path: str) -> str:
        """Return the sentence to go on with, or empty text."""
        return self.drafts.get(path) or self.undone.get(path, "")

    def drop_draft(self, path: str) -> None:
        """Forget the sentence to go on with."""
        self.drafts.pop(path, None)
        self.undone.pop(path, None)

    def summary(self, shown: Sequence[str], upcoming: int) -> str:
        """Return a line such as "5 people: 2 logged, 1 snoozed, 2 skipped"; `upcoming` were not shown."""
        people = Counter(did for _, did in {(each.path, each.did) for each in self.written})
        ticked = sum(each.did == TICKED for each in self.written)
        touched = {each.path for each in self.written}
        counts = [
            (people[LOGGED], LOGGED),
            (people[SNOOZED], SNOOZED),
            (people[SETTLED], "with a plan settled"),
            (ticked, "promise ticked" if ticked == 1 else "promises ticked"),
            (len(self.skipped - touched), "skipped"),
            (upcoming + len(set(shown) - touched - self.skipped), "left"),
        ]
        total = len(shown) + upcoming
        parts = ", ".join(f"{number} {what}" for number, what in counts if number)
        return f"{counted(total, 'person', 'people')}: {parts}"

    def save_drafts(self, screen: Screen) -> None:
        """Save the sentences that are not logged, and print where."""
        for text in self.drafts.values():
            screen.warn(save_unlogged(text))
