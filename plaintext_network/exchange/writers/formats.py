"""Lists the formats that `pnet export` writes. Each writer yields bytes, in pieces, and knows no vault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from plaintext_network.exchange.gate import ExportedContact
from plaintext_network.named_tuples import NamedTuple


class WriteOptions(NamedTuple):
    """How to write: the version of vCard, and which of notes, tags, circles and photos the user asked for."""

    vcard: str = "3.0"
    extras: frozenset[str] = frozenset()


class ExportFormat(NamedTuple):
    """One format: its name in messages, the ending of its files, and its writer."""

    title: str
    ending: str
    write: Callable[[Iterable[ExportedContact], WriteOptions], Iterator[bytes]]


def _vcard(contacts: Iterable[ExportedContact], options: WriteOptions) -> Iterator[bytes]:
    # Late, as below: an export uses one writer.
    from plaintext_network.exchange.writers.vcard import write_vcards

    return write_vcards(contacts, options)


FORMATS: Mapping[str, ExportFormat] = MappingProxyType({"vcard": ExportFormat("vCard", ".vcf", _vcard)})
