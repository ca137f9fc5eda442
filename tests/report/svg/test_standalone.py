"""A picture as a file of its own."""

from plaintext_network.report.markup import element
from plaintext_network.report.style_sheets import picture_style
from plaintext_network.report.svg.standalone import standalone
from tests.report.svg.reading import of_class, parsed

PICTURE = element(
    "svg", element("title", "A & B"), element("circle", r=5), viewBox="0 0 100 50", class_="dots"
)


def test_a_file_has_its_size_its_style_and_a_ground() -> None:
    text = standalone(PICTURE)
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" ')
    assert text.endswith("</svg>\n")
    root = parsed(text)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("140", "90", "-20 -20 140 90")
    assert root.get("class") == "dots"
    assert [part.text for part in root.iter("style")] == [picture_style()]
    (ground,) = of_class(text, "picture-ground")
    assert (ground.get("x"), ground.get("width")) == ("-20", "140")


def test_its_name_comes_first() -> None:
    assert [part.tag for part in parsed(standalone(PICTURE))] == ["title", "style", "rect", "circle"]


def test_a_picture_without_a_viewbox_has_its_width_and_height() -> None:
    root = parsed(standalone(element("svg", width=10, height=20)))
    assert root.get("viewBox") == "-20 -20 50 60"
