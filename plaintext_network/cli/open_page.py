"""Opens a page in the user's browser. Starts no shell."""

from __future__ import annotations

from pathlib import Path


def open_page(path: str) -> bool:
    """Open the file at a path in `$BROWSER`, else in the usual browser, and return whether there is one."""
    # Late: few runs open anything.
    import webbrowser

    try:
        return webbrowser.open(Path(path).resolve().as_uri())
    except (webbrowser.Error, OSError):
        return False
