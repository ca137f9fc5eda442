"""Leaves out what Logseq writes into a text and doesn't show as text: properties, drawers, references, queries."""

import re

from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.page_properties import PROPERTY_LINE

_DRAWER = late_pattern(r"[ \t>*+-]*:(?:LOGBOOK|PROPERTIES|END):[ \t]*$", re.IGNORECASE)
_PLANNING = late_pattern(r"[ \t>*+-]*(?:SCHEDULED:[ \t]*<|DEADLINE:[ \t]*<|CLOCK:[ \t]*\[)")
_REFERENCE = late_pattern(r"\(\([0-9a-fA-F]{8}-[0-9a-fA-F-]{27}\)\)")
_LABELLED = late_pattern(r"\[([^\[\]]*)\]\(\(\([0-9a-fA-F-]{36}\)\)\)")
_SHOWN = late_pattern(r"\{\{\s*(?:embed\s+(\[\[[^\[\]]+\]\])|cloze\s+([^{}]*))\s*\}\}")
_MACRO = late_pattern(
    r"\{\{+\s*(?:query|embed|renderer|video|youtube|youtube-timestamp|vimeo|bilibili|twitter|tweet|img|cards|function"
    r"|namespace|pdf|zotero-[\w-]+)\b[^{}\n]{0,2000}\}\}+"
)
# The words before an open task, a cancelled one and a done one.
OPEN_WORDS = ("TODO", "LATER", "NOW", "DOING", "WAITING", "WAIT", "IN-PROGRESS")
CANCELLED_WORDS = ("CANCELED", "CANCELLED")
CLOSED_WORDS = ("DONE", *CANCELLED_WORDS)
DONE = late_pattern(r"DONE[ \t]+(?:\[#[ABC]\][ \t]*)?")


def is_hidden_line(line: str) -> bool:
    """Return whether Logseq hides a line from readers: a property, a drawer's first, last or clock line, or a planned day."""
    if "::" in line and PROPERTY_LINE.match(line):
        return True
    return ":" in line and (_DRAWER.match(line) is not None or _PLANNING.match(line) is not None)


def without_hidden_lines(text: str) -> str:
    """Return a block's text without the lines that Logseq hides, including what a drawer contains."""
    shown: list[str] = []
    in_drawer = False
    for line in text.split("\n"):
        if _DRAWER.match(line):
            in_drawer = not in_drawer and line.strip(" \t>*+-").upper() != ":END:"
        elif not in_drawer and not is_hidden_line(line):
            shown.append(line)
    return "\n".join(shown)


def without_macros(text: str) -> str:
    """Return a text without block references, queries and embedded blocks; the name of an embedded page stays."""
    if "((" in text:
        text = _REFERENCE.sub("", _LABELLED.sub(r"\1", text))
    if "{{" in text:
        text = _MACRO.sub("", _SHOWN.sub(lambda found: found[1] or found[2], text))
    return text
