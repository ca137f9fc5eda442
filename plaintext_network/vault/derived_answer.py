"""Stores in the cache what another layer derives from the whole vault, until the vault changes. Knows nothing about its content.

A warm answer imports this module, so it imports whatever reads notes only where a vault has changed.
"""

from __future__ import annotations

from contextlib import suppress

from plaintext_network.vault.cache.due_snapshot import DAMAGED, encode_part, load_file, write_snapshot

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from plaintext_network.vault.cache.check_unchanged import VaultCheck
    from plaintext_network.vault.notebook import Notebook

    # A value made of texts, numbers and tuples of these, and the day from which on it stays the same, as an ordinal.
    Derived: TypeAlias = tuple[Any, int]


def derived_answer(notebook: Notebook, suffix: str, derive: Callable[[], Derived]) -> Any:
    """Return the value that `derive` returns for a vault on its day; from the cache file with this suffix if it is stored there.

    It may depend on nothing but the notes, the settings and the day.
    """
    reader, today = notebook._reader, notebook.today.toordinal()
    check = reader.check
    path = check.base + suffix
    if found := _stored(path, check, check.fact("state"), today):
        return found[0]
    # Late: an unchanged vault is not read.
    from plaintext_network.vault.cache.vault_state import CachedVaultState

    current = reader.state
    if not isinstance(current, CachedVaultState) or not check.cached or check.settings_key is None:
        return derive()[0]
    if found := _stored(path, check, current.state, today):
        return found[0]
    value, since = derive()
    facts = _key(check, current.state) | {
        "changes": check.changes_key,
        "untrusted": (),
        "day": notebook.today.isoformat(),
        "ordinal": today,
        "since": since,
    }
    with suppress(OSError, ValueError):
        write_snapshot(path, facts, {"value": encode_part(value)})
    return value


def _key(check: VaultCheck, state: str) -> dict[str, Any]:
    return {"code": check.code, "root": check.root, "settings": check.settings_key, "state": state}


def _stored(path: str, check: VaultCheck, state: str | None, today: int) -> tuple[Any] | None:
    """Return the stored value; None unless it is of this state of the vault, and so on this day."""
    if state is None or (found := load_file(path)) is None:
        return None
    facts = found.facts
    try:
        if any(facts[name] != value for name, value in _key(check, state).items()):
            return None
        if facts["ordinal"] != today and facts["since"] > min(facts["ordinal"], today):
            return None
        return (found.part("value"),)
    except (*DAMAGED, LookupError):
        return None
