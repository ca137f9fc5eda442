"""Measures `pnet lsp` through its protocol, and prints the figures beside the goals for 110,000 notes.

`python -m tests.bench.language_server` makes a vault, or takes the one of `--vault`, and starts the server as an editor does. Beside
times on the clock, it prints the server's own work, and how long a bare Python takes to start: both tell how busy the machine was.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.bench.lsp_client import Client, cpu_seconds, memory, processes
from tests.bench.vaults import TODAY, make
from tests.lsp.server.every_request import CAPABILITIES
from tests.soak.watch import watched

ROOT = Path(__file__).parents[2]
SERVER = [sys.executable, "-m", "plaintext_network", "lsp", "--stdio"]
NOTE = "contacts/Somebody New.md"
TEXT = "---\ntype: contact\n---\n\n\n"


Figures = dict[str, float]


class Goal(NamedTuple):
    """A figure's goal: at most so much, in the unit of the figure's name."""

    figure: str
    at_most: float


GOALS = (
    Goal("initialize, warm, ms", 1500),
    Goal("warm, until the first completion, ms", 1500),
    Goal("initialize, cold, ms", 1000),
    Goal("completion, p99 ms", 50),
    Goal("problems after the last key, with the pause, p99 ms", 100),
    Goal("symbols of the vault, p99 ms", 100),
    Goal("memory after all requests, PSS, MB", 150),
    Goal("growth in 10,000 keys, MB", 5),
    Goal("another program's save seen, slowest ms", 1000),
    Goal("another program's save seen beside `pnet watch`, slowest ms", 1000),
    Goal("processes left 2 s after the editor was killed", 0),
)


class Times:
    """The times of one kind of request, on the clock and of the server's work, in seconds."""

    def __init__(self, client: Client) -> None:
        self._process = client.process.pid
        self.seconds: list[float] = []
        self._work: list[float] = []
        self._before = 0.0

    def begin(self) -> float:
        """Return the time now, before a request."""
        self._before = cpu_seconds(self._process)
        return time.perf_counter()

    def add(self, seconds: float) -> None:
        """Add the time of the request that has begun."""
        self.seconds.append(seconds)
        self._work.append(cpu_seconds(self._process) - self._before)

    def figures(self, name: str) -> Figures:
        """Return the median and the 99th percentile, in ms; and of the work, which other programs don't disturb."""
        return {
            f"{name}, {part} ms": _part(times, share) * 1000
            for part, times, share in (
                ("p50", self.seconds, 0.5),
                ("p99", self.seconds, 0.99),
                ("work p50", self._work, 0.5),
                ("work p99", self._work, 0.99),
            )
            if times
        }


def _part(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


class Vault:
    """A vault to measure with, and what to type there."""

    def __init__(self, root: Path, chance: Random) -> None:
        self.root, self.chance = root, chance
        self.people = sorted(path.stem for path in (root / "contacts").glob("*.md"))

    def name(self) -> str:
        """Return the name of somebody."""
        return self.chance.choice(self.people)

    def typed(self) -> str:
        """Return the beginning of a part of somebody's name, as people type it."""
        part = self.chance.choice(self.name().split(" "))
        return part[: self.chance.randint(1, 6)].lower()

    def note(self) -> str:
        """Return the path of somebody's note."""
        return f"contacts/{self.name()}.md"


@contextmanager
def started(vault: Path) -> Iterator[tuple[Client, float]]:
    """Start the server; yield it, and the milliseconds until it was initialized."""
    # Problems are published: the time that they take begins with the last key.
    capabilities = json.loads(json.dumps(CAPABILITIES))
    del capabilities["textDocument"]["diagnostic"]
    with Client(SERVER, vault) as client:
        seconds = client.initialize(capabilities)
        yield client, seconds * 1000


def bare_start() -> float:
    """Return the milliseconds that a bare Python takes to start and to end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return (time.perf_counter() - began) * 1000


def wait_ready(client: Client) -> float:
    """Wait until completion knows the vault; return the milliseconds since the server was started."""
    client.open(NOTE, TEXT)
    client.type(NOTE, 3, 0, "[[a")
    while True:
        when, found = client.answer(client.ask("textDocument/completion", **client.at(NOTE, 3, 3)))
        if found and found["items"]:
            client.type(NOTE, 3, 3, "", 3)
            return (when - client.began) * 1000
        time.sleep(0.01)


def completions(client: Client, vault: Vault, count: int) -> Figures:
    """Time completions after each key of a name."""
    took, resolved = Times(client), Times(client)
    while len(took.seconds) < count:
        typed = f"[[{vault.typed()}"
        for end in range(2, len(typed) + 1):
            began = took.begin()
            client.type(NOTE, 3, end - 1 if end > 2 else 0, typed[end - 1] if end > 2 else "[[")
            when, found = client.answer(client.ask("textDocument/completion", **client.at(NOTE, 3, end)))
            took.add(when - began)
        if found["items"]:
            resolved.begin()
            item = vault.chance.choice(found["items"])
            resolved.add(client.timed("completionItem/resolve", **item)[0])
        client.type(NOTE, 3, len(typed), "", len(typed))
    return took.figures("completion") | resolved.figures("description of an item")


def problems(client: Client, vault: Vault, count: int) -> Figures:
    """Time the problems after the last key of a word, which include the server's pause."""
    took = Times(client)
    for number in range(count):
        path = vault.note()
        text = (vault.root / path).read_text(encoding="utf-8")
        client.open(path, text)
        line = text.count("\n") - 1
        for key in range(8):
            client.type(path, line, key, "[[Nobody"[key])
            time.sleep(0.01)
        began = took.begin()
        version = client.type(path, line, 8, "]] ")
        when = client.wait_published(path, version, 5)
        took.add((when or began + 5) - began)
        client.close(path)
        if number % 20 == 0:
            time.sleep(0.5)
    return took.figures("problems after the last key, with the pause")


def requests(client: Client, vault: Vault, count: int) -> Figures:
    """Time each other request, about people's notes that are opened for it."""
    took: dict[str, Times] = {}

    def ask(name: str, method: str, **params: Any) -> Any:
        times = took.setdefault(name, Times(client))
        times.begin()
        seconds, found = client.timed(method, **params)
        times.add(seconds)
        return found

    for number in range(count):
        ask("symbols of the vault", "workspace/symbol", query=vault.typed())
        path, name = vault.note(), vault.name()
        text = f"Met [[{name}]] and [[{vault.name()}]].\n- [ ] send the map 📅 2026-11-20\n"
        text = (vault.root / path).read_text(encoding="utf-8") + text
        line = text.count("\n") - 2
        client.open(path, text)
        here = client.at(path, line, 8)
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": line + 2, "character": 0}}
        ask("hover", "textDocument/hover", **here)
        ask("definition", "textDocument/definition", **here)
        ask("references", "textDocument/references", **here, context={"includeDeclaration": True})
        ask("links of the note", "textDocument/documentLink", textDocument=here["textDocument"])
        ask("symbols of the note", "textDocument/documentSymbol", textDocument=here["textDocument"])
        ask("hint", "textDocument/inlayHint", textDocument=here["textDocument"], range=whole)
        context: dict[str, list[str]] = {"diagnostics": []}
        actions = ask("actions", "textDocument/codeAction", **here, range=whole, context=context)
        for action in [action for action in actions or () if "data" in action][:3]:
            ask("edits of an action", "codeAction/resolve", **action)
        ask("start of a rename", "textDocument/prepareRename", **here)
        if number % 10 == 0:
            ask("rename", "textDocument/rename", **here, newName=f"{name} the Younger")
        client.close(path)
    return {key: value for name, times in took.items() for key, value in times.figures(name).items()}


def keys(client: Client, vault: Vault, count: int) -> None:
    """Type so many keys, with completions in between as an editor asks for them."""
    for number in range(count):
        at = number % 60
        if at == 0:
            client.type(NOTE, 3, 60 if number else 0, "", 60 if number else 0)
        client.type(
            NOTE, 3, at, "[[" if at == 0 else vault.chance.choice("abdefiklmnoprstuv") if at != 1 else ""
        )
        if number % 5 == 0:
            client.request("textDocument/completion", **client.at(NOTE, 3, at + 1))
        time.sleep(0.001)


def seen(client: Client, vault: Vault, saves: int) -> list[float]:
    """Return the seconds until completion knows somebody whom another program saved."""
    took = []
    for number in range(saves):
        name = f"Qzx{number} Wyv{os.getpid()}"
        file = vault.root / "contacts" / f"{name}.md"
        client.type(NOTE, 3, 0, f"[[{name[:6]}")
        time.sleep(0.3)
        file.write_text("---\ntype: contact\n---\n", encoding="utf-8")
        began = time.perf_counter()
        while time.perf_counter() - began < 30:
            when, found = client.answer(client.ask("textDocument/completion", **client.at(NOTE, 3, 8)))
            if any(name in item["label"] for item in found["items"]):
                break
            time.sleep(0.005)
        took.append(when - began)
        client.type(NOTE, 3, 8, "", 8)
        file.unlink()
        time.sleep(0.5)
    return took


_EDITOR = """
import json, subprocess, sys, time
server = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
    "processId": None, "rootUri": sys.argv[1], "capabilities": {}}}).encode()
server.stdin.write(b"Content-Length: %d\\r\\n\\r\\n%b" % (len(body), body))
server.stdin.flush()
server.stdout.readline()
body = b'{"jsonrpc": "2.0", "method": "initialized", "params": {}}'
server.stdin.write(b"Content-Length: %d\\r\\n\\r\\n%b" % (len(body), body))
server.stdin.flush()
print(server.pid, flush=True)
time.sleep(1000)
"""


def left_after_kill(vault: Path, work: float) -> int:
    """Kill an editor after some seconds; return how many of the server's processes are left 2 s later."""
    editor = subprocess.Popen(
        [sys.executable, "-c", _EDITOR, vault.as_uri(), *SERVER], stdout=subprocess.PIPE, text=True
    )
    assert editor.stdout
    server = int(editor.stdout.readline())
    time.sleep(work)
    with_children = processes(server)
    editor.send_signal(signal.SIGKILL)
    editor.wait()
    time.sleep(2)
    return len([each for each in with_children if _is_alive(each)])


def _is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def measure(root: Path, options: argparse.Namespace) -> Figures:
    """Measure everything on one vault."""
    vault = Vault(root, Random(1))  # noqa: S311
    found: Figures = {}
    shutil.rmtree(os.environ["PNET_CACHE"], ignore_errors=True)
    with started(root) as (client, initialized):
        found["initialize, cold, ms"] = initialized
        found["cold, until the first completion, ms"] = wait_ready(client)
    found["processes left 2 s after the editor was killed"] = left_after_kill(root, 0.2)
    found["processes left 2 s after the editor was killed"] += left_after_kill(root, 3)
    warm, first, work, bare = [], [], [], []
    for _ in range(5):
        bare.append(bare_start())
        with started(root) as (client, initialized):
            warm.append(initialized)
            first.append(wait_ready(client))
            work.append(cpu_seconds(client.process.pid) * 1000)
    found["start Python, ms"] = statistics.median(bare)
    found["initialize, warm, ms"] = statistics.median(warm)
    found["warm, until the first completion, ms"] = statistics.median(first)
    found["warm, until the first completion, work ms"] = statistics.median(work)
    with started(root) as (client, _):
        wait_ready(client)
        found["memory when ready, PSS, MB"] = memory(client.process.pid)["PSS"]
        for phase, part, count in (
            ("completions", completions, options.times),
            ("problems", problems, options.times // 2),
            ("other requests", requests, options.times // 2),
        ):
            found |= part(client, vault, count)
            found[f"memory after {phase}, PSS, MB"] = memory(client.process.pid)["PSS"]
        found["another program's save seen, slowest ms"] = max(seen(client, vault, options.saves)) * 1000
        told = memory(client.process.pid)
        found["memory after all requests, PSS, MB"] = told["PSS"]
        found["memory after all requests, RSS, MB"] = told["RSS"]
        keys(client, vault, options.keys // 5)
        time.sleep(1)
        before = memory(client.process.pid)["PSS"]
        keys(client, vault, options.keys)
        time.sleep(1)
        found["growth in 10,000 keys, MB"] = (
            (memory(client.process.pid)["PSS"] - before) * 10_000 / options.keys
        )
    with watched(root), started(root) as (client, _):
        wait_ready(client)
        found["another program's save seen beside `pnet watch`, slowest ms"] = (
            max(seen(client, vault, options.saves)) * 1000
        )
        found["memory beside `pnet watch`, PSS, MB"] = memory(client.process.pid)["PSS"]
    return found


def say(title: str, found: Figures) -> None:
    """Print the figures, each beside its goal."""
    goals = dict(GOALS)
    print(f"\n{title}")
    for name, figure in found.items():
        goal = goals.get(name)
        told = "" if goal is None else f"  {'' if figure <= goal else 'MISSED '}at most {goal:g}"
        print(f"  {name:62}{figure:10.1f}{told}")
    sys.stdout.flush()


def main() -> None:
    """Measure as the options say."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.language_server",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--contacts", type=int, default=10_000, help="contacts of the vault, each with 10 interactions (default: 10000)")  # fmt: skip
    parser.add_argument("--vault", type=Path, help="measure on a copy of this vault instead")
    parser.add_argument("--times", type=int, default=400, help="how many completions to time (default: 400)")
    parser.add_argument("--keys", type=int, default=10_000, help="keys to type for the leak (default: 10000)")
    parser.add_argument("--saves", type=int, default=10, help="saves of another program (default: 10)")
    parser.add_argument("--json", help="add all figures to this file (default: none)")
    parser.add_argument("--label", help="what to call the vault there (default: its number of notes)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pnet-bench-") as folder:
        home = Path(os.path.realpath(folder))
        for name in ("cache", "state", "runtime"):
            os.environ[f"PNET_{name.upper()}"] = str(home / name)
        os.environ |= {"PNET_TODAY": str(TODAY), "LC_ALL": "C.UTF-8"}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run(
            [sys.executable, "-m", "compileall", "-q", str(ROOT / "plaintext_network")], check=True
        )
        root = home / "vault"
        if options.vault:
            shutil.copytree(options.vault, root)
        else:
            make(root, options.contacts)
        # Fingerprints are trusted then.
        time.sleep(2.2)
        found = measure(root, options)
        notes = sum(1 for _ in root.rglob("*.md"))
        machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        say(f"{notes:,} notes; {machine}", found)
        if options.json:
            file = Path(options.json)
            before = json.loads(file.read_text(encoding="utf-8"))["vaults"] if file.exists() else {}
            vaults = {**before, options.label or f"{notes:,} notes": found}
            told = {"machine": machine, "goals": dict(GOALS), "vaults": vaults}
            file.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
