"""Owns how the words of a command are read, and the options that many commands share. Names no command."""

from __future__ import annotations

import argparse
import re

from plaintext_network.cli.output.records import FORMATS
from plaintext_network.errors import PnetError

# Named here rather than imported: only annotations want `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn


class WrongUsage(PnetError):
    """Say what is wrong in the words of a command, and where its right ones are told."""

    def __init__(self, command: str, fault: str) -> None:
        self.command, self.fault = command, fault
        super().__init__(f"{fault}\n`{command} --help` tells what it takes")


class HelpRequested(Exception):
    """Say that the help of a command is wanted, and nothing else."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser


class _Help(argparse.Action):
    """Stops at once, whatever else is missing; what is shown goes through the one screen."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise HelpRequested(parser)


class Parser(argparse.ArgumentParser):
    """Reads the words of a command; writes nothing itself, so that nothing in them can steer a terminal."""

    _options: Callable[[Parser], None] | None = None

    def defer_options(self, options: Callable[[Parser], None]) -> None:
        """Keep in mind what gives this command its options."""
        self._options = options

    def complete(self) -> None:
        """Give this command its options, if it has none yet."""
        if self._options is not None:
            options, self._options = self._options, None
            add_global_options(self, top=False)
            options(self)

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """Parse, as argparse does."""
        self.complete()
        return super().parse_known_args(*given, **named)

    def options(self, argv: Sequence[str] | None) -> argparse.Namespace:
        """Read the words; what is left over is the fault of the command, not of the whole."""
        options: argparse.Namespace
        options, left = self.parse_known_args(argv)
        if left:
            command_parsers(self).get(options.command, self).error(
                f"unrecognized arguments: {' '.join(left)}"
            )
        return options

    def _get_formatter(self) -> argparse.HelpFormatter:
        # argparse makes one with every argument, to check its metavar; only to show help must it ask how wide a line is.
        return argparse.HelpFormatter(self.prog, width=None if self._helping else 80)

    _helping = False

    def format_help(self) -> str:
        """Return the help, as wide as the terminal."""
        self._helping = True
        try:
            return super().format_help()
        finally:
            self._helping = False

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage."""
        raise WrongUsage(self.prog, self._told(message.replace("\n", "\\n")))

    def _told(self, message: str) -> str:
        wrong = re.match(r"argument COMMAND: invalid choice: '(.*)' \(choose from (.*)\)$", message)
        if not wrong:
            return message
        # Late: only a slip needs it.
        from difflib import get_close_matches

        near = get_close_matches(wrong[1], re.findall(r"[a-z]+", wrong[2]), n=2, cutoff=0.5)
        return f"no command is called “{wrong[1]}”" + (f"; did you mean {' or '.join(near)}?" if near else "")


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show the difference, write nothing")


def command_parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return each command's own parser by name, in the order of the help."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found.update(action.choices)
    return found


def add_global_options(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Add the options that stand before or after the command; the later one counts."""
    parser.add_argument(
        "-h", "--help", action=_Help, nargs=0, default=argparse.SUPPRESS, help="show this and stop"
    )
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


def add_format(parser: argparse.ArgumentParser, *, fields: bool = True) -> None:
    parser.add_argument("--format", choices=FORMATS, help="table on a terminal, plain in a pipe, or as said")
    if fields:
        parser.add_argument("--fields", metavar="A,B,C", help="only these fields, in this order")


def positive_int(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number of at least 1")
    return int(text)


A_NAME = "a name, a part of one, an alias, an e-mail address or a path"


def add_name(parser: argparse.ArgumentParser, flag: str, **options: Any) -> None:
    set_completer(parser.add_argument(flag, **options), complete_names)


def set_completer(action: argparse.Action, completer: Callable[..., list[str]]) -> None:
    # argcomplete asks this attribute for the words that fit.
    action.completer = completer  # type: ignore[attr-defined]


def complete_names(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """Return the contacts' names and aliases that begin with what was typed."""
    # Late: only completion reads the vault from here.
    from plaintext_network.cli.session import Session

    return Session(parsed_args).names(prefix)


def complete_circles(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """Return the circles that begin with what was typed."""
    # Late: as in `complete_names`.
    from plaintext_network.cli.session import Session

    return Session(parsed_args).circles(prefix)
