"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import (
    A_NAME,
    a_year,
    add_commit,
    add_dry_run,
    add_format,
    add_name,
    add_page_format,
    positive_int,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser


def intro_options(parser: Parser) -> None:
    """Add the options of `pnet intro`."""
    add_name(
        parser,
        "names",
        metavar="NAME",
        nargs="*",
        help="one name: suggestions for them; two names: start an introduction; quote a name with spaces",
    )
    parser.add_argument("--why", metavar="TEXT", help="what they could do for each other")
    parser.add_argument(
        "--status",
        metavar="STATUS",
        choices=("asked", "agreed", "made", "landed", "declined"),
        help="its status: asked (the default), agreed, made, landed or declined",
    )
    parser.add_argument("--date", metavar="DAY", help="the day of that status (default: today)")
    parser.add_argument(
        "--limit", metavar="N", type=positive_int, default=10, help="show at most N suggestions (default: 10)"
    )
    add_dry_run(parser)
    add_commit(parser)
    add_format(parser, fields=False)


def reach_options(parser: Parser) -> None:
    """Add the options of `pnet reach`."""
    parser.add_argument(
        "target", metavar="TARGET", nargs="+", help="an organization, a person, a role, a place or a topic"
    )
    parser.add_argument(
        "--as",
        dest="kind",
        metavar="KIND",
        choices=("organization", "person", "role", "place", "topic"),
        help="what TARGET is, if it could be several things: organization, person, role, place or topic",
    )
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive_int,
        default=5,
        help="show at most N chains of introductions (default: 5)",
    )
    add_format(parser, fields=False, more={"dot": "a graph for Graphviz"})


def event_options(parser: Parser) -> None:
    """Add the options of `pnet event`."""
    parser.add_argument("name", metavar="NAME", nargs="*", help="an event: its name, part of it, or its path")
    parser.add_argument("--limit", metavar="N", type=positive_int, help="list at most N events")
    add_format(parser, fields=False)


def goal_options(parser: Parser) -> None:
    """Add the options of `pnet goal`."""
    parser.add_argument(
        "name", metavar="NAME", nargs="*", help="a goal, shown as a page: its name, or part of it"
    )
    parser.add_argument("--all", action="store_true", help="include finished goals")
    add_format(parser, fields=False)


def topics_options(parser: Parser) -> None:
    """Add the options of `pnet topics`."""
    parser.add_argument(
        "topic",
        metavar="TOPIC",
        nargs="*",
        help="a topic: who knows about it, who mentioned it, and what was read about it",
    )
    parser.add_argument(
        "--share",
        metavar="WHAT",
        help="list who would enjoy this web address, note, or link at path:line",
    )
    parser.add_argument(
        "--since",
        metavar="DAY",
        help="mark as new what you noted since this day (default: since your last look at the topic)",
    )
    add_name(
        parser,
        "--log",
        metavar="NAME",
        action="append",
        help="with --share: log that you passed it on to NAME; may be repeated",
    )
    parser.add_argument("--anyway", action="store_true", help="with --log: log even if it is better to wait")
    parser.add_argument(
        "--limit", metavar="N", type=positive_int, help="show at most N lines under each heading"
    )
    add_dry_run(parser)
    add_commit(parser)
    add_format(parser, fields=False)


def balance_options(parser: Parser) -> None:
    """Add the options of `pnet balance`."""
    add_name(parser, "name", metavar="NAME", nargs="*", help=f"one person: {A_NAME}")
    add_format(parser, fields=False)


def ready_options(parser: Parser) -> None:
    """Add the options of `pnet ready`."""
    add_format(parser, fields=False)


def stats_options(parser: Parser) -> None:
    """Add the options of `pnet stats`."""
    add_name(
        parser,
        "name",
        metavar="NAME",
        nargs="*",
        help=f"one person, over the years: {A_NAME}",
    )
    parser.add_argument(
        "--calendar",
        action="store_true",
        help="show how often you were in touch on each day of the last year",
    )
    parser.add_argument(
        "--year", metavar="YEAR", type=a_year, help="with --calendar: a calendar year, such as 2025"
    )
    add_page_format(parser, fields=False, more={"svg": "a picture, with NAME or --calendar"})
