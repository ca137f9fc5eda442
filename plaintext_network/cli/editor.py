"""Opens files and texts in the user's editor. Reads no settings, and starts no shell."""

from __future__ import annotations

import os
import sys

from plaintext_network.cli.errors import EditorFailed, TerminalRequired

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """Return `$VISUAL`, else `$EDITOR`, split as a shell would; else the system's usual editor. Raises EditorFailed."""
    # Late: few commands open an editor.
    import shlex

    posix = os.name == "posix"
    for variable in ("VISUAL", "EDITOR"):
        if command := environ.get(variable, "").strip():
            try:
                # On Windows a backslash is part of a path.
                words = shlex.split(command, posix=posix)
            except ValueError:
                raise EditorFailed(command, f"${variable} has an unclosed quote") from None
            return words if posix else [word.strip('"') for word in words]
    return ["vi" if posix else "notepad"]


def require_terminal(command: str, no_input: bool, environ: Mapping[str, str]) -> None:
    """Raise TerminalRequired with --no-input, or if no editor is set and there is no terminal for the usual one."""
    named = environ.get("VISUAL") or environ.get("EDITOR")
    if no_input or (not named and not (sys.stdin and sys.stdin.isatty())):
        raise TerminalRequired(
            command, "set $VISUAL to an editor with its own window, or open the file yourself: pnet path NAME"
        )


_PLUS_LINE = frozenset(
    ("vi", "vim", "nvim", "gvim", "mvim", "view", "nano", "pico", "emacs", "emacsclient", "kak", "joe", "jed", "mg", "micro", "ne", "gedit")
)  # fmt: skip
_GO_TO = frozenset(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"))
_COLON_LINE = frozenset(("hx", "helix", "subl", "zed"))


def at_line(command: str, path: str, line: int | None) -> list[str]:
    """Return the arguments that open a file at a line in this editor; only the path for an unknown editor."""
    name = os.path.basename(command).lower().removesuffix(".exe").removesuffix(".cmd")
    if line is None:
        return [path]
    if name in _PLUS_LINE:
        return [f"+{line}", path]
    if name in _GO_TO:
        return ["-g", f"{path}:{line}"]
    return [f"{path}:{line}"] if name in _COLON_LINE else [path]


def edit_file(path: str, environ: Mapping[str, str], line: int | None = None) -> None:
    """Open a file in the editor, at a line if the editor can, and wait until it closes. Raises EditorFailed.

    Ctrl-C meanwhile goes to the editor.
    """
    # Late: as in `editor_command`.
    import subprocess

    command = editor_command(environ)
    # An absolute path can't be mistaken for an option (`-x`, `+x`); not every editor knows `--`.
    argv = [*command, *at_line(command[0], os.path.abspath(path), line)]
    try:
        running = subprocess.Popen(argv, env=environ)  # noqa: S603 - argv, never a shell
    except (OSError, ValueError) as error:
        raise EditorFailed(command[0], getattr(error, "strerror", None) or str(error)) from None
    while True:
        try:
            status = running.wait()
            break
        except KeyboardInterrupt:
            # The editor got it too, and decides what it means.
            continue
    if status:
        ended = f"it exited with status {status}" if status > 0 else f"signal {-status} ended it"
        raise EditorFailed(command[0], ended)


def edit_text(text: str, environ: Mapping[str, str], suffix: str = ".md") -> str:
    """Let the user edit text, and return what they saved. The file is private meanwhile. Raises EditorFailed."""
    # Late: as in `editor_command`.
    from tempfile import TemporaryDirectory

    from plaintext_network.notes.source import decode

    # A folder of its own: editors put backups and swap files next to it, and save by renaming.
    with TemporaryDirectory(prefix="pnet-", ignore_cleanup_errors=True) as folder:
        path = os.path.join(folder, "note" + suffix)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode("utf-8", "replace"))
        edit_file(path, environ)
        try:
            with open(path, "rb") as file:
                return decode(file.read())[0].text
        except OSError as error:
            raise EditorFailed(
                editor_command(environ)[0], f"it left no file to read: {error.strerror}"
            ) from None
