"""Two people write one notebook, each in a clone of its own, and nothing is lost when git merges what they wrote."""

from pathlib import Path

import pytest

from tests.soak.weeks import play_week

pytestmark = pytest.mark.system


def test_two_people_write_one_notebook_and_nothing_is_lost(tmp_path: Path) -> None:
    week = play_week(tmp_path, seed=3, days=2, commands=4)
    assert week.faults == []
    assert week.did.total() > 10
