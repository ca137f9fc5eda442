"""The worker answers one question after the other, and nothing that nobody needs."""

import threading
from concurrent.futures import CancelledError

import pytest

from plaintext_network.lsp.server.connection.worker import Superseded, Worker


class Gate:
    """A question that waits until it is opened."""

    def __init__(self) -> None:
        self.began, self.may_end = threading.Event(), threading.Event()

    def __call__(self) -> str:
        self.began.set()
        assert self.may_end.wait(30)
        return "opened"


def test_questions_are_answered_in_order_and_in_one_thread() -> None:
    worker, order = Worker(), []

    def note(number: int) -> int:
        order.append((number, threading.current_thread().name))
        return number

    asked = [worker.ask(lambda number=number: note(number)) for number in range(20)]  # type: ignore[misc]
    assert [each.answer.result(30) for each in asked] == list(range(20))
    assert order == [(number, "pnet lsp worker") for number in range(20)]


def test_what_the_user_waits_for_comes_before_the_background() -> None:
    worker, gate, order = Worker(), Gate(), []
    worker.ask(gate)
    assert gate.began.wait(30)
    behind = worker.ask(lambda: order.append("background"), in_background=True)
    worker.ask(lambda: order.append("first"))
    worker.ask(lambda: order.append("second"))
    gate.may_end.set()
    behind.answer.result(30)
    assert order == ["first", "second", "background"]


def test_an_error_is_the_answer_and_does_not_end_the_worker() -> None:
    worker = Worker()
    failed = worker.ask(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        failed.answer.result(30)
    assert worker.ask(lambda: "next").answer.result(30) == "next"


def test_a_cancelled_question_is_not_computed() -> None:
    worker, gate, computed = Worker(), Gate(), []
    worker.ask(gate)
    assert gate.began.wait(30)
    cancelled = worker.ask(lambda: computed.append(1))
    assert cancelled.answer.cancel()
    gate.may_end.set()
    worker.ask(lambda: None).answer.result(30)
    with pytest.raises(CancelledError):
        cancelled.answer.result(30)
    assert computed == []


def test_a_superseded_question_is_not_computed() -> None:
    worker, gate, computed = Worker(), Gate(), []
    worker.ask(gate)
    assert gate.began.wait(30)
    old = worker.ask(lambda: computed.append(1))
    old.is_superseded = True
    gate.may_end.set()
    with pytest.raises(Superseded):
        old.answer.result(30)
    assert computed == []


def test_a_question_that_has_begun_is_answered_even_if_it_is_superseded() -> None:
    worker, gate = Worker(), Gate()
    asked = worker.ask(gate)
    assert gate.began.wait(30)
    asked.is_superseded = True
    gate.may_end.set()
    assert asked.answer.result(30) == "opened"
