"""Prints again what a sync said that had nothing to do, while nothing has changed. Plans nothing, and imports little."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from plaintext_network.exchange.sync.find_sync import sync_folder
from plaintext_network.exchange.sync.memory.idle_sync import find_idle, remember_idle
from plaintext_network.exchange.sync.sync_base import sync_base_file

if TYPE_CHECKING:
    from plaintext_network.cli.session import Session
    from plaintext_network.cli.sync_summary import SyncSummary
    from plaintext_network.exchange.sync.run_sync import PreparedSync
    from plaintext_network.records.record_types import Record
    from plaintext_network.vault.config.sync_settings import SyncSettings


class IdleSummary:
    """The summary of a sync that has nothing to do, as a `SyncSummary` gave it."""

    status = 0

    def __init__(self, session: Session, name: str, counts: str, record: Record) -> None:
        self._screen, self._name, self._counts, self._record = session.screen, name, counts, record

    def print(self) -> None:
        """Print the summary as text."""
        self._screen.print(("heading", self._name), f": {self._counts}")

    def record(self) -> Record:
        """Return the summary for programs."""
        return self._record


def idle_summary(session: Session, settings: SyncSettings) -> IdleSummary | None:
    """Return the summary of a sync that still has nothing to do; None if that is not known."""
    root = session.notebook.root
    folder = os.path.realpath(sync_folder(session.notebook, settings))
    found = find_idle(session.notebook, settings, folder)
    if found is None:
        return None
    # When it ran last, also if nothing changed.
    with suppress(OSError):
        os.utime(sync_base_file(root, settings.name))
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return IdleSummary(session, settings.name, found["counts"], {**found["record"], "last_synced": now})


def remember(session: Session, prepared: PreparedSync, summary: SyncSummary) -> None:
    """Remember the summary of a sync that has nothing to do."""
    answer = {"counts": summary.counts, "record": summary.record()}
    remember_idle(session.notebook, prepared.settings, prepared.folder, answer)
