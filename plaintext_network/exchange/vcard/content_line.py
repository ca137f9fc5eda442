"""Defines one content line of a vCard (RFC 6350 §3.3), and converts it from and to text. Knows no properties.

The text is one logical line: unfolded, decoded to Unicode, and without the transfer encoding of vCard 2.1.
"""

from plaintext_network.named_tuples import NamedTuple


class ContentLine(NamedTuple):
    """One content line: `group.NAME;PARAMETER=value:value`.

    `name`, `group` and the names of `params` are as written; compare them by `key`. `value` is still escaped as in a card.
    A parameter without a name, as vCard 2.1 permits, is a value of `TYPE`. A line that can't be parsed has the name "" and
    is its own `value`, so that no line is lost.
    """

    name: str
    value: str
    group: str = ""
    params: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def key(self) -> str:
        """The name in upper case."""
        return self.name.upper()

    def param(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter, without repeats; empty if the line doesn't have it."""
        found = (value for key, values in self.params if key.upper() == name for value in values)
        return tuple(dict.fromkeys(found))
