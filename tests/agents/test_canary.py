"""Nothing that an agent can ask for tells of a private person: every tool, with 200 arguments and more, errors included, to the byte."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.agents.agent import Agent
from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.bounded_answer import as_json
from plaintext_network.agents.errors import SubjectUnknown
from plaintext_network.agents.reading_tools import READ_TOOLS
from plaintext_network.agents.writing_tools import APPLY, WRITE_TOOLS
from plaintext_network.errors import PnetError
from plaintext_network.network.people import privacy
from plaintext_network.network.people.private_names import PrivateNames
from tests.agents.calls import calls
from tests.cli.test_canary import FORMS, LEAK, PRIVATE, canary_notes

DAY = date(2026, 11, 24)
NAMES = (*FORMS, PRIVATE, PRIVATE.removesuffix(".md"), "Ada", "Bo", "Tom", "Adda", "B")
EVERYTHING = AgentOptions("unattended", details=True)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("vault")
    for path, text in canary_notes().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "pnet.toml").touch()
    return root


@pytest.fixture(scope="module")
def agent(root: Path) -> Iterator[Agent]:
    agent = Agent(str(root), EVERYTHING, DAY)
    agent.open()
    # So that the limit stops no call.
    agent.pending.count = lambda: None  # type: ignore[method-assign]
    yield agent
    agent.close()


def answers(agent: Agent, name: str) -> Iterator[tuple[dict[str, object], str]]:
    """Yield what a tool answers to each call, with the call."""
    tool = agent.tools[name]
    for arguments in calls(tool, NAMES):
        try:
            if tool.writes:
                found = agent.to_confirm(agent.propose(name, arguments))
            else:
                found = agent.read(name, arguments)
        except PnetError as error:
            found = agent.error(error)
        yield arguments, as_json(found)


@pytest.mark.parametrize("name", [tool.name for tool in (*READ_TOOLS, *WRITE_TOOLS)])
def test_no_tool_tells_of_somebody_private(agent: Agent, name: str) -> None:
    leaks = [(arguments, LEAK.findall(text)) for arguments, text in answers(agent, name) if LEAK.search(text)]
    assert leaks[:3] == []


# What names somebody private, and what is as long and names nobody.
UNKNOWN = {
    "Zephyrine Quillfeather": "Wolfgunde Xylanderbert",
    "Quillfeather": "Xylanderbert",
    "Zephyrine": "Wolfgunde",
    "Plumeria": "Okrazine",
    "Brackenby Looms": "Hrackonty Fooks",
    "zq1971@lantern.example": "wx1970@lontern.example",
    "087 5550199": "084 5551288",
}
# Words around a name, as an assistant that tries what it may not know would choose them.
AROUND = (
    "{}",
    "{} Lisbon",
    "who knows {} in Lisbon",
    "Ada {}",
    "not:knows:{0}",
    "not:name:{0} location:lisbon",
    "not:{0}",
    "circle:friends knows:{0}",
    "needs:{0}|cello",
)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("name", [tool.name for tool in READ_TOOLS])
def test_a_private_name_is_answered_like_one_that_nobody_has(agent: Agent, name: str, around: str) -> None:
    def asked(value: str) -> list[str]:
        found = []
        for parameter in agent.tools[name].parameters:
            if parameter.type == "text" and not parameter.choices:
                arguments = (
                    {"name": "Ada"} if name == "person" else {"target": "x"} if name == "reach" else {}
                )
                quoted = f'"{value}"' if ":" in around else value
                try:
                    found.append(
                        as_json(agent.read(name, {**arguments, parameter.name: around.format(quoted)}))
                    )
                except PnetError as error:
                    found.append(as_json(agent.error(error)))
        return found

    for form, nobody in UNKNOWN.items():
        assert asked(form) == asked(nobody), form


@pytest.mark.parametrize("part", ["5550199", "Brackenby", "zq1971", "Quillf", "Zeph", "feather"])
def test_a_part_of_what_is_hidden_is_known_to_nobody(agent: Agent, part: str) -> None:
    for name in ("reach", "topics"):
        with pytest.raises(SubjectUnknown) as unknown:
            agent.read(name, {"target" if name == "reach" else "topic": part})
        assert not unknown.value.near


@pytest.mark.parametrize("name", ["person", "recent", "find", "event", "goal", "topics", "due"])
def test_without_the_gate_it_would(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PrivateNames, "find", lambda *_: ())
    monkeypatch.setattr(PrivateNames, "has_part_of", lambda *_: False)
    for view in (privacy.SuggestionView, privacy._RecordView):
        monkeypatch.setattr(view, "_hides", lambda *_: False)
    agent = Agent(str(root), EVERYTHING, DAY)
    agent.open()
    try:
        assert any(LEAK.search(text) for _, text in answers(agent, name))
    finally:
        agent.close()


def test_every_tool_is_asked() -> None:
    agent = Agent("/nowhere", EVERYTHING)
    assert set(agent.tools) == {tool.name for tool in (*READ_TOOLS, *WRITE_TOOLS, APPLY)}
