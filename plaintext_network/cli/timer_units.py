"""Formats timers that mail a report every week, for systemd and launchd. Writes no file, and sends nothing."""

import os
from collections.abc import Sequence

from plaintext_network.cli.service_units import FINAL, described, printable, property_list, quoted_word

# Passes the message on if there is one: neither manager has pipes, and half a message must not be sent.
_SEND = 'send=$1; shift; mail=$("$@") && printf "%s\\n" "$mail" | "$send" -t'
# A second try would not help with these: pnet's statuses, and those of sysexits(3) for wrong usage and settings.
_FINAL_OF_MAIL = f"{FINAL} 64 78"


def mail_command(argv: Sequence[str], sender: str) -> list[str]:
    """Return a command that runs another one, and passes the message it prints to a program such as `msmtp`."""
    return ["/bin/sh", "-c", _SEND, "pnet-report", sender, *argv]


def systemd_timer(argv: Sequence[str], root: str, folder: str) -> str:
    """Return a user unit that runs a command once, and a timer that starts it every week.

    Each begins with its path in a comment, as `systemctl cat` shows several files.
    """
    service, timer = (os.path.join(folder, f"pnet-report.{kind}") for kind in ("service", "timer"))
    return f"""\
# {printable(service)}
[Unit]
Description=Mail the report of {described(root)} (pnet report)

[Service]
Type=oneshot
ExecStart=:{" ".join(map(quoted_word, argv))}
# Until there is a network, for example.
Restart=on-failure
RestartSec=15min
RestartPreventExitStatus={_FINAL_OF_MAIL}
Nice=5
UMask=0077
# Not confined: the mail program may run another one that knows the password.

# {printable(timer)}
[Unit]
Description=Mail the report of {described(root)} every Monday

[Timer]
OnCalendar=Mon *-*-* 08:00
# If the computer is off then, do it afterwards.
Persistent=true

[Install]
WantedBy=timers.target
"""


def launchd_timer(argv: Sequence[str], label: str, errors: str) -> str:
    """Return a property list with which launchd runs a command every Monday at eight, or afterwards if the computer sleeps then.

    Raises ServiceUnitInvalid.
    """
    return property_list(
        {
            "Label": label,
            "ProgramArguments": list(argv),
            "StartCalendarInterval": {"Weekday": 1, "Hour": 8, "Minute": 0},
            "ProcessType": "Background",
            "Umask": 0o077,
            "StandardErrorPath": errors,
        }
    )
