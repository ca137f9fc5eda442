"""Exports the contacts of a notebook: asks the gate who may leave, and gives them to a writer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from plaintext_network.exchange.gate.contact_uid import contact_uids
from plaintext_network.exchange.gate.gate import STAYING_STATUSES, ExportedContact, Gate
from plaintext_network.exchange.gate.vault_files import VaultFiles
from plaintext_network.exchange.writers.formats import FORMATS, files_of
from plaintext_network.exchange.writers.write_options import WriteOptions
from plaintext_network.model.language.normalize import name_key
from plaintext_network.network.people.privacy import SuggestionView

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from plaintext_network.exchange.exports.split_folder import SplitResult
    from plaintext_network.network.people.person import Person
    from plaintext_network.vault.notebook import Notebook


def export_contacts(
    notebook: Notebook, query: str = "", *, extras: Collection[str] = (), private: Collection[str] = ()
) -> Export:
    """Return the contacts that match a query and may leave the vault; everybody who may, for an empty query.

    `extras` are among notes, tags, circles and photos. `private` are names of contacts who may leave although they are
    private. Raises QueryInvalid, ContactNotFound or AmbiguousName.
    """
    return Export(notebook, query, extras, private)


class Export:
    """The contacts that may leave a vault, by name. Iterate it for each as an `ExportedContact`, or write it in a format.

    It describes the vault as it was when you made it. Nothing is written to the vault.
    """

    def __init__(
        self, notebook: Notebook, query: str, extras: Collection[str], private: Collection[str]
    ) -> None:
        self.extras = frozenset(extras)
        self._notebook, self._has_query = notebook, bool(query.strip())
        # Whom the query means, those included who may not leave.
        self.people = people = notebook.contacts(query)
        asked_for = [notebook.contact(name).path for name in private]
        self._view = SuggestionView(
            notebook.index, notebook.settings.rules, notebook.today, asked_for
        ).of_records()
        self.uids = uids = contact_uids(notebook)
        self._files = VaultFiles(notebook)
        self._gate = Gate(
            people,
            self._view,
            uids,
            self._files,
            extras=self.extras,
            every_status=_asks_for_status(notebook, query),
            asked_for={*asked_for, *_named(people, query)},
        )

    def __len__(self) -> int:
        return len(self._gate)

    def __iter__(self) -> Iterator[ExportedContact]:
        with self._files:
            yield from self._gate

    @cached_property
    def all_organizations(self) -> tuple[ExportedContact, ...]:
        """The organizations that were imported as contacts, whatever the query."""
        with self._files:
            return tuple(self._gate.organizations(self._notebook.index))

    @cached_property
    def organizations(self) -> tuple[ExportedContact, ...]:
        """The organizations that were imported as contacts: only vCard says what they are. None with a query."""
        return () if self._has_query else self.all_organizations

    @property
    def private(self) -> int:
        """How many contacts match the query and stay, since they are private."""
        return self._gate.private

    @property
    def by_status(self) -> Mapping[str, int]:
        """How many contacts match the query and stay, by the status for which they do."""
        return self._gate.by_status

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many values of each contact stay, by name, since they name somebody private; known once the export is written."""
        return +self._gate.left_out

    @property
    def missing(self) -> Mapping[str, int]:
        """How many files of each contact stay, by name, since they can't be read or are too large; known once it is written."""
        return +self._gate.missing

    def names_nobody(self, text: str) -> bool:
        """Return whether a message may contain a text: it names nobody private."""
        return self._view.names_nobody(text)

    def write(
        self, to: str = "vcard", *, vcard: str = "3.0", lost: dict[str, int] | None = None
    ) -> Iterator[bytes]:
        """Yield the export in a format of FORMATS, in pieces. `lost` counts the values for which the format has no place."""
        options = WriteOptions(vcard, self.extras, lost)
        return FORMATS[to].write(self._everything(to), options)

    def _everything(self, to: str) -> Iterator[ExportedContact]:
        yield from self
        if to == "vcard":
            yield from self.organizations

    def write_folder(
        self, folder: str, to: str = "vcard", *, vcard: str = "3.0", lost: dict[str, int] | None = None
    ) -> SplitResult:
        """Write one file for each contact to a folder. Raises NotExported or NotOwnExport; then nothing was written."""
        # Late: most exports are one file.
        from plaintext_network.exchange.exports.split_folder import FileStems, write_folder

        options, stems = WriteOptions(vcard, self.extras, lost), FileStems()
        files = (
            file
            for contact in self._everything(to)
            for file in files_of(to, contact, stems.of(contact.name), options)
        )
        return write_folder(folder, files)


def _named(people: Iterable[Person], query: str) -> Iterator[str]:
    """Yield the paths of contacts whose whole name, or an alias, is the query."""
    wanted = name_key(query)
    for person in people if wanted else ():
        if any(name_key(name) == wanted for name in (person.name, *person.values.aliases)):
            yield person.path


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
