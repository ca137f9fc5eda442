"""The protocol's inspector lists and calls everything that the server offers, and finds no fault in a schema."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.agents.prompts import PROMPTS
from plaintext_network.agents.reading_tools import READ_TOOLS
from plaintext_network.agents.writing_tools import APPLY, WRITE_TOOLS
from tests.agents.client import server
from tests.agents.run_inspector import call, inspect
from tests.agents.test_clients import READS, SAMPLE

pytestmark = pytest.mark.system


def test_it_lists_every_tool_and_finds_no_schema_that_a_client_could_not_read(tmp_path: Path) -> None:
    listed = inspect(
        server(SAMPLE, "--write=unattended", "--details"), "tools/list", "--strict", home=tmp_path
    )
    assert [tool["name"] for tool in listed["tools"]] == [
        tool.name for tool in (*READ_TOOLS, *WRITE_TOOLS, APPLY)
    ]
    assert all(len(tool["annotations"]) == 5 for tool in listed["tools"])


@pytest.mark.parametrize("tool", READS)
def test_it_calls_every_tool_that_reads(tool: str, tmp_path: Path) -> None:
    arguments, field = READS[tool][-1]
    result = call(server(SAMPLE), tool, arguments, tmp_path)
    assert not result.get("isError"), result
    assert field in result["structuredContent"]


def test_a_write_is_made_with_a_token(vault: Callable[[Mapping[str, str]], Path], tmp_path: Path) -> None:
    """Each run of the inspector starts a server, and a token is valid for the server that gave it."""
    root = vault({"contacts/Ada Lovelace.md": "---\nrole: Engineer\n---\n"})
    started = server(root, "--write=unattended")
    planned = call(
        started, "set_property", {"name": "ada", "property": "role", "values": ["Countess"]}, tmp_path
    )
    assert planned["structuredContent"]["change"] == [
        "contacts/Ada Lovelace.md",
        "- role: Engineer",
        "+ role: Countess",
    ]
    refused = call(started, "apply", {"token": planned["structuredContent"]["token"]}, tmp_path)
    assert json.loads(refused["content"][0]["text"])["error"]["code"] == "approval-invalid"
    assert "Engineer" in (root / "contacts/Ada Lovelace.md").read_text("utf-8")


def test_it_reads_resources_and_prompts(tmp_path: Path) -> None:
    started = server(SAMPLE)
    assert len(inspect(started, "resources/list", home=tmp_path)["resources"]) == 2
    read = inspect(started, "resources/read", "--uri", "pnet://person/beatriz", home=tmp_path)
    assert json.loads(read["contents"][0]["text"])["person"]["name"] == "Beatriz Fontoura"
    assert len(inspect(started, "resources/templates/list", home=tmp_path)["resourceTemplates"]) == 1
    assert len(inspect(started, "prompts/list", home=tmp_path)["prompts"]) == len(PROMPTS)
    options = ("--prompt-name", "before_i_meet", "--prompt-args", "name=Zoë")
    got = inspect(started, "prompts/get", *options, home=tmp_path)
    assert '"Zoë"' in got["messages"][0]["content"]["text"]
