"""Runs commands on a fixed day, in folders of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.cli.main import main

Answer = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Set the day to 24 November 2026, and have a cache, a state and settings of the test's own."""
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    for variable, name in (("PNET_CACHE", "cache"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        monkeypatch.setenv(variable, str(tmp_path / name))


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Answer:
    """Run a command about a vault, and return its status, what it prints, and its messages by line."""

    def run(root: Path, *words: str) -> tuple[int, str, list[str]]:
        try:
            status = main(["--vault", str(root), *words])
        except SystemExit as ended:
            status = int(str(ended.code))
        out, err = capsys.readouterr()
        return status, out, err.splitlines()

    return run
