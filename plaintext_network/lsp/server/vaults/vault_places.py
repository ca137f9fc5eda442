"""Finds the vault of a file, and the file's path in it. Reads no note, and opens no vault."""

import os
import unicodedata
from collections.abc import Iterable

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault import FILE
from plaintext_network.vault.config.find_vault import vault_above


class VaultPlace(NamedTuple):
    """A vault's root as a real path, and as the editor spells it: there may be symbolic links in that."""

    root: str
    shown_root: str


def vault_of(folder: str, named: Iterable[str] = ()) -> VaultPlace | None:
    """Return the vault that a folder is, or is in; None if there is none.

    That is the nearest folder with a pnet.toml, or the root of a vault in `named`, which needs none.
    """
    shown = os.path.abspath(folder)
    real = os.path.realpath(shown)
    root = vault_above(shown) or vault_above(real)
    roots = [os.path.realpath(root)] if root else []
    roots += [root for root in named if is_in(real, root)]
    if not roots:
        return None
    nearest = max(roots, key=len)
    return VaultPlace(nearest, _shown(shown, nearest))


def _shown(shown: str, root: str) -> str:
    """Return the part of a folder's path that leads to the root."""
    while os.path.realpath(shown) != root:
        shown, below = os.path.dirname(shown), shown
        if shown == below:
            # The path leads into the vault from elsewhere, by a symbolic link.
            return root
    return shown


def is_in(path: str, root: str) -> bool:
    """Return whether a real path is a root or below it."""
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def is_vault(root: str, named: Iterable[str] = ()) -> bool:
    """Return whether a vault is still there."""
    return os.path.lexists(os.path.join(root, FILE)) or (root in named and os.path.isdir(root))


def path_in_vault(path: str, root: str) -> str | None:
    """Return the path of a file relative to a root, with `/`, as the folders list it; None if it is not below the root.

    pnet lists a file that symbolic links in the vault lead to under its real path, unless that is hidden. The client may spell a
    name in other letters than the folder: in the other normal form, or, where the file system ignores that, in other case.
    """
    real = os.path.realpath(path)
    if is_in(real, root) and not any(part.startswith(".") for part in real[len(root) :].split(os.sep)):
        folder, name = os.path.split(real)
    else:
        folder, name = os.path.split(os.path.abspath(path))
        folder = os.path.realpath(folder)
    if not is_in(folder, root):
        return None
    here, parts = root, []
    for part in [*os.path.relpath(folder, root).split(os.sep), name]:
        if part == os.curdir:
            continue
        part = _as_listed(here, part)
        parts.append(part)
        here = os.path.join(here, part)
    return "/".join(parts)


def _as_listed(folder: str, name: str) -> str:
    """Return a name as its folder lists it; the same if it is not there."""
    if name.isascii() and os.sep == "/" and not os.path.lexists(os.path.join(folder, name.swapcase())):
        # The file system tells letters apart, so that the name is right, or new.
        return name
    try:
        names = os.listdir(folder)
    except OSError:
        return name
    if name in names:
        return name
    alike = [each for each in names if _alike(each) == _alike(name)]
    exact = [
        each for each in alike if unicodedata.normalize("NFC", each) == unicodedata.normalize("NFC", name)
    ]
    if exact or (alike and os.path.lexists(os.path.join(folder, name))):
        return (exact or alike)[0]
    return name


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
