"""The files that GitHub, pre-commit and a release read agree with pyproject.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import plaintext_network

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FILES = [*sorted((ROOT / ".github").rglob("*.yml")), ROOT / ".pre-commit-config.yaml"]


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_valid_yaml(path: Path) -> None:
    assert isinstance(loaded(path), dict)


def test_the_workflow_checks_every_python_that_is_promised() -> None:
    job = loaded(ROOT / ".github/workflows/check.yml")["jobs"]["check"]
    prefix = "Programming Language :: Python :: "
    promised = [line.removeprefix(prefix) for line in PROJECT["classifiers"] if line.startswith(prefix)]
    assert job["strategy"]["matrix"]["python"] == promised
    assert PROJECT["requires-python"] == f">={promised[0]}"
    assert job["steps"][-1]["run"] == "bash .ci/check"


def test_the_version_is_the_same_in_both_places() -> None:
    assert PROJECT["version"] == plaintext_network.__version__
