"""Implements `pnet export`: writes contacts to a file, to a folder or to standard output."""

from __future__ import annotations

import os

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.session import Session
from plaintext_network.errors import NotExported, counted
from plaintext_network.exchange.exports.contact_export import Export, export_contacts
from plaintext_network.exchange.writers.formats import FORMATS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# How many contacts or files a message names.
_NAMED = 5
_PLURALS = {"address": "addresses", "birthday": "birthdays"}
_ENDINGS_OF_NOTES = (".md", ".markdown", ".toml")


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
        session.note_nothing("no contact to export matches")
        _note_who_stays(session, export)
        return 1
    lost: dict[str, int] = {}
    if options.split is not None:
        _split(session, export, lost)
    elif options.output not in (None, "-"):
        _write_file(session, export, lost)
    else:
        screen.write_bytes(export.write(options.to, vcard=options.vcard, lost=lost))
        _note_export(session, export, "")
    _note_what_stays(session, export, lost)
    _note_who_stays(session, export)
    return 0


def _write_file(session: Session, export: Export, lost: dict[str, int]) -> None:
    # Late: many exports go to standard output.
    from plaintext_network.exchange.exports.output_file import write_file

    options = session.options
    inside = _inside_vault(session, options.output)
    if inside is not None and (inside.lower().endswith(_ENDINGS_OF_NOTES) or f"/{inside}".find("/.") >= 0):
        raise NotExported(
            options.output,
            "it would be a note or a setting of the vault",
            "give a file outside the vault: pnet export -o ../contacts.vcf",
        )
    write_file(options.output, export.write(options.to, vcard=options.vcard, lost=lost))
    session.screen.wrote = True
    _note_export(session, export, f" to {options.output}")


def _split(session: Session, export: Export, lost: dict[str, int]) -> None:
    options, screen = session.options, session.screen
    if options.to == "markdown" and _inside_vault(session, options.split) is not None:
        raise NotExported(
            options.split,
            "each contact would have a second note in the vault",
            "give a folder outside the vault: pnet export --to markdown --split ../contacts",
        )
    result = export.write_folder(options.split, options.to, vcard=options.vcard, lost=lost)
    screen.wrote = True
    files = f"{counted(result.written, 'file')} written, {result.same:,} unchanged"
    _note_export(session, export, f" to {options.split}: {files}")
    if result.left:
        names = [name for name in result.left if export.names_nobody(name)]
        number = counted(len(result.left), "file")
        verb = "is" if len(result.left) == 1 else "are"
        shown = f": {_some(names)}" if names else ""
        screen.note(
            ("warning", f"{number} of an earlier export {verb} still there, and not part of this one{shown}")
        )


def _note_export(session: Session, export: Export, where: str) -> None:
    options = session.options
    version = f" {options.vcard}" if options.to == "vcard" else ""
    form = f"{FORMATS[options.to].title}{version}"
    session.screen.note(("muted", f"exported {counted(len(export), 'contact')} ({form}){where}"))


def _note_what_stays(session: Session, export: Export, lost: Mapping[str, int]) -> None:
    """Say which values stay, and why."""
    options, screen = session.options, session.screen
    form = FORMATS[options.to]
    # A photo is a file of its own beside a note.
    has_files = options.to == "markdown" and options.split is not None
    without = [] if has_files else [word for word in form.without if word in export.extras]
    without += [counted(number, noun, _PLURALS.get(noun, "")) for noun, number in lost.items()]
    if without:
        screen.note(
            ("warning", f"{form.title} has no place for {', '.join(without)}; vCard does: --to vcard")
        )
    if export.left_out:
        number = sum(export.left_out.values())
        verb = "names" if number == 1 else "name"
        screen.note(
            (
                "warning",
                f"{counted(number, 'value')} that {verb} somebody private not exported, of {_some(export.left_out)}",
            )
        )
    if export.missing:
        files = counted(sum(export.missing.values()), "file")
        screen.note(
            (
                "warning",
                f"{files} missing, unreadable or larger than 3 MB not exported, of {_some(export.missing)}",
            )
        )


def _note_who_stays(session: Session, export: Export) -> None:
    """Say how many contacts stay, and how to export them."""
    screen = session.screen
    if export.private:
        who = counted(export.private, "private contact")
        screen.note(("muted", f"{who} not exported; to export one: --private NAME"))
    for status, number in sorted(export.by_status.items()):
        who = counted(number, "contact")
        screen.note(
            ("muted", f"{who} with status {status} not exported; to export them: pnet export status:{status}")
        )


def _some(names: Collection[str]) -> str:
    """Return the first names, and how many more there are."""
    shown = ", ".join([*names][:_NAMED])
    return f"{shown} and {len(names) - _NAMED:,} more" if len(names) > _NAMED else shown


def _inside_vault(session: Session, path: str) -> str | None:
    """Return the path of a file or folder in the vault, with `/`; None for one outside."""
    # Late: many exports go to standard output.
    from plaintext_network.vault.files.walk import inside_of

    return inside_of(session.place.root, os.path.realpath(path))
