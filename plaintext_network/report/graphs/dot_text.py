"""Writes texts in the DOT language of Graphviz. Knows no graph."""

from __future__ import annotations

import re

from plaintext_network.escape import escape


def quoted(text: str) -> str:
    r"""Return text as a quoted DOT string: escape `\`, `"` and HTML entities such as `&lt;`."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", escape(text))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
