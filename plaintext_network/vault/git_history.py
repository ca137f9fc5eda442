"""Reads from the history of a git repository how contacts' notes changed, if the settings ask for it. Changes nothing.

Runs git's read-only plumbing only, without a shell, and with whatever a repository's own settings could run turned off.
"""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.life_changes.noted import LifeChange
from plaintext_network.network.life_changes.rules import SameValues, differences
from plaintext_network.notes.note import parse

# How far back to look: days, commits, and changes of notes.
MOST_DAYS, MOST_COMMITS, MOST_VERSIONS = 400, 1000, 2000
# A larger note is left out; the output of one command; seconds that one command may take.
MOST_OF_A_NOTE, MOST_OUTPUT, TIMEOUT = 1 << 20, 64 << 20, 20.0
# Whatever a repository could run or fetch; a caller's own variables, such as a hook's GIT_DIR, are dropped.
_SETTINGS = (
    "core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.pager=cat", "protocol.allow=never",
    "log.showSignature=false", "gc.auto=0", "maintenance.auto=false",
)  # fmt: skip
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # No protocol has this name.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}


class GitChanges(NamedTuple):
    """What changed in contacts' notes by their present paths, oldest first, up to the commit `head`.

    `is_whole` is true if this is not only what is newer than the commit that was asked about.
    """

    head: str
    found: dict[str, list[LifeChange]]
    is_whole: bool


class _Version(NamedTuple):
    """A change of one note: the day, the present path, and the objects with the text before and after."""

    day: date
    path: str
    old: str
    new: str


def read_git_changes(
    root: str, rules: Rules, since: str, contacts: Collection[str], latest: date
) -> GitChanges | None:
    """Return what changed in the notes of contacts after the commit `since`, or with "" in more than a year.

    None if nothing is newer, or there is no history, or git can't tell. No day is after `latest`.
    """
    git = _Git.find(root)
    head = git.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}") if git else None
    if git is None or not head or head == since:
        return None
    commits = git.commits([head, f"^{since}"], latest) if since else None
    is_whole = commits is None
    if commits is None:
        # Also if the commit is gone, as after a rebase.
        commits = git.commits([head], latest)
    if commits is None:
        return None
    versions = list(_versions(git, commits, frozenset(contacts)))[:MOST_VERSIONS]
    texts = git.texts({name for version in versions for name in (version.old, version.new)})
    found: dict[str, list[LifeChange]] = {}
    is_same = SameValues(rules.profile.synonyms)
    for version in reversed(versions):
        if version.old in texts and version.new in texts:
            old, new = (_facts(texts[name], version.path, rules) for name in (version.old, version.new))
            if changes := differences(old, new, min(version.day, latest), is_same):
                found.setdefault(version.path, []).extend(changes)
    return GitChanges(head, found, is_whole)


def _facts(text: bytes, path: str, rules: Rules) -> Facts:
    # At its present path: an earlier one may be outside the folder of contacts.
    return read_facts(parse(text), path, rules)


def _versions(git: "_Git", commits: dict[str, date], contacts: Collection[str]) -> Iterator[_Version]:
    """Yield the changes of contacts' notes, newest first, under their present paths."""
    present: dict[str, str] = {}
    for commit, fields, old_path, new_path in git.differences(commits):
        _, _, old, new, status = fields
        path = present.get(new_path, new_path)
        if path not in contacts or status[:1] not in "MR":
            continue
        if old_path != new_path:
            present[old_path] = path
        if old != new:
            yield _Version(commits[commit], path, old, new)


class _Git:
    """The git program, for the repository that contains a folder."""

    def __init__(self, program: str, root: str) -> None:
        self._program, self._root = program, root

    @classmethod
    def find(cls, root: str) -> "_Git | None":
        """Return git if it is installed."""
        program = shutil.which("git")
        # A program in the vault is not the user's.
        inside = program and os.path.realpath(program).startswith(os.path.join(root, ""))
        return cls(program, root) if program and os.path.isabs(program) and not inside else None

    def line(self, *arguments: str) -> str | None:
        """Return the one line that a command prints; None if it fails."""
        output = self._run(arguments)
        return None if output is None else output.decode("ascii", "replace").strip()

    def commits(self, which: Sequence[str], latest: date) -> dict[str, date] | None:
        """Return commits that changed the folder, newest first, with the days on which they were written."""
        since = (latest - timedelta(MOST_DAYS)).isoformat()
        limits = ("--no-merges", "--topo-order", f"--max-count={MOST_COMMITS}", f"--since={since}")
        output = self._run(("rev-list", *limits, "--format=%ad", "--date=short", *which, "--", "."))
        if output is None:
            return None
        found = {}
        lines = iter(output.decode("ascii", "replace").splitlines())
        for line, day in zip(lines, lines, strict=False):
            with suppress(ValueError):
                found[line.removeprefix("commit ")] = date.fromisoformat(day)
        return found

    def differences(self, commits: Iterable[str]) -> Iterator[tuple[str, list[str], str, str]]:
        """Yield each file that each commit changed: the commit, git's raw fields, and the path before and after."""
        arguments = ("diff-tree", "--stdin", "-r", "-M", "-l400", "--raw", "-z", "--no-abbrev", "--relative")
        output = self._run(arguments, "".join(f"{commit}\n" for commit in commits).encode())
        if output is None:
            return
        commit = ""
        parts = iter(output.decode("utf-8", "surrogateescape").split("\0"))
        for part in parts:
            if not part.startswith(":"):
                commit = part.strip()
                continue
            fields = part[1:].split(" ")
            old_path = next(parts, "")
            new_path = next(parts, "") if fields[-1][:1] in "RC" else old_path
            if new_path.endswith(".md") and len(fields) == 5:
                yield commit, fields, old_path, new_path

    def texts(self, names: Collection[str]) -> dict[str, bytes]:
        """Return the content of objects by name, without those that are too large."""
        asked = "".join(f"{name}\n" for name in sorted(names)).encode()
        sizes = self._run(("cat-file", "--batch-check=%(objectname) %(objectsize)"), asked) or b""
        wanted: list[tuple[str, int]] = []
        left = MOST_OUTPUT // 2
        for line in sizes.decode("ascii", "replace").splitlines():
            name, _, number = line.partition(" ")
            if number.isdigit() and int(number) <= min(MOST_OF_A_NOTE, left):
                wanted.append((name, int(number)))
                left -= int(number)
        output = (
            self._run(("cat-file", "--batch"), "".join(f"{name}\n" for name, _ in wanted).encode()) or b""
        )
        found, at = {}, 0
        for name, size in wanted:
            header = output.find(b"\n", at) + 1
            if not header or not output[at:header].startswith(name.encode()):
                break
            found[name] = output[header : header + size]
            at = header + size + 1
        return found

    def _run(self, arguments: Sequence[str], text: bytes = b"") -> bytes | None:
        """Return what a command prints; None if it fails, prints too much or takes too long."""
        options = [part for setting in _SETTINGS for part in ("-c", setting)]
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        with tempfile.TemporaryFile() as given:
            given.write(text)
            given.seek(0)
            try:
                process = subprocess.Popen(  # noqa: S603
                    [self._program, "--no-pager", *options, "-C", self._root, *arguments],
                    stdin=given,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=outside | _ENVIRONMENT,
                )
            except OSError:
                return None
            stop = threading.Timer(TIMEOUT, process.kill)
            stop.start()
            try:
                output = process.stdout.read(MOST_OUTPUT + 1) if process.stdout else b""
                if len(output) > MOST_OUTPUT:
                    process.kill()
                    return None
                return output if process.wait() == 0 else None
            finally:
                stop.cancel()
                if process.stdout:
                    process.stdout.close()
                process.wait()
