"""Defines the types of styled text: the names of styles, and when to use colour. Only annotations need it."""

from __future__ import annotations

from typing import Literal, TypeAlias

Color: TypeAlias = Literal["auto", "always", "never"]
Style: TypeAlias = Literal[
    "overdue",
    "late",
    "today",
    "soon",
    "owed",
    "occasion",
    "muted",
    "heading",
    "error",
    "warning",
    "information",
    "place",
    "added",
    "removed",
    "level",
]
Part: TypeAlias = str | tuple[Style, str]
