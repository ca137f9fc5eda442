"""A change of settings, code or file times redoes only the layer of the cache that depends on it, and answers stay right."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

import plaintext_network
from plaintext_network.vault.cache import code_layers, database, locations, parse_files, rebuild, update
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.files import read_file
from plaintext_network.vault.files.walk import listing
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.serialize import deserialize_plain
from tests.conftest import TODAY

Write = Callable[[Mapping[str, str]], Path]
HOUR = 3_600_000_000_000

NOTES = {
    "contacts/Ada.md": "---\ncadence: 2 weeks\ncircles: [friends]\n---\n## Log\n- 2026-09-01 call: engines\n",
    "contacts/Bo.md": "---\naliases: [Bobby]\nbirthday: 11-24\n---\n- [ ] send slides 📅 2026-11-20\n",
    "contacts/Cy.md": "---\nmet_on: 2026-11-10\nmet_through: '[[Ada]]'\n---\n",
    "interactions/2026-10-01.md": "---\nwith: [Bobby]\ndirection: in\nfollow_up: 2026-10-12 book\n---\nabout [[Ada]]\n",
    "people/Dee.md": "---\nname: Dee\n---\n",
}


class Work:
    """What was done since the last call of `take`: files read, notes resolved, contacts computed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.counts = {"read": 0, "resolved": 0, "computed": 0}
        for name, owner, attribute in (
            ("read", read_file.Reader, "read"),
            ("resolved", rebuild, "resolve_note"),
            ("computed", rebuild, "contact_row"),
        ):
            monkeypatch.setattr(owner, attribute, self._counted(name, getattr(owner, attribute)))

    def _counted(self, name: str, original: Callable[..., object]) -> Callable[..., object]:
        def counted(*values: object) -> object:
            self.counts[name] += 1
            return original(*values)

        return counted

    def take(self) -> tuple[int, int, int]:
        taken = tuple(self.counts.values())
        self.counts = dict.fromkeys(self.counts, 0)
        return taken  # type: ignore[return-value]


@pytest.fixture
def root(vault: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a vault with a current cache, whose fingerprints are trusted."""
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
    made = vault(NOTES)
    answers(made)
    return made


@pytest.fixture
def work(root: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def answers(root: Path, *, cache: bool = True) -> tuple[object, ...]:
    opened = Notebook(str(root), TODAY, cache=cache)
    return opened.due_list(), opened.problems(), opened.index, opened.has_contacts, opened.names()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('[new]\ncontact = "people/{name}"\n', (0, 0, 0)),
        ('[watch]\nlook = "often"\n', (0, 0, 0)),
        ('[post]\nallow = ["person-ill: Bob"]\n', (0, 0, 0)),
        ('[profile]\nreview = "1 year"\n', (0, 0, 0)),
        ('[goal]\nquiet = "1 year"\n', (0, 0, 0)),
        ('[log]\nwrite = "daily"\n', (0, 0, 0)),
        ("[log]\nby = true\n", (0, 0, 0)),
        ('[daily]\nfolder = "days"\n', (0, 0, 0)),
        ("[cache]\ntext = false\n", (0, 0, 0)),
        ('colour = "blue"\n', (0, 0, 0)),
        ('ignore = ["people"]\n', (0, 0, 0)),
        ('[due]\ncadence = "3 months"\n', (0, 0, 3)),
        ("[due]\ngroup = 1\n", (0, 0, 3)),
        ('[circles.friends]\ncadence = "1 week"\n', (0, 0, 3)),
        ('[kinds.contact]\nfolders = ["people", "contacts"]\n', (5, 5, 4)),
        ('[properties]\nname = ["title"]\n', (5, 5, 3)),
        ('[log]\nheadings = ["Calls"]\n', (5, 5, 3)),
        ('[log]\ntag = "met"\n', (5, 5, 3)),
        ('[interactions]\nparticipants = ["Who"]\n', (5, 5, 3)),
        ('[daily]\ntouch = "link"\n', (5, 5, 3)),
        ('[daily]\ntemplate = "people/Dee.md"\n', (5, 5, 3)),
        ('[tasks]\nclosed = ["?"]\n', (5, 5, 3)),
        ('[templates]\ncontact = "people/Dee.md"\n', (5, 5, 3)),
    ],
)
def test_a_changed_setting_redoes_no_more_than_it_decides(
    root: Path, work: Work, settings: str, expected: tuple[int, int, int]
) -> None:
    (root / "pnet.toml").write_text(settings)
    found = answers(root)
    assert work.take() == expected
    assert found == answers(root, cache=False)
    work.take()
    assert answers(root) == found
    assert work.take() == (0, 0, 0)
    (root / "pnet.toml").write_text("")
    assert answers(root) == answers(root, cache=False)


def test_notes_that_changed_with_a_setting_are_read_and_everybody_computed(root: Path, work: Work) -> None:
    (root / "pnet.toml").write_text('[due]\ncadence = "3 months"\n')
    (root / "contacts/Cy.md").write_text("---\naliases: [Bobby]\n---\n")
    found = answers(root)
    assert work.take() == (1, 0, 3)
    assert found == answers(root, cache=False)


def test_files_with_new_times_and_the_same_bytes_rebuild_nothing(
    root: Path, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update, "MANY", 0)
    monkeypatch.setattr(update, "PART", 0)
    before = answers(root)
    for path in root.rglob("*.md"):
        os.utime(path)
    assert answers(root) == before
    assert work.take() == (len(NOTES), 0, 0)
    assert answers(root) == before
    assert work.take() == (0, 0, 0)
    (root / "contacts/Ada.md").write_text("---\naliases: [Bobby]\n---\n")
    for path in root.rglob("*.md"):
        os.utime(path)
    assert answers(root) == answers(root, cache=False)
    assert work.take()[1] == len(NOTES)


# Trust


def test_a_file_that_is_old_enough_when_it_is_read_is_trusted(
    vault: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    root = vault(NOTES)
    now = time.time_ns()
    clock = chain((now,), repeat(now + HOUR))
    monkeypatch.setattr(time, "time_ns", lambda: next(clock))
    work = Work(monkeypatch)
    answers(root)
    assert work.take()[0] == len(NOTES)
    answers(root)
    assert work.take() == (0, 0, 0)


def test_a_file_that_changes_between_its_listing_and_its_reading_is_read_again(
    vault: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    root = vault(NOTES)
    now = time.time_ns()
    clock = chain((now,), repeat(now + HOUR))
    monkeypatch.setattr(time, "time_ns", lambda: next(clock))
    original = read_file.Reader.read

    def read(self: read_file.Reader, path: str, limit: int = read_file.LIMIT) -> bytes:
        if path == "contacts/Ada.md":
            (root / path).write_text("---\ncadence: 1 day\n---\n")
        return original(self, path, limit)

    with monkeypatch.context() as patch:
        patch.setattr(read_file.Reader, "read", read)
        Notebook(str(root), TODAY).due_list()
    (root / "contacts/Ada.md").write_text("---\ncadence: 1 year\n---\n")
    assert answers(root) == answers(root, cache=False)


def test_the_files_that_changed_last_are_read_last(vault: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = vault(NOTES)
    files = list(listing(root).files())
    old = time.time_ns() + HOUR
    fresh = files[1]
    monkeypatch.setattr(parse_files, "is_racy", lambda seen, _: seen == fresh.seen)
    rules = Notebook(str(root), TODAY, cache=False).settings.rules
    order = [parsed.path for parsed in parse_files.parse_all(str(root), rules, files, {}, old)]
    assert order == [file.path for file in (*files[:1], *files[2:], fresh)]


# Interruptions


@pytest.mark.parametrize("writes", range(9))
@pytest.mark.parametrize("settings", ['[log]\nheadings = ["x"]\n', '[due]\ncadence = "3 months"\n'])
@pytest.mark.parametrize("many", [0, 2000])
def test_a_process_that_dies_in_any_phase_leaves_no_mixture(
    root: Path, monkeypatch: pytest.MonkeyPatch, writes: int, settings: str, many: int
) -> None:
    monkeypatch.setattr(update, "MANY", many)
    monkeypatch.setattr(update, "PART", 0)
    (root / "pnet.toml").write_text(settings)
    (root / "contacts/Cy.md").write_text("---\naliases: [Bobby]\ncircles: [friends]\n---\n")
    (root / "people/Dee.md").unlink()
    left = [writes]

    class Dies(BaseException):
        pass

    for method in ("_seal", "end_read"):
        # Just before and just after a write.
        with monkeypatch.context() as patch:
            original = getattr(database.Database, method)

            def dies(self: database.Database, *given: str, original: Callable[..., None] = original) -> None:
                if left[0] == 0:
                    raise Dies
                left[0] -= 1
                original(self, *given)

            patch.setattr(database.Database, method, dies)
            with suppress(Dies):
                Notebook(str(root), TODAY).due_list()
    for text in ("", settings):
        # Under the earlier settings, too, as if the change was taken back.
        (root / "pnet.toml").write_text(text)
        assert answers(root) == answers(root, cache=False)


def test_an_interruption_between_links_and_contacts_reads_nothing_again(
    root: Path, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "pnet.toml").write_text('[log]\nheadings = ["x"]\n')

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rebuild, "rebuild_contacts", interrupted)
        with pytest.raises(KeyboardInterrupt):
            Notebook(str(root), TODAY).due_list()
    work.take()
    found = answers(root)
    assert work.take() == (0, 0, 3)
    assert found == answers(root, cache=False)


def test_contacts_are_the_same_computed_with_their_links_or_later(root: Path) -> None:
    more = "---\nwith: [Bobby, Ada]\nfollow_up: 2026-10-20 tea\n---\n- [ ] ask [[Cy]]\n\nabout [[Cy]]\n"
    (root / "interactions/2026-10-02.md").write_text(more)
    cold = contact_rows(root, links=True)
    assert {state[0] for state in cold.values()} == {"Ada", "Bo", "Cy"}
    assert [state[7] for state in cold.values()] == [
        (date(2026, 9, 1).toordinal(), "contacts/Ada.md:6"),
        (date(2026, 10, 1).toordinal(), "interactions/2026-10-01.md:2"),
        (date(2026, 10, 2).toordinal(), "interactions/2026-10-02.md:5"),
    ]
    assert contact_rows(root, links=False) == cold


def contact_rows(root: Path, *, links: bool) -> dict[bytes, tuple[Any, ...]]:
    """Return what is stored of each contact after all are computed again, with the links of all notes or without."""
    notebook = Notebook(str(root), TODAY)
    cache = CacheTables(notebook._reader.check.base)
    with cache.writing():
        cache.set_meta("due", None)
        if links:
            cache.set_meta("linked", 0)
    cache.close()
    Notebook(str(root), TODAY).due_list()
    read = CacheTables(notebook._reader.check.base)
    sql = "SELECT path, state, id FROM contact JOIN file USING (id) ORDER BY path"
    summaries = "SELECT name, value FROM summary WHERE id = ? ORDER BY name"
    rows = {
        path: (*deserialize_plain(state), *read.rows(summaries, (number,)))
        for path, state, number in read.rows(sql)
    }
    read.close()
    return rows


# Other versions of the code

SCRIPT = """
import sys, time
from datetime import date
clock = time.time_ns
time.time_ns = lambda: clock() + 3_600_000_000_000
from plaintext_network.vault.cache import rebuild
from plaintext_network.vault.files import read_file
from plaintext_network.vault.notebook import Notebook
counts = [0, 0, 0]
def count(number, owner, name):
    original = getattr(owner, name)
    def counted(*values):
        counts[number] += 1
        return original(*values)
    setattr(owner, name, counted)
count(0, read_file.Reader, "read")
count(1, rebuild, "resolve_note")
count(2, rebuild, "contact_row")
Notebook(sys.argv[1], date(2026, 11, 25)).due_list()
print(*counts)
"""


def test_another_version_redoes_only_what_its_code_may_derive_otherwise(
    vault: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    root = vault(NOTES)
    package = tmp_path / "code" / "plaintext_network"
    shutil.copytree(
        Path(plaintext_network.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__")
    )
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}

    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(root)],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=tmp_path,
        )
        return done.stdout.strip()

    def change(path: str) -> None:
        with (package / path).open("a", encoding="utf-8") as file:
            file.write("\n# another version\n")

    assert run() == "5 5 3"
    assert run() == "0 0 0"
    for file in package.rglob("*.py"):
        # As after the installation of the same files.
        os.utime(file)
    assert run() == "0 0 0"
    for path, expected in (
        ("vault/notebook.py", "0 0 0"),
        ("network/due/contact_state.py", "0 0 3"),
        ("vault/cache/contact_rows.py", "0 0 3"),
        ("network/index/resolve.py", "0 5 3"),
        ("vault/cache/rebuild.py", "0 5 3"),
        ("model/note/read_note.py", "5 5 3"),
        ("notes/note.py", "5 5 3"),
        ("vault/serialize.py", "5 5 3"),
        ("vault/serialize_facts.py", "5 5 3"),
    ):
        change(path)
        assert run() == expected, path
        assert run() == "0 0 0", path


def test_code_that_was_replaced_while_this_process_runs_has_keys_of_its_own() -> None:
    now = code_layers.code_layers(locations.code_key())
    assert len(set(now)) == len(now)
    assert not set(now) & set(code_layers.code_layers(b"another"))
    assert code_layers.code_layers(b"another") == code_layers.code_layers(b"another")


@pytest.mark.parametrize(
    ("modules", "layers"),
    [
        (
            ("model.note.read_note", "notes.note", "vault.files.read_file", "vault.serialize_facts"),
            ("FACTS",),
        ),
        (("network.index.index", "network.index.problem_counts"), ("FACTS", "LINKS")),
        (("vault.cache.contact_rows",), ("FACTS", "LINKS", "CONTACTS")),
    ],
)
def test_a_layer_names_all_code_that_it_imports(modules: tuple[str, ...], layers: tuple[str, ...]) -> None:
    imports = ", ".join(f"plaintext_network.{module}" for module in modules)
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {imports}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    named = [part for layer in layers for part in getattr(code_layers, layer)]
    for module in done.stdout.split():
        place = module.partition("plaintext_network.")[2].replace(".", "/")
        packages = ("network", "vault", "vault/cache", "vault/config", "vault/config/user_folders")
        if place and place not in (*packages, "vault/cache/locations"):
            assert any(f"{place}.py" == part or f"{place}/".startswith(f"{part}/") for part in named), module
