"""Finds which side the user told git to favour in conflicts, as with `git merge -X ours`. Git doesn't tell its drivers.

So it reads the command line of the git that runs this driver, or the options that git stored for a rebase that continues.
"""

from __future__ import annotations

import os

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIDES = ("ours", "theirs")
# A shell, a script and a few wrappers may be between the driver and git.
_MOST_PARENTS = 6
# Where git stores the options of a rebase, and of picking several commits, in the folder of the work tree.
_STORED = {
    "rebase": "rebase-merge/strategy_opts",
    "cherry-pick": "sequencer/opts",
    "revert": "sequencer/opts",
}


def favoured_side(process: int) -> str:
    """Return "ours" or "theirs"; "" if conflicts stay conflicts. `process` is the id of the nearest process that may be git's."""
    for words in _parents(process):
        if os.path.basename(words[0]).removesuffix(".exe").split("-")[0] == "git":
            return _side_in(words) or _stored_side(words)
    return ""


def _side_in(words: Sequence[str]) -> str:
    """Return the side that a command line of git favours."""
    side, before = "", ""
    for word in words[1:]:
        if word == "--":
            break
        option = ""
        is_message = before == "--message" or (before[:1] == "-" != before[1:2] and before.endswith("m"))
        if is_message:
            # What follows is no option, whatever it looks like.
            before = ""
            continue
        if before == "-X" or (before.startswith("--strategy-o") and "=" not in before):
            option = word
        elif word.startswith("-X"):
            option = word[2:]
        elif word.startswith("--strategy-o"):
            option = word.partition("=")[2]
        if option in SIDES:
            side = option
        before = word
    return side


def _stored_side(words: Sequence[str]) -> str:
    names = [name for command, name in _STORED.items() if command in words]
    # While a rebase waits, the user may pick another commit: only what continues has the stored options.
    if not names or not any(word.startswith(("--con", "--sk")) for word in words):
        return ""
    folder = os.environ.get("GIT_DIR", ".git")
    side = ""
    try:
        if os.path.isfile(folder):
            with open(folder, encoding="utf-8", errors="surrogateescape") as file:
                folder = file.read().removeprefix("gitdir:").strip()
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    # For example ` --ours`, or `strategy-option = ours`.
                    for word in file.read().replace("'", " ").replace("=", " ").split():
                        side = word.removeprefix("--") if word.removeprefix("--") in SIDES else side
    except OSError:
        return ""
    return side


def _parents(process: int) -> Iterator[list[str]]:
    """Yield the command lines of a process and of those that run it, the nearest first."""
    for _ in range(_MOST_PARENTS):
        if process <= 1:
            return
        try:
            with open(f"/proc/{process}/cmdline", "rb") as file:
                words = [os.fsdecode(word) for word in file.read().split(b"\0")[:-1]]
            with open(f"/proc/{process}/stat", "rb") as file:
                # The second field, a name in parentheses, may contain anything.
                process = int(file.read().rpartition(b")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            if os.path.isdir("/proc/self"):
                return
            words, process = _asked(process)
        if words:
            yield words


def _asked(process: int, program: str = "/bin/ps") -> tuple[list[str], int]:
    """Return the command line and the parent of a process from `ps`, where the system has no /proc."""
    # Late: only macOS and BSD need it.
    import subprocess

    command = [program, "-o", "ppid=,args=", "-p", str(process)]
    try:
        output = subprocess.run(command, capture_output=True, check=False, timeout=5).stdout  # noqa: S603
        parent, *words = os.fsdecode(output).split()
        return [*_before_message(words)], int(parent)
    except (OSError, ValueError, subprocess.SubprocessError):
        return [], 0


def _before_message(words: Sequence[str]) -> Iterator[str]:
    """Yield the words before a message, or a command to run: `ps` doesn't tell their words from options.

    A side favoured by mistake would lose the other one.
    """
    for word in words:
        is_short = word[:1] == "-" and word[1:2] not in ("-", "X")
        if word.startswith(("--m", "--ex")) or (is_short and set(word) & {"m", "x"}):
            return
        yield word
