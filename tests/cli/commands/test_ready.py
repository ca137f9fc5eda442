"""`pnet ready`: what it shows, each line with places that lead to the text."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main

NOTES = {
    "me.md": "---\ntype: me\norganization: Acme\n---\n",
    "contacts/Ada.md": "---\ncircles: [choir]\ncadence: 1 month\norganization: Acme\n---\n## Log\n- 2026-08-01 tea [got:: a bed]\n",
}
WAYS = ("table", "plain", "json", "jsonl", "csv")


@pytest.mark.parametrize("form", WAYS)
def test_every_format_tells_who_is_worth_a_word(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str], form: str
) -> None:
    root = vault(NOTES)
    assert main(["--vault", str(root), "--today", "2026-11-24", "ready", "--format", form]) == 0
    out, err = capsys.readouterr()
    assert "Ada helped you on 2026-08-01" in out
    assert err == ""


def test_each_place_leads_to_a_line(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = vault(NOTES)
    main(["--vault", str(root), "--today", "2026-11-24", "ready", "--format", "jsonl"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["section"] for line in lines] == [
        "how often you were in touch",
        "by circle",
        "by organization",
        "at your own organization",
        "contact this week",
    ]
    for line in lines:
        assert line["sources"]
        for source in line["sources"]:
            path, number = source["path"], source["line"]
            assert (root / path).read_text().splitlines()[int(number) - 1]


def test_a_promise_that_names_somebody_names_them_once(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    tasks = "- [ ] send [[Ada]] a map 📅 2026-11-20\n- [ ] bring tea for [[Ada]] and [[Bo]] 📅 2026-11-21\n"
    root = vault({"contacts/Ada.md": "- [ ] write 📅 2026-11-22\n", "contacts/Bo.md": "", "tasks.md": tasks})
    main(["--vault", str(root), "--today", "2026-11-24", "ready", "--format", "jsonl"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["text"] for line in lines if line["section"] == "open promises"] == [
        "2026-11-20  send Ada a map",
        "2026-11-21  bring tea for Ada and Bo",
        "2026-11-22  write (Ada)",
    ]


def test_an_empty_vault_says_what_to_do(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--vault", str(vault({})), "ready", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["people"] == []
    assert "No contacts yet" in err


def test_a_day_noted_in_last_contact_is_a_touch_for_every_command_whatever_else_happened_that_day(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    note = (
        "---\ncircles: [choir]\nrole: Cantor\nlast_contact: 2026-11-19\n---\n"
        "## Log\n- 2026-11-19 email: the concert [direction:: out]\n"
    )
    root = vault({"contacts/Ada.md": note})

    def answer(*words: str) -> str:
        assert main(["--vault", str(root), "--today", "2026-11-24", *words]) == 0
        return capsys.readouterr().out

    shown = json.loads(answer("show", "Ada", "--format", "json"))
    assert (shown["last_touch"], shown["standing"]) == ("2026-11-19", "warm")
    (there,) = json.loads(answer("reach", "Cantor", "--as", "role", "--format", "json"))["now"]
    assert (there["last_touch"], there["warmth"]) == ("2026-11-19", "warm")
    assert there["sources"][-1] == {"path": "contacts/Ada.md", "line": 7}
    assert "choir: 1 in touch" in answer("ready")
