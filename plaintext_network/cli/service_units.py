"""Owns how a service manager is told to keep a watcher running: units for systemd and launchd, as text. Writes no file."""

import os
import plistlib
from collections.abc import Iterable, Sequence

from plaintext_network.errors import ServiceUnitInvalid

# What another start would not change: wrong usage or settings, no such vault, a vault that is watched already.
_FINAL = "2 3 4"

# What needs no namespaces, which not every system lets a user make.
_CONFINED = """\
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
# It speaks to the desktop and to other commands, and to no network.
RestrictAddressFamilies=AF_UNIX
"""
_FREE = "# Not confined: the program of --exec may need what a watcher does not.\n"


def systemd_unit(argv: Sequence[str], root: str) -> str:
    """Return a unit of the user's service manager that runs a command; its first word is a whole path.

    As systemd.service(5) and systemd.syntax(7) have it, from version 244 on.
    """
    confined = not any(word == "--exec" or word.startswith("--exec=") for word in argv)
    return f"""\
[Unit]
Description=Contacts of {_described(root)} (pnet watch)

[Service]
Type=simple
ExecStart=:{" ".join(map(_quoted, _runnable(argv)))}
# What is said may name people: it goes to who asks, and not into the system's journal. Faults do.
StandardOutput=null
Restart=on-failure
RestartSec=10
RestartPreventExitStatus={_FINAL}
Nice=5
IOSchedulingClass=best-effort
IOSchedulingPriority=7
UMask=0077
{_CONFINED if confined else _FREE}
[Install]
WantedBy=default.target
"""


def launchd_agent(argv: Sequence[str], label: str, errors: str) -> str:
    """Return a property list that has launchd run a command at login; `errors` is the file for what goes wrong.

    As launchd.plist(5) has it, where no exit status can be left out: a refusal is tried again once a minute. Raise
    ServiceUnitInvalid.
    """
    told = {
        "Label": label,
        "ProgramArguments": list(argv),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 60,
        "ProcessType": "Background",
        "Umask": 0o077,
        "StandardOutPath": os.devnull,
        "StandardErrorPath": errors,
    }
    for word in (*argv, label, errors):
        if not _fits_xml(word):
            raise ServiceUnitInvalid("launchd", word)
    return plistlib.dumps(told, sort_keys=False).decode("utf-8")


def _runnable(argv: Iterable[str]) -> list[str]:
    """Return a command that systemd takes: it refuses a program whose path has a quote or a backslash in it."""
    program, *words = argv
    odd = any(letter in "\"'\\" or not letter.isprintable() for letter in program)
    return ["/usr/bin/env", program, *words] if odd else [program, *words]


def _quoted(word: str) -> str:
    """Return one word of ExecStart; its `:` leaves `$` alone. Controls and bytes that are no text go by number."""
    return f'"{"".join(map(_letter, word))}"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter == "%":
        return "%%"
    if letter.isprintable():
        return letter
    return "".join(f"\\x{byte:02x}" for byte in letter.encode("utf-8", "surrogateescape"))


def _described(root: str) -> str:
    """Return a path for reading, on one line."""
    return "".join(letter if letter.isprintable() else "?" for letter in root).replace("%", "%%")


def _fits_xml(word: str) -> bool:
    """Tell whether XML can hold a text (XML 1.0 §2.2), and give the end of a line back as it was."""
    return not any(
        (letter < " " and letter not in "\t\n") or "\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff"
        for letter in word
    )
