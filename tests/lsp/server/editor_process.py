"""Starts `pnet lsp` as an editor does, and exchanges messages with it."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SECONDS = 30.0


class EditorProcess:
    """A server and its editor. Messages are plain values; the editor answers the server's requests with null."""

    def __init__(
        self,
        *words: str,
        cwd: Path,
        environ: Mapping[str, str] | None = None,
        vault: Path | None = None,
        before: tuple[str, ...] = (),
    ) -> None:
        named = [] if vault is None else ["--vault", str(vault)]
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "plaintext_network", *named, "lsp", *words],
            cwd=cwd,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._number = 0
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._answers: dict[Any, dict[str, Any]] = {}
        # The notifications and requests that the server has sent, in order.
        self.received: list[dict[str, Any]] = []
        self.errors = b""
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._read_errors, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()

    # Sending

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def notify(self, method: str, **params: Any) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> int:
        """Send a request and return its number."""
        self._number += 1
        self.send({"id": self._number, "method": method, "params": params})
        return self._number

    # Receiving

    def answer(self, number: int | str | None) -> dict[str, Any]:
        """Wait for the whole answer to a request."""
        return self._until(lambda: self._answers.get(number))  # type: ignore[no-any-return]

    def request(self, method: str, **params: Any) -> Any:
        """Send a request and return its result. Fails for an error."""
        answer = self.answer(self.ask(method, **params))
        assert "error" not in answer, answer
        return answer["result"]

    def error(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a request and return its error."""
        answer = self.answer(self.ask(method, **params))
        assert "error" in answer, answer
        return answer["error"]  # type: ignore[no-any-return]

    def next(self, method: str, after: int = 0) -> Any:
        """Wait for a message of the server, and return its parameters."""

        def found() -> Any:
            return next((each for each in self.received[after:] if each["method"] == method), None)

        return self._until(found).get("params")

    def settle(self, seconds: float = 0.3) -> None:
        """Receive what the server sends within some time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                self._take(left)
            except queue.Empty:
                return

    def diagnostics(self, uri: str) -> list[dict[str, Any]] | None:
        """Return the problems that were published last for a document; None if none were."""
        sent = [
            each["params"]["diagnostics"]
            for each in self.received
            if each["method"] == "textDocument/publishDiagnostics" and each["params"]["uri"] == uri
        ]
        return sent[-1] if sent else None

    def _until(self, found: Any) -> Any:
        end = time.monotonic() + SECONDS
        while (result := found()) is None:
            self._take(end - time.monotonic())
        return result

    def _take(self, seconds: float) -> None:
        message = self._messages.get(timeout=max(seconds, 0))
        assert message is not None, f"the server has ended: {self.process.wait()}, {self.errors!r}"
        if "method" not in message:
            self._answers[message["id"]] = message
            return
        self.received.append(message)
        if "id" in message:
            self.send({"id": message["id"], "result": None})

    def _read(self) -> None:
        output = self.process.stdout
        assert output
        while line := output.readline():
            length = int(line.removeprefix(b"Content-Length: "))
            assert output.readline() == b"\r\n"
            self._messages.put(json.loads(output.read(length)))
        self._messages.put(None)

    def _read_errors(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.errors += line

    # An editor's usual life

    def initialize(self, folder: Path | None, capabilities: Any = None, **more: Any) -> dict[str, Any]:
        params = {
            "processId": os.getpid(),
            "rootUri": folder.as_uri() if folder else None,
            "capabilities": capabilities or {},
            **more,
        }
        result: dict[str, Any] = self.request("initialize", **params)
        self.notify("initialized")
        return result

    def open(self, uri: str, text: str, version: int = 1) -> None:
        document = {"uri": uri, "languageId": "markdown", "version": version, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)

    def change(self, uri: str, version: int, *changes: Any) -> None:
        """Change a document; a change is a whole text, or a range and a text."""
        parts = [
            {"text": change}
            if isinstance(change, str)
            else {
                "range": {
                    "start": {"line": change[0][0], "character": change[0][1]},
                    "end": {"line": change[1][0], "character": change[1][1]},
                },
                "text": change[2],
            }
            for change in changes
        ]
        self.notify(
            "textDocument/didChange", textDocument={"uri": uri, "version": version}, contentChanges=parts
        )

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", textDocument={"uri": uri})

    def at(self, uri: str, line: int, character: int, **more: Any) -> dict[str, Any]:
        """Return the parameters of a request about a position."""
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}, **more}

    def quit(self) -> int:
        """Shut the server down; return its status."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(SECONDS)
