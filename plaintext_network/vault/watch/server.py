"""Owns the watcher's answers to other commands: a socket in the user's runtime folder, for its owner alone. Renders nothing."""

import marshal
import os
import socket
import sys
import threading
import time
from binascii import crc32
from contextlib import suppress
from stat import S_ISDIR

from plaintext_network.vault.cache.due_answer import ComputedSnapshot
from plaintext_network.vault.watch.refresher import Refresher
from plaintext_network.vault.watch_client import PATIENCE, SIZE, SUM, is_from_user, socket_path

PARTS = (b"entries", b"known", b"odd")
# Nobody asks longer questions: a vault's path, and settings of at most 100 KB.
LONGEST = 200_000
# Seconds until a connection that says nothing is given up.
IDLE = 10.0
# So many are answered at a time; who comes then looks for himself.
MOST = 100
# Seconds until it is seen to that the socket is still there, and until a system that is short of something is tried again.
MINDED, PAUSE = 2.0, 0.1
# A little is left of the asker's patience for the way.
_WITHIN = PATIENCE * 0.9


class SocketUnavailable(Exception):
    """Say why other commands can't be answered."""


class AnswerServer:
    """Answers the questions of other commands, each in a thread of its own, until it is closed. Raises NoSocket.

    Only the one watcher of a vault may make it: a socket that is there already is a dead one's.
    """

    def __init__(self, follower: Refresher) -> None:
        if not hasattr(socket, "AF_UNIX"):
            raise SocketUnavailable("this system has no sockets for that")
        self._follower = follower
        self._path = socket_path(follower.root)
        self._room = threading.BoundedSemaphore(MOST)
        self._closing = threading.Event()
        self._one_at_a_time = threading.Lock()
        self._server, self._mine = _listening(self._path)
        self._thread = threading.Thread(target=self._work, name="pnet answers", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Answer no more."""
        with self._one_at_a_time:
            self._closing.set()
            # Two vaults share a path if by chance; then it may be the other's by now.
            if _place(self._path) == self._mine:
                with suppress(OSError):
                    os.unlink(self._path)
            # It wakes who waits for somebody to ask.
            with suppress(OSError):
                self._server.shutdown(socket.SHUT_RDWR)
        self._thread.join(PAUSE)
        self._server.close()

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                asked, _ = self._server.accept()
            except TimeoutError:
                self._mind()
            except OSError:
                # Too many files may be open.
                self._closing.wait(PAUSE)
            else:
                self._take(asked)

    def _mind(self) -> None:
        """Listen anew where the socket is gone: a runtime folder is cleared when its user logs out."""
        with self._one_at_a_time:
            if self._closing.is_set() or os.path.lexists(self._path):
                return
            with suppress(SocketUnavailable):
                before, (self._server, self._mine) = self._server, _listening(self._path)
                before.close()

    def _take(self, asked: socket.socket) -> None:
        if not self._room.acquire(blocking=False):
            asked.close()
            return
        try:
            threading.Thread(target=self._answer, args=(asked,), name="pnet answer", daemon=True).start()
        except RuntimeError:
            # The system has no more threads.
            self._room.release()
            asked.close()

    def _answer(self, asked: socket.socket) -> None:
        try:
            # One who asks nonsense, or goes away, harms nobody.
            with asked, suppress(OSError, ValueError):
                if _is_owner(asked):
                    _Talk(asked, self._follower, self._closing).go_on()
        finally:
            self._room.release()


def _listening(path: str) -> tuple[socket.socket, tuple[int, int] | None]:
    """Return a socket that listens at a path, and what tells it from any other there."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        private_folder(os.path.dirname(path))
        with suppress(FileNotFoundError):
            os.unlink(path)
        server.bind(path)
        # Before anybody can ask.
        os.chmod(path, 0o600)
        server.listen(128)
        server.settimeout(MINDED)
        return server, _place(path)
    except OSError as error:
        server.close()
        hint = "; $PNET_RUNTIME names a folder with a shorter path" if len(os.fsencode(path)) > 100 else ""
        raise SocketUnavailable(f"{path}: {error.strerror or error}{hint}") from error


def _place(path: str) -> tuple[int, int] | None:
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def private_folder(folder: str) -> str:
    """Make a folder that is its owner's alone, and return it. Raise OSError where it can't be, or is others' too."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    status = os.lstat(folder)
    # Windows knows no users by number; there a folder of the user's is the user's alone.
    user = os.geteuid() if hasattr(os, "geteuid") else status.st_uid
    if not S_ISDIR(status.st_mode) or status.st_uid != user:
        raise PermissionError(1, "this is not a folder of yours", folder)
    if status.st_mode & 0o077:
        # It is not for us to change that: others may have things of their own there.
        raise PermissionError(1, "others may read or write there; `chmod 700` makes it yours alone", folder)
    return folder


def watcher_pid(root: str) -> int | None:
    """Return the number of the process that watches a vault; None where none answers."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
            asked.settimeout(1)
            asked.connect(socket_path(root))
            question = b"who\0" + os.fsencode(root)
            asked.sendall(len(question).to_bytes(SIZE, sys.byteorder) + question)
            until = time.monotonic() + 1
            head = _exactly(asked, SIZE + SUM, until)
            if head[SIZE:] != _sum(question):
                return None
            # No number is longer.
            return int(_exactly(asked, min(int.from_bytes(head[:SIZE], sys.byteorder), 20), until))
    except (OSError, ValueError, AttributeError):
        return None


class _Talk:
    """One connection. All answers on it are of the moment of its first question."""

    def __init__(self, asked: socket.socket, follower: Refresher, closing: threading.Event) -> None:
        self._asked, self._follower, self._closing = asked, follower, closing
        self._ready: ComputedSnapshot | None = None
        self._odd = b""

    def go_on(self) -> None:
        """Answer until nothing more is asked. Raise OSError or ValueError where that was no question."""
        while question := _received(self._asked):
            if self._ready is not None and question in PARTS:
                answer = self._part(self._ready, question.decode())
            else:
                answer = self._answer(question)
            head = len(answer).to_bytes(SIZE, sys.byteorder) + _sum(question)
            self._asked.sendall(head + answer)
            if not answer:
                return

    def _part(self, ready: ComputedSnapshot, name: str) -> bytes:
        return marshal.dumps(self._odd) if name == "odd" else ready.raw(name)

    def _answer(self, question: bytes) -> bytes:
        """Return an answer; nothing where there is none."""
        word, _, rest = question.partition(b"\0")
        if word == b"who":
            return b"%d" % os.getpid() if os.fsdecode(rest) == self._follower.root else b""
        if word != b"now":
            raise ValueError("this is no question")
        root, device, inode, code, settings = rest.split(b"\0", 4)
        return self._now((os.fsdecode(root), int(device), int(inode), code, settings))

    def _now(self, asked: tuple[str, int, int, bytes, bytes]) -> bytes:
        found = None if self._closing.is_set() else self._follower.vouched(asked, _WITHIN)
        if found is None:
            return b""
        self._ready, facts, self._odd = found
        return marshal.dumps(facts)


def _is_owner(asked: socket.socket) -> bool:
    """Tell whether who asks is the user whose watcher this is; where the system doesn't tell, the folder's mode holds."""
    option = getattr(socket, "SO_PEERCRED", None)
    return option is None or is_from_user(os.geteuid(), asked.getsockopt(socket.SOL_SOCKET, option, 12))


def _sum(question: bytes) -> bytes:
    return crc32(question).to_bytes(SUM, sys.byteorder)


def _received(asked: socket.socket) -> bytes:
    """Return what is asked; nothing where nothing is."""
    # While one waits for the beginning of a question, and for all of it.
    until = time.monotonic() + IDLE
    size = int.from_bytes(_exactly(asked, SIZE, until), sys.byteorder)
    return _exactly(asked, size, until) if size <= LONGEST else b""


def _exactly(asked: socket.socket, size: int, until: float) -> bytes:
    """Return so many bytes, none where whoever asks is gone. Raise TimeoutError where they don't come in time."""
    parts = []
    while size:
        asked.settimeout(max(until - time.monotonic(), 0.001))
        part = asked.recv(size)
        if not part:
            return b""
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
