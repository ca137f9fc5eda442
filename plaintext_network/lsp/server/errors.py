"""Defines the exceptions of the language server, each with its message. Imports no library of the extra `lsp`."""

import sys
from importlib.util import find_spec

from plaintext_network.errors import PnetError, shell_word

# The library that the server stands on, as the extra `lsp` names it.
REQUIREMENT = "pygls>=2.1,<3"


class LanguageServerUnavailable(PnetError):
    """Raised when the server can't start, because the extra `lsp` is not installed or can't be imported."""

    def __init__(
        self, reason: str = "a language server needs the extra “lsp”, which is not installed"
    ) -> None:
        self.reason = reason
        command = install_command(sys.prefix, sys.executable, has_pip=find_spec("pip") is not None)
        super().__init__(f"{reason}\ninstall it: {command}")


def install_command(prefix: str, python: str, *, has_pip: bool = True) -> str:
    """Return the command that installs the library where pnet is: pipx's if pipx made that environment, else pip's or uv's."""
    if "pipx" in prefix.replace("\\", "/").split("/"):
        return f"pipx inject plaintext-network '{REQUIREMENT}'"
    python = shell_word(python or "python3")
    # An environment of uv has no pip.
    installer = f"{python} -m pip install" if has_pip else f"uv pip install --python {python}"
    return f"{installer} '{REQUIREMENT}'"


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
