"""Computes answers one after the other, in its own thread. Knows nothing about their content."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any


class Superseded(Exception):
    """Raised for a question that nobody needs answered any more, since the same was asked again about a newer text."""


class Question:
    """Something to compute, and the future of its answer."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self.answer: Future[Any] = Future()
        self.is_superseded = False

    def run(self) -> None:
        """Compute the answer, unless the question was cancelled."""
        if not self.answer.set_running_or_notify_cancel():
            return
        try:
            if self.is_superseded:
                raise Superseded
            answer = self._work()
        except BaseException as error:  # noqa: BLE001 - whoever waits for the answer handles it
            self.answer.set_exception(error)
        else:
            self.answer.set_result(answer)


class Worker:
    """Computes answers, never two at once. What the user waits for comes first, in order; then what runs in the background."""

    def __init__(self) -> None:
        self._waiting: deque[Question] = deque()
        self._background: deque[Question] = deque()
        self._changed = threading.Condition()
        self._is_closed = False
        # How many questions somebody waits or has waited for.
        self.asked = 0
        self._thread = threading.Thread(target=self._run, name="pnet lsp worker", daemon=True)
        self._thread.start()

    def ask(self, work: Callable[[], Any], *, in_background: bool = False) -> Question:
        """Compute something as soon as what was asked before is done."""
        question = Question(work)
        with self._changed:
            (self._background if in_background else self._waiting).append(question)
            self.asked += not in_background
            self._changed.notify()
        return question

    def close(self) -> None:
        """Answer nothing more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._background or self._is_closed)
                if self._is_closed:
                    return
                question = (self._waiting or self._background).popleft()
            question.run()
            # Not held until the next question, which may come in an hour.
            del question
