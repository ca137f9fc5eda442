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

# Those of `network.search.sort_contacts`, which the help must not import: it costs more than the help.
SORT_KEYS = (
    "name", "last", "due", "cadence", "touches", "standing", "met", "birthday", "organization", "location", "path",
)  # fmt: skip

# The columns of the same values, as the table calls them.
SORT_COLUMNS = {"last_touch": "last", "next_due": "due", "met_on": "met"}


def add_options(parser: Parser) -> None:
    """Add the options of `pnet add`."""
    parser.add_argument("name", metavar="NAME", nargs="+", help="the full name")
    for option, what in (
        ("--alias", "another name"),
        ("--email", "an email address"),
        ("--phone", "a phone number"),
        ("--link", "a web address"),
        ("--circle", "a circle they belong to"),
        ("--tag", "a tag"),
    ):
        parser.add_argument(
            option, metavar=option[2:].upper(), action="append", help=f"{what}; may be repeated"
        )
    for option, metavar, what in (
        ("--organization", "TEXT", "where they work"),
        ("--role", "TEXT", "what they do there"),
        ("--location", "TEXT", "where they live"),
        ("--cadence", "SPAN", "how often to be in touch, such as 2 months"),
        ("--birthday", "DATE", "their birthday, with or without the year"),
        ("--met-on", "DATE", "the day you met"),
        ("--met-at", "EVENT", "where you met"),
    ):
        parser.add_argument(option, metavar=metavar, help=what)
    add_name(parser, "--through", metavar="NAME", help="who introduced you")
    parser.add_argument("--force", action="store_true", help="add even if a similar contact exists")
    parser.add_argument("-e", "--edit", action="store_true", help="open the new note in your editor")
    add_no_template(parser)
    add_dry_run(parser)
    add_commit(parser)


def show_options(parser: Parser) -> None:
    """Add the options of `pnet show`."""
    add_name(parser, "name", metavar="NAME", nargs="+", help=A_NAME)
    parser.add_argument("--full", action="store_true", help="show everything, however long")
    parser.add_argument(
        "--private", action="store_true", help="also show the lines that name somebody else who is private"
    )
    add_format(parser, fields=False)


def _sort_key(typed: str) -> str:
    return SORT_COLUMNS.get(typed, typed)


def list_options(parser: Parser) -> None:
    """Add the options of `pnet list`."""
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", help="terms that must all match, such as circle:friends is:due"
    )
    parser.add_argument(
        "--sort",
        metavar="KEY",
        type=_sort_key,
        choices=SORT_KEYS,
        default="name",
        help=f"sort by {', '.join(SORT_KEYS[:-1])} or {SORT_KEYS[-1]} (default: name)",
    )
    parser.add_argument("--reverse", action="store_true", help="reverse the order")
    parser.add_argument("--limit", metavar="N", type=positive_int, help="list at most N contacts")
    add_format(parser)


def find_options(parser: Parser) -> None:
    """Add the options of `pnet find`."""
    parser.add_argument("text", metavar="TEXT", nargs="+", help="words that the note must all contain")
    parser.add_argument(
        "--meaning",
        action="store_true",
        help="find passages of similar meaning, whatever their words (needs the extra “meaning”)",
    )
    parser.add_argument(
        "--limit", metavar="N", type=positive_int, default=20, help="list at most N notes (default: 20)"
    )
    add_format(parser)


def recent_options(parser: Parser) -> None:
    """Add the options of `pnet recent`."""
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", help="terms that must all match, such as with:ada channel:call"
    )
    parser.add_argument("--since", metavar="DAY", help="from this day on: friday, april 3, 2 weeks ago, 3m")
    parser.add_argument("--until", metavar="DAY", help="up to and including this day")
    parser.add_argument(
        "--changes",
        action="store_true",
        help="list new roles, organizations and locations of the matching contacts instead",
    )
    parser.add_argument("--reverse", action="store_true", help="list the oldest first")
    parser.add_argument("--limit", metavar="N", type=positive_int, help="list at most N interactions")
    add_format(parser)


def set_options(parser: Parser) -> None:
    """Add the options of `pnet set`."""
    add_name(parser, "name", metavar="NAME", help="a contact's name, or the name or path of any note")
    parser.add_argument("property", metavar="PROPERTY", help="the property")
    parser.add_argument(
        "value", metavar="VALUE", nargs="*", help="the new value; for a list, each VALUE is an item"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--add", metavar="VALUE", nargs="*", action="extend", help="add items to a list")
    how.add_argument("--remove", metavar="VALUE", nargs="*", action="extend", help="remove items from a list")
    how.add_argument("--unset", action="store_true", help="remove the property")
    parser.add_argument("--former", action="store_true", help="add the old organization to the former ones")
    add_name(
        parser,
        "--also",
        metavar="NAME",
        nargs="+",
        action="extend",
        help="also make this change in these notes",
    )
    parser.add_argument("--any", action="store_true", help="allow a property that pnet does not know")
    add_dry_run(parser)
    add_commit(parser)


def edit_options(parser: Parser) -> None:
    """Add the options of `pnet edit`."""
    add_name(
        parser,
        "name",
        metavar="NAME",
        nargs="+",
        help=f"{A_NAME}; else the day of an interaction, or part of its title, text or people",
    )
    parser.add_argument(
        "--last", action="store_true", help="open the last interaction with the contact, at its line"
    )


def rename_options(parser: Parser) -> None:
    """Add the options of `pnet rename`."""
    add_name(parser, "old", metavar="OLD", help="a contact's name, or the name or path of any note")
    parser.add_argument("new", metavar="NEW", help="the new name")
    parser.add_argument("--alias", action="store_true", help="keep the old name as an alias")
    add_dry_run(parser)
    add_commit(parser)


def merge_options(parser: Parser) -> None:
    """Add the options of `pnet merge`."""
    add_name(parser, "first", metavar="NAME", help="the contact to keep")
    add_name(parser, "second", metavar="OTHER", help="the contact to merge into it")
    parser.add_argument(
        "--former",
        action="store_true",
        help="if the organizations differ, add the other one to the former ones",
    )
    add_dry_run(parser)
    add_commit(parser)


def duplicates_options(parser: Parser) -> None:
    """Add the options of `pnet duplicates`."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help="terms that one of the two contacts must match, such as circle:work",
    )
    how = parser.add_mutually_exclusive_group()
    add_name(
        how,
        "--apart",
        metavar=("NAME", "OTHER"),
        nargs=2,
        help="note that these two are different people, so that no list asks again",
    )
    how.add_argument("--review", action="store_true", help="go through the pairs, one by one")
    parser.add_argument("--limit", metavar="N", type=positive_int, help="list at most N pairs")
    add_dry_run(parser)
    add_commit(parser)
    add_format(parser)


def archive_options(parser: Parser) -> None:
    """Add the options of `pnet archive`."""
    add_name(parser, "name", metavar="NAME", nargs="+", help=A_NAME)
    parser.add_argument("--undo", action="store_true", help="bring the contact back: remove the status")
    add_dry_run(parser)
    add_commit(parser)


def delete_options(parser: Parser) -> None:
    """Add the options of `pnet delete`."""
    add_name(
        parser,
        "name",
        metavar="NAME",
        nargs="+",
        help="a contact's name or part of it, or the name or path of any note",
    )
    parser.add_argument("-y", "--yes", action="store_true", help="do not ask on a terminal")
    add_dry_run(parser)
    add_commit(parser)


def path_options(parser: Parser) -> None:
    """Add the options of `pnet path`."""
    add_name(parser, "name", metavar="NAME", nargs="+", help=A_NAME)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--absolute", action="store_true", help="print the full path, not the path within the vault"
    )
    what.add_argument(
        "--link", action="store_true", help="print a link to the note, as this vault writes links"
    )
