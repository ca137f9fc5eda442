"""Sends long output through the user's pager, or less. Reads no settings."""

from __future__ import annotations

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def pager_command(environ: Mapping[str, str]) -> list[str]:
    """Return `$PAGER` split as a shell would; less if it is unset and less exists; empty if it is empty or `cat`."""
    # Late: little output is longer than the terminal.
    import shlex
    import shutil

    if "PAGER" not in environ:
        return ["less", "-FRX"] if shutil.which("less", path=environ.get("PATH")) else []
    command = environ["PAGER"].strip()
    if not command or command == "cat":
        return []
    try:
        return shlex.split(command)
    except ValueError:
        return []


def page(text: str, argv: list[str], environ: Mapping[str, str], encoding: str) -> bool:
    """Show text in a pager and wait until it closes; return False if it can't be started."""
    # Late: as in `pager_command`.
    import subprocess

    # As git does: less exits at once if all fits, passes colours through, and leaves the text on the screen.
    settings = {"LESS": "FRX", "LV": "-c", **environ}
    try:
        running = subprocess.Popen(argv, stdin=subprocess.PIPE, env=settings)  # noqa: S603 - argv, never a shell
    except OSError:
        return False
    left: bytes | None = text.encode(encoding, "backslashreplace")
    while True:
        try:
            # Closing the pager early is not an error.
            running.communicate(left)
            return True
        except KeyboardInterrupt:
            # The pager got it too, and decides what it means.
            left = None
