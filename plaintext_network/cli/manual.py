"""Owns the man pages, made from the parser when the package is built. Never imported at run time."""

from plaintext_network.cli.parser import build_parser, commands

MANUAL = "plaintext_network"


def pages(version: str) -> dict[str, str]:
    """Return each man page's text by file name: `pnet.1`, and `pnet-COMMAND.1` for each command."""
    # Late: argparse-manpage is there when the package is built and tested, not when it runs.
    from argparse_manpage.manpage import Manpage

    found = {}
    for name, parser in [("pnet", build_parser()), *((f"pnet-{n}", p) for n, p in commands().items())]:
        parser.prog = name.replace("-", " ")
        facts = {
            "project_name": MANUAL,
            "version": version,
            "manual_title": "pnet manual",
            "description": (parser.description or "").rstrip("."),
        }
        page = Manpage(parser, facts, format="single-commands-section")
        # mandoc takes a name with a space for two names.
        page.prog = name
        found[f"{name}.1"] = str(page)
    return found
