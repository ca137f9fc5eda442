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
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.cache.locations import open_regular, records_folder, replace_file
from plaintext_network.vault.transaction.transaction import was_undone

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

VERSION = 1
# Replaces the name of a write, or precedes it if the run that declined also wrote: one undo reverts both.
DECLINED = "declined"
_MOST_BYTES = 64 << 20
_WRONG = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


class SourceDays(NamedTuple):
    """From which day a source is read next, in ISO 8601, and by which write; if that is undone, from the day `before`, "" for none."""

    since: str
    before: str = ""
    write: str = ""


class TouchMemory:
    """What is remembered of one vault: the answers by key, and the day from which each source is read next."""

    def __init__(
        self,
        root: str,
        answers: Mapping[str, str] | None = None,
        sources: Mapping[str, SourceDays] | None = None,
    ) -> None:
        self._root = root
        self._answers, self._sources = dict(answers or {}), dict(sources or {})
        self._undone: dict[str, bool] = {}

    def has(self, key: str) -> bool:
        """Return whether the user has declined or accepted a proposal, and not undone that."""
        answer = self._answers.get(key)
        if answer is None:
            return False
        write = answer.removeprefix(DECLINED).strip()
        return not (write and self._was_undone(write))

    def is_declined(self, key: str) -> bool:
        """Return whether the user has declined a proposal, and not undone that."""
        return self._answers.get(key, "").startswith(DECLINED) and self.has(key)

    def was_logged(self, keys: Collection[str]) -> bool:
        """Return whether a run logged a proposal with these keys, and nobody undid that."""
        return bool(keys) and all(self.has(key) and not self.is_declined(key) for key in keys)

    def since(self, source: str) -> date | None:
        """Return the day from which to read a source again; None for a new one."""
        try:
            return date.fromisoformat(self._since(source))
        except ValueError:
            return None

    def _since(self, source: str) -> str:
        known = self._sources.get(source, SourceDays(""))
        return known.before if known.write and self._was_undone(known.write) else known.since

    def decline(self, keys: Iterable[str], write: str = "") -> None:
        """Remember that proposals with these keys were declined, with the write of the same run, if it wrote."""
        self._answers.update(dict.fromkeys(keys, f"{DECLINED} {write}".strip()))

    def accept(self, keys: Iterable[str], write: str) -> None:
        """Remember the write by which proposals with these keys were logged."""
        self._answers.update(dict.fromkeys(keys, write))

    def read(
        self, sources: Iterable[ReadSource], day: date, open_days: Sequence[str], write: str = ""
    ) -> None:
        """Remember that sources were read on a day, so that the next run goes on from there.

        It goes on from the first day with a proposal that still waits for an answer, and reads three days again in any case: mail
        can arrive late. A run that began later than the last one ended leaves a gap, and so changes nothing.
        """
        next_day = min([*open_days, (day - timedelta(3)).isoformat()])
        for key, since in sources:
            known = self._since(key)
            if not known or since <= known:
                self._sources[key] = SourceDays(next_day, min(known or since, since) if write else "", write)

    def store(self) -> bool:
        """Store everything, and return whether that worked. If not, the old file stays."""
        path = _file(self._root)
        sources = {key: list(days) for key, days in self._sources.items()}
        stored = {"version": VERSION, "answers": self._answers, "sources": sources}
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
        sources = {str(key): SourceDays(*map(str, days)) for key, days in stored["sources"].items()}
        answers = {str(key): str(value) for key, value in stored["answers"].items()}
        return TouchMemory(root, answers, sources)
    except (OSError, *_WRONG):
        return TouchMemory(root)


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits for texts, which don't show them."""
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _file(root: str) -> str:
    return os.path.join(records_folder(root), "touches.json")
