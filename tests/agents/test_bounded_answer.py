"""An answer has at most 20 items in a list, and 24,000 bytes as it is sent, whatever the notes have."""

import json

import pytest

from plaintext_network.agents.bounded_answer import MOST_BYTES, as_json, bounded
from plaintext_network.agents.server.messages import result


def size(answer: dict[str, object]) -> int:
    """Return the bytes of an answer in a message."""
    return len(result(answer).model_dump_json(by_alias=True, exclude_none=True).encode())


def test_a_list_has_twenty_items_and_the_rest_is_counted() -> None:
    answer = bounded({"due": list(range(50)), "person": {"tags": ["a"] * 21}})
    assert answer["due"] == list(range(20))
    assert answer["left_out"] == {"due": 30, "person.tags": 1}


def test_what_a_tool_left_out_is_added_to() -> None:
    assert bounded({"due": [1] * 25, "left_out": {"due": 5}})["left_out"] == {"due": 10}


@pytest.mark.parametrize(
    "answer",
    [
        {"due": [{"text": "é" * 400, "reason": '"\\' * 200} for _ in range(20)]},
        {"page": [{"text": "x" * 400, "sources": [{"path": "p" * 400, "line": 1}] * 20} for _ in range(20)]},
        {"person": {f"field{number}": "𝄞" * 400 for number in range(60)}},
        {"person": {"other": {f"{number}{'k' * 300}": ["v" * 400] for number in range(1000)}}},
        {"event": {"deep": [{"deep": [{"deep": ["x" * 400] * 20}] * 20}] * 20}},
    ],
)
def test_a_large_answer_fits(answer: dict[str, object]) -> None:
    found = bounded(answer)
    assert size(found) < MOST_BYTES + 200
    assert found["left_out"] or "person" in answer
    assert json.loads(as_json(found)) == found


def test_a_small_answer_stays_whole() -> None:
    answer = {"due": [{"text": "tea"}], "left_out": {}}
    assert bounded(answer) == answer
