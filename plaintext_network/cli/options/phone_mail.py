"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import add_format, positive_int

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser


def address_options(parser: Parser) -> None:
    """Add the options of `pnet address`."""
    parser.add_argument(
        "text",
        metavar="TEXT",
        nargs="*",
        help="parts of a name, an alias, an organization or an address, which must all match (default: list everybody)",
    )
    parser.add_argument("--limit", metavar="N", type=positive_int, help="list at most N addresses")
    add_format(
        parser,
        fields=False,
        more={
            "mutt": "for query_command",
            "aerc": "for address-book-cmd",
            "header": "Name <address>, as in a mail header",
        },
    )
