"""Merges for the drivers that git starts next, and so saves each of them the imports. Writes no file of a vault.

git starts a driver for each file. The first that merged a note stays for a second as a helper, without a terminal and outside
of every folder; each further merge keeps it for another second. Without an answer, a driver merges the file itself.
"""

from __future__ import annotations

import marshal
import os
import sys
from binascii import crc32
from stat import S_ISSOCK

from plaintext_network.vault.config.user_folders import runtime_folder

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from _socket import socket
    from collections.abc import Sequence

    # A merged text and its number of conflicts; empty if a version is binary.
    Answer = tuple[bytes, int] | tuple[()]

IDLE = 1.0  # seconds without a merge until a helper ends
TIMEOUT = 5.0  # seconds until a driver merges a file itself
_LENGTH = 8  # bytes that tell the length of a message
_MOST = 64 << 20  # bytes of a message
_WAITING = 16
_AT_MOST = 20_000  # merges of one helper
_NO_ANSWER = (OSError, ValueError, TypeError, EOFError, MemoryError, AttributeError, ImportError)


def ask_helper(arguments: Sequence[str]) -> Answer | None:
    """Return what a helper merges, as `merge_file` does; None if no helper of this user and this pnet answers."""
    try:
        path = _address()
        status = os.lstat(path)
        # Another user's socket could send a wrong answer.
        if not S_ISSOCK(status.st_mode) or status.st_uid != os.geteuid():
            return None
        # `socket` takes longer to import than the rest of this process.
        from _socket import AF_UNIX, SOCK_STREAM, socket

        connection = socket(AF_UNIX, SOCK_STREAM)
        connection.settimeout(TIMEOUT)
        connection.connect(path)
        request = (os.getcwd(), os.getppid(), list(arguments), dict(os.environ))
        _send(connection, marshal.dumps(request))
        answer = marshal.loads(_receive(connection))  # noqa: S302
        return _checked(answer)
    except TimeoutError:
        # The next drivers need not wait for it, too.
        _forget(path)
        return None
    except _NO_ANSWER:
        return None


def _forget(path: str) -> None:
    # `contextlib` takes as long to import as all that a driver needs.
    try:  # noqa: SIM105
        os.unlink(path)
    except OSError:
        pass


def _checked(answer: object) -> Answer | None:
    if not isinstance(answer, tuple):
        return None
    if not answer:
        return ()
    text, conflicts = answer
    return (text, conflicts) if isinstance(text, bytes) and isinstance(conflicts, int) else None


def become_helper() -> None:
    """Leave a copy of this process behind as a helper, unless one is there already. Returns in this process at once."""
    try:
        if not hasattr(os, "fork") or os.fork():
            return
    except OSError:
        # There are too many processes, or too little memory. The merge is done.
        return
    try:
        os.setsid()
        os.chdir("/")
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nothing, descriptor)
        os.closerange(3, 1024)
        _serve()
    except BaseException:  # noqa: BLE001 - nobody is there to whom a fault could be reported
        os._exit(1)
    os._exit(0)


def _serve() -> None:
    # Late: only a helper serves.
    import gc
    import socket

    gc.enable()
    path = _address()
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    own = f"{path}.{os.getpid()}"
    old = os.umask(0o177)
    server.bind(own)
    os.umask(old)
    try:
        server.listen(_WAITING)
        server.settimeout(IDLE)
        identity = os.lstat(own).st_ino
        os.replace(own, path)
        _answer(server)
    except TimeoutError:
        pass
    finally:
        server.close()
        for name in (own, path):
            if os.path.lexists(name) and os.lstat(name).st_ino == identity:
                os.unlink(name)


def _answer(server: object) -> None:
    from plaintext_network.vault.git.merge_file import merge_file

    for _ in range(_AT_MOST):
        connection, _address = server.accept()  # type: ignore[attr-defined]
        with connection:
            connection.settimeout(IDLE)
            try:
                folder, parent, arguments, variables = marshal.loads(_receive(connection))  # noqa: S302
                os.chdir(folder)
                os.environ.clear()
                os.environ.update(variables)
                merged = merge_file(arguments, parent)
                _send(connection, marshal.dumps(tuple(merged) if merged else ()))
            except Exception:  # noqa: BLE001, S112 - the driver gets no answer, and so merges the file itself
                continue
            finally:
                os.chdir("/")


def _send(connection: socket, message: bytes) -> None:
    connection.sendall(len(message).to_bytes(_LENGTH, "big") + message)


def _receive(connection: socket) -> bytes:
    length = int.from_bytes(_exactly(connection, _LENGTH), "big")
    if length > _MOST:
        raise ValueError
    return _exactly(connection, length)


def _exactly(connection: socket, length: int) -> bytes:
    parts = []
    while length:
        part = connection.recv(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _address() -> str:
    """Return the path of the socket for this pnet: a helper of another version would merge by other rules."""
    # An upgrade replaces the file.
    place = f"{sys.executable} {sys.version} {__file__} {os.stat(__file__).st_mtime_ns}"
    return os.path.join(runtime_folder(), f"merge-{crc32(os.fsencode(place)):08x}")
