"""Finds the errors of the notes staged for the next commit, each as it is staged. Reads no note on disk."""

import os
from collections.abc import Iterator, Sequence

from plaintext_network.errors import PnetError
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.note import parse
from plaintext_network.problems import Problem
from plaintext_network.vault.config.find_vault import vault_above
from plaintext_network.vault.config.settings import load_settings
from plaintext_network.vault.files.ignore import is_left_out
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.git.errors import GitMissing, RepositoryNotFound
from plaintext_network.vault.git.read_commits import read_texts
from plaintext_network.vault.git.repository import Repository
from plaintext_network.vault.git.run_git import Git

# Files that were added, copied, modified, renamed, or made files of another type.
_WITH_TEXT = "ACMRT"


def staged_problems(repository: Repository) -> list[tuple[Problem, bytes]]:
    """Return each problem of staged notes, by path from the top level, with the note's text."""
    git, top = Git.find(repository.top), repository.top
    if git is None:
        raise GitMissing
    # In a hook, it is the index of this commit: with `git commit -a`, that is not the repository's.
    index = os.environ.get("GIT_INDEX_FILE", "")
    index = os.path.abspath(index) if index else ""
    arguments = ("diff", "--cached", "--no-ext-diff", "--raw", "-z", "--no-abbrev", "--no-renames")
    output = git.run((*arguments, f"--diff-filter={_WITH_TEXT}", "--", "."), index=index)
    if output is None:
        raise RepositoryNotFound(top)
    names = dict(_notes(output.split(b"\0")))
    texts = read_texts(git, set(names.values()))
    found: list[tuple[Problem, bytes]] = []
    rules: dict[str, tuple[str, Rules]] = {}
    for path, name in sorted(names.items()):
        folder = os.path.dirname(path)
        if folder not in rules:
            rules[folder] = _rules(top, folder)
        vault, its = rules[folder]
        inside = path[len(vault) + 1 :] if vault else path
        # A larger note than git shows here is left to `pnet check`.
        text = texts.get(name)
        if text is not None and not is_left_out(inside, its.ignore):
            problems = read_facts(parse(text), inside, its).problems
            found += [(p._replace(path=path), text) for p in problems]
    return found


def _notes(parts: Sequence[bytes]) -> Iterator[tuple[str, str]]:
    """Yield the path and the object of each note in git's raw output."""
    for fields, path in zip(parts[::2], parts[1::2], strict=False):
        _, mode, _, name, _ = fields.decode("ascii").split(" ")
        # Neither a symbolic link nor a submodule.
        if mode.startswith("100") and is_note(os.fsdecode(path)):
            yield os.fsdecode(path), name


def _rules(top: str, folder: str) -> tuple[str, Rules]:
    """Return the vault that a folder of the repository is in, from the top level, with its rules."""
    root = vault_above(os.path.join(top, folder))
    if root is None or not os.path.join(root, "").startswith(os.path.join(top, "")):
        return "", Rules()
    try:
        rules = load_settings(root).rules
    except PnetError:
        rules = Rules()
    return ("" if root == top else os.path.relpath(root, top).replace(os.sep, "/")), rules
