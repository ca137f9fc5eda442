"""What `pnet log` writes for a day to come is asked about, and counts for nothing until it is confirmed."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plaintext_network.cli.main import main
from tests.cli.test_answers_on_other_days import QUESTIONS, Vault, patch
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, texts
from tests.vault.other_days import vaults, written

__all__ = ["patch"]
Run = Callable[..., tuple[int, str, str]]

ADA, BO = "contacts/Ada.md", "contacts/Bo.md"
DINNER = "interactions/2026/2026-12-01 Dinner.md"


@pytest.fixture
def root(vault: Write) -> Path:
    return vault({ADA: "---\ncadence: monthly\n---\n## Log\n- 2026-11-10 tea\n", BO: "Bo.\n"})


@pytest.fixture
def pnet(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")

    def run(day: str, *argv: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        code = main(["--vault", str(root), "--today", day, *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.mark.parametrize(
    ("form", "path", "line"),
    [
        ("note", DINNER, "planned: true"),
        ("log", ADA, "- 2026-12-01 dinner [planned:: true]"),
        ("daily", "2026-12-01.md", "- dinner [[Ada]] [planned:: true] #touch"),
    ],
)
def test_log_marks_a_day_to_come_and_no_other(root: Path, pnet: Run, form: str, path: str, line: str) -> None:
    words: tuple[str, ...] = ("log", "--with", "Ada", "--as", form, "--channel", "in-person")
    words = words[:-2] if form != "note" else words
    assert pnet("2026-11-24", *words, "--date", "2026-12-01", "dinner")[0] == 0
    after = texts(root)[path].replace("in-person: ", "")
    assert line in after.splitlines()
    for day in ("2026-11-24", "2026-11-20"):
        assert pnet("2026-11-24", *words, "--date", day, "lunch")[0] == 0
    assert sum(text.count("planned:") for text in texts(root).values()) == 1


def planned(pnet: Run) -> None:
    assert (
        pnet("2026-11-24", "log", "--with", "Ada", "--with", "Bo", "--date", "2026-12-01", "dinner")[0] == 0
    )


def test_from_the_day_after_due_asks_and_done_says_yes(root: Path, pnet: Run) -> None:
    planned(pnet)
    assert "planned" not in pnet("2026-12-01", "due")[1]
    entries = json.loads(pnet("2026-12-02", "due", "--format", "json")[1])
    assert [(e["contact"], e["kind"], e["due"], e["overdue_by"], e["source"]) for e in entries] == [
        (name, "planned", "2026-12-01", 1, f"{DINNER}:2") for name in ("Ada", "Bo")
    ]
    assert {e["reason"] for e in entries} == {"planned for 1 December: did it happen? (in-person: dinner)"}
    table = pnet("2026-12-02", "due", "--format", "table")[1].splitlines()[1:]
    assert len(table) == 1
    assert table[0].startswith("Ada +1   1 day ago  planned for 1 December: did it happen?")
    code, out, _ = pnet("2026-12-02", "done", "dinner")
    assert (code, out.splitlines()[0]) == (0, "happened on 1 December: in-person: dinner with Ada and Bo")
    assert "planned" not in texts(root)[DINNER]
    assert "last_touch\t2026-12-01" not in pnet("2026-12-02", "due")[1]
    [shown] = json.loads(pnet("2026-12-02", "list", "Ada", "--format", "json")[1])
    assert shown["last_touch"] == "2026-12-01"


def test_done_takes_its_place_and_refuses_a_day_to_come(pnet: Run) -> None:
    planned(pnet)
    code, _, err = pnet("2026-11-30", "done", f"{DINNER}:2")
    assert (code, "this day is in the future" in err) == (2, True)
    assert pnet("2026-11-30", "done", "dinner")[0] == 3
    assert pnet("2026-12-01", "done", f"{DINNER}:2")[0] == 0


def test_what_is_a_promise_and_a_plan_is_ambiguous(pnet: Run, root: Path) -> None:
    planned(pnet)
    (root / BO).write_text("- [ ] pay for the dinner\n")
    code, _, err = pnet("2026-12-02", "done", "dinner")
    assert code == 3
    assert f"{DINNER}:2" in err
    assert f"{BO}:1" in err
    assert "matches 1 open promise and 1 planned interaction" in err


def test_the_place_of_two_on_one_line_is_no_answer(pnet: Run, root: Path) -> None:
    (root / BO).write_text("## Log\n- 2026-11-20 tea [planned:: true] [follow_up:: 2026-12-01 call]\n")
    code, _, err = pnet("2026-12-02", "done", f"{BO}:2")
    assert (code, "give part of the text:" in err, "for example" in err) == (3, True, False)
    assert pnet("2026-12-02", "done", "tea")[0] == 0


def test_recent_and_show_say_that_it_is_not_confirmed(pnet: Run) -> None:
    planned(pnet)
    for day, said in (("2026-11-30", "planned: dinner"), ("2026-12-02", "planned, not confirmed: dinner")):
        assert said in pnet(day, "recent", "--format", "table")[1]
        [entry, *_] = json.loads(pnet(day, "recent", "--format", "json")[1])
        assert entry["planned"] is True
    found = json.loads(pnet("2026-12-02", "recent", "planned:true", "--format", "json")[1])
    assert [entry["summary"] for entry in found] == ["dinner"]
    assert "in-person: dinner (with Bo); not confirmed" in pnet("2026-12-02", "show", "Ada")[1]
    assert "not confirmed" not in pnet("2026-12-01", "show", "Ada")[1]


def test_an_event_expects_who_is_planned_and_has_met_nobody(pnet: Run, root: Path) -> None:
    (root / "interactions").mkdir()
    (root / "interactions/fair.md").write_text(
        "---\ndate: 2026-12-01\nwith: Ada\nevent: Fair\nplanned: true\n---\n"
    )
    [before] = json.loads(pnet("2026-11-30", "event", "--format", "json")[1])
    [after] = json.loads(pnet("2026-12-02", "event", "--format", "json")[1])
    assert (before["people"], after["people"]) == (1, 0)
    assert "planned for 2026-12-01" in pnet("2026-11-30", "event", "Fair")[1]


def test_an_unknown_mark_is_reported_and_set_writes_a_known_one(pnet: Run, root: Path) -> None:
    planned(pnet)
    assert pnet("2026-12-02", "set", DINNER, "planned", "perhaps")[0] != 0
    assert pnet("2026-12-02", "set", DINNER, "planned", "cancelled")[0] == 0
    assert "planned: cancelled\n" in texts(root)[DINNER]
    (root / DINNER).write_text(texts(root)[DINNER].replace("cancelled", "perhaps"))
    [problem] = json.loads(pnet("2026-12-02", "check", "--format", "json")[1])
    assert (problem["code"], problem["line"]) == ("planned-unknown", 5)


# These name what is planned.
NAMING = ("due", "show", "recent", "event", "find", "done", "review", "check", "stats")


@settings(
    max_examples=15, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)
@given(vaults(), st.integers(0, 40), st.randoms(use_true_random=False))
def test_every_other_command_answers_as_if_it_were_cancelled(
    tmp_path: Path, patch: pytest.MonkeyPatch, notes: dict[str, str], later: int, chance: Random
) -> None:
    vault, day = Vault(tmp_path, patch), TODAY + timedelta(20 + later)
    cancelled = {path: text.replace("planned:: true", "planned:: cancelled") for path, text in notes.items()}
    asked = [
        words
        for words in QUESTIONS
        if words[0] not in NAMING and not {"--dry-run", "is:due|waiting"} & {*words}
    ]
    for words in chance.sample(asked, 6):
        written(vault.root, notes)
        answer = vault.ask(words, day)
        written(vault.root, cancelled)
        assert vault.ask(words, day) == answer, words
