"""What each client needs to start the server, as the client's own parser reads it."""

import json
import shlex
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.client_config import CLIENTS, client_config, server_command, where_to_put
from plaintext_network.agents.errors import ClientConfigInvalid
from plaintext_network.cli.options.vault import CLIENTS as OFFERED

PNET = ["/usr/bin/pnet"]
READING = AgentOptions()
# Spaces, quotes, what shells and TOML interpret, and a character that controls a terminal.
HARD = "/home/zoë/my \"notes\" $HOME `x` \\ 'y' 🎉"


def command_in(client: str, text: str) -> list[str]:
    """Return the command that a client would run."""
    if client == "claude-code":
        words = shlex.split(text)
        return words[words.index("--") + 1 :]
    document = tomllib.loads(text) if client == "codex" else json.loads(text)
    key = {"codex": "mcp_servers", "zed": "context_servers", "vscode": "servers"}.get(client, "mcpServers")
    server = document[key]["pnet"]
    return [server["command"], *server["args"]]


def config(client: str, command: Sequence[str], options: AgentOptions = READING) -> str:
    return client_config(client, command, options)


def test_every_client_is_offered() -> None:
    assert tuple(CLIENTS) == OFFERED


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_runs_the_command(client: str) -> None:
    command = server_command(PNET, HARD, AgentOptions("ask", ("friends & co", "-x"), details=True))
    assert command_in(client, config(client, command)) == [
        "/usr/bin/pnet",
        "--vault",
        HARD,
        "mcp",
        "--write",
        "--circle=friends & co",
        "--circle=-x",
        "--details",
    ]


def test_the_command_only_reads_unless_it_is_told_to_write() -> None:
    assert server_command(PNET, "/v", READING) == ["/usr/bin/pnet", "--vault", "/v", "mcp"]
    unattended = server_command(PNET, "/v", AgentOptions("unattended"))
    assert unattended[4:] == ["--write=unattended"]


@pytest.mark.parametrize("client", [name for name in CLIENTS if name != "claude-code"])
def test_a_control_character_is_escaped_as_the_client_reads_it(client: str) -> None:
    text = config(client, server_command(PNET, "/a\x1bb\x7f\u202e", READING))
    assert not {"\x1b", "\x7f", "\u202e"} & set(text)
    assert command_in(client, text)[2] == "/a\x1bb\x7f\u202e"


def test_a_shell_command_has_no_control_characters() -> None:
    with pytest.raises(ClientConfigInvalid, match="claude-code can't contain"):
        config("claude-code", server_command(PNET, "/a\x1bb", READING))


@pytest.mark.parametrize("client", CLIENTS)
def test_a_path_that_is_no_unicode_is_refused(client: str) -> None:
    with pytest.raises(ClientConfigInvalid, match="rename the file or folder"):
        config(client, server_command(PNET, "/caf\udce9", READING))


def test_claude_desktop_has_its_servers_in_one_object() -> None:
    assert config("claude-desktop", server_command(PNET, "/v", READING)) == (
        "{\n"
        '  "mcpServers": {\n'
        '    "pnet": {\n'
        '      "command": "/usr/bin/pnet",\n'
        '      "args": [\n'
        '        "--vault",\n'
        '        "/v",\n'
        '        "mcp"\n'
        "      ]\n"
        "    }\n"
        "  }\n"
        "}"
    )


def test_claude_code_has_a_command() -> None:
    assert config("claude-code", server_command(PNET, "/my notes", READING)) == (
        "claude mcp add --transport stdio --scope user pnet -- /usr/bin/pnet --vault '/my notes' mcp"
    )


@pytest.mark.parametrize("client", ["vscode", "cursor"])
def test_editors_want_the_type(client: str) -> None:
    document = json.loads(config(client, server_command(PNET, "/v", READING)))
    assert next(iter(document.values()))["pnet"]["type"] == "stdio"


def test_codex_waits_while_a_person_reads_a_change() -> None:
    reading = config("codex", server_command(PNET, "/v", READING))
    assert reading == '[mcp_servers.pnet]\ncommand = "/usr/bin/pnet"\nargs = ["--vault", "/v", "mcp"]'
    writing = AgentOptions("ask")
    text = config("codex", server_command(PNET, "/v", writing), writing)
    assert tomllib.loads(text)["mcp_servers"]["pnet"]["tool_timeout_sec"] == 600


@pytest.mark.parametrize(
    ("client", "platform", "place"),
    [
        ("claude-desktop", "darwin", "~/Library/Application Support/Claude/claude_desktop_config.json"),
        ("claude-desktop", "linux", "~/.config/Claude/claude_desktop_config.json"),
        ("claude-desktop", "win32", r"LocalCache\Roaming\Claude\claude_desktop_config.json"),
        ("vscode", "darwin", "~/Library/Application Support/Code/User/mcp.json"),
        ("vscode", "linux", "~/.config/Code/User/mcp.json"),
        ("vscode", "win32", r"%APPDATA%\Code\User\mcp.json"),
        ("cursor", "darwin", "~/.cursor/mcp.json"),
        ("zed", "freebsd14", "~/.config/zed/settings.json"),
        ("gemini-cli", "win32", r"%USERPROFILE%\.gemini\settings.json"),
        ("codex", "linux", "~/.codex/config.toml"),
        ("claude-code", "darwin", "in a terminal"),
        ("json", "linux", "of your client"),
    ],
)
def test_the_place_is_that_of_the_platform(client: str, platform: str, place: str) -> None:
    assert place in where_to_put(client, platform)


# The how-to


PAGE = (Path(__file__).parents[2] / "docs" / "howto-agents.md").read_text(encoding="utf-8")
ADA = ["/home/ada/.local/bin/pnet"]


@pytest.mark.parametrize("client", ["claude-desktop", "claude-code", "vscode", "codex"])
def test_the_how_to_shows_what_is_printed(client: str) -> None:
    text = config(client, server_command(ADA, "/home/ada/notes", READING))
    assert f"\n{text}\n```" in PAGE


@pytest.mark.parametrize("client", [name for name in CLIENTS if name not in ("claude-code", "json")])
def test_the_how_to_lists_each_client_with_its_file(client: str) -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith("| ") and f" `{client}` |" in line)
    assert row.split(" | ")[2].strip("`") in where_to_put(client, "linux")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_the_how_to_has_the_file_of_claude_desktop_on_each_platform(platform: str) -> None:
    path = where_to_put("claude-desktop", platform).splitlines()[0].removeprefix("paste this into ")
    assert f"`{path}`" in PAGE
