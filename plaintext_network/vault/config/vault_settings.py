"""Defines the settings of a vault as the cache stores them. Reads no file: a cached answer needs no TOML."""

from __future__ import annotations

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import Problem

# Assigned, not imported: most vaults have no sync.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.config.sync_settings import SyncSettings


class GitSettings(NamedTuple):
    """The `[git]` table: whether each write of pnet becomes a commit."""

    commit: bool = False


class Settings(NamedTuple):
    """A vault's settings: its rules, the problems in pnet.toml, the file that set each key path, the syncs, and the use of git.

    The last two are no rules: they decide nothing about a note, so that a cache stays valid when they change.
    """

    rules: Rules = Rules()
    problems: tuple[Problem, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    syncs: tuple[SyncSettings, ...] = ()
    git: GitSettings = GitSettings()
