"""Lists the formats that `pnet export` writes. Each writer yields bytes, in pieces, and knows no vault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from plaintext_network.exchange.gate.gate import ExportedContact
from plaintext_network.exchange.writers.write_options import WriteOptions
from plaintext_network.named_tuples import NamedTuple

Contacts = Iterable[ExportedContact]


class ExportFormat(NamedTuple):
    """One format: its name in messages, the ending of its files, its writer, and which of `--with` it can't contain."""

    title: str
    ending: str
    write: Callable[[Contacts, WriteOptions], Iterator[bytes]]
    without: tuple[str, ...] = ()


# Late imports: an export uses one writer.


def _vcard(contacts: Contacts, options: WriteOptions) -> Iterator[bytes]:
    from plaintext_network.exchange.writers.vcard import write_vcards

    return write_vcards(contacts, options)


def _csv(contacts: Contacts, options: WriteOptions) -> Iterator[bytes]:
    from plaintext_network.exchange.writers.records import write_csv

    return write_csv(contacts, options)


def _json(contacts: Contacts, options: WriteOptions) -> Iterator[bytes]:
    from plaintext_network.exchange.writers.records import write_json

    return write_json(contacts, options)


def _jsonl(contacts: Contacts, options: WriteOptions) -> Iterator[bytes]:
    from plaintext_network.exchange.writers.records import write_jsonl

    return write_jsonl(contacts, options)


def _markdown(contacts: Contacts, _: WriteOptions) -> Iterator[bytes]:
    from plaintext_network.exchange.writers.markdown import write_page

    return write_page(contacts)


def _google(contacts: Contacts, _: WriteOptions) -> Iterator[bytes]:
    from plaintext_network.exchange.writers.google import write_google

    return write_google(contacts)


def _ldif(contacts: Contacts, _: WriteOptions) -> Iterator[bytes]:
    from plaintext_network.exchange.writers.ldif import write_ldif

    return write_ldif(contacts)


def _abook(contacts: Contacts, options: WriteOptions) -> Iterator[bytes]:
    from plaintext_network.exchange.writers.abook import write_abook

    return write_abook(contacts, options)


FORMATS: Mapping[str, ExportFormat] = MappingProxyType(
    {
        "vcard": ExportFormat("vCard", ".vcf", _vcard),
        "csv": ExportFormat("CSV", ".csv", _csv, ("photos",)),
        "json": ExportFormat("JSON", ".json", _json),
        "jsonl": ExportFormat("JSON lines", ".jsonl", _jsonl),
        "markdown": ExportFormat("Markdown", ".md", _markdown, ("photos",)),
        "google": ExportFormat("Google CSV", ".csv", _google, ("photos",)),
        "ldif": ExportFormat("LDIF", ".ldif", _ldif),
        "abook": ExportFormat("abook", ".abook", _abook, ("photos",)),
    }
)


def files_of(
    name: str, contact: ExportedContact, stem: str, options: WriteOptions
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one contact in a format, with their names; `stem` is the name without its ending."""
    if name == "markdown":
        from plaintext_network.exchange.writers.markdown import write_note

        yield from write_note(contact, stem)
        return
    form = FORMATS[name]
    yield stem + form.ending, b"".join(form.write((contact,), options))
