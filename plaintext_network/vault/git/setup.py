"""Plans the setup with which git merges notes by property: lines in two files of settings, and a hook. Prints nothing."""

import os

from plaintext_network.errors import EditRefused
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault import TRASH
from plaintext_network.vault.files.unfinished_writes import HIDDEN
from plaintext_network.vault.git.marked_lines import BEGIN, add_lines, marked_lines, remove_lines
from plaintext_network.vault.git.merge_driver import CLEAN, CONFLICTS
from plaintext_network.vault.git.replace_file import FileChange, read_file
from plaintext_network.vault.git.repository import Repository
from plaintext_network.vault.git.run_git import Git

ATTRIBUTES = "*.md merge=pnet diff=pnet"
# If git tracked the trash, it would take a note that one side deletes for renamed, and write what the other side adds there.
IGNORED = (f"/{TRASH}/", f"{HIDDEN}*.tmp")
# What `git diff` shows above a change: the nearest heading, entry with a date, or property.
HUNK_HEADER = (
    r"^(#{1,6}[[:blank:]].*"
    r"|[[:blank:]]*[-*+][[:blank:]]+(\[.\][[:blank:]]+)?(\[\[|\*\*)?[0-9]{4}-[0-9]{2}-[0-9]{2}.*"
    r"|[^][#*+>|<:[:space:]-][^:[:space:]]*( [^:[:space:]]+)?:([[:blank:]].*)?)$"
)


# Without a working pnet, the file is what git makes of it, and yet a conflict: somebody has to look, and nothing is lost.
_AFTERWARDS = (
    f"case $? in {CLEAN}) exit 0;; {CONFLICTS}) exit 1;; esac; "
    "git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B; exit 1"
)

# A commit stops at an error in a note, and not because pnet is missing.
_SHELL, _CHECK = b"#!/bin/sh\n", " git check || test $? -ne 1 || exit 1"
_HOOK_COMMENT = "# Stops a commit that adds errors to notes, such as conflict markers. `git commit --no-verify` skips this."


class Hook(NamedTuple):
    """What happens with the check before a commit: its file, or the reason why the user adds `lines` to `place`."""

    change: FileChange | None = None
    reason: str = ""
    place: str = ""
    lines: tuple[str, ...] = ()


class SetupPlan(NamedTuple):
    """The files to change, those that are as they should be already, and the check before a commit."""

    changes: tuple[FileChange, ...]
    hook: Hook


def plan_setup(root: str, repository: Repository, program: str) -> SetupPlan:
    """Plan the setup of a vault; `program` is how a shell runs pnet. Raises EditRefused if a file can't take the lines."""
    files = _files(root, repository, program)
    for path, _ in files[:-1]:
        if os.path.islink(path):
            raise EditRefused("it is a symbolic link, which git doesn't read", path)
    changes = [_added(path, lines) for path, lines in files]
    return SetupPlan(tuple(changes), _hook(repository, program))


def plan_removal(root: str, repository: Repository) -> SetupPlan:
    """Plan to undo a setup: each file becomes what it was, to the byte, and one that pnet created is removed."""
    changes = []
    for path, lines in _files(root, repository, ""):
        before = after = read_file(path)
        if before is not None:
            _check_lines(before, lines, path)
            after = remove_lines(before, path)
            if after is not None and path == repository.config:
                after = _with_section(before, after)
        changes.append(FileChange(path, before, after))
    if not repository.hooks_moved:
        path = os.path.join(repository.hooks, "pre-commit")
        before = read_file(path)
        if before is not None and BEGIN in before:
            changes.append(FileChange(path, before, _without_hook(before, path)))
    return SetupPlan(tuple(changes), Hook())


def _files(root: str, repository: Repository, program: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return each file of settings with pnet's lines in it; that of the repository comes last."""
    return [
        (os.path.join(root, ".gitattributes"), (ATTRIBUTES,)),
        (os.path.join(root, ".gitignore"), IGNORED),
        (repository.config, _settings(program)),
    ]


def shared_files(root: str) -> tuple[str, ...]:
    """Return the files of a setup that git tracks, so that other clones have them."""
    git = Git.find(root)
    listed = git.run(("ls-files", "-z", "--", ".gitattributes", ".gitignore")) if git else None
    return tuple(os.fsdecode(name) for name in (listed or b"").split(b"\0") if name)


def is_trash_tracked(root: str) -> bool:
    """Return whether git tracks notes in the vault's trash."""
    git = Git.find(root)
    return bool(git and git.run(("ls-files", "-z", "--", TRASH)))


def other_driver(root: str) -> str | None:
    """Return the merge driver that other attributes name for notes at the vault's root; None for pnet."""
    git = Git.find(root)
    # Attributes match paths; the file need not exist.
    output = git.run(("check-attr", "-z", "merge", "--", "note.md")) if git else None
    value = os.fsdecode(output.split(b"\0")[2]) if output else "pnet"
    return None if value == "pnet" else value


def _added(path: str, lines: tuple[str, ...]) -> FileChange:
    before = read_file(path)
    _check_lines(before or b"", lines, path)
    return FileChange(path, before, add_lines(before, lines, path))


def _check_lines(text: bytes, ours: tuple[str, ...], path: str) -> None:
    """Raise EditRefused if there are other lines than ours between the marks: they would be lost."""
    known = {_key(line) for line in ours}
    for line in marked_lines(text, path) or ():
        if _key(line) not in known:
            raise _between_marks(line, path)


def _key(line: str) -> str:
    return line.partition("=")[0].strip()


def _settings(program: str) -> tuple[str, ...]:
    driver = f"{program.replace('%', '%%')} git merge %O %A %B %L %P %S %X %Y; {_AFTERWARDS}"
    return (
        '[merge "pnet"]',
        "\tname = merge notes by property",
        f"\tdriver = {_quoted(driver)}",
        '[diff "pnet"]',
        f"\txfuncname = {_quoted(HUNK_HEADER)}",
    )


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
    return f'"{escaped}"'


def _with_section(before: bytes, after: bytes) -> bytes:
    """Return the settings after a removal, where what the user set below pnet's lines stays in their last section."""
    if after == before:
        return after
    at = before.index(BEGIN)
    rest = after[at:]
    first = next(
        (line for line in rest.split(b"\n") if line.strip() and line.lstrip()[:1] not in (b"#", b";")), b"["
    )
    # A setting without a section above it belongs to the last one of pnet's lines.
    return after if first.lstrip().startswith(b"[") else after[:at] + b'[diff "pnet"]\n' + rest


def _hook(repository: Repository, program: str) -> Hook:
    command = program + _CHECK
    if os.path.lexists(framework := os.path.join(repository.top, ".pre-commit-config.yaml")):
        lines = (
            "- repo: local",
            "  hooks:",
            "    - id: pnet-check",
            "      name: pnet check",
            "      entry: pnet check --severity error",
            "      language: system",
            "      types: [markdown]",
        )
        return Hook(reason="this repository uses pre-commit", place=framework, lines=lines)
    path = os.path.join(repository.hooks, "pre-commit")
    before = read_file(path)
    is_ours = before is not None and before.startswith(_SHELL + BEGIN)
    if before is not None and not is_ours and command.encode() in before:
        return Hook(FileChange(path, before, before))
    # A link may lead nowhere.
    if repository.hooks_moved or (os.path.lexists(path) and not is_ours):
        return Hook(reason=repository.hooks_moved or "there is one", place=path, lines=(command,))
    _check_hook(before or b"", path)
    after = add_lines(before or _SHELL, (_HOOK_COMMENT, command), path)
    return Hook(FileChange(path, before, after, is_program=True))


def _check_hook(text: bytes, path: str) -> None:
    """Raise EditRefused if there are other lines than ours between the marks in a hook: they would be lost."""
    for line in marked_lines(text, path) or ():
        if line != _HOOK_COMMENT and not line.endswith(_CHECK):
            raise _between_marks(line, path)


def _between_marks(line: str, path: str) -> EditRefused:
    return EditRefused(
        f"“{line.strip()}” is between pnet's marks, and isn't pnet's; move it below them", path
    )


def _without_hook(before: bytes, path: str) -> bytes | None:
    """Return None if the hook is only pnet's; else what the user added to it, without pnet's lines."""
    _check_hook(before, path)
    rest = remove_lines(before, path)
    return None if rest is None or rest.strip() == _SHELL.strip() else rest
