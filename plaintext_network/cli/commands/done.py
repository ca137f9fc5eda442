"""Ticks a promise."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.writes import Writes
from plaintext_network.errors import AmbiguousPromise, PromiseNotFound
from plaintext_network.vault.writing import promises


def run(session: Session) -> int:
    """Run `pnet done`."""
    writes, notebook = Writes(session), session.notebook
    wanted = " ".join(session.options.promise)
    if not wanted:
        return tick(writes, _picked(writes))
    try:
        found = promises.find_promise(notebook.index, wanted, notebook.standings())
    except AmbiguousPromise as many:
        if not writes.asker.possible:
            raise
        lines = [f"{text}  ({place})" for place, text in many.candidates]
        place, text = many.candidates[writes.asker.choice("Which of them?", lines)]
        at = promises.promises_at(notebook.index, place)
        found = next(each for each in at if each.text == text)
    return tick(writes, found)


def _picked(writes: Writes) -> promises.Open:
    """Ask which of the promises with a day it is."""
    notebook = writes.session.notebook
    dated = dict.fromkeys((p.day, p.source, p.text) for who in notebook.standings() for p in who.promises)
    open_ones = [
        each
        for _, source, text in sorted(dated)
        for each in promises.promises_at(notebook.index, source)
        if each.text == text
    ]
    if not writes.asker.possible or not open_ones:
        raise PromiseNotFound("")
    return open_ones[
        writes.asker.choice("Which of them?", [f"{each.text}  ({each.place})" for each in open_ones])
    ]


def tick(writes: Writes, promise: promises.Open) -> int:
    """Tick a promise."""
    with writes.desk() as desk:
        operation = promises.done(desk, promises.same_promise(desk.index, promise))
        return writes.carry_out(desk, operation, [operation.what])
