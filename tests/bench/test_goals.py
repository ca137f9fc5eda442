"""Tests how measurements are compared with their goals, and that every goal is measured."""

from pathlib import Path

import pytest

from tests.bench.commands import WATCHED, questions
from tests.bench.goals import GOALS, Goal, reached

FOUND = {
    "short": {"seconds": 0.3, "megabytes": 20.0},
    "long": {"seconds": 0.8},
    "base": {"seconds": 0.25, "megabytes": 8.0},
}


@pytest.mark.parametrize(
    ("goal", "met", "words"),
    [
        (Goal("short", 1.5, "base"), True, "≤ 1.5 × base"),
        (Goal("long", 1.5, "base"), False, "≤ 1.5 × base"),
        (Goal("long", 4, "base", at_most=0.7), False, "≤ 4 × base, ≤ 700 ms"),
        (Goal("long", at_most=1), True, "≤ 1,000 ms"),
        (Goal("short", at_most=10, of="megabytes"), False, "≤ 10 MB"),
        (Goal("short", 1, "base", plus=0.06), True, "≤ base + 60 ms"),
        (Goal("short", 1, "base", plus=0.04), False, "≤ base + 40 ms"),
    ],
)
def test_a_goal_is_met_or_missed(goal: Goal, met: bool, words: str) -> None:
    assert (goal.is_met(FOUND), str(goal)) == (met, words)


def test_only_what_was_measured_is_compared() -> None:
    goal = GOALS[0]
    figure = {"seconds": 1.0}
    assert [row["name"] for row in reached({goal.name: figure, goal.other: figure})] == [goal.name]
    assert reached({goal.name: figure}) == []


def test_every_question_with_a_goal_is_measured(tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    (tmp_path / "contacts/Ada.md").touch()
    for before in ("", WATCHED):
        measured = {command.name for command in questions(tmp_path, before)}
        assert {goal.name for goal in GOALS if goal.name.startswith(f"{before}pnet ")} <= measured
