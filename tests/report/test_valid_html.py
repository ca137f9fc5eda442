"""Pages are valid HTML, and pictures are XML, whatever the notes contain."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from html5lib.html5parser import ParseError

from plaintext_network.report.contents import ReportContents
from plaintext_network.report.html.page import page
from plaintext_network.report.mail.html_part import mail_html
from plaintext_network.report.markup import Element
from plaintext_network.report.svg.growth_chart import growth_chart
from plaintext_network.report.svg.heat_map import heat_map
from plaintext_network.report.svg.rings import rings
from plaintext_network.report.svg.standalone import standalone
from tests.report.every_text import contents_with, contents_with_each
from tests.report.hostile_texts import hostile_texts
from tests.report.tab import Tab

SVG = "{http://www.w3.org/2000/svg}"
PICTURES: dict[str, Callable[[ReportContents], Element]] = {
    "rings": lambda contents: rings(contents.rings),
    "year": lambda contents: heat_map(contents.touches),
    "growth": lambda contents: growth_chart(contents.growth),
}


def errors_in(html: str) -> list[str]:
    """Return what a strict parser refuses, and each element that another parser would close or move."""
    try:
        html5lib.HTMLParser(strict=True).parse(html)
    except ParseError as error:
        return [str(error)]
    return []


def test_the_page_of_the_sample_is_valid(sample: ReportContents) -> None:
    assert not errors_in(page(sample))
    assert not errors_in(page(sample, links="obsidian"))


@pytest.mark.parametrize("kind", ["runs", "asks", "leaves", "click", "other"])
def test_a_page_of_hostile_notes_is_valid(kind: str) -> None:
    contents = contents_with_each(hostile_texts("https://attacker.example", kind))
    assert not errors_in(mail_html(contents))
    assert not errors_in(page(contents))
    assert not errors_in(page(contents, links="obsidian"))


def test_hostile_notes_add_no_element_and_no_attribute() -> None:
    def shape(write: Callable[[ReportContents], str], text: str) -> list[tuple[str, list[str]]]:
        tree = html5lib.parse(write(contents_with(text)), namespaceHTMLElements=False)
        return [(str(one.tag), sorted(one.attrib)) for one in tree.iter()]

    for write in (page, mail_html):
        plain = shape(write, "text")
        assert not [text for text in hostile_texts("https://attacker.example") if shape(write, text) != plain]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_alone_is_xml(name: str, sample: ReportContents) -> None:
    texts = hostile_texts("https://attacker.example")
    for contents in (sample, *(contents_with(text) for text in texts)):
        root = ElementTree.fromstring(standalone(PICTURES[name](contents)))  # noqa: S314
        assert root.tag == f"{SVG}svg"
        assert not root.findall(f".//{SVG}script")
        assert not [one for one in root.iter() for key in one.attrib if key.startswith("on") or "href" in key]


@pytest.mark.system
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_alone_asks_for_nothing(
    name: str, sample: ReportContents, tmp_path: Path, tab: Tab
) -> None:
    file = tmp_path / f"{name}.svg"
    texts = hostile_texts("https://attacker.example", "runs", "asks", "click")
    for contents in (sample, contents_with_each(texts)):
        file.write_text(standalone(PICTURES[name](contents)), encoding="utf-8")
        tab.open(file)
        assert tab.requests() == [file.as_uri()]
        assert not tab.messages()
        assert not tab.scripts_that_ran()
