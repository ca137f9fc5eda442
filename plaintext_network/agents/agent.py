"""Answers an agent's calls: finds the tool, asks the vault as it is now, and filters and limits what comes back. Speaks no protocol."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeVar

from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.agent_view import AgentView, DueAnswers
from plaintext_network.agents.answer_filter import AnswerFilter
from plaintext_network.agents.bounded_answer import bounded
from plaintext_network.agents.change_text import change_text
from plaintext_network.agents.clean_text import without_invisible
from plaintext_network.agents.errors import NothingToChange, VaultNotReady
from plaintext_network.agents.parameters import read_arguments
from plaintext_network.agents.pending_writes import PendingWrites
from plaintext_network.agents.tool import PlannedWrite
from plaintext_network.agents.tool_errors import error_record
from plaintext_network.agents.tool_table import tools
from plaintext_network.errors import NotebookOutdated, PnetError
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.contact_names import CONTACT_NAMES
from plaintext_network.vault.cold_read import ColdRead, is_cold, is_large
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.window.release_memory import release_memory
from plaintext_network.vault.window.window import Window

Answer = TypeVar("Answer")

# How often to take another notebook if the vault changes while a question is answered.
TRIES = 5
# A question that takes longer, in seconds, has read a large part of the vault. Its memory is released so much later, once its answer is sent.
LONG, SENT = 0.3, 0.2
# Characters of a client's name in the list of writes.
LONGEST_NAME = 40
# The fields of an error that are fixed texts.
FIXED = ("code", "message", "remedy")
UNDO = "pnet undo"
NEXT = "Nothing is written yet. Show the user the change; only if they agree, call the tool apply with this token."


def client_name(given: str) -> str:
    """Return the name that a client gives itself, on one line and short: it is shown to a person, and in the list of writes."""
    return " ".join(without_invisible(given).split())[:LONGEST_NAME].rstrip()


class Proposal(NamedTuple):
    """A planned write with its change as the person sees it, and its token."""

    planned: PlannedWrite
    change: str
    token: str


class Agent:
    """What one agent may ask of one vault, until `close`. One thread at a time may use it."""

    def __init__(self, root: str, options: AgentOptions, today: date | None = None) -> None:
        self.options, self._root = options, root
        self.tools = tools(options)
        self.pending = PendingWrites()
        self._window: Window | None = None
        self._reading: ColdRead | None = None
        self._is_open = threading.Event()
        self._today = today
        # The vault at the last moment, and who was due then.
        self._whole: Notebook | None = None
        self._due_rows: DueAnswers = {}
        self._view: AgentView | None = None
        self._filter: AnswerFilter | None = None
        self._releasing = _release_timer()

    def open(self) -> None:
        """Read the vault and follow its changes, so that no call need do so. Call it once, in any thread."""
        try:
            today = self._day()
            # Without another process, this one reads the vault.
            with suppress(OSError):
                if is_cold(self._root) and is_large(self._root):
                    self._reading = ColdRead(self._root, today)
                    self._reading.wait(lambda *_: None)
            self._window = Notebook(self._root, today).live()
            self._warm_up()
            if self._releasing.is_alive():
                # At once, since nobody waits for an answer yet.
                self._releasing.cancel()
                release_memory()
        finally:
            self._is_open.set()

    def _warm_up(self) -> None:
        """Read what most calls need. Whatever fails, fails again for the call that needs it."""
        with suppress(Exception):
            for entry in self.read("due", None)["due"][:1]:
                self.read("person", {"name": entry["path"]})

    def wait(self, seconds: float) -> bool:
        """Wait until the vault is open, and return whether it is."""
        return self._is_open.wait(seconds)

    def _day(self) -> date:
        return self._today or datetime.now().astimezone().date()

    def close(self) -> None:
        """Stop following the vault, and reading it."""
        self._releasing.cancel()
        if self._reading is not None:
            self._reading.stop()
        if self._window is not None:
            self._window.close()

    # Reading

    def read(self, name: str, arguments: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the answer of a tool that reads. Raises KeyError for another one."""
        tool = self.tools[name]
        if (read := tool.read) is None:
            raise KeyError(name)
        given = read_arguments(tool.parameters, arguments)
        return self._answered(lambda view: read(view, given))

    def names(self, beginning: str, most: int) -> list[str]:
        """Return the names of contacts that begin with some letters, to complete a name."""

        def found(view: AgentView) -> dict[str, Any]:
            values = view.gate.summaries(CONTACT_NAMES).values()
            names = sorted(name for _, name, *_ in values if name.casefold().startswith(beginning.casefold()))
            return {"names": names[:most]}

        return list(self._answered(found)["names"])

    def error(self, error: PnetError) -> dict[str, Any]:
        """Return an error as an agent may see it."""
        record = error_record(error)
        shown = None
        # Without the vault, nothing tells what of the record may be shown but its fixed texts.
        with suppress(PnetError):
            shown = self._ask(lambda _, shown: shown.answer({"error": record}))
        found = (shown or {}).get("error") or {name: record[name] for name in FIXED if name in record}
        # An empty list would tell that what was in it is hidden.
        found = {name: value for name, value in found.items() if value != []}
        return {"error": bounded({"error": found})["error"]}

    def _answered(self, question: Callable[[AgentView], Mapping[str, Any]]) -> dict[str, Any]:
        def answer(view: AgentView, shown: AnswerFilter) -> dict[str, Any]:
            return bounded(shown.answer(question(view)) or {})

        return self._ask(answer)

    def _ask(self, question: Callable[[AgentView, AnswerFilter], Answer]) -> Answer:
        """Return the answer to a question about the present moment."""
        began = time.monotonic()
        try:
            for _ in range(TRIES - 1):
                view, shown = self._look()
                with suppress(NotebookOutdated), view.whole:
                    return question(view, shown)
            view, shown = self._look()
            with view.whole:
                return question(view, shown)
        finally:
            if time.monotonic() - began > LONG:
                # It has read much that the next one won't need.
                self._view = self._filter = None
                self._release_soon()

    def _release_soon(self) -> None:
        self._releasing.cancel()
        self._releasing = _release_timer()
        self._releasing.start()

    def _look(self) -> tuple[AgentView, AnswerFilter]:
        """Return the vault as it is now."""
        window = self._window
        if window is None:
            raise VaultNotReady
        whole = self._whole
        if whole is None or window.changed(0, since=whole):
            self._whole = whole = window.now()
            self._view, self._due_rows = None, {}
        if self._view is None or self._filter is None or not self._view.is_at_hand:
            self._view = AgentView(whole, self.options, self._due_rows)
            self._filter = AnswerFilter(self._view)
        return self._view, self._filter

    # Writing

    def propose(self, name: str, arguments: Mapping[str, Any] | None) -> Proposal:
        """Plan a write, and return it with the change to approve. Raises TooManyWrites, NothingToChange or ChangeTooLarge.

        Raises KeyError for a tool that plans none.
        """
        tool = self.tools[name]
        if (plan := tool.plan) is None:
            raise KeyError(name)
        given = read_arguments(tool.parameters, _visible(arguments))
        self.pending.count()

        def proposed(view: AgentView, shown: AnswerFilter) -> Proposal:
            planned = plan(view, given)
            if not planned.operation.steps:
                raise NothingToChange
            change = change_text(planned.operation, shown.may_show_line)
            return Proposal(planned, change, self.pending.add(name, arguments or {}, planned))

        return self._ask(proposed)

    def write(self, planned: PlannedWrite, client: str) -> dict[str, Any]:
        """Apply a planned write, recorded as this client's, and return the answer. Raises ChangedOnDisk or WriteFailed."""
        name = client_name(client)
        operation = planned.operation._replace(
            what=f"agent{f' {name}' if name else ''}: {planned.operation.what}"
        )
        answer = {
            "written": True,
            "what": operation.what,
            "files": [step.path for step in operation.steps],
            **planned.answer,
            "undo": UNDO,
        }
        # First, since the write makes this moment a past one.
        shown = self._shown_write(answer, planned)
        view, _ = self._look()
        with view.whole.write_session() as session:
            session.perform(operation)
        return shown or {"written": True}

    def to_confirm(self, proposal: Proposal) -> dict[str, Any]:
        """Return the answer that asks the agent itself to confirm a write."""
        planned, token = proposal.planned, {"token": proposal.token, "next": NEXT}
        answer = {
            "written": False,
            "files": [step.path for step in planned.operation.steps],
            "change": proposal.change.split("\n"),
            **planned.answer,
            **token,
        }
        return self._shown_write(answer, planned) or {"written": False, **token}

    def _shown_write(self, answer: Mapping[str, Any], planned: PlannedWrite) -> dict[str, Any]:
        """Return an answer about a write as the agent may see it; empty if it may see nothing of it."""
        about = tuple(_paths_in(planned.answer))

        def shown(_: AgentView, shown: AnswerFilter) -> dict[str, Any]:
            return bounded(found) if (found := shown.answer(answer, about)) else {}

        return self._ask(shown)


def _release_timer() -> threading.Timer:
    timer = threading.Timer(SENT, release_memory)
    timer.daemon = True
    return timer


def _paths_in(value: Any) -> Iterator[str]:
    """Yield the paths of the contacts in an answer."""
    if isinstance(value, Mapping):
        if isinstance(value.get("path"), str):
            yield value["path"]
        value = value.values()
    if isinstance(value, Iterable) and not isinstance(value, str):
        for one in value:
            yield from _paths_in(one)


def _visible(arguments: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return arguments without characters that nobody sees: a person approves what they read."""

    def cleaned(value: Any) -> Any:
        if isinstance(value, str):
            return without_invisible(value)
        return [cleaned(one) for one in value] if isinstance(value, list) else value

    return None if arguments is None else {name: cleaned(value) for name, value in arguments.items()}
