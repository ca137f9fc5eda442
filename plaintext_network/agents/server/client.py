"""Knows what a client says of itself, and asks its user. Plans and writes nothing."""

from typing import Any, TypeAlias

import anyio
from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import ElicitRequestFormParams, ElicitResult
from pydantic import ValidationError

from plaintext_network.agents.agent import client_name
from plaintext_network.agents.errors import ApprovalUnavailable, NobodyAnswered
from plaintext_network.agents.pending_writes import VALID

Context: TypeAlias = ServerRequestContext[Any, Any]


def can_ask(context: Context) -> bool:
    """Return whether the client can show its user a question: an elicitation by form, which one without modes means, too."""
    capabilities = context.session.client_capabilities
    found = capabilities.elicitation if capabilities else None
    return found is not None and (found.form is not None or found.url is None)


async def ask_person(context: Context, form: ElicitRequestFormParams) -> ElicitResult:
    """Return what the person answers. Raises NobodyAnswered, or ApprovalUnavailable if the client can't ask after all."""
    # Some clients say that they can ask, and don't.
    with anyio.move_on_after(VALID):
        try:
            return await context.session.elicit_form(form.message, form.requested_schema, context.request_id)
        except (MCPError, ValidationError):
            raise ApprovalUnavailable from None
    raise NobodyAnswered


def client_of(context: Context) -> str:
    """Return the name that the client gives itself."""
    params = context.session.client_params
    return client_name(params.client_info.name) if params and params.client_info else ""
