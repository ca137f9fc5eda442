"""Writes and reads the entries of the address book, which the cache stores as texts. Imports nothing: a warm answer reads them."""

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Separate the fields of an entry, and the items of a field; no text contains them.
_FIELD, _ITEM = "\x1d", "\x1e"


def write_entry(names: "Iterable[str]", organization: str, emails: "Iterable[str]") -> str:
    """Return an entry; `organization` is "" without one. Of an entry to search, all texts are folded."""
    return _FIELD.join((_ITEM.join(names), organization, _ITEM.join(emails)))


def read_entry(entry: str) -> tuple[list[str], str, list[str]]:
    """Return the names, the organization and the addresses of an entry."""
    names, organization, emails = entry.split(_FIELD)
    return names.split(_ITEM), organization, emails.split(_ITEM)
