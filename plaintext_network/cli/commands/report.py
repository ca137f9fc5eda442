"""Implements `pnet report`: shows the network as a page, a note or a mail."""

from __future__ import annotations

import os
from datetime import date, datetime, time

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.session import Session
from plaintext_network.errors import FileNotWritten, counted
from plaintext_network.report import make_report

# The formats by the ending of a file's name.
_ENDINGS = {".md": "md", ".eml": "mail"}
# The format that each option is for, and the error with another one.
_ONLY = (
    ("open", ("html",), "--open opens a page; for example: pnet report --open"),
    ("links", ("html",), "--links is for a page; for example: pnet report --links obsidian"),
    (
        "mail_to",
        ("mail",),
        "--mail-to is for a mail; for example: pnet report --format mail --mail-to you@example.com",
    ),
    ("limit", ("html",), "--limit is for the cards of a page; for example: pnet report --limit 50"),
    ("private", ("html", "md"), "a mail never names private people: leave out --private"),
)


def run(session: Session) -> int:
    """Run `pnet report`."""
    options, screen = session.options, session.screen
    options.format = options.format or _usual_format(options.to)
    for option, formats, fault in _ONLY:
        if getattr(options, option) and options.format not in formats:
            raise WrongUsage("pnet report", fault)
    path = _file(session)
    if options.open and path is None:
        raise WrongUsage("pnet report", "--open opens a file: leave out --to -")
    parts = [] if path is None else [_write(session, path)]
    if path is None:
        screen.write_bytes([_content(session)])
    if options.open and path is not None and not _opened(session, path):
        parts.append("no browser found to open it")
    # One line: it may be the log of a job that runs every day.
    if message := "; ".join((*parts, *_private_people(session))):
        screen.note(("muted", message))
    return 0


def _usual_format(file: str | None) -> str:
    """Return the format that the end of a file's name tells, else `html`."""
    return _ENDINGS.get(os.path.splitext(file or "")[1].lower(), "html")


def _file(session: Session) -> str | None:
    """Return the file to write; None for standard output. A terminal can't show a page, so it has a default file."""
    options = session.options
    if options.to is not None:
        return None if options.to == "-" else str(options.to)
    if options.open or (options.format == "html" and session.screen.out.terminal):
        return _usual_file(session.place.root)
    return None


def _usual_file(root: str) -> str:
    """Return the file of the last report of a vault, in a folder that only the user can read. Raises FileNotWritten."""
    # Late: many reports go to a file of the user's own.
    from plaintext_network.vault.cache.locations import cache_base
    from plaintext_network.vault.config.user_folders import state_folder

    folder = os.path.join(state_folder(), "reports")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        raise FileNotWritten(
            folder, str(error.strerror), "give a file: pnet report --to report.html"
        ) from error
    return os.path.join(folder, f"{os.path.basename(cache_base(os.path.realpath(root)))}.html")


def _write(session: Session, path: str) -> str:
    """Write the file, and return a sentence about the result."""
    options, notebook = session.options, session.notebook
    if options.format == "html":
        changed = make_report.write_page(
            notebook, path, options.limit, private=options.private, links=options.links
        )
    elif options.format == "md":
        changed = make_report.write_note(notebook, path, private=options.private)
    else:
        # Late: few mails go to a file.
        from plaintext_network.report.report_file import write_mail

        changed = write_mail(session.place.root, path, _content(session))
    session.screen.wrote = session.screen.wrote or changed
    return f"wrote {path}" if changed else f"{path} is up to date"


def _content(session: Session) -> bytes:
    options, notebook = session.options, session.notebook
    if options.format == "mail":
        return make_report.message(notebook, options.mail_to, _beginning_of(session.today))
    if options.format == "md":
        text = make_report.note(notebook, private=options.private)
    else:
        text = make_report.page(notebook, options.limit, private=options.private, links=options.links)
    return text.encode("utf-8", "replace")


def _beginning_of(day: date) -> datetime | None:
    """Return the beginning of a day here: the same day gives the same mail. None for a day beyond the system's calendar."""
    try:
        return datetime.combine(day, time()).astimezone()
    except (OverflowError, ValueError, OSError):
        return None


def _opened(session: Session, path: str) -> bool:
    # Late: few runs open anything.
    from plaintext_network.cli.open_page import open_page

    session.screen.flush()
    return open_page(path)


def _private_people(session: Session) -> tuple[str, ...]:
    """Return words that count the private people left out or included; "" if the vault has none."""
    number = session.notebook.reports.people_counts().private
    if not number:
        return ()
    people = counted(number, "private contact")
    return (f"includes {people}: keep it to yourself" if session.options.private else f"left out: {people}",)
