"""Defines the exceptions for what git can't do, each with its message and exit status."""

from __future__ import annotations

from plaintext_network.errors import PnetError, quoted, shell_word


class GitMissing(PnetError):
    """Raised when git isn't installed."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("git isn't installed, or isn't on your PATH\ninstall it from https://git-scm.com")


class RepositoryNotFound(PnetError):
    """Raised when a folder isn't in a git repository, or git refuses to read it."""

    exit_code = 3

    def __init__(self, folder: str) -> None:
        self.folder = folder
        word = shell_word(folder)
        super().__init__(
            f"{folder} isn't in a git repository\n"
            f"create one: git init {word}\nif there is one, find out why git refuses to read it: git -C {word} status"
        )


class MergeFailed(PnetError):
    """Raised when git can't merge texts by lines; nothing was written."""

    exit_code = 4

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"can't merge by lines: {reason}; nothing was written\nverify that git runs: git --version"
        )


class HistoryUnavailable(PnetError):
    """Raised when git has no history of a note: there is no git, no repository or no commit, or git failed.

    `reason` is `no-git`, `no-repository`, `unreadable`, `no-commit` or `failed`; `where` is the vault, or the note.
    """

    exit_code = 3

    def __init__(self, reason: str, where: str) -> None:
        self.reason, self.where = reason, where
        folder = shell_word(where)
        fault, remedy = {
            "no-git": ("git isn't installed, or isn't on your PATH", "install it from https://git-scm.com"),
            "no-repository": (
                f"{quoted(where)} isn't in a git repository, so notes have no history",
                f"create one: git -C {folder} init && git -C {folder} add . && git -C {folder} commit -m Notes",
            ),
            "unreadable": (
                f"git refuses to read the repository of {quoted(where)}",
                f"find out why: git -C {folder} status",
            ),
            "no-commit": (
                f"the git repository of {quoted(where)} has no commit yet",
                f"create one: git -C {folder} add . && git -C {folder} commit -m Notes",
            ),
            "failed": (
                f"git couldn't list the commits of {quoted(where)}",
                f"find out why: git log -- {folder}",
            ),
        }[reason]
        super().__init__(f"{fault}\n{remedy}")
