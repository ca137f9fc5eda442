"""Defines the options of `pnet git`, `resolve` and `history`. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import add_dry_run

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


def history_options(parser: Parser) -> None:
    """Add the options of `pnet history`."""
