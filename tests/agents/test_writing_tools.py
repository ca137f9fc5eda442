"""What a person is shown of a write, and what a tool that writes refuses, in notes of every kind."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plaintext_network.agents.agent import Agent
from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.parameters import ArgumentInvalid
from plaintext_network.agents.tool_errors import error_record
from plaintext_network.errors import UnknownParticipant

ROLE = "---\nrole: café\ncircles: [choir]\n---\ndéjà vu\n"
Opens = Callable[[bytes], Agent]


@pytest.fixture
def opens(tmp_path: Path, request: pytest.FixtureRequest) -> Opens:
    """Return an agent of a vault with one contact, Ada, whose note has these bytes."""

    def opened(content: bytes) -> Agent:
        (tmp_path / "contacts").mkdir()
        (tmp_path / "pnet.toml").touch()
        (tmp_path / "contacts/Ada.md").write_bytes(content)
        agent = Agent(str(tmp_path), AgentOptions("ask", details=True), date(2026, 11, 24))
        agent.open()
        request.addfinalizer(agent.close)
        return agent

    return opened


def change(agent: Agent, **arguments: Any) -> list[str]:
    """Return the lines of the change that a person would be asked about."""
    return agent.propose("set_property", {"name": "ada", **arguments}).change.split("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_person_reads_the_change_in_the_encoding_of_the_note(
    opens: Opens, encoding: str, newline: str
) -> None:
    agent = opens(ROLE.replace("\n", newline).encode(encoding))
    assert change(agent, property="role", values=["Né"]) == ["contacts/Ada.md", "- role: café", "+ role: Né"]


def test_a_value_is_added_once(opens: Opens) -> None:
    agent = opens(ROLE.encode())
    lines = change(agent, property="circles", how="add", values=["work", "Choir", "Work"])
    assert lines[1:] == ["- circles: [choir]", "+ circles: [choir, work]"]


def test_a_promise_without_words_is_to_get_back(opens: Opens) -> None:
    agent = opens(ROLE.encode())
    proposal = agent.propose("log", {"sentence": "coffee with Ada; follow up in 2 weeks"})
    promises = agent.to_confirm(proposal)["interaction"]["follow_ups"]
    assert promises == [{"due": "2026-12-08", "text": "get back"}]


def test_a_sentence_with_nobody_says_how_to_name_them(opens: Opens) -> None:
    with pytest.raises(UnknownParticipant) as unknown:
        opens(ROLE.encode()).propose("log", {"sentence": "walked by the river"})
    assert "`people`" in error_record(unknown.value)["remedy"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"values": ["a", "b"]}, "one value"),
        ({"values": ["a"], "how": "add"}, "one value"),
        ({"values": [" "]}, "`how` unset"),
        ({"values": []}, "give a value"),
        ({"values": ["a"], "how": "unset"}, "leave them out"),
    ],
)
def test_values_that_do_not_fit_a_property_are_refused(
    opens: Opens, arguments: dict[str, Any], says: str
) -> None:
    with pytest.raises(ArgumentInvalid, match=says):
        change(opens(ROLE.encode()), property="role", **arguments)
