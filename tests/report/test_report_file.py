"""The file of a report: replaced only if pnet wrote it, and never a note that pnet reads."""

import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import plaintext_network as pn
from plaintext_network.errors import FileNotWritten
from plaintext_network.report.html.page import page
from plaintext_network.report.markdown_note import markdown_note
from plaintext_network.report.report_file import write_note, write_page
from tests.conftest import TODAY
from tests.report.made_report import due, report

NOTES = {
    "contacts/Ada Byrne.md": "---\ncadence: monthly\n---\n- [ ] send the glaze recipe 📅 2026-11-20\n",
    "contacts/Bo.md": "---\ncadence: monthly\n---\nknows [[Ada Byrne]]\n",
}


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path]) -> Path:
    return vault(NOTES)


def answers(root: Path) -> object:
    """What a vault answers about its notes."""
    notebook = pn.open(str(root), today=TODAY)
    return (
        notebook.state_key,
        notebook.due(),
        notebook.problems(),
        [(person.path, person.last_touch) for person in notebook.contacts()],
        notebook.find("Ada"),
        sorted(notebook.index.notes),
        notebook.reports.contact_page("Ada Byrne"),
    )


def test_a_page_and_a_note_are_private_and_replaced_only_if_they_differ(root: Path, tmp_path: Path) -> None:
    old, new = report(), report(due=(due("Bo Lund"),))
    write: Callable[[Path, str], bool]
    for name, write, text in (
        ("report.html", lambda path, text: write_page(str(root), str(path), text), page),
        ("Due.md", lambda path, text: write_note(str(root), (), str(path), text), markdown_note),
    ):
        file = tmp_path / name
        assert write(file, text(old))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert not write(file, text(old))
        assert write(file, text(new))
        assert file.read_text() == text(new)


def test_a_note_or_page_of_the_user_s_stays(root: Path, tmp_path: Path) -> None:
    mine, due = tmp_path / "report.html", tmp_path / "Due.md"
    mine.write_text("<!doctype html>\n<title>Mine</title>")
    due.write_text("# Due\n- milk\n")
    refused = "pnet did not write it as a report\ngive another file: pnet report"
    with pytest.raises(FileNotWritten, match=refused):
        write_page(str(root), str(mine), page(report()))
    with pytest.raises(FileNotWritten, match=refused):
        write_note(str(root), (), str(due), markdown_note(report()))
    assert (mine.read_text(), due.read_text()) == (
        "<!doctype html>\n<title>Mine</title>",
        "# Due\n- milk\n",
    )


@pytest.mark.parametrize(
    ("ignore", "path", "hint"),
    [
        ((), "Due.md", 'add this line at the top of pnet.toml: ignore = ["/Due.md"]'),
        (
            ("Templates", 'a"b'),
            "Due.md",
            'replace the ignore line of pnet.toml with: ignore = ["Templates", "a\\"b", "/Due.md"]',
        ),
        ((), "Out [1]/Due.md", 'add this line at the top of pnet.toml: ignore = ["/Out [[]1]/Due.md"]'),
    ],
)
def test_in_the_vault_a_note_is_refused_with_the_line_that_allows_it(
    root: Path, ignore: tuple[str, ...], path: str, hint: str
) -> None:
    file = root / path
    file.parent.mkdir(exist_ok=True)
    with pytest.raises(FileNotWritten) as refused:
        write_note(str(root), ignore, str(file), markdown_note(report()))
    assert str(refused.value).split("\n") == [
        f"can't write “{file}”: pnet would read it as one of your notes",
        hint,
    ]
    line = hint[hint.index("ignore =") :]
    (root / "pnet.toml").write_text(f"{line}\n")
    assert write_note(str(root), tomllib.loads(line)["ignore"], str(file), markdown_note(report()))
    assert path not in pn.open(str(root), today=TODAY).index.notes


def test_the_vault_s_answers_are_the_same_before_and_after(root: Path) -> None:
    (root / "pnet.toml").write_text('ignore = ["/Due.md"]\n')
    before = answers(root)
    note = markdown_note(report())
    assert "[[contacts/Ada Byrne|Ada Byrne]]" in note
    assert write_note(str(root), ("/Due.md",), str(root / "Due.md"), note)
    assert answers(root) == before


def test_a_page_is_no_note_and_a_note_is_not_hidden(root: Path) -> None:
    for path in ("Due.md", "pnet.toml", ".obsidian/report.html"):
        with pytest.raises(FileNotWritten, match="it would be a note or a setting of the vault"):
            write_page(str(root), str(root / path), page(report()))
    with pytest.raises(FileNotWritten, match="Obsidian doesn't show hidden files"):
        write_note(str(root), (), str(root / ".trash/Due.md"), markdown_note(report()))
    with pytest.raises(FileNotWritten, match="it would be a note or a setting"):
        write_note(str(root), (), str(root / "pnet.toml"), markdown_note(report()))
    assert write_page(str(root), str(root / "report.html"), page(report()))
