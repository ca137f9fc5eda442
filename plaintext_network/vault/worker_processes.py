"""Owns work that is shared out among processes: each does its part, and what a helper fails to do is done here."""

import os
import sys
from contextlib import suppress

# Named here rather than imported: only annotations want `typing`, and a warm answer may pass here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_WORKERS = 16
_HEAD = 12  # a result's number in 4 bytes, and its length in 8


def usable_cores() -> int:
    """Return how many processes may work at once: 1 where a copy of this one can't safely be made."""
    if not hasattr(os, "fork") or _has_threads():
        return 1
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:
        count = os.cpu_count() or 1
    return max(1, min(count, MAX_WORKERS))


def _has_threads() -> bool:
    """Tell whether other threads run, whose locks a copy of the process would hold for ever."""
    try:
        return len(os.listdir("/proc/self/task")) > 1
    except OSError:
        threading = sys.modules.get("threading")
        return threading is not None and threading.active_count() > 1


class WorkerProcesses:
    """Helpers, each a copy of this process as it is now, that do the numbered pieces of work given to it in order.

    Use it in a `with`, whose end stops them. A helper that is killed loses nothing: its pieces are done by this process.
    """

    def __init__(self, work: "Callable[[int], bytes]", pieces: list[list[int]]) -> None:
        self._work = work
        self._missing = {piece for mine in pieces for piece in mine}
        self._pipes: dict[int, bytearray] = {}
        self._children: list[int] = []
        for mine in pieces:
            try:
                self._begin(mine)
            except OSError:
                # No more processes or descriptors: the rest is done here.
                break

    def __enter__(self) -> "WorkerProcesses":
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in self._pipes:
            os.close(pipe)
        # One that still works finds its pipe closed; SIGKILL spares it the piece it is at.
        for child in self._children:
            # Where nobody wants to know how children end (SIGCHLD ignored), the system does not tell.
            with suppress(ChildProcessError, ProcessLookupError):
                if os.waitpid(child, os.WNOHANG) == (0, 0):
                    os.kill(child, 9)
                    os.waitpid(child, 0)
        self._pipes, self._children = {}, []

    def _begin(self, pieces: list[int]) -> None:
        # Late: a small vault makes no copies.
        import signal

        reading, writing = os.pipe()
        # A signal must not find the copy where it would run on as a second one of this process.
        held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
        try:
            child = os.fork()
        except OSError:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
            os.close(reading)
            os.close(writing)
            raise
        if child == 0:
            # Nothing of the copied process may run on: no cleaning up, no second printing of what is buffered.
            try:
                signal.pthread_sigmask(signal.SIG_SETMASK, held)
                os.close(reading)
                for piece in pieces:
                    result = self._work(piece)
                    head = piece.to_bytes(4, "big") + len(result).to_bytes(8, "big")
                    _write(writing, head + result)
            except BaseException:  # noqa: BLE001, S110
                pass
            finally:
                os._exit(0)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        os.close(writing)
        self._pipes[reading] = bytearray()
        self._children.append(child)

    def results(self) -> "Iterator[tuple[int, bytes]]":
        """Yield each piece's number and result as they come."""
        # Late: a small vault shares out nothing.
        from select import POLLHUP, POLLIN, poll

        waiting = poll()
        for pipe in self._pipes:
            waiting.register(pipe, POLLIN | POLLHUP)
        while self._pipes:
            for pipe, _ in waiting.poll():
                received = self._pipes[pipe]
                chunk = os.read(pipe, 1 << 20)
                if not chunk:
                    waiting.unregister(pipe)
                    os.close(pipe)
                    del self._pipes[pipe]
                    continue
                received += chunk
                yield from self._whole(received)
        for piece in sorted(self._missing):
            yield piece, self._work(piece)

    def _whole(self, received: bytearray) -> "Iterator[tuple[int, bytes]]":
        """Take the results that have come in full out of what has come."""
        while len(received) >= _HEAD:
            end = _HEAD + int.from_bytes(received[4:_HEAD], "big")
            if len(received) < end:
                return
            piece = int.from_bytes(received[:4], "big")
            result = bytes(received[_HEAD:end])
            del received[:end]
            self._missing.discard(piece)
            yield piece, result


def _write(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
