"""Elements become HTML in which every text is a text."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.report.markup import Raw, clean, element, link, markup


def test_texts_and_attributes_are_escaped() -> None:
    found = element("p", "<b>&amp;", title='" onload="x')
    assert str(found) == '<p title="&quot; onload=&quot;x">&lt;b&gt;&amp;amp;</p>'


def test_an_attribute_name_is_written_as_in_html() -> None:
    found = element("p", class_="a", aria_label="b", viewBox="0 0 1 1", hidden=True, lang=None, x=False)
    assert str(found) == '<p class="a" aria-label="b" viewBox="0 0 1 1" hidden=""></p>'


def test_numbers_are_short() -> None:
    found = element("rect", x=1.0, y=-0.001, width=1 / 3, height=123456.5)
    assert str(found) == '<rect x="1" y="0" width="0.33" height="123456.5"/>'


def test_content_can_be_nested_and_absent() -> None:
    assert markup(["a", None, ("b", element("br"), [3])]) == "ab<br>3"


def test_only_markup_of_the_package_stays_as_it_is() -> None:
    assert markup([Raw("a > b"), "a > b"]) == "a > ba &gt; b"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "https:",
        "https://a b",
        "",
    ],
)
def test_a_link_to_anything_but_web_mail_and_phone_is_text(address: str) -> None:
    assert str(link(address, "words")) == "<span>words</span>"


def test_a_link_to_web_mail_or_phone_is_one() -> None:
    assert (
        str(link("https://a.example/?x=1&y", "words")) == '<a href="https://a.example/?x=1&amp;y">words</a>'
    )
    assert str(link("mailto:a@b.example", "words")).startswith("<a href=")
    assert str(link("tel:+4412", "words")).startswith("<a href=")


@given(st.text(st.characters(codec=None)))
def test_any_text_comes_back_from_xml(text: str) -> None:
    written = str(element("p", text, title=text))
    found = ET.fromstring(written.encode("utf-8", "strict"))  # noqa: S314
    # XML reads a tab and a line end in an attribute as a space (XML 1.0 §3.3.3).
    assert (found.text or "") == clean(text)
    assert found.get("title") == clean(text).replace("\n", " ").replace("\t", " ")
