"""Defines one file of a folder of cards."""

from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.named_tuples import NamedTuple


class CardFile(NamedTuple):
    """A card in a folder: the file's name, its bytes, and its one card, None if it can't be read; then `fault` says why.

    `fingerprint` tells whether the file may have changed: mtime_ns, ctime_ns, size and inode.
    """

    name: str
    content: bytes
    card: Card | None
    fingerprint: tuple[int, int, int, int]
    fault: str = ""
