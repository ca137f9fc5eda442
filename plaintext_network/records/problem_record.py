"""Converts a problem in a note to a record."""

from plaintext_network.problems import Problem
from plaintext_network.records.record_types import Record

FIELDS = ("path", "line", "column", "code", "severity", "message", "hint")


def problem_record(problem: Problem) -> Record:
    """Return a problem's fields."""
    return {field: getattr(problem, field) for field in FIELDS}
