"""Owns who writes into a vault: one process at a time. Waits for its turn, and not for ever; writes nothing there itself."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from plaintext_network.errors import VaultBusy, WriteFailed
from plaintext_network.vault.beneath import beneath
from plaintext_network.vault.codec import Unusable
from plaintext_network.vault.database import Busy, hold
from plaintext_network.vault.journal import folder_of

PATIENCE = 60.0
_SHORTEST, _SHORT, _LONGEST = 0.002, 0.04, 0.5  # seconds between two tries


@contextmanager
def writing(
    root: str, patience: float = PATIENCE, waiting: Callable[[float], None] | None = None
) -> Iterator[None]:
    """Be the one process that writes into a vault, or wait for that; `waiting` is told the seconds gone so far.

    Raise VaultBusy when another stays that for so many seconds and writes nothing, WriteFailed where no write could be
    remembered. Whoever has it and asks again waits for itself.
    """
    folder = folder_of(os.path.realpath(root))
    try:
        _make(folder)
    except OSError as error:
        raise WriteFailed(folder, error.strerror or str(error)) from error
    lock = os.path.join(folder, "lock")
    began = quiet = time.monotonic()
    seen = _last_write(folder)
    while True:
        try:
            held = hold(lock, patience=0)
            break
        except Busy as error:
            now = time.monotonic()
            # In a long queue somebody writes all the while; only one that stands still is given up.
            if (last := _last_write(folder)) != seen:
                seen, quiet = last, now
            if now - quiet >= patience:
                raise VaultBusy(root, now - quiet) from error
            waited = now - began
        except Unusable as error:
            raise WriteFailed(lock, error.reason) from error
        if waiting:
            waiting(waited)
        # Here, and not in SQLite, so that Ctrl-C ends it; by chance, so that of many none is always too late; and longer
        # the longer it takes, so that those who wait leave the machine to those who write.
        longest = min(_LONGEST, _SHORT + waited / 8)
        time.sleep(_SHORTEST + (longest - _SHORTEST) * os.urandom(1)[0] / 255)
    try:
        yield
    finally:
        held.close()


def _last_write(folder: str) -> int:
    """Return what differs once another write was remembered."""
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0


def _make(folder: str) -> None:
    """Make the folder, its owner's alone, to outlast a crash."""
    missing = []
    while not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for each in reversed(missing):
        above, name = os.path.split(each)
        with beneath(above) as place:
            place.make_folder(name, 0o700)
            place.sync()
