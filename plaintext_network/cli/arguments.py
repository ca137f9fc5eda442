"""Parses arguments with errors of our own, and defines the options that commands share. Defines no command."""

from __future__ import annotations

import argparse
import re
import sys
from types import MappingProxyType

from plaintext_network.cli.command_table import GLOBAL_OPTIONS
from plaintext_network.cli.output.records import FORMATS
from plaintext_network.errors import PnetError

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, NoReturn


class WrongUsage(PnetError):
    """Raised for wrong arguments."""

    def __init__(self, command: str, fault: str) -> None:
        self.command, self.fault = command, fault
        super().__init__(f"{fault}\nsee `{command} --help`")


class ArgumentMissing(WrongUsage):
    """Raised when a command lacks an argument; the message has an example."""

    def __init__(self, prog: str, command: str, missing: str) -> None:
        # Late: only a wrong command line needs it.
        from plaintext_network.cli.help_texts import EXAMPLES

        are = "are" if "," in missing else "is"
        super().__init__(prog, f"{missing} {are} missing; for example: {EXAMPLES[command][0]}")


class HelpRequested(Exception):
    """Raised for --help; `parser` is the one to show."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser


class _Help(argparse.Action):
    """Raises HelpRequested, whatever other arguments are missing. The caller prints the help through `Screen`."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise HelpRequested(parser)


class Parser(argparse.ArgumentParser):
    """An argument parser that raises its errors and prints nothing, so that no argument can send control characters to a terminal.

    `command` names the command that it parses; the function `COMMAND_options` of `options_module` adds its options.
    """

    def __init__(self, *, command: str | None = None, options_module: str = "", **settings: Any) -> None:
        super().__init__(**settings)
        self.command = command
        # Whether options may come between the words of its arguments.
        self.intermixed = False
        self._options_module = options_module
        self.words: Sequence[str] = ()

    def complete(self) -> None:
        """Add this command's options, unless they were added before."""
        if self._options_module:
            # Late: only the options of the command that runs are needed.
            from importlib import import_module

            module = import_module(f"plaintext_network.cli.options.{self._options_module}")
            self._options_module = ""
            add_global_options(self, top=False)
            getattr(module, f"{self.command}_options")(self)

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """Add the options, then parse as argparse does."""
        self.complete()
        if self.intermixed:
            # argparse calls this method again for each of its two passes.
            self.intermixed = False
            try:
                return self.parse_known_intermixed_args(*given, **named)
            finally:
                self.intermixed = True
        return super().parse_known_args(*given, **named)

    def options(self, argv: Sequence[str] | None) -> argparse.Namespace:
        """Parse the arguments. An unknown one is reported with its command's usage, not with that of pnet."""
        options: argparse.Namespace
        self.words = sys.argv[1:] if argv is None else argv
        options, left = self.parse_known_args(argv)
        if left:
            command = command_parser(self, options.command)
            fault = f"unrecognized arguments: {' '.join(left)}"
            takes_text = any(not action.option_strings for action in command._actions)
            if takes_text and not left[0].startswith("-"):
                fault += "; put quotes around a name or text with spaces"
            command.error(fault)
        return options

    def _get_formatter(self) -> argparse.HelpFormatter:
        # argparse makes a formatter for every argument, to check its metavar; only help needs the terminal's width.
        return argparse.HelpFormatter(self.prog, width=None if self._helping else 80)

    _helping = False

    def format_help(self) -> str:
        """Return the help, wrapped to the terminal."""
        # Late: few runs show help.
        from plaintext_network.cli.help_page import command_help, main_help

        self.complete()
        self._helping = True
        try:
            return command_help(self, self.command) if self.command else main_help(self)
        finally:
            self._helping = False

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage; for an unknown command, UnknownCommand."""
        if wrong := re.match(r"argument COMMAND: invalid choice: '(.*)' \(choose from ", message):
            raise UnknownCommand(wrong[1], self.words)
        if self.command and (missing := message.partition("arguments are required: ")[2]):
            raise ArgumentMissing(self.prog, self.command, missing)
        raise WrongUsage(self.prog, message.replace("\n", "\\n"))


class UnknownCommand(PnetError):
    """Raised for a word that is no command; the message names the commands it may mean. `words` are all arguments."""

    def __init__(self, word: str, words: Sequence[str] = ()) -> None:
        # Late: only a wrong command needs it.
        from plaintext_network.cli.command_words import advice

        self.word = word
        shown = word.replace("\n", "\\n")
        super().__init__(f"pnet has no command “{shown}”\n{advice(word, words)}")


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show what would change, without writing")


def add_commit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--commit",
        action=argparse.BooleanOptionalAction,
        help="commit what the command writes to the vault's git repository (default: `[git] commit` in pnet.toml)",
    )
    parser.add_argument(
        "--commit-with-hooks",
        dest="commit",
        action="store_const",
        const="hooks",
        help="commit with `git commit`: with the repository's hooks and your signature",
    )


def add_no_template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-template", dest="template", action="store_false", help="start a new note without your template"
    )


def command_parsers(parser: argparse.ArgumentParser) -> Mapping[str, Parser]:
    """Return each command's parser by name, in the order of the help."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    return {}


def command_parser(parser: Parser, name: str | None) -> Parser:
    """Return a command's parser, the whole parser without a name. Raises UnknownCommand."""
    commands = command_parsers(parser)
    if name is None:
        return parser
    if name not in commands:
        raise UnknownCommand(name, (name,))
    return commands[name]


def add_global_options(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Add the options that work before and after the command; the later one wins."""
    options = parser if top else parser.add_argument_group(GLOBAL_OPTIONS)
    options.add_argument(
        "-h", "--help", action=_Help, nargs=0, default=argparse.SUPPRESS, help="show this help and exit"
    )
    default = None if top else argparse.SUPPRESS
    options.add_argument(
        "--vault",
        metavar="DIR",
        default=default,
        help="the vault to use (default: $PNET_VAULT, else the vault around this folder)",
    )
    options.add_argument(
        "--today", metavar="DATE", default=default, help="the day to use as today, such as 2026-11-24"
    )
    options.add_argument(
        "--color",
        metavar="WHEN",
        choices=("auto", "always", "never"),
        default=default,
        help="when to use colour: auto (the default), always or never",
    )
    quiet = False if top else argparse.SUPPRESS
    options.add_argument("-q", "--quiet", action="store_true", default=quiet, help="suppress notes")
    options.add_argument("--no-input", action="store_true", default=quiet, help="never ask questions")
    options.add_argument(
        "--no-pager", action="store_true", default=quiet, help="don't send long output through a pager"
    )


def add_format(
    parser: argparse.ArgumentParser, *, fields: bool = True, more: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Add --format, and --fields if `fields`; `more` maps formats of this command alone to their descriptions."""
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=(*FORMATS, *more),
        help="; ".join(
            [
                "table (default on a terminal), plain (in a pipe), json, jsonl, csv or null (for xargs -0)",
                *(f"{name}: {what}" for name, what in more.items()),
            ]
        ),
    )
    if fields:
        parser.add_argument("--fields", metavar="A,B,C", help="show only these fields, in this order")


def add_page_format(
    parser: argparse.ArgumentParser, *, fields: bool, more: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Add --format as `add_format` does, for a page that is also read in a pipe; `text` is another name of `table`."""
    add_format(parser, fields=fields, more=more)
    action = next(action for action in parser._actions if action.dest == "format")
    action.default, action.type = "table", lambda word: "table" if word == "text" else word
    action.help = (action.help or "").replace(
        "table (default on a terminal), plain (in a pipe)", "table (the default), plain"
    )


def positive_int(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number of at least 1")
    return int(text)


def a_year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text)):
        raise argparse.ArgumentTypeError(f"“{text}” is not a year; write four digits, such as 2025")
    return int(text)


A_NAME = "a name or part of one, an alias, an email address or a path"


def add_name(parser: argparse._ActionsContainer, flag: str, **options: Any) -> None:
    set_completer(parser.add_argument(flag, **options), complete_names)


def set_completer(action: argparse.Action, completer: Callable[..., list[str]]) -> None:
    # argcomplete calls this attribute for the words to offer.
    action.completer = completer  # type: ignore[attr-defined]


def complete_names(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """Return contacts' names and aliases that start with `prefix`."""
    # Late: only completion reads the vault from here.
    from plaintext_network.cli.session import Session

    return Session(parsed_args).names(prefix)
