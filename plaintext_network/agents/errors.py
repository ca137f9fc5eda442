"""Defines the exceptions of the server for agents, each with its message. Imports no library of the extra `mcp`."""

from plaintext_network.errors import PnetError, on_one_line, quoted
from plaintext_network.extras import ExtraUnavailable


class AgentServerUnavailable(ExtraUnavailable):
    """Raised when the server can't start, because the extra `mcp` is not installed or can't be imported (`fault` says why)."""

    def __init__(self, fault: str = "") -> None:
        missing = "a server for AI assistants needs the extra “mcp”, which is not installed"
        super().__init__(
            "mcp", f"the extra “mcp” can't be loaded: {on_one_line(fault)}" if fault else missing
        )


class UnknownCircle(PnetError):
    """Raised when no contact is in a circle of this name. The message names no other circle: an agent may read it."""

    def __init__(self, circle: str) -> None:
        self.circle = circle
        super().__init__(f"no contact is in a circle {quoted(circle)}\n`pnet stats` lists the circles")


class ClientConfigInvalid(PnetError):
    """Raised when the configuration of a client can't contain a word of the command."""

    def __init__(self, client: str, word: str) -> None:
        self.client, self.word = client, word
        super().__init__(
            f"the configuration of {client} can't contain {quoted(word)}: it doesn't allow such characters\n"
            "rename the file or folder"
        )
