"""A write that waits can be taken once, in time, and by whom it was planned for."""

import pytest

from plaintext_network.agents.errors import ApprovalInvalid, TooManyWrites
from plaintext_network.agents.pending_writes import VALID, PendingWrites
from plaintext_network.agents.tool import PlannedWrite
from plaintext_network.vault.transaction.record import FileStep, Operation

WRITE = PlannedWrite(Operation("set role", (FileStep("contacts/Ada.md", b"a", b"b"),)), {})


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_token_works_once() -> None:
    waiting = PendingWrites()
    token = waiting.add("set_property", {"name": "ada"}, WRITE)
    assert waiting.take(token) is WRITE
    with pytest.raises(ApprovalInvalid):
        waiting.take(token)


def test_a_token_is_valid_for_ten_minutes() -> None:
    clock = Clock()
    waiting = PendingWrites(clock)
    early, late = (waiting.add("set_property", {}, WRITE) for _ in range(2))
    clock.now = VALID - 1
    assert waiting.take(early) is WRITE
    clock.now = VALID
    with pytest.raises(ApprovalInvalid):
        waiting.take(late)


@pytest.mark.parametrize(("tool", "arguments"), [("log", {"name": "ada"}), ("set_property", {"name": "bo"})])
def test_a_token_is_for_one_tool_and_its_arguments(tool: str, arguments: dict[str, str]) -> None:
    waiting = PendingWrites()
    token = waiting.add("set_property", {"name": "ada"}, WRITE)
    with pytest.raises(ApprovalInvalid):
        waiting.take(token, tool, arguments)


def test_two_tokens_of_one_write_differ() -> None:
    waiting = PendingWrites()
    assert waiting.add("set_property", {}, WRITE) != waiting.add("set_property", {}, WRITE)


def test_twenty_writes_a_minute_may_be_planned() -> None:
    clock = Clock()
    waiting = PendingWrites(clock)
    for _ in range(20):
        waiting.count()
    with pytest.raises(TooManyWrites) as refused:
        waiting.count()
    assert refused.value.seconds == 61
    clock.now = 60
    waiting.count()


def test_a_hundred_writes_wait_at_most() -> None:
    waiting = PendingWrites()
    tokens = [waiting.add("log", {}, WRITE) for _ in range(101)]
    with pytest.raises(ApprovalInvalid):
        waiting.take(tokens[0])
    assert waiting.take(tokens[1]) is WRITE
