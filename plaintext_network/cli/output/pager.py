"""Owns the way of a long answer through the user's own pager. Knows no contacts, and reads no settings of a vault."""

from __future__ import annotations

# Named here rather than imported: only annotations want `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def pager_named(environ: Mapping[str, str]) -> list[str]:
    """Return `$PAGER` split as a shell would; nothing where there is none, or it is `cat`."""
    named = environ.get("PAGER", "").strip()
    if not named or named == "cat":
        return []
    # Late: few answers are longer than the terminal.
    import shlex

    try:
        return shlex.split(named)
    except ValueError:
        return []


def page(text: str, argv: list[str], environ: Mapping[str, str], encoding: str) -> bool:
    """Show text through a pager and wait until it is closed; False where it can't be run."""
    # Late: as in `pager_named`.
    import subprocess

    # What git tells less: end at once where all fits, let colours through, leave the text on the screen.
    told = {"LESS": "FRX", "LV": "-c", **environ}
    try:
        running = subprocess.Popen(argv, stdin=subprocess.PIPE, env=told)  # noqa: S603 - argv, never a shell
    except OSError:
        return False
    left: bytes | None = text.encode(encoding, "backslashreplace")
    while True:
        try:
            # A pager that is closed early reads no more, and that is no error.
            running.communicate(left)
            return True
        except KeyboardInterrupt:
            # It went to the pager too, which decides what it means.
            left = None
