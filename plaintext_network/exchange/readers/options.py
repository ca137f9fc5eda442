"""Defines what every reader offers and which options it gets. Reads nothing."""

from __future__ import annotations

from plaintext_network.exchange.record import RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO, Protocol, TypeAlias

    Item: TypeAlias = SourceCard | RefusedRecord | SkippedRecord

    class Reader(Protocol):
        """A module that reads one kind of file."""

        # The word that `--from` takes, and the name of the source unless the user gives another: `linkedin`.
        KIND: str
        # What a message calls the kind: “LinkedIn connections (CSV)”.
        TITLE: str

        def matches(self, head: bytes, file_name: str, /) -> bool:
            """Return whether the first 64 KB of a file are of this kind. Never raises."""

        def read(self, stream: BinaryIO, file_name: str, options: ReadOptions, /) -> Iterator[Item]:
            """Yield one item per record of the file, in order.

            The stream can seek and is at its start. Raises a PnetError for a file that can't be read at all, nothing else.
            """


def no_remarks(text: str) -> None:
    """Ignore a remark."""


class ReadOptions(NamedTuple):
    """What the user asks of a reader.

    `take` are columns and the properties to read them as. `day_first` says whether 3/4/1990 is 3 April; None: the reader infers it,
    and leaves dates that it can't decide as text. With `met_on`, the day of a LinkedIn connection becomes `met_on`.
    `remark` gets each sentence about the whole file that the user should see, such as a guessed encoding.
    """

    take: tuple[tuple[str, str], ...] = ()
    day_first: bool | None = None
    met_on: bool = False
    remark: Callable[[str], None] = no_remarks


NO_OPTIONS = ReadOptions()
