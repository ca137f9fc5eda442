"""Whatever happens to a vault, its cache and its settings, a search through the index equals a search through every note."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pytest

from plaintext_network.network.search.full_text import SearchResult, rank
from plaintext_network.vault import find_notes, parallel_map
from plaintext_network.vault.cache import check_unchanged, code_layers, text_index
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.cache.vault_state import CachedVaultState
from plaintext_network.vault.notebook import Notebook
from tests.bench.vaults import make
from tests.conftest import TODAY
from tests.vault.cache.test_update import Edits

Write = Callable[[Mapping[str, str]], Path]
HOUR = 3_600_000_000_000

WORDS = (
    "engine", "engines", "Engineer", "ENGINE", "Zoë", "zoe\u0301", "Łukasz", "Straße", "strasse", "Seán O’Brien", "o'brien",
    "snake_case", "#touch", "ada@example.org", "C++", "c#", "foo-bar", "foo bar", "2026-11-20", "v2", "h2o", "½", "№5",
    "田中さくらと話した。", "さくら 田中", "東京tower", "tower東京", "ขอสวัสดีครับ", "우리회사", "हिन्दी", "भाषा हिन्दी।", "שָׁלוֹם", "дом", "домой",
    "👍🏽", "❤️", "😀x", "→", "a → b", "“quoted”", "—", "…", "\x00", "+44 20 7946 0018", "tel:+44-20-79460018",
    "(020) 7946 0018", "0044.20.79460018", "12345678", "%% engine hidden %%", "<!-- Zoë -->", "`code engine`", "[[Ada]]",
    "a", "ab", "abc", "the", "\r\n", "\r", "\n\n", "ﬁne", "Ⅷ", "ß", "ＦＵＬＬ", "e", "tea_", "_tea", "tea\u00a0time", "tea\u200btime",
)  # fmt: skip
QUERIES = (
    "engine", "eng", "gine", "ENGINE zoe", "zoë", "lukasz", "strass", "brien", "o'brien", "o’b", "case", "snake", "_case",
    "touch", "#touch", "ada@", "ada example", "c++", "c", "c#", "foo-bar", '"foo bar"', "foo", '"bar engine"', "11-20",
    "2026", "v2", "h2o", "½", "№5", "5", "田", "さくら", "中さ", "くらと話", "東京tower", "tower東", "tower", "สวัสดี", "ดี", "회사",
    "हिन्दी", "न", "שלום", "дом", "👍", "👍🏽", "❤", "😀", "😀x", "→", '"→ b"', "—", "++", "+44 20 7946 0018", "020 7946 0018",
    "12345678", "hidden", "code", "ada", "countess", "person", "a", "a ab abc", '"the', "“engine the”", "tea", "tea_",
    "_tea", "teatime", "friends", "kept", "fine", "viii", "full", "e engine the", "with", "2 weeks",
)  # fmt: skip
PUNCTUATION = {"—", "++"}
FRONTS = (
    "",
    "",
    "---\nname: Ada\naliases: [Countess, engine]\n---\n",
    "---\ntype: person\nphones: '+44 20 7946 0018'\nrole: Engineer\ncircles: [friends]\n---\n",
    "---\ntopics: [foo-bar, さくら]\nother: tea time\ntags: [kept]\n---\n",
    "---\nbad: [engine\n---\n",
    "---\nunclosed: engine\n",
)
SETTINGS = ("", '[kinds.contact]\nfolders = ["people"]\n', 'ignore = ["notes"]\n', "[cache]\ntext = false\n")


@pytest.fixture(autouse=True)
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a cache of one's own, and let files be old enough for their fingerprints to be trusted."""
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)


@pytest.fixture
def streamed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of queries that are answered by reading every note."""
    found: list[str] = []
    original = rank

    def noted(query: str, *more: object) -> tuple[SearchResult, ...]:
        found.append(query)
        return original(query, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(find_notes, "rank", noted)
    return found


class Texts(Edits):
    """Random changes of a vault whose notes contain the words that searches find."""

    def text(self) -> str:
        words = self.chance.choices(WORDS, k=self.chance.choice((0, 3, 20, 60)))
        return self.chance.choice(FRONTS) + self.chance.choice((" ", " ", "\n", ", ")).join(words)

    def somewhere(self) -> Path:
        name = self.chance.choice((*WORDS[:6], "Ada", "Ada 2", "Ada (1)", "2026-11-20 さくら")).replace(
            "/", ""
        )
        return self.root / self.chance.choice(("contacts", "notes", "people")) / f"{name}.md"

    def configure(self) -> None:
        (self.root / "pnet.toml").write_text(self.chance.choice(SETTINGS))


def through_the_index(root: Path, query: str, limit: int | None = None) -> tuple[SearchResult, ...]:
    """Search, and fail if that reads every note."""
    opened = Notebook(str(root), TODAY)
    opened.find("warm")
    again = Notebook(str(root), TODAY)
    check = again._reader.check
    index = text_index.stored_text_index(check)
    assert index is not None
    assert index.is_current(check.code)
    found = again.find(query, limit)
    assert "state" not in vars(again._reader)
    return found


def from_nothing(root: Path, query: str, limit: int | None = None) -> tuple[SearchResult, ...]:
    return Notebook(str(root), TODAY, cache=False).find(query, limit)


@pytest.mark.parametrize("seed", range(6))
def test_random_edits(vault: Write, seed: int, streamed: list[str]) -> None:
    chance = Random(seed)  # noqa: S311
    root = vault({})
    edits = Texts(root, chance)
    streams = asked = 0
    for number in range(25):
        if "text = false" in (root / "pnet.toml").read_text():
            (root / "pnet.toml").write_text("")
        done = [edits.one() for _ in range(chance.choice((1, 1, 3, 8)))]
        opened, anew = Notebook(str(root), TODAY), Notebook(str(root), TODAY, cache=False)
        for query in chance.sample(QUERIES, 12):
            limit = chance.choice((None, None, 1, 3))
            streamed.clear()
            found = opened.find(query, limit)
            streams, asked = streams + bool(streamed), asked + 1
            assert found == anew.find(query, limit), (number, done, query, limit)
    assert streams < asked / 2


NOTES = {
    "contacts/Ada.md": "---\naliases: [Countess]\nrole: Engineer\n---\nShe likes trains.\n",
    "contacts/Bo.md": "---\nphones: '+44 20 7946 0018'\n---\nAn engine, c++ and 東京.\n",
    "notes/one.md": "The engine of Ada. %% a hidden engine %%\n",
    "notes/two.md": "Nothing.\n",
}


@pytest.fixture
def root(vault: Write) -> Path:
    made = vault(NOTES)
    Notebook(str(made), TODAY).find("engine")
    return made


def database(root: Path) -> Path:
    (found,) = (root.parent / "caches").glob("*.sqlite3")
    return found


def tables(root: Path) -> set[str]:
    with closing(sqlite3.connect(database(root))) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def due_is_cached(root: Path) -> bool:
    opened = Notebook(str(root), TODAY)
    opened.due_list()
    return "state" not in vars(opened._reader)


@pytest.mark.parametrize("query", QUERIES)
def test_only_the_notes_that_are_shown_are_read(
    root: Path, query: str, files_read: list[str], streamed: list[str]
) -> None:
    expected = from_nothing(root, query)
    files_read.clear()
    streamed.clear()
    assert Notebook(str(root), TODAY).find(query) == expected
    assert set(files_read) >= {hit.path for hit in expected}
    assert len(files_read) == len(set(files_read))
    # Only a query without a letter, a digit or a symbol has nothing that is indexed.
    assert set(files_read) == set(NOTES) or query not in PUNCTUATION
    assert streamed == []


def test_a_query_of_punctuation_reads_notes_by_path_until_enough_match(
    root: Path, files_read: list[str]
) -> None:
    for name in "abc":
        (root / f"notes/{name}.md").write_text("- item\n")
    expected = from_nothing(root, "-", 2)
    assert [hit.path for hit in expected] == ["notes/a.md", "notes/b.md"]
    assert expected == from_nothing(root, "-")[:2]
    Notebook(str(root), TODAY).due_list()
    files_read.clear()
    assert Notebook(str(root), TODAY).find("-", 2) == expected
    assert files_read == ["contacts/Ada.md", "contacts/Bo.md", "notes/a.md", "notes/b.md"]


def test_a_changed_note_alone_is_indexed_again(root: Path, files_read: list[str]) -> None:
    (root / "notes/two.md").write_text("A wheel.\n")
    Notebook(str(root), TODAY).due_list()
    files_read.clear()
    assert [hit.path for hit in Notebook(str(root), TODAY).find("wheel")] == ["notes/two.md"]
    # Once to index it, once to show it.
    assert files_read == ["notes/two.md", "notes/two.md"]
    assert through_the_index(root, "wheel") == from_nothing(root, "wheel")
    assert through_the_index(root, "nothing") == ()


def test_a_note_that_changes_twice_between_two_searches_is_stored_in_the_cache(root: Path) -> None:
    for text in ("A wheel.\n", "Two wheels.\n", "Three wheels.\n"):
        (root / "notes/two.md").write_text(text)
        opened = Notebook(str(root), TODAY)
        opened.due_list()
        assert isinstance(opened._reader.state, CachedVaultState)
    assert [found.path for found in Notebook(str(root), TODAY).find("three")] == ["notes/two.md"]


def test_indexing_leaves_the_cached_answer_of_due_valid(root: Path) -> None:
    assert due_is_cached(root)
    (root / "notes/two.md").write_text("A wheel.\n")
    Notebook(str(root), TODAY).due_list()
    assert due_is_cached(root)
    Notebook(str(root), TODAY).find("wheel")
    assert due_is_cached(root)


def test_a_note_that_changes_while_it_is_shown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, anew = Notebook(str(root), TODAY), Notebook(str(root), TODAY, cache=False)
    assert len(opened.find("engine")) == len(anew.find("engine")) == 3
    (root / "notes/one.md").write_text("Something else.\n")
    (root / "contacts/Bo.md").unlink()
    assert [hit.path for hit in opened.find("engine")] == ["contacts/Ada.md"]
    assert [hit.path for hit in anew.find("engine")] == ["contacts/Ada.md"]


def test_a_note_that_changes_while_it_is_indexed_is_indexed_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "notes/two.md").write_text("A wheel.\n")
    opened = Notebook(str(root), TODAY)
    assert opened.index
    (root / "notes/two.md").write_text("A rudder.\n")
    assert [hit.path for hit in opened.find("rudder")] == ["notes/two.md"]
    assert Notebook(str(root), TODAY).find("rudder") == from_nothing(root, "rudder")
    (root / "notes/two.md").write_text("A wheel.\n")
    assert through_the_index(root, "wheel") == from_nothing(root, "wheel") != ()


def test_without_the_setting_there_is_no_index(root: Path, streamed: list[str]) -> None:
    assert "note_text" in tables(root)
    size = database(root).stat().st_size
    (root / "pnet.toml").write_text("[cache]\ntext = false\n")
    Notebook(str(root), TODAY).due_list()
    for _ in range(2):
        assert Notebook(str(root), TODAY).find("engine") == from_nothing(root, "engine")
        assert not {"note_text", "not_indexed", "text_added"} & tables(root)
    assert database(root).stat().st_size < size
    assert due_is_cached(root)
    (root / "pnet.toml").write_text("")
    streamed.clear()
    assert through_the_index(root, "engine") == from_nothing(root, "engine")
    assert streamed == ["engine"]


def test_another_process_changes_the_database_meanwhile(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "notes/two.md").write_text("A wheel and an engine.\n")
    opened = Notebook(str(root), TODAY)
    assert opened.index
    (root / "notes/three.md").write_text("Another engine.\n")
    original = text_index._read_notes

    def interrupted(*details: object) -> Iterator[object]:
        details[0].end_read()  # type: ignore[attr-defined]
        Notebook(str(root), TODAY).due_list()
        return original(*details)  # type: ignore[arg-type]

    monkeypatch.setattr(text_index, "_read_notes", interrupted)
    assert opened.find("engine") == from_nothing(root, "engine")
    assert len(opened.find("engine")) == 5
    monkeypatch.undo()


def test_a_database_that_another_process_locks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "notes/two.md").write_text("A wheel and an engine.\n")
    Notebook(str(root), TODAY).due_list()
    with closing(sqlite3.connect(database(root).with_suffix(".lock"), isolation_level=None)) as lock:
        lock.execute("PRAGMA journal_mode = OFF")
        lock.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr("plaintext_network.vault.cache.file_lock.LOCK_TIMEOUT", 0)
        assert Notebook(str(root), TODAY).find("engine") == from_nothing(root, "engine")
    assert through_the_index(root, "engine") == from_nothing(root, "engine")


@pytest.mark.parametrize("table", ["note_text_data", "note_text_idx", "note_text_docsize", "indexed", "term"])
def test_an_index_that_is_damaged(root: Path, table: str) -> None:
    expected = from_nothing(root, "engine")
    with closing(sqlite3.connect(database(root), isolation_level=None)) as connection:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
    assert Notebook(str(root), TODAY).find("engine") == expected
    assert through_the_index(root, "engine") == expected


@pytest.mark.parametrize("table", ["note_text_data", "note_text_idx", "note_text_docsize", "indexed", "term"])
def test_an_index_that_is_damaged_unnoticed(root: Path, table: str) -> None:
    seal = database(root).with_suffix(".seal")
    with closing(sqlite3.connect(database(root), isolation_level=None)) as connection:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
    status = database(root).stat()
    seal.write_text(repr((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)))
    expected = from_nothing(root, "engine")
    if table.startswith("note_text"):
        assert Notebook(str(root), TODAY).find("engine") == expected
        assert through_the_index(root, "engine") == expected
    (root / "notes/one.md").write_text("An engine again.\n")
    for _ in range(2):
        Notebook(str(root), TODAY).find("engine")


def test_other_code_indexes_every_note_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, files_read: list[str]
) -> None:
    code = Notebook(str(root), TODAY)._reader.check.code
    layers = code_layers.code_layers(code)
    for changed, count in (("no layer", 0), ("contacts", 0), ("text", len(NOTES))):
        code += b" "
        if changed in layers._fields:
            layers = layers._replace(**{changed: changed})
        monkeypatch.setattr(check_unchanged, "code_key", lambda now=code: now)
        monkeypatch.setattr(code_layers, "code_layers", lambda _, now=layers: now)
        Notebook(str(root), TODAY).due_list()
        files_read.clear()
        assert Notebook(str(root), TODAY).find("nowhere") == ()
        assert len(files_read) == count, changed
        assert through_the_index(root, "engine") == from_nothing(root, "engine")


def test_a_search_through_the_index_imports_no_parser(root: Path) -> None:
    through_the_index(root, "engine")
    code = (
        "import sys, time; from datetime import date; from plaintext_network.vault.notebook import Notebook\n"
        f"assert len(Notebook({str(root)!r}, date(2026, 11, 24)).find('trains')) == 1\n"
        "sys.exit(' '.join({'yaml', 'markdown_it', 'hashlib', 'unicodedata'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip() == ""


@pytest.mark.parametrize("number", [100, 101, 400])
def test_of_a_query_of_many_words_the_first_ones_rank(root: Path, number: int) -> None:
    words = [f"w{each}" for each in range(number)]
    for name, more in (("a", ["engine"]), ("b", []), ("c", [words[-1], words[0]])):
        (root / f"notes/{name}.md").write_text(" ".join([*words, *more]))
    query = " ".join(words)
    expected = from_nothing(root, query)
    assert {hit.path for hit in expected} == {f"notes/{name}.md" for name in "abc"}
    assert through_the_index(root, query) == expected
    assert through_the_index(root, f"{query} engine") == from_nothing(root, f"{query} engine")
    assert [hit.path for hit in from_nothing(root, f"{query} engine")] == ["notes/a.md"]


@pytest.mark.parametrize(
    "query",
    [
        "*", "-", "--", '"-"', "\x00", "\udc80", "[", "(", "\\", "^", "NOT", "OR engine", "engine AND", "NEAR(engine, 1)",
        "names:engine", "{names}", "engine*", '"engine', 'engine"', '""engine', "+engine", "engine+", "'", "-" * 5000,
        "engine." * 500, '"' + "engine " * 5000 + '"', "e" * 50_000, " ".join(map(str, range(10_000))),
    ],
)  # fmt: skip
def test_any_query_has_the_same_answer_without_the_index(root: Path, query: str) -> None:
    assert Notebook(str(root), TODAY).find(query) == from_nothing(root, query)


def test_a_cache_that_cannot_be_written(root: Path) -> None:
    (root / "notes/two.md").write_text("A wheel.\n")
    folder = database(root).parent
    folder.chmod(0o500)
    try:
        assert Notebook(str(root), TODAY).find("wheel") == from_nothing(root, "wheel")
    finally:
        folder.chmod(0o700)


def test_an_interrupted_search_continues(vault: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = vault({f"notes/{number}.md": f"engine {number}\n" for number in range(40)})
    monkeypatch.setattr(text_index, "BATCH", 10)
    monkeypatch.setattr(text_index, "PIECE", 10)
    opened = Notebook(str(root), TODAY)
    assert opened.index

    def interrupt(done: int, total: int, what: str) -> None:
        assert (total, what) == (40, "notes indexed")
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_notes.find_notes(opened._reader, "engine", None, interrupt)
    del opened
    told: list[tuple[int, int]] = []
    again = Notebook(str(root), TODAY, lambda *numbers: told.append(numbers[:2]))
    assert again.find("engine") == from_nothing(root, "engine")
    assert told[-1] == (10, 10)
    assert through_the_index(root, "engine 7") == from_nothing(root, "engine 7")


def test_worker_processes_index_alike(vault: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_index, "WORTH_SHARING", 1)
    monkeypatch.setattr(text_index, "PIECE", 3)
    monkeypatch.setattr(parallel_map, "usable_cores", lambda: 3)
    chance = Random(1)  # noqa: S311
    root = vault({f"notes/{number}.md": " ".join(chance.choices(WORDS, k=30)) for number in range(40)})
    for query in set(QUERIES) - PUNCTUATION:
        assert through_the_index(root, query) == from_nothing(root, query)


def test_the_index_is_smaller_than_the_notes(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    make(root, 60)
    size = sum(path.stat().st_size for path in root.rglob("*.md"))
    Notebook(str(root), TODAY).due_list()
    before = database(root).stat().st_size
    Notebook(str(root), TODAY).find("garden")
    assert through_the_index(root, "garden light") == from_nothing(root, "garden light") != ()
    assert 0 < database(root).stat().st_size - before < size


def test_numbers_of_any_size_are_packed() -> None:
    numbers = [0, 1, 127, 128, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0x10FFFE, 0x10FFFF, 0x110000, 0, 5_000_000]
    assert text_index._unpack(text_index._pack(numbers)) == numbers


def test_any_day_has_the_same_answer(root: Path) -> None:
    for day in (date(2020, 1, 1), date(2030, 1, 1)):
        assert Notebook(str(root), day).find("engine") == from_nothing(root, "engine")


def test_a_python_without_fts5_reads_every_note(
    vault: Write, monkeypatch: pytest.MonkeyPatch, streamed: list[str]
) -> None:
    root = vault(NOTES)
    monkeypatch.setattr(
        "plaintext_network.vault.cache.database.TEXT_INDEX",
        ("CREATE VIRTUAL TABLE note_text USING none(x)",),
    )
    assert Notebook(str(root), TODAY).find("engine") == from_nothing(root, "engine")
    assert streamed == ["engine", "engine"]
    assert os.listdir(database(root).parent)


@pytest.mark.parametrize("moment", range(4))
def test_two_searches_that_index_the_same_notes_at_once(
    vault: Write, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    root = vault({f"notes/{number}.md": f"word{number} common wheel{number % 3}\n" for number in range(9)})
    Notebook(str(root), TODAY).due_list()
    monkeypatch.setattr(text_index, "BATCH", 3)
    monkeypatch.setattr(text_index, "PIECE", 3)
    told: list[int] = []
    others: list[tuple[SearchResult, ...]] = []

    def search_meanwhile(done: int, _total: int, _what: str) -> None:
        told.append(done)
        if len(told) == moment + 1:
            others.append(Notebook(str(root), TODAY).find("common"))

    life = life_of(root)
    found = Notebook(str(root), TODAY, progress=search_meanwhile).find("wheel1")
    assert others == [from_nothing(root, "common")]
    assert found == from_nothing(root, "wheel1") != ()
    (root / "notes/7.md").write_text("nothing\n")
    for query in ("common", "word7", "wheel1", "wheel2"):
        assert through_the_index(root, query) == from_nothing(root, query)
    # Nothing was read again from the beginning.
    assert life_of(root) == life


def test_two_searches_that_drop_the_index_at_once(root: Path) -> None:
    life = life_of(root)
    (root / "pnet.toml").write_text("[cache]\ntext = false\n")
    Notebook(str(root), TODAY).due_list()
    opened = CacheTables(str(database(root).with_suffix("")))

    class Overtaken(CacheTables):
        def lock(self) -> None:
            text_index.drop_text_index(opened)
            super().lock()

    text_index.drop_text_index(Overtaken(opened._base))
    assert "note_text" not in tables(root)
    assert Notebook(str(root), TODAY).index
    assert life_of(root) == life


def test_the_index_is_dropped_while_another_process_reads(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = life_of(root)
    (root / "pnet.toml").write_text("[cache]\ntext = false\n")
    Notebook(str(root), TODAY).due_list()
    monkeypatch.setattr("plaintext_network.vault.cache.file_lock.LOCK_TIMEOUT", 0)
    reader = sqlite3.connect(database(root), isolation_level=None)

    class ReadMeanwhile(CacheTables):
        def vacuum(self) -> None:
            reader.execute("BEGIN")
            reader.execute("SELECT name FROM meta LIMIT 1").fetchone()
            super().vacuum()

    with closing(reader):
        text_index.drop_text_index(ReadMeanwhile(str(database(root).with_suffix(""))))
    assert "note_text" not in tables(root)
    assert Notebook(str(root), TODAY).index
    assert life_of(root) == life


def life_of(root: Path) -> str:
    """Identify the database: another one after all notes were read again."""
    with closing(sqlite3.connect(database(root))) as connection:
        return str(connection.execute("SELECT value FROM meta WHERE name = 'life'").fetchone()[0])
