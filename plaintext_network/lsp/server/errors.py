"""Defines the exceptions of the language server, each with its message. Imports no library of the extra `lsp`."""

from plaintext_network.errors import PnetError
from plaintext_network.extras import ExtraUnavailable


class LanguageServerUnavailable(ExtraUnavailable):
    """Raised when the server can't start, because the extra `lsp` is not installed."""

    def __init__(self) -> None:
        super().__init__("lsp", "a language server needs the extra “lsp”, which is not installed")


class EditUnsupported(PnetError):
    """Raised for an edit that the editor can't apply; `command` does the same in a shell."""

    exit_code = 4

    def __init__(self, action: str, command: str) -> None:
        super().__init__(
            f"this editor doesn't let a language server {action}"
            + (f"\nrun this in a terminal: {command}" if command else "")
        )


class VaultNotReady(PnetError):
    """Raised for a change while the vault is being read."""

    def __init__(self) -> None:
        super().__init__("pnet is still reading the vault\ntry again in a moment")
