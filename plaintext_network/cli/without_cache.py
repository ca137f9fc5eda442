"""Runs a command again without the cache if the cache made it fail. Decides nothing about what the command prints."""

from collections.abc import Callable

from plaintext_network.cli.session import Session
from plaintext_network.errors import RemoveFailed
from plaintext_network.vault import serialize
from plaintext_network.vault.cache.locations import cache_base
from plaintext_network.vault.cache.status import remove_cache
from plaintext_network.vault.serialize import CacheDamaged, CacheUnreadable


def answer_without_cache(session: Session, run: Callable[[Session], int], error: Exception) -> int:
    """Run a command again without the cache, and return its status; raise the error if it isn't from the cache.

    A value that another program has stored may raise any error anywhere. If the command succeeds without the cache, the cache
    was wrong, and is removed; otherwise its own error is raised. Raises CacheDamaged if part of the output was printed.
    """
    is_unexpected = isinstance(error, serialize.WRONG_VALUES)
    if not (is_unexpected or isinstance(error, CacheUnreadable)) or not session.has_used_cache:
        raise error
    if not session.screen.discard():
        if is_unexpected:
            _remove(session)
            raise CacheDamaged(_described(error)) from error
        raise error
    code = run(session.without_cache())
    if is_unexpected:
        _remove(session)
        session.screen.warn(("warning", f"removed a damaged cache ({_described(error)})"))
    return code


def _remove(session: Session) -> None:
    try:
        remove_cache(cache_base(session.notebook.root))
    except RemoveFailed as failed:
        session.screen.report_error(failed)


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
