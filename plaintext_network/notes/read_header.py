"""Reads a note's front matter: plain lines directly, anything else with the YAML parser. Does not interpret values."""

from plaintext_network.notes.header import Header
from plaintext_network.notes.plain_header import read_plain_header
from plaintext_network.notes.source import Source
from plaintext_network.problems import Problem

_NONE = (Header((), 0), tuple[Problem, ...]())


def read_header(source: Source) -> tuple[Header, tuple[Problem, ...]]:
    """Parse a note's properties; invalid front matter gives no properties and a Problem."""
    if not source.text.startswith("---"):
        return _NONE
    if plain := read_plain_header(source.text):
        return plain, ()
    # Late: front matter of plain lines needs no parser, and importing it takes 20 ms.
    from plaintext_network.notes.yaml_header import read_yaml_header

    return read_yaml_header(source)
