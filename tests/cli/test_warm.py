"""A warm answer costs about as much as starting Python: what it may import is listed here, and why."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.vault.cache.test_cache import NOTES
from tests.vault.watch.watch_process import Watch

# Each with its reason; whatever else is imported on the way to a warm answer is a slip.
ALLOWED = {
    # The command line, and what it stands on (`re`, `gettext` and their own imports).
    "argparse", "gettext", "locale", "_locale", "re", "re._casefix", "re._compiler", "re._constants", "re._parser",
    "_sre", "enum", "functools", "_functools", "collections", "collections.abc", "_collections", "keyword", "operator",
    "_operator", "reprlib", "types", "copyreg", "itertools", "errno", "__future__", "importlib", "importlib._bootstrap",
    "importlib._bootstrap_external", "warnings", "contextlib", "shutil", "fnmatch",
    # Today.
    "datetime", "_datetime", "math", "time", "_strptime",
    # Fingerprints, and the checksums of what is kept.
    "array", "binascii", "gc", "stat", "_stat", "marshal",
    # Many files are looked at by several processes.
    "select", "signal", "_signal", "plaintext_network.vault.worker_processes",
    # Ours: the words, the screen, the way to the vault, and one look at it.
    "plaintext_network", "plaintext_network.errors", "plaintext_network.cli", "plaintext_network.cli.main", "plaintext_network.cli.driver_words",
    "plaintext_network.cli.parser", "plaintext_network.cli.arguments", "plaintext_network.cli.command_table", "plaintext_network.cli.options", "plaintext_network.cli.output", "plaintext_network.cli.output.records", "plaintext_network.cli.output.days", "plaintext_network.escape",
    "plaintext_network.cli.output.terminal", "plaintext_network.cli.session", "plaintext_network.cli.commands",
    "plaintext_network.vault", "plaintext_network.vault.config", "plaintext_network.vault.config.find_vault", "plaintext_network.vault.config.user_folders",
    "plaintext_network.vault.cache", "plaintext_network.vault.cache.locations", "plaintext_network.vault.files.compare_listings", "plaintext_network.vault.files.fingerprints", "plaintext_network.vault.files", "plaintext_network.vault.files.ignore", "plaintext_network.vault.files.walk",
    "plaintext_network.vault.watch_client", "plaintext_network.vault.cache.due_snapshot", "plaintext_network.vault.cache.check_unchanged", "plaintext_network.vault.notebook", "plaintext_network.vault.vault_reader",
    # Whether a write was interrupted.
    "plaintext_network.vault.transaction", "plaintext_network.vault.transaction.pending",
}  # fmt: skip
LOOKUP = {
    "plaintext_network.model", "plaintext_network.model.language", "plaintext_network.model.language.normalize", "plaintext_network.network",
    "plaintext_network.network.people", "plaintext_network.network.people.find_contact", "unicodedata",
}  # fmt: skip


# To ask a watcher takes a socket, and nothing that looks at files.
ASKING = {"_socket"}
LOOKING = {
    "plaintext_network.vault.files", "plaintext_network.vault.files.ignore", "plaintext_network.vault.files.walk", "plaintext_network.vault.files.compare_listings", "plaintext_network.vault.files.fingerprints",
    "plaintext_network.vault.worker_processes", "array", "select",
}  # fmt: skip
# To complete an address takes the stored book of them, and nothing of who may be in it.
ADDRESSES = {
    "plaintext_network.cli.commands.address", "plaintext_network.cli.options.phone_mail", "plaintext_network.exchange",
    "plaintext_network.exchange.address_lookup", "plaintext_network.exchange.address_lookup.book_entry",
    "plaintext_network.exchange.address_lookup.find_addresses", "plaintext_network.vault.derived_answer",
}  # fmt: skip
DUE = {
    "plaintext_network.cli.commands.due", "plaintext_network.cli.options.daily", "plaintext_network.records", "plaintext_network.records.due_record",
}  # fmt: skip
JSON = {
    "plaintext_network.records.plain_values",
    "json",
    "json.decoder",
    "json.encoder",
    "json.scanner",
    "_json",
}
WARM = [
    (["due"], DUE),
    (["due", "--count"], DUE),
    (
        ["due", "--format", "jsonl"],
        {*DUE, *JSON},
    ),
    (
        ["path", "bobby"],
        {"plaintext_network.cli.commands.path", "plaintext_network.cli.options.people", *LOOKUP},
    ),
    (["address", "cy"], {*ADDRESSES, *LOOKUP}),
    (["address", "--format", "mutt", "example"], {*ADDRESSES, *LOOKUP}),
]


# No short answer about contacts needs these. Each took from one to four of its sixty milliseconds.
NEVER = {
    "typing",
    "pickle",
    "inspect",
    "dataclasses",
    "markdown_it",
    "yaml",
    "json",
    "subprocess",
    "tempfile",
    "numpy",
    "plaintext_network.vault.meaning",
    "asyncio",
    "pygls",
    "lsprotocol",
    "plaintext_network.lsp",
    "mcp",
    "mcp_types",
    "pydantic",
    "anyio",
    "plaintext_network.agents",
}
# What describes contacts, and reads the database: a watcher has these rows in memory.
STATES = {"plaintext_network.network.due.contact_state", "plaintext_network.network.index.index", "_sqlite3"}
SHORT = [
    (["show", "bobby"], {"heapq", "plaintext_network.network.reports.mentors", "plaintext_network.network.reports.reach.introductions"}),
    (["list", "--limit", "20"], {"plaintext_network.network.search.query", "plaintext_network.notes.note"}),
    (["recent", "--limit", "20"], {"plaintext_network.notes.note"}),
    (["agenda"], {"plaintext_network.model.dates.periods", "plaintext_network.notes.note"}),
    (["promises"], {"plaintext_network.notes.note"}),
]  # fmt: skip


CY = "---\nemails: [cy@example.org]\n---\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault, with folders of its own for what is kept."""
    for path, text in {"pnet.toml": "", **NOTES, "contacts/Cy.md": CY}.items():
        (tmp_path / "vault" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "vault" / path).write_text(text)
    for variable, name in (("PNET_CACHE", "cache"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "vault"


def imported(root: Path, words: list[str]) -> tuple[str, set[str]]:
    """Run a command an hour or two later, and return its answer and what it has imported."""
    code = (
        "import sys, time; began = set(sys.modules); clock = time.time_ns; "
        "time.time_ns = lambda: clock() + 10**13; "
        "from plaintext_network.cli.main import main; code = main(sys.argv[1:]); "
        "print(*sorted(set(sys.modules) - began), sep='\\n', file=sys.stderr); sys.exit(code)"
    )
    run = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {os.getcwd()!r}); {code}"]
    argv = [*run, "--vault", str(root), "--today", "2026-11-24", "-q", *words]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    return done.stdout, set(done.stderr.split())


def imported_with_a_watcher(root: Path, words: list[str], answer: str, without: set[str]) -> set[str]:
    """Run a command until the watcher answers, so that nothing `without` is imported; return what is, at the last try too."""
    with Watch(root):
        # On a busy machine it may not answer in time.
        for _ in range(20):
            again, asked = imported(root, words)
            assert again == answer != ""
            if not asked & without:
                break
    return asked


@pytest.mark.parametrize(("words", "more"), WARM)
def test_what_a_warm_answer_imports(root: Path, words: list[str], more: set[str]) -> None:
    answer, cold = imported(root, words)
    again, warm = imported(root, words)
    assert again == answer != ""
    assert "plaintext_network.notes.note" in cold
    assert warm - ALLOWED - more == set()


@pytest.mark.parametrize(("words", "more"), WARM)
def test_what_a_watchers_answer_imports(root: Path, words: list[str], more: set[str]) -> None:
    answer, cold = imported(root, words)
    asked = imported_with_a_watcher(root, words, answer, without=LOOKING)
    assert "plaintext_network.notes.note" in cold
    assert "_socket" in asked - cold
    assert asked - (ALLOWED - LOOKING) - ASKING - more == set()


@pytest.mark.parametrize(("words", "unneeded"), SHORT)
def test_what_a_short_answer_does_not_import(root: Path, words: list[str], unneeded: set[str]) -> None:
    answer, _ = imported(root, words)
    again, warm = imported(root, words)
    assert again == answer != ""
    assert warm & (NEVER | unneeded) == set()
    assert "_sqlite3" in warm


@pytest.mark.parametrize("words", [["agenda"], ["promises"]])
def test_a_watcher_answers_what_is_open_from_memory(root: Path, words: list[str]) -> None:
    answer, _ = imported(root, words)
    asked = imported_with_a_watcher(root, words, answer, without=STATES)
    assert asked & (STATES | NEVER) == set()


def test_completion_of_names_reads_no_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from plaintext_network.cli.arguments import complete_names
    from plaintext_network.cli.parser import build_parser
    from plaintext_network.vault.files import read_file

    for path, text in {"pnet.toml": "", **NOTES}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + 10**13)
    options = build_parser().parse_args(["--vault", str(tmp_path), "show", "x"])
    assert complete_names("bo", options) == ["Bo", "Bobby"]

    def never(*_: object) -> bytes:
        raise AssertionError("a note was read")

    monkeypatch.setattr(read_file.Reader, "read", never)
    assert complete_names("bo", options) == ["Bo", "Bobby"]
