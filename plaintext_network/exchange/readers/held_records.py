"""Makes a name the id of a record where a source has no ids of its own. Holds a whole file, and so limits its size."""

from __future__ import annotations

from collections import Counter

from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import ContactFileTooLarge, ContactFileTooLong
from plaintext_network.exchange.record import SourceCard

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO, TypeVar

    from plaintext_network.exchange.readers.options import Item

    _T = TypeVar("_T")


def check_size(stream: BinaryIO, file_name: str) -> None:
    """Check that a file isn't too large to be held in memory. Raises ContactFileTooLarge."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > limits.HELD:
        raise ContactFileTooLarge(file_name, limits.HELD)


def limited(items: Iterable[_T], file_name: str, what: str) -> Iterator[_T]:
    """Yield what a file has. Raises ContactFileTooLong if it has more than records may be; `what` is their name: “entries”."""
    for number, item in enumerate(items):
        if number >= limits.RECORDS:
            raise ContactFileTooLong(file_name, limits.RECORDS, what)
        yield item


def with_unique_ids(items: Iterable[Item]) -> Iterator[Item]:
    """Yield records with their ids, but without an id that two of them have, which identifies nobody."""
    held = list(items)
    uses = Counter(item.id for item in held if isinstance(item, SourceCard))
    for item in held:
        yield item._replace(id="") if isinstance(item, SourceCard) and uses[item.id] > 1 else item
