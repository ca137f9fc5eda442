"""Whatever pnet can't merge by property, git merges with the driver as it does without: same files, same conflicts."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.vault.git.two_branches import Repository, both

pytestmark = pytest.mark.system

LINES = b"".join(b"line %d\n" % n for n in range(40))
NOTE = b"---\nname: Ada\nphone: 1\n---\n# Ada\n\n" + LINES
# What two sides made of a file: its name, the base, ours and theirs. None is no file.
CASES: dict[str, tuple[str, bytes | None, bytes | None, bytes | None]] = {
    "two lines far apart": (
        "n.md",
        NOTE,
        NOTE.replace(b"line 3\n", b"3\n"),
        NOTE.replace(b"line 33\n", b"33\n"),
    ),
    "one line": ("n.md", NOTE, NOTE.replace(b"line 3\n", b"3\n"), NOTE.replace(b"line 3\n", b"three\n")),
    "a file that is no note": (
        "n.txt",
        NOTE,
        NOTE.replace(b"phone: 1", b"phone: 2"),
        NOTE.replace(b"phone: 1", b"phone: 3"),
    ),
    "the same change": ("n.md", NOTE, NOTE + b"x\n", NOTE + b"x\n"),
    "no final line break": ("n.md", LINES, LINES + b"ours", LINES + b"theirs"),
    "both new": ("n.md", None, b"# A\n\nours\n", b"# A\n\ntheirs\n"),
    "removed and changed": ("n.md", NOTE, None, NOTE + b"x\n"),
    "changed and removed": ("n.md", NOTE, NOTE + b"x\n", None),
    "emptied and changed": ("n.md", NOTE, b"", NOTE + b"x\n"),
    "empty in the base": ("n.md", b"", b"ours\n", b"theirs\n"),
    "a line of Latin-1": ("n.md", b"caf\xe9\n" + LINES, b"caf\xe9s\n" + LINES, b"caf\xe9t\n" + LINES),
    "binary": ("n.md", b"\0a\nb\n", b"\0x\nb\n", b"\0a\ny\n"),
    "a zero byte far from the start": (
        "n.md",
        LINES * 30 + b"\0",
        LINES * 30 + b"\0ours",
        LINES * 30 + b"\0theirs",
    ),
    "five megabytes": (
        "n.md",
        NOTE + LINES * 14_000,
        NOTE + LINES * 14_000 + b"x\n",
        b"y\n" + NOTE + LINES * 14_000,
    ),
    "five megabytes in conflict": ("n.md", LINES * 16_000, LINES * 16_000 + b"x\n", LINES * 16_000 + b"y\n"),
    "CRLF in conflict": ("n.md", b"a\r\nb\r\n", b"a\r\nours\r\n", b"a\r\ntheirs\r\n"),
    "lone CR": ("n.md", b"a\rb\rc\n", b"a\rB\rc\n", b"a\rb\rC\n"),
    "markers in the text": ("n.md", LINES, LINES + b"<<<<<<< a\n", LINES + b"=======\nx\n"),
    "no ASCII between two conflicts": (
        "n.md",
        "甲\n一\n二\n三\n四\n五\n乙\n".encode(),
        "丙\n一\n二\n三\n四\n五\n丁\n".encode(),
        "戊\n一\n二\n三\n四\n五\n己\n".encode(),
    ),
    "a name that begins with a dash": ("-n.md", LINES, LINES + b"x\n", LINES + b"y\n"),
    "a name that a shell would run": ("$(touch x) `touch y`;'\"*.md", LINES, LINES + b"x\n", LINES + b"y\n"),
    "a name in a folder": ("é ü/n\n.md", LINES, LINES + b"x\n", LINES + b"y\n"),
    "broken front matter": ("n.md", b"---\na: [\n---\n", b"---\na: [x\n---\n", b"---\na: [y\n---\n"),
}
CASES["UTF-16"] = ("n.md", "a\nb\n".encode("utf-16"), "x\nb\n".encode("utf-16"), "a\ny\n".encode("utf-16"))


def merge(repository: Repository) -> int:
    return repository.git("merge", "--no-edit", "side", ok=False).returncode


def rebase(repository: Repository) -> int:
    return repository.git("rebase", "side", ok=False).returncode


def cherry_pick(repository: Repository) -> int:
    return repository.git("cherry-pick", "side", ok=False).returncode


def revert(repository: Repository) -> int:
    repository.git("merge", "--quiet", "--strategy=ours", "--no-edit", "side")
    return repository.git("revert", "--no-edit", "side", ok=False).returncode


def stash_pop(repository: Repository) -> int:
    repository.git("checkout", "--quiet", "side~")
    repository.git("checkout", "side", "--", ".", ok=False)
    for path in repository.git("diff", "--name-only", "-z", "--diff-filter=D", "HEAD", "side").stdout.split(
        b"\0"
    )[:-1]:
        repository.git("rm", "--quiet", "--", path.decode())
    repository.git("stash", "push", "--quiet")
    repository.git("checkout", "--quiet", "main")
    return repository.git("stash", "pop", ok=False).returncode


def favour_ours(repository: Repository) -> int:
    return repository.git("merge", "--no-edit", "-X", "ours", "side", ok=False).returncode


def favour_theirs(repository: Repository) -> int:
    return repository.git("rebase", "-Xtheirs", "side", ok=False).returncode


def merge_tree(repository: Repository) -> subprocess.CompletedProcess[bytes]:
    done = repository.git("merge-tree", "--write-tree", "--no-messages", "main", "side", ok=False)
    # The name of the tree, which depends on the names of the sides in markers.
    tree = done.stdout.split(b"\n")[0].decode()
    names = repository.git("ls-tree", "-r", "-z", "--name-only", tree).stdout.split(b"\0")[:-1]
    texts = [repository.git("cat-file", "blob", f"{tree}:{name.decode()}").stdout for name in names]
    marked = [[line for line in text.split(b"\n") if line[:7] not in (b"<" * 7, b">" * 7)] for text in texts]
    return done.returncode, done.stdout.split(b"\n")[1:], names, marked  # type: ignore[return-value]


WAYS = (merge, rebase, cherry_pick, revert, stash_pop, favour_ours, favour_theirs, merge_tree)
# Each takes seconds, and the driver merges a large file by lines whoever asks.
WAYS_FOR_LARGE = (merge, favour_theirs)


@pytest.mark.parametrize(
    ("case", "do"),
    [
        pytest.param(case, do, id=f"{case}-{do.__name__}")
        for case in CASES
        for do in (WAYS_FOR_LARGE if case.startswith("five megabytes") else WAYS)
    ],
)
def test_git_gives_what_it_gives_without_pnet(
    case: str, do: Callable[[Repository], int], tmp_path: Path
) -> None:
    path, *texts = CASES[case]
    base, ours, theirs = ({"README": b"", path: text} for text in texts)
    found = []
    for repository in both(tmp_path):
        first = {name: text for name, text in base.items() if text is not None}
        repository.branches(first, ours, theirs)
        found.append((do(repository), repository.state()))
    assert found[0] == found[1]
