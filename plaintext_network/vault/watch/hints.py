"""Owns hints: where in a vault something may have changed. They are never taken for what happened; the disk is looked at."""

from typing import NamedTuple


class Hints(NamedTuple):
    """What to look at: files and folders by their real paths from the root, folders with a `/` at their end.

    A folder stands for all that is below it, and `everything` for the whole vault.
    """

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.files or self.folders or self.everything)


EVERYTHING = Hints(everything=True)
