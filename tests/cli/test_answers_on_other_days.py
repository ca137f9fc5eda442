"""For every command and every day, the answer through a cache built on another day is the answer built from nothing."""

import argparse
import io
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plaintext_network.cli.arguments import command_parsers
from plaintext_network.cli.main import build_parser, main
from plaintext_network.vault.cache import read_vault
from plaintext_network.vault.cache.vault_state import CachedVaultState, VaultState, read_without_cache
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.other_days import clock, near, vaults, written

HOUR = 3_600_000_000_000
SAMPLE = Path(__file__).parents[2] / "sample_vault"
# What each command is asked; a word in braces is one of the vault's own. What writes is asked for a dry run.
ASKED = {
    "due": [
        "",
        "--count",
        "--all --waiting",
        "--within 1y",
        "--circle friends",
        "--explain {name}",
        "{name}",
    ],
    "agenda": ["", "--within 1y"],
    "promises": ["", "{name}"],
    "show": ["{name}", "{name} --full", "{other} --full"],
    "list": ["", "is:due|waiting", "is:warm|new", "touched:<1m"],
    "recent": ["", "with:{name}"],
    "find": ["write"],
    "path": ["{name}"],
    "check": ["", "contacts", "--fix --dry-run"],
    "report": ["--to -", "--format md", "--format mail --mail-to a@example.org"],
    "stats": ["", "--calendar", "--calendar --year 2026", "{name}"],
    "graph": ["", "--format dot", "--circle friends --format json", "{name} --steps 2 --format json"],
    "add": ["Dee --dry-run"],
    "log": ["{name}:call --dry-run", "--with {name} --asked key --direction out --dry-run"],
    "set": ["{name} cadence monthly --dry-run"],
    "snooze": ["{name} 2030-01-01 --dry-run"],
    "promise": ["{name} 2030-01-01 write --dry-run"],
    "done": ["{promise} --dry-run", "{name} --dry-run"],
    "rename": ["{name} Dee --dry-run"],
    "merge": ["{name} {other} --dry-run"],
    "resolve": ["", "{name} --theirs --dry-run"],
    "import": ["{book} --dry-run"],
    "export": ["", "{name} --to csv", "{name} {other} --to jsonl --with tags,circles,notes"],
    "sync": ["--dry-run", "--status", "--check"],
    "address": ["", "{name}", "{other} --limit 1"],
    "touches": ["{messages} --since 2023-01-01 --dry-run"],
    "calendar": ["", "--what due,promises --days 400"],
    "duplicates": ["", "{name}", "--apart {name} {other} --dry-run"],
    "archive": ["{name} --dry-run", "{name} --undo --dry-run"],
    "delete": ["{name} --dry-run"],
    "balance": ["", "{name}"],
    "ready": [""],
    "profile": [""],
    "post": ["check {draft}"],
    "intro": ["", "{name}", "{name} {other} --dry-run"],
    "reach": ["{topic}", "{name}"],
    "event": ["", "{event}"],
    "topics": [
        "",
        "--since 2026-03-01",
        "{topic}",
        "{topic} --since 2026-03-01",
        "{topic} --share https://example.org",
        "{topic} --share {page}",
    ],
    "goal": ["", "--all", "{goal}"],
    "config": [""],
    "bases": ["--dry-run"],
}
LEFT_OUT = {
    "git": "is about the repository",
    "history": "answers from git",
    "init": "asks about a folder that is no vault yet",
    "edit": "opens an editor and answers nothing",
    "undo": "answers from the history of writes",
    "redo": "answers from the history of writes",
    "review": "asks on a terminal, about what `due` and `show` answer",
    "watch": "never ends",
    "lsp": "answers an editor",
    "mcp": "answers an AI assistant",
    "cache": "is about the cache itself",
    "completion": "reads no vault",
    "help": "reads no vault",
    "version": "reads no vault",
}
RANDOM = {
    "name": "Ada", "other": "Bo", "promise": "write", "draft": "posts/Draft.md", "topic": "maps", "event": "Fair",
    "goal": "Job", "page": "Atlas", "book": str(SAMPLE / "phone.vcf"), "messages": str(SAMPLE / "messages.csv"),
}  # fmt: skip
OURS = {
    "name": "Helena", "other": "Hamish", "promise": "the", "draft": "posts/Eighty-four decibels of lunch.md",
    "topic": "Lisbon", "event": "events/Bristol Makers Evening 2026.md", "goal": "goals/Open Quiet Rooms.md",
    "page": "notes/Quiet Rooms.md", "book": str(SAMPLE / "phone.vcf"), "messages": str(SAMPLE / "messages.csv"),
}  # fmt: skip
Answer = tuple[int, str, str]


def lines(words: dict[str, str]) -> Iterator[list[str]]:
    """Yield the words of each question, as JSON where the command knows it."""
    known = command_parsers(build_parser())
    for command, questions in ASKED.items():
        formats = next((a.choices or () for a in known[command]._actions if a.dest == "format"), ())
        for question in questions:
            asked = [command, *(word.format(**words) for word in question.split())]
            yield [*asked, "--format", "json"] if "json" in formats else asked


def told(argv: list[str]) -> Answer:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(argv)
    return status, out.getvalue(), err.getvalue()


def with_cards(root: Path) -> None:
    """Give a vault a folder of cards to be in sync with."""
    with (root / "pnet.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[sync.phone]\nfolder = "cards"\n')
    (root / "cards").mkdir()
    for name in ("Ada", "Helena Rask"):
        card = f"BEGIN:VCARD\nVERSION:3.0\nUID:{name[:3]}\nFN:{name}\nTITLE:Poet\nEND:VCARD\n"
        (root / f"cards/{name[:3]}.vcf").write_text(card, encoding="utf-8")


class Vault:
    """One vault with a folder for each cache, and a clock; `ask` with no day builds the answer from nothing."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.root, self.folder, self.patch = folder / "vault", folder, patch
        self.turn: Callable[[date], None] = clock(patch)
        patch.setenv("PNET_STATE", str(folder / "state"))
        (folder / "none").touch()

    def build(self, day: date) -> None:
        self.turn(day)
        self.patch.setenv("PNET_CACHE", str(self.folder / f"cache {day}"))
        told(self.argv(day, ["due", "--count"]))

    def ask(self, words: list[str], day: date, built: date | None = None) -> Answer:
        self.turn(day)
        # Nothing can be stored below a file.
        folder = self.folder / f"cache {built}" if built else self.folder / "none" / "cache"
        self.patch.setenv("PNET_CACHE", str(folder))
        return told(self.argv(day, words))

    def argv(self, day: date, words: list[str]) -> list[str]:
        return ["--vault", str(self.root), "--today", day.isoformat(), "--no-input", *words]

    def forget(self) -> None:
        for cache in self.folder.glob("cache *"):
            shutil.rmtree(cache)


@pytest.fixture
def patch(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let files be older than the rule about fresh ones needs them to be, so that fingerprints are trusted."""
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
    return monkeypatch


def test_every_command_is_asked_or_left_out_for_a_reason() -> None:
    assert {*ASKED, *LEFT_OUT} == {*command_parsers(build_parser())}
    assert not {*ASKED} & {*LEFT_OUT}
    assert all(LEFT_OUT.values())


def test_every_command_that_can_try_a_write_is_asked_to() -> None:
    def tries(parser: argparse.ArgumentParser) -> bool:
        return any(action.dest == "dry_run" for action in parser._actions)

    wanted = {name for name, parser in command_parsers(build_parser()).items() if tries(parser)} - {*LEFT_OUT}
    # `topics` writes only with `--log`, which is what `log` does.
    assert wanted - {name for name, asked in ASKED.items() if any("--dry-run" in q for q in asked)} == {
        "topics"
    }


def test_the_two_ways_differ_in_nothing_but_the_cache(tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
    vault = Vault(tmp_path, patch)
    written(vault.root, {"pnet.toml": "", "contacts/Ada.md": ""})
    vault.build(TODAY)
    assert isinstance(Notebook(str(vault.root), TODAY)._reader.state, CachedVaultState)
    patch.setenv("PNET_CACHE", str(tmp_path / "none" / "cache"))
    assert not isinstance(Notebook(str(vault.root), TODAY)._reader.state, CachedVaultState)


# The clock goes along; the last is asked for a day before its cache was built.
DAYS = [
    (date(2026, 11, 24), (date(2026, 1, 20), date(2026, 12, 20))),
    (date(2026, 3, 5), (date(2026, 1, 20),)),
]


@pytest.mark.parametrize(("day", "built"), DAYS)
def test_every_command_answers_the_same_on_the_sample_vault(
    tmp_path: Path, patch: pytest.MonkeyPatch, day: date, built: tuple[date, ...]
) -> None:
    # Reading the notes anew for each question would take a minute; a reading knows no day.
    read: dict[str, VaultState] = {}
    patch.setattr(
        read_vault,
        "read_without_cache",
        lambda root, *more: read.get(root) or read.setdefault(root, read_without_cache(root, *more)),
    )
    vault = Vault(tmp_path, patch)
    shutil.copytree(SAMPLE, vault.root)
    with_cards(vault.root)
    for other in built:
        vault.build(other)
    for words in lines(OURS):
        wanted = vault.ask(words, day)
        assert "Traceback" not in wanted[2]
        for other in built:
            assert vault.ask(words, day, other) == wanted, (words, other)


QUESTIONS = list(lines(RANDOM))


@settings(
    max_examples=15, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)
@given(vaults(), near, st.integers(-10, 40), st.randoms(use_true_random=False))
def test_every_command_answers_the_same_on_any_vault(
    tmp_path: Path, patch: pytest.MonkeyPatch, notes: dict[str, str], built: date, later: int, chance: Random
) -> None:
    vault, day = Vault(tmp_path, patch), built + timedelta(later)
    with_cards(written(vault.root, notes))
    vault.build(built)
    for words in [["ready", "--format", "json"], *chance.sample(QUESTIONS, 6)]:
        assert vault.ask(words, day, built) == vault.ask(words, day), words
    vault.forget()


KEPT = {
    "contacts/Ada.md": "---\nfollow_up: 2026-11-10 send the figures\n---\n## Log\n- 2026-11-12 call\n",
    "contacts/Bo.md": "- [ ] file the figures 📅 2026-12-01\n",
}


@pytest.mark.parametrize("built", [date(2026, 11, 5), date(2026, 11, 24), None])
def test_a_promise_fulfilled_since_the_cache_was_built_is_open_no_more(
    tmp_path: Path, patch: pytest.MonkeyPatch, built: date | None
) -> None:
    vault = Vault(tmp_path, patch)
    written(vault.root, {"pnet.toml": "", **KEPT})
    if built:
        vault.build(built)
    for day in (date(2026, 11, 24), date(2026, 11, 13)):
        _, ready, _ = vault.ask(["ready", "--format", "json"], day, built)
        assert [promise["text"] for promise in json.loads(ready)["promises"]] == ["file the figures"]
        # Only this promise matches.
        status, difference, _ = vault.ask(["done", "figures", "--dry-run"], day, built)
        assert (status, "Bo.md" in difference) == (0, True)
