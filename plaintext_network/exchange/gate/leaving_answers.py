"""Decides which answers about contacts leave the vault, as the gate does for contacts: about whom, and with which texts."""

from __future__ import annotations

from plaintext_network.exchange.gate.contact_uid import contact_uids
from plaintext_network.exchange.gate.private_values import PrivateValues
from plaintext_network.exchange.gate.vault_files import VaultFiles
from plaintext_network.network.people.privacy import SuggestionView

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

    from plaintext_network.network.due.entry_texts import Named
    from plaintext_network.vault.notebook import Notebook


class LeavingAnswers:
    """Chooses answers. Use it in a `with`.

    `private` are the paths of those who were asked about and stay, since they are private. `by_status` are the paths of those
    who stay for their status, by status. `left_out` counts the texts that named somebody private.
    """

    def __init__(self, notebook: Notebook) -> None:
        self._index = notebook.index
        view = SuggestionView(self._index, notebook.settings.rules, notebook.today)
        self._stay = view.unnamed
        # A text may name the dead, and those not to be contacted.
        self._view = view.of_records()
        self._files = VaultFiles(notebook)
        self.uids = contact_uids(notebook)
        self._private = PrivateValues(self._view, self.uids, self._files)
        self.private: set[str] = set()
        self.by_status: dict[str, set[str]] = {}
        self.left_out = 0

    def __enter__(self) -> Self:
        self._files.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._files.__exit__(*raised)

    def may_leave(self, contact: Named) -> bool:
        """Return whether an answer about a contact may leave. Counts those who stay."""
        if contact.path not in self._stay and self._view.may_name_as(contact.path, contact.name):
            return True
        facts = self._index.notes[contact.path].contact
        if contact.path in self._view.unnamed or facts is None:
            self.private.add(contact.path)
        else:
            self.by_status.setdefault(facts.status, set()).add(contact.path)
        return False

    def may_say(self, text: str, about: str, source: str) -> bool:
        """Return whether a text from the `path:line` in `source` may leave as something about the contact at a path.

        Counts those that may not: they name somebody private, or come from a note about them.
        """
        if not self._view.hides_anybody or not text:
            return True
        is_open = self._view.may_cite(source, about) and self._view.may_quote(text, about, source)
        if is_open and not self._private.in_texts((text,)):
            return True
        self.left_out += 1
        return False
