"""`pnet mcp` starts the server with its options, prints a client's settings, or says what is missing."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from mcp import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client

from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.errors import AgentServerUnavailable
from plaintext_network.cli import own_command
from plaintext_network.cli.main import main
from plaintext_network.extras import install_command
from tests.cli.terminal import Sitting
from tests.cli.test_prompts import needs_a_terminal

PNET = [sys.executable, "-m", "plaintext_network"]
NOTES = {
    "contacts/Ada.md": "---\ncircles: [Book club]\n---\n",
    "contacts/Bo.md": "---\nprivate: true\ncircles: [Support group]\n---\n",
}
Served = list[tuple[str, AgentOptions, date | None]]


def pnet(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PNET, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, **environ},
    )


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = vault(NOTES)
    monkeypatch.setenv("PNET_VAULT", str(root))
    monkeypatch.delenv("PNET_TODAY", raising=False)
    return root


@pytest.fixture
def served(root: Path, monkeypatch: pytest.MonkeyPatch) -> Served:
    """How the server was started: this test is about what starts it."""
    started: Served = []

    def serve(root: str, options: AgentOptions, today: date | None = None) -> int:
        started.append((root, options, today))
        return 7

    module = ModuleType("plaintext_network.agents.server.serve")
    module.serve = serve  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return started


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], AgentOptions("no", (), details=False)),
        (["--write"], AgentOptions("ask")),
        (["--write=ask"], AgentOptions("ask")),
        (["--write=unattended"], AgentOptions("unattended")),
        (["--write", "--details"], AgentOptions("ask", details=True)),
        (["--circle", "book club"], AgentOptions(circles=("book club",))),
        (["--circle", "#Book-Club", "--circle", "support group"], AgentOptions(circles=("#Book-Club", "support group"))),
    ],
)  # fmt: skip
def test_the_server_gets_the_options(
    words: list[str], options: AgentOptions, root: Path, served: Served
) -> None:
    assert main(["mcp", *words]) == 7
    assert served == [(str(root), options, None)]


def test_a_day_that_is_given_is_the_servers(root: Path, served: Served) -> None:
    main(["--today", "2026-11-24", "mcp"])
    assert served == [(str(root), AgentOptions(), date(2026, 11, 24))]


def test_it_prints_nothing_of_its_own(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    main(["mcp", "--circle", "book club"])
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("words", [[], ["--print-config", "json"]])
def test_a_circle_that_nobody_is_in_is_refused_and_no_other_is_named(
    words: list[str], served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["mcp", "--circle", "book club", "--circle", "bok club", *words]) == 2
    assert capsys.readouterr() == (
        "",
        "no contact is in a circle “bok club”\n`pnet stats` lists the circles\n",
    )
    assert served == []


@pytest.mark.parametrize("how", ["no", "always", ""])
def test_it_writes_in_two_ways_only(how: str, served: Served) -> None:
    assert main(["mcp", f"--write={how}"]) == 2
    assert served == []


def test_a_vault_that_is_named_must_exist(tmp_path: Path, served: Served) -> None:
    assert main(["--vault", str(tmp_path / "none"), "mcp"]) == 3
    assert main(["--vault", str(tmp_path / "none"), "mcp", "--print-config", "json"]) == 3
    assert served == []


def test_without_the_extra_it_prints_the_command_that_installs_it(root: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.modules['mcp'] = sys.modules['mcp_types'] = None\n"
    )
    done = pnet("mcp", PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == str(AgentServerUnavailable()).splitlines()
    assert done.stderr.endswith(f"install it: {install_command('mcp')}\n")
    assert "'mcp>=2.3,<3'" in done.stderr
    # The settings still help, with a warning.
    done = pnet("mcp", "--print-config", "json", PYTHONPATH=str(tmp_path))
    assert done.returncode == 0
    assert json.loads(done.stdout)
    assert done.stderr.startswith(f"{AgentServerUnavailable()}\n")


def test_another_version_of_the_library_is_refused_with_the_reason(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Loader:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "plaintext_network.agents.server.serve":
                raise ImportError("cannot import name 'MCPServer' from 'mcp'", name="mcp")

    monkeypatch.delitem(sys.modules, "plaintext_network.agents.server.serve", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Loader(), *sys.meta_path])
    assert main(["mcp"]) == 2
    assert capsys.readouterr().err == (
        "the extra “mcp” can't be loaded: cannot import name 'MCPServer' from 'mcp'\n"
        f"install it: {install_command('mcp')}\n"
    )


def test_the_settings_go_to_standard_output_and_the_place_to_standard_error(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert main(["mcp", "--print-config", "claude-desktop", "--write", "--details"]) == 0
    out, err = capsys.readouterr()
    server = json.loads(out)["mcpServers"]["pnet"]
    assert [server["command"], *server["args"]] == [
        *own_command.own_command(),
        "--vault",
        str(root),
        "mcp",
        "--write",
        "--details",
    ]
    assert err.splitlines() == [
        "paste this into ~/.config/Claude/claude_desktop_config.json",
        "if the file has “mcpServers” already, add only “pnet” to it; then quit Claude Desktop and start it again",
    ]


def test_the_vault_is_absolute_wherever_it_was_found(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root.parent)
    for words in ([f"--vault={root.name}"], []):
        main([*words, "-q", "mcp", "--print-config", "json"])
        out, err = capsys.readouterr()
        assert json.loads(out)["mcpServers"]["pnet"]["args"][-3:] == ["--vault", str(root), "mcp"]
        assert err == ""


def test_the_settings_name_the_program_that_printed_them(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "bin/pnet"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["bin/pnet"])
    main(["mcp", "--print-config", "json"])
    assert json.loads(capsys.readouterr().out)["mcpServers"]["pnet"]["command"] == str(program)


def test_printing_the_settings_needs_no_library(root: Path) -> None:
    code = (
        "import sys; from plaintext_network.cli.main import main; main(['mcp', '--print-config', 'json']);"
        "sys.exit(not {'mcp', 'pydantic', 'anyio'}.isdisjoint(sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)


@pytest.mark.parametrize(
    ("options", "writes"), [([], False), (["--write"], True), (["--write=unattended"], True)]
)
def test_the_settings_start_the_server(options: list[str], writes: bool, root: Path) -> None:
    printed = pnet("mcp", "--circle", "book club", *options, "--print-config", "json")
    server = json.loads(printed.stdout)["mcpServers"]["pnet"]
    folders = {name: os.environ[name] for name in ("PNET_CACHE", "PNET_STATE")}
    started = StdioServerParameters(command=server["command"], args=server["args"], env=folders)

    async def listed() -> set[str]:
        async with stdio_client(started) as (reading, writing), ClientSession(reading, writing) as session:
            await session.initialize()
            return {tool.name for tool in (await session.list_tools()).tools}

    found = asyncio.run(listed())
    assert "due" in found
    assert ("log" in found) == writes


def test_the_end_of_its_input_ends_it(root: Path) -> None:
    done = pnet("mcp")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@needs_a_terminal
def test_on_a_terminal_it_says_who_starts_it_and_how_to_end_it(root: Path) -> None:
    sitting = Sitting([*PNET, "mcp"], whole=True)
    sitting.reads("an MCP client starts this")
    # Else the signal may come before the server handles it.
    sitting.types(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
    sitting.reads('"result"')
    sitting.types(b"\x03")
    sitting.answers(130)


def test_the_docs_have_every_tool() -> None:
    from plaintext_network.agents.tool_table import tools

    docs = Path(__file__).parents[3] / "docs"
    section = (docs / "commands.md").read_text(encoding="utf-8").partition("\n## pnet mcp\n")[2]
    described = re.findall(r"(?m)^\| `(\w+)` \|", section.partition("\n## ")[0])
    assert described == list(tools(AgentOptions("unattended")))
    how_to = (docs / "howto-agents.md").read_text(encoding="utf-8")
    assert [name for name in described if f"`{name}`" not in how_to] == []
