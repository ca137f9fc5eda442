"""Finds the errors of the notes staged for the next commit, each as it is staged. Reads no note on disk."""

import os

from plaintext_network.errors import GitMissing, PnetError
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.note import parse
from plaintext_network.problems import Problem
from plaintext_network.vault.config.find_vault import vault_above
from plaintext_network.vault.config.settings import load_settings
from plaintext_network.vault.files.ignore import is_left_out
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.git.run_git import Git

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.git.repository import Repository

_CONTENT = "ACMR"
# A larger note is not read: `pnet check` reports it.
_MOST = 4 << 20


def staged_problems(repository: "Repository") -> list[tuple[Problem, bytes]]:
    """Return each problem of staged notes, by path from the top level, with the note's text."""
    git, top = Git.find(repository.top), repository.top
    if git is None:
        raise GitMissing
    filters = (
        "diff",
        "--cached",
        "--no-ext-diff",
        "--name-only",
        "-z",
        "--no-renames",
        f"--diff-filter={_CONTENT}",
        "--",
        ".",
    )
    names = (git.run(filters) or b"").split(b"\0")
    found = []
    rules: dict[str, tuple[str, Rules]] = {}
    for name in names:
        path = os.fsdecode(name)
        if not is_note(path):
            continue
        folder = os.path.dirname(path)
        if folder not in rules:
            rules[folder] = _rules(top, folder)
        vault, its = rules[folder]
        inside = os.path.relpath(path, vault) if vault else path
        if is_left_out(inside.replace(os.sep, "/"), its.ignore):
            continue
        text = git.run(("cat-file", "blob", f":0:{path}"))
        if text is None or len(text) > _MOST:
            continue
        facts = read_facts(parse(text), inside, its)
        found += [(p._replace(path=path), text) for p in facts.problems]
    return found


def _rules(top: str, folder: str) -> tuple[str, Rules]:
    """Return the vault that a folder of the repository is in, from the top level, with its rules."""
    root = vault_above(os.path.join(top, folder))
    if root is None or not os.path.join(root, "").startswith(os.path.join(top, "")):
        return "", Rules()
    try:
        rules = load_settings(root).rules
    except PnetError:
        rules = Rules()
    return ("" if root == top else os.path.relpath(root, top)), rules
