"""Finds the parts of the git repository around a folder: its settings, its hooks and its top level. Writes nothing."""

import os

from plaintext_network.errors import GitMissing, RepositoryNotFound
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.run_git import Git


class Repository(NamedTuple):
    """A repository's work tree, the folder that all its work trees share, and its hooks. All paths are absolute.

    `hooks` is None if a setting, `hooks_setting`, moves them to another folder: they may be shared, or versioned.
    """

    git: Git
    top: str
    common: str
    hooks: str | None
    hooks_setting: str

    @property
    def config(self) -> str:
        """The path of the settings that all work trees share."""
        return os.path.realpath(os.path.join(self.common, "config"))


def find_repository(folder: str) -> Repository:
    """Return the repository around a folder. Raises GitMissing or RepositoryNotFound."""
    git = Git.find(folder)
    if git is None:
        raise GitMissing
    top, common = _path(git, "--show-toplevel"), _path(git, "--git-common-dir")
    if not top or not common:
        raise RepositoryNotFound(folder)
    top = os.path.realpath(top)
    common = os.path.realpath(os.path.join(folder, common))
    # The last one is that of `run_git`, which turns hooks off.
    settings = (git.run(("config", "--null", "--get-all", "core.hooksPath")) or b"").split(b"\0")[:-2]
    moved = os.fsdecode(settings[-1]) if settings else ""
    return Repository(git, top, common, None if moved else os.path.join(common, "hooks"), moved)


def _path(git: Git, option: str) -> str:
    output = git.run(("rev-parse", option)) or b""
    return os.fsdecode(output.removesuffix(b"\n"))
