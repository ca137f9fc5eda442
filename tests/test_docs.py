"""The docs are true: examples run, tables match the code, and nothing is missing."""

import argparse
import io
import os
import re
import runpy
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import plaintext_network as pn
import plaintext_network.report
from plaintext_network.cli.main import build_parser, main
from plaintext_network.model.note.properties import PROPERTIES
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import (
    CacheRules,
    DailyRules,
    DueRules,
    KindRule,
    LogRules,
    MeaningRules,
    Rules,
    TaskRules,
    WatchRules,
)
from plaintext_network.network.reports import (
    coming_days,
    due_people,
    open_items,
    people_counts,
    person_cards,
)
from plaintext_network.network.reports.charts import circle_standings, growth, rings
from plaintext_network.notes.note import parse
from plaintext_network.notes.source import FILE_LIMIT
from plaintext_network.problems import FAULTS
from plaintext_network.records import contact_record
from plaintext_network.vault.config.sync_settings import SyncSettings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
EXAMPLES = sorted((DOCS / "examples" / "problems").glob("*.md"))
PICTURES = DOCS / "pictures"
PAGES = [page for page in (ROOT / "README.md", *sorted(DOCS.glob("*.md"))) if page.exists()]


# Examples that run


class Step(NamedTuple):
    """A note to write (`text` is its content), or a console block to run (`path` is empty)."""

    path: str
    text: str
    line: int


_BLOCK = re.compile(
    # Not a file in the reader's home, such as another program's settings.
    r"(?ms)^```(?:\{code-block\} \w+\n:caption: (?!~)(?P<caption>[^\n]+)\n\n(?P<note>.*?)"
    r"|console\n(?P<console>.*?))^```$"
)


def steps(page: Path) -> list[Step]:
    text = page.read_text(encoding="utf-8")
    return [
        Step(found["caption"] or "", found["note"] or found["console"] or "", line)
        for found in _BLOCK.finditer(text)
        for line in (text.count("\n", 0, found.start()) + 1,)
    ]


class Terminal(io.StringIO):
    """Standard output as a reader sees it: a terminal without colour."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Aside(io.StringIO):
    """Standard error, shown between the lines of the terminal."""

    encoding = "utf-8"

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self.terminal = terminal

    def write(self, text: str) -> int:
        return self.terminal.write(text)


def transcript(console: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the commands of a console block and return it with the output they have now."""
    shown = []
    for command in (line[2:] for line in console.splitlines() if line.startswith("$ ")):
        terminal, piped = Terminal(), io.StringIO()
        words = shlex.split(command)
        assert words[0] == "pnet", f"only pnet is run here: {command}"
        file = words.pop() if words[-2:-1] == [">"] else None
        if file is not None:
            words.pop()
        with monkeypatch.context() as patched:
            patched.setattr("sys.stdout", terminal if file is None else piped)
            patched.setattr("sys.stderr", Aside(terminal))
            main(words[1:])
        if file is not None:
            Path(file).write_bytes(piped.getvalue().encode())
        shown.append(f"$ {command}\n{terminal.getvalue()}")
    return "".join(shown)


def at_home(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the day and the place: a copy of the sample vault, or an empty folder for a page that writes its own."""
    own = any(step.path for step in steps(page))
    # A copy: examples write pictures beside the vault.
    monkeypatch.chdir(folder if own else shutil.copytree(ROOT / "sample_vault", folder / "sample_vault"))
    for name, value in {"PNET_TODAY": "2026-11-24", "COLUMNS": "100", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PNET_VAULT", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))


@pytest.mark.parametrize("page", [page for page in PAGES if steps(page)], ids=lambda page: page.name)
def test_the_console_examples_show_what_is_printed(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home(page, tmp_path, monkeypatch)
    text, at = page.read_text(encoding="utf-8"), 0
    for step in steps(page):
        # Two blocks can have the same commands.
        at = text.index(step.text, at)
        if step.path:
            (tmp_path / step.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / step.path).write_text(step.text, encoding="utf-8")
            continue
        now = transcript(step.text, monkeypatch)
        if os.environ.get("UPDATE_EXAMPLES"):
            text = f"{text[:at]}{now}{text[at + len(step.text) :]}"
            at += len(now)
        else:
            assert now == step.text, f"{page.name}:{step.line}; UPDATE_EXAMPLES=1 writes what is printed now"
    if os.environ.get("UPDATE_EXAMPLES"):
        page.write_text(text, encoding="utf-8")
    for made in sorted(tmp_path.glob("*.svg")):
        compare_picture(made)


def compare_picture(made: Path) -> None:
    """Compare a picture that an example wrote with the one that the docs show, byte for byte."""
    shown, content = PICTURES / made.name, made.read_bytes()
    if os.environ.get("UPDATE_EXAMPLES"):
        shown.write_bytes(content)
    again = "UPDATE_EXAMPLES=1 python -m pytest tests/test_docs.py -k console"
    assert shown.exists(), f"docs/pictures/{made.name} is missing; {again} writes it"
    assert shown.read_bytes() == content, f"docs/pictures/{made.name} is outdated; {again} writes it"


IMAGE = re.compile(r"!\[(?P<says>[^\]]*)\]\((?P<file>[^)\s]+\.(?:png|svg))\)")


def test_every_picture_is_shown_and_described() -> None:
    shown = [
        (page.parent / found["file"], " ".join(found["says"].split()))
        for page in PAGES
        for found in IMAGE.finditer(page.read_text(encoding="utf-8"))
    ]
    assert {file for file, _ in shown if file.parent == PICTURES} == set(PICTURES.iterdir())
    assert [file for file, _ in shown if not file.exists()] == []
    # A word such as “screenshot” tells nothing to who can't see it.
    assert [says for _, says in shown if len(says) < 30] == []


def test_an_example_makes_every_drawing() -> None:
    commands = "\n".join(step.text for page in PAGES for step in steps(page) if not step.path)
    drawings = {file.name for file in PICTURES.glob("*.svg")}
    assert drawings
    assert drawings == set(re.findall(r"(?m)^\$ .*(?:-o|>) \.\./(\S+\.svg)$", commands))


def test_the_python_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    text = (DOCS / "python.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"(?ms)^```python\n(.*?)^```$", text))
    (tmp_path / "example.py").write_text(code, encoding="utf-8")
    runpy.run_path(str(tmp_path / "example.py"))
    assert capsys.readouterr().out


# Pages made from the code's tables


@pytest.mark.parametrize("name", ["properties", "problems", "performance", "mapping"])
def test_a_generated_page_is_what_the_code_says(name: str) -> None:
    page = runpy.run_path(str(DOCS / "generate.py"))[f"{name}_page"]()
    assert (DOCS / f"{name}.md").read_text(encoding="utf-8") == page, "run python docs/generate.py"


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_has_its_problem(file: Path) -> None:
    assert file.stem in {p.code for p in read_facts(parse(file.read_bytes()), file.name, Rules()).problems}


LARGE = {
    "front-matter-too-large": "---\nname: " + "a" * 70_000 + "\n---\n",
    "body-too-large": "word " * 200_001,
    "too-large": "a" * (FILE_LIMIT + 1),
}


@pytest.mark.parametrize("code", LARGE)
def test_a_large_note_has_its_problem(code: str) -> None:
    assert code in {p.code for p in read_facts(parse(LARGE[code].encode()), "large.md", Rules()).problems}


def test_every_problem_has_an_example_or_a_sentence() -> None:
    told = runpy.run_path(str(DOCS / "generate.py"))["ARISES"].keys()
    assert FAULTS.keys() - {file.stem for file in EXAMPLES} - told == set()
    assert {file.stem for file in EXAMPLES} | told == FAULTS.keys()


# Nothing is left out


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    parser = build_parser()
    yield "", parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def sections() -> dict[str, str]:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    heads = re.split(r"(?m)^## ", text)
    return {part.split("\n", 1)[0]: part for part in heads[1:]}


def test_every_command_has_a_section() -> None:
    described = {name for name in sections() if name.startswith("pnet ")}
    assert described == {f"pnet {name}" for name, _ in commands() if name}


@pytest.mark.parametrize(("name", "parser"), list(commands()), ids=[name or "pnet" for name, _ in commands()])
def test_every_option_is_mentioned(name: str, parser: argparse.ArgumentParser) -> None:
    everywhere = sections()["Options of every command"]
    page = everywhere + (sections()[f"pnet {name}"] if name else "")
    options = [word for action in parser._actions for word in action.option_strings if word.startswith("--")]
    assert [word for word in options if not re.search(rf"{word}(?![\w-])", page)] == []


@pytest.mark.parametrize("name", ["due", "agenda", "promises", "recent", "find", "check", "config"])
def test_every_field_is_told(name: str) -> None:
    fields = import_module(f"plaintext_network.cli.commands.{name}").FIELDS
    assert [field for field in fields if f"`{field}`" not in sections()[f"pnet {name}"]] == []


def test_every_field_of_a_contact_is_told() -> None:
    page = sections()["pnet show"] + (DOCS / "properties.md").read_text(encoding="utf-8")
    assert [field for field in contact_record.FIELDS if f"`{field}`" not in page] == []


def test_every_number_is_told() -> None:
    assert [name for name in pn.Stats._fields if f"`{name}`" not in sections()["pnet stats"]] == []


@pytest.mark.parametrize("name", sorted({row.name for row in PROPERTIES}))
def test_every_property_is_listed(name: str) -> None:
    assert f"| `{name}` |" in (DOCS / "properties.md").read_text(encoding="utf-8")


def public(kind: type) -> list[str]:
    return [name for name in dir(kind) if not name.startswith("_") and name not in ("count", "index")]


@pytest.mark.parametrize("name", pn.__all__)
def test_every_name_of_the_library_is_told(name: str) -> None:
    page = (DOCS / "python.md").read_text(encoding="utf-8")
    assert re.search(rf"(?<!\w){name}(?!\w)", page)
    kind = getattr(pn, name)
    if isinstance(kind, type) and not issubclass(kind, Exception):
        assert [word for word in public(kind) if not re.search(rf"[`.]{word}[`(]", page)] == []


@pytest.mark.parametrize("name", plaintext_network.report.__all__)
def test_every_name_of_reports_is_told(name: str) -> None:
    assert re.search(rf"(?<!\w){name}(?!\w)", (DOCS / "python.md").read_text(encoding="utf-8"))


_PICTURED = (
    *(due_people.DuePeople, due_people.DuePerson, due_people.DueReason),
    *(coming_days.ComingDays, coming_days.ComingDay, open_items.OpenItems, open_items.OpenItem),
    *(person_cards.PersonCard, people_counts.PeopleCounts, circle_standings.CircleStanding),
    *(growth.Growth, rings.Rings, rings.RingPerson, rings.RingRelation),
)


@pytest.mark.parametrize("kind", _PICTURED, ids=lambda kind: kind.__name__)
def test_every_field_of_a_picture_is_told(kind: Any) -> None:
    table = (DOCS / "python.md").read_text(encoding="utf-8").split("### Types of reports")[1]
    rows = [row for row in table.splitlines() if all(f"`{field}`" in row for field in kind._fields)]
    assert rows, f"{kind.__name__} has {', '.join(kind._fields)}"


def test_every_setting_is_told() -> None:
    page = (DOCS / "format.md").read_text(encoding="utf-8")
    shown = tomllib.loads(re.sub(r"(?m)^# (?=\w+ = )", "", re.findall(r"(?ms)^```toml\n(.*?)^```$", page)[0]))
    told = {(table, key) for table, keys in shown.items() if isinstance(keys, dict) for key in keys}
    known = {
        (table, key)
        for table, rules in (
            ("due", DueRules),
            ("log", LogRules),
            ("daily", DailyRules),
            ("tasks", TaskRules),
            ("watch", WatchRules),
            ("cache", CacheRules),
            ("meaning", MeaningRules),
        )
        for key in rules._fields
    }
    assert known <= told
    assert {*Rules._fields, "sync"} <= shown.keys()
    assert set(SyncSettings._fields[1:]) == shown["sync"]["phone"].keys()
    assert set(KindRule._fields) == shown["kinds"]["contact"].keys()
