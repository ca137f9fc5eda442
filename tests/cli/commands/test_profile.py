"""Profiles side by side, as they are shown."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main

Write = Callable[[Mapping[str, str]], Path]
NOTES = {
    "me.md": "---\ntype: me\nname: Ada\nrole: Analyst | poet\nlocation: London\n---\n",
    "profiles/LinkedIn.md": "---\nrole: Analyst\nlocation: Paris\nreviewed: 2026-11-01\n---\n",
}


@pytest.fixture
def pnet(
    vault: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")

    def run(*argv: str, notes: Mapping[str, str] = NOTES) -> tuple[int, str, str]:
        code = main(["--vault", str(vault(notes)), "profile", *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


Run = Callable[..., tuple[int, str, str]]


def test_in_a_pipe_each_line_has_its_places(pnet: Run) -> None:
    code, out, _ = pnet()
    assert code == 0
    assert out.splitlines()[1] == (
        "LinkedIn\tlocation: “Paris”; your own note says “London”\tprofiles/LinkedIn.md:3, me.md:5"
    )


def test_as_markdown_it_is_a_table_side_by_side(pnet: Run) -> None:
    assert pnet("--format", "md")[1].splitlines() == [
        "|  | me | LinkedIn |",
        "| --- | --- | --- |",
        "| name | Ada |  |",
        "| role | Analyst \\| poet | Analyst |",
        "| location | London | Paris |",
        "| reviewed |  | 2026-11-01 |",
    ]


def test_as_json_it_is_a_list_of_profiles(pnet: Run) -> None:
    (profile,) = json.loads(pnet("linked", "--format", "json")[1])
    assert profile["disagreements"][1] == {
        "property": "location",
        "says": "Paris",
        "source": {"path": "profiles/LinkedIn.md", "line": 3},
        "against": "Ada",
        "other_says": "London",
        "other_source": {"path": "me.md", "line": 5},
        "text": "location: “Paris”; your own note says “London”",
    }
    assert (profile["name"], profile["days"], profile["look_again"]) == ("LinkedIn", 23, False)


def test_a_profile_that_is_not_there_ends_with_3(pnet: Run) -> None:
    code, _, err = pnet("Mastodon")
    assert code == 3
    assert "LinkedIn" in err


def test_no_profile_is_an_empty_list(pnet: Run) -> None:
    assert json.loads(pnet("--format", "json", notes={})[1]) == []
