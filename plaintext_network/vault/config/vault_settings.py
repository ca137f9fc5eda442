"""Defines the settings of a vault as the cache stores them. Reads no file: a cached answer needs no TOML."""

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import Problem


class Settings(NamedTuple):
    """A vault's settings: its rules, the problems in pnet.toml, and the file that set each key path."""

    rules: Rules = Rules()
    problems: tuple[Problem, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
