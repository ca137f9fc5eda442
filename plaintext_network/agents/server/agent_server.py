"""Handles the protocol's requests: passes each call to the agent, in a thread, and asks the person before a write."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar
from urllib.parse import unquote

import anyio
import anyio.to_thread
from mcp.server.context import CallNext, HandlerResult
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    CompleteRequestParams,
    CompleteResult,
    Completion,
    ElicitResult,
    GetPromptRequestParams,
    GetPromptResult,
    InputRequiredResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextResourceContents,
)
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from pydantic import ValidationError

from plaintext_network.agents.agent import Agent, Proposal
from plaintext_network.agents.bounded_answer import as_json
from plaintext_network.agents.call_log import CallLog
from plaintext_network.agents.errors import (
    ApprovalInvalid,
    ApprovalUnavailable,
    VaultNotReady,
    WriteNotApproved,
)
from plaintext_network.agents.note_format import note_format
from plaintext_network.agents.parameters import Parameter, read_arguments
from plaintext_network.agents.prompts import PROMPTS
from plaintext_network.agents.server.client import Context, ask_person, can_ask, client_of
from plaintext_network.agents.server.messages import (
    APPROVAL,
    WRITE_FIELD,
    approval_form,
    approval_needed,
    error_result,
    prompt_message,
    prompt_result,
    result,
    tool_message,
)
from plaintext_network.agents.tool import PlannedWrite, Tool
from plaintext_network.agents.tool_table import instructions
from plaintext_network.agents.writing_tools import APPLY
from plaintext_network.errors import PnetError

Answer = TypeVar("Answer")

JSON, MARKDOWN = "application/json", "text/markdown"
DUE, FORMAT, PERSON = "pnet://due", "pnet://format", "pnet://person/"
PERSON_TEMPLATE = "pnet://person/{name}"
# How many names complete the beginning of one.
MOST_NAMES = 20
# How long a call waits for the vault to be read, in seconds: clients give up after a minute or less.
PATIENCE = 20.0
FAILED = "pnet failed to answer; mcp.log says what kind of error it was"
_DID = {"decline": "declined", "cancel": "cancelled"}


class AgentServer:
    """Serves one client."""

    def __init__(self, agent: Agent, version: str, log: CallLog) -> None:
        self._agent, self._log = agent, log
        # One question at a time, since the view of the vault is shared.
        self._turn = anyio.CapacityLimiter(1)
        self._is_open = False
        self.server: Server[Any] = Server(
            "pnet",
            version=version,
            title="pnet: your contacts",
            instructions=instructions(agent.options),
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_resource_templates,
            on_read_resource=self._read_resource,
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
            on_completion=self._complete,
        )
        self.server.middleware.append(_without_details)

    async def _run(self, work: Callable[[], Answer]) -> Answer:
        if not self._is_open:
            self._is_open = await anyio.to_thread.run_sync(self._agent.wait, PATIENCE)
        if not self._is_open:
            raise VaultNotReady
        return await anyio.to_thread.run_sync(work, limiter=self._turn)

    async def _error(self, error: PnetError) -> dict[str, Any]:
        if isinstance(error, VaultNotReady):
            return self._agent.error(error)
        return await self._run(partial(self._agent.error, error))

    # Tools

    async def _list_tools(self, _: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[tool_message(tool) for tool in self._tools.values()])

    @property
    def _tools(self) -> Mapping[str, Tool]:
        return self._agent.tools

    async def _call_tool(
        self, context: Context, params: CallToolRequestParams
    ) -> CallToolResult | InputRequiredResult:
        tool = self._tools.get(params.name)
        if tool is None:
            # The name isn't repeated: it may be anything.
            raise MCPError(INVALID_PARAMS, "there is no tool of this name; tools/list lists them")
        began = time.monotonic()
        try:
            answered = await self._answer(context, params, tool)
        except PnetError as refused:
            record = await self._error(refused)
            self._note(tool.name, began, str(record["error"]["code"]))
            return error_result(record)
        except Exception as error:  # noqa: BLE001 - the next call may work
            self._note(tool.name, began, f"failed: {type(error).__name__}")
            # What asyncio or the SDK would send or log may quote a note.
            raise MCPError(INTERNAL_ERROR, FAILED) from None
        self._note(tool.name, began, _outcome(answered))
        return answered

    async def _answer(
        self, context: Context, params: CallToolRequestParams, tool: Tool
    ) -> CallToolResult | InputRequiredResult:
        arguments = params.arguments
        if tool.name == APPLY.name:
            token = read_arguments(tool.parameters, arguments).text("token")
            return await self._write(context, self._agent.pending.take(token))
        if not tool.writes:
            return result(await self._run(lambda: self._agent.read(tool.name, arguments)))
        return await self._approve(context, params, tool)

    async def _approve(
        self, context: Context, params: CallToolRequestParams, tool: Tool
    ) -> CallToolResult | InputRequiredResult:
        """Plan a write, and write it once the person has accepted it."""
        agent, arguments, client = self._agent, params.arguments, client_of(context)
        if params.request_state is not None:
            # The client calls again with the person's answer.
            planned = agent.pending.take(params.request_state, tool.name, arguments)
            answer = (params.input_responses or {}).get(APPROVAL)
            if not isinstance(answer, ElicitResult):
                raise ApprovalInvalid
            return await self._write_if_accepted(context, planned, answer)
        is_askable = can_ask(context)
        if not is_askable and agent.options.writes != "unattended":
            raise ApprovalUnavailable
        proposal: Proposal = await self._run(lambda: agent.propose(tool.name, arguments))
        if not is_askable:
            return result(await self._run(lambda: agent.to_confirm(proposal)))
        if context.protocol_version in MODERN_PROTOCOL_VERSIONS:
            return approval_needed(proposal, client)
        asked = await ask_person(context, approval_form(proposal, client))
        return await self._write_if_accepted(context, agent.pending.take(proposal.token), asked)

    async def _write_if_accepted(
        self, context: Context, planned: PlannedWrite, answer: ElicitResult
    ) -> CallToolResult:
        action = answer.action
        if action == "accept" and (answer.content or {}).get(WRITE_FIELD, True) is not True:
            action = "decline"
        if action != "accept":
            raise WriteNotApproved(_DID[action])
        return await self._write(context, planned)

    async def _write(self, context: Context, planned: PlannedWrite) -> CallToolResult:
        client = client_of(context)
        return result(await self._run(lambda: self._agent.write(planned, client)))

    def _note(self, name: str, began: float, outcome: str) -> None:
        self._log.write(f"{name} {(time.monotonic() - began) * 1000:.0f} ms {outcome}")

    # Resources

    async def _list_resources(self, _: Context, __: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(
            resources=[
                Resource(
                    uri=DUE,
                    name="due",
                    title="Who is due",
                    description="Whom to get back to today.",
                    mime_type=JSON,
                ),
                Resource(
                    uri=FORMAT,
                    name="format",
                    title="The format of notes",
                    description="The properties of a note, and what they mean.",
                    mime_type=MARKDOWN,
                ),
            ]
        )

    async def _list_resource_templates(
        self, _: Context, __: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        description = "One page about a contact, to read before you meet."
        template = ResourceTemplate(
            uri_template=PERSON_TEMPLATE,
            name="person",
            title="One contact",
            description=description,
            mime_type=JSON,
        )
        return ListResourceTemplatesResult(resource_templates=[template])

    async def _read_resource(self, _: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        uri, began = str(params.uri), time.monotonic()
        if uri == FORMAT:
            return ReadResourceResult(
                contents=[TextResourceContents(uri=FORMAT, mime_type=MARKDOWN, text=note_format())]
            )
        if uri == DUE:
            name, arguments = "due", {}
        elif uri.startswith(PERSON) and (typed := unquote(uri.removeprefix(PERSON))):
            name, arguments = "person", {"name": typed}
        else:
            raise MCPError(
                INVALID_PARAMS, f"there is no such resource; read {DUE}, {FORMAT} or {PERSON_TEMPLATE}"
            )
        try:
            answer = await self._run(lambda: self._agent.read(name, arguments))
        except PnetError as refused:
            record = await self._error(refused)
            self._note(f"resource {name}", began, str(record["error"]["code"]))
            raise MCPError(INVALID_PARAMS, str(record["error"]["message"]), record["error"]) from None
        self._note(f"resource {name}", began, _counts(answer))
        return ReadResourceResult(
            contents=[TextResourceContents(uri=uri, mime_type=JSON, text=as_json(answer))]
        )

    # Prompts

    async def _list_prompts(self, _: Context, __: PaginatedRequestParams | None) -> ListPromptsResult:
        return ListPromptsResult(prompts=list(map(prompt_message, PROMPTS)))

    async def _get_prompt(self, _: Context, params: GetPromptRequestParams) -> GetPromptResult:
        prompt = next((one for one in PROMPTS if one.name == params.name), None)
        if prompt is None:
            raise MCPError(INVALID_PARAMS, "there is no prompt of this name; prompts/list lists them")
        expected = (
            (Parameter(prompt.argument, "text", "", required=prompt.is_required),) if prompt.argument else ()
        )
        try:
            typed = read_arguments(expected, params.arguments).text(prompt.argument)
        except PnetError as error:
            raise MCPError(INVALID_PARAMS, str(error)) from None
        return prompt_result(prompt, typed)

    async def _complete(self, _: Context, params: CompleteRequestParams) -> CompleteResult:
        names: list[str] = []
        if params.argument.name == "name":
            beginning = params.argument.value
            names = await self._run(lambda: self._agent.names(beginning, MOST_NAMES))
        return CompleteResult(completion=Completion(values=names))


async def _without_details(ctx: Context, call_next: CallNext) -> HandlerResult:
    """Answer a request; an error that should not happen is reported without its message, which may quote a note."""
    try:
        return await call_next(ctx)
    except (MCPError, ValidationError):
        # The SDK sends no text of the latter.
        raise
    except Exception:  # noqa: BLE001 - the next request may work
        raise MCPError(INTERNAL_ERROR, FAILED) from None


def _outcome(answered: CallToolResult | InputRequiredResult) -> str:
    if isinstance(answered, InputRequiredResult):
        return "asks the user"
    return _counts(answered.structured_content)


def _counts(answer: Mapping[str, Any]) -> str:
    """Return how many items an answer has, by list."""
    found = [f"{name}={len(value)}" for name, value in answer.items() if isinstance(value, list)]
    if isinstance(answer.get("written"), bool):
        found.insert(0, "written" if answer["written"] else "to confirm")
    return " ".join(["ok", *found])
