"""What goes wrong in the server is reported without the words of a note."""

from typing import Any

import anyio
import pytest
from mcp.shared.exceptions import MCPError

from plaintext_network.agents.server.agent_server import FAILED, _without_details

# The request doesn't matter.
REQUEST: Any = None


def test_an_error_that_should_not_happen_has_fixed_words() -> None:
    async def fail(_: Any) -> None:
        raise ValueError("Ada owes me 5 pounds")

    with pytest.raises(MCPError) as failed:
        anyio.run(_without_details, REQUEST, fail)
    assert failed.value.error.message == FAILED
    assert failed.value.__cause__ is None
