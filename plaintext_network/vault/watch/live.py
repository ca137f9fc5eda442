"""Owns the watcher's answers to other commands: a socket in the user's runtime folder, for its owner alone. Renders nothing."""

import marshal
import os
import socket
import socketserver
import struct
import sys
import threading
from contextlib import suppress
from stat import S_ISDIR
from typing import Any

from plaintext_network.vault.answers import Ready
from plaintext_network.vault.ask import HEAD, PATIENCE, socket_of
from plaintext_network.vault.watch.follower import Follower

PARTS = ("entries", "known", "odd")
# Nobody asks longer questions: a vault's path, and settings of at most 100 KB.
LONGEST = 200_000
# Seconds until a connection that says nothing is given up.
IDLE = 10.0
# A little is left of the asker's patience for the way.
_WITHIN = PATIENCE * 0.9


class NoSocket(Exception):
    """Say why other commands can't be answered."""


class Live:
    """Answers the questions of other commands, each in a thread of its own, until it is closed. Raises NoSocket.

    Only the one watcher of a vault may make it: a socket that is there already is a dead one's.
    """

    def __init__(self, follower: Follower) -> None:
        if not hasattr(socketserver, "UnixStreamServer"):
            raise NoSocket("this system has no sockets for that")
        path = socket_of(follower.root)
        try:
            private_folder(os.path.dirname(path))
            with suppress(FileNotFoundError):
                os.unlink(path)
            self._server = _server(path, follower)
            os.chmod(path, 0o600)
        except OSError as error:
            hint = "; $PNET_RUNTIME names a folder with a shorter path" if len(path) > 100 else ""
            raise NoSocket(f"{path}: {error.strerror or error}{hint}") from error
        self._path = path
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.25,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Answer no more."""
        with suppress(OSError):
            os.unlink(self._path)
        self._server.shutdown()
        self._server.server_close()


def private_folder(folder: str) -> str:
    """Make a folder that is its owner's alone, and return it. Raise OSError where it can't be, or is others' too."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    status = os.lstat(folder)
    if not S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise PermissionError(1, "this is not a folder of yours", folder)
    if status.st_mode & 0o077:
        os.chmod(folder, 0o700)
    return folder


def who_watches(root: str) -> int | None:
    """Return the number of the process that watches a vault; None where none answers."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
            asked.settimeout(1)
            asked.connect(socket_of(root))
            _send(asked, marshal.dumps(("who", root)))
            found = marshal.loads(_received(asked) or b"N")  # noqa: S302
            return found if isinstance(found, int) else None
    except (OSError, ValueError, EOFError, TypeError, AttributeError):
        return None


def _server(path: str, follower: Follower) -> socketserver.BaseServer:
    class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *_: object) -> None:
            """One who asks and goes away harms nobody."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked: socket.socket = self.request
            asked.settimeout(IDLE)
            if _is_owner(asked):
                _Talk(asked, follower).go_on()

    return Server(path, Handler)


class _Talk:
    """One connection. All answers on it are of the moment of its first question."""

    def __init__(self, asked: socket.socket, follower: Follower) -> None:
        self._asked, self._follower = asked, follower
        self._ready: Ready | None = None
        self._odd = b""

    def go_on(self) -> None:
        """Answer until nothing more is asked."""
        while (question := _received(self._asked)) is not None:
            name = question.decode("ascii", "replace")
            if self._ready is not None and name in PARTS:
                _send(self._asked, self._part(name))
                continue
            answer = self._answer(marshal.loads(question))  # noqa: S302
            _send(self._asked, marshal.dumps(answer))
            if answer is None:
                return

    def _part(self, name: str) -> bytes:
        if self._ready is None:
            return b""
        return marshal.dumps(self._odd) if name == "odd" else self._ready.raw(name)

    def _answer(self, question: Any) -> Any:
        match question:
            case ("who", str(root)):
                return os.getpid() if root == self._follower.root else None
            case ("now", str(root), int(device), int(inode), bytes(code), bytes(settings)):
                return self._now((root, device, inode, code, settings))
            case _:
                return None

    def _now(self, asked: tuple[str, int, int, bytes, bytes]) -> dict[str, object] | None:
        found = self._follower.vouched(asked, _WITHIN)
        if found is None:
            return None
        self._ready, facts, self._odd = found
        return facts


def _is_owner(asked: socket.socket) -> bool:
    """Tell whether who asks is the user whose watcher this is (unix(7), SO_PEERCRED); elsewhere the folder's mode holds."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return True
    _, user, _ = struct.unpack("3i", asked.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i")))
    return bool(user == os.geteuid())


def _send(asked: socket.socket, answer: bytes) -> None:
    asked.sendall(len(answer).to_bytes(HEAD, sys.byteorder) + answer)


def _received(asked: socket.socket) -> bytes | None:
    head = _exactly(asked, HEAD)
    size = int.from_bytes(head, sys.byteorder)
    return _exactly(asked, size) or None if head and size <= LONGEST else None


def _exactly(asked: socket.socket, size: int) -> bytes:
    """Return so many bytes, none where whoever asks is gone."""
    parts = []
    while size:
        part = asked.recv(size)
        if not part:
            return b""
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
