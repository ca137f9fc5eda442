"""The formats that commands share, and the places in every JSON."""

import json
import re
import shutil
from pathlib import Path

import pytest

from plaintext_network.cli.arguments import command_parsers
from plaintext_network.cli.main import build_parser, main
from plaintext_network.cli.output.records import FORMATS
from tests.cli.test_answers_on_other_days import ASKED, OURS, with_cards

SAMPLE = Path(__file__).parents[2] / "sample_vault"
PLACE = re.compile(r"\.md:\d+$")
WITH_FORMAT = {
    name
    for name, parser in command_parsers(build_parser()).items()
    if any(action.dest == "format" for action in parser._actions)
}
# A watch never ends, and the others are no lists: a report is a text, a graph has people and relations.
NO_LISTS = {"watch", "report", "graph"}
QUESTIONS = [
    [command, *(word.format(**OURS) for word in question.split())]
    for command, questions in ASKED.items()
    if command in WITH_FORMAT - NO_LISTS
    for question in questions
    if "--dry-run" not in question and "--count" not in question
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample vault beside a folder of cards."""
    root = Path(shutil.copytree(SAMPLE, tmp_path_factory.mktemp("formats") / "vault"))
    with_cards(root)
    return root


@pytest.fixture(autouse=True)
def _use_it(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PNET_VAULT", str(sample))


def answer(argv: list[str], form: str, capsys: pytest.CaptureFixture[str]) -> str:
    code = main(["--today", "2026-11-24", "--no-input", *argv, "--format", form])
    out, err = capsys.readouterr()
    assert code < 2, err
    return out


@pytest.mark.parametrize("command", sorted(WITH_FORMAT - NO_LISTS))
def test_every_command_that_lists_takes_the_same_formats(command: str) -> None:
    actions = command_parsers(build_parser())[command]._actions
    choices = next(action.choices for action in actions if action.dest == "format")
    assert tuple(choices or ())[: len(FORMATS)] == FORMATS


@pytest.mark.parametrize("argv", QUESTIONS, ids=" ".join)
def test_every_format_prints_what_it_promises(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    json.loads(answer(argv, "json", capsys))
    for line in answer(argv, "jsonl", capsys).splitlines():
        assert isinstance(json.loads(line), dict)
    for form in ("plain", "csv", "table"):
        answer(argv, form, capsys)


def places(value: object, key: str = "") -> list[str]:
    """Return the keys of texts that name a line, in objects that do not name it as `path` and `line`."""
    if isinstance(value, dict):
        named = "line" in value or "sources" in value
        return [
            found
            for name, held in value.items()
            for found in places(held, name)
            if not (named and name == "source" and isinstance(held, str))
        ]
    if isinstance(value, list):
        return [found for held in value for found in places(held, key)]
    return [key] if isinstance(value, str) and PLACE.search(value) else []


@pytest.mark.parametrize("argv", QUESTIONS, ids=" ".join)
def test_every_json_calls_a_place_path_and_line(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert places(json.loads(answer(argv, "json", capsys))) == []
    for line in answer(argv, "jsonl", capsys).splitlines():
        assert places(json.loads(line)) == []


def test_a_source_names_its_line_whatever_its_path(capsys: pytest.CaptureFixture[str]) -> None:
    first = json.loads(answer(["due"], "json", capsys))[0]
    path, _, line = first["source"].rpartition(":")
    assert first["sources"] == [{"path": path, "line": int(line)}]
    recent = json.loads(answer(["recent"], "json", capsys))[0]
    assert f"{recent['path']}:{recent['line']}" == recent["source"]


@pytest.mark.parametrize(
    "argv",
    [["check"], ["post", "check", "posts/Why I bake when I should write.md", "--audience", "professional"]],
)
def test_text_is_another_name_of_table(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(argv, "text", capsys)
    assert text == answer(argv, "table", capsys) != ""
    assert "text" not in build_parser().parse_args([*argv, "--format", "text"]).format
    assert len(answer(argv, "plain", capsys).splitlines()) == len(answer(argv, "gcc", capsys).splitlines())
