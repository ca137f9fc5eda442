"""Owns the way of a file through the user's own editor. Reads no settings of a vault, and starts no shell."""

from __future__ import annotations

import os
import sys

from plaintext_network.errors import EditorFailed, TerminalRequired

# Named here rather than imported: only annotations want `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def editor_named(environ: Mapping[str, str]) -> list[str]:
    """Return `$VISUAL`, else `$EDITOR`, split as a shell would, else what each system has. Raises EditorFailed."""
    # Late: few runs end in an editor.
    import shlex

    posix = os.name == "posix"
    for variable in ("VISUAL", "EDITOR"):
        if named := environ.get(variable, "").strip():
            try:
                # On Windows a backslash is part of a path.
                words = shlex.split(named, posix=posix)
            except ValueError:
                raise EditorFailed(named, f"a quote in ${variable} is not closed") from None
            return words if posix else [word.strip('"') for word in words]
    return ["vi" if posix else "notepad"]


def mind_terminal(command: str, no_input: bool, environ: Mapping[str, str]) -> None:
    """Raise TerminalRequired where nobody may be asked, or the usual editor would have no terminal to show itself on."""
    named = environ.get("VISUAL") or environ.get("EDITOR")
    if no_input or (not named and not (sys.stdin and sys.stdin.isatty())):
        raise TerminalRequired(
            command, "name an editor that needs none in $VISUAL, or edit the file yourself: `pnet path NAME`"
        )


def edit_file(path: str, environ: Mapping[str, str]) -> None:
    """Open a file in the editor and wait until it is closed. Raises EditorFailed where it ends with a fault.

    An interruption meanwhile is the editor's.
    """
    # Late: as above.
    import subprocess

    named = editor_named(environ)
    # A whole path begins with no hyphen and no plus, which would be options; not every editor knows `--`.
    argv = [*named, os.path.abspath(path)]
    try:
        running = subprocess.Popen(argv, env=environ)  # noqa: S603 - argv, never a shell
    except (OSError, ValueError) as error:
        raise EditorFailed(named[0], getattr(error, "strerror", None) or str(error)) from None
    while True:
        try:
            status = running.wait()
            break
        except KeyboardInterrupt:
            # It went to the editor too, which decides what it means.
            continue
    if status:
        ended = f"it ended with status {status}" if status > 0 else f"signal {-status} ended it"
        raise EditorFailed(named[0], ended)


def edit_text(text: str, environ: Mapping[str, str], suffix: str = ".md") -> str:
    """Let the user edit a text, and return what was saved; nobody else can read it meanwhile. Raises EditorFailed."""
    # Late: as above.
    from tempfile import TemporaryDirectory

    from plaintext_network.notes.source import decode

    # A folder of its own: editors put backups and swap files beside, and save by renaming.
    with TemporaryDirectory(prefix="pnet-", ignore_cleanup_errors=True) as folder:
        path = os.path.join(folder, "note" + suffix)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode("utf-8", "replace"))
        edit_file(path, environ)
        try:
            with open(path, "rb") as file:
                return decode(file.read())[0].text
        except OSError as error:
            raise EditorFailed(editor_named(environ)[0], f"it left no text: {error.strerror}") from None
