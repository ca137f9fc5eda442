"""Builds the list of contacts with addresses that may leave, those you met lately first. Searches nothing."""

from __future__ import annotations

from plaintext_network.exchange.address_lookup.book_entry import write_entry
from plaintext_network.exchange.address_lookup.mail_addresses import mail_addresses
from plaintext_network.exchange.gate.leaving_addresses import Correspondent, correspondents
from plaintext_network.model.language.normalize import fold, search_key, without_marks, without_signs

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.derived_answer import Derived
    from plaintext_network.vault.notebook import Notebook

# Embeddings, overrides and isolates make a name read as another one, and half of a surrogate pair can't be written.
_MISLEADING = dict.fromkeys((*range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)))


def address_book(notebook: Notebook) -> Derived:
    """Return two tuples with an entry for each person, of which one is folded for searching, in the order of a list of everybody."""
    people = sorted(correspondents(notebook), key=_lately_first)
    found = [(one, addresses) for one in people if (addresses := _addresses(one))]
    searched = tuple(_searched(one, addresses) for one, addresses in found)
    shown = tuple(write_entry((_name(one),), _plain(one.organization), addresses) for one, addresses in found)
    return (searched, shown), max((one.since for one in people), default=0)


def _lately_first(one: Correspondent) -> tuple[int, str, str, str]:
    name = _name(one)
    return -one.last_touch, fold(name), name, one.path


def _name(one: Correspondent) -> str:
    """Return the name as others may read it: without the marks and signs of a note, such as `@Ada` and `**Ada**`."""
    return _plain(without_signs(without_marks(one.name)))


def _addresses(one: Correspondent) -> tuple[str, ...]:
    """Return the addresses of a contact, each once, however it is spelt."""
    found: dict[str, str] = {}
    for address in (address for value in one.emails for address in mail_addresses(value)):
        found.setdefault(address.casefold(), address)
    return tuple(found.values())


def _searched(one: Correspondent, addresses: tuple[str, ...]) -> str:
    names = dict.fromkeys(map(search_key, (_name(one), one.name, *one.aliases)))
    return write_entry(names, search_key(one.organization), map(fold, addresses))


def _plain(text: str) -> str:
    return " ".join(text.translate(_MISLEADING).split())
