"""Reads the vaults in tests/cases/introductions: one text table of people each, and the pairs that make sense. Runs no test."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "cases" / "introductions"
_LISTS = {
    "role": "role",
    "needs": "needs",
    "offers": "offers",
    "likes": "interests",
    "interests": "interests",
}
_LAST = date(2026, 11, 20)


class VaultTable(NamedTuple):
    """A vault as notes by path; the pairs, who needs and who offers, that pnet should find, and others a reader accepts."""

    notes: dict[str, str]
    true: frozenset[tuple[str, str]]
    fine: frozenset[tuple[str, str]]


def read_vault_table(name: str) -> VaultTable:
    """Read a table; the first person in it was in touch last."""
    blocks = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    notes: dict[str, str] = {}
    pairs: dict[str, frozenset[tuple[str, str]]] = {}
    for block in blocks:
        head, *lines = (
            (line for line in block.splitlines() if not line.startswith("#"))
            if not block.startswith("# ")
            else ("",)
        )
        if not head:
            continue
        if head.endswith(":"):
            pairs[head[:-1]] = frozenset(_pairs(lines))
        else:
            notes[f"contacts/{head}.md"] = _note(lines, _LAST - timedelta(days=len(notes)))
    return VaultTable(notes, pairs["true"], pairs.get("fine", frozenset()))


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        one, _, other = line.strip().partition(" <- ")
        yield one, other


def _note(lines: list[str], last: date) -> str:
    about = dict(line.strip().split(": ", 1) for line in lines)
    topics = about.pop("topics", None)
    header = [f"last_contact: {last}"]
    for name, text in about.items():
        if name == "role":
            header.append(f"role: {text}")
        else:
            separator = "; " if "; " in text or name in ("needs", "offers") else ", "
            header += [f"{name}:", *(f"  - {one}" for one in text.split(separator))]
    log = f"## Log\n- {last} coffee [topics:: {topics}]\n" if topics else ""
    return "---\n" + "\n".join(header) + f"\n---\n{log}"
