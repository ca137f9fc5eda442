"""Counts problems without listing them: those of all notes, or what a change adds and removes."""

from collections.abc import Iterable

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.names import Names
from plaintext_network.problems import ERROR, FAULTS, WARNING, Problem


class ProblemCounts(NamedTuple):
    """The number of errors and the number of warnings."""

    errors: int = 0
    warnings: int = 0

    def plus(self, *others: "ProblemCounts") -> "ProblemCounts":
        """Add others to this one."""
        return ProblemCounts(*(sum(numbers) for numbers in zip(self, *others, strict=True)))

    def minus(self, *others: "ProblemCounts") -> "ProblemCounts":
        """Take others away from this one."""
        return self.plus(*(ProblemCounts(-other.errors, -other.warnings) for other in others))


def count_problems(problems: Iterable[Problem]) -> ProblemCounts:
    """Count problems."""
    severities = [p.severity for p in problems]
    return ProblemCounts(severities.count(ERROR), severities.count(WARNING))


def count_in_notes(index: Index, paths: Iterable[str]) -> ProblemCounts:
    """Count the problems in those of these notes that exist, and of their links."""
    return count_problems(found for path in paths for found in index.note_problems.get(path, ()))


def count_shared_names(names: Names, keys: Iterable[str]) -> ProblemCounts:
    """Count the contacts that share a name under one of these keys."""
    return _each("name-shared", sum(len(names.sharing(key)) for key in keys))


def count_owner_notes(count: int) -> ProblemCounts:
    """Count the problems of several notes about the owner: one is right, and of several, each is ambiguous."""
    return _each("me-twice", count if count > 1 else 0)


def count_in_part(index: Index, paths: Iterable[str], keys: Iterable[str]) -> ProblemCounts:
    """Count the problems that may change with these notes, and with the names under these keys."""
    return count_in_notes(index, paths).plus(
        count_shared_names(index.names, keys), count_owner_notes(index.note_counts.kinds.get("me", 0))
    )


def _each(code: str, count: int) -> ProblemCounts:
    severity = FAULTS[code].severity
    return ProblemCounts(count * (severity == ERROR), count * (severity == WARNING))
