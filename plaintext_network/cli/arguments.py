"""Parses arguments with errors of our own, and defines the options that commands share. Defines no command."""

from __future__ import annotations

import argparse
import re

from plaintext_network.cli.output.records import FORMATS
from plaintext_network.errors import PnetError, either

# Defined rather than imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn


class WrongUsage(PnetError):
    """Raised for wrong arguments."""

    def __init__(self, command: str, fault: str) -> None:
        self.command, self.fault = command, fault
        super().__init__(f"{fault}\nsee `{command} --help`")


class HelpRequested(Exception):
    """Raised for --help; `parser` is the one to show."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser


class _Help(argparse.Action):
    """Raises HelpRequested, whatever other arguments are missing. The caller prints the help through `Screen`."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise HelpRequested(parser)


class Parser(argparse.ArgumentParser):
    """An argument parser that raises its errors and prints nothing, so that no argument can steer a terminal."""

    _options: Callable[[Parser], None] | None = None

    def defer_options(self, options: Callable[[Parser], None]) -> None:
        """Store the function that adds this command's options, for `complete` to call."""
        self._options = options

    def complete(self) -> None:
        """Add this command's options, unless they were added before."""
        if self._options is not None:
            options, self._options = self._options, None
            add_global_options(self, top=False)
            options(self)

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """Add the options, then parse as argparse does."""
        self.complete()
        return super().parse_known_args(*given, **named)

    def options(self, argv: Sequence[str] | None) -> argparse.Namespace:
        """Parse the arguments. An unknown one is reported with its command's usage, not with that of pnet."""
        options: argparse.Namespace
        options, left = self.parse_known_args(argv)
        if left:
            command_parsers(self).get(options.command, self).error(
                f"unrecognized arguments: {' '.join(left)}"
            )
        return options

    def _get_formatter(self) -> argparse.HelpFormatter:
        # argparse makes a formatter for every argument, to check its metavar; only help needs the terminal's width.
        return argparse.HelpFormatter(self.prog, width=None if self._helping else 80)

    _helping = False

    def format_help(self) -> str:
        """Return the help, wrapped to the terminal."""
        self._helping = True
        try:
            return super().format_help()
        finally:
            self._helping = False

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage."""
        raise WrongUsage(self.prog, self._explained(message.replace("\n", "\\n")))

    def _explained(self, message: str) -> str:
        wrong = re.match(r"argument COMMAND: invalid choice: '(.*)' \(choose from (.*)\)$", message)
        if not wrong:
            return message
        # Late: only a mistyped command needs it.
        from difflib import get_close_matches

        near = get_close_matches(wrong[1], re.findall(r"[a-z]+", wrong[2]), n=2, cutoff=0.5)
        return f"unknown command “{wrong[1]}”" + (f"; did you mean {either(near)}?" if near else "")


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show what would change, without writing")


def command_parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return each command's parser by name, in the order of the help."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found.update(action.choices)
    return found


def add_global_options(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Add the options that work before and after the command; the later one wins."""
    parser.add_argument(
        "-h", "--help", action=_Help, nargs=0, default=argparse.SUPPRESS, help="show this help and exit"
    )
    default = None if top else argparse.SUPPRESS
    parser.add_argument(
        "--vault",
        metavar="DIR",
        default=default,
        help="the vault to use (default: $PNET_VAULT, else the vault around this folder)",
    )
    parser.add_argument(
        "--today", metavar="DATE", default=default, help="the day to use as today, such as 2026-11-24"
    )
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default=default,
        help="when to use colour (default: auto)",
    )
    quiet = False if top else argparse.SUPPRESS
    parser.add_argument("-q", "--quiet", action="store_true", default=quiet, help="suppress notes")
    parser.add_argument("--no-input", action="store_true", default=quiet, help="never ask questions")


def add_format(parser: argparse.ArgumentParser, *, fields: bool = True) -> None:
    parser.add_argument("--format", choices=FORMATS, help="default: table on a terminal, plain in a pipe")
    if fields:
        parser.add_argument("--fields", metavar="A,B,C", help="show only these fields, in this order")


def positive_int(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number of at least 1")
    return int(text)


A_NAME = "a name or part of one, an alias, an email address or a path"


def add_name(parser: argparse.ArgumentParser, flag: str, **options: Any) -> None:
    set_completer(parser.add_argument(flag, **options), complete_names)


def set_completer(action: argparse.Action, completer: Callable[..., list[str]]) -> None:
    # argcomplete calls this attribute for the words to offer.
    action.completer = completer  # type: ignore[attr-defined]


def complete_names(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """Return contacts' names and aliases that start with `prefix`."""
    # Late: only completion reads the vault from here.
    from plaintext_network.cli.session import Session

    return Session(parsed_args).names(prefix)


def complete_circles(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """Return circles that start with `prefix`."""
    # Late: as in `complete_names`.
    from plaintext_network.cli.session import Session

    return Session(parsed_args).circles(prefix)
