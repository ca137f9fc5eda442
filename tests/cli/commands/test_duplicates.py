"""`pnet duplicates` lists contacts who may be one person, and remembers who isn't."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Sitting
from tests.cli.test_prompts import needs_a_terminal
from tests.soak.log_at_once import COMMAND

ADA = "---\nemails: [ada@example.org]\nphones: ['+44 20 7946 0018']\n---\n"
SHORT = "---\nname: A. Lovelace\nemails:\n  - other@example.org\n  - ADA@example.org\nphones: ['020 7946 0018']\n---\n"
NOTES = {
    "contacts/Ada Lovelace.md": ADA,
    "contacts/al.md": SHORT,
    "contacts/Bo Ek.md": "---\ncircles: [work]\n---\n",
    "contacts/Ek.md": "---\nname: Bo Ek\nprivate: true\n---\n",
    "contacts/Cy Ng.md": "",
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    return vault(NOTES)


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        status = main(["--vault", str(root), "duplicates", *words])
        return (status, *capsys.readouterr())

    return run


def test_it_shows_the_evidence_its_places_and_what_to_type(run: Run) -> None:
    status, out, _ = run("--format", "table")
    assert status == 0
    assert out == (
        "Ada Lovelace  contacts/Ada Lovelace.md\n"
        "A. Lovelace  contacts/al.md\n"
        "  the same e-mail address ADA@example.org  contacts/Ada Lovelace.md:2 contacts/al.md:5\n"
        "  the same telephone number 020 7946 0018  contacts/Ada Lovelace.md:3 contacts/al.md:6\n"
        "  one of the two may be short for the other  contacts/Ada Lovelace.md:1 contacts/al.md:2\n"
        '  one person:  pnet merge "Ada Lovelace" "A. Lovelace"\n'
        '  two people:  pnet duplicates --apart "Ada Lovelace" "A. Lovelace"\n'
        "\n"
        "Bo Ek  contacts/Bo Ek.md\n"
        "Bo Ek  contacts/Ek.md\n"
        "  the same name  contacts/Bo Ek.md:1 contacts/Ek.md:2\n"
        '  one person:  pnet merge "contacts/Bo Ek.md" contacts/Ek.md\n'
        '  two people:  pnet duplicates --apart "contacts/Bo Ek.md" contacts/Ek.md\n'
    )


def test_each_format_has_the_same_pairs(run: Run) -> None:
    found = json.loads(run("--format", "json")[1])
    assert [each["name"] for each in found] == ["Ada Lovelace", "Bo Ek"]
    assert found[0]["evidence"][0] == {
        "kind": "email",
        "text": "the same e-mail address ADA@example.org",
        "sources": [{"path": "contacts/Ada Lovelace.md", "line": 2}, {"path": "contacts/al.md", "line": 5}],
    }
    assert [json.loads(line) for line in run("--format", "jsonl")[1].splitlines()] == found
    assert run("--format", "plain", "--fields", "name,other_path")[1] == (
        "Ada Lovelace\tcontacts/al.md\nBo Ek\tcontacts/Ek.md\n"
    )
    assert (
        run("--format", "csv", "--fields", "path")[1] == "path\ncontacts/Ada Lovelace.md\ncontacts/Bo Ek.md\n"
    )


def test_a_query_and_a_limit_narrow_the_list(run: Run) -> None:
    assert run("circle:work", "--fields", "name")[:2] == (0, "Bo Ek\n")
    assert run("--limit", "1", "--fields", "name")[:2] == (0, "Ada Lovelace\n")


def test_without_a_pair_the_status_is_1(run: Run) -> None:
    status, out, err = run("cy", "--format", "json")
    assert (status, out) == (1, "[]\n")
    assert "no two contacts look like one person" in err


def test_what_is_printed_can_be_pasted(root: Path, run: Run) -> None:
    status, out, _ = run("--apart", "Ada Lovelace", "A. Lovelace")
    assert (status, out) == (
        0,
        "Ada Lovelace and A. Lovelace are two people\n  wrote contacts/Ada Lovelace.md\n",
    )
    assert 'different_from: ["[[al]]"]\n' in (root / "contacts/Ada Lovelace.md").read_text()
    assert main(["--vault", str(root), "merge", "contacts/Bo Ek.md", "contacts/Ek.md"]) == 0
    assert run()[0] == 1


@pytest.mark.parametrize("names", [("Ada Lovelace", "A. Lovelace"), ("A. Lovelace", "Ada Lovelace")])
def test_apart_works_both_ways_and_once(names: tuple[str, str], root: Path, run: Run) -> None:
    run("--apart", "Ada Lovelace", "A. Lovelace")
    status, out, err = run("--apart", *names)
    assert (status, out) == (0, "")
    assert "nothing to change" in err
    assert (root / "contacts/al.md").read_text() == SHORT


def test_apart_can_be_undone_and_tried(root: Path, run: Run) -> None:
    assert "+different_from:" in run("--apart", "Ada Lovelace", "A. Lovelace", "--dry-run")[1]
    assert (root / "contacts/Ada Lovelace.md").read_text() == ADA
    run("--apart", "Ada Lovelace", "A. Lovelace")
    assert main(["--vault", str(root), "undo"]) == 0
    assert (root / "contacts/Ada Lovelace.md").read_text() == ADA


@pytest.mark.parametrize(
    ("words", "status", "fault"),
    [
        (("--apart", "Cy", "Cy"), 4, "name two: pnet duplicates --apart"),
        (("--apart", "Cy", "Zed"), 3, "no contact matches"),
        (("--apart", "Bo Ek", "Cy"), 3, "matches 2 contacts"),
        (("--dry-run",), 2, "--dry-run works only with --apart"),
        (("--review",), 2, "needs a terminal"),
        (("--fields", "age"), 2, "unknown field"),
    ],
)
def test_each_fault_says_what_to_do(run: Run, words: tuple[str, ...], status: int, fault: str) -> None:
    found, _, err = run(*words)
    assert fault in err
    assert found == status


def test_check_names_the_command(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--vault", str(root), "check"])
    assert "merge the two; see `pnet duplicates`" in capsys.readouterr().out


def sitting(root: Path) -> Sitting:
    words = [*COMMAND, "--vault", str(root), "duplicates", "--review"]
    return Sitting(words, whole=True, PNET_TODAY="2026-11-24", NO_COLOR="1", COLUMNS="100")


@needs_a_terminal
def test_a_review_asks_about_each_pair(root: Path) -> None:
    asked = sitting(root)
    asked.reads("the same e-mail address")
    asked.reads("1 of 2 ")
    asked.types(b"?")
    asked.reads("leave them for later")
    asked.reads("1 of 2 ")
    asked.types(b"a")
    asked.reads("Ada Lovelace and A. Lovelace are two people")
    asked.reads("the same name")
    asked.types(b"m")
    asked.reads("merged Bo Ek into Bo Ek")
    asked.reads("1 pair merged, 1 apart")
    assert not (root / "contacts/Ek.md").exists()
    assert "[[al]]" in (root / "contacts/Ada Lovelace.md").read_text()


@needs_a_terminal
def test_later_and_quit_change_nothing(root: Path) -> None:
    asked = sitting(root)
    asked.reads("1 of 2 ")
    asked.types(b"\n")
    asked.reads("2 of 2 ")
    asked.types(b"q")
    asked.reads("0 pairs merged, 0 apart")
    assert {str(path.relative_to(root)): path.read_text() for path in root.glob("contacts/*.md")} == NOTES
