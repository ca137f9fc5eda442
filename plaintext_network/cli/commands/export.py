"""Implements `pnet export`: writes contacts to a file, to a folder or to standard output."""

from __future__ import annotations

import os

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.session import Session
from plaintext_network.errors import NotExported, counted
from plaintext_network.exchange.export_contacts import Export, export_contacts
from plaintext_network.exchange.writers.formats import FORMATS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# Files that a message names.
_SHOWN = 5
_PLURALS = {"address": "addresses"}


def run(session: Session) -> int:
    """Run `pnet export`."""
    options, screen = session.options, session.screen
    if options.split is not None and options.output is not None:
        raise WrongUsage(
            "pnet export", "-o writes one file and --split one for each contact: use one of them"
        )
    export = export_contacts(
        session.notebook, " ".join(options.query), extras=options.extras, private=options.private
    )
    if not export:
        session.note_nothing("no contact to export matches")
        _note_who_stays(session, export)
        return 1
    lost: dict[str, int] = {}
    if options.split is not None:
        _split(session, export, lost)
    elif options.output not in (None, "-"):
        _refuse_notes(session, options.output)
        # Late: many exports go to standard output.
        from plaintext_network.exchange.output_file import write_file

        write_file(options.output, export.write(options.to, vcard=options.vcard, lost=lost))
        screen.wrote = True
        _note_export(session, export, f" to {options.output}")
    else:
        screen.write_bytes(export.write(options.to, vcard=options.vcard, lost=lost))
        _note_export(session, export, "")
    _note_what_stays(session, export, lost)
    _note_who_stays(session, export)
    return 0


def _split(session: Session, export: Export, lost: dict[str, int]) -> None:
    options, screen = session.options, session.screen
    if options.to == "markdown" and _is_inside(session, options.split):
        raise NotExported(
            options.split,
            "notes in the vault would be contacts a second time",
            "give a folder outside the vault: pnet export --to markdown --split ../contacts",
        )
    result = export.write_folder(options.split, options.to, vcard=options.vcard, lost=lost)
    screen.wrote = True
    _note_export(
        session,
        export,
        f" to {options.split}: {counted(result.written, 'file')} written, {result.same:,} unchanged",
    )
    if result.left:
        names = [name for name in result.left if export.may_say(name)]
        shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        screen.note(
            (
                "warning",
                f"{counted(len(result.left), 'file')} of an earlier export no longer belong{'s' * (len(result.left) == 1)} "
                f"to this one{': ' if shown else ''}{shown}; delete what you don't need",
            )
        )


def _note_export(session: Session, export: Export, where: str) -> None:
    options = session.options
    version = f" {options.vcard}" if options.to == "vcard" else ""
    title = f"{FORMATS[options.to].title}{version}"
    session.screen.note(("muted", f"exported {counted(len(export), 'contact')} ({title}){where}"))


def _note_what_stays(session: Session, export: Export, lost: Mapping[str, int]) -> None:
    """Say which values stay, and why."""
    options, screen = session.options, session.screen
    form = FORMATS[options.to]
    whole = [word for word in form.without if word in export.extras and not _in_files(options, word)]
    parts = [counted(number, noun, _PLURALS.get(noun, "")) for noun, number in lost.items()]
    if parts or whole:
        screen.note(
            (
                "warning",
                f"{form.title} has no place for {', '.join((*whole, *parts))}; vCard does: --to vcard",
            )
        )
    if left := sum(export.left_out.values()):
        names = list(export.left_out)
        shown = ", ".join(names[:_SHOWN]) + (
            f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
        )
        verb = "names" if left == 1 else "name"
        screen.note(
            (
                "warning",
                f"left out {counted(left, 'value')} that {verb} somebody private (in the {counted(len(names), 'note').partition(' ')[2]} of {shown})",
            )
        )


def _in_files(options: object, word: str) -> bool:
    """Return whether the photos are in files beside the notes."""
    return (
        word == "photos"
        and getattr(options, "to", "") == "markdown"
        and getattr(options, "split", None) is not None
    )


def _note_who_stays(session: Session, export: Export) -> None:
    """Say how many contacts stay, and how to export them."""
    screen = session.screen
    if export.private:
        who = counted(export.private, "private contact")
        screen.note(("muted", f"{who} not exported; to export one: --private NAME"))
    for status, number in sorted(export.by_status.items()):
        who = f"{counted(number, 'contact')} with the status {status}"
        screen.note(("muted", f"{who} not exported; to export them: pnet export status:{status}"))


def _refuse_notes(session: Session, output: str) -> None:
    """Refuse to replace what belongs to the vault."""
    if _is_inside(session, output) and (
        output.lower().endswith((".md", ".toml"))
        or any(part.startswith(".") for part in _inside(session, output))
    ):
        raise NotExported(
            output,
            "the export is no note, and would be one in the vault",
            "give a file outside the vault: pnet export -o ../contacts.vcf",
        )


def _inside(session: Session, path: str) -> list[str]:
    root = session.place.root
    return os.path.relpath(os.path.realpath(path), root).split(os.sep)


def _is_inside(session: Session, path: str) -> bool:
    return (
        _inside(session, path)[0] != os.pardir
        and os.path.splitdrive(os.path.realpath(path))[0] == os.path.splitdrive(session.place.root)[0]
    )
