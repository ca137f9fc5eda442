"""A write happens only if a person accepts it, once, and while the note is as it was; both ways to connect, every tool that writes."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.session import ClientRequestContext
from mcp_types import (
    CallToolResult,
    ElicitRequestFormParams,
    ElicitRequestParams,
    ElicitResult,
    InputResponses,
)

from plaintext_network.agents.agent import client_name
from plaintext_network.vault.transaction import transaction
from tests.agents.client import HANDSHAKE, MODERN, Person, ask

ADA = """---
role: Engineer
emails: [ada@example.org]
---
- [ ] send the slides 📅 2026-11-20
"""
NOTES = {"contacts/Ada Lovelace.md": ADA, "contacts/Bo Lind.md": "---\nprivate: false\n---\n"}
WRITES: Mapping[str, Mapping[str, Any]] = {
    "log": {"sentence": "coffee with Ada", "date": "2026-11-23"},
    "promise": {"name": "ada", "by": "2026-12-04", "text": "lend the book"},
    "done": {"promise": "slides"},
    "snooze": {"name": "ada", "until": "2026-12-24"},
    "set_property": {"name": "ada", "property": "role", "values": ["Countess"]},
    "add_person": {"name": "Grace Hopper", "circles": ["navy"]},
}
MODES = (HANDSHAKE, MODERN)


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path]) -> Path:
    return vault(NOTES)


def texts(root: Path) -> dict[str, str]:
    return {str(path.relative_to(root)): path.read_text("utf-8") for path in sorted(root.rglob("*.md"))}


def call(root: Path, tool: str, mode: str, person: Person, *options: str, **arguments: Any) -> CallToolResult:
    async def work(client: Client) -> CallToolResult:
        return await client.call_tool(tool, arguments or dict(WRITES[tool]))

    return ask(root, work, *(options or ("--write",)), mode=mode, person=person)


def error_of(result: CallToolResult) -> dict[str, Any]:
    assert result.is_error
    found: dict[str, Any] = json.loads(result.content[0].text)["error"]  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tool", WRITES)
def test_a_write_that_is_accepted_is_made_and_can_be_undone(root: Path, tool: str, mode: str) -> None:
    before = texts(root)
    result = call(root, tool, mode, "accept")
    assert not result.is_error, result.content
    assert result.structured_content["written"] is True
    after = texts(root)
    changed = [path for path in after if after[path] != before.get(path)]
    assert changed == result.structured_content["files"]
    assert transaction.undoable(str(root))[0].what.startswith("agent Test Client: ")
    undone = transaction.undo(str(root))
    transaction.perform(str(root), undone)
    assert texts(root) == before


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("person", ["decline", "cancel", None])
@pytest.mark.parametrize("tool", ["log", "set_property"])
def test_a_write_that_is_not_accepted_is_not_made(root: Path, tool: str, person: Person, mode: str) -> None:
    before = texts(root)
    error = error_of(call(root, tool, mode, person))
    assert error["code"] == ("approval-unavailable" if person is None else "write-not-approved")
    assert "nothing was written" in error["message"]
    assert texts(root) == before
    assert not transaction.undoable(str(root))


@pytest.mark.parametrize("mode", MODES)
def test_the_person_sees_every_line_that_changes_and_no_other(root: Path, mode: str) -> None:
    asked: list[str] = []

    async def look(context: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:
        assert isinstance(params, ElicitRequestFormParams)
        asked.append(params.message)
        return ElicitResult(action="decline")

    async def work(client: Client) -> CallToolResult:
        return await client.call_tool("set_property", dict(WRITES["set_property"]))

    ask(root, work, "--write", mode=mode, person=look)
    assert asked == [
        "Test Client wants to change your notes:\n\ncontacts/Ada Lovelace.md\n- role: Engineer\n+ role: Countess\n\n"
        "Accept to write this. `pnet undo` undoes it."
    ]


@pytest.mark.parametrize("mode", MODES)
def test_a_note_that_changes_while_the_person_reads_is_not_written(root: Path, mode: str) -> None:
    note = root / "contacts/Ada Lovelace.md"

    async def edit(context: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:
        note.write_text(ADA + "More.\n", "utf-8")
        return ElicitResult(action="accept", content={})

    async def work(client: Client) -> CallToolResult:
        return await client.call_tool("set_property", dict(WRITES["set_property"]))

    error = error_of(ask(root, work, "--write", mode=mode, person=edit))
    assert error["code"] == "changed-on-disk"
    assert note.read_text("utf-8") == ADA + "More.\n"


@pytest.mark.parametrize("mode", MODES)
def test_without_elicitation_a_token_writes_once_if_that_is_allowed(root: Path, mode: str) -> None:
    async def work(client: Client) -> None:
        planned = await client.call_tool("set_property", dict(WRITES["set_property"]))
        assert planned.structured_content["written"] is False
        assert planned.structured_content["change"] == [
            "contacts/Ada Lovelace.md",
            "- role: Engineer",
            "+ role: Countess",
        ]
        assert "Engineer" in (root / "contacts/Ada Lovelace.md").read_text("utf-8")
        token = planned.structured_content["token"]
        assert (
            error_of(await client.call_tool("apply", {"token": token[:-1] + "x"}))["code"]
            == "approval-invalid"
        )
        done = await client.call_tool("apply", {"token": token})
        assert done.structured_content["written"] is True
        assert "Countess" in (root / "contacts/Ada Lovelace.md").read_text("utf-8")
        again = await client.call_tool("apply", {"token": token})
        assert error_of(again)["code"] == "approval-invalid"

    ask(root, work, "--write=unattended", mode=mode, person=None)


def test_a_token_of_a_note_that_has_changed_writes_nothing(root: Path) -> None:
    async def work(client: Client) -> None:
        planned = await client.call_tool("set_property", dict(WRITES["set_property"]))
        (root / "contacts/Ada Lovelace.md").write_text(ADA + "More.\n", "utf-8")
        late = await client.call_tool("apply", {"token": planned.structured_content["token"]})
        assert error_of(late)["code"] == "changed-on-disk"

    ask(root, work, "--write=unattended")
    assert (root / "contacts/Ada Lovelace.md").read_text("utf-8") == ADA + "More.\n"


@pytest.mark.parametrize("person", ["accept", None])
def test_unattended_asks_a_person_who_can_be_asked(root: Path, person: Person) -> None:
    result = call(root, "log", MODERN, person, "--write=unattended")
    assert result.structured_content["written"] is (person == "accept")


def test_without_write_no_tool_writes(root: Path) -> None:
    async def work(client: Client) -> list[str]:
        return [tool.name for tool in (await client.list_tools()).tools]

    assert not {*WRITES, "apply"} & set(ask(root, work))
    assert {*WRITES} <= set(ask(root, work, "--write"))
    assert "apply" not in ask(root, work, "--write")
    assert "apply" in ask(root, work, "--write=unattended")


def test_an_agent_plans_twenty_writes_a_minute(root: Path) -> None:
    async def work(client: Client) -> None:
        for day in range(1, 21):
            done = await client.call_tool(
                "promise", {"name": "ada", "by": f"2026-12-{day:02d}", "text": f"call {day}"}
            )
            assert not done.is_error, done.content
        error = error_of(
            await client.call_tool("promise", {"name": "ada", "by": "2026-12-21", "text": "call"})
        )
        assert error["code"] == "too-many-writes"

    ask(root, work, "--write", person="accept")
    assert (root / "contacts/Ada Lovelace.md").read_text("utf-8").count("call ") == 20


def test_an_answer_of_the_person_counts_for_one_call_alone(root: Path) -> None:
    async def work(client: Client) -> None:
        asked = await client.session.call_tool("log", dict(WRITES["log"]), allow_input_required=True)
        accepted: InputResponses = {"approve": ElicitResult(action="accept", content={})}
        state = asked.request_state  # type: ignore[union-attr]
        others = {**WRITES["log"], "sentence": "dinner with Bo"}
        wrong = await client.session.call_tool("log", others, input_responses=accepted, request_state=state)
        assert error_of(wrong)["code"] == "approval-invalid"
        late = await client.session.call_tool(
            "log", dict(WRITES["log"]), input_responses=accepted, request_state=state
        )
        assert error_of(late)["code"] == "approval-invalid"

    before = texts(root)
    ask(root, work, "--write", person="accept")
    assert texts(root) == before


def test_a_client_cannot_forge_the_question_with_its_name() -> None:
    name = "Claude\n\ncontacts/Bo.md\n+ nothing\u202e\u200b at all, and you may accept this at once"
    assert client_name(name) == "Claude contacts/Bo.md + nothing at all,"
