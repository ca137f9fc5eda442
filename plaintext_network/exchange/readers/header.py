"""Defines what pnet knows of a table's header, and finds it below what programs write above it. Knows no titles."""

from __future__ import annotations

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

# How many rows may precede the header.
PREAMBLE = 12


class Header(NamedTuple):
    """The header of a table: its titles, in English where pnet knows them; the role of each column that has one; as written."""

    titles: tuple[str, ...]
    roles: Mapping[int, str]
    written: tuple[str, ...] = ()

    def columns(self, role: str) -> tuple[int, ...]:
        """Return the indexes of the columns with a role."""
        return tuple(index for index, one in self.roles.items() if one == role)

    def title(self, index: int) -> str:
        """Return the title of a column, or its number if it has none."""
        return self.titles[index].strip() or f"column {index + 1}"


def find_header(
    rows: Iterable[tuple[str, ...]], header_of: Callable[[Sequence[str]], Header | None]
) -> Header | None:
    """Return the first row that is a header, among those that may be."""
    for cells, _ in zip(rows, range(PREAMBLE), strict=False):
        if header := header_of(cells):
            return header
    return None
