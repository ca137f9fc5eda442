"""In a shared notebook, pnet says who logged what; for who is due, it makes no difference."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

NOTES = {
    "pnet.toml": "[log]\nby = true\n",
    "contacts/Ada.md": "---\ncadence: monthly\n---\n\n## Log\n- 2026-11-01 call: hello [by:: [[Jo]]]\n",
    "contacts/Bo.md": "",
    "contacts/Jo.md": "---\ncadence: monthly\n---\n",
    "interactions/2026-11-10 Tea.md": '---\nwith: ["[[Bo]]"]\nby: Mo\n---\nTea\n',
    "daily/2026-11-12.md": "- lunch with [[Bo]] [by:: [[Jo]]] #touch\n",
}
Pnet = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for variable in ("PNET_CACHE", "PNET_STATE", "PNET_RUNTIME", "HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    return vault(NOTES)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The config.toml of this machine."""
    file = tmp_path / "XDG_CONFIG_HOME/pnet/config.toml"
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def pnet(root: Path, capsys: pytest.CaptureFixture[str]) -> Pnet:
    def pnet(*words: str) -> tuple[int, str, str]:
        status = main(["--vault", str(root), "--no-input", *words])
        return (status, *capsys.readouterr())

    return pnet


def test_recent_and_show_say_who_logged_it(pnet: Pnet) -> None:
    assert pnet("recent", "--fields", "date,contacts,summary")[1] == (
        "2026-11-12\tBo\tlunch with Bo (Jo)\n2026-11-10\tBo\tTea (Mo)\n2026-11-01\tAda\thello (Jo)\n"
    )
    found = json.loads(pnet("recent", "--format", "json")[1])
    assert [(one["by"], one["contacts"]) for one in found] == [
        (["Jo"], ["Bo"]),
        (["Mo"], ["Bo"]),
        (["Jo"], ["Ada"]),
    ]
    assert "call: hello (Jo)" in pnet("show", "Ada")[1]
    assert "Tea (Mo)" in pnet("show", "Bo")[1]


def test_two_can_have_logged_one_interaction(pnet: Pnet, root: Path) -> None:
    (root / "contacts/Ada.md").write_text("## Log\n- 2026-11-01 call: hello [by:: Jo] [by:: [[Mo]]]\n")
    (root / "interactions/2026-11-10 Tea.md").write_text('---\nwith: ["[[Bo]]"]\nby: [Jo, Mo]\n---\nTea\n')
    (root / "daily/2026-11-12.md").unlink()
    assert (
        pnet("recent", "--fields", "date,summary")[1]
        == "2026-11-10\tTea (Jo, Mo)\n2026-11-01\thello (Jo, Mo)\n"
    )
    assert [one["by"] for one in json.loads(pnet("recent", "--format", "json")[1])] == [["Jo", "Mo"]] * 2
    assert "call: hello (Jo, Mo)" in pnet("show", "Ada")[1]
    for name in ("jo", "mo"):
        assert pnet("list", f"by:{name}", "--fields", "name")[1] == "Ada\nBo\n"


def test_a_query_finds_what_somebody_logged(pnet: Pnet) -> None:
    assert pnet("recent", "by:jo", "--fields", "date")[1] == "2026-11-12\n2026-11-01\n"
    assert pnet("recent", "not:by:", "--fields", "date")[0] == 1
    assert pnet("list", "by:mo", "--fields", "name")[1] == "Bo\n"
    assert pnet("list", "by:jo", "--fields", "name")[1] == "Ada\nBo\n"


def test_a_query_finds_who_logged_it_if_only_log_entries_say_so(pnet: Pnet, root: Path) -> None:
    (root / "interactions/2026-11-10 Tea.md").unlink()
    (root / "daily/2026-11-12.md").unlink()
    assert pnet("list", "by:jo", "--fields", "name") == (0, "Ada\n", "")
    assert pnet("list", "by:mo", "--fields", "name") == (1, "", "")


def test_who_logged_it_takes_no_part_and_is_not_mentioned(root: Path) -> None:
    notebook = Notebook(str(root), TODAY, cache=False)
    jo = notebook.contact("Jo")
    assert jo.touch_count == 0
    assert jo.interactions == ()
    assert notebook.index.first_mention("contacts/Jo.md") is None
    assert notebook.contact("Ada").last_touch == TODAY.replace(day=1)


def test_a_rename_updates_the_link_that_says_who_logged_it(root: Path, pnet: Pnet) -> None:
    assert pnet("rename", "Jo", "Jo Byrne")[0] == 0
    assert "[by:: [[Jo Byrne" in (root / "contacts/Ada.md").read_text()
    assert "[by:: [[Jo Byrne" in (root / "daily/2026-11-12.md").read_text()


@pytest.mark.parametrize("form", ["note", "log", "daily"])
def test_log_writes_the_name_that_this_machine_knows(root: Path, pnet: Pnet, config: Path, form: str) -> None:
    config.write_text('name = "Jo Byrne"\n')
    status, _, err = pnet("log", "yesterday: call with Ada about a book by Woolf", "--as", form)
    assert (status, err) == (0, "")
    [entry] = Notebook(str(root), TODAY, cache=False).interactions("by:byrne")
    assert (entry.by, entry.names, entry.unknown) == (("Jo Byrne",), ("Ada",), ())
    assert "a book by Woolf" in entry.summary
    assert pnet("undo")[0] == 0
    assert Notebook(str(root), TODAY, cache=False).interactions("by:byrne") == ()


def test_without_a_name_log_writes_none_and_says_where_to_put_it(root: Path, pnet: Pnet) -> None:
    status, _, err = pnet("log", "call with Ada")
    assert status == 0
    assert 'name = "Jo"' in err
    assert "config.toml" in err
    assert Notebook(str(root), TODAY, cache=False).interactions()[0].by == ()


def test_a_notebook_of_your_own_needs_no_name(root: Path, pnet: Pnet, config: Path) -> None:
    config.write_text('name = "Jo"\n')
    (root / "pnet.toml").write_text("")
    status, _, err = pnet("log", "call with Ada")
    assert (status, err) == (0, "")
    assert Notebook(str(root), TODAY, cache=False).interactions()[0].by == ()


def test_a_sentence_with_its_own_by_wins(root: Path, pnet: Pnet, config: Path) -> None:
    config.write_text('name = "Jo"\n')
    assert pnet("log", "call with Ada [by:: Mo]", "--as", "log")[0] == 0
    assert Notebook(str(root), TODAY, cache=False).interactions()[0].by == ("Mo",)


def test_who_is_due_does_not_depend_on_who_logged(root: Path, pnet: Pnet) -> None:
    before = pnet("due", "--format", "json")[1].replace(" [by:: [[Jo]]]", "")
    for path, text in NOTES.items():
        (root / path).write_text(text.replace(" [by:: [[Jo]]]", "").replace("by: Mo\n", ""))
    assert [one["contact"] for one in json.loads(before)] == [
        one["contact"] for one in json.loads(pnet("due", "--format", "json")[1])
    ]
