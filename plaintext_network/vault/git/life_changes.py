"""Reads from the history of a git repository how contacts' lives changed, if the settings ask for it. Changes nothing."""

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
from plaintext_network.vault.git.run_git import MOST_OUTPUT, Git

# How far back to look: days, commits, and changes of notes.
MOST_DAYS, MOST_COMMITS, MOST_VERSIONS = 400, 1000, 2000
# A larger note is left out.
MOST_OF_A_NOTE = 1 << 20


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
    git = Git.find(root)
    head = git.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}") if git else None
    if git is None or not head or head == since:
        return None
    commits = _commits(git, [head, f"^{since}"], latest) if since else None
    is_whole = commits is None
    if commits is None:
        # Also if the commit is gone, as after a rebase.
        commits = _commits(git, [head], latest)
    if commits is None:
        return None
    versions = list(_versions(git, commits, frozenset(contacts)))[:MOST_VERSIONS]
    texts = _texts(git, {name for version in versions for name in (version.old, version.new)})
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


def _versions(git: Git, commits: dict[str, date], contacts: Collection[str]) -> Iterator[_Version]:
    """Yield the changes of contacts' notes, newest first, under their present paths."""
    present: dict[str, str] = {}
    for commit, fields, old_path, new_path in _differences(git, commits):
        _, _, old, new, status = fields
        path = present.get(new_path, new_path)
        if path not in contacts or status[:1] not in "MR":
            continue
        if old_path != new_path:
            present[old_path] = path
        if old != new:
            yield _Version(commits[commit], path, old, new)


def _commits(git: Git, which: Sequence[str], latest: date) -> dict[str, date] | None:
    """Return commits that changed the folder, newest first, with the days on which they were written."""
    since = (latest - timedelta(MOST_DAYS)).isoformat()
    limits = ("--no-merges", "--topo-order", f"--max-count={MOST_COMMITS}", f"--since={since}")
    output = git.run(("rev-list", *limits, "--format=%ad", "--date=short", *which, "--", "."))
    if output is None:
        return None
    found = {}
    lines = iter(output.decode("ascii", "replace").splitlines())
    for line, day in zip(lines, lines, strict=False):
        with suppress(ValueError):
            found[line.removeprefix("commit ")] = date.fromisoformat(day)
    return found


def _differences(git: Git, commits: Iterable[str]) -> Iterator[tuple[str, list[str], str, str]]:
    """Yield each file that each commit changed: the commit, git's raw fields, and the path before and after."""
    arguments = ("diff-tree", "--stdin", "-r", "-M", "-l400", "--raw", "-z", "--no-abbrev", "--relative")
    output = git.run(arguments, "".join(f"{commit}\n" for commit in commits).encode())
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


def _texts(git: Git, names: Collection[str]) -> dict[str, bytes]:
    """Return the content of objects by name, without those that are too large."""
    asked = "".join(f"{name}\n" for name in sorted(names)).encode()
    sizes = git.run(("cat-file", "--batch-check=%(objectname) %(objectsize)"), asked) or b""
    wanted: list[tuple[str, int]] = []
    left = MOST_OUTPUT // 2
    for line in sizes.decode("ascii", "replace").splitlines():
        name, _, number = line.partition(" ")
        if number.isdigit() and int(number) <= min(MOST_OF_A_NOTE, left):
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
