"""The commands that are measured, and the fixed things that they are compared with. Runs nothing itself."""

import shutil
import sys
from pathlib import Path

from tests.bench.measure import Command
from tests.bench.vaults import make_vcards

HERE = Path(__file__).parent
PNET = str(Path(sys.executable).with_name("pnet"))
PYTHON = "python -c pass"
WALK = "walk and stat in Python"
GIT = "git status --short"
DUE, COUNT = "pnet due", "pnet due --count"
WORDS, PHRASE = "pnet find --limit 10 WORDS", "pnet find --limit 10 PHRASE"
SEARCHER = "rg -li PHRASE" if shutil.which("rg") else "grep -rli PHRASE"
UNCHANGED, CHANGED = "no note changed: pnet due", "one note changed: pnet due"
# What is measured while a watcher runs has this before its name.
WATCHED = "watched: "

# Questions about one person, or with few answers; then those about the whole vault.
SHORT = (
    "show NAME",
    "path NAME",
    "address NAME",
    "list --limit 20",
    "recent --limit 20",
    "find --limit 10 WORDS",
    "agenda",
    "promises",
)
LONG = ("stats", "check", "balance", "ready", "intro", "topics", "event", "goal", "profile", "list")
# Which draw something, or write a page.
PICTURES = ("graph --format svg", "graph NAME --format svg", "stats --calendar", "stats NAME")
REPORT = "report --to -"
# Whose JSON is compared with their table.
TABLES = ("due", "list --limit 5000", "recent --limit 5000")
# Measured too, without a goal of their own.
OTHER = ("due", "due --count", "find --limit 10 PHRASE", "list --fields name,path")


def fixed(folder: Path, vault: Path, contacts: int) -> list[Command]:
    """Return what `pnet` is compared with: the least that Python, git and other programs need."""
    baseline = [sys.executable, str(HERE / "baselines.py")]
    rg = ["rg", "-li", "garden light", str(vault)]
    grep = ["grep", "-rli", "--include=*.md", "garden light", str(vault)]
    return [
        bare(),
        Command(WALK, [*baseline, "walk", str(vault)]),
        Command(GIT, ["git", "-C", str(vault), "status", "--short"]),
        Command(SEARCHER, rg if SEARCHER.startswith("rg") else grep),
        *_khard(folder, contacts),
    ]


def bare(before: str = "") -> Command:
    """Return a bare interpreter: the least that any command in Python takes."""
    return Command(before + PYTHON, [sys.executable, "-c", "pass"])


def questions(vault: Path, before: str = "") -> list[Command]:
    """Return every reading command that has a goal."""
    tables = [form for table in TABLES for form in (table, f"{table} --format json")]
    names = dict.fromkeys((*OTHER, *SHORT, *LONG, *PICTURES, REPORT, *tables))
    return [question(name, vault, before) for name in names]


def question(name: str, vault: Path, before: str = "") -> Command:
    """Return the command of a name such as `show NAME`."""
    meant = {"WORDS": "garden light", "PHRASE": '"garden light"'}
    if "NAME" in name:
        meant["NAME"] = somebody(vault)
    words = [meant.get(word, word) for word in name.split(" ")]
    # The vaults have problems, for which `check` exits with 1.
    return Command(
        f"{before}pnet {name}", [PNET, "--vault", str(vault), "-q", *words], fails_with=(0, name == "check")
    )


def somebody(vault: Path) -> str:
    """Return the name of a contact in the middle of the alphabet."""
    names = sorted(path.stem for path in (vault / "contacts").glob("*.md"))
    return names[len(names) // 2]


def _khard(folder: Path, contacts: int) -> list[Command]:
    """Another program that lists contacts, from as many vCards, where it is installed."""
    khard = shutil.which("khard")
    if khard is None:
        return []
    cards = folder / f"vcards-{contacts}"
    if not cards.exists():
        make_vcards(cards, contacts)
        (cards / "khard.conf").write_text(f"[addressbooks]\n[[all]]\npath = {cards}\n", encoding="utf-8")
    return [Command("khard list", [khard, "-c", str(cards / "khard.conf"), "list"])]
