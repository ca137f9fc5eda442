"""Links are found where CommonMark and Obsidian find them, and each one is measured to its last character."""

import pytest

from plaintext_network.notes.links import inline_links, links_in
from plaintext_network.notes.note import parse
from tests.notes.test_body import lines_run


def found(text: str) -> list[tuple[str, str, str]]:
    """Return each link's target, its text, and the text of its target."""
    return [
        (link.target, text[slice(*link.span)], text[slice(*link.place)])
        for link in sorted(links_in(text), key=lambda link: link.span)
    ]


@pytest.mark.parametrize(
    ("text", "target", "place"),
    [
        ("[k](../p/Ada%20(Kiln)%20Moor.md)", "../p/Ada (Kiln) Moor.md", "../p/Ada%20(Kiln)%20Moor.md"),
        ("[k](a(b(c)).md)", "a(b(c)).md", "a(b(c)).md"),
        ("[k](" + "(" * 32 + "a" + ")" * 32 + ".md)", "(" * 32 + "a" + ")" * 32 + ".md", "(" * 32 + "a" + ")" * 32 + ".md"),
        (r"[k](Ada\ \(Kiln\).md)", None, None),
        (r"[k](Ada\(Kiln\).md)", "Ada(Kiln).md", r"Ada\(Kiln\).md"),
        (r"[k](Ada\).md)", "Ada).md", r"Ada\).md"),
        ("[k](Ada%28Kiln%29.md#Log)", "Ada(Kiln).md", "Ada%28Kiln%29.md"),
        ("[k](<a (b) c.md>)", "a (b) c.md", "a (b) c.md"),
        ("[k](<a ) c.md> 'x')", "a ) c.md", "a ) c.md"),
        ("[k](<a.md#Log>)", "a.md", "a.md"),
        ("[k]( a.md )", "a.md", "a.md"),
        ('[k](a.md "t")', "a.md", "a.md"),
        ("[k](a.md 't (u)')", "a.md", "a.md"),
        ("[k](p.md (title))", "p.md", "p.md"),
        ('[k](p.md "a \\" b")', "p.md", "p.md"),
        ('[k](p.md\n"title")', "p.md", "p.md"),
        ("[Ada [Kiln] Moor](a.md)", "a.md", "a.md"),
        ("[a [b [c]] d](a.md)", "a.md", "a.md"),
        (r"[a \] b](a.md)", "a.md", "a.md"),
        (r"[a \[ b](a.md)", "a.md", "a.md"),
        ("[*Ada* **M**](a.md)", "a.md", "a.md"),
        ("[Ada\nByrne](a.md)", "a.md", "a.md"),
        ("[Ada\r\nByrne](a.md)", "a.md", "a.md"),
        ("[" + "x" * 2000 + "](a.md)", "a.md", "a.md"),
        ("![Ada](../p/Ada%20Byrne.md)", "../p/Ada Byrne.md", "../p/Ada%20Byrne.md"),
        ("![Ada](<Ada Byrne.md>)", "Ada Byrne.md", "Ada Byrne.md"),
        ("[A](/contacts/Ada%20Byrne.md)", "/contacts/Ada Byrne.md", "/contacts/Ada%20Byrne.md"),
        ("[A](./Ada.md)", "./Ada.md", "./Ada.md"),
        ("[A](R&amp;D.md)", "R&D.md", "R&amp;D.md"),
        ("[A](O&#39;B.md#x)", "O'B.md", "O&#39;B.md"),
        ("[A](100%.md)", "100%.md", "100%.md"),
        ("[A](a+b.md)", "a+b.md", "a+b.md"),
        ('<a href="../p/Ada%20Byrne.md">Ada</a>', "../p/Ada Byrne.md", "../p/Ada%20Byrne.md"),
        ("<A class='x' HREF = 'a.md#Log'>Ada</A>", "a.md", "a.md"),
        ("<a href=a.md>", "a.md", "a.md"),
        ('<a href="O&#39;B.md">', "O'B.md", "O&#39;B.md"),
        ("[[ Ada ]]", "Ada", "Ada"),
        ("[[Ada#Log|x]]", "Ada", "Ada"),
        (r"[[Ada\|x]]", "Ada", "Ada"),
    ],
)  # fmt: skip
def test_a_link_is_measured_to_its_end(text: str, target: str | None, place: str | None) -> None:
    around = f"see {text}: b)] \\"
    begins = 1 if text.startswith("!") else 0
    expected = [] if target is None else [(target, text[begins:], place)]
    if text.startswith(("<a", "<A")):
        expected = [(target or "", text.partition(">")[0].removesuffix(">"), place)]
    assert found(around) == [
        (t, s if not s.startswith("<") else found(around)[0][1], p) for t, s, p in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[k](a (b.md)",
        "[k](a(b.md)",
        "[k](" + "(" * 33 + "a" + ")" * 33 + ".md)",
        "[k](a b.md)",
        "[k](a.md 't)",
        "[k](<a.md)",
        "[k](<a\nb.md>)",
        "[k] (a.md)",
        r"[k\](a.md)",
        r"\[k](a.md)",
        "[a\n\nb](a.md)",
        "- [a\n- b](a.md)",
        "k](a.md)",
        "![photo](photo) ![x](x.png)",
        "[a](/about) [b](//host/a.md) [c](https://x.org/a.md) [d](mailto:a@b.md)",
        '<a href="about"> <a href="https://x.org/a.md"> <a name="x.md"> <b href="a.md">',
        "[^1]: Ada.md",
        "[Q]: what",
        "[Q]: what is this.md",
        "[Q]: https://x.org/a.md",
        "text [Q]: a.md",
    ],
)
def test_what_is_no_link_to_a_note_is_text(text: str) -> None:
    assert found(text) == []


def test_a_link_contains_no_link_but_an_image() -> None:
    assert [t for t, *_ in found("[a [b](x.md) c](y.md)")] == ["x.md"]
    assert [t for t, *_ in found("[![b](x.md) c](y.md)")] == ["y.md", "x.md"]
    assert [t for t, *_ in found("[a](x.md)[b](y.md)")] == ["x.md", "y.md"]


@pytest.mark.parametrize(
    ("use", "written"),
    [
        ("[the text][Ada B]", "[the text][Ada B]"),
        ("[ada  b][]", "[ada  b][]"),
        ("[Ada B]", "[Ada B]"),
        ("![x][ada b]", "[x][ada b]"),
        ("[a [b] c][ada b]", "[a [b] c][ada b]"),
        ("[ada b](x", "[ada b]"),
        ("[ada b][other]", "[ada b]"),
    ],
)
def test_a_use_of_a_definition_is_a_link(use: str, written: str) -> None:
    text = f"see {use}, [ada c] [x].\n\n[ada b]: <../p/Ada Byrne.md#Log> 'T'\n[ada B]: second.md\n[x]: https://x.org\n"
    assert found(text) == [
        ("../p/Ada Byrne.md", written, "../p/Ada Byrne.md"),
        ("../p/Ada Byrne.md", "[ada b]: <../p/Ada Byrne.md#Log> 'T'", "../p/Ada Byrne.md"),
        ("second.md", "[ada B]: second.md", "second.md"),
    ]


@pytest.mark.parametrize(
    "definition",
    ["[a]: a.md", "[a]:a.md", '[a]: a.md "t"', "[a]: a.md (t)", "   [a]: a.md", "> [a]: a.md", "[a]:\n a.md", "[a]: a.md\r\n", "[a]: <a.md>"],
)  # fmt: skip
def test_a_definition_is_a_link_even_if_nothing_uses_it(definition: str) -> None:
    assert [target for target, *_ in found(definition)] == ["a.md"]


def test_links_in_html_are_updated_but_count_for_nothing_except_href() -> None:
    body = parse(b'<div>\n[[Ada]] [b](B.md) <a href="C.md">c</a>\n</div>\n\n<style>\n[[No]]\n</style>\n').body
    assert [link.target for link in body.links] == ["C.md"]
    assert [link.target for link in body.hidden_links] == ["Ada", "B.md"]


def test_links_in_queries_are_updated_but_count_for_nothing() -> None:
    body = parse(b"```dataview\nLIST FROM [[Ada]]\n```\n\n```python\nx = [[Bo]]\n```\n").body
    assert body.links == ()
    assert [link.target for link in body.hidden_links] == ["Ada"]


def test_a_link_with_any_target_has_a_label() -> None:
    text = "[a [b]](https://x.org/(y)) ![c](d.png)"
    assert [
        (text[slice(*link.label)], text[slice(*link.place)], link.image) for link in inline_links(text)
    ] == [
        ("a [b]", "https://x.org/(y)", False),
        ("c", "d.png", True),
    ]


@pytest.mark.parametrize(
    "part",
    ["[", "](", "[a](", "[a](b", "[a](b.md) ", "[[a](b.md)] ", "![", "(", "[](<a", '[](a "', "[](a (", "[a]: b.md\n", "[a][", "<a ",
     '<a href="', "<a href", "[\\", "a](\\(", "[](a(b)", "[ [a]: a.md\n", "\n> [", "[](a &", "[](a\\"],
)  # fmt: skip
def test_twice_as_many_links_are_twice_the_work(part: str) -> None:
    def steps(count: int) -> int:
        text = part * count + " [x]: y.md\n[x]: y.md\n"
        return lines_run(lambda: list(links_in(text)))

    steps(10)
    assert steps(800) < 2.3 * steps(400) + 100
