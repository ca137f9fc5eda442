"""Decides to which address a report goes. Sends nothing."""

from __future__ import annotations

import re

from plaintext_network.report.errors import MailAddressInvalid, MailAddressMissing

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook

# What needs no quotes and no encoding in a header (RFC 5322 §3.4.1); nothing else would be one address on one line.
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.IGNORECASE | re.ASCII)


def mail_address(notebook: Notebook, given: str | None = None) -> str:
    """Return the address given, else the first one in the note about yourself. Raises MailAddressInvalid or MailAddressMissing."""
    if given is not None:
        address = given.strip()
        if not _ADDRESS.fullmatch(address):
            raise MailAddressInvalid(given)
        return address
    own = notebook.index
    for path in own.names.of_kind("me"):
        for address in dict(own.notes[path].properties).get("emails", ()):
            if _ADDRESS.fullmatch(address):
                return address
    raise MailAddressMissing
