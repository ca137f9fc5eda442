"""Sets up an editor as a how-to page says: writes the page's captioned blocks into an empty home."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"

_BLOCK = re.compile(r"(?ms)^```\{code-block\} \w+\n:caption: (?P<caption>[^\n]+)\n\n(?P<text>.*?)^```$")
_SHOWN = re.compile(r"(?ms)^```text\n(?P<text>.*?)^```$")


def configuration(page: str, caption: str) -> str:
    """Return the block of a page with this caption."""
    blocks = {found["caption"]: found["text"] for found in _BLOCK.finditer(_text(page))}
    return blocks[caption]


def shows(page: str, text: str) -> bool:
    """Return whether a page shows this text as a block of its own."""
    return any(found["text"] == text for found in _SHOWN.finditer(_text(page)))


def _text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")
