"""Exports the contacts of a notebook: asks the gate who may leave, and gives them to a writer. Writes no file."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from plaintext_network.exchange.contact_uid import ContactUids
from plaintext_network.exchange.gate import STAYING_STATUSES, ExportedContact, Gate
from plaintext_network.network.people.privacy import SuggestionView

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook


class Export:
    """The contacts that a query exports, by name, and what stays in the vault. `contacts` is counted as it is read."""

    def __init__(
        self,
        notebook: Notebook,
        query: str = "",
        *,
        extras: Collection[str] = (),
        private: Collection[str] = (),
    ) -> None:
        """`extras` are among notes, tags, circles and photos. `private` are names of contacts who may leave though private.

        Raises QueryInvalid, ContactNotFound or AmbiguousName.
        """
        paths = [notebook.contact(name).path for name in private]
        everybody = notebook.contacts()
        self._people = notebook.contacts(query) if query.strip() else everybody
        view = SuggestionView(notebook.index, notebook.settings.rules, notebook.today, paths).of_records()
        uids = ContactUids(
            (person.path, uid)
            for person in everybody
            for uid in dict(person.values.properties).get("uid", ())[:1]
        )
        self.gate = Gate(
            view, uids, extras=extras, every_status=_asks_for_status(notebook, query), text=notebook.text
        )

    def __iter__(self) -> Iterator[ExportedContact]:
        return self.gate.contacts(self._people)


def export_contacts(
    notebook: Notebook, query: str = "", *, extras: Collection[str] = (), private: Collection[str] = ()
) -> Export:
    """Return the contacts that match a query and may leave the vault; everybody for an empty query."""
    return Export(notebook, query, extras=extras, private=private)


def _asks_for_status(notebook: Notebook, query: str) -> bool:
    """Return whether a query asks for a status: then it chooses whom to export, the dead included."""
    if not query.strip():
        return False
    # Late: most exports have no query.
    from plaintext_network.network.search.query import Contains, HasState, contacts_scope
    from plaintext_network.network.search.query_parser import parse_query

    scope = contacts_scope(notebook.index, notebook.settings.rules, notebook.today)
    conditions = [term.condition for term in parse_query(query, scope).terms if not term.negated]
    return any(
        (isinstance(one, Contains) and one.name == "status")
        or (isinstance(one, HasState) and not set(one.any_of).isdisjoint(STAYING_STATUSES))
        for one in conditions
    )
