"""Finds the git program, and chooses which variables of the caller to pass to it. Runs nothing."""

from __future__ import annotations

import os

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# Where a repository is and what `git -c` set. Others, such as GIT_TRACE and GIT_INDEX_FILE, are for the caller's own git.
_OF_A_REPOSITORY = ("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_CEILING_DIRECTORIES")


def find_git(root: str) -> str | None:
    """Return the path of the user's git. None if it isn't installed, or only within the folder `root`."""
    inside = os.path.join(os.path.realpath(root), "")
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        # A relative folder would be inside the repository.
        if os.path.isabs(folder):
            program = os.path.join(folder, "git.exe" if os.name == "nt" else "git")
            if os.path.isfile(program) and os.access(program, os.X_OK):
                return None if os.path.realpath(program).startswith(inside) else program
    return None


def repository_variables() -> Mapping[str, str]:
    """Return the environment, with only those of git's variables that find a repository or configure git."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _OF_A_REPOSITORY or name.startswith("GIT_CONFIG")
    } | {"LC_ALL": "C"}
