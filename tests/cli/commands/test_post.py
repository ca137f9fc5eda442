"""A draft looked through, as it is shown, and how the command ends."""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main

Write = Callable[[Mapping[str, str]], Path]
DRAFT = "---\naudience: clients\n---\nHello.\nMy boss is an idiot.\n"
NOTES = {"posts/Draft.md": DRAFT, "posts/Fine.md": "---\naudience: friends\n---\nHello.\n"}


@pytest.fixture
def pnet(
    vault: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(tmp_path)

    def run(*argv: str, notes: Mapping[str, str] = NOTES) -> tuple[int, str, str]:
        code = main(["--vault", str(vault(notes)), "post", "check", *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("file", ["vault/posts/Draft.md", "posts/Draft.md", "Draft"])
def test_a_finding_is_shown_with_its_line_and_ends_with_1(pnet: Run, file: str) -> None:
    code, out, _ = pnet(file)
    path = "posts/Draft.md" if file == "Draft" else file
    assert code == 1
    assert out.splitlines() == [
        f"{path}:5:15: employer-ill: “idiot” is said in one breath with “My boss”",
        "  5 | My boss is an idiot.",
        "    |               ^^^^^",
        '  say it otherwise, or allow it in the front matter: allow: ["employer-ill: My boss"]',
    ]


def test_nothing_found_ends_with_0(pnet: Run) -> None:
    assert pnet("Fine")[:2] == (0, "")


def test_standard_input_and_an_audience_named(pnet: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"I was hungover.\n")))
    code, out, _ = pnet("-", "--audience", "clients", "--format", "gcc")
    assert code == 1
    assert (
        out
        == "-:1:7: warning: “hungover” is a personal matter (drinking), and the circle clients will read it [personal]\n"
    )


def test_without_an_audience_it_says_who_reads_it(pnet: Run, tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("hello", encoding="utf-8")
    assert "checked as public" in pnet("d.txt")[2]


def test_as_json_it_is_a_list(pnet: Run) -> None:
    assert json.loads(pnet("Fine", "--format", "json")[1]) == []
    (finding,) = json.loads(pnet("Draft", "--format", "json")[1])
    assert list(finding) == ["path", "line", "column", "rule", "reason", "hint", "text"]


@pytest.mark.parametrize("file", ["nothing.md", "vault/posts"])
def test_no_such_file_ends_with_3(pnet: Run, file: str) -> None:
    assert pnet(file)[0] == 3


@pytest.mark.parametrize("output", ["table", "json", "csv", "gcc"])
def test_without_findings_it_says_what_it_looked_for(pnet: Run, output: str) -> None:
    code, _, err = pnet("Fine", "--format", output)
    assert code == 0
    assert "no listed words, names or contact details found for friends; tone is not judged" in err
