"""The picture of the rings says who everybody is, with more than colour, and is the same each time."""

import re
from datetime import date
from xml.etree import ElementTree

from plaintext_network.network.reports.charts.rings import RingPerson, RingRelation, Rings
from plaintext_network.report.markup import markup
from plaintext_network.report.style_sheets import picture_style
from plaintext_network.report.svg.rings import rings, rings_for_page, says
from plaintext_network.report.svg.rings_layout import NARROW, WIDE
from plaintext_network.report.svg.text_width import first_names, fitting, short_names, text_width

ZOE = RingPerson("Zoë Brandvold", "contacts/Zoë Brandvold.md", "friends", "cooling", True, date(2026, 10, 27))
BO = RingPerson("Bo <script>", "contacts/Bo.md", "", "new", False, None)
ANSWER = Rings(
    ("friends", ""),
    (ZOE, BO),
    (RingRelation("contacts/Bo.md", "contacts/Zoë Brandvold.md", "knows", None, ()),),
    3,
)


def test_a_title_says_what_a_dot_means() -> None:
    assert says(ZOE) == "Zoë Brandvold: last in touch on 27 October 2026; due"
    assert says(BO) == "Bo <script>: no word yet"
    drawn = markup(rings(ANSWER))
    assert "<title>Zoë Brandvold: last in touch on 27 October 2026; due</title>" in drawn
    assert "3 more not shown" in drawn
    assert "<script" not in drawn
    assert drawn == markup(rings(ANSWER))


def test_the_picture_is_valid_and_has_no_style_of_its_own() -> None:
    root = ElementTree.fromstring(markup(rings(ANSWER)))  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert [part.tag for part in root][:2] == ["title", "desc"]
    assert not any(part.get("style") for part in root.iter())


def test_every_class_has_a_rule_or_groups_elements() -> None:
    classes = set(re.findall(r'class="([^"]+)"', markup(rings(ANSWER))))
    used = {name for several in classes for name in several.split() if name.startswith("rings-")}
    known = set(re.findall(r"\.(rings-[a-z-]+)", picture_style()))
    groups = {
        "rings-rings", "rings-legend", "rings-people", "rings-new",
        *(f"rings-ring-{word}" for word in ("cooling", "dormant", "lost", "new")),
    }  # fmt: skip
    assert used - known <= groups


def test_on_a_page_a_name_leads_to_a_card_and_nothing_is_read_twice() -> None:
    for canvas in (WIDE, NARROW):
        drawn = rings_for_page(ANSWER, canvas, {ZOE.path: "#p7"}.get)
        root = ElementTree.fromstring(markup(drawn))  # noqa: S314 - our own
        assert root.get("aria-hidden") == "true"
        assert root.get("role") is None
        links = root.findall(".//a")
        assert [(link.get("href"), link.get("tabindex")) for link in links] == [("#p7", "-1")]
        assert "Zoë" in "".join(links[0].itertext())


def test_numbers_are_linked_where_their_names_are() -> None:
    people = tuple(RingPerson(f"Ada {n}", f"{n}.md", "", "warm", False, None) for n in range(150))
    drawn = rings_for_page(Rings(("",), people, (), 0), NARROW, lambda path: f"#{path}")
    links = ElementTree.fromstring(markup(drawn)).findall(".//a")  # noqa: S314 - our own
    assert [link.get("href") for link in links] == [f"#{n}.md" for n in range(150)]
    assert "".join(links[149].itertext()) == "150 Ada 149"


def test_a_shape_that_is_an_outline_is_one_without_a_style_sheet() -> None:
    people = tuple(
        RingPerson(standing, f"{standing}.md", "", standing, False, None)
        for standing in ("warm", "cooling", "dormant", "lost", "new")
    )
    root = ElementTree.fromstring(markup(rings(Rings(("",), people, (), 0))))  # noqa: S314 - our own
    (drawn,) = (part for part in root if part.get("class") == "rings-people")
    shapes = [next(part for part in person if part.tag in ("circle", "polygon")) for person in drawn]
    assert [shape.get("fill") for shape in shapes] == [None, None, "none", "none", "none"]
    assert all(
        part.get("fill") == "none"
        for part in root
        if part.get("class") in ("rings-rings", "rings-arcs", "rings-relations", "rings-leaders")
    )


def test_with_many_people_only_the_lines_of_the_one_asked_for_are_drawn() -> None:
    people = tuple(RingPerson(f"Ada {n}", f"{n}.md", "", "warm", False, None) for n in range(60))
    relations = tuple(RingRelation("0.md", f"{n}.md", "knows", None, ()) for n in range(1, 4))
    relations += (RingRelation("5.md", "6.md", "knows", None, ()),)
    everybody = Rings(("",), people, relations, 0)

    def drawn(answer: Rings) -> int:
        root = ElementTree.fromstring(markup(rings(answer)))  # noqa: S314 - our own
        return len(root.findall("g[@class='rings-relations']/path"))

    assert drawn(everybody) == 0
    assert drawn(everybody._replace(around="0.md")) == 3
    assert drawn(everybody._replace(people=people[:59])) == 4


def test_short_names_tell_people_apart() -> None:
    assert short_names(["Zoë Brandvold", "Zoë Brand", "Dr Ada Byron King", "田中 さくら", "Cher"]) == [
        "Zoë Bran.", "Zoë Brand", "Ada K.", "田中 さくら", "Cher",
    ]  # fmt: skip
    assert first_names(["Zoë Brandvold", "Ada Byron", "Ada King"]) == ["Zoë", "Ada B.", "Ada K."]


def test_a_long_text_ends_in_dots_and_never_in_half_a_letter() -> None:
    text = "e\u0301" * 40
    short = fitting(text, 50, 10)
    assert text_width(short, 10) <= 50
    assert short.endswith("e\u0301…")
    assert text_width("田", 10) > text_width("a", 10) > text_width("i", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)
