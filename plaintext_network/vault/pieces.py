"""Owns long work in pieces: on every core where there is enough of it, and telling how far it is. Knows no notes."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from plaintext_network.vault.codec import dumped, loaded
from plaintext_network.vault.crew import Crew, cores

T = TypeVar("T")

# Told how much of how much is done, and of what.
Progress = Callable[[int, int, str], None]


def in_pieces(
    work: Callable[[int], list[T]], sizes: Sequence[int], worth: int, progress: Progress | None, what: str
) -> Iterator[T]:
    """Yield what the numbered pieces of work give, in no order; each is of some size.

    With `worth` altogether it pays to let other processes help. Given up halfway, it does no more.
    """
    total, done = sum(sizes), 0
    if progress:
        progress(done, total, what)
    for piece, results in _done(work, len(sizes), total >= worth):
        yield from results
        done += sizes[piece]
        if progress:
            progress(done, total, what)


def _done(work: Callable[[int], list[T]], count: int, shared: bool) -> Iterator[tuple[int, list[T]]]:
    helpers = min(cores(), count) if shared else 1
    if helpers < 2:
        for piece in range(count):
            yield piece, work(piece)
        return
    shares = [list(range(count))[helper::helpers] for helper in range(helpers)]
    with Crew(lambda piece: dumped(work(piece)), shares) as crew:
        for piece, result in crew.results():
            yield piece, loaded(result)
