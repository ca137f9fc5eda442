"""Defines the options of the commands that draw the network. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.arguments import A_NAME, add_name, positive_int

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser

REPORT_FORMATS = ("html", "md", "mail")
GRAPH_FORMATS = ("table", "svg", "dot", "graphml", "json")


def report_options(parser: Parser) -> None:
    """Add the options of `pnet report`."""
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=REPORT_FORMATS,
        help="html: one file for any browser; md: a note, such as for your phone; mail: a mail for msmtp -t "
        "(default: md for a FILE that ends in .md, mail for .eml, else html)",
    )
    parser.add_argument(
        "--to",
        "-o",
        "--output",
        dest="to",
        metavar="FILE",
        help="write to FILE; - for standard output",
    )
    parser.add_argument("--open", action="store_true", help="open the page in your browser")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive_int,
        help="show at most N cards, people who are due first (default: everybody of up to 300 people, else 150)",
    )
    parser.add_argument("--private", action="store_true", help="include private people; not for a mail")
    parser.add_argument(
        "--links",
        metavar="PROGRAM",
        choices=("obsidian",),
        help="link each person's note in a program: obsidian",
    )
    parser.add_argument(
        "--mail-to",
        metavar="ADDRESS",
        help="the address of the mail (default: the first one in the note about yourself)",
    )


def graph_options(parser: Parser) -> None:
    """Add the options of `pnet graph`."""
    add_name(
        parser, "name", metavar="NAME", nargs="*", help=f"only this person and the people they know: {A_NAME}"
    )
    parser.add_argument(
        "--steps",
        metavar="N",
        type=int,
        choices=(1, 2),
        help="with NAME; 2 adds the people those know (default: 1)",
    )
    parser.add_argument("--circle", metavar="CIRCLE", help="only people in this circle")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive_int,
        help="show at most N people (default: 150 in a table or a picture, else everybody)",
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=GRAPH_FORMATS,
        help="table (default on a terminal), svg (otherwise the default), json; dot: a graph for Graphviz; "
        "graphml: a graph for Gephi and others",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write to FILE; the ending .dot, .graphml or .json chooses the format",
    )
