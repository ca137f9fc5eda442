"""Makes a name the id of a record where a source has no ids of its own, which takes to know the whole file."""

from __future__ import annotations

from collections import Counter

from plaintext_network.errors import ContactFileTooLarge
from plaintext_network.exchange.readers import limits
from plaintext_network.exchange.record import SourceCard

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item


def check_size(stream: BinaryIO, file_name: str) -> None:
    """Check that a file isn't too large to be held in memory. Raises ContactFileTooLarge."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > limits.HELD:
        raise ContactFileTooLarge(file_name, limits.HELD)


def with_unique_ids(items: Iterable[Item]) -> Iterator[Item]:
    """Yield records with their ids, but without an id that two of them have, which identifies nobody."""
    held = list(items)
    uses = Counter(item.id for item in held if isinstance(item, SourceCard))
    for item in held:
        yield item._replace(id="") if isinstance(item, SourceCard) and uses[item.id] > 1 else item
