"""Whatever befalls a writing command, its vault is wholly as before or as after once the next command has run."""

import tempfile
from pathlib import Path

import pytest

from tests.soak.commands import SCENES
from tests.soak.trials import play


@pytest.mark.system
def test_a_command_that_is_broken_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The same faults befall the transaction alone on a real disk, in tests/vault/transaction.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    trials = list(play(SCENES, 2 * len(SCENES), seed=4, kills=0.7))
    assert [(trial.scene, *map(str, trial.faults), trial.wrong) for trial in trials if trial.wrong] == []
    # Enough of them were broken for this to say something.
    assert sum(trial.outcome.code != 0 for trial in trials) > len(SCENES) // 2
