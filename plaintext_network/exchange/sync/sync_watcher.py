"""Runs the syncs of `pnet watch` when notes or cards change. Plans no sync itself.

Cards are compared by their fingerprints at an interval: a folder of cards is flat and small, may be on another file system
than the vault, and a look at 1,000 cards takes a few milliseconds. So it needs no events, whose order the watcher relies on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from plaintext_network.errors import PnetError
from plaintext_network.exchange.errors import SyncBusy
from plaintext_network.exchange.sync.find_sync import sync_folder
from plaintext_network.exchange.sync.folder.folder_listing import list_folder
from plaintext_network.exchange.sync.open_sync import open_sync
from plaintext_network.exchange.sync.run_sync import PreparedSync, prepare_sync, run_sync
from plaintext_network.exchange.sync.writing.apply_sync import SyncResult
from plaintext_network.vault.config.sync_settings import SyncSettings
from plaintext_network.vault.notebook import Notebook

# In seconds. Run once neither notes nor cards have changed for this time: an editor, or a program such as vdirsyncer, writes
# several files one after the other. Cards are compared at the same interval.
QUIET = 2.0
# Comparing cards may take this part of one core.
MAX_LOAD = 0.01
# A sync that wrote something waits longer before it writes again, up to this time: two sides that never agree, as a value that
# another program changes back each time, must not keep a disk busy.
LONGEST_PAUSE = 60.0

# How long to wait for a change while no sync has `watch = true`.
_IDLE = 3600.0

# Waits until the moment differs from the first argument, the second returns true, or that many seconds have passed.
WaitForChange = Callable[[bytes, Callable[[], bool], float], bytes]
# What a sync did, or would need the user for; the result is None if it was refused.
OnRun = Callable[[PreparedSync, SyncResult | None], None]
Cards = Mapping[str, tuple[int, int, int, int]]


class SyncWatcher:
    """Runs the syncs that have `watch = true` whenever notes or cards have changed, until `closing` is set.

    It never removes a card: its runs have no option for that. `wait` returns the key of the present moment: see
    `Refresher.wait_for_change`. Whoever sets `closing` ends that wait. `today` returns the day. Calls `on_run` after each run,
    and `on_failure` with a sync's name and a sentence, once for each kind of failure. A failure ends nothing.
    """

    def __init__(
        self,
        root: str,
        wait: WaitForChange,
        closing: threading.Event,
        today: Callable[[], date],
        on_run: OnRun,
        on_failure: Callable[[str, str], None],
    ) -> None:
        self._root = root
        self._wait, self._closing, self._today = wait, closing, today
        self._on_run, self._on_failure = on_run, on_failure
        self._failed: dict[str, str] = {}
        # What each sync saw last: the moment and the cards before it ran. What it wrote itself differs from that, so that it
        # compares once more, and finds nothing to write.
        self._seen: dict[str, tuple[bytes, Cards | None]] = {}
        self._pauses: dict[str, tuple[float, float]] = {}

    def run(self) -> None:
        """Run until `closing` is set."""
        moment = self._wait(b"", self._closing.is_set, QUIET)
        syncs: Sequence[SyncSettings] = ()
        settings_of = b""
        before: dict[str, Cards | None] = {}
        took = 0.0
        while not self._closing.is_set():
            if moment and moment != settings_of:
                # The key of a moment covers the settings.
                syncs, settings_of = self._watched(), moment
            began = time.monotonic()
            cards = {each.name: self._cards(each) for each in syncs}
            took = time.monotonic() - began
            for settings in syncs:
                now = (moment, cards[settings.name])
                is_quiet = before.get(settings.name, now[1]) == now[1]
                if (
                    moment
                    and is_quiet
                    and self._seen.get(settings.name) != now
                    and not self._pauses_now(settings)
                ):
                    self._seen[settings.name] = now
                    self._run(settings)
                if self._closing.is_set():
                    return
            before = cards
            patience = max(QUIET, took / MAX_LOAD) if syncs else _IDLE
            following = self._wait(moment, self._closing.is_set, patience)
            if following != moment and not self._closing.is_set():
                following = self._wait_until_quiet(following)
            moment = following

    def _wait_until_quiet(self, moment: bytes) -> bytes:
        """Return the moment once it has stayed the same for a while."""
        for _ in range(10):
            following = self._wait(moment, self._closing.is_set, QUIET)
            if following == moment or self._closing.is_set():
                break
            moment = following
        return moment

    def _watched(self) -> Sequence[SyncSettings]:
        try:
            return [each for each in Notebook(self._root, self._today()).settings.syncs if each.watch]
        except (PnetError, OSError):
            # The watcher itself reports what is wrong with the settings.
            return ()

    def _cards(self, settings: SyncSettings) -> Cards | None:
        """Return the fingerprints of the cards of a sync; None if the folder can't be read."""
        try:
            return list_folder(sync_folder(Notebook(self._root, self._today()), settings)).cards
        except OSError:
            return None

    def _pauses_now(self, settings: SyncSettings) -> bool:
        pause, last = self._pauses.get(settings.name, (0.0, 0.0))
        return time.monotonic() < last + pause

    def _run(self, settings: SyncSettings) -> None:
        try:
            wrote = self._carry_out(settings)
        except SyncBusy:
            # Another pnet runs it, perhaps as things were before.
            self._seen.pop(settings.name, None)
            return
        except (PnetError, OSError) as error:
            self._fail(settings.name, str(error).partition("\n")[0])
            return
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a sync, the watch continues
            self._fail(settings.name, f"{type(error).__name__}: {error}")
            return
        self._failed.pop(settings.name, None)
        if wrote:
            now = time.monotonic()
            pause, last = self._pauses.get(settings.name, (0.0, 0.0))
            is_again = now - last < 2 * LONGEST_PAUSE
            self._pauses[settings.name] = (min(2 * pause + 1 if is_again else 0.0, LONGEST_PAUSE), now)

    def _carry_out(self, settings: SyncSettings) -> bool:
        """Run a sync, and return whether it wrote something."""
        notebook = Notebook(self._root, self._today())
        with open_sync(notebook, settings):
            prepared = prepare_sync(notebook, settings)
            if prepared.plan.refusal:
                self._on_run(prepared, None)
                return False
            result = run_sync(notebook, prepared)
        self._on_run(prepared, result)
        return bool(result.cards_written or result.cards_removed or result.notes_written)

    def _fail(self, name: str, text: str) -> None:
        if self._failed.get(name) != text:
            self._failed[name] = text
            self._on_failure(name, text)
