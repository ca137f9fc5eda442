"""Measures `pnet mcp` through its protocol, and prints the figures beside the goals for 110,000 notes.

`python -m tests.bench.agents` makes a vault, or takes a copy of the one of `--vault`, hides some of its people, and starts the server as
a client does: beside a watcher, and without one. A bare Python tells how busy the machine was.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.bench.language_server import Figures, Goal, bare_start
from tests.bench.lsp_client import memory
from tests.bench.mcp_client import McpClient
from tests.bench.vaults import TODAY, make
from tests.soak.watch import watched

ROOT = Path(__file__).parents[2]
GOALS = (
    Goal("initialize, ms", 2000),
    Goal("first `due`, ms", 100),
    Goal("`due`, slowest ms", 100),
    Goal("`person`, p99 ms", 100),
    Goal("memory after these, PSS, MB", 200),
)
# The other tools, with arguments that fit any vault.
OTHERS: Sequence[tuple[str, dict[str, object]]] = (
    ("agenda", {}),
    ("promises", {}),
    ("people", {"query": "circle:friends"}),
    ("recent", {}),
    ("find", {"text": "coffee"}),
    ("event", {}),
    ("goal", {}),
    ("topics", {}),
    ("check", {}),
)


def measure(root: Path, times: int) -> Figures:
    """Return the figures of one server in the present state of a vault."""
    chance = Random(1)  # noqa: S311 - the same people each time
    people = sorted(
        path.stem
        for path in (root / "contacts").glob("*.md")
        if "private: true" not in path.read_text("utf-8")
    )
    command = [sys.executable, "-m", "plaintext_network", "--vault", str(root), "--today", str(TODAY), "mcp"]
    found: Figures = {"start Python, ms": bare_start()}
    with McpClient(command) as client:
        found["initialize, ms"] = client.initialize() * 1000
        found["first `due`, ms"] = client.call("due") * 1000
        found["`due`, slowest ms"] = max(client.call("due") for _ in range(20)) * 1000
        first = client.call("person", name=f"contacts/{people[0]}.md")
        found["first `person`, ms"] = first * 1000
        seconds = sorted(
            client.call("person", name=f"contacts/{chance.choice(people)}.md") for _ in range(times)
        )
        found["`person`, p50 ms"] = seconds[len(seconds) // 2] * 1000
        found["`person`, p99 ms"] = seconds[int(len(seconds) * 0.99)] * 1000
        found["memory after these, PSS, MB"] = memory(client.process.pid)["PSS"]
        for tool, arguments in OTHERS:
            # The first call may have to store what it reads.
            client.call(tool, **arguments)
            found[f"`{tool}`, ms"] = client.call(tool, **arguments) * 1000
        found["memory after all tools, PSS, MB"] = memory(client.process.pid)["PSS"]
    return found


def say(title: str, found: Figures) -> None:
    """Print the figures, each beside its goal."""
    goals = dict(GOALS)
    print(f"\n{title}")
    for name, figure in found.items():
        goal = goals.get(name)
        print(
            f"  {name:40}{figure:10.1f}"
            + ("" if goal is None else f"  {'' if figure <= goal else 'MISSED '}at most {goal:g}")
        )
    sys.stdout.flush()


def hide(root: Path, count: int) -> None:
    """Make so many people of a vault private."""
    paths = sorted((root / "contacts").glob("*.md"))
    for path in paths[:: max(1, len(paths) // count)][:count] if count else ():
        path.write_text(path.read_text("utf-8").replace("---\n", "---\nprivate: true\n", 1), "utf-8")


def main() -> None:
    """Measure as the options say."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.agents",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--contacts", type=int, default=10_000, help="contacts of the vault, each with 10 interactions (default: 10000)")  # fmt: skip
    parser.add_argument("--vault", type=Path, help="measure on a copy of this vault instead")
    parser.add_argument("--private", type=int, default=50, help="people to hide (default: 50)")
    parser.add_argument(
        "--times", type=int, default=200, help="how many calls of `person` to time (default: 200)"
    )
    parser.add_argument("--json", help="write all figures to this file (default: none)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pnet-bench-") as folder:
        home = Path(os.path.realpath(folder))
        for name in ("cache", "state", "runtime"):
            os.environ[f"PNET_{name.upper()}"] = str(home / name)
        os.environ |= {"LC_ALL": "C.UTF-8"}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run(
            [sys.executable, "-m", "compileall", "-q", str(ROOT / "plaintext_network")], check=True
        )
        root = home / "vault"
        if options.vault:
            shutil.copytree(options.vault, root)
        else:
            make(root, options.contacts)
        hide(root, options.private)
        # Fingerprints are trusted then.
        time.sleep(2.2)
        with watched(root):
            found = {"beside `pnet watch`": measure(root, options.times)}
        found["without a watcher"] = measure(root, options.times)
        notes = sum(1 for _ in root.rglob("*.md"))
        machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        for title, figures in found.items():
            say(f"{notes:,} notes, {options.private} private people, {title}; {machine}", figures)
        if options.json:
            told = {
                "machine": machine,
                "notes": notes,
                "private": options.private,
                "goals": dict(GOALS),
                "servers": found,
            }
            Path(options.json).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
