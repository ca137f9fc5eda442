"""Defines the options of `pnet sync`, `address`, `calendar` and `touches`. Imported when one of them is parsed."""

from __future__ import annotations

import argparse

from plaintext_network.cli.arguments import (
    add_commit,
    add_dry_run,
    add_format,
    add_name,
    add_page_format,
    positive_int,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from plaintext_network.cli.arguments import Parser

# Those of `exchange.sync.sync_plan`, which the help must not import.
SIDES = ("vault", "folder")
# Those of `exchange.calendar_feed.feed_options`, which the help must not import.
CALENDAR_WHAT = ("birthdays", "occasions", "promises", "due")
CALENDAR_DAYS, MOST_CALENDAR_DAYS = 90, 3653
# Those of `exchange.touches.chat_in.chat_columns`, which the help must not import.
CHAT_ROLES = ("date", "time", "person", "address", "to", "chat", "direction", "channel", "text", "ignore")


def sync_options(parser: Parser) -> None:
    """Add the options of `pnet sync`."""
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="the syncs to run, as [sync.NAME] in pnet.toml names them (default: all)",
    )
    parser.set_defaults(more_names=[])
    parser.add_argument(
        "--status",
        action="store_true",
        help="show what a sync would do and when it last ran, and change nothing",
    )
    parser.add_argument(
        "--check", action="store_true", help="check the settings and the folder, and change nothing"
    )
    parser.add_argument(
        "--resolve",
        metavar="SIDE",
        nargs="?",
        const="ask",
        action=_SideOrName,
        help="ask about each conflict and question; with vault or folder, use the values of that side in every conflict",
    )
    parser.add_argument(
        "--deletes",
        metavar="COUNT",
        nargs="?",
        const=0,
        action=_CountOrName,
        help="remove the cards of contacts who are no longer in the vault; COUNT allows more at once than the usual limit",
    )
    add_name(
        parser,
        "--withdraw",
        metavar="NAME",
        action="append",
        default=[],
        help="remove the card of NAME, who is private now or no longer matches the query; may be repeated",
    )
    parser.add_argument(
        "--start-over",
        action="store_true",
        help="forget the remembered values, and compare the folder as if for the first time; deletes nothing",
    )
    parser.add_argument(
        "--merge",
        metavar=("A", "B"),
        nargs=2,
        help="merge two versions of one card, for vdirsyncer's conflict_resolution; needs no vault",
    )
    add_dry_run(parser)
    add_commit(parser)
    add_format(parser)


class _ValueOrName(argparse.Action):
    """Takes an optional value; another word after the option is a NAME, as `pnet sync --resolve phone` means it."""

    def value_of(self, word: Any) -> Any:
        """Return the value that a word is, or None."""
        raise NotImplementedError

    def __call__(
        self,
        _: argparse.ArgumentParser,
        options: argparse.Namespace,
        word: str | Sequence[Any] | None,
        __: str | None = None,
    ) -> None:
        value = word if word == self.const else self.value_of(word)
        if value is None:
            options.more_names = [*options.more_names, word]
            value = self.const
        setattr(options, self.dest, value)


class _SideOrName(_ValueOrName):
    def value_of(self, word: Any) -> Any:
        return word if word in SIDES else None


class _CountOrName(_ValueOrName):
    def value_of(self, word: Any) -> Any:
        return int(word) if str(word).isdecimal() and len(str(word)) < 10 else None


def address_options(parser: Parser) -> None:
    """Add the options of `pnet address`."""
    parser.add_argument(
        "text",
        metavar="TEXT",
        nargs="*",
        help="parts of a name, alias, organization or address; all must match (default: list everyone)",
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


def calendar_options(parser: Parser) -> None:
    """Add the options of `pnet calendar`."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write to FILE instead of standard output; calendar programs can subscribe to it",
    )
    parser.add_argument(
        "--what",
        metavar="WHAT",
        type=_what,
        action="extend",
        default=[],
        help="include only birthdays, occasions, promises or due; separate several with commas (default: all four)",
    )
    parser.add_argument(
        "--days",
        metavar="N",
        type=_days,
        default=CALENDAR_DAYS,
        help=f"how many days ahead to list promises and who is due (default: {CALENDAR_DAYS})",
    )
    parser.add_argument(
        "--alarm",
        metavar="TIME",
        dest="alarms",
        type=_alarm,
        action="append",
        default=[],
        help="ring at TIME: 09:00 on the day, or '1 day 18:00' on the evening before; may be repeated",
    )
    parser.add_argument(
        "--details",
        action="store_true",
        help="add each contact's cadence and last touch",
    )


def _what(typed: str) -> list[str]:
    words = [word.strip() for word in typed.split(",") if word.strip()]
    unknown = [word for word in words if word not in CALENDAR_WHAT]
    if unknown or not words:
        wrong = unknown[0] if unknown else typed
        raise argparse.ArgumentTypeError(
            f"“{wrong}” isn't birthdays, occasions, promises or due: --what birthdays,promises"
        )
    return words


def _days(typed: str) -> int:
    days = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else -1
    if not 0 <= days <= MOST_CALENDAR_DAYS:
        raise argparse.ArgumentTypeError(
            f"“{typed}” isn't a number of days from 0 to {MOST_CALENDAR_DAYS}: --days 90"
        )
    return days


def _alarm(typed: str) -> int:
    # Late: most feeds have no alarms.
    from plaintext_network.exchange.calendar_feed.feed_options import parse_alarm

    minutes = parse_alarm(typed)
    if minutes is None:
        raise argparse.ArgumentTypeError(
            f"“{typed}” isn't a time for an alarm: write 09:00, or '1 day 18:00' for the evening before"
        )
    return minutes


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
        help="read from this day on: 2026-10-01, 3 months ago (default: since the last run; the first time, 30 days)",
    )
    parser.add_argument(
        "--me",
        metavar="WHO",
        action="append",
        default=[],
        help="your address, number or name, in addition to those in your config.toml; may be repeated",
    )
    parser.add_argument(
        "--subjects",
        action="store_true",
        help="also read and log the subjects of mail and the texts of messages",
    )
    parser.add_argument(
        "--take",
        metavar="COLUMN=ROLE",
        type=_chat_column,
        action="append",
        default=[],
        help=f"set the role of a table's column, such as Wer=person; roles: {', '.join(CHAT_ROLES)}; may be repeated",
    )
    parser.add_argument(
        "--day-first",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="read 3/4/2026 in a table as 3 April, or as 4 March (default: pnet infers it from all dates)",
    )
    parser.add_argument(
        "--plan",
        metavar="PLAN",
        help="write the proposals to the file PLAN, where you can answer, and change no note",
    )
    parser.add_argument("--apply", metavar="PLAN", help="carry out a plan that --plan wrote")
    add_page_format(parser, fields=False)
    add_dry_run(parser)
    add_commit(parser)


def _chat_column(typed: str) -> tuple[str, str]:
    column, _, role = typed.rpartition("=")
    if not column.strip() or role.strip() not in CHAT_ROLES:
        raise argparse.ArgumentTypeError(
            f"“{typed}” needs a column, an equals sign and one of {', '.join(CHAT_ROLES)}, such as Wer=person"
        )
    return column.strip(), role.strip()
