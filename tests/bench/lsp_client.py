"""Speaks to a language server as an editor does, and times its answers. Knows no server."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

# Seconds after which a server counts as stuck.
PATIENCE = 300.0
Answer = Callable[[Any], object]


class Client:
    """One server and the editor that started it. `answers` are those to requests of the server; it gets null for the others."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environ: Mapping[str, str] | None = None,
        answers: Mapping[str, Answer] | None = None,
    ) -> None:
        self.folder, self._answers_of_editor = folder, answers or {}
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._number = 0
        self._arrived = threading.Condition()
        self._answers: dict[Any, tuple[float, dict[str, Any]]] = {}
        # What was published last for each document: when, of which version, and how many problems.
        self.published: dict[str, tuple[float, int | None, int]] = {}
        self._versions: dict[str, int] = {}
        self.errors = b""
        for work in (self._read, self._read_errors):
            threading.Thread(target=work, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    # Messages

    def send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method: str, **params: Any) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> int:
        """Send a request and return its number."""
        self._number += 1
        self.send({"id": self._number, "method": method, "params": params})
        return self._number

    def answer(self, number: int) -> tuple[float, Any]:
        """Wait for an answer; return the time when it arrived, and the result."""
        with self._arrived:
            self._arrived.wait_for(lambda: number in self._answers or self._is_gone(), PATIENCE)
            if number not in self._answers:
                raise RuntimeError(f"no answer: {self.process.poll()}, {self.errors.decode()[-2000:]}")
            when, answer = self._answers.pop(number)
        if "error" in answer:
            raise RuntimeError(str(answer["error"]))
        return when, answer["result"]

    def request(self, method: str, **params: Any) -> Any:
        """Send a request and return its result."""
        return self.answer(self.ask(method, **params))[1]

    def timed(self, method: str, **params: Any) -> tuple[float, Any]:
        """Send a request; return the seconds until its answer, and the result."""
        began = time.perf_counter()
        when, result = self.answer(self.ask(method, **params))
        return when - began, result

    def _is_gone(self) -> bool:
        return self.process.poll() is not None

    def _read(self) -> None:
        output = self.process.stdout
        assert output
        while line := output.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = output.readline()
            body = output.read(length)
            when = time.perf_counter()
            self._take(when, json.loads(body))
        with self._arrived:
            self._arrived.notify_all()

    def _take(self, when: float, message: dict[str, Any]) -> None:
        if "method" not in message:
            with self._arrived:
                self._answers[message["id"]] = when, message
                self._arrived.notify_all()
        elif "id" in message:
            answer = self._answers_of_editor.get(message["method"], lambda _: None)
            self.send({"id": message["id"], "result": answer(message.get("params"))})
        elif message["method"] == "textDocument/publishDiagnostics":
            told = message["params"]
            with self._arrived:
                self.published[told["uri"]] = when, told.get("version"), len(told["diagnostics"])
                self._arrived.notify_all()

    def _read_errors(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.errors += line

    # What an editor does

    def initialize(self, capabilities: Mapping[str, Any], **more: Any) -> float:
        """Initialize the server; return the seconds since it was started."""
        root = {
            "rootUri": self.folder.as_uri(),
            "workspaceFolders": [{"uri": self.folder.as_uri(), "name": "vault"}],
        }
        when, _ = self.answer(
            self.ask("initialize", processId=os.getpid(), capabilities=capabilities, **root, **more)
        )
        self.notify("initialized")
        return when - self.began

    def uri(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def open(self, path: str, text: str) -> None:
        self._versions[path] = 1
        document = {"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)

    def type(self, path: str, line: int, character: int, text: str, delete: int = 0) -> int:
        """Insert a text, in place of so many characters before it; return the version."""
        self._versions[path] += 1
        start = {"line": line, "character": character - delete}
        change = {"range": {"start": start, "end": {"line": line, "character": character}}, "text": text}
        self.notify(
            "textDocument/didChange",
            textDocument={"uri": self.uri(path), "version": self._versions[path]},
            contentChanges=[change],
        )
        return self._versions[path]

    def close(self, path: str) -> None:
        self.notify("textDocument/didClose", textDocument={"uri": self.uri(path)})

    def at(self, path: str, line: int, character: int, **more: Any) -> dict[str, Any]:
        """Return the parameters of a request about a position."""
        return {
            "textDocument": {"uri": self.uri(path)},
            "position": {"line": line, "character": character},
            **more,
        }

    def wait_published(self, path: str, version: int, seconds: float = PATIENCE) -> float | None:
        """Wait for the problems of a version; return when they arrived, None if they didn't."""
        uri = self.uri(path)

        def is_there() -> bool:
            _, published, _ = self.published.get(uri, (0.0, None, 0))
            return published is not None and published >= version

        with self._arrived:
            return self.published[uri][0] if self._arrived.wait_for(is_there, seconds) else None


# Memory and work


def processes(process: int) -> list[int]:
    """Return a process and those that it started."""
    found = [process]
    for task in Path(f"/proc/{process}/task").iterdir():
        children = (task / "children").read_text().split()
        found += [each for child in children for each in processes(int(child))]
    return found


def cpu_seconds(process: int) -> float:
    """Return how long a process has computed, in seconds. Unlike time on a clock, it doesn't depend on what else runs."""
    seconds = 0.0
    for task in Path(f"/proc/{process}/task").iterdir():
        # A thread may end meanwhile.
        with suppress(OSError):
            seconds += int((task / "schedstat").read_text().split()[0]) / 1e9
    return seconds


def memory(process: int) -> dict[str, float]:
    """Return the megabytes of a process and those that it started: resident, and without what others share (PSS)."""
    rss = pss = 0
    for each in processes(process):
        fields = dict(
            line.split(":", 1) for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()[1:]
        )
        rss += int(fields["Rss"].split()[0])
        pss += int(fields["Pss"].split()[0])
    return {"RSS": rss / 1000, "PSS": pss / 1000}
