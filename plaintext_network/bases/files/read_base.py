"""Reads a `.base` file, and finds everything that is wrong with it. Opens no file and evaluates nothing."""

from __future__ import annotations

from plaintext_network.bases.files.base_file import KEYS, Base
from plaintext_network.bases.files.faults import BaseFault, Faults
from plaintext_network.bases.files.property_names import PropertyNames
from plaintext_network.bases.files.read_filter import FilterReader
from plaintext_network.bases.files.read_formula import FormulaReader
from plaintext_network.bases.files.read_values import ValueReader, place_of
from plaintext_network.bases.files.read_views import ViewReader
from plaintext_network.notes.header import MappingValue, Scalar, Value
from plaintext_network.notes.source import Source, Span, decode
from plaintext_network.problems import WARNING, Problem, shortened

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def read_base(content: bytes) -> tuple[Base, tuple[BaseFault, ...]]:
    """Return what a file's bytes say, as far as they can be read, and its faults by their places."""
    source, problems = decode(content)
    reader = _BaseReader(source)
    if any(p.code in ("only-zeros", "utf16", "not-utf8") for p in problems):
        reader.faults.add("unreadable", Span(0, 1), "this is not UTF-8 text", "save the file as UTF-8")
    base = reader.base()
    return base, reader.faults.sorted()


class _BaseReader:
    def __init__(self, source: Source) -> None:
        self.source, self.faults = source, Faults(source)
        self.values = ValueReader(self.faults)
        self.formulas = FormulaReader(source, self.faults)
        self.filters = FilterReader(self.faults, self.formulas)
        self.names = PropertyNames(self.faults, self.formulas)

    def base(self) -> Base:
        """Read the whole file."""
        # Late: only `.base` files and unusual notes need the YAML parser.
        from plaintext_network.notes.yaml_header import read_yaml

        value, problem = read_yaml(self.source)
        if problem is not None:
            self._invalid(problem)
            return Base()
        if value is None or (isinstance(value, Scalar) and value.is_null):
            return Base()
        if not isinstance(value, MappingValue):
            self.faults.add(
                "structure",
                place_of(value.span),
                "a base consists of `views:`, `filters:` and so on",
                "begin with `views:`",
            )
            return Base()
        parts = dict(self.values.items(value, KEYS, "a base has no part", "Obsidian ignores it", top=True))
        named = list(self._named_formulas(parts.get("formulas"), "formulas"))
        self.formulas.names = tuple(name for name, _ in named)
        formulas = [
            (name, parsed) for name, each in named if (parsed := self.formulas.read(each)) is not None
        ]
        self.formulas.check_circles(named, dict(formulas))
        summaries = [
            name
            for name, each in self._named_formulas(parts.get("summaries"), "summaries")
            if self.formulas.read(each)
        ]
        titles = tuple(self._titles(parts.get("properties")))
        filters = self.filters.read(parts["filters"]) if "filters" in parts else None
        views = tuple(ViewReader(self.faults, self.filters, self.names).read(parts.get("views"), summaries))
        return Base(filters, tuple(formulas), titles, views)

    def _invalid(self, problem: Problem) -> None:
        facts = dict(problem.facts)
        message, hint = {
            "yaml-too-deep": ("the file is nested too deeply", "use fewer levels"),
            "yaml-too-many-aliases": ("the file repeats too much by aliases", "write the values out"),
            "yaml-merge-key": ("the merge key `<<` is not read", "write the values out"),
            "front-matter-too-large": (
                "the file is longer than {limit} characters",
                "split it into several files",
            ),
        }.get(
            problem.code,
            (
                "this is not valid YAML: {reason}",
                facts.get("remedy")
                or "put a formula with quotes, `: `, `#` or `!` at its start in single quotes",
            ),
        )
        start = self.source.line_starts[problem.line - 1] + problem.column - 1
        self.faults.add("yaml", Span(start, start + problem.width), message.format_map(facts), hint)

    def _named_formulas(self, value: Value | None, what: str) -> Iterator[tuple[str, Scalar]]:
        if (
            not self.values.is_mapping(value, what, 'a name, a colon and a formula: `next: today() + "1d"`')
            or value is None
        ):
            return
        for name, item in self.values.items(value, (), "", "", any_key=True):
            if isinstance(item, Scalar) and (item.is_null or not item.text.strip()):
                # Obsidian writes this for a formula that is not written yet.
                self.faults.add(
                    "value",
                    place_of(item.span),
                    f"the formula {shortened(name)} is empty",
                    "write it, or remove the line",
                    WARNING,
                )
            elif text := self.values.text(item, f"the formula {shortened(name)}", quoted_number=True):
                yield name, text

    def _titles(self, value: Value | None) -> Iterator[tuple[str, str]]:
        example = "a property and below it `displayName: Name`"
        if not self.values.is_mapping(value, "properties", example) or value is None:
            return
        self.names.check_keys(value)
        for name, settings in self.values.items(value, (), "", "", any_key=True):
            if self.values.is_mapping(settings, shortened(name), "`displayName: Name` below it"):
                for key, item in self.values.items(settings, (), "", "", any_key=True):
                    if key == "displayName" and isinstance(item, Scalar):
                        yield name, item.text
                    elif key == "displayName":
                        self.values.text(item, "displayName")
                self._check_settings(settings)

    def _check_settings(self, value: Value) -> None:
        """Report a setting of a property that is spelled like `displayName`: plugins may store others."""
        for key, _ in value.items if isinstance(value, MappingValue) else ():
            if isinstance(key, Scalar) and key.text != "displayName":
                self.faults.add_unknown(
                    "key", key.span, "a property has no setting", key.text, ("displayName",), ""
                )
