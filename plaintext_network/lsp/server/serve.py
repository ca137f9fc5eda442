"""Runs the server on standard input and output until its editor ends. Handles no message."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from plaintext_network.lsp.server.connection.message_log import MessageLog
from plaintext_network.lsp.server.connection.standard_streams import StandardStreams
from plaintext_network.lsp.server.language_server import NoteServer
from plaintext_network.vault.window.release_memory import prepare_memory

# How long the end may take, in seconds.
CLOSING, FLUSHING = 1.0, 0.5


def serve(log: str | None = None, today: date | None = None, named: Iterable[str] = ()) -> int:
    """Serve one editor until it exits; return the status for this process, which should end at once.

    `log` is the path of a file to log to, `today` replaces the day of the clock, and the folders in `named` are vaults in any
    case. Raises WriteFailed if the log can't be opened.
    """
    opened = MessageLog(log)
    prepare_memory()
    # pygls logs whole messages, which contain notes.
    logger = logging.getLogger("pygls")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)
    return asyncio.run(_serve(opened, today, tuple(named)))


async def _serve(log: MessageLog, today: date | None, named: tuple[str, ...]) -> int:
    try:
        streams = StandardStreams()
    except OSError:
        # No editor is there.
        return 1
    server = NoteServer(streams.write, log, today, named)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(partial(_report, log))
    for name, status in (("SIGINT", 130), ("SIGTERM", 0), ("SIGHUP", 0)):
        # Windows has no such handlers, and not all of these signals.
        with suppress(NotImplementedError, AttributeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), server.end, status)
    log.write(f"begin, process {os.getpid()}")
    streams.start(
        lambda body: server.call(server.protocol.receive, body),
        lambda: server.call(server.end, 1),
    )
    status = await server.ended
    streams.close(FLUSHING)
    # A vault that is just being read takes longer to close than an editor should wait.
    closing = threading.Thread(target=server.editor.close, name="pnet lsp end", daemon=True)
    closing.start()
    closing.join(CLOSING)
    return status


def _report(log: MessageLog, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report an error that nothing handles. What asyncio would print contains messages, and so notes."""
    if (error := context.get("exception")) is not None:
        log.report("a message", error)
