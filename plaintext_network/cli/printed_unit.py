"""Decides which service definition `pnet watch --print-unit` prints, and which command it runs. Writes no file."""

from __future__ import annotations

import os
import sys
from shutil import which

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.own_command import own_command
from plaintext_network.cli.service_units import launchd_agent, systemd_unit
from plaintext_network.cli.session import Session
from plaintext_network.cli.timer_units import launchd_timer, mail_command, systemd_timer
from plaintext_network.vault.config.user_folders import state_folder

MAIL_TO_NEEDS_A_TIMER = "--mail-to needs a timer: pnet watch --print-unit timer --mail-to you@example.com"
_LABEL = "io.plaintext-network"
# Options of a watch, which a timer doesn't start.
_OF_A_WATCH = ("notify", "exec", "calendar", "page")


def printed_unit(session: Session) -> str:
    """Return the definition that the options ask for, without a line end. Raises WrongUsage or ServiceUnitInvalid."""
    wanted = session.options.print_unit
    is_timer = wanted.endswith("timer")
    if wanted == "timer":
        wanted = "launchd-timer" if sys.platform == "darwin" else "systemd-timer"
    log = os.path.join(state_folder(), "report.log" if is_timer else "watch.log")
    argv = _report(session) if is_timer else _watch(session)
    root = session.place.root
    if wanted == "launchd":
        text = launchd_agent(argv, f"{_LABEL}.watch", log)
    elif wanted == "launchd-timer":
        text = launchd_timer(argv, f"{_LABEL}.report", log)
    elif is_timer:
        text = systemd_timer(argv, root, _unit_folder())
    else:
        text = systemd_unit(argv, root)
    return text.rstrip("\n")


def _watch(session: Session) -> list[str]:
    """Return the command that runs the same watch as a service."""
    options = session.options
    if options.mail_to:
        raise WrongUsage("pnet watch", MAIL_TO_NEEDS_A_TIMER)
    argv = [*own_command(), "--vault", session.place.root, "watch"]
    argv += ["--notify"] if options.notify else []
    argv += ["--exec", options.exec] if options.exec else []
    for path in options.calendar:
        argv += ["--calendar", os.path.abspath(path)]
    for path in options.page:
        argv += ["--page", os.path.abspath(path)]
    return argv


def _report(session: Session) -> list[str]:
    """Return the command that mails the report."""
    options = session.options
    for name in _OF_A_WATCH:
        if getattr(options, name):
            raise WrongUsage(
                "pnet watch",
                f"a timer mails the report, and can't do --{name}: print the unit of a watch, too",
            )
    argv = [*own_command(), "--vault", session.place.root, "-q", "report", "--format", "mail"]
    argv += ["--mail-to", options.mail_to] if options.mail_to else []
    # Neither manager looks where a shell does.
    return mail_command(argv, which("msmtp") or "msmtp")


def _unit_folder() -> str:
    config = os.environ.get("XDG_CONFIG_HOME", "")
    base = config if os.path.isabs(config) else os.path.expanduser("~/.config")
    return os.path.join(base, "systemd", "user")
