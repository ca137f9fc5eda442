"""Finds the notes and folders of a vault by paths that the user types. Reads no file."""

import os
from collections.abc import Iterable, Sequence

from plaintext_network.errors import PathNotFound
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.config.find_vault import vault_above
from plaintext_network.vault.files.walk import inside_of


class ChosenPaths(NamedTuple):
    """What paths name: notes or folders by their path in the vault, "" for all of it, and the paths outside of it."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]

    def contain(self, path: str) -> bool:
        """Return whether a path of the vault is chosen, or is in a folder that is."""
        return any(not chosen or path == chosen or path.startswith(f"{chosen}/") for chosen in self.inside)


def choose_paths(root: str, typed: Iterable[str]) -> ChosenPaths:
    """Return what paths name, which are relative to the working directory, or else to the vault. Raises PathNotFound.

    A symbolic link in the vault counts as itself, not as its target.
    """
    inside, outside = [], []
    for path in typed:
        whole = next((os.path.abspath(p) for p in (path, os.path.join(root, path)) if os.path.lexists(p)), "")
        if not whole:
            raise PathNotFound(path)
        real = os.path.join(os.path.realpath(os.path.dirname(whole)), os.path.basename(whole))
        found = (inside_of(root, one) for one in (real, whole, os.path.realpath(whole)))
        within = next((one for one in found if one is not None), None)
        if within is None:
            outside.append(path)
        else:
            inside.append(within)
    return ChosenPaths(tuple(inside), tuple(outside))


def vault_of(typed: Sequence[str]) -> str | None:
    """Return the vault of the first path that is in one, by its pnet.toml."""
    for path in typed:
        whole = os.path.abspath(path)
        if found := vault_above(whole if os.path.isdir(whole) else os.path.dirname(whole)):
            return found
    return None
