"""Generates the man pages from the parser when the package is built. Never imported at run time."""

import re

from plaintext_network.cli.arguments import command_parsers
from plaintext_network.cli.help_texts import DETAILS, EXAMPLES
from plaintext_network.cli.parser import build_parser

MANUAL = "plaintext_network"
_TITLE = re.compile(r"^\.TH .*$", re.MULTILINE)


def epilog(command: str | None) -> str | None:
    """Return what a command's page says after its options: details, then examples."""
    if command is None:
        return None
    examples = "; ".join(EXAMPLES[command])
    return f"{DETAILS.get(command, '')} Examples: {examples}.".strip()


def pages(version: str) -> dict[str, str]:
    """Return each man page's text by file name: `pnet.1`, and `pnet-COMMAND.1` for each command."""
    # Late: argparse-manpage is installed for building and testing only.
    from argparse_manpage.manpage import Manpage

    found = {}
    whole = build_parser()
    for name, parser in [("pnet", whole), *((f"pnet-{n}", p) for n, p in command_parsers(whole).items())]:
        parser.prog = name.replace("-", " ")
        parser.epilog = epilog(parser.command)
        facts = {
            "project_name": MANUAL,
            "version": version,
            "manual_title": "pnet manual",
            "description": (parser.description or "").rstrip("."),
        }
        page = Manpage(parser, facts, format="single-commands-section")
        # mandoc reads a name with a space as two names.
        page.prog = name
        # argparse-manpage escapes the hyphens of the date, and then mandoc does not recognize it.
        found[f"{name}.1"] = _TITLE.sub(
            lambda line: line[0].replace("\\-", "-"), _guarded(str(page)), count=1
        )
    return found


def _guarded(page: str) -> str:
    """Return a page in which no line of text begins with a quote or a dot: roff would read it as a request."""
    return re.sub(r"(?m)^(?='|\.(?!(?:B|RE|RS|SH|SS|TH|TP)\b))", r"\\&", page)
