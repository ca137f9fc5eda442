"""With circles, nobody else exists for an agent: they are in no answer, no name finds them, and nothing is written about them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plaintext_network.agents.agent import Agent
from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.bounded_answer import as_json
from plaintext_network.errors import PnetError
from tests.agents.calls import calls

NOTES = {
    "contacts/Ada Jones.md": (
        "---\ncircles: [friends]\nlocation: Leeds\ncadence: weekly\nknows: ['[[Wilhelmina Orrery]]']\n---\n"
        "- [ ] ask Wilhelmina Orrery 📅 2026-11-20\n\n## Log\n- 2026-10-01 call: about Mina Orrery\n- 2026-10-02 call: about maps\n"
    ),
    "contacts/Cy Abel.md": "---\ncircles: [friends, choir]\nlocation: Leeds\n---\n",
    "contacts/Wilhelmina Orrery.md": (
        "---\naliases: [Mina]\ncircles: [work, old friends]\nlocation: Leeds\nemails: [wo1@orrery.example]\norganization: Orrery Works\n"
        "cadence: weekly\nbirthday: 1990-11-28\n---\n- [ ] send the map 📅 2026-11-20\n"
    ),
    "interactions/2026-11-01 Tea.md": "---\nwith: ['[[Ada Jones]]', '[[Wilhelmina Orrery]]']\n---\nTea.\n",
    "interactions/2026-11-02 Tea with Wilhelmina.md": "---\nwith: ['[[Wilhelmina Orrery]]']\n---\nTea, of maps.\n",
    "events/Fair.md": "---\ndate: 2026-12-01\nplace: Leeds\n---\n[[Wilhelmina Orrery]] and [[Ada Jones]] come.\n",
}
NAMES = ("Wilhelmina Orrery", "Wilhelmina", "Mina", "Orrery", "wilh", "orrery works", "Ada", "Cy", "nobody")
OPTIONS = AgentOptions("unattended", ("friends",), details=True)


@pytest.fixture
def agent(vault: Callable[[Mapping[str, str]], Path]) -> Iterator[Agent]:
    agent = Agent(str(vault(NOTES)), OPTIONS, date(2026, 11, 24))
    agent.open()
    agent.pending.count = lambda: None  # type: ignore[method-assign]
    yield agent
    agent.close()


def answered(agent: Agent, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    try:
        if agent.tools[name].writes:
            return agent.to_confirm(agent.propose(name, arguments))
        return agent.read(name, arguments)
    except PnetError as error:
        return agent.error(error)


def test_no_answer_tells_of_somebody_outside(agent: Agent) -> None:
    for name, tool in agent.tools.items():
        if name != "apply":
            for arguments in calls(tool, NAMES):
                text = as_json(answered(agent, name, arguments)).lower()
                assert not any(word in text for word in ("orrery", "wilhelmina", '"mina', "mina ")), (
                    name,
                    arguments,
                    text,
                )


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("person", {"name": "Wilhelmina Orrery"}),
        ("recent", {"name": "Mina"}),
        ("promises", {"name": "Orrery"}),
        ("log", {"sentence": "tea", "people": ["Mina"]}),
        ("promise", {"name": "wilh", "by": "friday", "text": "write"}),
        ("snooze", {"name": "contacts/Wilhelmina Orrery.md", "until": "2 weeks"}),
    ],
)
def test_a_name_finds_nobody_outside(agent: Agent, tool: str, arguments: dict[str, Any]) -> None:
    nobody = answered(agent, tool, {**arguments, "people" if "people" in arguments else "name": "Xaver"})
    assert answered(agent, tool, arguments) == nobody


def test_those_inside_are_there(agent: Agent) -> None:
    assert [one["name"] for one in agent.read("people", {})["people"]] == ["Ada Jones", "Cy Abel"]
    assert {one["contact"] for one in agent.read("due", {})["due"]} == {"Ada Jones"}
    assert [one["summary"] for one in agent.read("recent", {})["interactions"]] == [
        "Tea.",
        "about maps",
        None,
    ]
    assert "knows" not in agent.read("person", {"name": "ada"})["person"]


def test_a_new_contact_joins_a_circle_that_the_agent_sees(agent: Agent) -> None:
    assert "+ circles: [friends]" in answered(agent, "add_person", {"name": "Grace Hopper"})["change"]


def test_a_circle_of_others_is_none(agent: Agent) -> None:
    error = answered(agent, "due", {"circles": ["work"]})["error"]
    assert error["choices"] == ["friends"]
