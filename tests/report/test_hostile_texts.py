"""Nothing that a note contains can do anything on the page: by escaping alone, or by the policy alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plaintext_network.report.html.page import page
from plaintext_network.report.mail.html_part import mail_html
from tests.report.browser import Browser
from tests.report.every_text import contents_with, contents_with_each
from tests.report.hostile_texts import hostile_texts
from tests.report.server import Server
from tests.report.tab import Tab

pytestmark = pytest.mark.system

# No text of pnet's has this, so it can be replaced by one that is not escaped.
PLACE = "Placewheretextgoes"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_CLICK = """
document.querySelectorAll('a:not([href^=http], [href^="#"])').forEach(
  link => link.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})))
"""


def without_policy(html: str) -> str:
    changed, times = _POLICY.subn("", html, 1)
    assert times
    return changed


def without_escaping(text: str) -> str:
    return page(contents_with(PLACE), links="obsidian").replace(PLACE, text)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Tab]:
    """Return one tab for all these tests, since each opens a few pages."""
    with Tab(browser) as tab:
        yield tab


class Visit:
    """Opens a page, clicks on its links, and counts what it does: scripts that run, and connections to the server."""

    def __init__(self, html: str, tab: Tab, server: Server, folder: Path) -> None:
        file = folder / "page.html"
        file.write_text(html, encoding="utf-8", errors="surrogatepass")
        # What the page before has begun, ends.
        tab.open("about:blank")
        before = server.connections
        tab.open(file)
        tab.run(_CLICK)
        tab.settle()
        self.scripts, self.connections = tab.scripts_that_ran(), server.connections - before
        self.requests, self.messages, self.moves = tab.requests()[1:], tab.messages(), tab.moves()[1:]
        self.title = tab.run("document.title")


def named(*kinds: str) -> list[object]:
    return [pytest.param(text, id=repr(text)[1:60]) for text in hostile_texts("SERVER", *kinds)]


@pytest.mark.parametrize("kind", ["runs", "asks", "leaves", "click", "other"])
def test_escaping_alone_keeps_a_text_a_text(kind: str, tab: Tab, server: Server, tmp_path: Path) -> None:
    contents = contents_with_each(hostile_texts(server.address, kind))
    seen = Visit(without_policy(page(contents)), tab, server, tmp_path)
    assert (seen.scripts, seen.connections) == (0, 0)
    assert not [*seen.requests, *seen.messages, *seen.moves]
    assert seen.title == "Staying in touch · 24 November 2026"


@pytest.mark.parametrize("kind", ["runs", "asks", "leaves", "click", "other"])
def test_a_mail_does_nothing_even_in_a_browser(kind: str, tab: Tab, server: Server, tmp_path: Path) -> None:
    contents = contents_with_each(hostile_texts(server.address, kind))
    seen = Visit(mail_html(contents), tab, server, tmp_path)
    assert (seen.scripts, seen.connections) == (0, 0)
    assert not [*seen.requests, *seen.messages, *seen.moves]


@pytest.mark.parametrize("text", named("runs", "asks", "click"))
def test_the_policy_alone_stops_what_is_not_escaped(
    text: str, tab: Tab, server: Server, tmp_path: Path
) -> None:
    html = without_escaping(text.replace("SERVER", server.address))
    unprotected = Visit(without_policy(html), tab, server, tmp_path)
    assert unprotected.scripts or unprotected.connections, "the text is harmless, and tests nothing"
    seen = Visit(html, tab, server, tmp_path)
    assert (seen.scripts, seen.connections) == (0, 0)
    assert "taken" not in seen.title


@pytest.mark.parametrize("text", named("leaves"))
def test_only_escaping_stops_a_refresh(text: str, tab: Tab, server: Server, tmp_path: Path) -> None:
    # No policy in a page can: W3C dropped `navigate-to` from CSP.
    assert Visit(without_escaping(text.replace("SERVER", server.address)), tab, server, tmp_path).connections
