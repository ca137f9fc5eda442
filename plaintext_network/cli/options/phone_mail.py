"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

import argparse

from plaintext_network.cli.arguments import add_dry_run, add_page_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser

# Those of `exchange.touches.chat_columns`, which the help must not import.
CHAT_ROLES = ("date", "time", "person", "address", "to", "chat", "direction", "channel", "text", "ignore")


def touches_options(parser: Parser) -> None:
    """Add the options of `pnet touches`."""
    parser.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="*",
        help="a mailbox, a folder of mail, a calendar, a table of messages (CSV) or notmuch:QUERY (default: mail and calendars in your config.toml)",
    )
    parser.add_argument(
        "--since",
        metavar="DAY",
        help="from this day on: 2026-10-01, 3 months ago (default: since the last run, at first 30 days)",
    )
    parser.add_argument(
        "--me",
        metavar="WHO",
        action="append",
        default=[],
        help="an address, a number or a name of your own, besides those in your config.toml; may be repeated",
    )
    parser.add_argument(
        "--subjects",
        action="store_true",
        help="read and note the subjects of mail and the texts of messages, too",
    )
    parser.add_argument(
        "--take",
        metavar="COLUMN=ROLE",
        type=_column,
        action="append",
        default=[],
        help=f"what a column of a table is, such as Wer=person: {', '.join(CHAT_ROLES)}; may be repeated",
    )
    parser.add_argument(
        "--day-first",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="whether 3/4/2026 in a table is 3 April (default: pnet infers it from all dates)",
    )
    parser.add_argument(
        "--plan",
        metavar="PLAN",
        help="write the proposals to the file PLAN to answer there, and change no note",
    )
    parser.add_argument("--apply", metavar="PLAN", help="carry out a plan that --plan wrote")
    add_page_format(parser, fields=False)
    add_dry_run(parser)


def _column(typed: str) -> tuple[str, str]:
    column, _, role = typed.rpartition("=")
    if not column.strip() or role.strip() not in CHAT_ROLES:
        raise argparse.ArgumentTypeError(
            f"“{typed}” needs a column, an equals sign and one of {', '.join(CHAT_ROLES)}, such as Wer=person"
        )
    return column.strip(), role.strip()
