"""Defines the options of `pnet git`, `resolve` and `history`. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import add_format, add_name, positive_int

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser


def git_options(parser: Parser) -> None:
    """Add the options of `pnet git`."""


def resolve_options(parser: Parser) -> None:
    """Add the options of `pnet resolve`."""


def history_options(parser: Parser) -> None:
    """Add the options of `pnet history`."""
    add_name(
        parser,
        "name",
        metavar="NAME",
        nargs="+",
        help="a contact's name or part of it, or the name or path of any note, also of one that is gone",
    )
    parser.add_argument(
        "--property",
        metavar="PROPERTY",
        action="append",
        help="show only this property; may be repeated",
    )
    parser.add_argument("--since", metavar="DAY", help="from this day on: friday, april 3, 2 weeks ago, 3m")
    parser.add_argument("--limit", metavar="N", type=positive_int, help="show at most N changes")
    parser.add_argument("--all", action="store_true", help="show each Log entry and task, not how many")
    parser.add_argument(
        "--private", action="store_true", help="also show the changes that name somebody else who is private"
    )
    add_format(parser)
