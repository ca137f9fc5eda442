"""Finds the note that a file was renamed from: as git says, or among the notes that are gone. Changes nothing."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping

from plaintext_network.vault.git.read_commits import MOST_RENAMED, ChangedFile, changed_files, read_texts
from plaintext_network.vault.git.run_git import Git

# Notes that are gone to compare with.
MOST_GONE = 200
# The part of the lines that two versions of one note share.
_LEAST_ALIKE = 0.5


def committed_origin(git: Git, line: str, path: str) -> ChangedFile | None:
    """Return the rename that brought a note to a path, in a commit against a parent: `COMMIT PARENT`."""
    here, gone, arrived = None, {}, 0
    for changed in changed_files(git, [line]):
        if changed.status == "R" and changed.new_path == path:
            return changed
        if changed.status == "D":
            gone[changed.old_path] = changed.old
        elif changed.status == "A":
            arrived += 1
            here = changed if changed.new_path == path else here
    if here is None or len(gone) * arrived <= MOST_RENAMED**2:
        return None
    # So many that git compares only equal files.
    content = read_texts(git, {here.new}).get(here.new, b"")
    origin = _most_alike(git, content, path, gone)
    return here._replace(status="R", old_path=origin, old=gone[origin]) if origin else None


def uncommitted_origin(git: Git, content: bytes, path: str) -> tuple[str, str] | None:
    """Return the path and the name of the text from which a note without a commit was renamed."""
    # In a submodule, git would run the filters that its settings name.
    options = ("--raw", "-z", "--no-renames", "--relative", "--ignore-submodules=all", "--diff-filter=D")
    output = git.run(("diff-index", *options, "HEAD", "--"))
    parts = (output or b"").decode("utf-8", "surrogateescape").split("\0")
    gone = {
        old_path: fields.split(" ")[2]
        for fields, old_path in zip(parts[::2], parts[1::2], strict=False)
        if fields.count(" ") == 4
    }
    origin = _most_alike(git, content, path, gone)
    return (origin, gone[origin]) if origin else None


def _most_alike(git: Git, content: bytes, path: str, gone: Mapping[str, str]) -> str:
    """Return the path of the note that shares the most lines with a text, if it is at least half of them; else ""."""
    name = posixpath.basename(path)
    notes = [old_path for old_path in gone if old_path.endswith(".md")]
    # A note that moved to another folder mostly keeps its name.
    notes = sorted(notes, key=lambda old_path: posixpath.basename(old_path) != name)[:MOST_GONE]
    texts = read_texts(git, {gone[old_path] for old_path in notes})
    best, best_path = _LEAST_ALIKE, ""
    for old_path in notes:
        text = texts.get(gone[old_path])
        if text is not None and (alike := _alike(content, text)) >= best and (alike > best or not best_path):
            best, best_path = alike, old_path
    return best_path


def _alike(one: bytes, other: bytes) -> float:
    """Return the part of the lines that two texts share, without headings and empty properties, which every note of a template has."""
    if one == other:
        return 1.0
    lines, others = (
        Counter(
            stripped
            for line in text.splitlines()
            if (stripped := line.strip(b" -"))
            and not stripped.startswith(b"#")
            and not stripped.endswith(b":")
        )
        for text in (one, other)
    )
    return (lines & others).total() / max(lines.total(), others.total(), 1)
