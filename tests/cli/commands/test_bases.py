"""`pnet bases` writes views for Obsidian, checks `.base` files, and lists the rows of a view."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.bases.base_vaults import write_vault
from tests.cli.terminal import Terminal

NOTES = {
    "pnet.toml": "",
    "contacts/Ada Lovelace.md": "---\nrole: Analyst\nbirthday: 1815-12-10\ncircles: [friends]\n---\n",
    "contacts/Bo.md": "---\nrole: Baker\nstatus: paused\n---\n",
    "interactions/2026-11-20 Tea.md": '---\nwith: "[[Ada Lovelace]]"\nchannel: in-person\n---\n',
    "Other/Mine.base": (
        'filters:\n  and:\n    - file.hasTagg("x")\n    - status = "é🎉done"\nviews:\n  - type: table\n    name: All\n'
    ),
    "Other/Odd.base": (
        'formulas:\n  twice: role * 2\n  soon: "date(birthday)"\nviews:\n  - type: table\n    name: First\n    filters: file.inFolder("contacts")\n'
        "    order: [file.name, formula.twice, formula.soon]\n  - type: cards\n    name: None\n    filters: role.plugin()\n"
    ),
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    root = vault(NOTES)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        status = main(["bases", *words])
        return (status, *capsys.readouterr())

    return run


WROTE = "".join(
    f"  wrote Bases/{name}.base\n"
    for name in ("People", "Upcoming days", "Conversations", "Introductions", "Goals", "Person")
)


def test_it_writes_the_views_and_lists_the_files(run: Run) -> None:
    assert run() == (0, WROTE, "")
    assert run() == (0, "", "nothing to change\n")


def test_it_leaves_a_changed_file_and_says_so(root: Path, run: Run) -> None:
    run()
    (root / "Bases/Goals.base").write_text("views: []\n")
    assert run() == (
        1,
        "",
        "nothing to change\n"
        "Bases/Goals.base: it is not as pnet wrote it, so pnet left it alone\n"
        'to see what pnet would write, write to another folder: pnet bases --to "Bases 2"\n',
    )


def test_a_dry_run_shows_the_diff_and_writes_nothing(root: Path, run: Run) -> None:
    status, out, _ = run("--dry-run")
    assert status == 0
    assert out.startswith("diff --git a/Bases/People.base b/Bases/People.base\nnew file mode 100644\n")
    assert not (root / "Bases").exists()


def test_it_lists_what_it_does_with_each_file_as_json(root: Path, run: Run) -> None:
    run()
    (root / "Bases/Goals.base").write_text("views: []\n")
    (root / "Bases/People.base").unlink()
    status, out, _ = run("--format", "json")
    assert status == 1
    assert {each["path"]: each["state"] for each in json.loads(out)} == {
        "Bases/People.base": "written",
        "Bases/Upcoming days.base": "unchanged",
        "Bases/Conversations.base": "unchanged",
        "Bases/Introductions.base": "unchanged",
        "Bases/Goals.base": "yours",
        "Bases/Person.base": "unchanged",
    }
    assert (root / "Bases/People.base").exists()


@pytest.mark.parametrize(
    ("folder", "path"), [("Views/Of pnet", "Views/Of pnet"), (".", "."), ("other/Sub", "Other/Sub")]
)
def test_the_folder_can_be_chosen(root: Path, run: Run, folder: str, path: str) -> None:
    assert run("--to", folder)[0] == 0
    assert (root / path / "People.base").exists()


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("..", "this folder is outside of the vault"),
        ("/usr", "this folder is outside of the vault"),
        (".obsidian", "Obsidian shows no hidden folder"),
        ("a/.b", "Obsidian shows no hidden folder"),
        ("pnet.toml", "this is a file"),
    ],
)
def test_a_folder_that_obsidian_cannot_show_is_refused(run: Run, folder: str, reason: str) -> None:
    status, _, err = run("--to", folder)
    assert (status, err.splitlines()[0]) == (2, f"“{folder}”: {reason}")


def test_check_shows_each_fault_with_its_line_and_a_caret(run: Run) -> None:
    assert run("check", "Other/Mine.base") == (
        1,
        "Other/Mine.base:3:12: name: a file has no function “hasTagg”\n"
        '  3 |     - file.hasTagg("x")\n'
        "    |            ^^^^^^^\n"
        "  did you mean hasTag?\n"
        "Other/Mine.base:4:14: formula: Bases has no operator =\n"
        '  4 |     - status = "é🎉done"\n'
        "    |              ^\n"
        "  to compare, write ==\n",
        "1 file checked: 2 errors, 0 warnings\n",
    )


def test_what_it_writes_it_accepts(run: Run) -> None:
    run()
    assert run("check", "Bases") == (0, "", "6 files checked: 0 errors, 0 warnings\n")


def test_without_a_file_it_checks_the_whole_vault(run: Run) -> None:
    status, out, err = run("check", "--format", "gcc")
    assert (status, err) == (1, "")
    assert [line.partition(": ")[0] for line in out.splitlines()] == [
        "Other/Mine.base:3:12",
        "Other/Mine.base:4:14",
        "Other/Odd.base:11:19",
    ]


def test_a_fault_as_json_has_the_fields_of_a_problem(run: Run) -> None:
    _, out, _ = run("check", "mine", "--format", "json")
    assert json.loads(out)[0] == {
        "path": "Other/Mine.base",
        "line": 3,
        "column": 12,
        "code": "name",
        "severity": "error",
        "message": "a file has no function “hasTagg”",
        "hint": "did you mean hasTag?",
    }


def test_a_file_outside_of_any_vault_can_be_checked(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "A.base").write_text("views: [\n")
    monkeypatch.chdir(folder)
    status, out, _ = run("check", "A.base")
    assert (status, out.partition(":")[0]) == (1, "A.base")
    assert run("check", "B.base")[0] == 3
    assert run("check")[0] == 3


def test_show_lists_the_rows_of_the_first_view(run: Run) -> None:
    run()
    assert run("show", "People", "--format", "table")[1].splitlines() == [
        "name          role     organization  circles  cadence",
        "Ada Lovelace  Analyst                friends",
        "Bo            Baker",
    ]
    assert run("show", "people.base", "--view", "active", "--format", "csv")[1].splitlines() == [
        "path,file.name,role,organization,circles,cadence",
        "contacts/Ada Lovelace.md,Ada Lovelace,Analyst,,friends,",
    ]


def test_a_folder_of_the_same_name_hides_no_base(root: Path, run: Run) -> None:
    write_vault(root, {"People/x.md": ""})
    run()
    assert run("show", "People")[0] == 0
    assert run("check", "People") == (0, "", "1 file checked: 0 errors, 0 warnings\n")


def test_a_name_of_several_files_is_ambiguous(run: Run) -> None:
    run()
    assert run("show", "person", "--in", "ada")[0] == 0
    assert run("show", "s")[2] == (
        "“s” matches 5 .base files\n"
        "give one of these: Bases/Conversations.base, Bases/Goals.base, Bases/Introductions.base, Bases/Person.base and "
        "Bases/Upcoming days.base\n"
    )


def test_show_has_typed_values_in_json(run: Run) -> None:
    run()
    _, out, _ = run("show", "upcoming", "--format", "json")
    assert json.loads(out) == [
        {
            "path": "contacts/Ada Lovelace.md",
            "file.name": "Ada Lovelace",
            "formula.next_birthday": "2026-12-10",
            "formula.turns": 211,
            "circles": ["friends"],
        }
    ]


def test_show_in_a_note_shows_what_the_note_embeds(run: Run) -> None:
    run()
    assert run("show", "Person", "--in", "ada") == (
        0,
        "2026-11-20 Tea\t2026-11-20\tin-person\t\tAda Lovelace\n",
        "",
    )
    assert run("show", "Person", "--in", "Bo") == (1, "", "")


def test_a_terminal_says_that_a_view_is_empty_and_how_to_see_what_a_note_embeds(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert run("show", "Goals")[2] == "no file matches this view\n"
    alone = "no file matches this view; to see what a note that embeds it shows, add --in NOTE\n"
    assert run("show", "Person")[2] == alone
    assert run("show", "Person", "--in", "Bo")[2] == "no file matches this view\n"


def test_show_says_what_has_no_value(run: Run) -> None:
    status, out, _ = run("show", "Odd")
    assert status == 0
    assert out.splitlines() == [
        "Ada Lovelace\t(* does not work with string and number)\t1815-12-10",
        "Bo\t(* does not work with string and number)\t",
    ]
    status, out, err = run("show", "Odd", "--view", "none")
    assert (status, out) == (1, "")
    assert err == (
        "a filter has no value for 3 files, such as Other/Mine.base: a missing value has no function plugin\n"
        "a filter has no value for 2 files, such as contacts/Ada Lovelace.md: a value of type string has no function plugin\n"
    )


@pytest.mark.parametrize(
    ("words", "status", "first"),
    [
        (["show"], 2, "FILE is missing; for example: pnet bases show People"),
        (
            ["show", "Upcoming", "days"],
            2,
            'show takes one file; if its name has spaces, quote it: pnet bases show "Upcoming days"',
        ),
        (["show", "nope"], 3, "no .base file matches “nope”"),
        (["show", "Mine"], 2, "Other/Mine.base:3:12: a file has no function “hasTagg”"),
        (["show", "Odd", "--view", "x"], 3, "Other/Odd.base has no view “x”"),
        (["show", "Odd", "--in", "nobody"], 3, "no note matches “nobody”"),
        (["show", "Odd", "--dry-run"], 2, "--dry-run works only with write"),
        (["check", "--to", "x"], 2, "--to works only with write"),
        (["--view", "x"], 2, "--view works only with show"),
        (["write", "x"], 2, "write takes no file; to choose a folder, give --to FOLDER"),
        (["show", "Odd", "--format", "gcc"], 2, "--format gcc works only with check"),
    ],
)
def test_a_wrong_request_is_refused(run: Run, words: list[str], status: int, first: str) -> None:
    found, _, err = run(*words)
    assert (found, err.splitlines()[0]) == (status, first)


def test_renaming_a_note_updates_its_link_in_a_view_which_stays_pnets_own(root: Path, run: Run) -> None:
    settings = '[kinds.contact.where]\ncategory = ["Singer", "Singers"]\n'
    write_vault(root, {"pnet.toml": settings, "Singer.md": "", "Cy.md": '---\ncategory: "[[Singer]]"\n---\n'})
    run()
    people = root / "Bases/People.base"
    assert 'link("Singer")' in people.read_text()
    assert main(["rename", "Singer.md", "Singers"]) == 0
    assert 'link("Singers")' in people.read_text()
    assert run("--format", "plain")[0] == 0
    assert {line.partition("\t")[2] for line in run("--format", "plain")[1].splitlines()} == {"unchanged"}
