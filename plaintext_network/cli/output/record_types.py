"""Defines the formats of what lists print. Only annotations need it."""

from __future__ import annotations

from typing import Literal, TypeAlias

Format: TypeAlias = Literal["table", "plain", "json", "jsonl", "csv", "null"]
