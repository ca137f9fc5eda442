"""Maps a function over many items in pieces, on every core if there are enough, and reports progress. Knows nothing about notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from plaintext_network.vault.serialize import deserialize_plain, serialize_plain
from plaintext_network.vault.worker_processes import WorkerProcesses, usable_cores

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    S = TypeVar("S")

    T = TypeVar("T")


# Called with the number of items done, the number of all items, and what they are.
Progress = Callable[[int, int, str], None]


def map_in_pieces(
    work: Callable[[Sequence[S]], list[T]],
    items: Sequence[S],
    size: int,
    worth: int,
    progress: Progress | None,
    what: str,
) -> Iterator[T]:
    """Yield the results of `work` for pieces of `size` items, in no order. A result is made of plain values.

    From `worth` items on, worker processes help. They stop if the caller stops iterating.
    """
    pieces = [items[at : at + size] for at in range(0, len(items), size)]
    total, done = len(items), 0
    if progress:
        progress(done, total, what)
    for piece, results in _results(lambda number: work(pieces[number]), len(pieces), total >= worth):
        yield from results
        done += len(pieces[piece])
        if progress:
            progress(done, total, what)


def _results(work: Callable[[int], list[T]], count: int, shared: bool) -> Iterator[tuple[int, list[T]]]:
    workers = min(usable_cores(), count) if shared else 1
    if workers < 2:
        for piece in range(count):
            yield piece, work(piece)
        return
    shares = [list(range(count))[worker::workers] for worker in range(workers)]
    with WorkerProcesses(lambda piece: serialize_plain(work(piece)), shares) as processes:
        processes.enlarge_pipes()
        for piece, result in processes.results():
            yield piece, deserialize_plain(result)
