"""Returns the addresses that match a text, for the library. Searches nothing itself."""

from __future__ import annotations

from plaintext_network.exchange.address_lookup.find_addresses import address_rows
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook


class MailAddress(NamedTuple):
    """An email address of a contact; `organization` is "" without one. All are on one line, without control characters."""

    email: str
    name: str
    organization: str


def find_addresses(notebook: Notebook, text: str = "", limit: int | None = None) -> tuple[MailAddress, ...]:
    """Return the addresses that match all words of a text, the best first, at most `limit`; without words, all of them.

    A word may be part of a name, an alias, an organization or the address, in any case and without accents. Whole names come
    first, then whole words of names, then beginnings of words, then other parts; among equals those of people with the latest
    touch. The preferred address of a contact comes before the others. Leaves out private contacts, those with the status `deceased` or
    `do-not-contact`, and texts that name someone private.
    """
    return tuple(MailAddress(*row) for row in address_rows(notebook, text, limit))
