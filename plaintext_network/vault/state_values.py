"""Computes what programs that keep running ask of a vault again and again, once for each of its states. Decides nothing."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from plaintext_network.network.people import near_names
from plaintext_network.network.people.contact_names import ContactNames
from plaintext_network.network.people.mentions import NameFinder, NameMatch, with_words, words_near
from plaintext_network.network.people.rank_contacts import RankedContacts
from plaintext_network.notes.source import Span
from plaintext_network.vault.changed_reader import ChangedReader
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.vault_reader import VaultReader

T = TypeVar("T")


def of_state(notebook: Notebook, derive: Callable[..., T], *arguments: Hashable) -> T:
    """Return what a function derives from a notebook and the arguments: computed once, until the vault changes.

    Nobody may change the result. The notebook has no unsaved texts, which would change with each key.
    """
    return _derived(notebook._reader, (derive, *arguments), lambda: derive(notebook, *arguments))


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


def names_in_text(notebook: Notebook, text: str, near: Span) -> tuple[NameMatch, ...]:
    """Return the contacts that a short text names near a span of it, as `NameFinder.find` does.

    Quick enough for each move of a cursor: names further away may be left out.
    """
    reader, words = notebook._reader, words_near(text, near)
    if not isinstance(reader, ChangedReader):
        return NameFinder(with_words(_ranked(reader).with_any(words), words)).find(text)
    without, beside = reader.state.changed_names()
    stored = with_words(_ranked(reader.before).with_any(words), words)
    return NameFinder(sorted([*(each for each in stored if each[0] not in without), *beside])).find(text)


def near_contacts(notebook: Notebook, name: str) -> tuple[tuple[str, str], ...]:
    """Return what `Notebook.near_contacts` does. Quick where the same name is asked for again."""
    reader = notebook._reader
    if not isinstance(reader, ChangedReader):
        return _near(reader, name)
    without, beside = reader.state.changed_names()
    near = {path for _, path in _near(reader.before, name)} - without
    people = [each for each in reader.before.known if each[0] in near] if near else []
    return near_names.near_contacts(name, [*people, *beside])


def _near(reader: VaultReader, name: str) -> tuple[tuple[str, str], ...]:
    return _derived(reader, (_near, name), lambda: near_names.near_contacts(name, reader.known))


def _ranked(reader: VaultReader) -> RankedContacts:
    return _derived(reader, _ranked, lambda: RankedContacts(reader.known))


def _derived(reader: VaultReader, key: object, derive: Callable[[], T]) -> T:
    found = reader.derived
    if key not in found:
        found[key] = derive()
    return cast("T", found[key])
