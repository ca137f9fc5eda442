"""Owns the options of the commands about the craft of networking; `parser` names the commands. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import (
    A_NAME,
    add_dry_run,
    add_format,
    add_name,
    complete_circles,
    positive_int,
    set_completer,
)
from plaintext_network.cli.output.records import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser


def balance(parser: Parser) -> None:
    """What `pnet balance` takes."""
    add_name(parser, "name", metavar="NAME", nargs="*", help=f"one person: {A_NAME}")
    add_format(parser, fields=False)


def ready(parser: Parser) -> None:
    """What `pnet ready` takes."""
    add_format(parser, fields=False)


def profile(parser: Parser) -> None:
    """What `pnet profile` takes."""
    parser.add_argument(
        "name", metavar="NAME", nargs="*", help="one of them: its channel, or a part of its name"
    )
    parser.add_argument(
        "--format",
        choices=(*FORMATS, "md"),
        help="table on a terminal, plain in a pipe, or as said; md: a Markdown table, side by side",
    )


def post(parser: Parser) -> None:
    """What `pnet post` takes."""
    parser.add_argument("action", choices=("check",), help="check: look through a draft before it goes out")
    parser.add_argument("file", metavar="FILE", help="a path, the name of a note, or - for standard input")
    audience = parser.add_argument(
        "--audience",
        metavar="CIRCLE",
        action="append",
        help="who will read it, whatever the draft says; may be repeated",
    )
    set_completer(audience, complete_circles)
    parser.add_argument(
        "--format", choices=("text", "gcc", "json"), default="text", help="text, gcc (for editors) or json"
    )


def reach(parser: Parser) -> None:
    """What `pnet reach` takes."""
    parser.add_argument(
        "target", metavar="TARGET", nargs="+", help="an organization, a person, a role, a place or a topic"
    )
    parser.add_argument(
        "--as",
        dest="kind",
        choices=("organization", "person", "role", "place", "topic"),
        help="what it is, where it may be several",
    )
    parser.add_argument(
        "--limit", metavar="N", type=positive_int, default=5, help="at most this many chains (default: 5)"
    )
    parser.add_argument(
        "--format",
        choices=(*FORMATS, "dot"),
        help="table on a terminal, plain in a pipe, or as said; dot: a graph for Graphviz",
    )


def intro(parser: Parser) -> None:
    """What `pnet intro` takes."""
    add_name(
        parser,
        "names",
        metavar="NAME",
        nargs="*",
        help="one: only suggestions for them; two: begin an introduction; quote a name of several words",
    )
    parser.add_argument("--why", metavar="TEXT", help="what they may do for each other")
    parser.add_argument(
        "--status",
        choices=("asked", "agreed", "made", "landed", "declined"),
        help="how it stands (default: asked)",
    )
    parser.add_argument("--date", metavar="DAY", help="since when (default: today)")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive_int,
        default=10,
        help="at most this many suggestions (default: 10)",
    )
    add_dry_run(parser)
    add_format(parser, fields=False)


def event(parser: Parser) -> None:
    """What `pnet event` takes."""
    parser.add_argument(
        "name", metavar="NAME", nargs="*", help="an event: its name, a part of it, or its path"
    )
    parser.add_argument("--limit", metavar="N", type=positive_int, help="list at most this many events")
    add_format(parser, fields=False)


def topics(parser: Parser) -> None:
    """What `pnet topics` takes."""
    parser.add_argument("topic", metavar="TOPIC", nargs="*", help="one topic")
    parser.add_argument(
        "--share", metavar="URL", help="who would be glad of this, of those not bothered lately"
    )
    add_name(
        parser, "--log", metavar="NAME", action="append", help="note it as given to them; may be repeated"
    )
    parser.add_argument("--anyway", action="store_true", help="with --log: whatever patience says")
    parser.add_argument(
        "--limit", metavar="N", type=positive_int, help="at most this many under each heading"
    )
    add_dry_run(parser)
    add_format(parser, fields=False)


def goal(parser: Parser) -> None:
    """What `pnet goal` takes."""
    parser.add_argument(
        "name", metavar="NAME", nargs="*", help="one of them as a page: its name, or a part of it"
    )
    parser.add_argument("--all", action="store_true", help="also those that are finished")
    add_format(parser, fields=False)
