"""Owns long work in pieces: on every core where there is enough of it, and telling how far it is. Knows no notes."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from plaintext_network.vault.serialize import deserialize, serialize
from plaintext_network.vault.worker_processes import WorkerProcesses, usable_cores

S = TypeVar("S")
T = TypeVar("T")

# Told how much of how much is done, and of what.
Progress = Callable[[int, int, str], None]


def map_in_pieces(
    work: Callable[[Sequence[S]], list[T]],
    items: Sequence[S],
    size: int,
    worth: int,
    progress: Progress | None,
    what: str,
) -> Iterator[T]:
    """Yield what the work gives for all items, so many at a time, in no order.

    With `worth` items it pays to let other processes help. Given up halfway, it does no more.
    """
    pieces = [items[at : at + size] for at in range(0, len(items), size)]
    total, done = len(items), 0
    if progress:
        progress(done, total, what)
    for piece, results in _done(lambda number: work(pieces[number]), len(pieces), total >= worth):
        yield from results
        done += len(pieces[piece])
        if progress:
            progress(done, total, what)


def _done(work: Callable[[int], list[T]], count: int, shared: bool) -> Iterator[tuple[int, list[T]]]:
    helpers = min(usable_cores(), count) if shared else 1
    if helpers < 2:
        for piece in range(count):
            yield piece, work(piece)
        return
    shares = [list(range(count))[helper::helpers] for helper in range(helpers)]
    with WorkerProcesses(lambda piece: serialize(work(piece)), shares) as crew:
        for piece, result in crew.results():
            yield piece, deserialize(result)
