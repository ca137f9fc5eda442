"""Defines the types of what lists print: records, their values, and formats. Only annotations need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias

Format: TypeAlias = Literal["table", "plain", "json", "jsonl", "csv", "null"]
Value: TypeAlias = str | int | float | date | Sequence["Value"] | Mapping[str, "Value"] | None
Record: TypeAlias = Mapping[str, Value]
