"""Computes what programs that keep running ask of a vault again and again, once for each of its states. Decides nothing."""

from collections.abc import Callable
from typing import TypeVar, cast

from plaintext_network.network.people.contact_names import ContactNames
from plaintext_network.network.people.rank_contacts import RankedContacts
from plaintext_network.vault.changed_reader import ChangedReader
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.vault_reader import VaultReader

T = TypeVar("T")


def of_state(notebook: Notebook, derive: Callable[[Notebook], T]) -> T:
    """Return what a function derives from a notebook: computed once, until the vault changes.

    Nobody may change the result. The notebook has no unsaved texts, which would change with each key.
    """
    return _derived(notebook._reader, derive, lambda: derive(notebook))


def rank_contacts(notebook: Notebook, typed: str) -> dict[int, list[ContactNames]]:
    """Return everybody of whose names or addresses a text has all words, by grade: see `RankedContacts.find`.

    Quick enough for each key, also with unsaved texts.
    """
    reader = notebook._reader
    if not isinstance(reader, ChangedReader):
        return _ranked(reader).find(typed)
    without, beside = reader.state.changed_names()
    return _ranked(reader.before).find(typed, without, beside)


def find_attachment(notebook: Notebook, written: str, note: str) -> str | None:
    """Return the path of the file, which is no note, that a link in a note means; None if there is none."""
    return notebook._reader.attachments.find(written, note)


def _ranked(reader: VaultReader) -> RankedContacts:
    return _derived(reader, _ranked, lambda: RankedContacts(reader.known))


def _derived(reader: VaultReader, key: object, derive: Callable[[], T]) -> T:
    found = reader.derived
    if key not in found:
        found[key] = derive()
    return cast("T", found[key])
