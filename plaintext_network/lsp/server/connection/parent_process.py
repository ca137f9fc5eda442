"""Detects that the editor's process has ended, even if its pipe stays open. Ends nothing itself."""

import os
import select
import sys
import threading
import time
from collections.abc import Callable

# Seconds between two checks, where the system can't report the end of a process.
INTERVAL = 0.5


def watch_process(number: int, on_end: Callable[[], None]) -> None:
    """Call `on_end`, in a thread, when a process ends; never if it can't be seen, as from a container."""
    if os.name != "posix" or number <= 0 or not _is_running(number):
        return
    waiting = threading.Thread(target=_wait, args=(number, on_end), name="pnet lsp parent", daemon=True)
    waiting.start()


def _wait(number: int, on_end: Callable[[], None]) -> None:
    try:
        _wait_for_end(number)
    except OSError:
        while _is_running(number):
            time.sleep(INTERVAL)
    on_end()


def _wait_for_end(number: int) -> None:
    """Return when a process has ended. Raises OSError if the system can't report that."""
    if sys.platform == "linux":
        descriptor = os.pidfd_open(number)
        try:
            waiting = select.poll()
            waiting.register(descriptor, select.POLLIN)
            waiting.poll()
        finally:
            os.close(descriptor)
    elif sys.platform == "darwin":
        queue = select.kqueue()
        event = select.kevent(
            number, select.KQ_FILTER_PROC, select.KQ_EV_ADD | select.KQ_EV_ONESHOT, select.KQ_NOTE_EXIT
        )
        try:
            queue.control([event], 1)
        finally:
            queue.close()
    else:
        raise OSError


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
