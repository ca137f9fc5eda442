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
_SHORTEST, _LONGEST = 0.002, 0.04  # seconds between two tries


@contextmanager
def writing(
    root: str, patience: float = PATIENCE, waiting: Callable[[float], None] | None = None
) -> Iterator[None]:
    """Be the one process that writes into a vault, or wait so many seconds for that; `waiting` is told those gone so far.

    Raise VaultBusy when another stays that for too long, WriteFailed where no write could be remembered. Whoever has it and
    asks again waits for itself.
    """
    folder = folder_of(os.path.realpath(root))
    try:
        _make(folder)
    except OSError as error:
        raise WriteFailed(folder, error.strerror or str(error)) from error
    lock = os.path.join(folder, "lock")
    began = time.monotonic()
    while True:
        try:
            held = hold(lock, patience=0)
            break
        except Busy as error:
            waited = time.monotonic() - began
            if waited >= patience:
                raise VaultBusy(root, waited) from error
        except Unusable as error:
            raise WriteFailed(lock, error.reason) from error
        if waiting:
            waiting(waited)
        # Here, and not in SQLite, so that Ctrl-C ends it; by chance, so that of many none is always too late.
        time.sleep(_SHORTEST + (_LONGEST - _SHORTEST) * os.urandom(1)[0] / 255)
    try:
        yield
    finally:
        held.close()


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
