"""Remembers when the user last looked at each topic of a vault, outside the vault. Decides nothing about what is new."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import date
from tempfile import mkstemp

from plaintext_network.network.reports.topics.looks import Look
from plaintext_network.vault.cache.locations import cache_base
from plaintext_network.vault.config.user_folders import state_folder

# Topics to remember, the latest ones; and what is remembered of one day.
MOST, MOST_SEEN = 1000, 1000


class TopicLooks:
    """The last two days on which the user looked at each topic, by `topic_key`.

    The latest look before today decides what is new, so that everything stays new for the rest of the day. A missing or
    damaged file means that the user has not looked yet.
    """

    def __init__(self, root: str) -> None:
        self._root = os.path.realpath(root)
        self._file = os.path.join(
            state_folder(), "topics", f"{os.path.basename(cache_base(self._root))}.json"
        )
        self._looks: dict[str, list[Look]] | None = None

    def before(self, key: str, today: date) -> Look | None:
        """Return the latest look at a topic before a day; None if there is none."""
        earlier = [look for look in self._read().get(key, ()) if look.day < today]
        return max(earlier, default=None, key=lambda look: look.day)

    def record(self, key: str, look: Look) -> None:
        """Remember a look, unless a later one is known. A file that can't be written is no error."""
        # Another terminal may have looked meanwhile.
        self._looks = None
        looks = self._read()
        known = looks.get(key, [])
        latest = known[-1] if known else None
        if latest and latest.day > look.day:
            return
        if latest and latest.day == look.day:
            look = Look(look.day, latest.seen | look.seen)
            known = known[:-1]
        looks.pop(key, None)
        # Last, as the latest one.
        looks[key] = [*known[-1:], look]
        with suppress(OSError):
            self._write(dict(list(looks.items())[-MOST:]))

    def _read(self) -> dict[str, list[Look]]:
        if self._looks is None:
            try:
                with open(self._file, encoding="utf-8") as file:
                    self._looks = self._parsed(json.load(file))
            except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
                self._looks = {}
        return self._looks

    def _parsed(self, stored: dict[str, object]) -> dict[str, list[Look]]:
        # Two vaults may share a file by chance.
        if stored["vault"] != self._root:
            return {}
        topics = stored["topics"]
        if not isinstance(topics, dict):
            raise TypeError
        return {
            str(key): sorted(
                (Look(date.fromisoformat(day), frozenset(map(int, seen))) for day, seen in looks),
                key=lambda look: look.day,
            )
            for key, looks in topics.items()
        }

    def _write(self, looks: dict[str, list[Look]]) -> None:
        topics = {
            key: [[look.day.isoformat(), sorted(look.seen)[:MOST_SEEN]] for look in each]
            for key, each in looks.items()
        }
        folder = os.path.dirname(self._file)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        descriptor, draft = mkstemp(".tmp", "looks", folder)
        try:
            with open(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
                json.dump({"vault": self._root, "topics": topics}, file)
            os.replace(draft, self._file)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
