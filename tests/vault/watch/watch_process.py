"""Runs `pnet watch` as a process for tests, and waits for its output with a limit. Asserts nothing about it."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

PNET = [sys.executable, "-m", "plaintext_network"]
TODAY = "2026-11-24"
PATIENCE = 30.0


def wait_for(true: Callable[[], object]) -> None:
    """Wait until `true` returns true."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.01)


class Watch:
    """A process of `pnet watch`, ready after its first line. `reads` waits for a line."""

    def __init__(
        self,
        root: Path,
        *words: str,
        form: str = "jsonl",
        ready: bool = True,
        environ: Mapping[str, str | None] | None = None,
    ) -> None:
        environment: Mapping[str, str | None] = {**os.environ, "PNET_TODAY": TODAY, **(environ or {})}
        self.process = subprocess.Popen(
            [*PNET, "--vault", str(root), "watch", "--format", form, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={name: value for name, value in environment.items() if value is not None},
        )
        self.lines: list[str] = []
        self.aside: list[str] = []
        self._come: queue.Queue[str] = queue.Queue()
        self._readers = [
            threading.Thread(target=self._read, args=(self.process.stdout, self.lines, self._come)),
            threading.Thread(target=self._read, args=(self.process.stderr, self.aside, None)),
        ]
        for reader in self._readers:
            reader.start()
        if ready:
            self.reads("watching")

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.ended()

    def reads(self, text: str) -> str:
        """Wait for a line with this text, and return it."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                line = self._come.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"{text!r} was not printed, but {self.lines}, {self.aside}") from None
            if text in line:
                return line

    def event(self, kind: str) -> dict[str, Any]:
        """Wait for an event of a kind, and return it."""
        event: dict[str, Any] = json.loads(self.reads(f'"event": "{kind}"'))
        return event

    def ended(self) -> int:
        """Wait until it has ended, and return its status."""
        status = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        return status

    def signals(self, number: int) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    @staticmethod
    def _read(stream: Any, into: list[str], come: "queue.Queue[str] | None") -> None:
        for line in iter(stream.readline, b""):
            text = line.decode("utf-8", "replace").rstrip("\n")
            into.append(text)
            if come:
                come.put(text)
