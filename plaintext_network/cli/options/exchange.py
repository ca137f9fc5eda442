"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

import argparse

from plaintext_network.cli.arguments import add_commit, add_dry_run, add_name, add_page_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser

# Those of `exchange.writers.formats`, which the help must not import.
EXPORT_FORMATS = ("vcard", "csv", "json", "jsonl", "markdown", "google", "ldif", "abook")
# Those of `exchange.imports.import_options`.
NEW, GONE = ("add", "skip", "ask"), ("say", "archive")
EXTRAS = ("notes", "tags", "circles", "photos")


def import_options(parser: Parser) -> None:
    """Add the options of `pnet import`."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="a file, a folder of cards, or - for standard input"
    )
    parser.add_argument(
        "--from", dest="kind", metavar="KIND", help="what the file is (default: pnet detects it)"
    )
    parser.add_argument(
        "--source", metavar="NAME", default="", help="what to call the source in notes (default: its kind)"
    )
    parser.add_argument(
        "--new",
        metavar="WHAT",
        choices=NEW,
        default="",
        help="what to do with people you don't have: add (the default), skip (the default for LinkedIn) or ask",
    )
    parser.add_argument(
        "--gone",
        metavar="WHAT",
        choices=GONE,
        default="say",
        help="what to do with people who are no longer in the source: say so (the default), or archive them",
    )
    parser.add_argument(
        "--take",
        metavar="COLUMN=PROPERTY",
        type=_column,
        action="append",
        default=[],
        help="read a column as a property, such as Firma=organization; may be repeated",
    )
    parser.add_argument(
        "--day-first",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="whether 3/4/1990 is 3 April (default: pnet infers it from all dates)",
    )
    parser.add_argument(
        "--met-on", action="store_true", help="read the day of a LinkedIn connection as the day you met"
    )
    for option, metavar, what in (
        ("--tag", "TAG", "a tag for new contacts"),
        ("--circle", "NAME", "a circle for new contacts"),
    ):
        parser.add_argument(
            option, metavar=metavar, action="append", default=[], help=f"{what}; may be repeated"
        )
    parser.add_argument(
        "--folder", metavar="DIR", default="", help="the folder of the vault for new contacts"
    )
    parser.add_argument(
        "--match",
        metavar="ID=NAME",
        type=_record,
        action="append",
        default=[],
        help="the record with this id (or name) is the contact NAME; may be repeated",
    )
    parser.add_argument(
        "--apart",
        metavar="ID=NAME",
        type=_record,
        action="append",
        default=[],
        help="the record with this id (or name) is not the contact NAME; may be repeated",
    )
    parser.add_argument(
        "--plan", metavar="PLAN", help="write what would happen to the file PLAN, and change no note"
    )
    parser.add_argument("--apply", metavar="PLAN", help="carry out a plan that --plan wrote")
    parser.add_argument("--no-photos", dest="photos", action="store_false", help="leave out photos")
    add_page_format(parser, fields=False)
    add_dry_run(parser)
    add_commit(parser)


def _column(typed: str) -> tuple[str, str]:
    return _split(typed, "a column, an equals sign and a property, such as Firma=organization")


def _record(typed: str) -> tuple[str, str]:
    return _split(typed, "an id, an equals sign and a name, such as 6f1c='Ada Lovelace'")


def _split(typed: str, form: str) -> tuple[str, str]:
    left, _, right = typed.rpartition("=")
    if not left.strip() or not right.strip():
        raise argparse.ArgumentTypeError(f"“{typed}” needs {form}")
    return left.strip(), right.strip()


def export_options(parser: Parser) -> None:
    """Add the options of `pnet export`."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help="whom to export: terms as in pnet list, such as circle:friends (default: everyone)",
    )
    parser.add_argument(
        "--to",
        metavar="FORMAT",
        choices=EXPORT_FORMATS,
        default="vcard",
        help=f"the format: {', '.join(EXPORT_FORMATS)} (default: vcard)",
    )
    parser.add_argument(
        "--vcard",
        metavar="VERSION",
        choices=("3.0", "4.0", "2.1"),
        default="3.0",
        help="the version of vCard: 3.0 (the default), 4.0 or 2.1",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument("--split", metavar="DIR", help="write one file for each contact to DIR")
    parser.add_argument(
        "--with",
        dest="extras",
        metavar="WHAT",
        type=_extras,
        action="extend",
        default=[],
        help="also export notes (of imported contacts), tags, circles or photos; separate several with commas",
    )
    add_name(
        parser,
        "--private",
        metavar="NAME",
        action="append",
        default=[],
        help="also export NAME, who is private; may be repeated",
    )


def _extras(typed: str) -> list[str]:
    words = [word.strip() for word in typed.split(",") if word.strip()]
    for word in words:
        if word not in EXTRAS:
            raise argparse.ArgumentTypeError(
                f"“{word}” is none of notes, tags, circles and photos: --with notes,tags"
            )
    return words
