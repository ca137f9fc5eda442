"""Defines what a `.base` file says. Reads no file.

The structure is that of `BasesConfigFile` in Obsidian's API (npm `obsidian`, 1.10 and later) and of the help on Bases.
"""

from __future__ import annotations

from plaintext_network.bases.language.syntax import Expression
from plaintext_network.named_tuples import NamedTuple


class Filter(NamedTuple):
    """A filter: a statement, or several filters of which all, any or none must be true (`and`, `or`, `not`)."""

    how: str
    parts: tuple[Filter, ...] = ()
    statement: Expression | None = None


class SortBy(NamedTuple):
    """A property to sort or group by."""

    property: str
    descending: bool = False


class View(NamedTuple):
    """One view of a base. `order` are the properties that it shows; `limit` is the most files, None for all."""

    type: str
    name: str
    filters: Filter | None = None
    order: tuple[str, ...] = ()
    sort: tuple[SortBy, ...] = ()
    group_by: SortBy | None = None
    limit: int | None = None


class Base(NamedTuple):
    """A `.base` file. `formulas` are by name, `titles` the names that properties have in a heading."""

    filters: Filter | None = None
    formulas: tuple[tuple[str, Expression], ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    views: tuple[View, ...] = ()


# The key of each part, as the types of Obsidian's API have it.
KEYS = ("filters", "formulas", "properties", "summaries", "views")
CONJUNCTIONS = ("and", "or", "not")
DIRECTIONS = ("ASC", "DESC")
# Summaries that Obsidian has for every base.
SUMMARIES = (
    "Average", "Min", "Max", "Sum", "Range", "Median", "Stddev", "Earliest", "Latest", "Checked", "Unchecked", "Empty",
    "Filled", "Unique",
)  # fmt: skip
# The views that Obsidian itself has, and their keys. A view keeps the keys of its earlier layout. A plugin's view may have any.
LAYOUTS = ("table", "cards", "list")
COMMON_KEYS = ("type", "name", "filters", "groupBy", "order", "sort", "limit", "summaries", "columnSize")
VIEW_KEYS = (
    *COMMON_KEYS, "rowHeight", "image", "imageFit", "imageAspectRatio", "cardSize", "markers", "indentProperties", "separator",
    "coordinates", "markerIcon", "markerColor", "defaultZoom", "minZoom", "maxZoom", "center", "mapHeight", "mapTiles", "mapTilesDark",
)  # fmt: skip
