"""Implements `pnet post check`: reads a draft and prints what its audience should not see."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from plaintext_network.cli.output.excerpt import excerpt
from plaintext_network.cli.output.records import choose_fields, rows
from plaintext_network.cli.session import Session
from plaintext_network.errors import DraftNotFound, NoteNotFound

if TYPE_CHECKING:
    from plaintext_network.network.posts.check import PostCheck

FIELDS = ("path", "line", "column", "rule", "reason", "hint", "text")


def run(session: Session) -> int:
    """Run `pnet post check`."""
    options, screen = session.options, session.screen
    path, content = _draft(session, options.file)
    found = session.notebook.reports.check_post(content, options.audience or (), path)
    if options.format == "gcc":
        for f in found.findings:
            screen.print_whole(f"{f.path}:{f.line}:{f.column}: warning: {f.reason} [{f.rule}]")
    elif options.format == "table" and options.fields is None:
        _text(session, found, content)
    else:
        fields = choose_fields(options.fields, options.format, known=FIELDS, usual=FIELDS)
        records = [finding._asdict() for finding in found.findings]
        rows(screen, records, fields, options.format, whole="reason")
    _notes(session, found)
    return 1 if found.findings else 0


def _draft(session: Session, file: str) -> tuple[str, bytes]:
    """Return a draft's name for messages, and its bytes. Raises DraftNotFound."""
    # Late: a draft is cut at the size limit of notes.
    from plaintext_network.notes.source import FILE_LIMIT

    if file == "-":
        stream = getattr(sys.stdin, "buffer", None)
        return "-", stream.read(FILE_LIMIT) if stream else sys.stdin.read(FILE_LIMIT).encode(
            "utf-8", "replace"
        )
    root = session.notebook.root
    for path in (file, os.path.join(root, file)):
        try:
            if os.path.lexists(path):
                return file, _read(path, FILE_LIMIT)
        except (OSError, ValueError) as error:
            raise DraftNotFound(file, getattr(error, "strerror", None) or str(error)) from error
    try:
        path = session.notebook.path(file)
        return path, _read(os.path.join(root, path), FILE_LIMIT)
    except (NoteNotFound, ValueError) as error:
        raise DraftNotFound(file) from error
    except OSError as error:
        raise DraftNotFound(file, error.strerror) from error


def _read(path: str, limit: int) -> bytes:
    with open(path, "rb") as stream:
        return stream.read(limit)


def _text(session: Session, found: PostCheck, content: bytes) -> None:
    # Late: JSON needs no lines of the draft.
    from plaintext_network.notes.source import decode

    screen = session.screen
    lines = decode(content)[0].text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for f in found.findings:
        screen.print(("place", f"{f.path}:{f.line}:{f.column}"), ": ", ("warning", f.rule), f": {f.reason}")
        excerpt(screen, lines[f.line - 1], f.line, f.column, f.width)
        screen.print(f"  {f.hint}")


def _notes(session: Session, found: PostCheck) -> None:
    screen = session.screen
    for remark in found.remarks:
        screen.note(("warning", remark))
    if not found.declared:
        screen.note(
            (
                "muted",
                "no audience given: checked as public; for friends only, add --audience friends",
            )
        )
    elif found.audience:
        # Late: a draft without an audience needs no circles.
        from plaintext_network.model.language.normalize import circle_key

        known = session.notebook.circles()
        for circle in found.audience:
            if circle_key(circle) not in known:
                screen.note(
                    ("warning", f"no contact is in a circle “{circle}”; `pnet stats` lists the circles")
                )
    if not found.findings:
        readers = " and ".join(found.audience) or "everyone"
        screen.note(("muted", f"no {found.scope} found for {readers}; tone is not judged"))
