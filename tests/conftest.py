"""Fixtures that build vaults from `{"contacts/Ada.md": "…"}`, in memory or on disk, and how a run is set up."""

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings

from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.notes.note import parse
from plaintext_network.vault import serialize
from plaintext_network.vault.cache import file_lock

TODAY = date(2026, 11, 24)
# No test asserts a time: a busy machine may take as long as it likes over an example.
settings.register_profile("pnet", deadline=None)
settings.load_profile("pnet")
LEFT_OUT = pytest.StashKey[set[str]]()
# Linux has it in memory, where a write that waits for the disk waits for nothing.
MEMORY = "/dev/shm"  # noqa: S108
ROOM = 1 << 30


def index_of(notes: Mapping[str, str], rules: Rules | None = None) -> Index:
    """Return the index of notes given as text by path."""
    used = rules or Rules()
    return Index.build(read_facts(parse(text.encode()), path, used) for path, text in notes.items())


def index_of_notes(files: Mapping[str, str]) -> Index:
    """Return the index of the notes among these files."""
    return index_of({path: text for path, text in files.items() if path.endswith(".md")})


def people_in(index: Index, today: date) -> list[Person]:
    """Return every contact of an index, hidden or not."""
    return [Person(index, facts.path, Rules(), today) for facts in index.contacts()]


def view_of(
    notes: Mapping[str, str], rules: Rules | None = None, today: date = TODAY, only: Collection[str] = ()
) -> SuggestionView:
    """Return what reports may show of notes given as text by path; the contacts in `only` may be named."""
    return SuggestionView(index_of(notes, rules), rules or Rules(), today, only)


@pytest.fixture(autouse=True, scope="session")
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give pnet a cache and a state of its own, apart from the user's."""
    os.environ["PNET_CACHE"] = str(tmp_path_factory.mktemp("caches"))
    os.environ["PNET_STATE"] = str(tmp_path_factory.mktemp("states"))
    # Most reports are tested, and shown in the docs, as they are without the extra `meaning`.
    os.environ["PNET_MEANING"] = "off"


@pytest.fixture(autouse=True)
def no_excuses(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a fault of pnet's own fail a test, where users would get an answer without the cache.

    A test that damages the cache's values requests `damaging`.
    """
    if "damaging" not in request.fixturenames:
        monkeypatch.setattr(serialize, "WRONG_VALUES", ())


@pytest.fixture
def damaging() -> None:
    """Mark a test that gives the cache values of wrong types."""


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


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Return a new folder, on a real disk for a test marked `disk`; others may be in memory."""
    if request.node.get_closest_marker("disk"):
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder).resolve()
    else:
        yield tmp_path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pnet give up a cache that another process holds after 50 ms, and not after seconds."""
    monkeypatch.setattr(file_lock, "LOCK_TIMEOUT", 0.05)


def pytest_configure(config: pytest.Config) -> None:
    """Keep temporary folders in memory if there is room, and let every process of a run read Python's bytecode."""
    config.stash[LEFT_OUT] = set()
    if _has_room(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)
    # Many tests start a pnet of their own. Each would compile all of it again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # readline, which pytest imports, sets them for the processes of a run.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)


def _has_room(folder: str) -> bool:
    """Return whether a folder has room for what tests write, and can run programs in it."""
    try:
        room = shutil.disk_usage(folder).free
        runs = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    except (OSError, AttributeError):
        return False
    return room > ROOM and runs and os.access(folder, os.W_OK)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many processes share the tests: none if files or keywords were chosen, since starting them takes longer."""
    if config.option.keyword or not all(os.path.isdir(path) for path in config.args):
        return 0
    # One more than there are processors: a test of the watcher mostly waits.
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a program of the system, unless PNET_SYSTEM=1 says that all are installed."""
    if os.environ.get("PNET_SYSTEM") == "1":
        return
    left_out = [item for item in items if item.get_closest_marker("system")]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
        config.stash[LEFT_OUT] = {item.nodeid for item in left_out}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Report what was left out to the process that shares out the tests."""
    names = session.config.stash[LEFT_OUT]
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = sorted(names)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take down what one of the processes left out."""
    names: set[str] = node.config.stash[LEFT_OUT]
    names.update(getattr(node, "workeroutput", {}).get("left_out", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """List the tests that were left out."""
    names = config.stash[LEFT_OUT]
    if names:
        # pytest counts them only in the process that collects them.
        terminalreporter.stats.setdefault("deselected", [SimpleNamespace(nodeid=name) for name in names])
    for name in sorted({name.split("[")[0] for name in names}):
        terminalreporter.write_line(f"left out without PNET_SYSTEM=1: {name}")
