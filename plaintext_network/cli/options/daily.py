"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import (
    A_NAME,
    add_commit,
    add_dry_run,
    add_format,
    add_name,
    add_no_template,
    positive_int,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser


def due_options(parser: Parser) -> None:
    """Add the options of `pnet due`."""
    add_name(
        parser,
        "name",
        metavar="NAME",
        nargs="*",
        help="only this person; if not due, when they are next, and why",
    )
    parser.add_argument("--within", metavar="SPAN", help="include people due within this time, such as 2w")
    parser.add_argument(
        "--circle", metavar="NAME", action="append", help="only people in this circle; may be repeated"
    )
    parser.add_argument("--limit", metavar="N", type=positive_int, help="show at most N entries")
    parser.add_argument("--all", action="store_true", help="include people beyond the week's budget")
    parser.add_argument("--waiting", action="store_true", help="include people to leave alone for now")
    add_name(parser, "--explain", metavar="NAME", nargs="*", help="explain every rule for one person")
    parser.add_argument("--count", action="store_true", help="print only the number of people due")
    parser.add_argument("--exit-code", action="store_true", help="exit with status 1 if someone is due")
    add_format(parser)


def review_options(parser: Parser) -> None:
    """Add the options of `pnet review`."""
    parser.add_argument(
        "--circle", metavar="NAME", action="append", help="only people in this circle; may be repeated"
    )
    add_commit(parser)


def log_options(parser: Parser) -> None:
    """Add the options of `pnet log`."""
    parser.add_argument(
        "text", metavar="TEXT", nargs="*", help="what happened, in one sentence; - reads standard input"
    )
    add_name(
        parser,
        "--with",
        dest="people",
        metavar="NAME",
        action="append",
        help="who took part; may be repeated",
    )
    parser.add_argument(
        "--date", "--on", metavar="DATE", help="the day it happened: friday, april 3, 3 days ago"
    )
    parser.add_argument("--channel", metavar="WORD", help="how you were in touch: call, email, in-person, …")
    parser.add_argument(
        "--direction",
        choices=("both", "out", "in"),
        help="out: from you; in: from them; both: a conversation",
    )
    for option, what in (
        ("--gave", "what you gave: help, advice, an introduction, …"),
        ("--got", "what you got: help, advice, an introduction, …"),
        ("--asked", "what you asked for"),
        ("--thanked", "what you thanked them for"),
        ("--topic", "what you talked about"),
    ):
        parser.add_argument(option, metavar="TEXT", action="append", help=f"{what}; may be repeated")
    parser.add_argument(
        "--event", metavar="NAME", help="the event where it happened: a note's name, or any text"
    )
    parser.add_argument(
        "--goal", metavar="NAME", action="append", help="a goal that it helped with; may be repeated"
    )
    parser.add_argument(
        "--follow-up",
        metavar="DAY: TEXT",
        action="append",
        help="a promise, such as 'in 2 weeks: send slides'; may be repeated",
    )
    parser.add_argument(
        "--as",
        dest="form",
        choices=("note", "log", "daily"),
        help="where to write it: a note of its own, the Log section of the contact's note, or the daily note",
    )
    parser.add_argument("-e", "--edit", action="store_true", help="write the text in your editor")
    parser.add_argument(
        "--anyway", action="store_true", help="log even a third unreturned request or unanswered message"
    )
    add_no_template(parser)
    add_dry_run(parser)
    add_commit(parser)


def promise_options(parser: Parser) -> None:
    """Add the options of `pnet promise`."""
    add_name(parser, "name", metavar="NAME", help=A_NAME)
    parser.add_argument(
        "words",
        metavar="[WHEN] TEXT",
        nargs="*",
        help="the day, unless --by gives it, then what you promised",
    )
    parser.add_argument("--by", metavar="WHEN", help="the day, such as friday or 'in 2 weeks'")
    add_dry_run(parser)
    add_commit(parser)
    parser.intermixed = True


def promises_options(parser: Parser) -> None:
    """Add the options of `pnet promises`."""
    add_name(parser, "name", metavar="NAME", nargs="*", help="only what you promised this person")
    parser.add_argument("--limit", metavar="N", type=positive_int, help="list at most N promises")
    add_format(parser)


def agenda_options(parser: Parser) -> None:
    """Add the options of `pnet agenda`."""
    parser.add_argument("--within", metavar="SPAN", help="how far to look, such as 6w (default: 4 weeks)")
    parser.add_argument("--limit", metavar="N", type=positive_int, help="list at most N entries")
    add_format(parser)


def done_options(parser: Parser) -> None:
    """Add the options of `pnet done`."""
    parser.add_argument(
        "promise",
        metavar="PROMISE",
        nargs="*",
        help="part of its text, a contact's name, or path:line; without it, pnet asks",
    )
    add_dry_run(parser)
    add_commit(parser)


def snooze_options(parser: Parser) -> None:
    """Add the options of `pnet snooze`."""
    add_name(parser, "name", metavar="NAME", help=A_NAME)
    parser.add_argument("when", metavar="WHEN", nargs="*", help="the day: next week, in 2 weeks, 2027-01-15")
    add_dry_run(parser)
    add_commit(parser)


def undo_options(parser: Parser) -> None:
    """Add the options of `pnet undo`."""
    parser.add_argument("--list", action="store_true", help="list what can be undone, the newest first")
    parser.add_argument(
        "--forget",
        action="store_true",
        help="skip the last write, so that the one before it can be undone",
    )
    add_dry_run(parser)
    add_commit(parser)
    add_format(parser)


def redo_options(parser: Parser) -> None:
    """Add the options of `pnet redo`."""
    parser.add_argument("--list", action="store_true", help="list what can be redone, the next one first")
    add_dry_run(parser)
    add_commit(parser)
    add_format(parser)
