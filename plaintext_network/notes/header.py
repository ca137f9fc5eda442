"""Defines the result of reading front matter: properties as text, each with its place. Reads nothing."""

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span

# Problems that leave a note without any properties.
UNREADABLE = frozenset(
    (
        "front-matter-unclosed",
        "front-matter-not-mapping",
        "front-matter-too-large",
        "yaml-invalid",
        "yaml-too-deep",
        "yaml-too-many-aliases",
        "yaml-merge-key",
    )
)


# The plain values that are null (YAML 1.2 §10.3.2).
NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Scalar(NamedTuple):
    """A text value. `plain` means unquoted; only plain values can be null."""

    text: str
    span: Span
    plain: bool = True

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in NULLS


class ListValue(NamedTuple):
    """A list of values."""

    items: tuple["Value", ...]
    span: Span


class MappingValue(NamedTuple):
    """A nested mapping."""

    items: tuple[tuple["Value", "Value"], ...]
    span: Span


Value = Scalar | ListValue | MappingValue

# A value without its place and style, None if it is empty.
Plain = str | tuple["Plain", ...] | None


def plain_value(value: Value) -> Plain:
    """Return a value without its place and style, for comparison; None if it is empty."""
    if isinstance(value, Scalar):
        return None if value.is_null else value.text
    if isinstance(value, MappingValue):
        return ("mapping", *((plain_value(key), plain_value(item)) for key, item in value.items))
    return ("list", *map(plain_value, value.items))


class Property(NamedTuple):
    """One property: its name as written, the name's span, and its value."""

    name: str
    key: Span
    value: Value


class Header(NamedTuple):
    """A note's properties in the order written, and where its body starts.

    `shadowed` are earlier duplicates, `in_conflict` the names of properties that are between the markers of a merge.
    """

    properties: tuple[Property, ...]
    body_start: int
    shadowed: tuple[Property, ...] = ()
    in_conflict: tuple[str, ...] = ()
