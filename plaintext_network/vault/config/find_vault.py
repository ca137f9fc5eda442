"""Finds the vault's root: the folder that is named, or the nearest one with a pnet.toml. Reads no note."""

import os
from collections import namedtuple

from plaintext_network.errors import VaultNotFound
from plaintext_network.vault import FILE, USER_FILE

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# A vault's root as a real path, and what named it: --vault, $PNET_VAULT, pnet.toml or config.toml.
Place = namedtuple("Place", ("root", "origin"))


def find_vault(named: str | None, environ: "Mapping[str, str]", cwd: "str | Path") -> Place:
    """Find the vault: the named folder, else $PNET_VAULT, else the nearest folder above with a pnet.toml, else config.toml's.

    Raises VaultNotFound. Only the third needs a pnet.toml.
    """
    if named is not None:
        return _named(named, cwd, "--vault")
    if environ.get("PNET_VAULT"):
        return _named(environ["PNET_VAULT"], cwd, "$PNET_VAULT")
    here = os.path.abspath(cwd)
    if found := vault_above(here):
        return Place(os.path.realpath(found), FILE)
    # Late: with a named vault, or one above the working directory, nobody needs the user's settings.
    from plaintext_network.vault.config.user_config import user_config

    user = user_config()
    if user.vault:
        return _named(user.vault, cwd, USER_FILE)
    foreign = _above(here, (".obsidian", "logseq"))
    raise VaultNotFound(
        f"neither {here} nor a folder above it holds a {FILE}, $PNET_VAULT is not set, and {user.file} names none",
        f"{foreign} has notes of another program: `pnet init {foreign}` looks at them and writes {FILE} alone"
        if foreign
        else None,
    )


def named_vaults(environ: "Mapping[str, str]", cwd: "str | Path") -> tuple[str, ...]:
    """Return the roots that $PNET_VAULT and config.toml name, as real paths, if they are folders. Neither needs a pnet.toml."""
    # Late, as above; few commands look for several vaults.
    from contextlib import suppress

    from plaintext_network.errors import SettingsInvalid
    from plaintext_network.vault.config.user_config import user_config

    names = [environ.get("PNET_VAULT")]
    # Settings that can't be used name none.
    with suppress(SettingsInvalid):
        names.append(user_config().vault)
    roots = (os.path.realpath(os.path.join(cwd, os.path.expanduser(name))) for name in names if name)
    return tuple(dict.fromkeys(root for root in roots if os.path.isdir(root)))


def vault_above(folder: str) -> str | None:
    """Return the nearest folder with a pnet.toml: this one, or one above it."""
    # An unreadable pnet.toml counts too: a vault further up must not answer in its place.
    return _above(folder, (FILE,))


def _above(folder: str, names: tuple[str, ...]) -> str | None:
    while not any(os.path.lexists(os.path.join(folder, name)) for name in names):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    return folder


def _named(name: str, cwd: "str | Path", origin: str) -> Place:
    root = os.path.join(cwd, os.path.expanduser(name))
    if not name or not os.path.isdir(root):
        raise VaultNotFound(f"“{name}”, from {origin}, is not a folder")
    return Place(os.path.realpath(root), origin)
