"""A template with code is refused with a way on, which works."""

from pathlib import Path

import pytest

from plaintext_network.cli.main import main

CODE = "# {{title}}\n<%* tR += 'x' %>\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pnet.toml").write_text(
        'ignore = ["t"]\n[templates]\ncontact = "t/Person.md"\n[daily]\ntemplate = "t/Day.md"\n'
    )
    (tmp_path / "t").mkdir()
    (tmp_path / "contacts").mkdir()
    (tmp_path / "t/Person.md").write_text(CODE)
    (tmp_path / "t/Day.md").write_text(CODE)
    (tmp_path / "contacts/Ada.md").write_text("x\n")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "path", "text"),
    [
        (["add", "Bo Lund"], "contacts/Bo Lund.md", "---\nname: Bo Lund\n---\n"),
        (["log", "--as", "daily", "tea with Ada"], "2026-11-24.md", "- in-person: tea with [[Ada]] #touch\n"),
    ],
)
def test_a_note_starts_without_the_template(
    root: Path, words: list[str], path: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    every = ["--vault", str(root), "--today", "2026-11-24", *words]
    assert main(every) == 4
    told = capsys.readouterr().err
    assert "line 2 of the template has <%* tR += 'x' %>, which pnet can't fill in" in " ".join(told.split())
    assert not (root / path).exists()
    assert main([*every, "--no-template"]) == 0
    assert (root / path).read_text() == text
