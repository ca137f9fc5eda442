"""Returns free memory of a long-running server to the system. Knows nothing about notes."""

import gc
import sys
from contextlib import suppress

# Options of mallopt(3) in glibc: the number of heaps, and the free bytes at the end of a heap that it gives back.
_ARENA_MAX, _TRIM_THRESHOLD = -8, -1


def prepare_memory() -> None:
    """Set how memory is used, before threads begin. Each thread would have a heap of its own, and keep what it once used."""
    # Large answers are many objects, none of which is garbage before it is sent.
    gc.set_threshold(50_000, 5, 5)
    if sys.platform == "linux":
        # Late: no other system has these.
        import ctypes

        # Another C library has no such options.
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_ARENA_MAX, 1)
            library.mallopt(_TRIM_THRESHOLD, 1 << 18)


def release_memory() -> None:
    """Collect the garbage of earlier answers and of an earlier state of the vault, and give back what is free.

    What stays is not looked at again before the next call, so that the collections between are quick.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    _give_back()


def _give_back() -> None:
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
