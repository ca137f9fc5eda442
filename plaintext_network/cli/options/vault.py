"""Defines the options of the commands in one group of the help. Imported when one of them is parsed."""

from __future__ import annotations

import sys

from plaintext_network.cli.arguments import add_commit, add_dry_run, add_format, add_page_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser

SHELLS = ("bash", "zsh", "fish")
# A watch never ends, so it can't print a JSON list.
WATCH_FORMATS = ("table", "plain", "jsonl")

# As in `agents.client_config`, whose import would slow the parser.
CLIENTS = ("claude-desktop", "claude-code", "vscode", "cursor", "zed", "gemini-cli", "codex", "json")

UNITS = ("systemd", "launchd", "timer", "systemd-timer", "launchd-timer")


def init_options(parser: Parser) -> None:
    """Add the options of `pnet init`."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", default=".", help="the folder (default: the current one)"
    )
    parser.add_argument(
        "--again", action="store_true", help="propose additions to an existing pnet.toml, as a diff"
    )
    parser.add_argument("-y", "--yes", action="store_true", help="with --again, write them without asking")
    parser.add_argument("--force", action="store_true", help="create a vault even inside another vault")
    parser.add_argument("--dry-run", action="store_true", help="print the settings without writing them")


def check_options(parser: Parser) -> None:
    """Add the options of `pnet check`."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="check only these notes, or the notes in these folders"
    )
    parser.add_argument(
        "--severity",
        choices=("error", "warning", "information"),
        default="information",
        help="only problems at least this severe (default: information)",
    )
    add_page_format(parser, fields=True, more={"gcc": "one line each, for editors"})
    parser.add_argument(
        "--fix",
        action="store_true",
        help="fix every problem that has one safe remedy, whatever its severity",
    )
    add_dry_run(parser)
    add_commit(parser)


def watch_options(parser: Parser) -> None:
    """Add the options of `pnet watch`."""
    parser.add_argument(
        "--format", choices=WATCH_FORMATS, help="default: table on a terminal, plain in a pipe"
    )
    parser.add_argument(
        "--notify",
        action="store_true",
        help="send desktop notifications: a daily digest, and promises as they fall due",
    )
    parser.add_argument(
        "--exec", metavar="COMMAND", help="run COMMAND for each event, with its JSON on standard input"
    )
    parser.add_argument(
        "--calendar",
        metavar="FILE",
        action="append",
        default=[],
        help="keep FILE, a calendar of pnet calendar, up to date; may be repeated",
    )
    parser.add_argument(
        "--page",
        metavar="FILE",
        action="append",
        default=[],
        help="keep the report in FILE up to date: a page, or a note if FILE ends in .md; may be repeated",
    )
    parser.add_argument(
        "--print-unit",
        nargs="?",
        const="launchd" if sys.platform == "darwin" else "systemd",
        choices=UNITS,
        metavar="UNIT",
        help=f"print a service that runs this watch, or a timer that mails the report every week, and exit: {', '.join(UNITS)}",
    )
    parser.add_argument(
        "--mail-to",
        metavar="ADDRESS",
        help="with a timer: where to mail the report (default: the address in the note about yourself)",
    )


def lsp_options(parser: Parser) -> None:
    """Add the options of `pnet lsp`."""
    parser.add_argument(
        "--stdio", action="store_true", help="use standard input and output (always on; some editors add it)"
    )
    parser.add_argument(
        "--log", metavar="FILE", help="append each request and its time to FILE; never the text of a note"
    )


def mcp_options(parser: Parser) -> None:
    """Add the options of `pnet mcp`."""
    parser.add_argument(
        "--write",
        nargs="?",
        const="ask",
        default="no",
        choices=("ask", "unattended"),
        metavar="HOW",
        help="also offer tools that write; you approve each change. With =unattended, also for clients that can't ask you: the "
        "assistant approves its own changes",
    )
    parser.add_argument(
        "--circle",
        metavar="NAME",
        action="append",
        default=[],
        help="show only people in this circle; may be repeated",
    )
    parser.add_argument(
        "--details",
        action="store_true",
        help="also show email and postal addresses, phone numbers and profiles",
    )
    parser.add_argument(
        "--print-config",
        metavar="CLIENT",
        choices=CLIENTS,
        help=f"print the settings with which a client starts this server, and exit: {', '.join(CLIENTS)}",
    )


def bases_options(parser: Parser) -> None:
    """Add the options of `pnet bases`."""
    parser.add_argument(
        "action",
        choices=("write", "check", "show"),
        nargs="?",
        default="write",
        help="write: write the views (default); check: list problems in .base files; show: list the rows of a view",
    )
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        help="with check: files or folders (default: the whole vault); with show: a path or a name such as People",
    )
    parser.add_argument(
        "--to", metavar="FOLDER", help="with write: a folder of the vault, new or not (default: Bases)"
    )
    parser.add_argument("--view", metavar="NAME", help="with show: the view (default: the first one)")
    parser.add_argument(
        "--in", dest="embedded_in", metavar="NOTE", help="with show: list the rows as if NOTE embeds the view"
    )
    add_format(parser, more={"gcc": "one line each, for editors"})
    add_dry_run(parser)
    add_commit(parser)


def cache_options(parser: Parser) -> None:
    """Add the options of `pnet cache`."""
    parser.add_argument(
        "action",
        choices=("show", "clear"),
        nargs="?",
        default="show",
        help="show the cache (the default), or clear it",
    )
    parser.add_argument("--all", action="store_true", help="the caches of all vaults, including deleted ones")
    add_format(parser)


def completion_options(parser: Parser) -> None:
    """Add the options of `pnet completion`."""
    parser.add_argument(
        "shell",
        metavar="SHELL",
        choices=SHELLS,
        nargs="?",
        help="bash, zsh or fish (default: the shell that you use, from $SHELL)",
    )


def config_options(parser: Parser) -> None:
    """Add the options of `pnet config`."""
    add_format(parser)


def help_options(parser: Parser) -> None:
    """Add the options of `pnet help`."""
    parser.add_argument("topic", metavar="COMMAND", nargs="?", help="the command (default: list them all)")


def version_options(parser: Parser) -> None:
    """Add the options of `pnet version`: none of its own."""
