"""The layers: nothing imports upward, and no imports form a cycle."""

from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

SETTINGS = Path(__file__).parent.parent / "pyproject.toml"


def test_each_layer_imports_only_from_the_layers_below_it() -> None:
    assert lint_imports(config_filename=str(SETTINGS), no_cache=True) == EXIT_STATUS_SUCCESS
