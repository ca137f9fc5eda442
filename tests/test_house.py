"""The floors of the house: nothing imports upward, nothing runs in circles."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_each_floor_imports_only_from_floors_below_it(capsys: object) -> None:
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS
