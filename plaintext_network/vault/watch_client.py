"""Owns asking a watcher: whether one follows this vault now, and what it says. Imports next to nothing; guesses nothing.

A watcher answers of the vault as it is when it is asked, or not at all; then whoever asked looks for himself.
"""

import marshal
import os
import sys
import time
from binascii import crc32
from stat import S_ISSOCK

from plaintext_network.vault.config.user_folders import runtime_folder

# Named here rather than imported: only annotations want `typing`, and every command passes here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from _socket import socket
    from collections.abc import Mapping
    from typing import Any

    from plaintext_network.vault.files.fingerprints import Packed

PATIENCE = 0.2  # seconds until a command looks for itself
MORE = 1.0  # seconds for what a watcher has said that it has
# What a watcher that is gone, hangs or talks nonsense gives.
NO_ANSWER = (OSError, ValueError, TypeError, EOFError, MemoryError)
# Before a message: its length; and before an answer what it answers, too.
SIZE, SUM = 4, 4


def socket_path(root: str) -> str:
    """Return where the watcher of a vault listens; `root` is a real path. Two vaults may share it, if by chance.

    The name is short: a socket's path must not be longer than about a hundred bytes.
    """
    return os.path.join(runtime_folder(), f"{crc32(os.fsencode(root)):08x}.sock")


class ServedSnapshot:
    """What a watcher says of a vault at one moment; `facts` and `part` are as those of what is kept in a file."""

    __slots__ = ("_talk", "facts")

    def __init__(self, talk: "_Talk", facts: "Mapping[str, Any]") -> None:
        self._talk, self.facts = talk, facts

    def part(self, name: str) -> "Any":
        """Return one of the long values. Raises one of SILENT where the watcher is gone."""
        return marshal.loads(self.raw(name))  # noqa: S302

    def raw(self, name: str) -> bytes:
        """Return one of the long values as it is kept."""
        return self._talk.asked(name.encode(), MORE)

    def listing(self) -> "Packed":
        """Raise ValueError: what a watcher knows of the files it keeps to itself."""
        raise ValueError("a watcher tells no listing")


def ask_watcher(root: str, code: bytes, settings: bytes) -> ServedSnapshot | None:
    """Return what the watcher of a vault says of it now; None where none answers in time.

    It must be of this very version (`code`), follow these settings, and belong to the user of this process.
    """
    path = socket_path(root)
    try:
        status = os.lstat(path)
        # Whoever else may write there could say anything.
        if not S_ISSOCK(status.st_mode) or status.st_uid != os.geteuid():
            return None
        place = os.stat(root)
        talk = _Talk(_connected(path))
        facts = marshal.loads(talk.asked(snapshot_request(root, place, code, settings), PATIENCE))  # noqa: S302
    except (AttributeError, ImportError, *NO_ANSWER):
        # A platform without users or such sockets has no watcher that could be asked.
        return None
    wanted = {"code": code, "root": root, "settings": settings}
    same = isinstance(facts, dict) and all(facts.get(name) == value for name, value in wanted.items())
    return ServedSnapshot(talk, facts) if same else None


def snapshot_request(root: str, place: os.stat_result, code: bytes, settings: bytes) -> bytes:
    """Return what a watcher is asked; the settings come last, since they may hold any byte."""
    return b"\0".join((b"now", os.fsencode(root), b"%d" % place.st_dev, b"%d" % place.st_ino, code, settings))


def is_from_user(user: int, credentials: bytes) -> bool:
    """Tell whether who is at the other end, as SO_PEERCRED has it (unix(7): process, user and group), is this user."""
    return int.from_bytes(credentials[4:8], sys.byteorder) == user


def _connected(path: str) -> "socket":
    # The part in C alone: with `socket` comes `selectors`, and both together cost a fifth of a bare interpreter.
    import _socket

    talk = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        talk.settimeout(PATIENCE)
        talk.connect(path)
        # Where the system doesn't tell, the owner of the path must do.
        option = getattr(_socket, "SO_PEERCRED", None)
        if option is None or is_from_user(os.geteuid(), talk.getsockopt(_socket.SOL_SOCKET, option, 12)):
            return talk
        raise PermissionError(1, "another user answers", path)
    except BaseException:
        talk.close()
        raise


class _Talk:
    """A connection to a watcher, which answers one question after the other from one moment."""

    __slots__ = ("_socket",)

    def __init__(self, connected: "socket") -> None:
        self._socket = connected

    def __del__(self) -> None:
        self._socket.close()

    def asked(self, snapshot_request: bytes, patience: float) -> bytes:
        """Send a question and return the answer. Raises one of SILENT where none comes in so many seconds."""
        until = time.monotonic() + patience
        self._socket.settimeout(patience)
        self._socket.sendall(len(snapshot_request).to_bytes(SIZE, sys.byteorder) + snapshot_request)
        head = self._received(SIZE + SUM, until)
        if head[SIZE:] != crc32(snapshot_request).to_bytes(SUM, sys.byteorder):
            raise ValueError("this answers another question")
        return self._received(int.from_bytes(head[:SIZE], sys.byteorder), until)

    def _received(self, size: int, until: float) -> bytes:
        parts = []
        while size:
            # Whoever sends byte by byte must be done in time, too.
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._socket.settimeout(left)
            part = self._socket.recv(min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
