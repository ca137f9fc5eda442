"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import add_dry_run, add_format, add_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser

# Those of `exchange.sync.sync_plan`, which the help must not import.
SIDES = ("vault", "folder")


def sync_options(parser: Parser) -> None:
    """Add the options of `pnet sync`."""
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="the syncs to run, as [sync.NAME] in pnet.toml names them (default: all)",
    )
    parser.add_argument(
        "--status", action="store_true", help="show what is in step, waits or is asked, and change nothing"
    )
    parser.add_argument(
        "--check", action="store_true", help="check the settings and the folder, and change nothing"
    )
    parser.add_argument(
        "--resolve",
        metavar="SIDE",
        nargs="?",
        const="ask",
        choices=("ask", *SIDES),
        help="ask about each conflict and question; with vault or folder, that side counts in every conflict",
    )
    parser.add_argument(
        "--deletes", action="store_true", help="remove the cards of contacts who are no longer in the vault"
    )
    add_name(
        parser,
        "--withdraw",
        metavar="NAME",
        action="append",
        default=[],
        help="remove the card of NAME, who became private or no longer matches the query; may be repeated",
    )
    parser.add_argument(
        "--merge",
        metavar=("A", "B"),
        nargs=2,
        help="merge two versions of one card, for vdirsyncer's conflict_resolution; needs no vault",
    )
    add_dry_run(parser)
    add_format(parser)
