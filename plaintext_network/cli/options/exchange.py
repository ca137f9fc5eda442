"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

import argparse

from plaintext_network.cli.arguments import add_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser

# Those of `exchange.writers.formats`, which the help must not import.
EXPORT_FORMATS = ("vcard", "csv", "json", "jsonl", "markdown", "google", "ldif", "abook")
EXTRAS = ("notes", "tags", "circles", "photos")


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
            raise argparse.ArgumentTypeError(f"“{word}” is not notes, tags, circles or photos")
    return words
