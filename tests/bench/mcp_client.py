"""Speaks to a server for AI assistants as a client does, line by line, and times its answers. Knows no server."""

import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import Any, Self

HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}


class McpClient:
    """One server, and the client that started it. It calls one tool after the other."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def initialize(self) -> float:
        """Shake hands, and return the seconds since the server was started."""
        self.request("initialize", HELLO)
        self._send({"method": "notifications/initialized"})
        return time.perf_counter() - self.began

    def call(self, tool: str, **arguments: Any) -> float:
        """Call a tool, and return the seconds until its answer. Raises AssertionError for an error."""
        began = time.perf_counter()
        answer = self.request("tools/call", {"name": tool, "arguments": arguments})
        seconds = time.perf_counter() - began
        assert not answer.get("isError"), answer
        return seconds

    def request(self, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """Return the result of a request."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        assert self.process.stdout
        while True:
            message = json.loads(self.process.stdout.readline())
            if message.get("id") == self._number:
                found: dict[str, Any] = message["result"]
                return found

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        self.process.stdin.flush()
