"""Ticks a promise."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.writes import Writes
from plaintext_network.errors import AmbiguousPromise, ChangedOnDisk
from plaintext_network.vault.writing import promises


def run(session: Session) -> int:
    """Run `pnet done`."""
    return tick(Writes(session), " ".join(session.options.promise))


def tick(writes: Writes, wanted: str) -> int:
    """Tick the promise that goes by a text or place."""
    notebook = writes.session.notebook
    index = notebook.index
    try:
        found = promises.find_promise(index, wanted, notebook.standings())
    except AmbiguousPromise as many:
        if not writes.asker.possible:
            raise
        lines = [f"{text}  ({place})" for place, text in many.candidates]
        chosen = writes.asker.choice("Which of them?", lines)
        found = promises.find_promise(index, many.candidates[chosen][0])
    with writes.desk() as desk:
        again = promises.find_promise(desk.index, found.place)
        if again.text != found.text:
            raise ChangedOnDisk(found.path)
        return writes.carry_out(desk, promises.done(desk, again), f"done: {again.text or again.place}")
