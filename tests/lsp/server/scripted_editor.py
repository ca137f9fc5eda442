"""Plays an editor's user: types, completes, renames and saves. Keeps the texts, and sends what that editor sends."""

import re
import shutil
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.lsp.server.client_capabilities import Client
from tests.lsp.server.editor_process import SECONDS, EditorProcess

MARK = b"\xef\xbb\xbf"
INVOKED, TRIGGERED, INCOMPLETE = 1, 2, 3
_ENDING = re.compile("\r\n|\n|\r")
_SNIPPET = re.compile(r"\$\{\d+:([^}]*)\}|\$\{?\d+\}?")


class Buffer:
    """The text of one file as an editor holds it, and its cursor as an offset."""

    def __init__(self, client: Client, content: bytes) -> None:
        self._client = client
        self._mark = MARK if content.startswith(MARK) else b""
        text = content.removeprefix(MARK).decode()
        self._ending = "\r\n" if "\r\n" in text else "\n"
        self.text = text.replace("\r\n", "\n") if client.endings == "lf" else text
        self.version, self.cursor, self.is_changed = 1, 0, False

    @property
    def content(self) -> bytes:
        """The bytes that the editor saves."""
        text = self.text if self._client.endings == "raw" else _ENDING.sub(self._ending, self.text)
        return self._mark + text.encode()

    def offset(self, at: dict[str, int]) -> int:
        """Return the offset of a position; fails for one that isn't in the text, or is within a character."""
        lines = [f"{line}\n" for line in self.text.split("\n")]
        if at["line"] >= len(lines):
            return len(self.text)
        start = sum(map(len, lines[: at["line"]]))
        line = lines[at["line"]].removesuffix("\n").removesuffix("\r")
        units = 0
        for column, character in enumerate(line):
            if units >= at["character"]:
                assert units == at["character"], f"{at} is within a character of {line!r}"
                return start + column
            units += self._units(character)
        assert at["character"] <= units, f"{at} is beyond {line!r}"
        return start + len(line)

    def part(self, where: dict[str, Any]) -> str:
        """Return the text of a range."""
        return self.text[self.offset(where["start"]) : self.offset(where["end"])]

    def position(self, offset: int) -> dict[str, int]:
        """Return the position of an offset."""
        before = self.text[:offset]
        start = before.rfind("\n") + 1
        return {"line": before.count("\n"), "character": self._units(before[start:])}

    def edit(self, edits: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Make edits, and return the changes to send: from the last to the first, as each leaves the places before it."""
        places = [
            (self.offset(each["range"]["start"]), self.offset(each["range"]["end"]), each["newText"])
            for each in edits
        ]
        changes = []
        for start, end, new in sorted(places, key=lambda place: place[:2], reverse=True):
            if self._client.endings == "model":
                new = _ENDING.sub(self._ending, new)
            elif self._client.endings == "lf":
                new = _ENDING.sub("\n", new)
            where = {"start": self.position(start), "end": self.position(end)}
            changes.append({"range": where, "text": new})
            self.text = self.text[:start] + new + self.text[end:]
            if self.cursor >= end:
                self.cursor += len(new) - (end - start)
        self.version, self.is_changed = self.version + 1, True
        return changes

    def _units(self, text: str) -> int:
        encoding = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[self._client.encoding]
        return len(text.encode(encoding)) // {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self._client.encoding]


class ScriptedEditor:
    """An editor with a vault. Paths are relative to it; a buffer is open from `open` to `close`."""

    def __init__(self, process: EditorProcess, client: Client, root: Path) -> None:
        self.process, self.client, self.root = process, client, root
        folder = {"uri": root.as_uri(), "name": root.name}
        self.offered = process.initialize(
            root, client.capabilities, workspaceFolders=[folder], **client.params
        )["capabilities"]
        assert self.offered["positionEncoding"] == client.encoding
        if client.name == "VS Code":
            process.notify("workspace/didChangeConfiguration", settings={})
        self.buffers: dict[str, Buffer] = {}
        # Till the vault has been read, the server answers less; a busy machine may take long.
        while not process.request("workspace/symbol", query="a"):
            process.settle(0.1)

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def path(self, uri: str) -> str:
        return str(Path(unquote(urlsplit(uri).path)).relative_to(self.root))

    # Texts

    def open(self, path: str, text: str | None = None) -> Buffer:
        """Open a file, or a new one with a text that isn't saved."""
        if path not in self.buffers:
            content = (self.root / path).read_bytes() if text is None else text.encode()
            self.buffers[path] = buffer = Buffer(self.client, content)
            self.process.open(self.uri(path), buffer.text)
        return self.buffers[path]

    def type(self, path: str, text: str) -> list[dict[str, Any]]:
        """Type characters at the cursor, one by one; return what the list of completions shows then."""
        buffer, is_incomplete = self.buffers[path], False
        shown: list[dict[str, Any]] = []
        for character in text:
            at = buffer.position(buffer.cursor)
            self._send(path, buffer.edit([{"range": {"start": at, "end": at}, "newText": character}]))
            if character in self.offered["completionProvider"]["triggerCharacters"]:
                context: dict[str, Any] = {"triggerKind": TRIGGERED, "triggerCharacter": character}
            elif is_incomplete:
                context = {"triggerKind": INCOMPLETE}
            elif not shown and character.isalnum():
                context = {"triggerKind": INVOKED}
            else:
                continue
            found = self._ask_completion(path, context)
            shown, is_incomplete = found["items"], found["isIncomplete"]
        return [item for item in shown if self._fits(path, item)]

    def complete(self, path: str) -> list[dict[str, Any]]:
        """Ask for completions by hand; return what the list shows."""
        items = self._ask_completion(path, {"triggerKind": INVOKED})["items"]
        return [item for item in items if self._fits(path, item)]

    def accept(self, path: str, item: dict[str, Any]) -> dict[str, Any]:
        """Resolve an item, and write it; return it with what it was resolved to."""
        resolved: dict[str, Any] = self.process.request("completionItem/resolve", **item)
        assert resolved["textEdit"] == item["textEdit"]
        new = resolved["textEdit"]["newText"]
        if resolved.get("insertTextFormat") == 2:
            new = _SNIPPET.sub(r"\1", new)
        edits = [{**resolved["textEdit"], "newText": new}, *resolved.get("additionalTextEdits", ())]
        self._send(path, self.buffers[path].edit(edits))
        return resolved

    def save_all(self) -> None:
        """Save the changed buffers."""
        for path, buffer in self.buffers.items():
            if buffer.is_changed:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(buffer.content)
                buffer.is_changed = False
                self.process.notify("textDocument/didSave", textDocument={"uri": self.uri(path)})

    def _send(self, path: str, changes: list[dict[str, Any]]) -> None:
        where = {"uri": self.uri(path), "version": self.buffers[path].version}
        self.process.notify("textDocument/didChange", textDocument=where, contentChanges=changes)

    def _ask_completion(self, path: str, context: dict[str, Any]) -> dict[str, Any]:
        found = self.at(path, "textDocument/completion", context=context) or {
            "items": [],
            "isIncomplete": False,
        }
        cursor = self.buffers[path].position(self.buffers[path].cursor)
        for item in found["items"]:
            # VS Code ignores any other range.
            where = item["textEdit"]["range"]
            assert where["start"]["line"] == where["end"]["line"] == cursor["line"]
            assert where["start"]["character"] <= cursor["character"] <= where["end"]["character"]
        return found

    def _fits(self, path: str, item: dict[str, Any]) -> bool:
        """Return whether the typed text is in the text to filter by, letter by letter: VS Code asks for no more."""
        buffer = self.buffers[path]
        typed = buffer.text[buffer.offset(item["textEdit"]["range"]["start"]) : buffer.cursor].casefold()
        letters = iter(item.get("filterText", item["label"]).casefold())
        return all(letter in letters for letter in typed if not letter.isspace())

    # Requests

    def at(self, path: str, method: str, **more: Any) -> Any:
        """Send a request about the cursor."""
        buffer = self.buffers[path]
        where = {"textDocument": {"uri": self.uri(path)}, "position": buffer.position(buffer.cursor)}
        return self.process.request(method, **where, **more)

    def about(self, path: str, method: str, **more: Any) -> Any:
        """Send a request about a document."""
        return self.process.request(method, textDocument={"uri": self.uri(path)}, **more)

    def go_to(self, path: str, text: str) -> None:
        """Put the cursor on the first character of a text."""
        self.buffers[path].cursor = self.buffers[path].text.index(text)

    def underlines(self, path: str, expected: list[tuple[str, str]]) -> None:
        """Wait until these are the code and the underlined characters of each problem."""
        deadline = time.monotonic() + SECONDS
        while (found := self.underlined(path)) != expected:
            assert time.monotonic() < deadline, found
            self.process.settle(0.1)

    def underlined(self, path: str) -> list[tuple[str, str]]:
        """Return the code and the underlined characters of each problem that is shown now."""
        if "diagnosticProvider" in self.offered:
            problems = self.about(path, "textDocument/diagnostic", identifier="pnet")["items"]
        else:
            problems = self.process.diagnostics(self.uri(path)) or []
        return [(each["code"], self.buffers[path].part(each["range"])) for each in problems]

    def act(self, path: str, title: str) -> None:
        """Choose the code action whose title begins so, and make its edit."""
        at = self.buffers[path].position(self.buffers[path].cursor)
        where = {"start": at, "end": at}
        context = {"diagnostics": [], "triggerKind": 1}
        actions = self.about(path, "textDocument/codeAction", range=where, context=context)
        chosen = next(each for each in actions if each["title"].startswith(title))
        self.apply(self.process.request("codeAction/resolve", **chosen)["edit"])

    def rename(self, path: str, name: str) -> None:
        """Rename at the cursor, as far as `save_all`."""
        start = self.at(path, "textDocument/prepareRename")
        assert start["placeholder"]
        cursor = self.buffers[path].position(self.buffers[path].cursor)
        # VS Code refuses any other.
        assert start["range"]["start"]["line"] == cursor["line"] == start["range"]["end"]["line"]
        self.apply(self.at(path, "textDocument/rename", newName=name))

    def apply(self, edit: dict[str, Any]) -> None:
        """Make the changes of a workspace edit; a text changes in its buffer, which opens for it."""
        for change in edit["documentChanges"]:
            kind = change.get("kind")
            if kind == "create":
                file = self.root / self.path(change["uri"])
                assert not file.exists()
                file.parent.mkdir(parents=True, exist_ok=True)
                file.touch()
            elif kind == "rename":
                self.move(self.path(change["oldUri"]), self.path(change["newUri"]))
            else:
                document = change["textDocument"]
                path = self.path(document["uri"])
                assert document["version"] == (self.buffers[path].version if path in self.buffers else None)
                self._send(path, self.open(path).edit(change["edits"]))

    def move(self, old: str, new: str) -> None:
        """Move a file, with its buffer."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(self.root / old, self.root / new)
        if (buffer := self.buffers.pop(old, None)) is not None:
            self.process.close(self.uri(old))
            self.buffers[new] = buffer
            self.process.open(self.uri(new), buffer.text, buffer.version)
