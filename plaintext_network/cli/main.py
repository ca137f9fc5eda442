"""Runs a command line: parses it, runs the command, and turns errors into exit statuses. Shows no data itself."""

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from plaintext_network.cli.arguments import HelpRequested
from plaintext_network.cli.driver_words import merge_words
from plaintext_network.cli.output.terminal import Screen
from plaintext_network.cli.parser import build_parser
from plaintext_network.errors import OutputFailed, PnetError, SettingsInvalid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.output.styles import Color

__all__ = ["build_parser", "main", "run"]

# Commands that ask questions, print a line or two, or never end. The output of any other may need a pager.
UNPAGED = (
    "add",
    "completion",
    "delete",
    "edit",
    "init",
    "log",
    "lsp",
    "mcp",
    "path",
    "review",
    "version",
    "watch",
)

# The modules of commands whose names are keywords of Python.
MODULES = {"import": "import_"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    if (merging := merge_words(sys.argv[1:] if argv is None else argv)) is not None:
        # Late: only git asks for it, and usually through `entry_point`.
        from plaintext_network.vault.git.merge_driver import merge_driver

        return merge_driver(merging)
    completing = argv is None and "_ARGCOMPLETE" in os.environ
    parser = build_parser(whole=completing)
    if completing:
        # Late: only shell completion needs it.
        from plaintext_network.cli.completion import complete

        complete(parser)
    screen = Screen(sys.stdout, sys.stderr)
    try:
        try:
            options = parser.options(argv)
        except HelpRequested as request:
            with screen:
                _show_help(screen, request.parser, parser.words)
            return 0
        screen = Screen(sys.stdout, sys.stderr, color=lambda: _color(options.color), quiet=options.quiet)
        with screen:
            try:
                return _dispatch(options, screen)
            except HelpRequested as request:
                return _show_help(screen, request.parser, parser.words)
    except PnetError as error:
        screen.report_error(error)
        return 0 if screen.wrote and isinstance(error, OutputFailed) else error.exit_code
    except KeyboardInterrupt:
        return 130
    # Standard output is a pipe that its reader closed.
    return 0


def _show_help(screen: Screen, parser: ArgumentParser, words: Sequence[str]) -> int:
    # Help is shown before argparse has read the other options.
    if "--no-pager" not in words:
        screen.page()
    for line in parser.format_help().rstrip().split("\n"):
        screen.print(line)
    return 0


def _dispatch(options: Namespace, screen: Screen) -> int:
    if options.version:
        options.command = "version"
    if options.command not in UNPAGED and not options.no_pager:
        screen.page()
    # Late: importing only the command that runs keeps start-up fast.
    from plaintext_network.cli.session import Session

    if options.command is None:
        # Late: as above.
        from plaintext_network.cli.overview import overview

        run = overview
    else:
        module = MODULES.get(options.command, options.command)
        run = import_module(f"plaintext_network.cli.commands.{module}").run
    session = Session(options, screen)
    try:
        return run(session)
    except Exception as error:  # noqa: BLE001 - raised again unless the cache is its cause
        # Late: a cache is seldom damaged.
        from plaintext_network.cli.without_cache import answer_without_cache

        return answer_without_cache(session, run, error)
    finally:
        session.report_commits()


def _color(option: "Color | None") -> "Color":
    """Return the colour setting. Called only once there is something to colour."""
    if option is not None:
        return option
    # Late: a bare count needs neither the user's settings nor their folder.
    from plaintext_network.vault import USER_FILE
    from plaintext_network.vault.config.user_folders import config_folder

    if not os.path.lexists(os.path.join(config_folder(), USER_FILE)):
        return "auto"
    from plaintext_network.vault.config.user_config import user_config

    try:
        return user_config().color or "auto"
    except SettingsInvalid:
        # Commands that need these settings report the error, and so does `pnet config`.
        return "auto"


def run() -> None:
    """Run `main` and end the process with its status."""
    # A run is short: collecting cycles and cleaning up at exit would take a tenth of its time.
    gc.disable()
    status = main()
    for stream in (sys.stdout, sys.stderr):
        # Failed writes are reported by now. None is a descriptor that was closed before the start.
        with suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(status)
