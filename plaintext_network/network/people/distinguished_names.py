"""Adds an organization or a file to names that several people share. Reads no notes."""

from __future__ import annotations

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def distinguished_names(
    people: Iterable[tuple[str, str]], organizations: Mapping[str, str | None] | None = None
) -> dict[str, str]:
    """Return a name for each path, from names and paths; names that several share get an organization, else the file.

    `organizations` are by path. A name is followed by the organizations only if they distinguish all who share it.
    """
    named: dict[str, dict[str, None]] = {}
    shown: dict[str, str] = {}
    for name, path in people:
        named.setdefault(" ".join(name.lower().split()), {})[path] = None
        shown[path] = name
    for paths in named.values():
        if len(paths) < 2:
            continue
        known = [(organizations or {}).get(path) or "" for path in paths]
        apart = all(known) and len({each.lower() for each in known}) == len(known)
        for path, organization in zip(paths, known, strict=True):
            shown[path] = f"{shown[path]} ({organization if apart else path})"
    return shown
