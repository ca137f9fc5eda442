"""Drives a headless Chromium through the DevTools protocol. Knows nothing about pages: `tab.py` looks at one."""

import json
import os
import select
import shutil
import signal
import subprocess
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self

from tests.report.fonts import font_settings

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    # It asks nobody for anything but what the page asks for.
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    # Any two machines draw the same.
    "--disable-gpu",
    "--disable-lcd-text",
    "--disable-skia-runtime-opts",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--lang=en-GB",
)
# A busy machine may be slow; what takes longer than this never comes.
PATIENCE = 60.0


class Refused(Exception):
    """Chromium could not do what was called for, for instance because the page has gone."""


class Event(NamedTuple):
    """What Chromium reported unasked: a name such as `Network.requestWillBeSent`, and its parameters."""

    name: str
    parameters: dict[str, Any]


class Browser:
    """A headless Chromium with an empty profile. It ends with the `with`, and if this process ends."""

    def __init__(self, folder: Path) -> None:
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        assert program, "Chromium is not installed"
        self._events: defaultdict[str | None, list[Event]] = defaultdict(list)
        self._unread, self._calls = b"", 0
        commands, self._write = os.pipe()
        self._read, answers = os.pipe()
        with (folder / "chromium.log").open("wb") as log:
            self._process = subprocess.Popen(
                [
                    "bash",
                    "-c",
                    # It reads commands from its file descriptor 3 and writes to 4. If ours close, it ends.
                    f'exec "$0" "$@" 3<&{commands} 4>&{answers}',
                    program,
                    *OPTIONS,
                    *(["--no-sandbox"] if os.geteuid() == 0 else []),
                    f"--user-data-dir={folder / 'profile'}",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "FONTCONFIG_FILE": str(font_settings(folder)), "TZ": "UTC"},
                pass_fds=(commands, answers),
                start_new_session=True,
            )
        os.close(commands)
        os.close(answers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self._write)
        os.close(self._read)
        try:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        finally:
            # Its renderers are of its session, and may outlive it.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol, in a tab's session or the browser, and return its result. Raises Refused."""
        self._calls += 1
        number = self._calls
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self._message(deadline, method)
            if answer.get("id") == number:
                if "error" in answer:
                    raise Refused(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self._take(answer)

    def events(self, session: str) -> list[Event]:
        """Return what Chromium has reported of a tab so far; the list grows."""
        return self._events[session]

    def wait_for(self, name: str, session: str, since: int = 0) -> Event:
        """Return the first event with this name in a tab, from the event with the number `since` on."""
        deadline = time.monotonic() + PATIENCE
        events = self._events[session]
        while True:
            found = next((event for event in events[since:] if event.name == name), None)
            if found:
                return found
            since = len(events)
            self._take(self._message(deadline, name))

    def _take(self, message: dict[str, Any]) -> None:
        if "method" in message:
            self._events[message.get("sessionId")].append(Event(message["method"], message["params"]))

    def _message(self, deadline: float, awaited: str) -> dict[str, Any]:
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._read], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"Chromium did not answer: {awaited}"
            received = os.read(self._read, 1 << 20)
            assert received, f"Chromium has ended: {awaited}"
            self._unread += received
        line, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message
