"""Recognizes the hidden command that `pnet git setup` writes into git's settings. Imports nothing."""

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# The words of the hidden command, and the fewest arguments that git gives it.
MERGE, FEWEST = ("git", "merge"), 5


def merge_words(words: "Sequence[str]") -> "Sequence[str] | None":
    """Return the arguments of git's merge driver; None if this is another command."""
    found = tuple(words[:2]) == MERGE and len(words) >= len(MERGE) + FEWEST
    return words[2:] if found else None
