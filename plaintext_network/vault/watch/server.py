"""Answers other commands from the watcher's memory, over a socket that only the user can open. Formats no output.

`watch_client.py` is the other side, and defines the messages.
"""

import marshal
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from stat import S_ISDIR

from plaintext_network.network.people.find_contact import matching
from plaintext_network.vault.cache.due_answer import ComputedSnapshot
from plaintext_network.vault.watch.refresher import Refresher
from plaintext_network.vault.watch_client import (
    TIMEOUT,
    is_from_user,
    receive_request,
    send_answer,
    socket_path,
)

PARTS = (b"entries", b"silent", b"known", b"by_name", b"odd", b"agenda", b"promises")
# Bytes of the longest request: a vault's path, and settings of at most 100 KB.
LONGEST = 200_000
# Seconds until a connection without requests is closed.
IDLE = 10.0
# Connections at a time; a command that finds no room scans the vault itself.
MOST = 100
# How many programs may wait for a change at once. They don't count as connections of commands, so they keep no command waiting.
MOST_WAITING = 100
# Seconds until such a program gets an answer without a change, and between checks that it still runs.
WAIT, PEER_CHECK = 60.0, 5.0
# Seconds between checks that the socket is still there, and until the next try after a system error.
CHECK_INTERVAL, RETRY_DELAY = 2.0, 0.1
# Leaves the rest of the client's timeout for the transfer.
_WITHIN = TIMEOUT * 0.9


class SocketUnavailable(Exception):
    """Raised with the reason why other commands can't be answered."""


class AnswerServer:
    """Answers the requests of other commands, each in a thread of its own, until it is closed.

    Only the one watcher of a vault may create it, since it replaces any socket at the path. Raises SocketUnavailable.
    """

    def __init__(self, refresher: Refresher) -> None:
        if not hasattr(socket, "AF_UNIX"):
            raise SocketUnavailable("this system has no Unix domain sockets")
        self._refresher = refresher
        self._path = socket_path(refresher.root)
        self._slots = threading.BoundedSemaphore(MOST)
        self._waiting_slots = threading.BoundedSemaphore(MOST_WAITING)
        self._closing = threading.Event()
        self._socket_lock = threading.Lock()
        self._server, self._identity = _listen(self._path)
        self._thread = threading.Thread(target=self._work, name="pnet answers", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering and remove the socket."""
        with self._socket_lock:
            self._closing.set()
            # Two vaults may share a path by chance; then the socket may be the other watcher's by now.
            if _identity(self._path) == self._identity:
                with suppress(OSError):
                    os.unlink(self._path)
            # Ends a waiting `accept`.
            with suppress(OSError):
                self._server.shutdown(socket.SHUT_RDWR)
        with self._refresher.moment_changed:
            self._refresher.moment_changed.notify_all()
        self._thread.join(RETRY_DELAY)
        self._server.close()

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._server.accept()
            except TimeoutError:
                self._restore_socket()
            except OSError:
                # Too many files may be open.
                self._closing.wait(RETRY_DELAY)
            else:
                self._start(connection)

    def _restore_socket(self) -> None:
        """Listen again if the socket is gone: a runtime folder is cleared when its user logs out."""
        with self._socket_lock:
            if self._closing.is_set() or os.path.lexists(self._path):
                return
            with suppress(SocketUnavailable):
                before, (self._server, self._identity) = self._server, _listen(self._path)
                before.close()

    def _start(self, connection: socket.socket) -> None:
        if not self._slots.acquire(blocking=False):
            connection.close()
            return
        try:
            threading.Thread(target=self._serve, args=(connection,), name="pnet answer", daemon=True).start()
        except RuntimeError:
            # The system has no more threads.
            self._slots.release()
            connection.close()

    def _serve(self, connection: socket.socket) -> None:
        slot = _Slot(self._slots)
        try:
            # An invalid request, or a client that disconnects, ends this connection alone.
            with connection, suppress(OSError, ValueError):
                if _is_owner(connection):
                    wait = partial(slot.move, self._waiting_slots)
                    _Conversation(connection, self._refresher, self._closing, wait).run()
        finally:
            slot.release()


class _Slot:
    """The place of one connection among those that are allowed at once."""

    def __init__(self, slots: threading.BoundedSemaphore) -> None:
        self._slots = slots

    def move(self, slots: threading.BoundedSemaphore) -> bool:
        """Move to other places; return whether one was free."""
        if slots is not self._slots:
            if not slots.acquire(blocking=False):
                return False
            self.release()
            self._slots = slots
        return True

    def release(self) -> None:
        self._slots.release()


class _Conversation:
    """One connection. All parts of a snapshot on it are of the moment of its first request.

    `start_waiting` is called before the first wait, and returns whether there is room for one more to wait.
    """

    def __init__(
        self,
        connection: socket.socket,
        refresher: Refresher,
        closing: threading.Event,
        start_waiting: Callable[[], bool],
    ) -> None:
        self._connection, self._refresher, self._closing = connection, refresher, closing
        self._start_waiting = start_waiting
        self._snapshot: ComputedSnapshot | None = None
        self._skipped = b""

    def run(self) -> None:
        """Answer until no more requests come. Raises OSError, or ValueError for an invalid request."""
        while request := receive_request(self._connection, time.monotonic() + IDLE, LONGEST):
            kind, _, typed = request.partition(b"\0")
            if self._snapshot is not None and request in PARTS:
                answer = self._part(self._snapshot, request.decode())
            elif self._snapshot is not None and kind == b"find":
                found = matching(self._snapshot.part("known"), typed.decode())
                answer = marshal.dumps(found[0][1] if len(found) == 1 else None)
            else:
                answer = self._answer(request)
            send_answer(self._connection, request, answer)
            if not answer:
                return

    def _part(self, snapshot: ComputedSnapshot, name: str) -> bytes:
        if name in ("agenda", "promises"):
            return self._refresher.open_part(snapshot, name)
        if name == "by_name":
            return snapshot.names_in_order()
        return marshal.dumps(self._skipped) if name == "odd" else snapshot.raw(name)

    def _answer(self, request: bytes) -> bytes:
        kind, _, rest = request.partition(b"\0")
        if kind == b"who":
            return b"%d" % os.getpid() if os.fsdecode(rest) == self._refresher.root else b""
        if kind == b"changed":
            root, since, code = rest.split(b"\0", 2)
            return self._changed(os.fsdecode(root), since, code)
        if kind != b"now":
            raise ValueError("unknown request")
        root, device, inode, code, settings = rest.split(b"\0", 4)
        return self._facts((os.fsdecode(root), int(device), int(inode), code, settings))

    def _changed(self, root: str, since: bytes, code: bytes) -> bytes:
        """Return the key of the next moment as soon as it comes; empty if nothing can be answered now."""
        if (root, code) != (self._refresher.root, self._refresher.code) or not self._start_waiting():
            return b""
        end = time.monotonic() + WAIT
        moment = since
        while moment == since and not self._closing.is_set() and time.monotonic() < end:
            moment = self._refresher.wait_for_change(since, self._closing.is_set, PEER_CHECK)
            if self._closing.is_set() or (moment == since and not self._connection_is_open()):
                # The client notices that the connection ends, and may become the watcher at once.
                raise ConnectionAbortedError
        return moment

    def _connection_is_open(self) -> bool:
        # Not MSG_DONTWAIT: with a timeout, Python waits first.
        self._connection.setblocking(False)
        try:
            return bool(self._connection.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        finally:
            self._connection.settimeout(IDLE)

    def _facts(self, key: tuple[str, int, int, bytes, bytes]) -> bytes:
        current = None if self._closing.is_set() else self._refresher.current(key, _WITHIN)
        if current is None:
            return b""
        self._snapshot, facts, self._skipped = current
        return marshal.dumps(facts)


def private_folder(folder: str) -> str:
    """Create a folder that only its owner can open, and return it. Raises OSError if it belongs to others or is open to them."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    status = os.lstat(folder)
    # Windows has no user numbers; there, a folder in the user's profile is private.
    user = os.geteuid() if hasattr(os, "geteuid") else status.st_uid
    if not S_ISDIR(status.st_mode) or status.st_uid != user:
        raise PermissionError(1, "this folder is not yours", folder)
    if status.st_mode & 0o077:
        # Don't change the mode here: others may have files of their own in it.
        raise PermissionError(1, "others can read or write there; `chmod 700` makes it private", folder)
    return folder


def _listen(path: str) -> tuple[socket.socket, tuple[int, int] | None]:
    """Return a socket that listens at a path, and the identity of its file."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        private_folder(os.path.dirname(path))
        with suppress(FileNotFoundError):
            os.unlink(path)
        server.bind(path)
        # Before anyone can connect.
        os.chmod(path, 0o600)
        server.listen(128)
        server.settimeout(CHECK_INTERVAL)
        return server, _identity(path)
    except OSError as error:
        server.close()
        hint = "; set $PNET_RUNTIME to a folder with a shorter path" if len(os.fsencode(path)) > 100 else ""
        raise SocketUnavailable(f"{path}: {error.strerror or error}{hint}") from error


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_owner(connection: socket.socket) -> bool:
    """Return whether the peer is the user of this process; without SO_PEERCRED, the folder's mode has to ensure that."""
    option = getattr(socket, "SO_PEERCRED", None)
    return option is None or is_from_user(os.geteuid(), connection.getsockopt(socket.SOL_SOCKET, option, 12))
