"""Owns watching: a vault followed as it changes, and who becomes due said as it happens. Asked for by `Notebook.watch`."""

from plaintext_network.errors import NotWatchable


def require_sqlite(root: str) -> None:
    """Raise NotWatchable if this Python has no SQLite: a watcher stores what it reads in the cache's database."""
    try:
        # Late: to watch takes a database, to import this package does not.
        from plaintext_network.vault.cache import database  # noqa: F401
    except ImportError:
        raise NotWatchable(root, "this Python has no SQLite (the module sqlite3)") from None
