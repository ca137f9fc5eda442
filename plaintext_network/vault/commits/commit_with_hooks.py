"""Commits the files of one write as `git commit` does, with hooks, a signature and all of git's settings."""

from plaintext_network.vault.commits.commit_message import message_of
from plaintext_network.vault.commits.commit_result import Committed
from plaintext_network.vault.commits.committable_files import CommitRefused, CommittableFiles
from plaintext_network.vault.commits.recheck import checked_head, file_state
from plaintext_network.vault.git.writing_git import GitFailed, UsersGit, join_zero
from plaintext_network.vault.transaction.record import Operation

_FROM_INPUT = ("--pathspec-from-file=-", "--pathspec-file-nul")


def commit_with_hooks(root: str, operation: Operation, ready: CommittableFiles) -> Committed | None:
    """Commit the files of a write; return None if git stores the same for them as before.

    Raises CommitRefused or GitFailed, and leaves the index as before.
    """
    git = UsersGit.find(root)
    if git is None:
        raise CommitRefused("git isn't installed", "")
    head, _ = checked_head(git, root, ready)
    for file in ready.files:
        file_state(root, file)
    new = [file.path for file in ready.files if file.path not in ready.entries]
    if not new and not git.modified([file.path for file in ready.files]):
        return None
    paths = join_zero(file.path for file in ready.files)
    messages = [part for text in message_of(operation, ready) if text for part in ("--message", text)]
    try:
        if new:
            git.get("add", *_FROM_INPUT, text=join_zero(new))
        git.get("commit", "--quiet", *messages, "--only", *_FROM_INPUT, text=paths)
    except GitFailed as failed:
        # A hook that runs after the commit may have failed.
        if _head(git) == head:
            if new:
                git.ask("rm", "--cached", "--quiet", "--ignore-unmatch", *_FROM_INPUT, text=join_zero(new))
            raise CommitRefused(f"git commit failed: {failed.reason}") from failed
    return Committed(_head(git), message_of(operation, ready)[0])


def _head(git: UsersGit) -> str:
    return git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").output.decode().strip()
