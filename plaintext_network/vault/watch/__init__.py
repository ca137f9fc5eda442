"""Watches a vault: keeps its snapshot up to date, reports changes, and answers other commands. Prints nothing.

`watcher` schedules everything; `file_events` receives events, `file_tree` and `refresher` process them, `server` answers
other commands; `change_stream`, `hook`, `notifier` and `desktop` pass changes on.
"""

from plaintext_network.errors import NotWatchable


def has_sqlite() -> bool:
    """Return whether this Python has SQLite, which the cache's database needs."""
    try:
        # Late: only watching needs a database, importing this package doesn't.
        from plaintext_network.vault.cache import database  # noqa: F401
    except ImportError:
        return False
    return True


def require_sqlite(root: str) -> None:
    """Raise NotWatchable if this Python has no SQLite."""
    if not has_sqlite():
        raise NotWatchable(root, "this Python has no SQLite (the module sqlite3)")
