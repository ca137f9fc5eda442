"""Defines what the user asks of an import. Reads nothing."""

from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.named_tuples import NamedTuple

NEW = ("add", "skip", "ask")
GONE = ("say", "archive")
# 2,000 strangers are not a network.
SKIPPED_BY_DEFAULT = frozenset(("linkedin",))


class ImportOptions(NamedTuple):
    """What the user asks of an import.

    `source` is the source's name, "" for the kind of the file. `new` says what to do with people whom the vault doesn't have,
    "" for what is usual for the kind; `gone` what to do with those who are no longer in it. `tags`, `circles` and `folder` are for
    new contacts. `matches` and `apart` are pairs of a record's id, or else its name, and a contact's name: who it is, and
    who it is not.
    """

    source: str = ""
    new: str = ""
    gone: str = "say"
    tags: Values = ()
    circles: Values = ()
    folder: str = ""
    matches: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    photos: bool = True

    def new_for(self, kind: str) -> str:
        """Return what to do with people whom the vault doesn't have."""
        return self.new or ("skip" if kind in SKIPPED_BY_DEFAULT else "add")


NO_OPTIONS = ImportOptions()
