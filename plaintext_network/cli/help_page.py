"""Lays out the help: the commands by group, and one command with its examples. Knows no option."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from plaintext_network.cli.command_table import GLOBAL_OPTIONS, GROUPS
from plaintext_network.cli.help_texts import DETAILS, EXAMPLES

if TYPE_CHECKING:
    from argparse import Action, ArgumentParser, HelpFormatter

_WIDEST = max(len(name) for _, _, summaries in GROUPS for name in summaries)


def main_help(parser: ArgumentParser) -> str:
    """Return the help of pnet itself: the commands by group, one line each, then the options of every command."""
    formatter = parser._get_formatter()
    formatter.add_text(parser.description)
    lines = ["usage: pnet [OPTIONS] COMMAND …", "", *_lines(formatter), ""]
    for _, title, summaries in GROUPS:
        lines.append(f"{title}:")
        for name, summary in summaries.items():
            hanging = " " * (_WIDEST + 4)
            lines += textwrap.wrap(
                f"  {name:<{_WIDEST}}  {summary}", formatter._width + 2, subsequent_indent=hanging
            )
        lines.append("")
    formatter = parser._get_formatter()
    _add_options(formatter, "options, before or after the command", parser._optionals._group_actions)
    lines += _lines(formatter)
    lines += ["", "Explain a command, with examples: pnet help due. See today: pnet"]
    return "\n".join(lines) + "\n"


def command_help(parser: ArgumentParser, command: str) -> str:
    """Return a command's help: usage, options, examples, and one line with the options of every command."""
    formatter = parser._get_formatter()
    groups = [group for group in parser._action_groups if group.title != GLOBAL_OPTIONS]
    own = [action for group in groups for action in group._group_actions]
    formatter.add_usage(parser.usage, own, parser._mutually_exclusive_groups)
    formatter.add_text(parser.description)
    for group in groups:
        _add_options(formatter, group.title or "", group._group_actions)
    formatter.add_text(DETAILS.get(command))
    lines = _lines(formatter)
    lines += ["", "examples:", *(f"  {example}" for example in EXAMPLES[command])]
    flags = [
        max(action.option_strings, key=len)
        for group in parser._action_groups
        if group.title == GLOBAL_OPTIONS
        for action in group._group_actions
    ]
    lines += [
        "",
        *textwrap.wrap(f"global options: {' '.join(flags)}", formatter._width + 2, break_on_hyphens=False),
    ]
    return "\n".join(lines) + "\n"


def _add_options(formatter: HelpFormatter, title: str, actions: list[Action]) -> None:
    formatter.start_section(title)
    formatter.add_arguments(actions)
    formatter.end_section()


def _lines(formatter: HelpFormatter) -> list[str]:
    return formatter.format_help().rstrip().split("\n")
