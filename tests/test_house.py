"""The floors of the house: nothing imports upward, nothing runs in circles."""

from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

SETTINGS = Path(__file__).parent.parent / "pyproject.toml"


def test_each_floor_imports_only_from_floors_below_it() -> None:
    assert lint_imports(config_filename=str(SETTINGS), no_cache=True) == EXIT_STATUS_SUCCESS
