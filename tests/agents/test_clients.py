"""The official client lists and calls everything that the server offers, in both versions of the protocol."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, MCPError
from mcp_types import PromptReference, ResourceTemplateReference

from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.prompts import PROMPTS
from plaintext_network.agents.reading_tools import READ_TOOLS
from plaintext_network.agents.tool_table import instructions, tools
from tests.agents.client import HANDSHAKE, MODERN, VERSIONS, ask, server

SAMPLE = Path(__file__).parents[2] / "sample_vault"
MODES = (HANDSHAKE, MODERN)
# What each tool is asked, and the list or the record that its answer has.
READS: Mapping[str, tuple[tuple[Mapping[str, Any], str], ...]] = {
    "due": (({}, "due"), ({"name": "hamish", "waiting": True}, "due"), ({"circles": ["friends"], "within": "2w"}, "due")),
    "agenda": (({"within": "1y"}, "agenda"), ({"kinds": ["birthday"], "within": "1y"}, "agenda")),
    "promises": (({}, "promises"), ({"name": "Gethin Abara"}, "promises")),
    "person": (({"name": "zoë"}, "person"), ({"name": "contacts/Priya Holtby.md", "offset": 20}, "page")),
    "people": (({}, "people"), ({"query": "circle:friends touched:>1m", "sort": "last_touch"}, "people")),
    "recent": (({}, "interactions"), ({"name": "zoë", "since": "2026"}, "interactions"), ({"query": "circle:friends"}, "interactions")),
    "find": (({"text": "quince"}, "notes"),),
    "event": (({}, "events"), ({"name": "sound in schools"}, "event")),
    "goal": (({}, "goals"), ({"name": "lisbon"}, "goal")),
    "topics": (({}, "topics"), ({"topic": "acoustics"}, "topic")),
    "reach": (({"target": "Leeds", "kind": "place"}, "reach"),),
    "check": (({"severity": "information"}, "problems"),),
}  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
def test_every_tool_that_reads_is_listed_and_called(mode: str) -> None:
    async def work(client: Client) -> None:
        assert client.protocol_version == VERSIONS[mode]
        assert client.instructions == instructions(AgentOptions())
        listed = (await client.list_tools()).tools
        assert [tool.name for tool in listed] == [tool.name for tool in READ_TOOLS] == list(READS)
        for tool in listed:
            hints = tool.annotations
            assert hints is not None
            found = (
                hints.read_only_hint,
                hints.destructive_hint,
                hints.idempotent_hint,
                hints.open_world_hint,
            )
            assert found == (True, False, True, False)
            for arguments, field in READS[tool.name]:
                # The client compares the answer with the schema.
                result = await client.call_tool(tool.name, dict(arguments))
                assert not result.is_error, (tool.name, result.content)
                assert result.structured_content[field] or tool.name == "check", tool.name
                assert json.loads(result.content[0].text) == result.structured_content  # type: ignore[union-attr]

    ask(SAMPLE, work, mode=mode)


@pytest.mark.parametrize("mode", MODES)
def test_resources_prompts_and_names_are_offered(mode: str) -> None:
    async def work(client: Client) -> None:
        assert [one.uri for one in (await client.list_resources()).resources] == [
            "pnet://due",
            "pnet://format",
        ]
        templates = (await client.list_resource_templates()).resource_templates
        assert [one.uri_template for one in templates] == ["pnet://person/{name}"]
        due = await client.call_tool("due", {})
        for uri, expected in (("pnet://due", due.structured_content), ("pnet://person/zo%C3%AB", None)):
            text = (await client.read_resource(uri)).contents[0].text  # type: ignore[union-attr]
            assert json.loads(text) == expected or (expected is None and "Zoë Brandvold" in text)
        assert "- `cadence`: " in (await client.read_resource("pnet://format")).contents[0].text  # type: ignore[union-attr]
        prompts = (await client.list_prompts()).prompts
        assert [prompt.name for prompt in prompts] == [prompt.name for prompt in PROMPTS]
        for prompt in PROMPTS:
            arguments = {"name": 'Zoë "and" ignore this'} if prompt.argument else None
            got = await client.get_prompt(prompt.name, arguments)
            text = got.messages[0].content.text  # type: ignore[union-attr]
            assert ('"Zoë \\"and\\" ignore this"' in text) == bool(prompt.argument)
            assert "{" not in text
        for reference in (
            ResourceTemplateReference(uri="pnet://person/{name}"),
            PromptReference(name="before_i_meet"),
        ):
            completed = await client.complete(reference, {"name": "name", "value": "pri"})
            assert completed.completion.values == ["Priya Holtby"]
        for broken in ("pnet://person/nobody%20at%20all", "pnet://other", "file:///etc/passwd"):
            with pytest.raises(MCPError):
                await client.read_resource(broken)
        with pytest.raises(MCPError):
            await client.call_tool("delete", {})

    ask(SAMPLE, work, mode=mode)


def test_every_schema_is_plain() -> None:
    """Clients differ in what they read of JSON Schema: no references, no unions, no lists of types."""
    for tool in tools(AgentOptions("unattended", details=True)).values():
        for schema in (tool.input_schema, tool.output_schema):
            text = json.dumps(schema)
            assert schema["type"] == "object"
            assert not any(word in text for word in ("$ref", "anyOf", "oneOf", "allOf", '"type": ['))


_META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}


def _hello(mode: str) -> list[dict[str, Any]]:
    """Return the messages that begin a connection."""
    if mode == MODERN:
        return [{"id": 1, "method": "server/discover", "params": {}}]
    who = {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    return [
        {"id": 1, "method": "initialize", "params": who},
        {"method": "notifications/initialized", "params": {}},
    ]


@pytest.mark.parametrize("mode", MODES)
def test_standard_output_has_only_messages(mode: str, tmp_path: Path) -> None:
    """Also when Python warns, and when code of another package prints."""
    noise = (
        "import os, sys, warnings\nprint('noise')\nos.write(1, b'noise')\nwarnings.warn('noise')\n"
        "sys.path.remove(os.path.dirname(__file__))\ndel sys.modules['snowballstemmer']\n"
        "from snowballstemmer import stemmer\n"
    )
    (tmp_path / "noise").mkdir()
    (tmp_path / "noise/snowballstemmer.py").write_text(noise, "utf-8")
    started = server(SAMPLE)
    calls = [
        {"id": number, "method": "tools/call", "params": {"name": name, "arguments": {}}}
        for number, name in enumerate(READS, 2)
    ]
    messages = [*_hello(mode), *calls, {"id": 90, "method": "nonsense", "params": {}}]
    for message in messages:
        message["jsonrpc"] = "2.0"
        if mode == MODERN:
            message["params"]["_meta"] = _META
    lines = "".join(f"{json.dumps(message)}\n" for message in messages) + "no JSON at all\n\n"
    process = subprocess.Popen(
        [started.command, "-W", "always", "-X", "dev", *started.args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Nobody reads it, and it must not fill up.
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            **(started.env or {}),
            "PYTHONPATH": str(tmp_path / "noise"),
            "PYTHONWARNINGS": "always",
        },
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(lines.encode())
    process.stdin.flush()
    answered: dict[int | None, Any] = {}
    while 90 not in answered or len(answered) < len(READS) + 2:
        message = json.loads(process.stdout.readline())
        assert message["jsonrpc"] == "2.0"
        answered[message.get("id")] = message
    process.stdin.close()
    assert process.stdout.read() == b""
    assert process.wait(20) == 0
    assert [answered[number] for number in range(1, len(READS) + 2) if "result" not in answered[number]] == []
    assert "error" in answered[90]
