"""Formats what each client needs to start the server, and says where it belongs. Writes no file, and knows nothing about contacts."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Sequence
from typing import Any

from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.errors import ClientConfigInvalid
from plaintext_network.escape import escape, escape_json
from plaintext_network.named_tuples import NamedTuple

# The name of the server in every client.
SERVER = "pnet"
# Seconds that a client waits for a tool. A person may take a while to read a diff.
PATIENCE = 600

Form = Callable[[Sequence[str], AgentOptions], str]


class Client(NamedTuple):
    """How to configure a client: the text, and by platform (as in `sys.platform`; "" is any other) what to do with it."""

    form: Form
    steps: dict[str, str]


def server_command(program: Sequence[str], root: str, options: AgentOptions) -> list[str]:
    """Return the command that starts the server for a vault; `program` starts pnet, and its first word is an absolute path."""
    words = [*program, "--vault", root, "mcp"]
    words += {"no": [], "ask": ["--write"], "unattended": ["--write=unattended"]}[options.writes]
    # With `=`, a circle may begin with a dash.
    words += [f"--circle={circle}" for circle in options.circles]
    words += ["--details"] if options.details else []
    return words


def client_config(client: str, command: Sequence[str], options: AgentOptions) -> str:
    """Return what to paste so that a client starts the server, without a line end. Raises ClientConfigInvalid."""
    for word in command:
        if not _is_unicode(word):
            raise ClientConfigInvalid(client, escape(word))
    return CLIENTS[client].form(command, options)


def where_to_put(client: str, platform: str) -> str:
    """Return what to do with the text of `client_config` on a platform, one step a line."""
    steps = CLIENTS[client].steps
    return steps.get(platform, steps[""])


def _is_unicode(word: str) -> bool:
    """Return whether JSON and TOML can represent a word: not a file name that isn't UTF-8."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _json(document: dict[str, Any]) -> str:
    return escape_json(json.dumps(document, ensure_ascii=False, indent=2))


def _servers(key: str, more: dict[str, Any] | None = None) -> Form:
    """Return the form of clients that read JSON: the server under a key, in an object of its own."""

    def form(command: Sequence[str], _: AgentOptions) -> str:
        server = {**(more or {}), "command": command[0], "args": list(command[1:])}
        return _json({key: {SERVER: server}})

    return form


def _codex(command: Sequence[str], options: AgentOptions) -> str:
    """Return a table in TOML. Codex gives up a tool after a minute, unless the table says otherwise."""
    lines = [f"[mcp_servers.{SERVER}]", f"command = {_toml(command[0])}"]
    lines.append(f"args = [{', '.join(map(_toml, command[1:]))}]")
    lines += [f"tool_timeout_sec = {PATIENCE}"] if options.writes != "no" else []
    return "\n".join(lines)


def _toml(word: str) -> str:
    """Return a basic string (TOML 1.0). Its escapes include those of JSON."""
    return escape_json(json.dumps(word, ensure_ascii=False))


def _claude_code(command: Sequence[str], _: AgentOptions) -> str:
    for word in command:
        if escape(word) != word:
            raise ClientConfigInvalid("claude-code", escape(word))
    added = ["claude", "mcp", "add", "--transport", "stdio", "--scope", "user", SERVER, "--", *command]
    return shlex.join(added)


def _pasted(key: str, then: str = "", **paths: str) -> dict[str, str]:
    """Return by platform where JSON belongs; `others` is the path on platforms that have none of their own."""
    merge = f"if the file has “{key}” already, add only “{SERVER}” to it"
    return {
        platform if platform != "others" else "": f"paste this into {path}\n{merge}{then and f'; {then}'}"
        for platform, path in paths.items()
    }


CLIENTS = {
    "claude-desktop": Client(
        _servers("mcpServers"),
        _pasted(
            "mcpServers",
            "then quit Claude Desktop and start it again",
            darwin="~/Library/Application Support/Claude/claude_desktop_config.json",
            # Since 2026, the installer's package redirects %APPDATA% to this folder.
            win32=r"%LOCALAPPDATA%\Packages\Claude_pzs8sxrjxfjjc\LocalCache\Roaming\Claude\claude_desktop_config.json",
            others="~/.config/Claude/claude_desktop_config.json",
        ),
    ),
    "claude-code": Client(
        _claude_code,
        {"": "run this in a terminal\n`claude mcp get pnet` shows whether the server starts"},
    ),
    "vscode": Client(
        _servers("servers", {"type": "stdio"}),
        _pasted(
            "servers",
            "to use it in one folder only, paste it into the folder's .vscode/mcp.json",
            darwin="~/Library/Application Support/Code/User/mcp.json",
            win32=r"%APPDATA%\Code\User\mcp.json",
            others="~/.config/Code/User/mcp.json",
        ),
    ),
    "cursor": Client(
        _servers("mcpServers", {"type": "stdio"}),
        _pasted("mcpServers", win32=r"%USERPROFILE%\.cursor\mcp.json", others="~/.cursor/mcp.json"),
    ),
    "zed": Client(
        _servers("context_servers"),
        _pasted(
            "context_servers", win32=r"%APPDATA%\Zed\settings.json", others="~/.config/zed/settings.json"
        ),
    ),
    "gemini-cli": Client(
        _servers("mcpServers"),
        _pasted("mcpServers", win32=r"%USERPROFILE%\.gemini\settings.json", others="~/.gemini/settings.json"),
    ),
    "codex": Client(
        _codex,
        {
            "win32": r"add this to %USERPROFILE%\.codex\config.toml, at the end",
            "": "add this to ~/.codex/config.toml, at the end",
        },
    ),
    "json": Client(
        _servers("mcpServers"),
        {"": "paste this into the settings of your client, which may name the object differently"},
    ),
}
