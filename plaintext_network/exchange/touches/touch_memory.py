"""Remembers which proposals the user has answered, and up to which day each source was read. Stores digests, and no contents.

The file is beside the records of a vault's writes. Without it, only what the user has declined is proposed again.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from plaintext_network.exchange.touches.touch_plan import ReadSource
from plaintext_network.vault.cache.locations import open_regular, records_folder, replace_file
from plaintext_network.vault.transaction.transaction import was_undone

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VERSION = 1
# The answer in place of the name of a write.
DECLINED = "declined"
_MOST_BYTES = 64 << 20
_WRONG = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


class TouchMemory:
    """What is remembered of one vault: the answers by key, and the day from which each source is read next."""

    def __init__(
        self, root: str, answers: Mapping[str, str] | None = None, sources: Mapping[str, str] | None = None
    ) -> None:
        self._root = root
        self._answers, self._sources = dict(answers or {}), dict(sources or {})
        self._undone: dict[str, bool] = {}

    def has(self, key: str) -> bool:
        """Return whether the user has declined a proposal, or has accepted it and not undone that."""
        answer = self._answers.get(key)
        return answer is not None and (answer == DECLINED or not self._was_undone(answer))

    def is_declined(self, key: str) -> bool:
        """Return whether the user has declined a proposal."""
        return self._answers.get(key) == DECLINED

    def since(self, source: str) -> date | None:
        """Return the day from which to read a source again; None for a new one."""
        try:
            return date.fromisoformat(self._sources[source])
        except (KeyError, ValueError):
            return None

    def decline(self, keys: Iterable[str]) -> None:
        """Remember that proposals with these keys were declined."""
        self._answers.update(dict.fromkeys(keys, DECLINED))

    def accept(self, keys: Iterable[str], write: str) -> None:
        """Remember the write by which proposals with these keys were logged."""
        self._answers.update(dict.fromkeys(keys, write))

    def read(self, sources: Iterable[ReadSource]) -> None:
        """Remember up to which day sources were read."""
        self._sources.update((source.key, source.since) for source in sources)

    def store(self) -> bool:
        """Store everything, and return whether that worked. If not, the old file stays."""
        path = _file(self._root)
        stored = {"version": VERSION, "answers": self._answers, "sources": self._sources}
        with suppress(OSError):
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            replace_file(path, [json.dumps(stored).encode()])
            return True
        return False

    def _was_undone(self, write: str) -> bool:
        if write not in self._undone:
            self._undone[write] = was_undone(self._root, write)
        return self._undone[write]


def load_memory(root: str) -> TouchMemory:
    """Return what is remembered of a vault; nothing if the file is missing or damaged."""
    try:
        with open_regular(_file(root)) as file:
            if os.fstat(file.fileno()).st_size > _MOST_BYTES:
                return TouchMemory(root)
            stored: Any = json.loads(file.read())
        if stored["version"] != VERSION:
            return TouchMemory(root)
        return TouchMemory(root, _texts(stored["answers"]), _texts(stored["sources"]))
    except (OSError, *_WRONG):
        return TouchMemory(root)


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits for texts, which don't show them."""
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_until(source: str, today: date, open_days: Iterable[str]) -> ReadSource:
    """Return what to remember of a source: the next run reads from the first day that still waits for an answer.

    It reads three days again in any case, as mail can arrive late.
    """
    return ReadSource(source, min([*open_days, (today - timedelta(3)).isoformat()]))


def _file(root: str) -> str:
    return os.path.join(records_folder(root), "touches.json")


def _texts(stored: Mapping[Any, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in stored.items()}
