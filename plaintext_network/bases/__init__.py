"""Writes views for Obsidian Bases from a vault's settings, and reads such files. Answers nothing about who is due."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.bases.files.faults import BaseFault as BaseFault
    from plaintext_network.bases.update_bases import PlannedBases as PlannedBases
    from plaintext_network.bases.update_bases import plan_bases as plan_bases
    from plaintext_network.bases.update_bases import write_bases as write_bases
    from plaintext_network.bases.vault_bases import CheckedBase as CheckedBase
    from plaintext_network.bases.vault_bases import ShownView as ShownView
    from plaintext_network.bases.vault_bases import check_bases as check_bases
    from plaintext_network.bases.vault_bases import show_view as show_view

_HOMES = {
    "BaseFault": "files.faults",
    "CheckedBase": "vault_bases",
    "PlannedBases": "update_bases",
    "ShownView": "vault_bases",
    "check_bases": "vault_bases",
    "plan_bases": "update_bases",
    "show_view": "vault_bases",
    "write_bases": "update_bases",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Late: what checks a file doesn't write any.
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
