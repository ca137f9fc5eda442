"""Lists the rows of a base's view, in its order. Reads no file itself, and prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cmp_to_key
from typing import Any

from plaintext_network.bases.evaluation.evaluate import Evaluation
from plaintext_network.bases.evaluation.methods import compare
from plaintext_network.bases.evaluation.values import EvaluationFailed, is_empty, is_true
from plaintext_network.bases.evaluation.vault_file import VaultFile
from plaintext_network.bases.evaluation.vault_files import VaultFiles
from plaintext_network.bases.files.base_file import Base, Filter, SortBy, View
from plaintext_network.bases.language.syntax import Expression
from plaintext_network.named_tuples import NamedTuple


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be evaluated for a file."""

    path: str
    reason: str

    def __str__(self) -> str:
        return self.reason


class Row(NamedTuple):
    """A file in a view, and the values of the properties that the view shows; a Failure where a formula has none."""

    path: str
    values: tuple[object, ...]


class Rows(NamedTuple):
    """The rows of a view, their properties, and the files for which a filter has no value, so that they are left out."""

    properties: tuple[str, ...]
    rows: tuple[Row, ...]
    failures: tuple[Failure, ...] = ()


# What Obsidian shows in a view that names no property.
_USUAL = ("file.name",)


def rows_of(base: Base, view: View, vault: VaultFiles, now: datetime, this: VaultFile | None = None) -> Rows:
    """Return the rows of a view; `this` is the file that embeds the base."""
    formulas = dict(base.formulas)
    failures: list[Failure] = []
    found: list[tuple[VaultFile, Evaluation]] = []
    for file in vault.files.values():
        evaluation = Evaluation(vault, file, formulas, now, this)
        if all(_holds(evaluation, each, failures) for each in (base.filters, view.filters) if each):
            found.append((file, evaluation))
    by = [*((view.group_by,) if view.group_by else ()), *view.sort] or [SortBy("file.name")]
    for each in reversed(by):
        found.sort(key=_sort_key(each))
    properties = view.order or _USUAL
    rows = [
        Row(file.path, tuple(_cell(evaluation, name, file.path) for name in properties))
        for file, evaluation in found[: view.limit]
    ]
    return Rows(properties, tuple(rows), tuple(failures))


def files_that_hold(
    filters: Filter, formulas: Mapping[str, Expression], vault: VaultFiles, now: datetime
) -> Iterator[VaultFile]:
    """Yield the files for which a filter is true."""
    for file in vault.files.values():
        if _holds(Evaluation(vault, file, formulas, now), filters, []):
            yield file


def _holds(evaluation: Evaluation, wanted: Filter, failures: list[Failure]) -> bool:
    if wanted.statement is not None:
        try:
            return is_true(evaluation.value(wanted.statement))
        except EvaluationFailed as failed:
            failures.append(Failure(evaluation.file.path, str(failed)))
            return False
    if wanted.how == "and":
        return all(_holds(evaluation, part, failures) for part in wanted.parts)
    if wanted.how == "or":
        # An empty list of conditions excludes nothing.
        return not wanted.parts or any(_holds(evaluation, part, failures) for part in wanted.parts)
    return not any(_holds(evaluation, part, failures) for part in wanted.parts)


def _sort_key(by: SortBy) -> Callable[[tuple[VaultFile, Evaluation]], Any]:
    def ordered(left: object, right: object) -> int:
        missing = (is_empty(left), is_empty(right))
        if any(missing):
            return missing[0] - missing[1]
        return -compare(left, right) if by.descending else compare(left, right)

    to_key = cmp_to_key(ordered)

    def key(item: tuple[VaultFile, Evaluation]) -> Any:
        try:
            return to_key(item[1].property(by.property))
        except EvaluationFailed:
            return to_key(None)

    return key


def _cell(evaluation: Evaluation, name: str, path: str) -> object:
    try:
        return evaluation.property(name)
    except EvaluationFailed as failed:
        return Failure(path, str(failed))
