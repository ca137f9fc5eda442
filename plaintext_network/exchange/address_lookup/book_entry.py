"""Writes and reads the entries of the address book, which the cache stores as texts. Imports nothing: a warm answer reads them."""

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Separate the fields of an entry, and the items of a field; no text contains them.
FIELD, ITEM = "\x1d", "\x1e"


def write_entry(names: "Iterable[str]", organization: str, emails: "Iterable[str]") -> str:
    """Return an entry; `organization` is "" without one. Of an entry to search, all texts are folded."""
    return FIELD.join((ITEM.join(names), organization, ITEM.join(emails)))


def read_entry(entry: str) -> tuple[list[str], str, list[str]]:
    """Return the names, the organization and the addresses of an entry."""
    names, organization, emails = entry.split(FIELD)
    return names.split(ITEM), organization, emails.split(ITEM)
