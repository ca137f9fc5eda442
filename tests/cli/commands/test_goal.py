"""`pnet goal`: a line a goal, a page of one, what it says where there is none."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main

NOTES = {
    "goals/New job.md": "---\nby: 2026-12-31\norganizations: [Acme]\nroles: [smith]\n---\n",
    "goals/Old job.md": "---\nstatus: done\n---\n",
    "contacts/Ada.md": "---\norganization: Acme\n---\n## Log\n- 2026-11-01 call: pay [goal:: New job]\n",
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pnet(
    vault: Callable[[Mapping[str, str]], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.delenv("PNET_VAULT", raising=False)

    def run(*argv: str, notes: Mapping[str, str] = NOTES) -> tuple[int, str, str]:
        code = main(["--vault", str(vault(notes)), "goal", *argv])
        return code, *capsys.readouterr()

    return run


def test_goals_are_a_line_each_and_finished_ones_folded_away(pnet: Run) -> None:
    code, out, err = pnet()
    assert (code, err) == (0, "1 finished goal hidden: pnet goal --all\n")
    assert out == (
        "open\tNew job: by 2026-12-31; 1 person can help; last step on 2026-11-01\t"
        "goals/New job.md:2, goals/New job.md:3, contacts/Ada.md:2, contacts/Ada.md:5\n"
    )
    assert pnet("--all")[1].splitlines()[1] == "finished\tOld job: done\tgoals/Old job.md:2"


def test_one_goal_is_a_page(pnet: Run) -> None:
    assert pnet("new", "--format", "table")[1] == (
        "New job\n"
        "  by 2026-12-31  goals/New job.md:2\n"
        "\n"
        "who can help\n"
        "  Acme: Ada works there; last in touch on 2026-11-01 by phone  "
        "goals/New job.md:3 contacts/Ada.md:2 contacts/Ada.md:5\n"
        "\n"
        "what you did\n"
        "  2026-11-01  call: pay (with Ada)  contacts/Ada.md:5\n"
        "\n"
        "missing\n"
        '  role smith: nobody to ask yet; `pnet find "smith"` looks through all your notes  goals/New job.md:4\n'
    )


def test_json_is_a_list_or_one_object(pnet: Run) -> None:
    listed = json.loads(pnet("--format", "json")[1])
    assert [(g["name"], g["standing"], g["helpers"], g["quiet"]) for g in listed] == [
        ("New job", "open", 1, False)
    ]
    one = json.loads(pnet("new", "--format", "json")[1])
    assert one["helps"][0]["people"][0] == {
        "name": "Ada",
        "path": "contacts/Ada.md",
        "why": "works there",
        "last_touch": "2026-11-01",
        "warmth": "warm",
        "channel": "call",
        "email": None,
        "phone": None,
        "sources": [{"path": "goals/New job.md", "line": 3}, {"path": "contacts/Ada.md", "line": 2}],
        "reach": "last in touch on 2026-11-01 by phone",
        "reached_by": [{"path": "contacts/Ada.md", "line": 5}],
        "leave_alone": None,
        "meeting": None,
    }


def test_without_goals_it_says_how_one_is_written(pnet: Run) -> None:
    code, out, err = pnet("--format", "json", notes={})
    assert (code, out) == (0, "[]\n")
    assert err.startswith("No contacts yet.")
    assert pnet(notes={"contacts/Ada.md": ""})[2].startswith("no goals yet; add a note in goals/")


def test_a_name_is_never_guessed(pnet: Run) -> None:
    code, _, err = pnet("job")
    assert code == 3
    assert "“job” matches 2 goals" in err
    code, _, err = pnet("sailing")
    assert code == 3
    assert "no goal matches “sailing”" in err
