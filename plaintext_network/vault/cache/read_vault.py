"""Reads the state of a vault through its cache, and stores the snapshot for the next run. Parses no note, and computes no entries of `due`."""

from __future__ import annotations

from datetime import date, datetime

from plaintext_network.vault.cache.check_unchanged import VaultCheck
from plaintext_network.vault.cache.vault_state import (
    CachedVaultState,
    VaultState,
    read_without_cache,
    without_garbage_collection,
)
from plaintext_network.vault.serialize import CacheUnreadable

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.vault.cache.compare_cache import ReadRequest
    from plaintext_network.vault.cache.due_answer import ComputedSnapshot
    from plaintext_network.vault.cache.tables import CacheTables
    from plaintext_network.vault.config.vault_settings import Settings
    from plaintext_network.vault.parallel_map import Progress


def read_vault(
    check: VaultCheck,
    settings: Settings,
    today: date,
    progress: Progress | None,
    open_tables: Callable[[str], CacheTables] | None = None,
) -> VaultState:
    """Return the current state of a vault, through the cache if that can be used; `open_tables` opens its database."""
    if check.cached:
        try:
            return _read_through_cache(check, settings, today, progress, open_tables)
        except (CacheUnreadable, ImportError):
            # Not every Python comes with SQLite.
            if check.is_served:
                check.scan()
    # Late: a cache has what is remembered of changes.
    from plaintext_network.vault.cache.remembered_changes import listed_changes

    latest = max(today, datetime.now().astimezone().date())
    changes = listed_changes(check.root, settings.rules, latest)
    return read_without_cache(check.root, settings.rules, check.listing, progress, changes)


def _read_through_cache(
    check: VaultCheck,
    settings: Settings,
    today: date,
    progress: Progress | None,
    open_tables: Callable[[str], CacheTables] | None,
) -> CachedVaultState:
    # Late: not every Python comes with SQLite.
    from plaintext_network.vault.cache.compare_cache import ReadRequest
    from plaintext_network.vault.cache.tables import CacheTables

    real_today = datetime.now().astimezone().date()
    request = ReadRequest(check, settings.rules, today, real_today, progress)
    state = _current_state(request, open_tables or CacheTables)
    state.due_snapshot = _update_snapshot(check, state, settings, today)
    return state


def _current_state(request: ReadRequest, open_tables: Callable[[str], CacheTables]) -> CachedVaultState:
    # Late: as above.
    from plaintext_network.vault.cache.compare_cache import CacheComparison
    from plaintext_network.vault.cache.file_lock import DATABASE_ERRORS, is_damage

    outdated: CacheComparison | None = None
    compared = CacheComparison(open_tables(request.vault.base), request)
    try:
        with without_garbage_collection():
            if (unchanged := compared.unchanged_state()) is not None:
                return unchanged
        outdated = compared
    except Exception as error:
        compared.cache.close()
        # The update replaces a damaged cache, whatever reading it has raised.
        if not is_damage(error):
            if isinstance(error, (OSError, *DATABASE_ERRORS)):
                raise compared.cache.unreadable(error) from error
            raise
    # Late: an unchanged cache needs nothing that derives what it stores.
    from plaintext_network.vault.cache.update import read_through_cache

    return read_through_cache(request, open_tables, outdated)


def _update_snapshot(
    check: VaultCheck, state: CachedVaultState, settings: Settings, today: date
) -> ComputedSnapshot | None:
    """Store a snapshot of the day unless the stored one is still valid; return one that was computed for the day."""
    if check.settings_key is None or check.is_served:
        return None
    stored = check.stored
    valid = stored if state.follows(stored, today.isoformat() if state.covers(today) else "") else None
    if valid and not state.was_updated and _is_listed(check):
        of_now = {"untrusted": state.untrusted, "changes": state.changes_key}
        if all(valid.facts[name] == value for name, value in of_now.items()):
            return None
    # Late: most runs find a valid snapshot.
    from plaintext_network.vault.cache.due_answer import compute_snapshot, store_snapshot

    try:
        key = (check.code, check.root, check.settings_key)
        # Settings that change a row change everybody's state.
        snapshot = compute_snapshot(key, check.listed, state, settings, today)
        store_snapshot(check.base, snapshot, check.packed, check.listed)
    except (OSError, ValueError):
        # Without it, the next run only takes longer.
        return None
    return snapshot if snapshot.facts["day"] else None


def _is_listed(check: VaultCheck) -> bool:
    """Return whether the stored listing is this one; the system may list the same files in another order."""
    return check.stored is not None and check.stored.listing() == check.packed
