"""Defines the exceptions of the server for agents, each with its message. Imports no library of the extra `mcp`."""

from collections.abc import Iterable

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


class SubjectUnknown(PnetError):
    """Raised for a topic or a target that nobody whom the agent may see is known for; `near` has similar ones."""

    exit_code = 3

    def __init__(self, remedy: str, near: Iterable[str] = ()) -> None:
        self.remedy, self.near = remedy, tuple(near)
        super().__init__(f"the notes know nobody for this\n{remedy}")


class AgentError(PnetError):
    """Raised when the server refuses what an agent asks for; its first line says so, and the second what to do. Both are fixed texts."""

    exit_code = 4


class WriteNotApproved(AgentError):
    """Raised when the person didn't approve a write; `answer` is what they did: declined, or cancelled."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        super().__init__(f"the user {answer} this write; nothing was written\nask them before you try again")


class ApprovalUnavailable(AgentError):
    """Raised when the client can't ask its user, and no write may happen without."""

    def __init__(self) -> None:
        super().__init__(
            "this client can't ask its user to approve a write; nothing was written\n"
            "tell the user: they can write with pnet in a terminal, or use a client that can ask (with elicitation), such as Claude Code or VS Code"
        )


class NobodyAnswered(AgentError):
    """Raised when the person didn't answer whether to write."""

    def __init__(self) -> None:
        super().__init__(
            "nobody answered the question whether to write; nothing was written\nask the user whether they saw it"
        )


class ApprovalInvalid(AgentError):
    """Raised for a token that isn't valid, or isn't any more."""

    def __init__(self) -> None:
        super().__init__(
            "this token isn't valid: it works once, within ten minutes, and for the change it was given for; nothing was written\n"
            "call the tool again for a new one"
        )


class TooManyWrites(AgentError):
    """Raised when an agent has planned as many writes as it may; `seconds` is when it may plan the next."""

    def __init__(self, most: int, seconds: int) -> None:
        self.most, self.seconds = most, seconds
        super().__init__(
            f"an agent may plan {most} writes a minute; nothing was written\ntry again in {seconds} seconds"
        )


class VaultNotReady(AgentError):
    """Raised while the vault is being read for the first time."""

    def __init__(self) -> None:
        super().__init__("pnet is still reading the vault for the first time\ntry again in a moment")


class NothingToChange(AgentError):
    """Raised when a write would change nothing."""

    def __init__(self) -> None:
        super().__init__("the note says so already; nothing was written")


class LoggedAlready(AgentError):
    """Raised when an interaction of the same day, with the same people and words, is logged."""

    def __init__(self) -> None:
        super().__init__(
            "this is logged already; nothing was written\nif it happened twice that day, pass `anyway`"
        )


class ChangeTooLarge(AgentError):
    """Raised when a change has more lines or files than a person can read before they approve it."""

    def __init__(self, characters: int) -> None:
        self.characters = characters
        super().__init__(
            f"this change has more than {characters} characters to read; nothing was written\nmake it smaller"
        )
