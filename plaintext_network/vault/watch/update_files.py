"""Updates files made from the vault in a separate thread. Knows no format."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import date

from plaintext_network.errors import PnetError
from plaintext_network.named_tuples import NamedTuple

# In seconds. Write once nothing has changed for this time, and at the latest this long after the first change.
QUIET, LONGEST = 2.0, 20.0
# In seconds between tries after a failure: no event reports that a disk has room again.
RETRY = 60.0
# Without a change, write again after this time: somebody may have deleted the file.
_TURN = 3600.0

# Waits until the moment differs from the first argument, the second returns true, or that many seconds have passed.
WaitForChange = Callable[[bytes, Callable[[], bool], float], bytes]


class WatcherFile(NamedTuple):
    """A file to keep up to date, as `write` writes it on a day. `noun` is what a message calls it, such as `calendar`.

    `pause` is the least number of seconds between two writes.
    """

    path: str
    noun: str
    write: Callable[[date], object]
    pause: float = 0.0


class _Try(NamedTuple):
    """The last try to write a file: the moment of the vault, the time, and whether it succeeded."""

    moment: bytes
    at: float
    succeeded: bool


class FileUpdater:
    """Writes files whenever an answer may have changed, until it is closed.

    `wait` returns the key of the present moment: see `Refresher.wait_for_change`. `wake` ends that wait, and `today` returns
    the day. Calls `on_failure`, from another thread, once for each kind of failure, and then tries again.
    """

    def __init__(
        self,
        files: Sequence[WatcherFile],
        wait: WaitForChange,
        wake: Callable[[], None],
        today: Callable[[], date],
        on_failure: Callable[[str], None],
    ) -> None:
        self._files = tuple(files)
        self._wait, self._wake, self._today, self._on_failure = wait, wake, today, on_failure
        self._failed: dict[str, str] = {}
        self._tries: dict[str, _Try] = {}
        self._closing = threading.Event()
        # A daemon, so that no file keeps this process from ending.
        self._thread = threading.Thread(target=self._work, name="pnet files", daemon=True)
        self._thread.start()

    def close(self, timeout: float = 5.0) -> None:
        """Begin no other file, and wait for the present one."""
        self._closing.set()
        self._wake()
        self._thread.join(timeout)

    def _work(self) -> None:
        moment = self._wait(b"", self._closing.is_set, _TURN)
        while not self._closing.is_set():
            moment = self._wait_until_quiet(moment)
            # None: the vault is unreadable just now.
            patience = self._write_all(moment) if moment else _TURN
            moment = self._wait(moment, self._closing.is_set, patience)

    def _wait_until_quiet(self, moment: bytes) -> bytes:
        """Return the moment once it has stayed the same for a while."""
        waited = 0.0
        while waited < LONGEST and not self._closing.is_set():
            following = self._wait(moment, self._closing.is_set, QUIET)
            if following == moment:
                break
            moment, waited = following, waited + QUIET / 2
        return moment

    def _write_all(self, moment: bytes) -> float:
        """Write each file whose time has come, and return how long until the next one's, if nothing changes."""
        for file in self._files:
            if self._closing.is_set():
                break
            if self._seconds_until(file, moment) <= 0:
                # A failed file must not delay the others.
                succeeded = self._write(file)
                self._tries[file.path] = _Try(moment, time.monotonic(), succeeded)
        return min((self._seconds_until(file, moment) for file in self._files), default=_TURN)

    def _seconds_until(self, file: WatcherFile, moment: bytes) -> float:
        last = self._tries.get(file.path)
        if last is None:
            return 0.0
        length = file.pause if last.moment != moment else _TURN if last.succeeded else RETRY
        return max(0.0, last.at + length - time.monotonic())

    def _write(self, file: WatcherFile) -> bool:
        try:
            file.write(self._today())
        except (PnetError, OSError) as error:
            text = f"the {file.noun} is not up to date: {error}"
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a file, the watch continues
            text = f"the {file.noun} {file.path} is not up to date: {type(error).__name__}: {error}"
        else:
            self._failed.pop(file.path, None)
            return True
        if self._failed.get(file.path) != text:
            self._failed[file.path] = text
            self._on_failure(text)
        return False
