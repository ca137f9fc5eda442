"""Fixtures that build vaults from `{"contacts/Ada.md": "…"}`, in memory or on disk."""

import os
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.notes.note import parse

TODAY = date(2026, 11, 24)
# No test asserts a time: a busy machine may take as long as it likes over an example.
settings.register_profile("pnet", deadline=None)
settings.load_profile("pnet")
LEFT_OUT = pytest.StashKey[list[str]]()


def index_of(notes: Mapping[str, str], rules: Rules | None = None) -> Index:
    """Return the index of notes given as text by path."""
    used = rules or Rules()
    return Index.build(read_facts(parse(text.encode()), path, used) for path, text in notes.items())


def view_of(
    notes: Mapping[str, str], rules: Rules | None = None, today: date = TODAY, only: Collection[str] = ()
) -> SuggestionView:
    """Return what reports may show of notes given as text by path; the contacts in `only` may be named."""
    return SuggestionView(index_of(notes, rules), rules or Rules(), today, only)


@pytest.fixture(autouse=True, scope="session")
def kept_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests keep between runs out of the user's own folders."""
    os.environ["PNET_CACHE"] = str(tmp_path_factory.mktemp("caches"))
    os.environ["PNET_STATE"] = str(tmp_path_factory.mktemp("states"))


@pytest.fixture
def vault(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Return a function that writes notes, given as text by path, into a new vault and returns its folder."""

    def write(notes: Mapping[str, str]) -> Path:
        root = tmp_path / "vault"
        for path, text in {"pnet.toml": "", **notes}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        return root

    return write


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a program of the system, unless PNET_SYSTEM=1 says that all are installed."""
    if os.environ.get("PNET_SYSTEM") == "1":
        return
    left_out = [item for item in items if item.get_closest_marker("system")]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
        config.stash[LEFT_OUT] = sorted({item.nodeid.split("[")[0] for item in left_out})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the tests that were left out."""
    for name in config.stash.get(LEFT_OUT, []):
        terminalreporter.write_line(f"left out without PNET_SYSTEM=1: {name}")
