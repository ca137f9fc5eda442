"""Edits notes at random through the language server, and compares its problems with those of `pnet check` after saving.

`python -m tests.soak.language_server --edits 500 --seed 1` copies the sample vault and makes others, and opens their notes in a server
that it starts. After each edit, the problems of every open note are those that `pnet check` reports in a copy of the vault in which the
texts are saved, and every request at a random position gets an answer. In between, it saves and closes notes, and other programs write.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.edits.random_notes import Writer
from tests.conftest import TODAY
from tests.lsp.server.editor_process import EditorProcess
from tests.lsp.server.every_request import CAPABILITIES, REFUSABLE, every_request, resolvable
from tests.lsp.test_random_edits import MORE
from tests.lsp.text_changes import random_change

SAMPLE = Path(__file__).parents[2] / "sample_vault"
# Edits between two servers, and notes of a vault that is made.
ROUND, NOTES = 50, 60
# Seconds in which the server has to see what another program saved.
PATIENCE = 10.0
ENCODINGS = ("utf-16", "utf-8", "utf-32")
REQUEST_FAILED = -32803
_ENDING = re.compile(r"\r\n|\r|\n")


def units(text: str, encoding: str) -> int:
    """Return how long a text is as a client counts it."""
    if encoding == "utf-32":
        return len(text)
    return len(text.encode(encoding if encoding == "utf-8" else "utf-16-le", "surrogatepass")) // (
        1 if encoding == "utf-8" else 2
    )


def place(text: str, offset: int, encoding: str) -> dict[str, int]:
    """Return the position of an offset as a client counts it."""
    starts = [0, *(ending.end() for ending in _ENDING.finditer(text, 0, len(text)))]
    line = max(number for number, start in enumerate(starts) if start <= offset)
    return {"line": line, "character": units(text[starts[line] : offset], encoding)}


def difference(old: str, new: str) -> tuple[int, int, str]:
    """Return the start and end of what differs in an old text, and what replaces it."""
    start = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    # A position within a line ending isn't one.
    while start and "\r\n" in (old[start - 1 : start + 1], new[start - 1 : start + 1]):
        start -= 1
    most = min(len(old), len(new)) - start
    same = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    while same and (old[len(old) - same - 1 : len(old) - same + 1] == "\r\n"):
        same -= 1
    return start, len(old) - same, new[start : len(new) - same]


def whole(text: str) -> str:
    """Return a text in which two halves of a character are that character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def saved(text: str) -> bytes:
    """Return the bytes that an editor saves, which can't write half a character."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text).encode()


class Editing:
    """One server and one vault, with the open notes; and the vault's copy, in which these are saved."""

    def __init__(self, vault: Path, chance: Random, encoding: str) -> None:
        self.vault, self.chance, self.encoding = vault, chance, encoding
        self.mirror = vault.with_name("saved")
        shutil.copytree(vault, self.mirror, symlinks=True)
        self.texts: dict[str, str] = {}
        self.version = 0
        self.asked, self.failed, self.problems = Counter[str](), list[str](), 0
        # The slowest sight of another program's save, in seconds. At first, the server reads the vault.
        self.slowest, self.wrote = 0.0, True
        environ = {"PNET_TODAY": str(TODAY)}
        self.server = EditorProcess(cwd=vault, environ=environ)
        offered = {"general": {"positionEncodings": [encoding]}}
        self.server.initialize(vault, CAPABILITIES | offered)

    def uri(self, path: str) -> str:
        """Return the URI of a note."""
        return (self.vault / path).as_uri()

    def paths(self) -> list[str]:
        """Return the paths of all notes."""
        return sorted(
            path.relative_to(self.vault).as_posix() for path in self.vault.rglob("*.md") if path.is_file()
        )

    # What a user does

    def edit(self) -> str:
        """Change a note at random; return its path."""
        path = self._some_note()
        old = self.texts[path]
        pasted = list(self.texts.values())
        new = whole(random_change(self.chance, pasted).apply(old))
        self.version += 1
        if self.chance.random() < 0.1:
            self.server.change(self.uri(path), self.version, new)
        else:
            start, end, text = difference(old, new)
            begin, stop = (place(old, at, self.encoding) for at in (start, end))
            # The second says that the cursor is elsewhere.
            self.server.change(
                self.uri(path),
                self.version,
                ((begin["line"], begin["character"]), (stop["line"], stop["character"]), text),
                ((0, 0), (0, 0), ""),
            )
        self._keep(path, new)
        return path

    def save(self) -> None:
        """Save an open note, and perhaps close it; or close it without saving."""
        if not self.texts:
            return
        path = self.chance.choice(sorted(self.texts))
        file = self.vault / path
        if self.chance.random() < 0.7:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(saved(self.texts[path]))
            self.server.notify("textDocument/didSave", textDocument={"uri": self.uri(path)})
            self.wrote = True
        if self.chance.random() < 0.5:
            self.server.close(self.uri(path))
            del self.texts[path]
            self._copy(path)

    def write_elsewhere(self) -> None:
        """Change, add or delete a note on disk, as another program does."""
        path = self.chance.choice([*self.paths(), "contacts/Ada.md"])
        file = self.vault / path
        if self.chance.random() < 0.15 and file.exists():
            file.unlink()
        else:
            text = whole(
                random_change(self.chance).apply(
                    _text(file) if file.exists() else "---\ntype: contact\n---\n"
                )
            )
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(saved(text))
        self.wrote = True
        if path not in self.texts:
            self._copy(path)

    def _some_note(self) -> str:
        if self.texts and self.chance.random() < 0.7:
            return self.chance.choice(sorted(self.texts))
        new = self.chance.random() < 0.1
        path = f"contacts/New {len(self.texts)}.md" if new else self.chance.choice(self.paths())
        if path not in self.texts:
            file = self.vault / path
            text = _text(file) if file.exists() else ""
            self.version += 1
            self.server.open(self.uri(path), text, self.version)
            self._keep(path, text)
        return path

    def _keep(self, path: str, text: str) -> None:
        self.texts[path] = text
        file = self.mirror / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(saved(text))

    def _copy(self, path: str) -> None:
        file = self.mirror / path
        if (self.vault / path).exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.vault / path, file)
        else:
            file.unlink(missing_ok=True)

    # What the server answers

    def ask(self, path: str) -> None:
        """Send every request about a random position of a note."""
        text = self.texts[path]
        at = place(text, self.chance.randint(0, len(text)), self.encoding)
        if self.chance.random() < 0.1:
            at = {"line": self.chance.randint(0, 10**6), "character": self.chance.randint(0, 10**6)}
        choice = self.chance.choice
        requests = every_request(
            self.uri(path),
            at,
            place(text, len(text), self.encoding),
            trigger=choice(("", "[", ":", "#", " ", "@")),
            name=choice(("Somebody New", "Ada", "", "a/b", "x" * 300)),
            query=choice(("", "ada", "kof", "@example", "é", "[", text[:3])),
        )
        if self.chance.random() < 0.5:
            requests["textDocument/codeAction"]["range"] = {"start": at, "end": at}
        for method, params in requests.items():
            result = self._answer(method, params)
            for resolved, item in resolvable(method, result)[:3]:
                self._answer(resolved, item)

    def _answer(self, method: str, params: dict[str, Any]) -> Any:
        self.asked[method] += 1
        answer = self.server.answer(self.server.ask(method, **params))
        error = answer.get("error")
        if error and (method not in REFUSABLE or error["code"] != REQUEST_FAILED):
            self.failed.append(f"{method} {json.dumps(params)[:1000]}: {error}")
        return answer.get("result")

    def compare(self) -> None:
        """Compare the problems of every open note with those of `pnet check`."""
        expected = self._checked()
        began, limit = time.monotonic(), PATIENCE if self.wrote else 0
        while (found := self._diagnosed()) != expected and time.monotonic() - began < limit:
            time.sleep(0.02)
        if self.wrote:
            self.slowest, self.wrote = max(self.slowest, time.monotonic() - began), False
        self.problems += sum(map(len, expected.values()))
        for path, problems in expected.items():
            if found[path] != problems:
                self.failed.append(
                    f"{path}: check reports {sorted(problems - found[path])}, the server {sorted(found[path] - problems)}, "
                    f"text {self.texts[path]!r}"
                )

    def _checked(self) -> dict[str, set[tuple[Any, ...]]]:
        pnet = [sys.executable, "-m", "plaintext_network", "--vault", str(self.mirror), "--today", str(TODAY)]
        done = subprocess.run(
            [*pnet, "check", "--format", "json"], capture_output=True, text=True, check=False
        )
        found: dict[str, set[tuple[Any, ...]]] = {path: set() for path in self.texts}
        for each in json.loads(done.stdout):
            if each["path"] in found:
                found[each["path"]].add(self._as_sent(each))
        return self._beyond_cursor(found)

    def _as_sent(self, problem: dict[str, Any]) -> tuple[Any, ...]:
        lines = _ENDING.split(self.texts[problem["path"]].removeprefix("\ufeff"))
        number = min(problem["line"], len(lines)) - 1
        mark = "\ufeff" if number == 0 and self.texts[problem["path"]].startswith("\ufeff") else ""
        column = units(mark + lines[number][: problem["column"] - 1], self.encoding)
        return number, column, problem["code"], f"{problem['message']}\n{problem['hint']}"

    def _is_at_cursor(self, path: str, problem: tuple[Any, ...]) -> bool:
        """Return whether a problem is one of a link at the start of a note, where `edit` leaves the cursor."""
        start = units("\ufeff", self.encoding) if self.texts[path].startswith("\ufeff") else 0
        return bool(problem[0] == 0 and problem[1] <= start and problem[2].startswith("link-"))

    def _diagnosed(self) -> dict[str, set[tuple[Any, ...]]]:
        found = {}
        for path in self.texts:
            report = self._answer("textDocument/diagnostic", {"textDocument": {"uri": self.uri(path)}})
            found[path] = {
                (
                    each["range"]["start"]["line"],
                    each["range"]["start"]["character"],
                    each["code"],
                    each["message"],
                )
                for each in report["items"]
            }
        return self._beyond_cursor(found)

    def _beyond_cursor(self, found: dict[str, set[tuple[Any, ...]]]) -> dict[str, set[tuple[Any, ...]]]:
        return {
            path: {problem for problem in problems if not self._is_at_cursor(path, problem)}
            for path, problems in found.items()
        }


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace")


def make_vault(folder: Path, chance: Random) -> None:
    """Write a vault of few notes of each kind."""
    writer = Writer(chance)
    folder.mkdir()
    (folder / "pnet.toml").write_text("")
    notes = dict(MORE)
    for _ in range(NOTES):
        path, make = writer.place()
        notes[path] = make()
    for path, text in notes.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.replace("\n", chance.choice(("\n", "\n", "\r\n"))).encode("utf-8"))


def run(edits: int, seed: int) -> int:
    """Make the edits; return 1 if a problem differs, or a request failed."""
    asked, problems, failed, slowest = Counter[str](), 0, list[str](), 0.0
    for number in range(0, edits, ROUND):
        chance = Random(f"{seed} {number}")  # noqa: S311
        encoding = ENCODINGS[number // ROUND % len(ENCODINGS)]
        with tempfile.TemporaryDirectory() as folder:
            vault = Path(os.path.realpath(folder)) / "vault"
            if number // ROUND % 2:
                make_vault(vault, chance)
            else:
                shutil.copytree(SAMPLE, vault)
            editing = Editing(vault, chance, encoding)
            with editing.server:
                for step in range(min(ROUND, edits - number)):
                    path = editing.edit()
                    if chance.random() < 0.2:
                        editing.write_elsewhere()
                    editing.compare()
                    editing.ask(path)
                    if chance.random() < 0.2:
                        editing.save()
                    for told in editing.failed:
                        failed.append(told)
                        sys.stdout.write(f"seed {seed}, edit {number + step}: {told}\n")
                    editing.failed.clear()
                editing.server.quit()
                if editing.server.errors:
                    failed.append(editing.server.errors.decode())
                    sys.stdout.write(f"standard error: {failed[-1]}\n")
            asked, problems = asked + editing.asked, problems + editing.problems
            slowest = max(slowest, editing.slowest)
        sys.stdout.write(
            f"{min(number + ROUND, edits)} edits, {encoding}: {asked.total()} requests, {problems} problems compared, "
            f"{len(failed)} failures, slowest sight of a save {slowest:.2f} s\n"
        )
        sys.stdout.flush()
    return 1 if failed else 0


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.language_server", description=__doc__)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("CACHE", "STATE", "RUNTIME"):
            os.environ.setdefault(f"PNET_{name}", str(Path(folder) / name.lower()))
        return run(options.edits, options.seed)


if __name__ == "__main__":
    sys.exit(main())
