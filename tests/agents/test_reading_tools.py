"""The tools that read answer plain questions, as assistants ask them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plaintext_network.agents.agent import Agent
from plaintext_network.agents.agent_options import AgentOptions

SAMPLE = Path(__file__).parents[2] / "sample_vault"
LUKASZ = "Łukasz Wierzba"


@pytest.fixture(scope="module")
def agent() -> Iterator[Agent]:
    agent = Agent(str(SAMPLE), AgentOptions(), date(2026, 11, 24))
    agent.open()
    yield agent
    agent.close()


@pytest.mark.parametrize("query", ["location:leeds", "Leeds", "who do I know in Leeds?"])
def test_a_place_finds_who_lives_there(agent: Agent, query: str) -> None:
    assert [one["name"] for one in agent.read("people", {"query": query})["people"]] == [LUKASZ]


def test_an_empty_answer_says_what_to_try(agent: Agent) -> None:
    assert "location:…" in agent.read("people", {"query": "xylophonists"})["hint"]
    assert "fewer" in agent.read("find", {"text": "xylophonists"})["hint"]


def test_words_in_a_name_do_not_hide_who_has_them_elsewhere(agent: Agent) -> None:
    found = agent.read("people", {"query": "acoustics"})
    assert "Kofi Brennan-Asante" in [one["name"] for one in found["people"]]
    assert "ask role:…" in found["hint"]
    more = agent.read("people", {"query": "role:acoustics"})["people"]
    assert "Margarethe Oduya" in [one["name"] for one in more]
    assert "hint" not in agent.read("people", {"query": "priya"})


def test_a_question_finds_notes_with_some_of_its_words(agent: Agent) -> None:
    found = agent.read("find", {"text": "who likes moths"})
    assert found["hint"] == "no note has all of these words; these have some"
    assert "Zoë Brandvold" in [one["name"] for one in found["notes"]]


def test_what_happened_is_not_what_is_planned(agent: Agent) -> None:
    entries = agent.read("recent", {"name": "Adaeze"})["interactions"]
    assert entries[0]["date"] == "2026-08-18"
    assert not any(one["planned"] for one in entries)
    assert agent.read("recent", {"name": "Adaeze", "until": "2027"})["interactions"][0]["planned"]


@pytest.mark.parametrize("target", ["Leeds", "somebody in Leeds", "an acrobat in Leeds"])
def test_a_target_is_found_in_a_phrase(agent: Agent, target: str) -> None:
    found = agent.read("reach", {"target": target})
    assert (found["reach"]["target"], found["reach"]["kind"]) == ("Leeds", "place")
    assert ("hint" in found) == (target != "Leeds")


def test_a_target_of_another_kind_is_found_with_a_hint(agent: Agent) -> None:
    found = agent.read("reach", {"target": "Leeds", "kind": "role"})
    assert (found["reach"]["kind"], "this kind" in found["hint"]) == ("place", True)
    assert "hint" not in agent.read("reach", {"target": "Leeds", "kind": "place"})


def test_what_happened_is_found_by_words_that_are_no_name(agent: Agent) -> None:
    by_words = agent.read("recent", {"query": "my friends from the choir"})
    assert by_words["interactions"]
    assert "as circles" in by_words["hint"]


def test_a_mail_to_many_is_no_touch(agent: Agent) -> None:
    entries = agent.read("recent", {"name": "Zoë", "since": "2026-10-27", "until": "2026-10-30"})[
        "interactions"
    ]
    assert [(entry["date"], entry["touch"]) for entry in entries] == [
        ("2026-10-30", False),
        ("2026-10-27", True),
    ]


def test_a_promise_that_waits_is_not_late(agent: Agent) -> None:
    promise = agent.read("promises", {"name": "Rafael"})["promises"][0]
    assert (promise["due"], promise["start"], promise["overdue_by"]) == ("2026-11-20", "2027-01-11", None)


def test_a_promise_has_words_its_source_and_how_late_it_is(agent: Agent) -> None:
    promise = agent.read("promises", {"name": "Camille"})["promises"][0]
    assert (promise["text"], promise["overdue_by"]) == ("get back", -7)
    assert promise["source"] == "contacts/Camille Derouin.md:14"


def test_a_page_is_read_on_with_an_offset(agent: Agent) -> None:
    first = agent.read("person", {"name": "priya"})
    rest = agent.read("person", {"name": "priya", "offset": 20})
    assert len(first["page"]) == 20
    assert first["left_out"]["page"] == len(rest["page"])


def test_an_agenda_of_birthdays_has_no_promises(agent: Agent) -> None:
    found: list[dict[str, Any]] = agent.read("agenda", {"kinds": ["birthday"], "within": "1y"})["agenda"]
    assert {one["kind"] for one in found} == {"birthday"}
    assert all(one["source"] == f"{one['path']}:{one['line']}" for one in found)
