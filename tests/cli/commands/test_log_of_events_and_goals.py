"""`pnet log --event` and `--goal`: links to notes where there are any, and lines that stay what they were."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

Vault = Callable[[Mapping[str, str]], Path]
ADA = "contacts/Ada.md"
NOTES = {
    ADA: "## Log\n- 2026-11-01 call: old [event:: Fair] [goal:: [[New job]]] [gave:: a map]\n  - nested [follow_up:: 2026-12-04 x]\n",
    "events/Sound 2026.md": "---\naliases: [Sound]\n---\n",
    "goals/New job.md": "",
}


def log(root: Path, *words: str) -> int:
    return main(["--vault", str(root), "--today", "2026-11-24", "log", *words])


@pytest.mark.parametrize("form", ["note", "log", "daily"])
def test_an_event_and_a_goal_become_links_that_lead_there(vault: Vault, form: str) -> None:
    root = vault(NOTES)
    assert log(root, "tea with Ada", "--event", "sound", "--goal", "new job", "--as", form) == 0
    notebook = Notebook(str(root), TODAY)
    new = notebook.index.interactions_with(ADA)[-1]
    assert new.event is not None
    assert (new.event.target, [goal.target for goal in new.goals]) == ("Sound 2026", ["New job"])
    assert [person.path for person in notebook.contacts()] == [ADA]
    assert "tea with Ada" in notebook.text(new.path) or "tea with [[Ada]]" in notebook.text(new.path)


def test_an_event_without_a_note_stays_words(vault: Vault) -> None:
    root = vault(NOTES)
    assert log(root, "tea with Ada", "--event", "the garden party") == 0
    new = Notebook(str(root), TODAY).index.interactions_with(ADA)[-1]
    assert new.event is not None
    assert (new.event.target, new.event.wiki) == ("the garden party", None)


def test_a_goal_that_is_no_note_is_an_error_and_nothing_is_written(
    vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    root = vault(NOTES)
    assert log(root, "tea with Ada", "--goal", "fame") == 3
    assert "fame" in capsys.readouterr().err
    assert Notebook(str(root), TODAY).text(ADA) == NOTES[ADA]


def test_a_line_goes_in_above_others_with_events_goals_and_promises(vault: Vault) -> None:
    root = vault(
        {**NOTES, ADA: NOTES[ADA].replace("## Log\n", "## Log\n- 2026-11-20 call: newer [event:: Fair]\n")}
    )
    assert log(root, "tea with Ada", "--as", "log") == 0
    assert (root / ADA).read_text().splitlines()[1] == "- 2026-11-24 in-person: tea with Ada"
