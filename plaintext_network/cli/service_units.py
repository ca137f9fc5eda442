"""Formats service definitions that keep a watcher running for systemd and launchd. Writes no file."""

import os
import plistlib
from collections.abc import Iterable, Sequence
from typing import Any

from plaintext_network.cli.errors import ServiceUnitInvalid

# Exit statuses that a restart would not change: usage or settings, no vault, already watched.
FINAL = "2 3 4"

# Only options that need no namespaces: not every system lets a user create them.
_CONFINED = """\
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
# It talks to the desktop and to other pnet commands, never to a network.
RestrictAddressFamilies=AF_UNIX
"""
_FREE = "# Not confined: the --exec program may need more than the watcher does.\n"


def systemd_unit(argv: Sequence[str], root: str) -> str:
    """Return a systemd user unit that runs a command; its first word is an absolute path.

    Follows systemd.service(5) and systemd.syntax(7), version 244 or later.
    """
    confined = not any(word == "--exec" or word.startswith("--exec=") for word in argv)
    return f"""\
[Unit]
Description=Contacts of {described(root)} (pnet watch)

[Service]
Type=simple
ExecStart=:{" ".join(map(quoted_word, _runnable(argv)))}
# The output names people, so it stays out of the journal. Errors go there.
StandardOutput=null
Restart=on-failure
RestartSec=10
RestartPreventExitStatus={FINAL}
Nice=5
IOSchedulingClass=best-effort
IOSchedulingPriority=7
UMask=0077
{_CONFINED if confined else _FREE}
[Install]
WantedBy=default.target
"""


def launchd_agent(argv: Sequence[str], label: str, errors: str) -> str:
    """Return a property list with which launchd runs a command at login; `errors` is the file for standard error.

    Follows launchd.plist(5), which can't exclude exit statuses: launchd retries a refusal once a minute. Raises
    ServiceUnitInvalid.
    """
    agent: dict[str, Any] = {
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
    return property_list(agent)


def property_list(agent: dict[str, Any]) -> str:
    """Return an agent as a property list. Raises ServiceUnitInvalid for a word that XML can't represent."""
    for word in (*agent["ProgramArguments"], agent["Label"], agent["StandardErrorPath"]):
        if not _fits_xml(word):
            raise ServiceUnitInvalid("launchd", word)
    return plistlib.dumps(agent, sort_keys=False).decode("utf-8")


def _runnable(argv: Iterable[str]) -> list[str]:
    """Return a command that systemd accepts: it refuses a program path with a quote or a backslash."""
    program, *words = argv
    odd = any(letter in "\"'\\" or not letter.isprintable() for letter in program)
    return ["/usr/bin/env", program, *words] if odd else [program, *words]


def quoted_word(word: str) -> str:
    """Quote one word of ExecStart, whose `:` turns off `$`. Control characters and non-text bytes become \\xNN."""
    return f'"{"".join(map(_letter, word))}"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter == "%":
        return "%%"
    if letter.isprintable():
        return letter
    return "".join(f"\\x{byte:02x}" for byte in letter.encode("utf-8", "surrogateescape"))


def described(root: str) -> str:
    """Return a path for a description, on one line."""
    return printable(root).replace("%", "%%")


def printable(path: str) -> str:
    """Return a path on one line."""
    return "".join(letter if letter.isprintable() else "?" for letter in path)


def _fits_xml(word: str) -> bool:
    """Return whether XML can represent text and return its line ends unchanged (XML 1.0 §2.2)."""
    return not any(
        (letter < " " and letter not in "\t\n") or "\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff"
        for letter in word
    )
