"""Defines the options of `pnet git`, `resolve` and `history`. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import add_commit, add_dry_run, add_format, add_name, positive_int

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser


def git_options(parser: Parser) -> None:
    """Add the options of `pnet git`."""
    # `pnet git merge` is for git alone: see `driver_words`.
    parser.add_argument(
        "action",
        choices=("show", "setup", "check"),
        nargs="?",
        default="show",
        help="setup: let git merge notes by property; check: list the errors of staged notes; default: show what is set up",
    )
    parser.add_argument("--undo", action="store_true", help="with setup, restore the files as they were")
    add_dry_run(parser)


def resolve_options(parser: Parser) -> None:
    """Add the options of `pnet resolve`."""
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="a note in conflict, or a conflict copy, by name or path (default: all)",
    )
    sides = parser.add_mutually_exclusive_group()
    sides.add_argument(
        "--ours",
        dest="take",
        action="store_const",
        const="ours",
        help="take our version of each conflict; for a copy, its original",
    )
    sides.add_argument(
        "--theirs",
        dest="take",
        action="store_const",
        const="theirs",
        help="take their version of each conflict; for a copy, the copy",
    )
    sides.add_argument(
        "--both",
        dest="take",
        action="store_const",
        const="both",
        help="take both: all items of a list, all lines of text; other conflicts stay",
    )
    add_format(parser, fields=True)
    add_dry_run(parser)
    add_commit(parser)


def history_options(parser: Parser) -> None:
    """Add the options of `pnet history`."""
    add_name(
        parser,
        "name",
        metavar="NAME",
        nargs="+",
        help="a contact's name or part of it, or the name or path of any note, even a deleted one",
    )
    parser.add_argument(
        "--property",
        metavar="PROPERTY",
        action="append",
        help="show only this property; may be repeated",
    )
    parser.add_argument(
        "--since", metavar="DAY", help="only changes from this day on: friday, april 3, 2 weeks ago, 3m"
    )
    parser.add_argument("--limit", metavar="N", type=positive_int, help="show at most N changes")
    parser.add_argument(
        "--all", action="store_true", help="show each Log entry and task, instead of their number"
    )
    parser.add_argument(
        "--private", action="store_true", help="also show the changes that name somebody else who is private"
    )
    add_format(parser)
