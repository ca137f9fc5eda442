"""Asks notmuch which files of mail a search finds. Runs its command without a shell; its Python module has no releases."""

from __future__ import annotations

import os
import subprocess
from datetime import timedelta
from tempfile import TemporaryFile

from plaintext_network.exchange.errors import NotmuchUnavailable
from plaintext_network.exchange.touches.mail_in.message import MailReader
from plaintext_network.exchange.touches.mail_in.message_files import read_message_file

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.exchange.touches.source_event import Event
    from plaintext_network.exchange.touches.touch_options import TouchOptions

_CHUNK = 64 << 10


def read_search(query: str, options: TouchOptions) -> Iterator[Event]:
    """Yield the events of the messages that a search of notmuch finds, in the order of their dates.

    What notmuch is configured to exclude, such as spam, is not found. Raises NotmuchUnavailable.
    """
    reader = MailReader(options, options.own)
    for path in _files(_dated(query.strip() or "*", options)):
        folder = os.path.basename(os.path.dirname(path))
        if folder in ("cur", "new"):
            folder = os.path.basename(os.path.dirname(os.path.dirname(path)))
        if (event := read_message_file(path, path, folder, reader)) is not None:
            yield event


def _dated(query: str, options: TouchOptions) -> str:
    """Return a query for the days that count, and one more, as time zones differ."""
    if options.since is None or options.since.year < 1900:
        return query
    days = f"date:{options.since - timedelta(days=1)}.."
    # With other terms beside it, an asterisk doesn't mean everything.
    return days if query == "*" else f"({query}) and {days}"


def _files(query: str) -> Iterator[str]:
    # “--” comes before the query, so that no query is an option.
    command = ["notmuch", "search", "--output=files", "--format=text0", "--sort=oldest-first", "--", query]
    # What it says goes to a file, as a full pipe that nobody reads would stop it.
    with TemporaryFile() as messages:
        try:
            process = subprocess.Popen(  # noqa: S603
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=messages
            )
        except (OSError, ValueError) as error:
            missing = isinstance(error, FileNotFoundError)
            raise NotmuchUnavailable(
                "notmuch is not installed" if missing else f"notmuch can't be run: {error}",
                "" if missing else "give the folder of your mail instead: pnet touches ~/Mail",
            ) from error
        with process:
            assert process.stdout is not None  # noqa: S101  # it is a pipe
            try:
                rest = b""
                while chunk := os.read(process.stdout.fileno(), _CHUNK):
                    *paths, rest = (rest + chunk).split(b"\0")
                    yield from map(os.fsdecode, paths)
            except GeneratorExit:
                process.kill()
                raise
        if process.returncode:
            messages.seek(0)
            raise _failure(messages.read(_CHUNK).decode("utf-8", "replace").strip())


def _failure(said: str) -> NotmuchUnavailable:
    lines = said.splitlines() or ["notmuch ended with an error and said nothing"]
    if (
        any(word in said.lower() for word in ("database", "configuration", "notmuch setup"))
        and "query" not in said.lower()
    ):
        return NotmuchUnavailable(
            f"notmuch has no database of your mail: {lines[0]}", "make one: notmuch setup, then notmuch new"
        )
    return NotmuchUnavailable(
        f"notmuch can't search: {lines[0]}", "try the search in notmuch first: notmuch count -- from:ada"
    )
