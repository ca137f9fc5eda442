"""Finds the parts of the git repository around a folder: its settings, its hooks and its top level. Writes nothing."""

import os

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.errors import GitMissing, RepositoryNotFound
from plaintext_network.vault.git.run_git import Git


class Repository(NamedTuple):
    """A repository's work tree, the folder that all its work trees share, and that of its hooks. All paths are absolute.

    `hooks_moved` says why the hooks are somewhere else than usual, and so may be shared or versioned; usually empty.
    """

    git: Git
    top: str
    common: str
    hooks: str
    hooks_moved: str = ""

    @property
    def config(self) -> str:
        """The path of the settings that all work trees share."""
        return os.path.realpath(os.path.join(self.common, "config"))


def find_repository(folder: str) -> Repository:
    """Return the repository around a folder. Raises GitMissing or RepositoryNotFound."""
    git = Git.find(folder)
    if git is None:
        raise GitMissing
    top, common = git.line("rev-parse", "--show-toplevel"), git.line("rev-parse", "--git-common-dir")
    if not top or not common:
        raise RepositoryNotFound(folder)
    top = os.path.realpath(top)
    common = os.path.realpath(os.path.join(folder, common))
    # The last one is that of `run_git`, which turns hooks off.
    settings = (git.run(("config", "--null", "--get-all", "core.hooksPath")) or b"").split(b"\0")[:-2]
    moved = os.fsdecode(settings[-1]) if settings else ""
    usual = os.path.join(common, "hooks")
    if moved:
        # git reads a relative path from the top level.
        hooks = os.path.join(top, os.path.expanduser(moved))
        return Repository(git, top, common, hooks, f"core.hooksPath is {moved}")
    real = os.path.realpath(usual)
    return Repository(git, top, common, real, "" if real == usual else f"{usual} is a link to {real}")


def inner_repository(root: str, path: str) -> str:
    """Return the innermost folder of the vault at `root` that is a repository of its own and contains a path; else ""."""
    folder = path.rpartition("/")[0]
    while folder and not os.path.lexists(os.path.join(root, folder, ".git")):
        folder = folder.rpartition("/")[0]
    return folder
