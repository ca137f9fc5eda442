"""Owns what of notifications is remembered between runs: a file beside the vault's writes. What is damaged counts as none."""

import json
import os
from datetime import date

from plaintext_network.network.due.notifications import Shown
from plaintext_network.vault.cache.locations import open_regular, write_whole
from plaintext_network.vault.transaction.pending import folder_of

FILE = "shown.json"
_MOST = 1 << 20


def load_shown(root: str) -> Shown:
    """Return what was shown of a vault; `root` is a real path. A file that is not as it was written says nothing."""
    try:
        with open_regular(_path(root)) as file:
            found = json.loads(file.read(_MOST))
        keys = frozenset(map(tuple, found["promises"]))
        if not all(isinstance(part, str) for key in keys for part in key):
            return Shown()
        return Shown(date.fromisoformat(found["day"]) if found["day"] is not None else None, keys)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return Shown()


def keep_shown(root: str, shown: Shown) -> None:
    """Keep what was shown; what only waits to be told is not kept. Raise OSError."""
    path = _path(root)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    kept = {"day": shown.day and shown.day.isoformat(), "promises": sorted(shown.promises)}
    # In ASCII: the path of a note may hold bytes that are no text.
    write_whole(path, [json.dumps(kept).encode("ascii")])


def _path(root: str) -> str:
    return os.path.join(folder_of(root), FILE)
