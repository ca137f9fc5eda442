"""Merges three texts by lines with `git merge-file`, with the same result as `git merge`. Knows no notes.

A merge of a thousand notes imports this module a thousand times, so it imports only what every merge needs.
"""

from __future__ import annotations

import os

from plaintext_network.model.merge.merged_note import LineMerge, MergeLines
from plaintext_network.notes.marker_style import USUAL_STYLE, MarkerStyle
from plaintext_network.vault.git.find_git import find_git, repository_variables

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plaintext_network.vault.git.errors import MergeFailed

# git calls a file binary if there is a zero byte in as many bytes of its start.
_START = 8000
# Where two conflicts have no ASCII letter or digit between them, `merge-file` makes them one, and `git merge` doesn't. With
# this letter before every line, that can't happen, and a line without it is a marker.
_LETTER = b"a"


def merge_lines(
    root: str,
    style: MarkerStyle = USUAL_STYLE,
    *,
    conflicts: str = "",
) -> MergeLines:
    """Return a merge by lines that gives what `git merge` gives in the repository around the folder `root`.

    `conflicts` is "merge", "diff3" or "zdiff3", by default the setting `merge.conflictStyle`. The merge raises
    MergeFailed if a text is binary, or git can't run.
    """
    options = [f"--{conflicts}"] if conflicts in ("diff3", "zdiff3") else []
    settings = ["-c", "merge.conflictStyle=merge"] if conflicts == "merge" else []
    for label in (style.ours, style.base, style.theirs):
        # A line break in a label would end the marker's line.
        options += ["-L", label.replace("\n", " ").replace("\r", " ")]

    def merge(base: bytes, ours: bytes, theirs: bytes) -> LineMerge:
        if is_binary(base, ours, theirs):
            raise _failed("one of the texts is binary")
        if ours == theirs or base == theirs:
            return LineMerge(ours, 0)
        if base == ours:
            return LineMerge(theirs, 0)
        program = find_git(root)
        if program is None:
            raise _failed("git isn't installed")
        arguments = [
            program,
            *settings,
            "-C",
            root,
            "merge-file",
            "-p",
            "-q",
            f"--marker-size={style.size}",
            *options,
        ]
        status, merged = _merge_files(arguments, (ours, base, theirs))
        # 127 are as many or more.
        if not 0 <= status <= 127:
            raise _failed(f"git merge-file ended with status {status}")
        text, count = _without_letters(merged, style.size)
        if bool(status) != bool(count) or (status != count and status != 127):
            raise _failed("git merge-file gave another number of conflicts than it said")
        return LineMerge(text, count)

    return merge


def is_binary(*texts: bytes) -> bool:
    """Return whether git calls one of the texts binary, and so merges none of its lines."""
    return any(b"\0" in text[:_START] for text in texts)


def conflict_style(root: str) -> str:
    """Return how the user's git writes conflicts: "merge", "diff3" or "zdiff3"."""
    program = find_git(root)
    arguments = ["-C", root, "config", "--get", "merge.conflictStyle"]
    style = _run([program, *arguments])[1].decode("ascii", "replace").strip() if program else ""
    return style if style in ("diff3", "zdiff3") else "merge"


def _run(arguments: list[str]) -> tuple[int, bytes]:
    """Run git; return its exit status, negative for a signal, and its standard output."""
    variables = repository_variables()
    if os.name == "nt":
        # Late: it takes as long to import as git needs to merge.
        import subprocess

        done = subprocess.run(  # noqa: S603
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=variables,
            check=False,
        )
        return done.returncode, done.stdout
    ours, its = os.pipe()
    try:
        actions = (
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, its, 1),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        )
        process = os.posix_spawn(arguments[0], arguments, variables, file_actions=actions)
    except OSError as error:
        os.close(ours)
        raise _failed(f"git can't run: {error.strerror}") from error
    finally:
        os.close(its)
    with open(ours, "rb") as output:
        text = output.read()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), text


def _merge_files(arguments: list[str], texts: Sequence[bytes]) -> tuple[int, bytes]:
    """Run git with texts, a letter before each line, in files outside the vault; return its exit status and output."""
    folder = _new_folder()
    names = [os.path.join(folder, name) for name in ("ours", "base", "theirs")]
    try:
        for name, text in zip(names, texts, strict=True):
            with open(name, "wb") as file:
                file.write(_with_letters(text))
        return _run([*arguments, "--", *names])
    except OSError as error:
        raise _failed(f"a temporary file can't be used: {error.strerror}") from error
    finally:
        for name in names:
            _try(os.unlink, name)
        _try(os.rmdir, folder)


def _try(remove: Callable[[str], None], path: str) -> None:
    # If this fails, the system deletes temporary files later. `contextlib` takes as long to import as git needs to merge.
    try:  # noqa: SIM105
        remove(path)
    except OSError:
        pass


def _failed(reason: str) -> MergeFailed:
    # Late: the module of all errors takes as long to import as git needs to merge.
    from plaintext_network.vault.git.errors import MergeFailed

    return MergeFailed(reason)


def _new_folder() -> str:
    """Create a folder that only this user can read, among the system's temporary files."""
    for variable in ("TMPDIR", "TEMP", "TMP"):
        parent = os.environ.get(variable, "")
        if os.path.isabs(parent) and os.path.isdir(parent):
            break
    else:
        parent = "/tmp" if os.path.isdir("/tmp") else os.path.expanduser("~")  # noqa: S108
    folder = os.path.join(parent, f"pnet-merge-{os.urandom(8).hex()}")
    try:
        os.mkdir(folder, 0o700)
    except OSError as error:
        raise _failed(f"a temporary folder can't be created: {error.strerror}") from error
    return folder


def _with_letters(text: bytes) -> bytes:
    marked = _LETTER + text.replace(b"\n", b"\n" + _LETTER)
    # No line follows the last line break.
    return marked[:-1] if not text or text.endswith(b"\n") else marked


def _without_letters(text: bytes, size: int) -> tuple[bytes, int]:
    """Return the text without its letters, and the number of conflicts."""
    lines = text.split(b"\n")
    start = b"<" * size
    count = sum(1 for line in lines if line.startswith(start))
    return b"\n".join(line[1:] if line.startswith(_LETTER) else line for line in lines), count
