"""Runs `pnet mcp` for the official client of the protocol, in both of its ways to connect, with a person who answers as told."""

import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal, TypeVar

import anyio
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.session import ClientRequestContext, ElicitationFnT
from mcp_types import ElicitRequestParams, ElicitResult, Implementation

Answer = TypeVar("Answer")
Person = Literal["accept", "decline", "cancel"] | None

# The handshake of 2025-11-25, and requests that each bring everything, of 2026-07-28.
HANDSHAKE, MODERN = "legacy", "auto"
VERSIONS = {HANDSHAKE: "2025-11-25", MODERN: "2026-07-28"}
DAY = "2026-11-24"


def server(root: Path, *options: str) -> StdioServerParameters:
    """Return how to start the server of a vault, as a client's settings say it."""
    words = ["-m", "plaintext_network", "--vault", str(root), "--today", DAY, "mcp", *options]
    folders = {name: os.environ[name] for name in ("PNET_CACHE", "PNET_STATE", "PNET_MEANING")}
    return StdioServerParameters(command=sys.executable, args=words, env=folders)


def ask(
    root: Path,
    work: Callable[[Client], Awaitable[Answer]],
    *options: str,
    mode: str = MODERN,
    person: Person | ElicitationFnT = None,
) -> Answer:
    """Return what `work` returns with a connected client; `person` is what the user does when asked, None if nobody can be asked."""
    callback = _answering(person) if isinstance(person, str) else person

    async def run() -> Answer:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as errors, anyio.fail_after(60):
            client = Client(
                stdio_client(server(root, *options), errors),
                mode=mode,
                elicitation_callback=callback,
                client_info=Implementation(name="Test Client", version="1"),
            )
            try:
                async with client:
                    return await work(client)
            except BaseException as failed:
                errors.seek(0)
                failed.add_note(f"The server wrote to standard error:\n{errors.read()}")
                raise

    return anyio.run(run)


def _answering(action: Literal["accept", "decline", "cancel"]) -> ElicitationFnT:
    async def answer(context: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:
        return ElicitResult(action=action, content={} if action == "accept" else None)

    return answer
