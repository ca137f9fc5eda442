"""Sets up an editor as a how-to page says: writes the page's captioned blocks into an empty home."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"

_BLOCK = re.compile(r"(?ms)^```\{code-block\} \w+\n:caption: (?P<caption>[^\n]+)\n\n(?P<text>.*?)^```$")


def configuration(page: str, caption: str) -> str:
    """Return the block of a page with this caption."""
    blocks = {found["caption"]: found["text"] for found in _BLOCK.finditer(_text(page))}
    return blocks[caption]


def rewrite(page: str, caption: str, text: str) -> None:
    """Write another text into the block of a page with this caption."""
    before = _text(page)
    found = next(found for found in _BLOCK.finditer(before) if found["caption"] == caption)
    (DOCS / page).write_text(
        before[: found.start("text")] + text + before[found.end("text") :], encoding="utf-8"
    )


def _text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")
