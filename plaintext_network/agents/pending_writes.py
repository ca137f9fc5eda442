"""Remembers the writes that wait for approval: each can be taken once, for ten minutes. Writes nothing itself."""

import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from plaintext_network.agents.errors import ApprovalInvalid, TooManyWrites
from plaintext_network.agents.tool import PlannedWrite
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.transaction.record import Operation

# In seconds, and how many writes may wait.
VALID, MOST_WAITING = 600.0, 100
MOST_WRITES, PERIOD = 20, 60.0


class PendingWrite(NamedTuple):
    """A write that waits: the tool and the arguments that it was planned for, and until when it is valid."""

    tool: str
    arguments: Mapping[str, Any]
    planned: PlannedWrite
    until: float


class PendingWrites:
    """The writes of one server that wait for approval, by token, and how many it planned in the last minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[str, PendingWrite] = {}
        self._planned: list[float] = []

    def count(self) -> None:
        """Count a write that is to be planned. Raises TooManyWrites."""
        now = self._clock()
        self._planned = [when for when in self._planned if now - when < PERIOD]
        if len(self._planned) >= MOST_WRITES:
            raise TooManyWrites(MOST_WRITES, int(PERIOD - (now - self._planned[0])) + 1)
        self._planned.append(now)

    def add(self, tool: str, arguments: Mapping[str, Any], planned: PlannedWrite) -> str:
        """Let a write wait, and return its token: a digest of the files before and after, and of a secret."""
        token = _digest(planned.operation)
        self._waiting[token] = PendingWrite(tool, dict(arguments), planned, self._clock() + VALID)
        for old in list(self._waiting)[:-MOST_WAITING]:
            del self._waiting[old]
        return token

    def take(
        self, token: str, tool: str | None = None, arguments: Mapping[str, Any] | None = None
    ) -> PlannedWrite:
        """Return the write of a token, which is invalid from then on. Raises ApprovalInvalid.

        With `tool`, the token must have been given for that tool and these arguments.
        """
        found = self._waiting.pop(token, None)
        if found is None or self._clock() >= found.until:
            raise ApprovalInvalid
        if tool is not None and (tool, dict(arguments or {})) != (found.tool, found.arguments):
            raise ApprovalInvalid
        return found.planned


def _digest(operation: Operation) -> str:
    digest = sha256(token_bytes(32))
    for step in operation.steps:
        for part in (step.path.encode("utf-8", "surrogatepass"), step.before or b"", step.after or b""):
            digest.update(b"%d:" % len(part))
            digest.update(part)
    return digest.hexdigest()
