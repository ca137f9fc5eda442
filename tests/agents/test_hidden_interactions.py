"""An interaction with hidden people alone is in no answer, though its text names nobody; nor is what their own notes say."""

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

# Whatever an agent may not see has one of these words. No text with it names Quentin.
MARK = "zq"
NOTES = {
    "contacts/Ada Jones.md": "---\ncircles: [friends]\n---\n\n## Log\n- 2026-11-01 call: about moths\n",
    "contacts/Quentin Orrery.md": (
        "---\nprivate: true\ncircles: [secret]\n---\n- [ ] give [[Ada Jones]] the zqgift 📅 2026-11-20\n"
        "- [ ] zqundated for [[Ada Jones]]\n"
    ),
    "interactions/2026-11-02 Zqtitle.md": (
        "---\nwith: ['[[Quentin Orrery]]']\nchannel: zqchannel\ntopics: [zqtopic]\nevent: '[[Fair]]'\ngoal: '[[Weave]]'\ngave: [zqgave]\n"
        "cadence: zqproblem\n---\nAbout zqtext and moths.\n- [ ] find the zqtask 📅 2026-11-20\n"
    ),
    # Without a link, and with a second name of the same person.
    "interactions/2026-11-03 Zqplain.md": "---\nwith: [Quentin]\ntopics: [zqplain]\n---\nAbout zqplain and moths.\n",
    "interactions/2026-11-04 Zqtwice.md": "---\nwith: ['[[Quentin Orrery]]', Orrery]\n---\nAbout zqtwice and moths.\n",
    "interactions/2026-11-05 Zqnobody.md": "---\ntopics: [zqnobody]\n---\n[[Quentin Orrery]]\nAbout zqnobody and moths.\n",
    "interactions/2026-12-05 Zqplanned.md": "---\nwith: ['[[Quentin Orrery]]']\nplanned: true\n---\nAbout zqplanned and moths.\n",
    "interactions/2026-11-06 Lunch.md": "---\nwith: ['[[Quentin Orrery]]', '[[Ada Jones]]']\ntopics: [lunch]\n---\nAbout lunch.\n",
    "interactions/2026-11-07 Stranger.md": "---\nwith: ['[[Quentin Orrery]]', Bo Stranger]\n---\nAbout a stranger.\n",
    "interactions/2026-11-08 Linked.md": "---\ntopics: [links]\n---\n[[Quentin Orrery]] and [[Ada Jones]] link.\n",
    "events/Fair.md": "---\ndate: 2026-11-02\n---\n[[Ada Jones]]\n",
    "goals/Weave.md": "---\nby: 2027-01-01\n---\n",
}
ARGUMENTS = (
    MARK,
    "moths",
    "Quentin",
    "Orrery",
    "Ada",
    "Fair",
    "Weave",
    "gift",
    "task",
    "topics:zq",
    "gave:zq",
    "channel:zq",
    "",
)
# Private, or outside the circles that the agent may see.
HIDDEN = {
    "private": (AgentOptions("unattended", details=True), "private: true"),
    "outside": (AgentOptions("unattended", ("friends",), details=True), "role: Spy"),
}


@pytest.fixture(params=HIDDEN)
def agent(request: pytest.FixtureRequest, vault: Callable[[Mapping[str, str]], Path]) -> Iterator[Agent]:
    options, line = HIDDEN[request.param]
    root = vault({path: text.replace("private: true", line) for path, text in NOTES.items()})
    agent = Agent(str(root), options, date(2026, 11, 24))
    agent.open()
    agent.pending.count = lambda: None  # type: ignore[method-assign]
    yield agent
    agent.close()


def answer(agent: Agent, name: str, arguments: dict[str, Any]) -> str:
    try:
        if agent.tools[name].writes:
            return as_json(agent.to_confirm(agent.propose(name, arguments)))
        return as_json(agent.read(name, arguments))
    except PnetError as error:
        return as_json(agent.error(error))


def test_no_tool_tells_of_it(agent: Agent) -> None:
    for name, tool in agent.tools.items():
        if name in ("apply", "add_person"):
            # The new note of somebody is named as the call says.
            continue
        for arguments in calls(tool, ARGUMENTS):
            if MARK not in str(arguments.values()) or not tool.writes:
                assert MARK not in answer(agent, name, arguments).lower(), (name, arguments)


def test_what_happened_with_others_too_is_there(agent: Agent) -> None:
    entries = agent.read("recent", {})["interactions"]
    found = [(entry["date"][5:], *entry["contacts"], *entry["unknown"]) for entry in entries]
    with_ada = [("11-06", "Ada Jones"), ("11-01", "Ada Jones")]
    # With circles, those who aren't contacts are outside, too.
    assert found == (with_ada if agent.options.circles else [("11-08",), ("11-07", "Bo Stranger"), *with_ada])
    assert agent.read("goal", {"name": "Weave"})["goal"]["steps"] == []
    assert [line["text"] for line in agent.read("person", {"name": "ada"})["page"] if line["label"] == "last"]
