"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

import argparse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser

# Those of `exchange.calendar_feed.feed_options`, which the help must not import.
CALENDAR_WHAT = ("birthdays", "occasions", "promises", "due")
CALENDAR_DAYS, MOST_CALENDAR_DAYS = 90, 3653


def calendar_options(parser: Parser) -> None:
    """Add the options of `pnet calendar`."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write to FILE, to which a calendar can subscribe, instead of standard output",
    )
    parser.add_argument(
        "--what",
        metavar="WHAT",
        type=_what,
        action="extend",
        default=[],
        help="only birthdays, occasions, promises or due; separate several with commas (default: all four)",
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
        help="ring at TIME: 09:00 is on the day, and '1 day 18:00' the evening before; may be repeated",
    )


def _what(typed: str) -> list[str]:
    words = [word.strip() for word in typed.split(",") if word.strip()]
    unknown = [word for word in words if word not in CALENDAR_WHAT]
    if unknown or not words:
        wrong = unknown[0] if unknown else typed
        raise argparse.ArgumentTypeError(
            f"“{wrong}” is none of birthdays, occasions, promises and due: --what birthdays,promises"
        )
    return words


def _days(typed: str) -> int:
    days = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else -1
    if not 0 <= days <= MOST_CALENDAR_DAYS:
        raise argparse.ArgumentTypeError(
            f"“{typed}” is no number of days from 0 to {MOST_CALENDAR_DAYS}: --days 90"
        )
    return days


def _alarm(typed: str) -> int:
    # Late: most feeds have no alarms.
    from plaintext_network.exchange.calendar_feed.feed_options import parse_alarm

    minutes = parse_alarm(typed)
    if minutes is None:
        raise argparse.ArgumentTypeError(
            f"“{typed}” is no time of an alarm: write 09:00, or '1 day 18:00' for the evening before"
        )
    return minutes
