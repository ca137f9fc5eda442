"""Finds a contact by a name that an agent typed, by what the agent may see of the contact. Guesses nobody."""

from collections.abc import Iterable

from plaintext_network.errors import AmbiguousName, ContactNotFound
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.network.people.contact_names import CONTACT_NAMES, ContactNames, contact_names
from plaintext_network.network.people.find_contact import find_contact, matching
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.vault.notebook import Notebook


def find_shown_contact(notebook: Notebook, gate: SuggestionView, typed: str) -> str:
    """Return the path of the one contact that a name matches, as `find_contact` does, by names and addresses that name nobody hidden.

    Otherwise `ada-zephyrine@example.org` would confirm that there is a Zephyrine. Raises ContactNotFound or AmbiguousName.
    """
    try:
        found = [notebook.contact(typed).path]
    except AmbiguousName as several:
        found = [path for _, path in several.candidates]
    except ContactNotFound:
        if gate.hides_anybody:
            # What is similar may be so by a name that isn't shown.
            return find_contact(_everybody(gate), lambda: notebook.index, typed)
        raise
    matched = (
        matching(_shown_names(gate, found), typed) if gate.hides_anybody else [("", path) for path in found]
    )
    if len(matched) == len(found) == 1:
        return found[0]
    return find_contact(_everybody(gate), lambda: notebook.index, typed)


def _everybody(gate: SuggestionView) -> list[ContactNames]:
    """Return the names of all contacts, as they are stored: to read each note would take much longer."""
    return [_shown(gate, names) for _, names in sorted(gate.summaries(CONTACT_NAMES).items())]


def _shown_names(gate: SuggestionView, paths: Iterable[str]) -> list[ContactNames]:
    """Return the names of contacts without those that name somebody hidden."""
    return [_shown(gate, contact_names(facts)) for path in paths if (facts := gate.contact(path))]


def _shown(gate: SuggestionView, names: ContactNames) -> ContactNames:
    path, name, aliases, keys, words = names
    if gate.name_nobody_of(path, (*keys, *words)):
        return names
    around = (path,)
    own = {stem_of(path)}
    kept_keys = tuple(key for key in keys if key in own or gate.may_show(key, around))
    kept_words = tuple(word for word in words if gate.may_show(word, around))
    return (
        path,
        name,
        tuple(alias for alias in aliases if gate.may_show(alias, around)),
        kept_keys,
        kept_words,
    )
