"""Sends a language server random messages, right and wrong, while the files of its vault change, vanish and are no notes.

`python -m tests.soak.hostile_editor --rounds 100 --seed 1` starts one server a round, over a copy of the sample vault or a vault that is
made. Each request must get one answer, which is no internal error; nothing may be on standard error; no file may be written, and the
server must end when it is told to.
"""

import argparse
import contextlib
import json
import os
import queue
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.conftest import TODAY
from tests.lsp.server.editor_process import EditorProcess
from tests.lsp.server.every_request import CAPABILITIES, every_request, resolvable
from tests.lsp.text_changes import random_change
from tests.soak.language_server import ENCODINGS, SAMPLE, make_vault

# Seconds in which all requests are answered, and in which the server ends.
PATIENCE, ENDING = 60.0, 10.0
# Messages of a round, and between two moments at which everything is answered.
MESSAGES, BATCH = 300, 15
INTERNAL_ERROR = -32603
# Answers that are no fault: invalid messages, refusals, and what was cancelled or superseded.
ALLOWED = {-32700, -32600, -32601, -32602, -32803, -32800, -32801}
# Kilobytes of memory that the server may need.
MOST_MEMORY = 400_000

ODD_URIS = (
    "", "x", "file:", "file://", "file:///", "file:relative.md", "untitled:Untitled-1", "untitled:/a/b.md", "vscode-notebook-cell:/a.md#W0",
    "vscode-notebook:/a.ipynb", "git:/a.md?%7B%7D", "file:///C:/Users/me/vault/Ada.md", "file:///c%3A/Users/Ada.md", "file://server/share/Ada.md",
    "file:////server/share/Ada.md", "file:///%00.md", "file:///%FF%FE.md", "file:///a%2Fb.md", "file:///%", "file:///%zz.md", "file:///\ud800.md",
    "file://[::1/a.md", "file:///" + "x" * 5000 + ".md", "file:///" + "a/" * 3000 + "b.md", "FILE:///tmp/a.md", "file:///dev/null",
    "file:///proc/self/mem", "http://example.org/a.md", "file:///etc/passwd", "file:///tmp/../tmp/./a.md", "\0", "file:///tmp/\n.md",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, 2**70, 1.5, float("nan"), "", "x", "\ud83d", "\0", "é" * 300, [], {}, [[]], [None], {"": None},
    ["file:///a.md"], ["file:///a.md", None], ["file:///a.md", {}], {"uri": None}, {"line": -1, "character": -1},
)  # fmt: skip
ODD_NAMES = (
    "", " ", ".", "..", "a/b", "/etc/passwd", "x" * 300, "Ada\nLovelace", "con", "\0", "[[Ada]]", "a|b#c", "-x", "+x", "Ada.md", "\u202eada",
    "é", "e\u0301", "😀", "\ud83d", "Priya Holtby",
)  # fmt: skip
DEEP = "[" * 30_000


def odd_texts(chance: Random) -> tuple[Callable[[], str], ...]:
    """Return what makes texts that are hard to read."""
    lines = (
        "---\ntype: contact\n---\n", "- 2026-11-01 call: [[Priya Holtby]] 😀\n", "[[a|b]] [[", "\r", "\r\n", "\u2028", "\x00", "\ufeff", "\ud83d",
        "\ude00", "👩‍👩‍👧 [[Kofi", "- [ ] send it to [[Ada]] by 2026-12-01\n", "## Log\n", "a::b:: c\n", "```\n", "<!--", "-->", "%%", "$$",
    )  # fmt: skip
    return (
        lambda: "".join(chance.choices(lines, k=chance.randint(0, 60))),
        lambda: f"---\ntype: contact\nemail: {DEEP}\n---\n[[",
        lambda: "---\n" + "".join(f"{'  ' * n}a:\n" for n in range(200)) + "---\n",
        lambda: "---\na: &a [x,x,x,x,x,x,x,x]\n" + "".join(f"b{n}: &b{n} [{'*a,' * 9}]\n" for n in range(9)) + "---\n",
        lambda: "---\ntype: contact\naliases:\n" + "- Ada\n" * 5000 + "---\n",
        lambda: "[[Ada]] " * 20_000,
        lambda: "> " * 3000 + "x",
        lambda: "".join(f"{' ' * n}- x\n" for n in range(500)),
        lambda: "x" * 5_000_000,
        lambda: "- 2026-11-01 call: [[Priya Holtby]]\n" * 100_000,
        lambda: "\n" * 100_000,
        lambda: "---\ntype: contact\n" + "x: y\n" * 20_000 + "---\n",
        lambda: "*" * 20_000 + "_" * 20_000 + "`" * 20_000,
        lambda: "".join(chr(chance.choice((chance.randrange(0x110000), chance.randrange(0x300)))) for _ in range(500)),
        lambda: "---\nname: 2024-02-30\nbirthday: 25:61\ntags: !!python/object:os.system x\n<<: *x\n? [a]\n: b\n---\n",
    )  # fmt: skip


class HostileEditor:
    """One server over one vault, and an editor that does what no editor does."""

    def __init__(self, vault: Path, outside: Path, chance: Random, log: Path) -> None:
        self.vault, self.outside, self.chance, self.log = vault, outside, chance, log
        self.texts: dict[str, str] = {}
        self.asked: dict[Any, tuple[str, float, Any]] = {}
        self.slowest: dict[str, float] = {}
        self.failed: list[str] = []
        self.sent = Counter[str]()
        self.items: list[tuple[str, Any]] = []
        # What is on disk, as far as this editor has written it.
        self.odd_texts = odd_texts(chance)
        self.server = EditorProcess("--log", str(log), cwd=outside, environ={"PNET_TODAY": str(TODAY)})

    # Values

    def paths(self) -> list[str]:
        found = [
            os.path.relpath(os.path.join(folder, name), self.vault)
            for folder, _, names in os.walk(self.vault)
            for name in names
        ]
        return sorted(found) or ["Ada.md"]

    def uri(self) -> str:
        number = self.chance.random()
        if number < 0.1:
            return self.chance.choice(ODD_URIS)
        if number < 0.15:
            return (self.outside / "elsewhere.md").as_uri()
        if self.texts and number < 0.65:
            return self.chance.choice(sorted(self.texts))
        path = (
            self.chance.choice(self.paths())
            if number < 0.95
            else f"contacts/New {self.chance.randint(0, 3)}.md"
        )
        uri = "file://" + self._quoted(os.path.join(self.vault, path))
        number = self.chance.random()
        if number < 0.03:
            return uri.swapcase()
        if number < 0.06:
            return "".join(
                f"%{ord(sign):02X}" if sign.isalpha() and self.chance.random() < 0.3 else sign
                for sign in uri[7:]
            ).join(("file://", ""))
        if number < 0.08:
            return uri.replace("file://", "file://localhost")
        return uri

    def _quoted(self, path: str) -> str:
        from urllib.parse import quote_from_bytes

        return quote_from_bytes(os.fsencode(path))

    def text(self) -> str:
        number = self.chance.random()
        if number < 0.12:
            return self.chance.choice(self.odd_texts)()
        if number < 0.6 and self.texts:
            text = self.chance.choice(list(self.texts.values()))
            return random_change(self.chance).apply(text) if len(text) < 50_000 else text[:100]
        path = self.vault / self.chance.choice(self.paths())
        try:
            return path.read_bytes()[:100_000].decode("utf-8", "replace") if path.is_file() else ""
        except OSError:
            return ""

    def position(self, uri: str) -> dict[str, Any]:
        number = self.chance.random()
        if number < 0.05:
            return {
                "line": self.chance.choice((0, 1, 10**9, 2**31 - 1)),
                "character": self.chance.choice((0, 1, 10**9, 2**31 - 1)),
            }
        text = self.texts.get(uri, "")[:200_000]
        lines = text.splitlines() or [""]
        line = self.chance.randrange(len(lines))
        return {"line": line, "character": self.chance.randint(0, len(lines[line]) + 1)}

    def range(self, uri: str) -> dict[str, Any]:
        start, end = self.position(uri), self.position(uri)
        return {"start": start, "end": end}

    def damaged(self, value: Any) -> Any:
        """Return parameters in which one value is another."""
        if isinstance(value, dict) and value and self.chance.random() < 0.85:
            key = self.chance.choice(sorted(value))
            if self.chance.random() < 0.1:
                return {each: value[each] for each in value if each != key}
            return {**value, key: self.damaged(value[key])}
        if isinstance(value, list) and value and self.chance.random() < 0.85:
            at = self.chance.randrange(len(value))
            return [*value[:at], self.damaged(value[at]), *value[at + 1 :]]
        return self.chance.choice(ODD_VALUES)

    # Messages

    def step(self) -> None:
        act = self.chance.choices(
            (self.open, self.change, self.close, self.save, self.request, self.resolve, self.write_file, self.cancel, self.garbage, self.folders, self.damage),
            (8, 12, 3, 3, 35, 6, 6, 3, 2, 2, 10),
        )[0]  # fmt: skip
        self.sent[act.__name__] += 1
        act()

    def open(self) -> None:
        uri, text = self.uri(), self.text()
        self.server.open(uri, text, self.chance.choice((0, 1, 5, -3, 2**31 - 1)))
        self.texts[uri] = text

    def change(self) -> None:
        uri = self.uri()
        changes: list[dict[str, Any]] = []
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 5))):
            text = (
                self.text()
                if self.chance.random() < 0.1
                else self.chance.choice(
                    ("", "[[", "Kof", "]]", "\n", "\r", "\ud83d", "\ude00", "é", ": ", "---\n", "\0")
                )
            )
            part: dict[str, Any] = {"text": text}
            if self.chance.random() < 0.9:
                part["range"] = self.range(uri)
                if self.chance.random() < 0.3:
                    part["range"]["end"] = part["range"]["start"]
                if self.chance.random() < 0.1:
                    part["rangeLength"] = 7
            elif uri in self.texts:
                self.texts[uri] = text
            changes.append(part)
        version = self.chance.choice((None, -1, 0, 1, 7, self.server._number))
        self.server.notify(
            "textDocument/didChange",
            textDocument={"uri": uri, "version": version or 0},
            contentChanges=changes,
        )

    def close(self) -> None:
        uri = self.uri()
        for _ in range(self.chance.choice((1, 1, 2))):
            self.server.close(uri)
        self.texts.pop(uri, None)

    def save(self) -> None:
        self.server.notify("textDocument/didSave", textDocument={"uri": self.uri()})

    def requests(self) -> tuple[str, Any]:
        uri = self.uri()
        here = self.position(uri)
        methods = every_request(
            uri,
            here,
            self.position(uri),
            trigger=self.chance.choice(("", "[", ":", "#", " ", "@", "(", "zz")),
            name=self.chance.choice(ODD_NAMES),
            query=self.chance.choice((*ODD_NAMES, "kof", "ada", "@")),
        )
        if self.chance.random() < 0.5:
            methods["textDocument/codeAction"]["range"] = {"start": here, "end": here}
        method = self.chance.choice(sorted(methods))
        return method, methods[method]

    def request(self) -> None:
        method, params = self.requests()
        self.ask(method, params)

    def damage(self) -> None:
        """Send a message in which something is wrong."""
        method, params = self.requests()
        if self.chance.random() < 0.3:
            uri = self.uri()
            document = {"uri": uri, "version": 3, "languageId": "markdown", "text": "x"}
            method, params = self.chance.choice(
                (
                    ("textDocument/didOpen", {"textDocument": document}),
                    ("textDocument/didChange", {"textDocument": document, "contentChanges": [{"range": self.range(uri), "text": "x"}]}),
                    ("textDocument/didClose", {"textDocument": {"uri": uri}}),
                    ("textDocument/didSave", {"textDocument": {"uri": uri}}),
                    ("workspace/didChangeWorkspaceFolders", {"event": {"added": [{"uri": uri, "name": "x"}], "removed": []}}),
                    ("$/cancelRequest", {"id": 1}),
                    ("$/setTrace", {"value": "off"}),
                    ("initialized", {}),
                )
            )  # fmt: skip
            self.server.send({"method": method, "params": self.damaged(params)})
            return
        self.ask(method, self.damaged(params))

    def ask(self, method: str, params: Any) -> None:
        self.server._number += 1
        number: Any = self.server._number if self.chance.random() < 0.95 else f"n{self.server._number}"
        self.asked[number] = method, time.monotonic(), params
        self.server.send({"id": number, "method": method, "params": params})

    def resolve(self) -> None:
        if self.items:
            method, item = self.chance.choice(self.items)
            self.ask(method, self.damaged(item) if self.chance.random() < 0.3 else item)

    def cancel(self) -> None:
        known = [*self.asked, 10**9, "x"]
        self.server.notify("$/cancelRequest", id=self.chance.choice(known))

    def garbage(self) -> None:
        """Send what is no message of JSON-RPC, within a frame; and answers to nothing."""
        bodies = (
            b"", b"{", b"null", b"[]", b"1", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"jsonrpc":"1.0","id":1,"method":"x"}',
            b'{"jsonrpc":"2.0"}', b'{"jsonrpc":"2.0","method":1}', b'{"jsonrpc":"2.0","method":[]}', b'{"jsonrpc":"2.0","method":{},"params":1}',
            b'{"jsonrpc":"2.0","id":[1],"result":1}', b'{"jsonrpc":"2.0","id":{},"error":{}}', b'{"jsonrpc":"2.0","id":"zz","result":1}',
            b'{"jsonrpc":"2.0","id":null,"error":null}', b'{"jsonrpc":"2.0","result":{}}', b'{"jsonrpc":"2.0","id":"zz","error":{"code":"x","message":3}}',
            b'{"jsonrpc":"2.0","method":"$/progress","params":null}', b'{"jsonrpc":"2.0","method":"textDocument/didOpen"}',
            b'{"jsonrpc":"2.0","id":true,"error":{"code":1,"message":"x"},"result":3}',
        )  # fmt: skip
        body = self.chance.choice(bodies)
        head = self.chance.choice(
            (
                b"Content-Length: %d\r\n\r\n",
                b"Content-Type: x\r\ncontent-length:%d\r\n\r\n",
                b"Content-Length: %d\n\n",
                b"\r\nX: y\r\nContent-Length: %d\r\n\r\n",
            )
        )
        self.server.send_bytes(head % len(body) + body)

    def folders(self) -> None:
        folders = [
            {"uri": uri, "name": "x"}
            for uri in (self.vault.as_uri(), self.outside.as_uri(), self.chance.choice(ODD_URIS))
        ]
        added, removed = self.chance.sample(folders, 1), self.chance.sample(folders, 1)
        self.server.notify("workspace/didChangeWorkspaceFolders", event={"added": added, "removed": removed})

    # Files

    def write_file(self) -> None:
        """Change files as other programs do: rightly, or so that they are no notes any more."""
        path = os.path.join(self.vault, self.chance.choice(self.paths()))
        acts: tuple[Callable[[str], None], ...] = (
            self._write, self._write, self._write, self._write_bytes, os.unlink, self._rename_case, self._make_folder, self._make_link, self._make_loop,
            self._make_fifo, self._settings, self._settings, self._forbid, self._move_vault,
        )  # fmt: skip
        act = self.chance.choice(acts)
        with contextlib.suppress(OSError, ValueError):
            # To open a pipe waits for its reader.
            if not stat.S_ISFIFO(os.lstat(path).st_mode):
                act(path)

    def _write(self, path: str) -> None:
        with open(path, "wb") as file:
            file.write(self.text().encode("utf-8", "replace"))

    def _write_bytes(self, path: str) -> None:
        with open(path, "wb") as file:
            file.write(
                self.chance.choice(
                    (
                        b"\x00\x01" * 1000,
                        b"\xff\xfe" + "[[Ada]] é".encode("utf-16-le"),
                        b"\xff" * 100,
                        b"\x89PNG\r\n\x1a\n" + self.chance.randbytes(2000),
                        b"",
                    )
                )
            )

    def _rename_case(self, path: str) -> None:
        folder, name = os.path.split(path)
        os.rename(path, os.path.join(folder, name.swapcase()))

    def _make_folder(self, path: str) -> None:
        os.unlink(path)
        os.mkdir(path)

    def _make_link(self, path: str) -> None:
        target = self.chance.choice(
            (os.path.join(self.vault, self.chance.choice(self.paths())), "/etc/passwd", "/nowhere", "..", ".")
        )
        os.symlink(target, os.path.join(os.path.dirname(path), f"link {self.chance.randint(0, 9)}.md"))

    def _make_loop(self, path: str) -> None:
        os.unlink(path)
        os.symlink(os.path.basename(path), path)

    def _make_fifo(self, path: str) -> None:
        os.mkfifo(os.path.join(os.path.dirname(path), f"pipe {self.chance.randint(0, 9)}.md"))

    def _settings(self, _: str) -> None:
        file = self.vault / "pnet.toml"
        text = self.chance.choice(
            (
                "",
                "",
                "",
                "[",
                "x = 1",
                "[format]\nx = 3",
                "\x00",
                "ignore = ['contacts/**']",
                "é",
                "[cadence]\nfriends = 'never'",
            )
        )
        if self.chance.random() < 0.2:
            file.unlink()
        else:
            file.write_text(text)

    def _forbid(self, path: str) -> None:
        os.chmod(path, self.chance.choice((0, 0o600)))

    def _move_vault(self, _: str) -> None:
        away = self.vault.with_name("away")
        os.rename(self.vault, away)
        time.sleep(self.chance.choice((0, 0.05, 0.5)))
        os.rename(away, self.vault)

    # Answers

    def settle(self) -> None:
        """Wait until everything is answered."""
        end = time.monotonic() + PATIENCE
        while self.asked:
            for number in [number for number in self.asked if number in self.server._answers]:
                self._check(number, self.server._answers.pop(number))
            if not self.asked:
                break
            try:
                self.server._take(end - time.monotonic())
            except queue.Empty:
                waiting = sorted(
                    {(method, json.dumps(params)[:300]) for method, _, params in self.asked.values()}
                )
                self.failed.append(f"no answer after {PATIENCE} s: {waiting}")
                raise
        self.server._answers.clear()
        self.server.received.clear()

    def _check(self, number: Any, answer: dict[str, Any]) -> None:
        method, began, params = self.asked.pop(number)
        took = time.monotonic() - began
        self.slowest[method] = max(self.slowest.get(method, 0), took)
        error = answer.get("error")
        if error and error["code"] not in ALLOWED:
            self.failed.append(f"{method} {json.dumps(params)[:600]}: {error}")
        result = answer.get("result")
        if isinstance(result, (list, dict)) and self.chance.random() < 0.5:
            self.items += resolvable(method, result)[:3]
            del self.items[:-50]

    def memory(self) -> int:
        """Return the server's memory in kilobytes."""
        with open(f"/proc/{self.server.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def run_round(vault: Path, outside: Path, chance: Random, log: Path) -> tuple[HostileEditor, int]:
    """Send the messages of one round; return the editor with its failures, and the server's memory."""
    editor = HostileEditor(vault, outside, chance, log)
    memory = 0
    with editor.server:
        encoding = chance.choice(ENCODINGS)
        capabilities: Any = chance.choice(
            (
                {},
                CAPABILITIES,
                CAPABILITIES,
                {key: value for key, value in CAPABILITIES.items() if chance.random() < 0.5},
            )
        )
        root = chance.choice((vault, vault, vault / "contacts", outside, None))
        client = chance.choice(({}, {"clientInfo": {"name": "Neovim"}}, {"clientInfo": {"name": "Emacs"}}))
        try:
            editor.server.initialize(
                root, {**capabilities, "general": {"positionEncodings": [encoding]}}, **client
            )
            for number in range(MESSAGES):
                editor.step()
                if number % BATCH == 0:
                    editor.settle()
            editor.settle()
            memory = editor.memory()
            end(editor, chance)
        except (OSError, AssertionError, queue.Empty, subprocess.TimeoutExpired) as error:
            editor.failed.append(f"the server broke off: {type(error).__name__} {str(error)[-2000:]}")
    if editor.server.errors:
        editor.failed.append(f"standard error: {editor.server.errors.decode('utf-8', 'replace')[:3000]}")
    if memory > MOST_MEMORY:
        editor.failed.append(f"the server needs {memory:,} kB")
    return editor, memory


def end(editor: HostileEditor, chance: Random) -> None:
    """End the server in one of the ways in which editors do, with requests that are still unanswered."""
    for _ in range(chance.choice((0, 5))):
        editor.request()
    process, way = editor.server.process, chance.choice(("quit", "exit", "close", "signal"))
    if way == "quit":
        editor.server.send({"id": "end", "method": "shutdown"})
        editor.server.send({"method": "exit"})
        expected = 0
    elif way == "exit":
        editor.server.send({"method": "exit"})
        expected = 1
    elif way == "close":
        assert process.stdin
        process.stdin.close()
        expected = 1
    else:
        process.send_signal(signal.SIGTERM)
        expected = 0
    status = process.wait(ENDING)
    if status != expected:
        editor.failed.append(f"the server ended with {status} after {way}")


def run(rounds: int, seed: int, seconds: float) -> int:
    """Run the rounds; return 1 if something failed."""
    sent, failed, slowest, most = Counter[str](), 0, dict[str, float](), 0
    began = time.monotonic()
    for number in range(rounds):
        if time.monotonic() - began > seconds:
            break
        chance = Random(f"{seed} {number}")  # noqa: S311
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            place = Path(os.path.realpath(folder))
            vault, outside = place / "vault", place / "outside"
            outside.mkdir()
            if number % 2:
                make_vault(vault, chance)
            else:
                shutil.copytree(SAMPLE, vault)
            editor, memory = run_round(vault, outside, chance, place / "log")
            log = (place / "log").read_text() if editor.failed else ""
        places = [part for part in log.split("\n20") if " failed: " in part]
        for told in editor.failed:
            failed += 1
            sys.stdout.write(f"seed {seed}, round {number}: {told}\n")
        if places:
            sys.stdout.write("\n".join(places[:5])[:6000] + "\n")
        sent += editor.sent
        most = max(most, memory)
        for method, took in editor.slowest.items():
            slowest[method] = max(slowest.get(method, 0), took)
        sys.stdout.write(f"{number + 1} rounds, {sent.total()} messages, {failed} failures, {most:,} kB\n")
        sys.stdout.flush()
    for method, took in sorted(slowest.items(), key=lambda each: -each[1]):
        sys.stdout.write(f"{took:6.2f} s {method}\n")
    return 1 if failed else 0


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.hostile_editor", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("CACHE", "STATE", "RUNTIME"):
            os.environ.setdefault(f"PNET_{name}", str(Path(folder) / name.lower()))
        return run(options.rounds, options.seed, options.seconds)


if __name__ == "__main__":
    sys.exit(main())
