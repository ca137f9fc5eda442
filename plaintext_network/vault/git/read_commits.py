"""Reads commits, the files that they changed and the texts of those files from git. Knows no notes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.run_git import MOST_OUTPUT, Git

# A larger file is left out.
MOST_OF_A_FILE = 1 << 20
# With more files, git finds only renames without a change.
MOST_RENAMED = 400


class Commit(NamedTuple):
    """A commit: its id and those of its parents, the day on which its author wrote it, and the time of the commit."""

    name: str
    parents: tuple[str, ...]
    day: date
    time: int
    author: str


class ChangedFile(NamedTuple):
    """A file that differs between a commit and one of its parents.

    `status` is git's: A, D, M, T, or R for a renamed file. `old` and `new` name the texts before and after.
    """

    commit: str
    status: str
    old: str
    new: str
    old_path: str
    new_path: str


_FORMAT = "--format=%P%x00%ad%x00%ct%x00%aN"


def read_commits(git: Git, arguments: Sequence[str], paths: Sequence[str]) -> list[Commit] | None:
    """Return the commits that `git rev-list` lists for these paths; None if git can't tell."""
    output = git.run(("rev-list", "--encoding=UTF-8", _FORMAT, "--date=short", *arguments, "--", *paths))
    if output is None:
        return None
    found = []
    lines = iter(output.decode("utf-8", "replace").split("\n"))
    for name, fields in zip(lines, lines, strict=False):
        parents, day, time, author = fields.split("\0", 3)
        # A damaged commit may have no day.
        with suppress(ValueError):
            commit = name.removeprefix("commit ")
            found.append(Commit(commit, tuple(parents.split()), date.fromisoformat(day), int(time), author))
    return found


def changed_files(
    git: Git, commits: Iterable[str], paths: Sequence[str] = (), *, renames: bool = True
) -> Iterator[ChangedFile]:
    """Yield each file that each commit changed, under the folder of `git`, or at these paths.

    A commit is compared with its one parent. `COMMIT PARENT` compares it with this parent.
    """
    arguments = ["diff-tree", "--stdin", "--root", "-r", "--raw", "-z", "--no-abbrev", "--relative"]
    if renames:
        arguments += ["-M", f"-l{MOST_RENAMED}"]
    output = git.run((*arguments, "--", *paths), "".join(f"{commit}\n" for commit in commits).encode())
    commit = ""
    parts = iter((output or b"").decode("utf-8", "surrogateescape").split("\0"))
    for part in parts:
        if not part.startswith(":"):
            commit = part.strip()
            continue
        fields = part[1:].split(" ")
        old_path = next(parts, "")
        new_path = next(parts, "") if fields[-1][:1] in "RC" else old_path
        if len(fields) == 5:
            _, _, old, new, status = fields
            yield ChangedFile(commit, status[:1], old, new, old_path, new_path)


def read_texts(git: Git, names: Collection[str]) -> dict[str, bytes]:
    """Return the content of objects by name, without those that are too large or not in this clone."""
    asked = "".join(f"{name}\n" for name in sorted(names)).encode()
    sizes = git.run(("cat-file", "--batch-check=%(objectname) %(objectsize)"), asked) or b""
    wanted: list[tuple[str, int]] = []
    left = MOST_OUTPUT // 2
    for line in sizes.decode("ascii", "replace").splitlines():
        name, _, number = line.partition(" ")
        if number.isdigit() and int(number) <= min(MOST_OF_A_FILE, left):
            wanted.append((name, int(number)))
            left -= int(number)
    output = git.run(("cat-file", "--batch"), "".join(f"{name}\n" for name, _ in wanted).encode()) or b""
    found, at = {}, 0
    for name, size in wanted:
        header = output.find(b"\n", at) + 1
        if not header or not output[at:header].startswith(name.encode()):
            break
        found[name] = output[header : header + size]
        at = header + size + 1
    return found
