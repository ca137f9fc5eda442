"""Owns the command line's words: every command and option, in one place. Imports argparse and nothing slow."""

import argparse

from plaintext_network.cli.records import FORMATS

SHELLS = ("bash", "zsh", "fish")


def build_parser() -> argparse.ArgumentParser:
    """Return the whole parser; man pages, completion and the reference come from it."""
    parser = argparse.ArgumentParser(
        prog="pnet", description="Keep in touch, from Markdown notes in a folder you own."
    )
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    _everywhere(parser, top=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    init = _command(commands, "init", "make a vault, or adopt an existing folder; writes only pnet.toml")
    init.add_argument("folder", metavar="DIR", nargs="?", default=".", help="the folder (default: this one)")
    init.add_argument("--dry-run", action="store_true", help="print the settings, write nothing")

    due = _command(commands, "due", "who is due today, why, and what you last talked about")
    due.add_argument("--within", metavar="SPAN", help="show also who falls due within this time, as 2w")
    due.add_argument("--circle", metavar="NAME", action="append", help="only people of this circle")
    due.add_argument("--limit", metavar="N", type=_count, help="at most this many entries")
    due.add_argument("--waiting", action="store_true", help="add those better left in peace")
    _name(due, "--explain", metavar="NAME", help="go through every rule for one person")
    due.add_argument("--count", action="store_true", help="print how many people are due, nothing else")
    due.add_argument("--exit-code", action="store_true", help="exit with 1 when somebody is due")
    _formats(due)

    show = _command(commands, "show", "one page before you meet")
    _name(show, "name", metavar="NAME", help="a name, a part of one, an alias, an e-mail address or a path")
    _formats(show, fields=False)

    listing = _command(commands, "list", "contacts by property, name or standing")
    listing.add_argument(
        "query", metavar="QUERY", nargs="*", help="terms that must all hold, as circle:friends is:due"
    )
    _formats(listing)

    recent = _command(commands, "recent", "interactions as a timeline, newest first")
    recent.add_argument(
        "query", metavar="QUERY", nargs="*", help="terms that must all hold, as with:ada channel:call"
    )
    recent.add_argument("--limit", metavar="N", type=_count, help="at most this many")
    _formats(recent)

    find = _command(commands, "find", "anything remembered: ranked full text over the notes")
    find.add_argument("text", metavar="TEXT", nargs="+", help="words that must all occur")
    find.add_argument(
        "--limit", metavar="N", type=_count, default=20, help="at most this many notes (default: 20)"
    )
    _formats(find)

    path = _command(commands, "path", "the path of a note")
    _name(path, "name", metavar="NAME", help="a name, a part of one, an alias, an e-mail address or a path")

    check = _command(commands, "check", "every problem with its place and remedy")
    check.add_argument(
        "--severity",
        choices=("error", "warning", "information"),
        default="information",
        help="only problems at least this severe",
    )
    check.add_argument(
        "--format", choices=("text", "gcc", "json"), default="text", help="text, gcc (for editors) or json"
    )

    stats = _command(commands, "stats", "the network in numbers")
    stats.add_argument("--format", choices=("table", "json"), default="table", help="a page to read, or json")

    config = _command(commands, "config", "what is in force, and where it comes from")
    _formats(config)

    completion = _command(commands, "completion", "print the lines that teach a shell to complete pnet")
    completion.add_argument("shell", choices=SHELLS, help="the shell")
    return parser


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return each command's own parser by name, in the order of the help."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            found.update(action.choices)
    return found


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    _everywhere(parser, top=False)
    return parser


def _everywhere(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Add the options that stand before or after the command; the later one counts."""
    default = None if top else argparse.SUPPRESS
    parser.add_argument("--vault", metavar="DIR", default=default, help="the vault's folder")
    parser.add_argument("--today", metavar="DATE", default=default, help="the day that counts as today")
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default=default, help="when to use colour"
    )
    quiet = False if top else argparse.SUPPRESS
    parser.add_argument(
        "-q", "--quiet", action="store_true", default=quiet, help="say nothing beside the answer"
    )
    parser.add_argument("--no-input", action="store_true", default=quiet, help="never ask")


def _formats(parser: argparse.ArgumentParser, *, fields: bool = True) -> None:
    parser.add_argument("--format", choices=FORMATS, help="table on a terminal, plain in a pipe, or as said")
    if fields:
        parser.add_argument("--fields", metavar="A,B,C", help="only these fields, in this order")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number of at least 1")
    return int(text)


def _name(parser: argparse.ArgumentParser, flag: str, *, metavar: str, help: str) -> None:  # noqa: A002
    action = parser.add_argument(flag, metavar=metavar, help=help)
    # argcomplete asks this attribute for the words that fit.
    action.completer = complete_names  # type: ignore[attr-defined]


def complete_names(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """Return the contacts' names that begin with what was typed."""
    # Late: only completion reads the vault from here.
    from plaintext_network.cli.session import Session

    return Session(parsed_args).names(prefix)
