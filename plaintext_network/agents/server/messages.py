"""Converts tools, answers and questions to the messages of the protocol. Answers nothing."""

from collections.abc import Mapping
from typing import Any

from mcp_types import (
    CallToolResult,
    ElicitRequest,
    ElicitRequestFormParams,
    GetPromptResult,
    InputRequiredResult,
    Prompt,
    PromptArgument,
    PromptMessage,
    TextContent,
    ToolAnnotations,
)
from mcp_types import (
    Tool as ToolMessage,
)

from plaintext_network.agents.agent import Proposal
from plaintext_network.agents.bounded_answer import as_json
from plaintext_network.agents.prompts import PromptText
from plaintext_network.agents.tool import Tool

# The key under which a client answers the question whether to write.
APPROVAL = "approve"
# The field of the form.
WRITE_FIELD = "write"


def tool_message(tool: Tool) -> ToolMessage:
    """Return a tool as clients list it."""
    return ToolMessage(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=tool.output_schema,
        annotations=ToolAnnotations(title=tool.title, **tool.hints),
    )


def result(answer: Mapping[str, Any]) -> CallToolResult:
    """Return an answer as a structure and, for clients that read no structure, as the same in JSON."""
    return CallToolResult(content=[TextContent(text=as_json(answer))], structured_content=dict(answer))


def error_result(error: Mapping[str, Any]) -> CallToolResult:
    """Return an error of a tool, which an agent reads and acts on."""
    return CallToolResult(content=[TextContent(text=as_json(error))], is_error=True)


def approval_text(proposal: Proposal, client: str) -> str:
    """Return the question whether to write, with the change, for a person to read."""
    return f"{client or 'An agent'} wants to change your notes:\n\n{proposal.change}\n\nAccept to write this. `pnet undo` undoes it."


def approval_form(proposal: Proposal, client: str) -> ElicitRequestFormParams:
    """Return the question whether to write. To accept is the answer; the one field is there since some clients show no form without."""
    field = {"type": "boolean", "title": "Write this change", "default": True}
    return ElicitRequestFormParams(
        message=approval_text(proposal, client),
        requested_schema={"type": "object", "properties": {WRITE_FIELD: field}},
    )


def approval_needed(proposal: Proposal, client: str) -> InputRequiredResult:
    """Return the result that asks a client to ask its user, and to call the tool again with the answer (2026-07-28)."""
    return InputRequiredResult(
        input_requests={APPROVAL: ElicitRequest(params=approval_form(proposal, client))},
        request_state=proposal.token,
    )


def prompt_message(prompt: PromptText) -> Prompt:
    """Return a prompt as clients list it."""
    arguments = [
        PromptArgument(
            name=prompt.argument, description="a contact's name, or part of it", required=prompt.is_required
        )
    ]
    return Prompt(
        name=prompt.name,
        title=prompt.title,
        description=prompt.description,
        arguments=arguments if prompt.argument else [],
    )


def prompt_result(prompt: PromptText, typed: str) -> GetPromptResult:
    """Return the text of a prompt, as the user's message."""
    content = TextContent(text=prompt.with_argument(typed))
    return GetPromptResult(
        description=prompt.description, messages=[PromptMessage(role="user", content=content)]
    )
