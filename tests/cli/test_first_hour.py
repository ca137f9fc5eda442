"""The first hour at a terminal of 80×24: each screen is the one that docs/first-hour.md shows."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.screens import LINES, Shell

PAGE = Path(__file__).parents[2] / "docs" / "first-hour.md"
_BLOCK = re.compile(r"(?ms)^<!-- screen: ([\w-]+) -->\n\n```text\n(.*?)^```$")


class Play(NamedTuple):
    """What is typed, and after each text shown, the answer. The page has its screen under its name."""

    name: str
    typed: str
    answers: tuple[tuple[str, str], ...] = ()


HOUR = (
    Play("init", "pnet init people"),
    Play("enter", "cd people"),
    Play("ada", 'pnet add "Ada Lovelace" --cadence monthly --birthday 12-10'),
    Play("add", 'pnet add "Grace Hopper"', (("How often", "quarterly\n"),)),
    Play("met", 'pnet add "Nadia Okafor" --met-on yesterday --cadence "2 months"'),
    Play("log", 'pnet log "6 weeks ago: coffee with Ada; gave: a book on looms"'),
    Play("grace", 'pnet log "last monday: call with Grace: compilers"'),
    Play("near", 'pnet log "yesterday: wrote to Nadya"', (("Who took part?", "1\n"),)),
    Play("promise", "pnet promise Grace today send the compiler notes"),
    Play("plan", 'pnet log "2026-11-27: lunch with Nadia"'),
    Play("due", "pnet due"),
    Play("today", "pnet"),
    Play("agenda", "pnet agenda --within 3w"),
    Play("review", "pnet review", (("1 of 2", "d"), ("2 of 2", "s"), ("Snooze until", "\n"))),
    Play("postcard", "pnet promise Ada tomorrow send a postcard"),
    Play("done", "pnet done postcard"),
    Play("undo", "pnet undo"),
    Play("delete", 'pnet delete "Nadia Okafor"', (("[y/N]", "y\n"),)),
    Play("undelete", "pnet undo"),
)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    environ = {
        "HOME": str(tmp_path),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PNET_TODAY": "2026-11-24",
        "PNET_CACHE": str(tmp_path / "cache"),
        "PNET_STATE": str(tmp_path / "state"),
        "PNET_RUNTIME": str(tmp_path / "run"),
        "NO_COLOR": "1",
    }
    played = Shell(tmp_path, environ)
    yield played
    played.ends()


def screens(text: str) -> dict[str, str]:
    return {found[1]: found[2] for found in _BLOCK.finditer(text)}


def test_the_first_hour_looks_as_the_docs_show_it(shell: Shell) -> None:
    text = PAGE.read_text(encoding="utf-8")
    wanted = screens(text)
    assert [play.name for play in HOUR] == list(wanted)
    for play in HOUR:
        shell.clears()
        shell.types(f"{play.typed}\n")
        for shown, answer in play.answers:
            shell.shows(shown)
            shell.types(answer)
        shell.waits()
        now = shell.screen()
        assert len(now) < LINES, f"{play.typed} scrolls off the screen"
        if os.environ.get("UPDATE_EXAMPLES"):
            block = f"<!-- screen: {play.name} -->\n\n```text\n"
            text = text.replace(block + wanted[play.name], block + "\n".join(now) + "\n", 1)
        else:
            assert "\n".join(now) + "\n" == wanted[play.name], (
                f"{play.name}; UPDATE_EXAMPLES=1 writes what is shown now"
            )
    if os.environ.get("UPDATE_EXAMPLES"):
        PAGE.write_text(text, encoding="utf-8")
