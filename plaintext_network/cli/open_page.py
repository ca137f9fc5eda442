"""Opens a page in the user's browser. Starts no shell."""

from __future__ import annotations

import os
from pathlib import Path


def open_page(path: str) -> bool:
    """Open the file at a path in `$BROWSER`, else in the usual browser, and return whether there is one.

    A browser that draws in the terminal, such as w3m, is used only if `$BROWSER` names it: it would take the terminal over.
    """
    # Late: few runs open anything.
    import webbrowser

    try:
        browser = webbrowser.get()
        # Those of graphical programs are of classes of their own.
        if type(browser) is webbrowser.GenericBrowser and not os.environ.get("BROWSER"):
            return False
        return browser.open(Path(path).resolve().as_uri())
    except (webbrowser.Error, OSError):
        return False
