"""Shares work among worker processes, copies of this one, and does itself what they fail to do. Knows nothing about the work."""

import os
import sys
from contextlib import suppress

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_WORKERS = 16
_HEADER = 12  # bytes: a result's number in 4, its length in 8
_PIPE = 1 << 20  # bytes, what Linux allows any program


def usable_cores() -> int:
    """Return how many processes may work at once: 1 if this process can't be forked safely."""
    if not hasattr(os, "fork") or _has_threads():
        return 1
    return min(available_cores(), MAX_WORKERS)


def available_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        return os.cpu_count() or 1


def _has_threads() -> bool:
    """Return whether other threads run: in a copy of the process, their locks would never be released."""
    try:
        return len(os.listdir("/proc/self/task")) > 1
    except OSError:
        threading = sys.modules.get("threading")
        return threading is not None and threading.active_count() > 1


class WorkerProcesses:
    """Worker processes, each a copy of this one as it is now, that work on lists of numbered pieces in order.

    Use it in a `with` statement, which stops them at its end. If a worker is killed, this process does its pieces.
    """

    def __init__(self, work: "Callable[[int], bytes]", pieces: list[list[int]]) -> None:
        self._work = work
        self._missing = {piece for share in pieces for piece in share}
        self._pipes: dict[int, bytearray] = {}
        self._children: list[int] = []
        for share in pieces:
            try:
                self._start(share)
            except OSError:
                # No more processes or descriptors: this process does the rest.
                break

    def __enter__(self) -> "WorkerProcesses":
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in self._pipes:
            os.close(pipe)
        # A worker would end at its closed pipe; SIGKILL saves the time for its current piece.
        for child in self._children:
            # If SIGCHLD is ignored, the system doesn't report how children end.
            with suppress(ChildProcessError, ProcessLookupError):
                if os.waitpid(child, os.WNOHANG) == (0, 0):
                    os.kill(child, 9)
                    os.waitpid(child, 0)
        self._pipes, self._children = {}, []

    def _start(self, pieces: list[int]) -> None:
        # Late: a small vault needs no workers.
        import signal

        reading, writing = os.pipe()
        # A signal handler must not run in the copy before it is a worker.
        old_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
        try:
            child = os.fork()
        except OSError:
            signal.pthread_sigmask(signal.SIG_SETMASK, old_mask)
            os.close(reading)
            os.close(writing)
            raise
        if child == 0:
            # The copy must not run this process's cleanup, nor print its buffered output again.
            try:
                signal.pthread_sigmask(signal.SIG_SETMASK, old_mask)
                os.close(reading)
                for piece in pieces:
                    result = self._work(piece)
                    head = piece.to_bytes(4, "big") + len(result).to_bytes(8, "big")
                    _write(writing, head + result)
            except BaseException:  # noqa: BLE001, S110
                pass
            finally:
                os._exit(0)
        signal.pthread_sigmask(signal.SIG_SETMASK, old_mask)
        os.close(writing)
        self._pipes[reading] = bytearray()
        self._children.append(child)

    def enlarge_pipes(self) -> None:
        """Let each worker finish more pieces, about a thousand notes, while this process is busy."""
        # Late: to check files, nothing waits in the pipes.
        with suppress(ImportError, AttributeError, OSError):
            import fcntl

            for pipe in self._pipes:
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)

    def results(self) -> "Iterator[tuple[int, bytes]]":
        """Yield each piece's number and result as they come."""
        # Late: a small vault needs no workers.
        from select import POLLHUP, POLLIN, poll

        poller = poll()
        for pipe in self._pipes:
            poller.register(pipe, POLLIN | POLLHUP)
        while self._pipes:
            for pipe, _ in poller.poll():
                received = self._pipes[pipe]
                chunk = os.read(pipe, 1 << 20)
                if not chunk:
                    poller.unregister(pipe)
                    os.close(pipe)
                    del self._pipes[pipe]
                    continue
                received += chunk
                yield from self._complete(received)
        for piece in sorted(self._missing):
            yield piece, self._work(piece)

    def _complete(self, received: bytearray) -> "Iterator[tuple[int, bytes]]":
        """Remove the complete results from the received bytes, and yield them."""
        while len(received) >= _HEADER:
            end = _HEADER + int.from_bytes(received[4:_HEADER], "big")
            if len(received) < end:
                return
            piece = int.from_bytes(received[:4], "big")
            result = bytes(received[_HEADER:end])
            del received[:end]
            self._missing.discard(piece)
            yield piece, result


def _write(descriptor: int, data: bytes) -> None:
    remaining = memoryview(data)
    while remaining:
        remaining = remaining[os.write(descriptor, remaining) :]
