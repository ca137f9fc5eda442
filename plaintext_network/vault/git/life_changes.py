"""Reads from the history of a git repository how contacts' lives changed, if the settings ask for it. Changes nothing."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.life_changes.noted import LifeChange
from plaintext_network.network.life_changes.rules import SameValues, differences
from plaintext_network.notes.note import parse
from plaintext_network.vault.git.read_commits import changed_files, read_commits, read_texts
from plaintext_network.vault.git.run_git import Git

# How far back to look: days, commits, and changes of notes.
MOST_DAYS, MOST_COMMITS, MOST_VERSIONS = 400, 1000, 2000


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
    texts = read_texts(git, {name for version in versions for name in (version.old, version.new)})
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
    for changed in changed_files(git, commits):
        path = present.get(changed.new_path, changed.new_path)
        if path not in contacts or changed.status not in "MR":
            continue
        if changed.old_path != changed.new_path:
            present[changed.old_path] = path
        if changed.old != changed.new:
            yield _Version(commits[changed.commit], path, changed.old, changed.new)


def _commits(git: Git, which: Sequence[str], latest: date) -> dict[str, date] | None:
    """Return commits that changed the folder, newest first, with the days on which they were written."""
    since = (latest - timedelta(MOST_DAYS)).isoformat()
    limits = ("--no-merges", "--topo-order", f"--max-count={MOST_COMMITS}", f"--since={since}")
    commits = read_commits(git, (*limits, *which), (".",))
    return None if commits is None else {commit.name: commit.day for commit in commits}
