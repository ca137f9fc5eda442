"""Elements become HTML in which every text is a text."""

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.report.markup import Raw, clean, element, markup


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


@given(st.text(st.characters(codec=None)))
def test_any_text_comes_back_from_xml(text: str) -> None:
    written = str(element("p", text, title=text))
    found = ET.fromstring(written.encode("utf-8", "strict"))  # noqa: S314
    # XML reads a tab and a line end in an attribute as a space (XML 1.0 §3.3.3).
    assert (found.text or "") == clean(text)
    assert found.get("title") == clean(text).replace("\n", " ").replace("\t", " ")
