"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import add_format, add_page_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser


def profile_options(parser: Parser) -> None:
    """Add the options of `pnet profile`."""
    parser.add_argument(
        "name", metavar="NAME", nargs="*", help="one profile: its channel, or part of its name"
    )
    add_format(parser, fields=False, more={"md": "a Markdown table, side by side"})


def post_options(parser: Parser) -> None:
    """Add the options of `pnet post`."""
    parser.add_argument("action", choices=("check",), help="check: check a draft before you publish it")
    parser.add_argument("file", metavar="FILE", help="a path, the name of a note, or - for standard input")
    parser.add_argument(
        "--audience",
        metavar="CIRCLE",
        action="append",
        help="the circle that will read it, whatever the draft says; may be repeated",
    )
    add_page_format(parser, fields=True, more={"gcc": "one line each, for editors"})
