"""The page of the sample vault, as Chromium loads, lays out and prints it."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from plaintext_network.report.contents import ReportContents
from plaintext_network.report.html.page import page
from tests.report.tab import DARK, LIGHT, Tab

pytestmark = pytest.mark.system

# What loads, runs or sends something.
ACTIVE = "script, iframe, frame, object, embed, link, base, form, input, button, img, picture, video, audio, source"
FORCED = {"forced-colors": "active"}
CALM = {"prefers-reduced-motion": "reduce"}


@pytest.mark.parametrize("features", [LIGHT, DARK, FORCED, CALM], ids=lambda features: "-".join(features))
@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_page_asks_for_nothing_and_says_nothing(
    media: str, features: dict[str, str], sample_page: Path, tab: Tab
) -> None:
    tab.look(width=1280, media=media, features=features)
    tab.open(sample_page)
    assert tab.requests() == [sample_page.as_uri()]
    assert tab.moves() == [sample_page.as_uri()]
    assert not tab.messages()


def test_a_page_has_nothing_that_runs_or_loads(sample_page: Path, tab: Tab) -> None:
    tab.open(sample_page)
    assert tab.run(f"document.querySelectorAll('{ACTIVE}').length") == 0
    names = tab.run(
        "[...new Set([...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames()))].sort()"
    )
    assert not [name for name in names if re.match(r"on|style$|src|action|background|ping|xlink|xmlns", name)]
    assert tab.run("document.getAnimations().length") == 0


@pytest.mark.parametrize(
    ("links", "schemes"), [(None, {"http", "https", "mailto", "tel"}), ("obsidian", {"obsidian", "https"})]
)
def test_links_lead_only_where_they_may(
    links: str | None, schemes: set[str], sample: ReportContents, tmp_path: Path, tab: Tab
) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(sample, links=links), encoding="utf-8")
    tab.open(file)
    addresses = tab.run("[...document.querySelectorAll('[href]')].map(link => link.getAttribute('href'))")
    ids = tab.run("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    for address in addresses:
        assert address.removeprefix("#") in ids or urlsplit(address).scheme in schemes, address
    assert any(address.startswith("obsidian:") for address in addresses) == (links == "obsidian")


@pytest.mark.parametrize("width", [280, 320, 360, 480, 600, 768, 900, 1024, 1280, 1920, 2560])
def test_nothing_is_wider_than_the_window(width: int, sample_page: Path, tab: Tab) -> None:
    tab.look(width=width)
    tab.open(sample_page)
    assert tab.run("document.documentElement.scrollWidth") <= width
    assert not tab.run(_OUTSIDE), "reaches beyond the window"


# Elements with a text of their own that reach beyond the window, and are not in something that scrolls.
_OUTSIDE = """
[...document.querySelectorAll('body *')]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(one => !one.closest('.unseen, details:not([open]), .scrolls'))
  .filter(one => { const box = one.getBoundingClientRect(); return box.width && (box.left < -.5 || box.right > innerWidth + .5) })
  .map(one => one.outerHTML.slice(0, 120))
"""
# WCAG 2.1 SC 1.4.12. A sheet made by a script is not subject to the page's policy.
_SPACED = """
{ const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [sheet]; }
"""
# Elements whose text is cut off.
_CUT = """
[...document.querySelectorAll('body *')]
  .filter(one => !one.closest('.unseen, details:not([open]), svg') && getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_wider_spaced_text_still_fits(width: int, sample_page: Path, tab: Tab) -> None:
    tab.look(width=width)
    tab.open(sample_page)
    tab.run(_SPACED)
    assert tab.run("document.documentElement.scrollWidth") <= width
    assert not tab.run(_CUT)


def test_without_style_the_page_reads_from_top_to_bottom(sample_page: Path, tab: Tab) -> None:
    tab.open(sample_page)
    styled = tab.run("document.body.textContent")
    tab.run("document.querySelectorAll('style').forEach(style => style.remove())")
    text = tab.run("document.body.innerText")
    places = [
        text.index(words)
        for words in ("Staying in touch", "Tuesday, 24 November 2026", "Today", "Coming up", "Open", "People")
    ]
    assert places == sorted(places)
    # What only readers of screens read, is there to read.
    hidden = tab.run("[...document.querySelectorAll('caption')].map(one => one.innerText)")
    assert all(words in text for words in hidden)
    assert tab.run("document.body.textContent") == styled


def test_without_style_pictures_keep_their_size_and_cover_no_words(sample_page: Path, tab: Tab) -> None:
    tab.open(sample_page)
    tab.run("document.querySelectorAll('style').forEach(style => style.remove())")
    assert not tab.run(_HUGE)
    assert not tab.run(_FILLED), "a shape that CSS alone leaves empty covers a picture"


# Pictures larger than the column, and signs beside a word larger than a word.
_HUGE = """
[...document.querySelectorAll('svg')]
  .filter(one => { const most = one.matches('.swatch') ? 32 : 900, box = one.getBoundingClientRect(); return box.width > most || box.height > most })
  .map(one => one.outerHTML.slice(0, 120))
"""
# Shapes over a tenth of their picture that have a colour.
_FILLED = """
[...document.querySelectorAll(':is(.rings, .growth, .days-earlier, .days-later) :is(circle, ellipse, path, polygon, rect)')]
  .filter(one => { const all = one.ownerSVGElement.getBoundingClientRect(), box = one.getBoundingClientRect(); return box.width * box.height > .1 * all.width * all.height })
  .filter(one => getComputedStyle(one).fill !== 'none')
  .map(one => one.outerHTML.slice(0, 120))
"""


def test_a_page_prints_on_few_sheets(sample_page: Path, tab: Tab) -> None:
    tab.open(sample_page)
    sheets = tab.printed().count(b"/Type /Page\n")
    assert 4 <= sheets <= 14


def test_nothing_is_cut_off_in_print(sample_page: Path, tab: Tab) -> None:
    # The width of A4 without the margins, 182 mm.
    tab.look(width=688, media="print")
    tab.open(sample_page)
    assert tab.run("document.documentElement.scrollWidth") <= 688
    assert not tab.run(_CUT)
    assert not tab.run(_OUTSIDE.replace("innerWidth", "688"))
