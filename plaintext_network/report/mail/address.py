"""Chooses the address of a mail. Sends nothing."""

from __future__ import annotations

import re

from plaintext_network.report.errors import MailAddressInvalid, MailAddressMissing

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook

# Addresses that need neither quotes nor encoding in a header (RFC 5322 §3.4.1). Others might be several addresses, or break the line.
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.IGNORECASE | re.ASCII)


def mail_address(notebook: Notebook, given: str | None = None) -> str:
    """Return the address given, else the first one in the note about yourself. Raises MailAddressInvalid or MailAddressMissing."""
    if given is not None:
        address = _in_ascii(given.strip())
        if address is None:
            raise MailAddressInvalid(given)
        return address
    own = notebook.index
    for path in own.names.of_kind("me"):
        for written in dict(own.notes[path].properties).get("emails", ()):
            if address := _in_ascii(written):
                return address
    raise MailAddressMissing


def _in_ascii(address: str) -> str | None:
    """Return an address with its domain as mail servers write it, `xn--…` for `münchen` (RFC 3490); None if it isn't one."""
    name, _, domain = address.rpartition("@")
    if not domain.isascii():
        try:
            address = f"{name}@{domain.encode('idna').decode()}"
        except UnicodeError:
            return None
    return address if _ADDRESS.fullmatch(address) else None
