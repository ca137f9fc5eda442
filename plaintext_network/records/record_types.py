"""Defines the types of plain values: records, and what they hold. Only annotations need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

Value: TypeAlias = str | int | float | date | Sequence["Value"] | Mapping[str, "Value"] | None
Record: TypeAlias = Mapping[str, Value]
