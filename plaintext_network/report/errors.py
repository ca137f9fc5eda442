"""Defines the exceptions of reports, each with its message and exit status."""

from __future__ import annotations

from plaintext_network.errors import PnetError, quoted


class MailAddressInvalid(PnetError):
    """Raised when a text is not exactly one mail address."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(
            f"{quoted(given)} is not a mail address\nwrite one, such as --mail-to you@example.com"
        )


class MailAddressMissing(PnetError):
    """Raised when a mail has no address, neither an option nor in the note about yourself."""

    def __init__(self) -> None:
        super().__init__(
            "no address to send the report to\n"
            "add emails to the note about yourself (type: me), or give one: --mail-to you@example.com"
        )
