"""Runs the server on standard input and output until its client ends. Handles no message."""

import asyncio
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from datetime import date

from mcp.server.stdio import stdio_server

import plaintext_network
from plaintext_network.agents.agent import Agent
from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.call_log import CallLog
from plaintext_network.agents.server.agent_server import AgentServer
from plaintext_network.vault.window.release_memory import prepare_memory

# How long the end may take, in seconds, and how long a client waits for the vault before it hears from the server.
CLOSING, OPENING = 1.0, 0.7


def serve(root: str, options: AgentOptions, today: date | None = None) -> int:
    """Serve one client until it ends; return the status for this process, which should end at once.

    `today` replaces the day of the clock.
    """
    # The SDK logs messages, which contain notes.
    for name in ("mcp", "client", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    prepare_memory()
    agent, log = Agent(root, options, today), CallLog()
    log.write(f"begin, process {os.getpid()}, writes: {options.writes}")
    asyncio.run(_serve(agent, log))
    _close(agent, log)
    return 0


def _close(agent: Agent, log: CallLog) -> None:
    log.write(f"end, process {os.getpid()}")
    closing = threading.Thread(target=agent.close, name="pnet mcp end", daemon=True)
    closing.start()
    closing.join(CLOSING)


def _end(agent: Agent, log: CallLog, status: int) -> None:
    """End this process, even while a thread of the SDK waits for the next message, which nothing can interrupt.

    The next command completes or reverts a write that this interrupts.
    """
    _close(agent, log)
    os._exit(status)


async def _serve(agent: Agent, log: CallLog) -> None:
    for name, status in (("SIGINT", 130), ("SIGTERM", 0), ("SIGHUP", 0)):
        # Windows has no such handlers, and not all of these signals.
        with suppress(NotImplementedError, AttributeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), _end, agent, log, status)
    served = AgentServer(agent, plaintext_network.__version__, log)
    async with stdio_server() as (incoming, outgoing):
        # From here on, descriptor 1 is standard error, but what is buffered would be written at the end, to the client.
        sys.stdout = sys.stderr
        threading.Thread(target=agent.open, name="pnet mcp open", daemon=True).start()
        agent.wait(OPENING)
        await served.server.run(incoming, outgoing, served.server.create_initialization_options())
