"""The layers: nothing imports upward, and no imports form a cycle."""

import ast
import sys
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

SETTINGS = Path(__file__).parent.parent / "pyproject.toml"
PACKAGE = Path(__file__).parent.parent / "plaintext_network"


def test_each_layer_imports_only_from_the_layers_below_it() -> None:
    assert lint_imports(config_filename=str(SETTINGS), no_cache=True) == EXIT_STATUS_SUCCESS


def test_the_report_imports_only_pnet_and_the_standard_library() -> None:
    trees = [ast.parse(file.read_bytes()) for file in (PACKAGE / "report").rglob("*.py")]
    assert trees
    imported = {
        name.split(".")[0]
        for tree in trees
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {*sys.stdlib_module_names, PACKAGE.name}
