"""Holds proposed settings by table, and writes them as the text of a pnet.toml. Decides on no setting."""

from collections.abc import Mapping

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.config.toml_table import dotted, toml_list, toml_text

# A text, or a list of texts, or an inline table of them.
Value = str | tuple[str, ...] | Mapping[str, str | tuple[str, ...]]
Table = tuple[str, ...]

HEAD = """\
# Settings of this vault, from what was found in it. All else has its default:
# `pnet config` lists what is in force.
"""

# In the order in which people read them.
_TABLES: tuple[Table, ...] = (
    (),
    ("kinds",),
    ("properties",),
    ("log",),
    ("interactions",),
    ("daily",),
    ("tasks",),
    ("templates",),
    ("new",),
)
_COMMENTS: Mapping[Table, str] = {
    ("properties",): "# Our words for yours.",
    ("new",): "# Where new notes go, and what marks them.",
}


class Setting(NamedTuple):
    """One setting: the table it is in, its key and its value."""

    table: Table
    key: str
    value: Value


class Draft(NamedTuple):
    """Proposed settings; no two have the same table and key."""

    settings: tuple[Setting, ...] = ()

    def get(self, table: Table, key: str) -> Value | None:
        """Return a proposed value, or None."""
        return next((each.value for each in self.settings if each[:2] == (table, key)), None)

    def texts(self, table: Table, key: str) -> tuple[str, ...]:
        """Return a proposed list of texts; empty if there is none."""
        value = self.get(table, key)
        return value if isinstance(value, tuple) else ()

    def put(self, table: Table, key: str, value: Value | None) -> "Draft":
        """Return the draft with a value in place of an earlier one; an empty value removes the setting."""
        known = [each for each in self.settings if each[:2] != (table, key)]
        if not value:
            return Draft(tuple(known))
        found = next((n for n, each in enumerate(self.settings) if each[:2] == (table, key)), len(known))
        return Draft((*known[:found], Setting(table, key, value), *known[found:]))

    def add(self, table: Table, key: str, texts: tuple[str, ...]) -> "Draft":
        """Return the draft with more texts in a list."""
        return self.put(table, key, tuple(dict.fromkeys((*self.texts(table, key), *texts))))

    @property
    def text(self) -> str:
        """The text of a pnet.toml with these settings."""
        tables = dict.fromkeys(each.table for each in self.settings)
        blocks = [self._block(table) for table in sorted(tables, key=lambda table: _TABLES.index(table[:1]))]
        return "\n".join((HEAD, *blocks))

    def _block(self, table: Table) -> str:
        lines = [_COMMENTS[table]] if table in _COMMENTS else []
        lines += [f"[{dotted(*table)}]"] if table else []
        lines += [line_of(each) for each in self.settings if each.table == table]
        return "\n".join((*lines, ""))


def line_of(setting: Setting) -> str:
    """Return a setting as a line of TOML, without its table."""
    return f"{dotted(setting.key)} = {toml_value(setting.value)}"


def toml_value(value: Value) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, tuple):
        return toml_list(value)
    return f"{{ {', '.join(f'{dotted(key)} = {toml_value(texts)}' for key, texts in value.items())} }}"
