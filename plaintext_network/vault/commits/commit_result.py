"""Defines the result of committing a write. Runs no git."""

from plaintext_network.named_tuples import NamedTuple


class Committed(NamedTuple):
    """A write was committed: the id of the commit and the first line of its message."""

    commit: str
    subject: str

    @property
    def is_committed(self) -> bool:
        """Whether there is a commit."""
        return True

    @property
    def text(self) -> str:
        """The result in one line, for the user."""
        return f"committed {self.commit[:10]}: {self.subject}"


class NotCommitted(NamedTuple):
    """A write was not committed: why, as a sentence without a full stop, and a command that helps, or ""."""

    reason: str
    remedy: str = ""

    @property
    def is_committed(self) -> bool:
        """Whether there is a commit."""
        return False

    @property
    def text(self) -> str:
        """The result in one line, for the user."""
        return f"not committed: {self.reason}{': ' if self.remedy else ''}{self.remedy}"
