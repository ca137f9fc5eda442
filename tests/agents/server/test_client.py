"""A person who does not answer holds up a write for a while, not for ever."""

from typing import Any

import anyio
import pytest
from mcp_types import ElicitRequestFormParams

from plaintext_network.agents.errors import NobodyAnswered
from plaintext_network.agents.server import client

FORM = ElicitRequestFormParams(message="Write it?", requested_schema={"type": "object", "properties": {}})


class Silent:
    """A request whose client never passes on an answer."""

    request_id = 1

    @property
    def session(self) -> "Silent":
        """The session of the request."""
        return self

    async def elicit_form(self, *_: Any) -> None:
        """Wait for ever."""
        await anyio.sleep_forever()


def test_a_question_that_nobody_answers_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "VALID", 0.01)
    silent: Any = Silent()
    with pytest.raises(NobodyAnswered):
        anyio.run(client.ask_person, silent, FORM)
