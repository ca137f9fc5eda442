"""Runs git to write to a repository, still without a shell and without any program that a repository could name.

Unlike `Git`, it follows the user's own settings and attributes, because what it stores must be what their git would store.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.run_git import Git, GitOutcome

# git must use the user's names and addresses, never ones that it makes up from the machine's name.
_WRITING = ("user.useConfigOnly=true", "i18n.commitEncoding=UTF-8", "core.quotePath=false")
_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
# The variables with the user's name and address, and with the places of settings.
_OWN = (
    "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
)  # fmt: skip
# Seconds that a commit with its hooks and a signature may take.
HOOKS_TIMEOUT = 600.0
# The most paths for one command line.
_PATHS_AT_ONCE = 200


class GitFailed(Exception):
    """Raised if a git command fails; `reason` is what git says."""

    def __init__(self, outcome: GitOutcome | None) -> None:
        self.status = outcome.status if outcome else -1
        lines = outcome.errors.decode("utf-8", "replace").splitlines() if outcome else []
        faults = [line for line in lines if line.startswith(("fatal: ", "error: "))] or lines
        self.reason = faults[0].partition(": ")[2] or faults[0] if faults else "git failed"
        self.text = "\n".join(lines)
        super().__init__(self.reason)


class WritingGit(Git):
    """The git program, to write to the repository that contains a folder."""

    def __init__(self, program: str, root: str) -> None:
        super().__init__(program, root)
        self._settings = (*self._settings, *_WRITING)
        self._more: Mapping[str, str] = {}

    def turn_off(self, settings: Iterable[tuple[str, str]]) -> None:
        """Give these settings these values from now on, whatever characters are in their names."""
        # By variables: in `-c NAME=VALUE`, a name can't contain `=`.
        pairs = list(settings)
        numbered = {f"GIT_CONFIG_KEY_{n}": name for n, (name, _) in enumerate(pairs)}
        numbered |= {f"GIT_CONFIG_VALUE_{n}": value for n, (_, value) in enumerate(pairs)}
        self._more = {"GIT_CONFIG_COUNT": str(len(pairs)), **numbered}

    def ask(self, *arguments: str, text: bytes = b"", index: str = "", is_literal: bool = True) -> GitOutcome:
        """Return the result of a command. Raises GitFailed if git can't run, or ends with a status above 1."""
        own = {name: value for name in _OWN if (value := os.environ.get(name))}
        at = {"GIT_INDEX_FILE": index} if index else {}
        at |= {"GIT_LITERAL_PATHSPECS": "1"} if is_literal else {}
        outcome = self.outcome(arguments, text, {**_ENVIRONMENT, **own, **self._more, **at})
        if outcome is None or not 0 <= outcome.status <= 1:
            raise GitFailed(outcome)
        return outcome

    def get(self, *arguments: str, text: bytes = b"", index: str = "") -> bytes:
        """Return what a command prints. Raises GitFailed unless it succeeds."""
        outcome = self.ask(*arguments, text=text, index=index)
        if outcome.status:
            raise GitFailed(outcome)
        return outcome.output

    def get_line(self, *arguments: str, text: bytes = b"", index: str = "") -> str:
        """Return the one line that a command prints. Raises GitFailed unless it succeeds."""
        return os.fsdecode(self.get(*arguments, text=text, index=index)).removesuffix("\n")

    def entries(self, paths: Sequence[str]) -> "dict[str, IndexEntry]":
        """Return what the index has at these paths, which are from the folder. A path in conflict has stage 1, 2 or 3."""
        found = {}
        for part in self._listed(paths, "--stage", "-v"):
            fields, _, path = part.partition("\t")
            tag, mode, name, stage = fields.split(" ")
            found[path] = IndexEntry(tag, mode, name, stage)
        return found

    def modified(self, paths: Sequence[str]) -> set[str]:
        """Return those of these paths whose file differs from the index, or is gone. Compares contents, not only times."""
        return set(self._listed(paths, "--modified"))

    def _listed(self, paths: Sequence[str], *options: str) -> Iterator[str]:
        for start in range(0, len(paths), _PATHS_AT_ONCE):
            some = paths[start : start + _PATHS_AT_ONCE]
            yield from split_zero(self.get("ls-files", *options, "-z", "--", *some))

    def has_file(self, commit: str, path: str) -> bool:
        """Return whether a commit has a file at a path from the folder."""
        try:
            return not self.ask("rev-parse", "--verify", "--quiet", f"{commit}:./{path}").status
        except GitFailed:
            # The commit is gone.
            return False

    def ignored(self, paths: Sequence[str]) -> set[str]:
        """Return those of these untracked paths that git ignores."""
        # This command takes no literal paths; with "./" before it, none begins with the `:` of a pattern.
        asked = join_zero(f"./{path}" for path in paths)
        output = self.ask("check-ignore", "-z", "--stdin", text=asked, is_literal=False).output
        return {path.removeprefix("./") for path in split_zero(output)}

    def attributes(self, paths: Sequence[str], *names: str) -> Iterator[tuple[str, str, str]]:
        """Yield the path, name and value of attributes, which may be `unspecified`, `unset` or `set`."""
        output = self.get("check-attr", "-z", "--stdin", *names, text=join_zero(paths))
        parts = split_zero(output)
        yield from zip(parts[::3], parts[1::3], parts[2::3], strict=False)


class UsersGit(WritingGit):
    """The git program as the user runs it: with hooks, signatures and whatever else the repository's settings name."""

    def __init__(self, program: str, root: str) -> None:
        super().__init__(program, root)
        self._settings = ()
        self._timeout = HOOKS_TIMEOUT


class IndexEntry(NamedTuple):
    """A file in the index: `H` or another letter that says how git treats it, the mode, the object, and the stage."""

    tag: str
    mode: str
    name: str
    stage: str


def split_zero(output: bytes) -> list[str]:
    """Return the texts of an output in which each ends with a zero byte."""
    return [os.fsdecode(part) for part in output.split(b"\0")[:-1]]


def join_zero(texts: Iterable[str]) -> bytes:
    """Return texts as bytes, each with a zero byte at its end."""
    return b"".join(os.fsencode(text) + b"\0" for text in texts)
