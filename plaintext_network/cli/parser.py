"""Builds the parser from the table of commands; `options` has what each command accepts. Imports argparse and nothing slow."""

from __future__ import annotations

from collections.abc import Mapping

from plaintext_network.cli.arguments import Parser, add_global_options
from plaintext_network.cli.command_table import GROUPS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def build_parser(*, whole: bool = True) -> Parser:
    """Return the parser. Man pages, shell completion and the help all come from it.

    If not `whole`, a command's parser is made when it is looked up, which is faster.
    """
    parser = Parser(
        prog="pnet",
        description="Keep in touch with people, using Markdown notes in a folder you own.",
        add_help=False,
    )
    parser.add_argument("-V", "--version", action="store_true", help="print the version and exit")
    add_global_options(parser, top=True)
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", prog=parser.prog, parser_class=Parser
    )
    if not whole:
        commands.choices = commands._name_parser_map = _CommandParsers()  # type: ignore[assignment]
        return parser
    for _, _, summaries in GROUPS:
        for name, summary in summaries.items():
            command = commands.add_parser(name, help=summary, **_settings(name, summary))
            command.complete()
    return parser


class _CommandParsers(Mapping[str, Parser]):
    """Each command's parser by name, made when it is looked up."""

    def __init__(self) -> None:
        self._made: dict[str, Parser] = {}

    def __getitem__(self, name: str) -> Parser:
        if name not in self._made:
            summary = next(summaries[name] for _, _, summaries in GROUPS if name in summaries)
            self._made[name] = Parser(prog=f"pnet {name}", **_settings(name, summary))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return any(name in summaries for _, _, summaries in GROUPS)

    def __iter__(self) -> Iterator[str]:
        return (name for _, _, summaries in GROUPS for name in summaries)

    def __len__(self) -> int:
        return sum(len(summaries) for _, _, summaries in GROUPS)


def _settings(name: str, summary: str) -> dict[str, Any]:
    return {
        "command": name,
        "options_module": next(module for module, _, summaries in GROUPS if name in summaries),
        "description": summary[0].upper() + summary[1:] + ".",
        "add_help": False,
    }
