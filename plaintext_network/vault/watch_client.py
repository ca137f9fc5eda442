"""Asks the watcher of a vault for its snapshot, and defines the messages that both sides send. Looks at no note.

A watcher answers for the vault as it is at that moment, or not at all. Without an answer, the command scans the vault
itself. Every command that uses the cache imports this module, so it imports little.
"""

import marshal
import os
import sys
import time
from binascii import crc32
from stat import S_ISSOCK

from plaintext_network.vault.config.user_folders import runtime_folder

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from _socket import socket
    from collections.abc import Mapping
    from typing import Any

TIMEOUT = 0.2  # seconds until a command scans the vault itself
PART_TIMEOUT = 1.0  # seconds for a part of a snapshot that the watcher has
PID_TIMEOUT = 1.0
# What is raised if the watcher has ended, hangs or sends no valid answer.
NO_ANSWER = (OSError, ValueError, TypeError, EOFError, MemoryError)


class ServedSnapshot:
    """A `DueSnapshot` of a watcher, as of the moment of the request. Each part is requested on demand."""

    __slots__ = ("_connection", "facts")

    def __init__(self, connection: "Connection", facts: "Mapping[str, Any]") -> None:
        self._connection, self.facts = connection, facts

    def part(self, name: str) -> "Any":
        """Request one part. Raises one of NO_ANSWER."""
        return marshal.loads(self.raw(name))  # noqa: S302

    def raw(self, name: str) -> bytes:
        """Request the bytes of one part. Raises one of NO_ANSWER."""
        return self._connection.request(name.encode(), PART_TIMEOUT)


def ask_watcher(root: str, code: bytes, settings: bytes) -> ServedSnapshot | None:
    """Return the snapshot of a vault's watcher; None if none answers in time.

    The watcher must be of this version of pnet (`code`), use these settings, and run as the user of this process.
    """
    try:
        folder = os.stat(root)
        connection = connect(root, TIMEOUT)
        facts = marshal.loads(  # noqa: S302
            connection.request(snapshot_request(root, folder, code, settings), TIMEOUT)
        )
    except (AttributeError, ImportError, *NO_ANSWER):
        # On a platform without user numbers or such sockets, no watcher can be asked.
        return None
    expected = {"code": code, "root": root, "settings": settings}
    valid = isinstance(facts, dict) and all(facts.get(name) == value for name, value in expected.items())
    return ServedSnapshot(connection, facts) if valid else None


def connect(root: str, timeout: float) -> "Connection":
    """Return a connection to a vault's watcher. Raises one of NO_ANSWER, AttributeError or ImportError."""
    path = socket_path(root)
    status = os.lstat(path)
    # Another user's socket could send anything.
    if not S_ISSOCK(status.st_mode) or status.st_uid != os.geteuid():
        raise PermissionError(1, "this is no socket of this user", path)
    return Connection(path, timeout)


def watcher_pid(root: str) -> int | None:
    """Return the process number of a vault's watcher; None if none answers."""
    try:
        answer = connect(root, PID_TIMEOUT).request(pid_request(root), PID_TIMEOUT)
        # No process number is longer.
        return int(answer[:20])
    except (AttributeError, ImportError, *NO_ANSWER):
        return None


def socket_path(root: str) -> str:
    """Return the path of the socket at which the watcher of a vault listens; `root` is a real path.

    The name is short, because a socket's path is limited to about a hundred bytes. Two vaults may share it by chance.
    """
    return os.path.join(runtime_folder(), f"{crc32(os.fsencode(root)):08x}.sock")


def is_from_user(user: int, credentials: bytes) -> bool:
    """Return whether the peer is this user; `credentials` are those of SO_PEERCRED (unix(7): process, user, group)."""
    return int.from_bytes(credentials[4:8], sys.byteorder) == user


# Messages: a request is its length and its content. An answer is its length, the checksum of the request, and its content;
# an empty one declines. Numbers are in this machine's byte order.

_LENGTH, _CHECKSUM = 4, 4


def snapshot_request(root: str, folder: os.stat_result, code: bytes, settings: bytes) -> bytes:
    """Return the request for a snapshot. The settings come last, since they may contain any byte."""
    return b"\0".join(
        (b"now", os.fsencode(root), b"%d" % folder.st_dev, b"%d" % folder.st_ino, code, settings)
    )


def pid_request(root: str) -> bytes:
    """Return the request for the watcher's process number."""
    return b"who\0" + os.fsencode(root)


def changed_request(root: str, code: bytes, since: bytes) -> bytes:
    """Return the request to wait until the key of the vault's moment differs from `since`.

    The answer is the moment then, which is `since` if nothing has changed for a while.
    """
    return b"\0".join((b"changed", os.fsencode(root), since, code))


def send_request(connection: "socket", request: bytes) -> None:
    """Send a request. Raises OSError."""
    connection.sendall(len(request).to_bytes(_LENGTH, sys.byteorder) + request)


def receive_request(connection: "socket", deadline: float, longest: int) -> bytes:
    """Return the next request; empty if the peer sends none, only half of one, or one that is too long.

    Raises OSError, also at the deadline, which is a time of `time.monotonic`.
    """
    try:
        size = int.from_bytes(_receive(connection, _LENGTH, deadline), sys.byteorder)
        return _receive(connection, size, deadline) if size <= longest else b""
    except EOFError:
        return b""


def send_answer(connection: "socket", request: bytes, answer: bytes) -> None:
    """Send the answer to a request. Raises OSError."""
    connection.sendall(len(answer).to_bytes(_LENGTH, sys.byteorder) + _checksum(request) + answer)


def receive_answer(connection: "socket", request: bytes, deadline: float) -> bytes:
    """Return the answer to a request. Raises ValueError if it answers another one, EOFError or OSError."""
    head = _receive(connection, _LENGTH + _CHECKSUM, deadline)
    if head[_LENGTH:] != _checksum(request):
        raise ValueError("this answers another request")
    return _receive(connection, int.from_bytes(head[:_LENGTH], sys.byteorder), deadline)


def _checksum(request: bytes) -> bytes:
    return crc32(request).to_bytes(_CHECKSUM, sys.byteorder)


def _receive(connection: "socket", size: int, deadline: float) -> bytes:
    parts = []
    while size:
        # For the whole: a peer that sends byte by byte must finish in time, too.
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)
        part = connection.recv(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class Connection:
    """A connection to a watcher. All parts of a snapshot on it are of the moment of the first answer."""

    __slots__ = ("_socket",)

    def __init__(self, path: str, timeout: float) -> None:
        # The part in C alone: with `socket` comes `selectors`, and both together cost a fifth of a bare interpreter.
        import _socket

        self._socket = connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        connection.settimeout(timeout)
        connection.connect(path)
        # Without this option, the owner of the socket's path must do.
        option = getattr(_socket, "SO_PEERCRED", None)
        if option and not is_from_user(os.geteuid(), connection.getsockopt(_socket.SOL_SOCKET, option, 12)):
            raise PermissionError(1, "another user answers", path)

    def __del__(self) -> None:
        # Unset if the platform has no such sockets.
        if hasattr(self, "_socket"):
            self._socket.close()

    def interrupt(self) -> None:
        """End a request that waits in another thread."""
        import _socket

        try:
            self._socket.shutdown(_socket.SHUT_RDWR)
        except OSError:
            # The watcher has closed it.
            return

    def request(self, request: bytes, timeout: float) -> bytes:
        """Send a request and return the answer. Raises one of NO_ANSWER if none comes in so many seconds."""
        deadline = time.monotonic() + timeout
        self._socket.settimeout(timeout)
        send_request(self._socket, request)
        return receive_answer(self._socket, request, deadline)
