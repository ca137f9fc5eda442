"""Nothing that a note contains can do anything on the page: by escaping alone, by the policy alone, and by both."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from plaintext_network.report.html.page import page
from tests.report.every_text import contents_with
from tests.report.hostile_texts import hostile_texts
from tests.report.server import Server
from tests.report.tab import Tab

pytestmark = pytest.mark.system

# No text has this, so it can be replaced by one that is not escaped.
PLACE = "Placewheretextgoes"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


class Seen(NamedTuple):
    """What a page did when it was opened, and its links clicked."""

    scripts: int
    connections: int
    requests: list[str]
    messages: list[str]
    title: str


NOTHING = (0, 0)
CLICK = "document.querySelectorAll('a:not([href^=\"#\"]):not([href^=\"http\"])').forEach(a => a.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})))"


def without_policy(html: str) -> str:
    changed, times = _POLICY.subn("", html, 1)
    assert times == 1
    return changed


def without_escaping(text: str) -> str:
    return page(contents_with(PLACE), links="obsidian").replace(PLACE, text)


def opened(html: str, tab: Tab, server: Server, file: Path, *, click: bool = False) -> Seen:
    """Open a page, click on each link that leads elsewhere, and return what happened."""
    file.write_text(html, encoding="utf-8", errors="surrogatepass")
    # What the page before has begun, ends.
    tab.open("about:blank")
    before = server.connections
    tab.open(file)
    if click:
        tab.run(CLICK)
        tab.settle()
    title = tab.run("document.title")
    return Seen(tab.scripts_that_ran(), server.connections - before, tab.requests()[1:], tab.messages(), title)
