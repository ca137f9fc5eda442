"""Implements `pnet export`: writes contacts to a file, to a folder or to standard output."""

from __future__ import annotations

import os

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted
from plaintext_network.exchange.errors import NotExported
from plaintext_network.exchange.exports.contact_export import Export, export_contacts
from plaintext_network.exchange.writers.formats import FORMATS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

# How many contacts or files a message names.
_NAMED = 5
_PLURALS = {"address": "addresses", "birthday": "birthdays"}


def run(session: Session) -> int:
    """Run `pnet export`."""
    options, screen = session.options, session.screen
    if options.split is not None and options.output is not None:
        raise WrongUsage(
            "pnet export", "--output writes one file, and --split a file for each contact: give one of them"
        )
    export = export_contacts(
        session.notebook, " ".join(options.query), extras=options.extras, private=options.private
    )
    if not export:
        if session.notebook.has_contacts:
            screen.note(("muted", "; ".join(("no contact to export matches", *_staying(export)))))
        else:
            session.note_nothing("")
        return 1
    lost: dict[str, int] = {}
    if options.split is not None:
        where, left = _split(session, export, lost)
    elif options.output not in (None, "-"):
        where, left = _write_file(session, export, lost), ()
    else:
        screen.write_bytes(export.write(options.to, vcard=options.vcard, lost=lost))
        where, left = "", ()
    # One line: it may be the log of a job that runs every day.
    parts = (
        f"exported {_what(session, export)}{where}",
        *_staying(export, *_left_out(session, export, lost)),
        *left,
    )
    screen.note(("muted", "; ".join(parts)))
    return 0


def _write_file(session: Session, export: Export, lost: dict[str, int]) -> str:
    """Write the file, and return where for a message."""
    # Late: many exports go to standard output.
    from plaintext_network.vault.files.output_file import refuse_note, write_file

    options = session.options
    refuse_note(session.place.root, options.output, "pnet export -o ../contacts.vcf")
    hint = "give another file: pnet export -o contacts.vcf"
    if os.path.isdir(options.output):
        raise NotExported(options.output, "it is a folder; to write one file for each contact: --split", hint)
    write_file(options.output, export.write(options.to, vcard=options.vcard, lost=lost), hint)
    session.screen.wrote = True
    return f" to {options.output}"


def _split(session: Session, export: Export, lost: dict[str, int]) -> tuple[str, tuple[str, ...]]:
    """Write the folder, and return where for a message, and what it says of files that are left."""
    options = session.options
    if options.to == "markdown" and _inside_vault(session, options.split) is not None:
        raise NotExported(
            options.split,
            "each contact would have a second note in the vault",
            "give a folder outside the vault: pnet export --to markdown --split ../contacts",
        )
    result = export.write_folder(options.split, options.to, vcard=options.vcard, lost=lost)
    session.screen.wrote = True
    where = f" to {options.split}: {counted(result.written, 'file')} written, {result.same:,} unchanged"
    if not result.left:
        return where, ()
    names = [name for name in result.left if export.names_nobody(name)]
    still = f"{counted(len(result.left), 'file')} of an earlier export still there"
    return where, (f"{still}: {_some(names)}" if names else still,)


def _what(session: Session, export: Export) -> str:
    options = session.options
    form = f"{FORMATS[options.to].title}{f' {options.vcard}' if options.to == 'vcard' else ''}"
    number = len(export.organizations) if options.to == "vcard" else 0
    more = f" and {counted(number, 'organization')}" if number else ""
    return f"{counted(len(export), 'contact')}{more} ({form})"


def _staying(export: Export, *more: str) -> tuple[str, ...]:
    """Return the part of a message that says who and what stays, and how to export it; empty if nothing does."""
    parts = [f"{counted(export.private, 'private contact')} (--private NAME)"] if export.private else []
    parts += [f"{number:,} {status} (status:{status})" for status, number in sorted(export.by_status.items())]
    parts += more
    return (f"not exported: {', '.join(parts)}",) if parts else ()


def _left_out(session: Session, export: Export, lost: Mapping[str, int]) -> Iterator[str]:
    """Yield which values stay, and whose."""
    options = session.options
    form = FORMATS[options.to]
    if export.left_out:
        number = sum(export.left_out.values())
        verb = "names" if number == 1 else "name"
        yield f"{counted(number, 'value')} that {verb} somebody private (of {_some(export.left_out)})"
    if export.missing:
        files = counted(sum(export.missing.values()), "file")
        yield f"{files} missing or larger than 3 MB (of {_some(export.missing)})"
    # A photo is a file of its own beside a note.
    has_files = options.to == "markdown" and options.split is not None
    without = [] if has_files else [word for word in form.without if word in export.extras]
    without += [counted(number, noun, _PLURALS.get(noun, "")) for noun, number in lost.items()]
    if without:
        yield f"{', '.join(without)} ({form.title} has no place for them; vCard does)"


def _some(names: Collection[str]) -> str:
    """Return the first names, and how many more there are."""
    shown = ", ".join([*names][:_NAMED])
    return f"{shown} and {len(names) - _NAMED:,} more" if len(names) > _NAMED else shown


def _inside_vault(session: Session, path: str) -> str | None:
    """Return the path of a file or folder in the vault, with `/`; None for one outside."""
    # Late: many exports go to standard output.
    from plaintext_network.vault.files.walk import inside_of

    return inside_of(session.place.root, os.path.realpath(path))
